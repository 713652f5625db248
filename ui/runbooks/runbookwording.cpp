#include "ui/runbooks/runbookwording.h"

#include "ui/look/statelook.h"
#include "ui/look/wording.h"

#include <QCoreApplication>
#include <QLocale>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(Runbooks)
};

QString serviceOf(const RunbookAction &action, const IncidentDetail &incident)
{
    return action.service.isEmpty() ? incident.incident.fingerprint.service : action.service;
}

/// "503" and "5xx" are what people say; what went wrong below HTTP, or is not known, has words.
QString statusText(const QString &status)
{
    if (status == word(StepState::OutcomeUnknown))
        return StateLook::word(Look::OutcomeUnknown);
    const auto fault = transportFaultOf({{}, {}, {}, status});
    return fault ? faultText(*fault) : status;
}

QString failingText(const IncidentDetail &incident)
{
    return Words::tr("%Ln failing step(s)", nullptr, counted(incident.incident.counts.failing));
}

QString breakerConsequence(const RunbookAction &action, const QString &service)
{
    switch (action.wish) {
    case BreakerWish::Open:
        return Words::tr("Nothing is sent to %1 for %2. Runs wait for it and use up no attempts.")
            .arg(service, durationText(action.duration));
    case BreakerWish::Close:
        return Words::tr("%1 is called whatever its breaker says, for %2.").arg(service, durationText(action.duration));
    case BreakerWish::Auto: return Words::tr("The breaker of %1 decides by itself again.").arg(service);
    }
    return {};
}

QString escalateTo(const FollowedRunbook &followed)
{
    const Responsibility &who = followed.incident.responsibility;
    return who.escalateTo.isEmpty() ? who.owner : who.escalateTo;
}

/// Since when the incident goes on: from its beginning, or from when it came back.
Timestamp troubledSince(const IncidentDetail &detail)
{
    for (auto note = detail.notes.rbegin(); note != detail.notes.rend(); ++note) {
        if (note->kind == "reopened"_L1)
            return note->at;
    }
    return detail.incident.firstAt;
}

QString pausedText(const RunbookAction &action, const IncidentDetail &incident)
{
    const QStringList all = incident.pipelines.keys();
    return action.pipeline.isEmpty() ? all.join(u", "_s) : action.pipeline;
}

} // namespace

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Low: return Words::tr("Low");
    case Severity::Medium: return Words::tr("Medium");
    case Severity::High: return Words::tr("High");
    case Severity::Critical: return Words::tr("Critical");
    }
    Q_UNREACHABLE();
    return {};
}

QString matchText(const RunbookMatch &match)
{
    QStringList statuses;
    for (const QString &status : match.statuses)
        statuses.append(statusText(status));
    QStringList parts;
    QStringList categories;
    for (const Category category : match.categories)
        categories.append(categoryText(category));
    const QString either = Words::tr(" or ");
    for (const QStringList &values : {categories, match.services, match.steps, statuses, match.pipelines}) {
        if (!values.isEmpty())
            parts.append(values.join(either));
    }
    return parts.isEmpty() ? Words::tr("chosen by hand") : parts.join(u" · "_s);
}

QString whereText(const Runbook &runbook)
{
    return runbook.isShipped() ? Words::tr("Comes with Cairn; runbooks/%1.md in the workspace takes its place").arg(runbook.name)
                               : runbook.file;
}

QString helpedText(const std::optional<Helped> &helped)
{
    if (!helped)
        return {};
    return helped->alike ? Words::tr("Helped in %1 of %2 such incidents").arg(helped->times).arg(helped->of)
                         : Words::tr("Helped in %1 of %2 incidents of this category").arg(helped->times).arg(helped->of);
}

QString consequenceText(const RunbookAction &action, const IncidentDetail &incident)
{
    switch (action.verb) {
    case RunbookVerb::Probe: return Words::tr("%1 is asked once, past its breaker and limits.").arg(serviceOf(action, incident));
    case RunbookVerb::Retry:
        return action.atMost > 0
                   ? Words::tr("At most %Ln of the failing steps is tried again at once, with the same input.", nullptr,
                               action.atMost)
                   : Words::tr("All of it is tried again at once, with the same input: %1.").arg(failingText(incident));
    case RunbookVerb::Canary:
        return Words::tr(
                   "One is tried again, then five, then the rest in waves, each once the one before has passed: %1. It stops by "
                   "itself when %2% of those tried fail again.")
            .arg(failingText(incident))
            .arg(qRound(action.stopAt * 100));
    case RunbookVerb::Resume:
        return Words::tr("The runs go on with the newest version of their pipeline, where what is done is the same in it: %1.")
            .arg(failingText(incident));
    case RunbookVerb::Skip:
        return Words::tr("The runs go on without the step: %1. Later steps find nothing where its answer would be.")
            .arg(failingText(incident));
    case RunbookVerb::Decide:
        return action.happened
                   ? Words::tr("Where the outcome is unknown the step counts as succeeded, and is not sent again: %1.")
                         .arg(failingText(incident))
                   : Words::tr("Where the outcome is unknown the step is sent again: %1. If it did happen after all, it will "
                               "have happened twice.")
                         .arg(failingText(incident));
    case RunbookVerb::Breaker: return breakerConsequence(action, serviceOf(action, incident));
    case RunbookVerb::Pause:
        return Words::tr(
                   "No further step of the runs of %1 that are there now starts until somebody lets them go on. What comes in "
                   "later is carried.")
            .arg(pausedText(action, incident));
    case RunbookVerb::Unpause:
        return Words::tr("The paused runs of %1 go on, whoever has paused them.").arg(pausedText(action, incident));
    case RunbookVerb::Escalate:
        return Words::tr("The incident is handed on to %1, and that is recorded.")
            .arg(!action.to.isEmpty()                           ? action.to
                 : incident.responsibility.escalateTo.isEmpty() ? incident.responsibility.owner
                                                                : incident.responsibility.escalateTo);
    case RunbookVerb::Open: return {};
    }
    Q_UNREACHABLE();
    return {};
}

QString buttonText(const QString &label)
{
    return QString(label).replace(u'&', u"&&"_s);
}

QString iconOf(const RunbookAction &action)
{
    switch (action.verb) {
    case RunbookVerb::Probe: return u"probe"_s;
    case RunbookVerb::Retry: return u"retry"_s;
    case RunbookVerb::Canary: return u"waves"_s;
    case RunbookVerb::Resume: return action.edit ? u"edit"_s : u"forward"_s;
    case RunbookVerb::Skip: return u"skipped"_s;
    case RunbookVerb::Decide: return action.happened ? u"happened"_s : u"not_happened"_s;
    case RunbookVerb::Breaker: return u"held"_s;
    case RunbookVerb::Pause: return u"paused"_s;
    case RunbookVerb::Unpause: return u"running"_s;
    case RunbookVerb::Escalate: return u"up"_s;
    case RunbookVerb::Open: return u"open"_s;
    }
    Q_UNREACHABLE();
    return {};
}

QString deedText(const DeedOutcome &outcome)
{
    QString result = outcome.text;
    if (outcome.state == DeedOutcome::Waiting)
        result = Words::tr("asked for, the runner has not done it yet");
    else if (outcome.state == DeedOutcome::Refused)
        result = Words::tr("refused: %1").arg(outcome.text);
    const QString line = u"%1 %2: %3"_s.arg(localTime(outcome.deed.at), outcome.deed.actor, result);
    return outcome.deed.reason.isEmpty() ? line : u"%1 (%2)"_s.arg(line, outcome.deed.reason);
}

EscalationCall escalationCall(const FollowedRunbook &followed, Timestamp now)
{
    const IncidentState state = followed.incident.incident.state();
    if (state != IncidentState::Open && state != IncidentState::Acknowledged)
        return {};
    const bool atOnce = followed.incident.responsibility.atOnce;
    if (!followed.runbook.escalation && !atOnce)
        return {};
    const Timestamp at = troubledSince(followed.incident) + (atOnce ? Milliseconds(0) : followed.runbook.escalation->after);
    const QString to = escalateTo(followed);
    if (at <= now)
        return {Words::tr("It is time to escalate to %1").arg(to), true};
    return {Words::tr("To be escalated to %1 if it is not over by %2").arg(to, localTime(at)), false};
}

} // namespace cairn
