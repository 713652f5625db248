#include "judge.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace cairn::simulator {

namespace {

QString said(StepState state)
{
    return word(state);
}

} // namespace

bool isUnclear(const Exchange &exchange)
{
    if (exchange.fault != TransportFault::None)
        return exchange.maybeSent;
    constexpr int Untouched[] = {501, 503, 505};
    const bool untouched = std::find(std::begin(Untouched), std::end(Untouched), exchange.status) != std::end(Untouched);
    return exchange.status == 408 || (exchange.status >= 500 && !untouched);
}

void Judge::accuse(int run, int step, const QString &what)
{
    m_violations.append(QStringLiteral("run %1 s%2: %3").arg(run).arg(step).arg(what));
}

const Step &Judge::step(int run, int step) const
{
    return m_plan.pipelines[m_durable.runs()[size_t(run)].pipeline].steps[step];
}

void Judge::lifeBegins()
{
    m_watches.assign(m_plan.services.size(), {});
    for (size_t i = 0; i < m_watches.size(); ++i) {
        const auto &rate = m_plan.services[i].service.policy.rate;
        m_watches[i].tokens = rate ? rate->burst : 0;
        m_watches[i].tokensAt = m_clock.now();
    }
}

void Judge::lifeEnds(const Life &life)
{
    for (const auto &wire : m_ledger.wires) {
        if (wire->life.get() == &life && wire->isOpen() && wire->isSent && !wire->isPoll)
            m_ledger.operation(wire->run, wire->step).unclearAt = m_durable.position();
    }
}

void Judge::requestStarts(const std::shared_ptr<Wire> &wire, const HttpRequest &request)
{
    mayBeSent(*wire);
    serviceBearsIt(*wire);
    ++m_watches[size_t(wire->service)].open;
    if (m_ledger.bySpan.contains(wire->span))
        accuse(wire->run, wire->step, QStringLiteral("one attempt was sent twice"));
    m_ledger.bySpan.insert(wire->span, wire);
    if (wire->isPoll)
        return;
    isTheSameAsBefore(*wire, request);
    Operation &operation = m_ledger.operation(wire->run, wire->step);
    if (!service(*wire).idempotent)
        isClearedUp(operation, wire->run, wire->step);
    operation.last = wire;
    operation.lastAt = m_durable.position();
}

/// Promises 1, 2 and 4 of design.md §3, and that waits are waited.
void Judge::mayBeSent(const Wire &wire)
{
    const DurableRun &run = m_durable.runs()[size_t(wire.run)];
    const DurableStep &step = run.steps[size_t(wire.step)];
    // of a paused run only what had its intent already, or while the end of its pause is being written
    const bool isPaused = run.state == RunState::Paused && step.state != StepState::InFlight && run.openCommands == 0;
    if (isFinished(run.state) || isPaused)
        accuse(wire.run, wire.step, QStringLiteral("sent for a run that is %1").arg(word(run.state)));
    for (const StepId &need : this->step(wire.run, wire.step).needs) {
        if (!isPassed(run.steps[size_t(Durable::stepIndex(need))].state))
            accuse(wire.run, wire.step, QStringLiteral("sent before %1 was recorded as passed").arg(need.name()));
    }
    const auto stands = [&](std::initializer_list<StepState> states) {
        return std::find(states.begin(), states.end(), step.state) != states.end();
    };
    const bool mayBe = wire.isPoll ? stands({StepState::WaitingCallback})
                       : service(wire).idempotent
                           ? stands({StepState::Pending, StepState::Ready, StepState::WaitingRetry, StepState::Held})
                           : stands({StepState::InFlight});
    if (!mayBe)
        accuse(wire.run, wire.step,
               QStringLiteral("sent (%1) while recorded as %2")
                   .arg(wire.isPoll ? QStringLiteral("question") : QStringLiteral("request"), said(step.state)));
    if (step.state == StepState::WaitingRetry && step.nextAt && m_clock.now() < *step.nextAt)
        accuse(wire.run, wire.step, QStringLiteral("sent before its wait was over"));
}

/// Promise 3: the same key and the same bytes over retries, crashes and machines.
void Judge::isTheSameAsBefore(const Wire &wire, const HttpRequest &request)
{
    QByteArray body;
    for (const OutgoingBody::Segment &segment : request.body.segments)
        body += segment.bytes;
    const QByteArray key = headerValue(request.headers, "idempotency-key");
    Operation &operation = m_ledger.operation(wire.run, wire.step);
    if (operation.key.isEmpty()) {
        for (const Operation &other : m_ledger.operations()) {
            if (other.key == key)
                accuse(wire.run, wire.step, QStringLiteral("has the key of another step"));
        }
        operation.key = key;
        operation.body = body;
        passesOnWhatItWasTold(wire, body);
    }
    if (operation.key != key)
        accuse(wire.run, wire.step, QStringLiteral("has another key than before"));
    if (operation.body != body)
        accuse(wire.run, wire.step, QStringLiteral("sends something else than before: %1").arg(QString::fromUtf8(body)));
}

/// What earlier steps were answered arrives in later ones.
void Judge::passesOnWhatItWasTold(const Wire &wire, const QByteArray &body)
{
    const QJsonObject from = QJsonDocument::fromJson(body).object().value(QStringLiteral("from")).toObject();
    for (auto it = from.begin(); it != from.end(); ++it) {
        const int need = it.key().mid(1).toInt();
        const DurableStep &before = m_durable.step(wire.run, need);
        const bool gave = before.state == StepState::Succeeded && before.actor == QLatin1String("runner");
        const QJsonValue wanted = gave ? QJsonValue(m_ledger.operation(wire.run, need).token) : QJsonValue();
        if (it.value() != wanted)
            accuse(wire.run, wire.step,
                   QStringLiteral("passes on '%1' of %2, which answered '%3'")
                       .arg(it.value().toString(), it.key(), wanted.toString()));
    }
}

/// What may have happened at a service that is not idempotent was shown, and settled by a person, before it is sent again.
void Judge::isClearedUp(const Operation &operation, int run, int step)
{
    const DurableStep &durable = m_durable.step(run, step);
    if (operation.last && durable.lastIntent <= operation.lastAt)
        accuse(run, step, QStringLiteral("sent without an intent of its own"));
    const bool isLost = operation.last && operation.last->recorded == 0 && durable.lastUnknown <= operation.lastAt;
    if (isLost || (operation.unclearAt >= 0 && durable.lastUnknown <= operation.unclearAt))
        accuse(run, step, QStringLiteral("sent again although it may have happened"));
}

void Judge::serviceBearsIt(const Wire &wire)
{
    const Policy &policy = service(wire).policy;
    ServiceWatch &watch = m_watches[size_t(wire.service)];
    if (watch.open >= policy.maxConcurrency)
        accuse(wire.run, wire.step,
               QStringLiteral("%1 requests at once, %2 are allowed").arg(watch.open + 1).arg(policy.maxConcurrency));
    // Where an intent is written between admission and sending, the store may take its time.
    if (!service(wire).idempotent && !wire.isPoll)
        return;
    const Timestamp now = m_clock.now();
    if (now < watch.quietUntil)
        accuse(wire.run, wire.step, QStringLiteral("sent although the service asked to be left alone"));
    if (!policy.rate)
        return;
    const double back = double((now - watch.tokensAt).count()) * policy.rate->limit / double(policy.rate->per.count());
    watch.tokens = std::min<double>(watch.tokens + back, policy.rate->burst) - 1;
    watch.tokensAt = now;
    if (watch.tokens < -1e-6)
        accuse(wire.run, wire.step, QStringLiteral("faster than the service's rate"));
}

void Judge::requestEnds(Wire &wire, const Exchange &exchange, const QByteArray &body)
{
    wire.told = exchange;
    ServiceWatch &watch = m_watches[size_t(wire.service)];
    --watch.open;
    const Policy &policy = service(wire).policy;
    if (exchange.fault == TransportFault::None && (exchange.status == 429 || exchange.status == 503)) {
        const QByteArray advice = headerValue(exchange.headers, "retry-after");
        const Milliseconds wait = std::chrono::seconds(advice.toInt());
        if (!advice.isEmpty() && wait <= policy.retry.retryAfterMax)
            watch.quietUntil = std::max(watch.quietUntil, m_clock.now() + wait);
    }
    Operation &operation = m_ledger.operation(wire.run, wire.step);
    if (exchange.fault == TransportFault::None && exchange.status / 100 == 2) {
        operation.token = QJsonDocument::fromJson(body).object().value(QStringLiteral("token")).toString();
        operation.delivered = Digest::of(body);
    }
    if (!wire.isPoll && isUnclear(exchange))
        operation.unclearAt = m_durable.position();
}

void Judge::happened(int run, int step)
{
    if (m_ledger.operation(run, step).effects > 1)
        accuse(run, step, QStringLiteral("it happened twice"));
}

/// And what stands is told as it stands, in the rows that people look at.
void Judge::comesToRest()
{
    for (size_t i = 0; i < m_durable.runs().size(); ++i) {
        const DurableRun &run = m_durable.runs()[i];
        if (!run.isSubmitted || isFinished(run.state) || run.state == RunState::Paused)
            continue;
        const auto has = [&](StepState state) {
            return std::any_of(run.steps.begin(), run.steps.end(), [&](const DurableStep &step) { return step.state == state; });
        };
        const RunState wanted = has(StepState::OutcomeUnknown) ? RunState::OutcomeUnknown : RunState::Blocked;
        if (run.state != wanted || (wanted == RunState::Blocked && !has(StepState::Blocked)))
            accuse(int(i), -1, QStringLiteral("at rest, and its row says %1").arg(word(run.state)));
    }
}

void Judge::committing(const Transaction &transaction)
{
    for (const Write &write : transaction.writes) {
        if (const auto *attempt = write.as<AddAttempt>())
            isAllowed(attempt->attempt);
        else if (const auto *checkpoint = write.as<AddCheckpoint>())
            mayFollow(checkpoint->checkpoint);
    }
}

void Judge::mayFollow(const Checkpoint &checkpoint)
{
    const int run = m_durable.indexOf(checkpoint.run);
    const int index = Durable::stepIndex(checkpoint.step);
    const DurableStep &before = m_durable.step(run, index);
    if (isPassed(before.state) || before.state == StepState::Cancelled)
        accuse(run, index, QStringLiteral("%1 after %2").arg(said(checkpoint.state), said(before.state)));
    if (isFinished(m_durable.runs()[size_t(run)].state))
        accuse(run, index, QStringLiteral("%1 in a run that is finished").arg(said(checkpoint.state)));
    if (before.state == StepState::OutcomeUnknown && checkpoint.actor == QLatin1String("runner"))
        accuse(run, index, QStringLiteral("an unknown outcome was settled by nobody"));
    const bool byRunner = checkpoint.actor == QLatin1String("runner");
    const Operation *operation = m_ledger.find(run, index);
    if (checkpoint.state != StepState::Succeeded)
        return;
    if (!operation || operation->effects != 1)
        accuse(run, index, QStringLiteral("recorded as done, and it did not happen"));
    else if (byRunner && checkpoint.output.digest != operation->delivered)
        accuse(run, index, QStringLiteral("recorded with another answer than was given"));
}

void Judge::isAllowed(const Attempt &attempt)
{
    const int run = m_durable.indexOf(attempt.run);
    const int index = Durable::stepIndex(attempt.step);
    const auto wire = m_ledger.bySpan.value(attempt.spanId.toHex());
    if (!wire)
        return accuse(run, index, QStringLiteral("an attempt was recorded that was never sent"));
    if (++wire->recorded > 1)
        accuse(run, index, QStringLiteral("an attempt was recorded twice"));
    Operation &operation = m_ledger.operation(run, index);
    int &last = operation.lastNumber;
    if (attempt.generation != std::exchange(operation.generation, attempt.generation))
        last = 0;
    if (attempt.number <= std::exchange(last, attempt.number))
        accuse(run, index, QStringLiteral("attempt %1 after it was counted already").arg(attempt.number));
    const RetryPolicy &retry = service(*wire).policy.retry;
    const auto rule = service(*wire).policy.categories.value(0);
    const int byRule = rule.status != 0 && rule.status == attempt.status ? rule.attempts : 0;
    const int most = byRule > 0 ? byRule : retry.perCategory.value(attempt.category.value_or(Category::Internal), retry.attempts);
    if (attempt.decision == Action::Retry && m_durable.step(run, index).attempts + 1 >= most)
        accuse(run, index,
               QStringLiteral("another attempt after %1 of %2").arg(m_durable.step(run, index).attempts + 1).arg(most));
    if (attempt.decision == Action::Retry && attempt.advised && attempt.delay < attempt.advised)
        accuse(run, index, QStringLiteral("waits less than the service asked for"));
    if (attempt.decision == Action::Retry && !service(*wire).idempotent && !wire->isPoll && wire->told && isUnclear(*wire->told))
        accuse(run, index, QStringLiteral("will be repeated although it may have happened"));
}

void Judge::closes()
{
    for (const auto &wire : m_ledger.wires) {
        const bool isExcused = wire->life->isDead || wire->life->isTroubled || wire->isPoll || !wire->told ||
                               wire->told->fault == TransportFault::Cancelled;
        if (!isExcused && wire->recorded == 0)
            accuse(wire->run, wire->step, QStringLiteral("an attempt was sent and not recorded"));
    }
    for (size_t run = 0; run < m_durable.runs().size(); ++run) {
        const auto &steps = m_durable.runs()[run].steps;
        for (size_t index = 0; index < steps.size(); ++index) {
            const Operation *operation = m_ledger.find(int(run), int(index));
            if (!operation || !operation->last)
                continue;
            const bool isUnsafe = !service(*operation->last).idempotent;
            if (isUnsafe && operation->unclearAt >= 0 && steps[index].lastUnknown <= operation->unclearAt)
                accuse(int(run), int(index), QStringLiteral("it may have happened, and that was never shown"));
            if (!isUnsafe && steps[index].lastUnknown > 0)
                accuse(int(run), int(index), QStringLiteral("asks a person although the service is idempotent"));
        }
    }
}

} // namespace cairn::simulator
