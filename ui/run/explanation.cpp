#include "ui/run/explanation.h"

#include "control/editdesk.h"
#include "control/responsibility.h"
#include "control/undecided.h"
#include "policy/holdreason.h"
#include "policy/taxonomy.h"
#include "ui/look/incidentwording.h"
#include "ui/look/wording.h"
#include "ui/run/commanddialog.h"
#include "ui/services/breakerwording.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class Explain
{
    Q_DECLARE_TR_FUNCTIONS(Explanation)
};

/// What helps against a category of failure; %1 is the service, as the subject of the sentence.
struct Advice
{
    Category category;
    const char *text;
};

constexpr Advice Advices[] = {
    {Category::Network,
     QT_TRANSLATE_NOOP("Explanation",
                       "%1 cannot be reached. See whether it answers from this machine; when it does, retry: the same input "
                       "is sent once more.")},
    {Category::Timeout,
     QT_TRANSLATE_NOOP("Explanation",
                       "%1 did not answer in time. When it is fast again, retry; if it is always slow, its timeouts in "
                       "services/ are too short.")},
    {Category::RateLimit,
     QT_TRANSLATE_NOOP("Explanation",
                       "%1 takes no more for now. Retry when its quota has recovered; retrying at once makes it worse.")},
    {Category::Service, QT_TRANSLATE_NOOP("Explanation", "%1 itself is failing. Ask its owners; retry when it has recovered.")},
    {Category::Auth,
     QT_TRANSLATE_NOOP("Explanation",
                       "%1 refuses our credentials or certificate, or wants some where its definition names none. Mend that "
                       "first, then retry.")},
    {Category::Data,
     QT_TRANSLATE_NOOP("Explanation",
                       "%1 does not accept this content, and would not the next time. Edit what the step sends and resume "
                       "(Ctrl+E), or cancel.")},
    {Category::Schema,
     QT_TRANSLATE_NOOP("Explanation",
                       "%1 and the pipeline disagree about the form of request or answer. Correct the pipeline, apply it "
                       "and go on with the newest version, or edit what the step sends (Ctrl+E); if it is the service that was "
                       "mended, retry.")},
    {Category::Conflict,
     QT_TRANSLATE_NOOP("Explanation",
                       "%1 holds something that contradicts this request. See what it holds; then retry or cancel.")},
    {Category::Policy,
     QT_TRANSLATE_NOOP("Explanation",
                       "A rule of this workspace forbids the request. If it may pass after all, clear the service and retry, or "
                       "correct the pipeline, apply it and go on with the newest version; else cancel.")},
    {Category::Internal,
     QT_TRANSLATE_NOOP("Explanation",
                       "Something is wrong on this machine: see whether the disk is full and what cairn doctor says; then "
                       "retry.")},
};

/// Where the category alone would lead to the wrong place.
struct KindAdvice
{
    FailureKind kind;
    const char *text;
};

constexpr KindAdvice KindAdvices[] = {
    {FailureKind::NothingThere,
     QT_TRANSLATE_NOOP(
         "Explanation",
         "%1 takes no such request at this address. Compare base_url in services/ and the step's method and path with "
         "what its owners say. Mend and apply them; then retry, or go on with the newest version of the pipeline.")},
    {FailureKind::NotReached,
     QT_TRANSLATE_NOOP(
         "Explanation",
         "%1 cannot be reached. See whether its base_url in services/ is right and whether it answers from this machine; "
         "when it does, retry: the same input is sent once more.")},
    {FailureKind::NotTrusted,
     QT_TRANSLATE_NOOP(
         "Explanation",
         "%1 makes no secure connection that can be trusted. See whether base_url in services/ is right (http or https, host "
         "and port) and what tls names; mend and apply that, or have its certificate mended; then retry.")},
    {FailureKind::UnexpectedAnswer,
     QT_TRANSLATE_NOOP(
         "Explanation",
         "%1 took the request, and its answer is not what the pipeline expects. Ask its owners. Once it is mended, retry, or, "
         "if it is not idempotent, skip the step or say that it did not happen; or correct the pipeline, apply it and go on "
         "with the newest version.")},
    {FailureKind::OtherForm,
     QT_TRANSLATE_NOOP(
         "Explanation",
         "%1 took the request, and its answer is not of the form that the pipeline takes. If the service was mended, retry, or, "
         "if it is not idempotent, skip the step or say that it did not happen; or correct the pipeline, apply it and go on "
         "with the newest version.")},
    {FailureKind::NoRequest,
     QT_TRANSLATE_NOOP(
         "Explanation",
         "Nothing was sent: the pipeline makes no request out of what it has. Correct it, apply it and go on with the "
         "newest version; if the file is the wrong one, cancel and submit the right one.")},
    {FailureKind::NotDone,
     QT_TRANSLATE_NOOP(
         "Explanation",
         "%1 has taken it up. Ask its owners how it stands, mend what else the cause names, or give it more time; then retry, "
         "which goes on waiting and sends nothing. If it will say nothing any more, rerun from this step has it done anew.")},
    {FailureKind::NoQuestion,
     QT_TRANSLATE_NOOP(
         "Explanation",
         "%1 has taken it up. Ask its owners how it stands, and skip the step once it is done; or correct how the pipeline "
         "asks, apply it and go on with the newest version. With an edited input it would be done once more.")},
    {FailureKind::UnusableSecret,
     QT_TRANSLATE_NOOP("Explanation",
                       "Nothing was sent: the secret is missing or cannot be used. Set it under Settings, Credentials, or with "
                       "cairn credential set; then retry.")},
    {FailureKind::LostPayload,
     QT_TRANSLATE_NOOP("Explanation",
                       "What was to be sent is lost or damaged on this machine: Examine the store names it. Put it back: submit "
                       "the same file again, if it is that of a run, or take it out of a backup; then retry.")},
    {FailureKind::PlaceTaken,
     QT_TRANSLATE_NOOP(
         "Explanation",
         "Nothing was overwritten: something has that name already. Move it away and retry, or skip the step if it is "
         "what was to be delivered.")},
};

const char *adviceTextFor(const Failure &failure)
{
    const FailureKind kind = kindOf(failure);
    for (const KindAdvice &advice : KindAdvices) {
        if (advice.kind == kind)
            return advice.text;
    }
    return std::find_if(std::begin(Advices), std::end(Advices),
                        [&](const Advice &advice) { return advice.category == failure.category; })
        ->text;
}

QString adviceFor(const Failure &failure, const QString &service)
{
    return QString(Explain::tr(adviceTextFor(failure))).replace("%1"_L1, service); // not every advice names the service
}

/// The service of a step as the subject of a sentence.
QString serviceOf(const RunDetail &detail, const StepId &id)
{
    const Step *step = detail.version.pipeline.step(id);
    return step && !step->service.isEmpty() ? Explain::tr("Service %1").arg(step->service) : Explain::tr("The delivery");
}

/// "Attempts left: 3 of 6 · next try at 11:35:42"; without the first part if it is not known which policy rules.
QString allowanceOf(const StepProgress &step, const RunRelations &relations)
{
    QStringList parts;
    const auto ruling = relations.revisions.constFind(step.policyRevisionId);
    if (ruling != relations.revisions.cend() && step.category) {
        const int most = mostAttempts(*step.category, ruling->service.policy.retry);
        parts.append(Explain::tr("Attempts left: %1 of %2").arg(std::max(0, most - step.attempts)).arg(most));
    }
    if (step.nextAt)
        parts.append(Explain::tr("next try at %1").arg(localTimeExact(*step.nextAt)));
    return parts.join(u" · "_s);
}

Explanation explainWaiting(const StepProgress &step, const RunDetail &detail, Timestamp now, const RunRelations &relations)
{
    Explanation why;
    why.allowance = allowanceOf(step, relations);
    why.title = Explain::tr("Step %1 is tried again %2").arg(step.id.name(), countdownText(detail.run.nextAt, now));
    why.advice = Explain::tr("Nothing needs to be done. Retry tries again now, with a fresh allowance of attempts.");
    return why;
}

/// What was recorded is of the moment when it came to be held; a breaker has gone on since.
QString whyHeld(const QString &recorded, const ServiceHealth &gate, Timestamp now)
{
    const Breaker &breaker = gate.state.breaker;
    const bool isShut = breaker.state(now) != BreakerState::Closed || breaker.isReleasing(now) || quietUntil(gate, now);
    return isShut || tellsOfBreaker(recorded) ? Explain::tr("Breaker %1").arg(breakerBrief(gate, now)) : recorded;
}

Explanation explainHeld(const StepProgress &step, const RunDetail &detail)
{
    Explanation why;
    if (step.state != StepState::Held) {
        why.title = Explain::tr("Step %1 waits to be asked about").arg(step.id.name());
        why.advice = Explain::tr("%1 gets nothing more for the moment, not even a question. It is asked when its turn comes.")
                         .arg(serviceOf(detail, step.id));
        return why;
    }
    why.title = Explain::tr("Step %1 is held").arg(step.id.name());
    why.advice =
        Explain::tr("%1 gets nothing more for the moment. The step goes on by itself when its turn comes, and has used up no "
                    "attempt.")
            .arg(serviceOf(detail, step.id));
    return why;
}

Explanation explainAwaited(const StepProgress &step, const RunDetail &detail)
{
    Explanation why;
    why.title = Explain::tr("Step %1 is taken up, and not done yet").arg(step.id.name());
    why.advice =
        Explain::tr("%1 has the request and is asked now and then. Nothing needs to be done.").arg(serviceOf(detail, step.id));
    return why;
}

/// Each is looked up for itself: one may have happened, and the next not.
Explanation explainSeveralUnknown(const QList<StepKey> &steps, const RunDetail &detail)
{
    Explanation why;
    why.title = Explain::tr("Nobody knows whether %Ln step(s) and item(s) happened", nullptr, int(steps.size()));
    QStringList lines;
    for (const StepKey &step : steps) {
        const QString key = idempotencyKeyOf(step, detail);
        lines.append(u"%1 · %2"_s.arg(stepText(step.step, step.item), serviceOf(detail, step.step)));
        if (!key.isEmpty())
            lines.last() += u" · "_s + Explain::tr("idempotency key %1").arg(key);
    }
    why.advice = Explain::tr("The requests may have arrived: look there for each. What you say here counts for all of them; to "
                             "decide about one, choose it among the steps. None is sent again before you decide.") +
                 QLatin1Char('\n') + someLines(lines);
    return why;
}

Explanation explainUnknown(const StepProgress &step, const RunDetail &detail)
{
    const QList<StepKey> undecided = undecidedSteps(detail.progress);
    if (undecided.size() > 1)
        return explainSeveralUnknown(undecided, detail);
    const StepKey one = undecided.value(0, step.key());
    Explanation why;
    why.title = Explain::tr("Nobody knows whether step %1 happened").arg(stepText(one.step, one.item));
    const QString key = idempotencyKeyOf(one, detail);
    why.advice = Explain::tr("%1 may have received the request: look there, then say here whether it happened. It is not sent "
                             "again before you decide.")
                     .arg(serviceOf(detail, one.step));
    if (!key.isEmpty())
        why.advice += QLatin1Char('\n') + Explain::tr("Its idempotency key is %1").arg(key);
    if (undecidedStep(one, detail).canBeAsked)
        why.advice += QLatin1Char('\n') + Explain::tr("If it was away: choose the step, and \"Ask its service again\".");
    return why;
}

Explanation explainBlocked(const StepProgress &step, const RunDetail &detail)
{
    Explanation why;
    why.title = Explain::tr("Step %1 is blocked and needs you").arg(step.id.name());
    why.advice = adviceFor(failureOf(step, detail), serviceOf(detail, step.id));
    return why;
}

Explanation explainCancelled(const RunDetail &detail)
{
    Explanation why;
    why.title = Explain::tr("This run was cancelled");
    why.look = Look::Cancelled;
    for (const Checkpoint &checkpoint : detail.history.checkpoints) {
        if (checkpoint.state != StepState::Cancelled)
            continue;
        why.title = Explain::tr("Cancelled by %1").arg(checkpoint.actor);
        why.reason = checkpoint.reason;
    }
    why.advice = Explain::tr("It will not go on. A rerun does it anew, from the start, as another run.");
    why.offersRerun = true;
    return why;
}

/// The newest that has failures like this step's; nullptr: there is none.
const HandledIncident *incidentOf(const StepId &step, const RunRelations &relations)
{
    const auto found = std::find_if(relations.incidents.begin(), relations.incidents.end(), [&](const HandledIncident &handled) {
        return handled.incident.fingerprint.step == step && handled.incident.state() != IncidentState::Resolved;
    });
    return found == relations.incidents.end() ? nullptr : &*found;
}

void nameIncident(Explanation &why, const StepProgress &step, const RunRelations &relations)
{
    if (const HandledIncident *handled = incidentOf(step.id, relations)) {
        why.incident = handled->incident.id;
        why.incidentText = incidentText(*handled);
    }
}

QString causeOf(const StepProgress &step)
{
    return step.category ? u"%1: %2"_s.arg(categoryText(*step.category), step.cause) : step.cause;
}

/// The other steps that are blocked, each a line: what helps against the first is none of their remedies.
void nameOthersBlocked(Explanation &why, const StepProgress &first, const RunDetail &detail, const RunRelations &relations)
{
    for (const StepProgress &step : detail.progress.all()) {
        if (step.state != StepState::Blocked || step.item != NoItem || step.id == first.id)
            continue;
        why.advice += QLatin1Char('\n') + Explain::tr("Also blocked: %1").arg(step.id.name() + u" · "_s + causeOf(step));
        if (const HandledIncident *handled = incidentOf(step.id, relations))
            why.others.append({handled->incident.id, step.id.name() + u" · "_s + incidentText(*handled)});
    }
}

/// How its steps stand is as it was.
Explanation explainPaused(const RunDetail &detail, const RunRelations &relations)
{
    Explanation why;
    const RunSummary summary = detail.progress.summary();
    if (summary.state == RunState::Blocked) {
        const StepProgress &step = *detail.progress.step({summary.step, summary.item});
        why.advice = adviceFor(failureOf(step, detail), serviceOf(detail, step.id)) + QLatin1Char('\n');
        nameIncident(why, step, relations);
    }
    why.title = Explain::tr("This run is paused");
    why.look = Look::Paused;
    why.reason = detail.run.cause;
    why.advice += Explain::tr("No further step starts until somebody lets it go on.");
    why.commands = commandsFor(RunState::Paused);
    return why;
}

} // namespace

Explanation explain(const RunDetail &detail, Timestamp now, const RunRelations &relations)
{
    if (detail.run.state == RunState::Cancelled)
        return explainCancelled(detail);
    if (detail.run.state == RunState::Paused)
        return explainPaused(detail, relations);
    const StepProgress *step = detail.progress.step(detail.run.step);
    if (!step)
        return {};
    if (step->isFannedOut()) { // one of its items says how the run stands
        const RunSummary summary = detail.progress.summary();
        const StepProgress *item = detail.progress.step({summary.step, summary.item});
        step = item ? item : step;
    }
    Explanation why;
    switch (detail.run.state) {
    case RunState::WaitingRetry: why = explainWaiting(*step, detail, now, relations); break;
    case RunState::Held: why = explainHeld(*step, detail); break;
    case RunState::WaitingCallback: why = explainAwaited(*step, detail); break;
    case RunState::OutcomeUnknown: why = explainUnknown(*step, detail); break;
    case RunState::Blocked: why = explainBlocked(*step, detail); break;
    default: return {};
    }
    why.look = lookOf(detail.run.state);
    why.cause = causeOf(*step);
    const bool isTurnedAway = detail.run.state == RunState::Held && step->state != StepState::Held;
    why.reason = isTurnedAway ? detail.run.cause : step->reason;
    if (detail.run.state == RunState::Held && relations.gate) {
        why.reason = whyHeld(why.reason, *relations.gate, now);
        why.gate = relations.gate->revision.service.name;
    }
    why.commands = commandsFor(detail.run.state);
    if (isTurnedAway) // nothing is tried again, or left out, of what is only asked about
        why.commands.removeIf([&](CommandKind kind) {
            return !isAboutWholeRun(kind) && stepsFor(kind, detail.progress, detail.version.pipeline).isEmpty();
        });
    if (const StepKey key = whatFailed(*step, detail.progress).key(); canEdit(detail, key))
        why.edits = key;
    nameIncident(why, *step, relations);
    if (detail.run.state == RunState::Blocked || detail.run.state == RunState::OutcomeUnknown)
        nameOthersBlocked(why, *step, detail, relations);
    return why;
}

} // namespace cairn
