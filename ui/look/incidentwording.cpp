#include "ui/look/incidentwording.h"

#include "ui/look/statelook.h"
#include "ui/look/wording.h"

#include <QCoreApplication>
#include <QLocale>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(IncidentWording)
};

/// An HTTP status or a transport fault, as stored.
QString codeText(const Fingerprint &print)
{
    bool isStatus = false;
    const int status = print.code.toInt(&isStatus);
    if (isStatus)
        return Words::tr("HTTP %1").arg(status);
    const auto fault = transportFaultOf(print);
    return fault ? faultText(*fault) : print.code;
}

/// What the store and the acts write into the history, with who did it as %1 where a person did.
struct Title
{
    const char *kind;
    const char *text;
};
constexpr Title Titles[] = {
    {"opened", QT_TRANSLATE_NOOP("IncidentWording", "First failure")},
    {"reopened", QT_TRANSLATE_NOOP("IncidentWording", "Came back after it was resolved")},
    {"failed_again", QT_TRANSLATE_NOOP("IncidentWording", "Failed again")},
    {"verifying", QT_TRANSLATE_NOOP("IncidentWording", "All steps are on their way again")},
    {"resolved", QT_TRANSLATE_NOOP("IncidentWording", "Resolved")},
    {"acknowledge", QT_TRANSLATE_NOOP("IncidentWording", "%1 acknowledged this")},
    {"assign", QT_TRANSLATE_NOOP("IncidentWording", "%1 assigned this")},
    {"escalate", QT_TRANSLATE_NOOP("IncidentWording", "%1 escalated this")},
    {"note", QT_TRANSLATE_NOOP("IncidentWording", "%1 noted")},
    {"alerted", QT_TRANSLATE_NOOP("IncidentWording", "An alert was sent")},
    {"alert_refused", QT_TRANSLATE_NOOP("IncidentWording", "An alert could not be sent")},
    {"runbook.started", QT_TRANSLATE_NOOP("IncidentWording", "%1 began the runbook")},
    {"runbook.ticked", QT_TRANSLATE_NOOP("IncidentWording", "%1 ticked a step of the runbook")},
    {"runbook.unticked", QT_TRANSLATE_NOOP("IncidentWording", "%1 took back a tick of the runbook")},
    {"runbook.action", QT_TRANSLATE_NOOP("IncidentWording", "%1 used an action of the runbook")},
};

} // namespace

QString placeText(const Fingerprint &print)
{
    const QString step = print.step.name();
    return print.service.isEmpty() || print.service == step ? step : u"%1 · %2"_s.arg(print.service, step);
}

QString subjectText(const Incident &incident)
{
    return u"%1 · %2 · %3"_s.arg(Words::tr("Incident %1").arg(incident.id), placeText(incident.fingerprint),
                                 categoryText(incident.fingerprint.category));
}

QString troubleText(const Fingerprint &print)
{
    const QString category = categoryText(print.category);
    return print.code.isEmpty() ? category : u"%1 · %2"_s.arg(category, codeText(print));
}

QString countsText(const MemberCounts &counts)
{
    const auto number = [](qint64 count) { return QLocale().toString(count); };
    QStringList parts;
    if (counts.failing > 0)
        parts.append(Words::tr("%1 failing").arg(number(counts.failing)));
    if (counts.moving > 0)
        parts.append(Words::tr("%1 on their way").arg(number(counts.moving)));
    if (counts.passed > 0)
        parts.append(Words::tr("%1 passed").arg(number(counts.passed)));
    if (counts.left > 0)
        parts.append(Words::tr("%1 went on without").arg(number(counts.left)));
    if (counts.cancelled > 0)
        parts.append(Words::tr("%1 cancelled").arg(number(counts.cancelled)));
    return parts.join(u" · "_s);
}

QString fateText(MemberFate fate)
{
    switch (fate) {
    case MemberFate::Failing: return Words::tr("Failing");
    case MemberFate::Moving: return Words::tr("On its way");
    case MemberFate::Passed: return Words::tr("Passed");
    case MemberFate::Left: return Words::tr("Went on without");
    case MemberFate::Cancelled: return Words::tr("Cancelled");
    }
    Q_UNREACHABLE();
    return {};
}

QString undecidedText(qint64 count)
{
    return Words::tr("%Ln step(s) may have happened: first say of each whether it did.", nullptr, counted(count));
}

QString askedAboutText(qint64 count)
{
    return Words::tr(
        "Of %Ln that may have happened the services are asked, and nothing is sent again unless they say that it did "
        "not.",
        nullptr, counted(count));
}

QString responsibilityText(const Responsibility &responsibility)
{
    return responsibility.escalateTo.isEmpty() ? responsibility.owner
                                               : Words::tr("%1, then %2").arg(responsibility.owner, responsibility.escalateTo);
}

QString noteTitle(const IncidentNote &note)
{
    for (const Title &title : Titles) {
        if (note.kind != QLatin1String(title.kind))
            continue;
        const QString text = Words::tr(title.text);
        return text.contains("%1"_L1) ? text.arg(note.actor) : text;
    }
    QString kind = note.kind; // of other parts of the house: "alert.sent"
    kind.replace(u'.', u' ').replace(u'_', u' ');
    return u"%1: %2"_s.arg(note.actor, kind);
}

QString overtakenText(const IncidentNote &act)
{
    return Words::tr("%1 at %2").arg(noteTitle(act), localTimeExact(act.at));
}

QString actText(IncidentAct act)
{
    switch (act) {
    case IncidentAct::Acknowledge: return Words::tr("Acknowledge");
    case IncidentAct::Assign: return Words::tr("Assign");
    case IncidentAct::Escalate: return Words::tr("Escalate");
    case IncidentAct::Note: return Words::tr("Add the note");
    }
    Q_UNREACHABLE();
    return {};
}

QString incidentText(const HandledIncident &handled)
{
    const Incident &incident = handled.incident;
    const QString state = StateLook::word(lookOf(incident.state()));
    const bool isHandled = incident.state() == IncidentState::Acknowledged || incident.state() == IncidentState::Escalated;
    if (isHandled && !handled.handler.isEmpty())
        return (incident.state() == IncidentState::Escalated ? Words::tr("Incident %1 (escalated by %2)")
                                                             : Words::tr("Incident %1 (acknowledged by %2)"))
            .arg(QString::number(incident.id), handled.handler);
    return Words::tr("Incident %1 (%2)").arg(QString::number(incident.id), state.toLower());
}

} // namespace cairn
