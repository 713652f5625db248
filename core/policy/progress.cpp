#include "policy/progress.h"

#include "policy/classify.h"

#include <algorithm>

namespace cairn {

namespace {

/// How a run stands whose step waits like that; nullopt: the step does not wait. Held, where the service lets no question in: it
/// is gone on with as soon as there is room.
std::optional<RunState> waitingState(const StepProgress &step)
{
    if (!step.turnedAway.isEmpty())
        return RunState::Held;
    switch (step.state) {
    case StepState::WaitingRetry: return RunState::WaitingRetry;
    case StepState::Held: return RunState::Held;
    case StepState::WaitingCallback: return RunState::WaitingCallback;
    case StepState::OutcomeUnknown: // its service is asked before a person is
        return step.nextAt ? std::optional(RunState::WaitingRetry) : std::nullopt;
    default: return std::nullopt;
    }
}

/// It can be begun, as far as it alone is concerned.
bool isOpen(const StepProgress &step, Timestamp now)
{
    return step.state == StepState::Pending || step.state == StepState::Ready ||
           (waitingState(step) && (!step.nextAt || *step.nextAt <= now));
}

/// It is about the request itself: a service that had done it would have known its key, and answered as it did then.
bool isRefusal(const Attempt &attempt)
{
    const bool isAnswer = attempt.fault == TransportFault::None && attempt.category && !attempt.idempotencyKey.isEmpty();
    const int status = isAnswer ? attempt.status : 0;
    return status == 400 || status == 413 || status == 415 || status == 422;
}

void noteDoubt(StepProgress &progress, const Attempt &attempt)
{
    erase_if(progress.doubtful, [&](const Doubt &doubt) { return doubt.policyRevisionId == attempt.policyRevisionId; });
    progress.doubtful.append(
        {attempt.policyRevisionId, attempt.service, attempt.category.value_or(Category::Timeout), attempt.cause, attempt.status});
}

/// Whoever finds out about one request finds out about those before it.
void noteDoubt(StepProgress &progress, const Checkpoint &checkpoint)
{
    const bool isAsked = checkpoint.state == StepState::OutcomeUnknown || progress.state == StepState::OutcomeUnknown ||
                         checkpoint.decision == Action::AskOutcome;
    if (isAsked)
        progress.doubtedAt = checkpoint.at;
    if (isAsked || checkpoint.generation != progress.generation)
        progress.doubtful.clear();
}

void take(StepProgress &progress, const Checkpoint &checkpoint)
{
    if (checkpoint.generation != progress.generation) {
        progress.tries = 0;
        progress.firstTryAt.reset();
        progress.awaitedSince.reset(); // what the service took up was another request
        progress.sendings.clear();
        progress.refusedAt.reset();
    }
    noteDoubt(progress, checkpoint);
    const bool goesOnWaiting = checkpoint.decision == Action::Await && progress.state == StepState::Blocked;
    if (checkpoint.state == StepState::Ready || goesOnWaiting) { // let go again by a person
        progress.allowedFrom = checkpoint.at;
        progress.allowanceFirstAt.reset();
        progress.lastDelay.reset();
    }
    if (checkpoint.decision == Action::Await)
        progress.awaitedSince = checkpoint.at;
    else if (checkpoint.state != StepState::WaitingCallback && checkpoint.state != StepState::Blocked)
        progress.awaitedSince.reset();
    const bool wasAsked = checkpoint.state == StepState::OutcomeUnknown && progress.state == StepState::OutcomeUnknown &&
                          checkpoint.decision == Action::AskOutcome; // else a person has it asked anew
    progress.questions = wasAsked ? progress.questions + 1 : 0;
    progress.state = checkpoint.state;
    progress.generation = checkpoint.generation;
    progress.attempts = checkpoint.attempts;
    progress.policyRevisionId = checkpoint.policyRevisionId;
    progress.category = checkpoint.category;
    progress.cause = checkpoint.cause;
    progress.reason = checkpoint.reason;
    progress.nextAt = checkpoint.nextAt;
    progress.inputDigest = checkpoint.inputDigest;
    progress.output = checkpoint.output;
    progress.status = checkpoint.status;
    progress.outputHeaders = checkpoint.outputHeaders;
    progress.edited = checkpoint.edited;
    progress.changedAt = checkpoint.at;
    progress.turnedAway.clear();
    if (checkpoint.decision == Action::Retry && checkpoint.nextAt)
        progress.lastDelay = *checkpoint.nextAt - checkpoint.at;
}

bool needsPerson(RunState state)
{
    return state == RunState::Blocked || state == RunState::OutcomeUnknown;
}

} // namespace

RunProgress::RunProgress(const Pipeline &pipeline, const RunHistory &history)
{
    m_steps.reserve(pipeline.steps.size());
    for (const Step &step : pipeline.steps) {
        m_index.insert(step.id, int(m_steps.size()));
        m_needs.insert(step.id, step.needs);
        m_parallel.append(step.parallel);
        StepProgress progress;
        progress.id = step.id;
        m_steps.append(progress);
    }
    m_items.resize(m_steps.size());
    for (const Checkpoint &checkpoint : history.checkpoints)
        apply(checkpoint);
    for (const Sending &sending : history.sendings)
        note(sending);
    for (const Attempt &attempt : history.attempts) {
        const StepProgress *progress = step(attempt.key());
        if (progress && progress->generation == attempt.generation)
            countAttempt(attempt);
    }
}

void RunProgress::apply(const Checkpoint &checkpoint)
{
    StepProgress *progress = find(checkpoint.key());
    if (!progress)
        return;                                                                       // a step of another pipeline version
    if (checkpoint.item == NoItem && checkpoint.generation != progress->generation) { // its items are others, or there are none
        progress->items.reset();
        m_items[m_index.value(checkpoint.step)].clear();
    }
    take(*progress, checkpoint);
    if (checkpoint.items && checkpoint.item == NoItem)
        fanOut(m_index.value(checkpoint.step), *checkpoint.items);
}

void RunProgress::fanOut(qsizetype index, int count)
{
    StepProgress &whole = m_steps[index];
    QList<StepProgress> &items = m_items[index];
    whole.items = std::clamp(count, 0, MostItems);
    while (items.size() < *whole.items) {
        StepProgress item;
        item.id = whole.id;
        item.item = int(items.size());
        item.generation = whole.generation;
        item.sendings = whole.sendings;
        items.append(item);
    }
}

void RunProgress::countAttempt(const Attempt &attempt)
{
    StepProgress *progress = find(attempt.key());
    if (!progress)
        return;
    const Timestamp startedAt = attempt.startedAt;
    progress->sendings.removeOne(startedAt);
    const bool isAskedAbout = progress->doubtedAt && startedAt <= *progress->doubtedAt;
    const bool isDoubtful = attempt.category && mayHaveHappened(attempt.fault, attempt.status, attempt.advised.has_value());
    if (isDoubtful && !isAskedAbout)
        noteDoubt(*progress, attempt);
    if (isDoubtful)
        progress->refusedAt.reset();
    else if (isRefusal(attempt))
        progress->refusedAt = startedAt;
    progress->tries = std::max(progress->tries, attempt.number);
    progress->firstTryAt = std::min(progress->firstTryAt.value_or(startedAt), startedAt);
    if (!progress->allowedFrom || startedAt >= *progress->allowedFrom)
        progress->allowanceFirstAt = std::min(progress->allowanceFirstAt.value_or(startedAt), startedAt);
}

void RunProgress::note(const Sending &sending)
{
    const auto add = [&](StepProgress &progress) {
        if (progress.generation == sending.generation && !progress.sendings.contains(sending.since))
            progress.sendings.append(sending.since);
    };
    StepProgress *progress = find(sending.key());
    if (!progress)
        return;
    add(*progress);
    if (sending.item != NoItem)
        return;
    for (StepProgress &item : m_items[m_index.value(sending.step)]) // of a fan-out it is noted before it has any
        add(item);
}

void RunProgress::postpone(const StepKey &step, std::optional<Timestamp> until, const QString &turnedAway)
{
    StepProgress *progress = find(step);
    if (!progress || !progress->waitsByClock())
        return;
    progress->nextAt = until;
    progress->turnedAway = turnedAway;
}

StepProgress *RunProgress::find(const StepKey &key)
{
    const auto found = m_index.constFind(key.step);
    if (found == m_index.cend())
        return nullptr;
    if (key.item == NoItem)
        return &m_steps[*found];
    QList<StepProgress> &items = m_items[*found];
    return key.item >= 0 && key.item < items.size() ? &items[key.item] : nullptr;
}

const StepProgress *RunProgress::step(const StepKey &key) const
{
    const auto found = m_index.constFind(key.step);
    if (found == m_index.cend())
        return nullptr;
    if (key.item == NoItem)
        return &m_steps[*found];
    const QList<StepProgress> &items = m_items[*found];
    return key.item >= 0 && key.item < items.size() ? &items[key.item] : nullptr;
}

const QList<StepProgress> &RunProgress::items(const StepId &step) const
{
    static const QList<StepProgress> none;
    const auto found = m_index.constFind(step);
    return found == m_index.cend() ? none : m_items[*found];
}

QList<StepProgress> RunProgress::all() const
{
    QList<StepProgress> rows;
    for (qsizetype i = 0; i < m_steps.size(); ++i) {
        rows.append(m_steps[i]);
        rows += m_items[i];
    }
    return rows;
}

bool RunProgress::needsPassed(const StepId &id) const
{
    const QList<StepId> needs = m_needs.value(id);
    return std::all_of(needs.begin(), needs.end(), [this](const StepId &need) {
        const StepProgress *progress = step(need);
        return progress && isPassed(progress->state);
    });
}

QList<StepKey> RunProgress::startable(Timestamp now) const
{
    QList<StepKey> keys;
    for (qsizetype i = 0; i < m_steps.size(); ++i) {
        const StepProgress &progress = m_steps[i];
        if (progress.isFannedOut()) {
            bool settled = true;
            for (const StepProgress &item : m_items[i]) {
                settled = settled && item.isSettled();
                if (isOpen(item, now))
                    keys.append(item.key());
            }
            if (settled)
                keys.append(progress.key());
        } else if (isOpen(progress, now) && needsPassed(progress.id)) {
            keys.append(progress.key());
        }
    }
    return keys;
}

bool RunProgress::allPassed() const
{
    return std::all_of(m_steps.begin(), m_steps.end(), [](const StepProgress &step) { return isPassed(step.state); });
}

bool RunProgress::hasFreePlace(qsizetype index, const QList<StepKey> &inFlight) const
{
    const QList<StepProgress> &items = m_items[index];
    auto taken = std::count_if(items.begin(), items.end(), [](const StepProgress &item) { return item.holdsPlace(); });
    for (const StepKey &key : inFlight)
        taken += key.step == m_steps[index].id && key.item != NoItem && !items[key.item].holdsPlace();
    return taken < m_parallel[index];
}

RunSummary RunProgress::summary(const QList<StepKey> &inFlight) const
{
    if (allPassed()) {
        for (const StepProgress &step : m_steps) {
            if (step.state == StepState::Degraded)
                return {RunState::Degraded, step.id, {}, {}};
        }
        return {RunState::Succeeded, {}, {}, {}};
    }

    RunSummary summary{RunState::Running, {}, {}, {}};
    const auto consider = [&](RunState state, const StepProgress &step) {
        summary.state = state;
        summary.step = step.id;
        summary.item = step.item;
    };
    for (const StepProgress &step : m_steps) {
        if (step.state == StepState::OutcomeUnknown && !step.nextAt && summary.state != RunState::OutcomeUnknown)
            consider(RunState::OutcomeUnknown, step);
        else if (step.state == StepState::Blocked && summary.state != RunState::OutcomeUnknown &&
                 summary.state != RunState::Blocked)
            consider(RunState::Blocked, step);
    }
    // A branch that still waits goes on by itself even while another needs a person, so it is looked at in any case.
    const auto considerWait = [&](const StepProgress &step) {
        const auto waits = waitingState(step);
        if (!waits || !step.nextAt || (summary.wakeAt && *summary.wakeAt <= *step.nextAt) || inFlight.contains(step.key()))
            return;
        summary.wakeAt = step.nextAt;
        if (!needsPerson(summary.state)) {
            consider(*waits, step);
            summary.nextAt = step.nextAt;
        }
    };
    for (qsizetype i = 0; i < m_steps.size(); ++i) {
        if (needsPassed(m_steps[i].id))
            considerWait(m_steps[i]);
        if (!m_steps[i].isFannedOut())
            continue;
        const bool hasPlaces = hasFreePlace(i, inFlight);
        for (const StepProgress &item : m_items[i]) {
            if (hasPlaces || item.holdsPlace())
                considerWait(item);
        }
    }
    return summary;
}

} // namespace cairn
