#pragma once

#include "control/inbox.h"
#include "control/incidentdesk.h"

#include <QJsonObject>

namespace cairn {

// The documents of `cairn incident … --json`; their fields are a promise, see the man page.
QJsonObject toJson(const IncidentSummary &summary);
QJsonObject toJson(const IncidentDetail &detail, const QList<MemberSummary> &members);

} // namespace cairn
