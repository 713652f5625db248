#include "ui/audit/auditsubject.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

bool isAboutService(const QString &action)
{
    return action.startsWith("service."_L1) || action.contains("_breaker"_L1) || action.startsWith("breaker."_L1) ||
           action.contains(".probe_service"_L1);
}

} // namespace

AuditSubject subjectOf(const AuditEntry &entry)
{
    AuditSubject subject;
    if (entry.subject.startsWith("incident/"_L1)) {
        subject.incident = entry.subject.section(u'/', 1, 1).toLongLong();
        subject.kind = subject.incident > 0 ? AuditSubject::Kind::Incident : AuditSubject::Kind::Other;
    } else if (entry.subject.startsWith("bulk/"_L1)) {
        subject.order = entry.subject.section(u'/', 1, 1).toLongLong();
        subject.kind = subject.order > 0 ? AuditSubject::Kind::Order : AuditSubject::Kind::Other;
    } else if (entry.subject.startsWith("service/"_L1)) {
        subject.name = entry.subject.section(u'/', 1);
        subject.kind = AuditSubject::Kind::Service;
    } else if (isAboutService(entry.action)) {
        subject.name = entry.subject.section(u'@', 0, 0);
        subject.kind = AuditSubject::Kind::Service;
    } else if (entry.action.startsWith("pipeline."_L1)) {
        subject.name = entry.subject.section(u'@', 0, 0);
        subject.kind = AuditSubject::Kind::Pipeline;
    } else if (const auto run = RunId::fromString(entry.subject.section(u'/', 0, 0)); run) {
        subject.run = *run;
        subject.kind = AuditSubject::Kind::Run;
    }
    return subject;
}

} // namespace cairn
