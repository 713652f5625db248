#pragma once

#include "model/audit.h"

namespace cairn {

/// What an entry of the audit is about, as a place in the console.
struct AuditSubject
{
    enum class Kind { Other, Run, Incident, Service, Pipeline, Order };
    Kind kind = Kind::Other;
    RunId run;
    qint64 incident = 0;
    qint64 order = 0; ///< about many targets (Bulk)
    QString name;     ///< of the service or pipeline
};

/// Pure.
AuditSubject subjectOf(const AuditEntry &entry);

} // namespace cairn
