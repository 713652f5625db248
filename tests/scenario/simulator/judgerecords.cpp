#include "judge.h"

#include "policy/eligible.h"

#include <cmath>

using namespace Qt::StringLiterals;

// What the store is told: checkpoints, attempts, messages and the ends of commands.

namespace cairn::simulator {

namespace {

constexpr Milliseconds UntilRevised{110};
/// What is written down was read from the clock so long ago at most, but for a full disk.
constexpr Milliseconds UntilWritten{15'000};

} // namespace

void Judge::isRevised(int service, qint64 revision, const Policy &policy)
{
    m_rules[size_t(service)].push_back({revision, policy, m_time.elapsed()});
}

const Policy &Judge::policyOf(const Wire &wire, qint64 revision) const
{
    const std::vector<Rule> &rules = m_rules[size_t(wire.service)];
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule &rule) { return rule.revision == revision; });
    return found == rules.end() ? service(wire).policy : found->policy;
}

void Judge::committing(const Transaction &transaction)
{
    for (const Write &write : transaction.writes) {
        if (const auto *attempt = write.as<AddAttempt>())
            isAllowed(attempt->attempt);
        else if (const auto *checkpoint = write.as<AddCheckpoint>())
            mayFollow(checkpoint->checkpoint);
        else if (const auto *message = write.as<AddCallbackMessage>())
            isTakenIn(*message);
        else if (const auto *finish = write.as<FinishCommand>())
            isCarriedOut(*finish);
    }
}

void Judge::mayFollow(const Checkpoint &checkpoint)
{
    const Place place = m_durable.placeOf(checkpoint.run, checkpoint.key());
    if (place.item != NoItem && place.item >= int(m_durable.step(place.whole()).items.size()))
        return accuse(place.whole(), u"an item is recorded that it does not have"_s);
    const DurableStep &before = m_durable.step(place);
    if (isPassed(before.state) || before.state == StepState::Cancelled)
        accuse(place, u"%1 after %2"_s.arg(word(checkpoint.state), word(before.state)));
    if (place.item != NoItem && isPassed(m_durable.step(place.whole()).state))
        accuse(place, u"%1 after its step as a whole had passed"_s.arg(word(checkpoint.state)));
    if (isFinished(m_durable.runs()[size_t(place.run)].state))
        accuse(place, u"%1 in a run that is finished"_s.arg(word(checkpoint.state)));
    if (checkpoint.generation < before.generation || checkpoint.generation > before.generation + 1)
        accuse(place, u"generation %1 after %2"_s.arg(checkpoint.generation).arg(before.generation));
    doubtIsSettled(place, checkpoint);
    wasNotCalled(place, checkpoint);
    const bool isStart = checkpoint.state == StepState::Ready || checkpoint.state == StepState::WaitingCallback;
    if (isStart)
        m_ledger.operation(place).attempts = 0;
    if (isStart && !byRunner(checkpoint.actor))
        m_ledger.operation(place).keyKnownSince.reset();
    if (isStart && checkpoint.state != before.state)
        m_ledger.operation(place).hasNoPlace =
            byRunner(checkpoint.actor) && (before.state == StepState::OutcomeUnknown || isStanding(before.state));
    if (before.isFannedOut && byRunner(checkpoint.actor))
        isGathered(place, checkpoint);
    else if (checkpoint.state == StepState::Succeeded)
        mayPass(place, checkpoint);
}

void Judge::mayPass(const Place &place, const Checkpoint &checkpoint)
{
    const Operation *operation = m_ledger.find(place);
    if (!operation || operation->effects != 1)
        return accuse(place, u"recorded as done, and it did not happen"_s);
    if (!byRunner(checkpoint.actor)) { // who says that it happened leaves the answer that was there, if there was one
        if (checkpoint.output.isValid() && checkpoint.output.digest == operation->delivered)
            m_durable.step(place).told = operation->token;
        return;
    }
    if (step(place).callback &&
        (!operation->word || operation->word->isFailure || operation->word->generation != checkpoint.generation))
        accuse(place, u"recorded as done, and the service did not call back"_s);
    const Digest wanted = step(place).callback && operation->word ? operation->word->body : operation->delivered;
    if (checkpoint.output.digest != wanted)
        accuse(place, u"recorded with another answer than was given"_s);
    const auto letter = operation->word ? m_ledger.letters.value(operation->word->body) : nullptr;
    m_durable.step(place).told = letter ? m_ledger.jobs.value(letter->job).yield.token : operation->token;
}

/// A step passes with as many of its items as must have passed, and stands only with fewer.
void Judge::isGathered(const Place &place, const Checkpoint &checkpoint)
{
    const auto &items = m_durable.step(place).items;
    const auto passed = std::count_if(items.begin(), items.end(), [](const DurableStep &item) { return isPassed(item.state); });
    const Step &step = this->step(place);
    const PartialRule rule = step.partial.value_or(PartialRule{});
    const double least =
        rule.count > 0 ? std::min(rule.count, int(items.size())) : std::ceil(rule.share * double(items.size()) - 1e-6);
    const bool isEnough = double(passed) >= least;
    const bool isUnsettled = std::any_of(items.begin(), items.end(), [](const DurableStep &item) {
        return !isPassed(item.state) && item.state != StepState::Blocked && item.state != StepState::OutcomeUnknown;
    });
    const bool goesOnWithout = checkpoint.state == StepState::Degraded && !step.critical;
    const bool isPassing = checkpoint.state == StepState::Succeeded || checkpoint.state == StepState::Degraded;
    const QString count = u"with %1 of %2 items"_s.arg(passed).arg(items.size());
    if (isUnsettled && (isPassing || checkpoint.state == StepState::Blocked))
        accuse(place, u"recorded as %1 while items were under way"_s.arg(word(checkpoint.state)));
    if (isPassing && !isEnough && !goesOnWithout)
        accuse(place, u"recorded as %1 %2"_s.arg(word(checkpoint.state), count));
    if (checkpoint.state == StepState::Succeeded && passed != qsizetype(items.size()))
        accuse(place, u"recorded as whole %1"_s.arg(count));
    if (checkpoint.state == StepState::Blocked && isEnough)
        accuse(place, u"blocked %1"_s.arg(count));
    if (isPassing && checkpoint.output.isValid())
        m_durable.step(place).told = int(passed);
}

/// By a person who says whether it happened, by what the service was asked, or by what it says of itself: never without, nor by
/// being left out.
void Judge::doubtIsSettled(const Place &place, const Checkpoint &checkpoint)
{
    const DurableStep &before = m_durable.step(place);
    if (before.state == StepState::OutcomeUnknown && checkpoint.state == StepState::Skipped)
        accuse(place, u"was left out although it may have happened"_s);
    if (before.state != StepState::OutcomeUnknown || !byRunner(checkpoint.actor) || checkpoint.state == StepState::OutcomeUnknown)
        return;
    if (before.isFannedOut)
        return; // its items say it
    const Operation *operation = m_ledger.find(place);
    const bool isTaken = checkpoint.state == StepState::Succeeded || checkpoint.decision == Action::Await;
    const bool hasCalled = operation && operation->heardOf == checkpoint.generation && checkpoint.decision == Action::Await;
    if (hasCalled)
        return;
    if (!operation || !step(place).reconcile || !operation->inquired)
        accuse(place, u"an unknown outcome was settled by nobody"_s);
    else if (*operation->inquired != isTaken)
        accuse(place, u"%1 although the service said otherwise"_s.arg(word(checkpoint.state)));
}

/// Whoever waited in vain was not called.
void Judge::wasNotCalled(const Place &place, const Checkpoint &checkpoint)
{
    const DurableStep &before = m_durable.step(place);
    const auto &deadline = m_durable.runs()[size_t(place.run)].deadlineAt;
    const bool isInVain = before.state == StepState::WaitingCallback && checkpoint.category == Category::Timeout &&
                          byRunner(checkpoint.actor) && step(place).callback && !(deadline && checkpoint.at >= *deadline);
    if (!isInVain || m_time.wasSetWithin(UntilWritten))
        return;
    const Operation &operation = m_ledger.operation(place);
    if (operation.word && operation.word->generation == before.generation && operation.word->at < m_time.elapsedAt(checkpoint.at))
        accuse(place, u"was called back, and waited on in vain"_s);
}

void Judge::isAllowed(const Attempt &attempt)
{
    const Place place = m_durable.placeOf(attempt.run, attempt.key());
    const auto wire = m_ledger.bySpan.value(attempt.spanId.toHex());
    if (!wire)
        return accuse(place, u"an attempt was recorded that was never sent"_s);
    if (wire->place != place)
        accuse(place, u"an attempt was recorded that was another's"_s);
    if (++wire->recorded > 1)
        accuse(place, u"an attempt was recorded twice"_s);
    rulesItsTime(attempt, *wire);
    Operation &operation = m_ledger.operation(place);
    if (attempt.generation != std::exchange(operation.numbersOf, attempt.generation))
        operation.lastNumber = 0;
    if (attempt.number <= std::exchange(operation.lastNumber, attempt.number))
        accuse(place, u"attempt %1 after it was counted already"_s.arg(attempt.number));
    operation.attempts += wire->errand == Errand::Do;
    if (attempt.decision != Action::Retry || wire->errand == Errand::Poll || wire->errand == Errand::CallOff)
        return;
    const Policy &policy = policyOf(*wire, attempt.policyRevisionId);
    const auto rule = policy.categories.value(0);
    const int byRule = rule.status != 0 && rule.status == attempt.status ? rule.attempts : 0;
    // what an inquiry found not to have happened is repeated as a failure of the service
    const Category category = wire->errand == Errand::Inquire ? Category::Service : attempt.category.value_or(Category::Internal);
    const int most = byRule > 0 ? byRule : policy.retry.perCategory.value(category, policy.retry.attempts);
    if (operation.attempts >= most && operation.attempts > 0)
        accuse(place, u"another attempt after %1 of %2"_s.arg(operation.attempts).arg(most));
    if (attempt.advised && attempt.delay < attempt.advised)
        accuse(place, u"waits less than the service asked for"_s);
    if (!service(*wire).idempotent && wire->errand == Errand::Do && wire->told && isUnclear(*wire->told))
        accuse(place, u"will be repeated although it may have happened"_s);
}

/// A revision rules what begins after it.
void Judge::rulesItsTime(const Attempt &attempt, const Wire &wire)
{
    const std::vector<Rule> &rules = m_rules[size_t(wire.service)];
    const auto rule =
        std::find_if(rules.begin(), rules.end(), [&](const Rule &one) { return one.revision == attempt.policyRevisionId; });
    if (rule == rules.end())
        return accuse(wire.place, u"ruled by a revision that its service never had"_s);
    if (m_time.wasSetWithin(UntilWritten) || rule + 1 == rules.end())
        return;
    const Milliseconds patience = isToldFirst(wire) ? UntilWritten : UntilRevised;
    if (m_time.elapsedAt(attempt.startedAt) > (rule + 1)->from + patience)
        accuse(wire.place, u"ruled by a revision that had been replaced"_s);
}

void Judge::isTakenIn(const AddCallbackMessage &message)
{
    const auto letter = m_ledger.letters.value(message.message.body.digest);
    const Callback *callback = m_durable.callback(message.callback);
    if (!letter || !callback)
        return accuse({}, u"a message was stored that was not sent, or for nobody"_s);
    letter->isStored = true;
    const Place place = m_durable.placeOf(callback->run, callback->key);
    if (letter->place != place)
        accuse(place, u"has a message of another step"_s);
    Operation &operation = m_ledger.operation(place);
    operation.heardOf = std::max(operation.heardOf, callback->generation);
    const bool isLast = letter->state == "done"_L1 || letter->state == "failed"_L1;
    if (!isLast || (operation.word && operation.word->generation >= callback->generation))
        return;
    operation.word = Word{callback->generation, message.message.body.digest, letter->state == "failed"_L1, m_time.elapsed()};
}

void Judge::isCarriedOut(const FinishCommand &finish)
{
    const Command command = m_durable.command(finish.id);
    if (!finish.accepted)
        return;
    if (command.kind == CommandKind::Cancel)
        return isCalledOff(m_durable.indexOf(command.run), finish.result);
    if (!isAboutService(command.kind) || command.service.isEmpty())
        return;
    Milliseconds &shut = m_shutUntil[size_t(serviceIndex(command.service))];
    const Milliseconds lasts(command.arguments.value(u"for_ms"_s).toInteger());
    const bool isKnown = command.kind == CommandKind::OpenBreaker && !m_time.wasSetWithin(UntilWritten);
    shut = isKnown ? m_time.elapsedAt(command.createdAt) + lasts : Milliseconds(0);
    if (command.kind == CommandKind::CloseBreaker)
        m_watches[size_t(serviceIndex(command.service))].quietUntil = Milliseconds(0);
}

/// Whoever has taken something up is told that it is called off, where the step says how; and who is said to have been told was.
/// What was cut off on the wire is recorded by then.
void Judge::isCalledOff(int run, const QString &result)
{
    for (const auto &wire : m_ledger.wires) {
        const bool isCutOff = wire->told && wire->told->fault == TransportFault::Cancelled && wire->errand == Errand::Do;
        const bool isOfAnother = wire->place.run != run || wire->life->isDead || wire->life->isStopping;
        if (isCutOff && !isOfAnother && wire->recorded == 0)
            accuse(wire->place, u"was cut off when the run was cancelled, and that was not recorded"_s);
    }
    for (const Place &place : m_durable.places(run)) {
        const DurableStep &durable = m_durable.step(place);
        const bool isOver = isPassed(durable.state) || (place.item != NoItem && isPassed(m_durable.step(place.whole()).state));
        if (isOver || !durable.isAwaited || !step(place).cancel)
            continue;
        if (!result.contains(place.key() + QLatin1Char(':')))
            accuse(place, u"was with its service when the run was cancelled, and nothing is said of it: %1"_s.arg(result));
        if (result.contains(place.key() + u": the service was told"_s) && !m_ledger.operation(place).isCalledOff)
            accuse(place, u"its service is said to have been told of the cancel, and was not"_s);
    }
}

} // namespace cairn::simulator
