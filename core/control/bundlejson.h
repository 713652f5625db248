#pragma once

#include "control/incidentbundle.h"

namespace cairn {

// The documents of an incident file. They say all that its readers need, so that what is read equals what was written.

QJsonObject incidentJson(const IncidentBundle &bundle);
QJsonObject runJson(const BundledRun &run);
QJsonObject auditJson(const AuditEntry &entry);

// Errors: Damaged, naming the field.
Result<void> readIncident(const QJsonObject &json, IncidentBundle &bundle);
Result<BundledRun> readBundledRun(const QJsonObject &json);
Result<AuditEntry> readAudit(const QJsonObject &json);

} // namespace cairn
