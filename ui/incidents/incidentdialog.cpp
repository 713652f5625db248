#include "ui/incidents/incidentdialog.h"

#include "ui/look/incidentwording.h"

#include "control/actor.h"

#include <QLineEdit>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString titleOf(IncidentAct act, qint64 incident)
{
    switch (act) {
    case IncidentAct::Assign: return IncidentDialog::tr("Assign incident %1").arg(incident);
    case IncidentAct::Escalate: return IncidentDialog::tr("Escalate incident %1").arg(incident);
    case IncidentAct::Acknowledge:
    case IncidentAct::Note: break;
    }
    return IncidentDialog::tr("A note on incident %1").arg(incident);
}

QString effectOf(IncidentAct act, const Responsibility &responsibility)
{
    switch (act) {
    case IncidentAct::Assign:
        return IncidentDialog::tr("Everybody sees who looks after it. Its owner is %1.").arg(responsibility.owner);
    case IncidentAct::Escalate:
        return responsibility.escalateTo.isEmpty()
                   ? IncidentDialog::tr("It is marked as handed on. The service's contract names nobody to escalate to.")
                   : IncidentDialog::tr("It is marked as handed on; the service's contract names %1.")
                         .arg(responsibility.escalateTo);
    case IncidentAct::Acknowledge:
    case IncidentAct::Note: break;
    }
    return IncidentDialog::tr("It becomes part of the history and of the audit, and cannot be taken back.");
}

} // namespace

IncidentDialog::IncidentDialog(IncidentAct act, const IncidentDetail &incident, QWidget *parent)
    : ReasonDialog({u"incidentDialog"_s, actText(act), titleOf(act, incident.incident.id), effectOf(act, incident.responsibility),
                    actText(act)},
                   parent),
      m_detail(act == IncidentAct::Note     ? addLine(tr("&Note"), u"incidentDetail"_s, {})
               : act == IncidentAct::Assign ? addLine(tr("&To whom"), u"incidentDetail"_s, currentActor())
                                            : addLine(tr("&To whom"), u"incidentDetail"_s, incident.responsibility.escalateTo))
{
    if (act != IncidentAct::Note)
        addReason(Reason::Optional);
    if (act != IncidentAct::Escalate)
        require(m_detail);
    finish(m_detail);
    m_detail->selectAll();
}

QString IncidentDialog::detail() const
{
    return m_detail->text().trimmed();
}

} // namespace cairn
