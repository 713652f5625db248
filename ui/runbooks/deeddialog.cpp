#include "ui/runbooks/deeddialog.h"

#include "ui/look/incidentwording.h"
#include "ui/look/wording.h"
#include "ui/runbooks/runbookwording.h"

#include <QCheckBox>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// How many it decides about alike; 1: there is nothing to be told apart.
int decidedAlike(const RunbookAction &action, const IncidentDetail &incident)
{
    return action.verb == RunbookVerb::Decide ? counted(incident.incident.counts.failing) : 1;
}

QString titleOf(const RunbookAction &action, int alike)
{
    return alike > 1 ? DeedDialog::tr("%1: for all %Ln step(s)?", nullptr, alike).arg(action.label)
                     : DeedDialog::tr("%1?").arg(action.label);
}

QString effectOf(const RunbookAction &action, const IncidentDetail &incident, int alike)
{
    const QString text = consequenceText(action, incident);
    return alike > 1 ? text + u' ' + DeedDialog::tr("One at a time is decided in the list of failures.") : text;
}

ReasonDialog::Text textOf(const RunbookAction &action, const IncidentDetail &incident)
{
    const int alike = decidedAlike(action, incident);
    return {u"deedDialog"_s, action.label, titleOf(action, alike), effectOf(action, incident, alike), buttonText(action.label)};
}

} // namespace

DeedDialog::DeedDialog(const RunbookAction &action, const IncidentDetail &incident, QWidget *parent)
    : ReasonDialog(textOf(action, incident), parent),
      m_each(new QCheckBox(tr("I have &looked at each of them: it is true of all")))
{
    const bool isAlone = decidedAlike(action, incident) <= 1;
    m_each->setObjectName(u"deedEach"_s);
    m_each->setChecked(isAlone);
    if (isAlone)
        m_each->hide();
    connect(m_each, &QCheckBox::toggled, this, &DeedDialog::updateGo);
    addSubject(quietLine(u"deedSubject"_s, subjectText(incident.incident)));
    addContent(m_each);
    addReason(needsReason(action.verb) ? Reason::Required : Reason::Optional);
    finish();
}

bool DeedDialog::isComplete() const
{
    return m_each->isChecked();
}

} // namespace cairn
