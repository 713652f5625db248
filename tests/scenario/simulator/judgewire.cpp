#include "judge.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

// What the network sees: requests as they leave, their ends, and what services send by themselves.

namespace cairn::simulator {

namespace {

/// The runner looks for new revisions so often, and a little more passes until they rule.
constexpr Milliseconds UntilRevised{110};
/// Between a request's admission and its leaving lies its intent, and the disk may be full.
constexpr Milliseconds UntilIntended{15'000};
/// Unless the disk is full, so much passes at most.
constexpr Milliseconds UntilSent{500};

} // namespace

bool isUnclear(const Exchange &exchange)
{
    if (exchange.fault != TransportFault::None)
        return exchange.maybeSent;
    const bool isPutOff = exchange.status == 503 && !headerValue(exchange.headers, "retry-after").isEmpty();
    const bool untouched = exchange.status == 501 || exchange.status == 505 || isPutOff;
    return exchange.status == 408 || (exchange.status >= 500 && !untouched);
}

void Judge::lifeBegins()
{
    m_watches.assign(m_plan.services.size(), {});
    for (size_t i = 0; i < m_watches.size(); ++i) {
        const auto &rate = m_plan.services[i].service.policy.rate;
        m_watches[i].tokens = rate ? rate->burst : 0;
        m_watches[i].tokensAt = m_time.elapsed();
    }
    for (int run = 0; run < int(m_durable.runs().size()); ++run) {
        if (m_durable.runs()[size_t(run)].state != RunState::Pending)
            continue; // of others at least that they were begun is written: this runner can know
        for (const Place &place : m_durable.places(run))
            m_ledger.operation(place).keyKnownSince.reset();
    }
}

void Judge::lifeEnds(const Life &life)
{
    for (const auto &wire : m_ledger.wires) {
        if (wire->life.get() == &life && wire->isOpen() && wire->isSent && wire->errand == Errand::Do)
            m_ledger.operation(wire->place).unclearAt = m_durable.position();
    }
}

/// What a service asked for was told in the clock's old time: nobody can know it in the new one. What was due by then may be at
/// its service's gate, and leaves whatever the clock says now.
void Judge::wallClockIsSet(Milliseconds by)
{
    const Timestamp before = m_time.now() - by;
    for (int run = 0; run < int(m_durable.runs().size()); ++run) {
        for (const Place &place : m_durable.places(run)) {
            DurableStep &step = m_durable.step(place);
            step.wasDue = step.wasDue || (step.nextAt && *step.nextAt <= before);
        }
    }
    for (size_t i = 0; i < m_watches.size(); ++i) {
        const auto &rate = m_plan.services[i].service.policy.rate;
        m_watches[i].quietUntil = Milliseconds(0);
        m_watches[i].tokens = rate ? rate->burst : 0;
        m_shutUntil[i] = Milliseconds(0);
    }
}

void Judge::requestStarts(const std::shared_ptr<Wire> &wire)
{
    mayBeSent(*wire);
    serviceBearsIt(*wire);
    ++m_watches[size_t(wire->service)].open;
    if (m_ledger.bySpan.contains(wire->span))
        accuse(wire->place, u"one attempt was sent twice"_s);
    m_ledger.bySpan.insert(wire->span, wire);
    Operation &operation = m_ledger.operation(wire->place);
    const bool isKnown = !operation.key.isEmpty() && operation.generation == m_durable.step(wire->place).generation &&
                         operation.version == m_durable.runs()[size_t(wire->place.run)].version;
    if (wire->errand == Errand::Inquire && isKnown && wire->about != operation.key)
        accuse(wire->place, u"asks about another request than the one in doubt"_s);
    if (wire->errand != Errand::Do)
        return;
    mayBeOneOfSoMany(*wire);
    isTheSameAsBefore(*wire);
    keyIsKnownStill(*wire);
    if (!service(*wire).idempotent)
        isClearedUp(operation, wire->place);
    operation.last = wire;
    operation.lastAt = m_durable.position();
}

/// Promises 1, 2 and 4 of design.md §3, and that waits are waited.
void Judge::mayBeSent(const Wire &wire)
{
    const Place &place = wire.place;
    const DurableRun &run = m_durable.runs()[size_t(place.run)];
    const DurableStep &step = m_durable.step(place);
    // of a paused run only while the end of its pause is being written
    const bool isPaused = run.state == RunState::Paused && run.openCommands == 0;
    if (isFinished(run.state) || isPaused)
        accuse(place, u"sent for a run that is %1"_s.arg(word(run.state)));
    for (const StepId &need : this->step(place).needs) {
        if (!isPassed(run.steps[size_t(Durable::stepIndex(need))].state))
            accuse(place, u"sent before %1 was recorded as passed"_s.arg(need.name()));
    }
    const bool isOfWhole = place.item == NoItem;
    if (!isOfWhole && wire.errand != Errand::CallOff && m_durable.step(place.whole()).state != StepState::InFlight)
        accuse(place, u"sent while its step as a whole is %1"_s.arg(word(m_durable.step(place.whole()).state)));
    const auto stands = [&](std::initializer_list<StepState> states) {
        return std::find(states.begin(), states.end(), step.state) != states.end();
    };
    const bool isIdempotent = service(wire).idempotent;
    const bool mayBe = wire.errand == Errand::Poll      ? stands({StepState::WaitingCallback})
                       : wire.errand == Errand::Inquire ? stands({StepState::OutcomeUnknown})
                       : wire.errand == Errand::CallOff ? step.isAwaited && run.openCommands > 0
                       : isIdempotent ? stands({StepState::Pending, StepState::Ready, StepState::WaitingRetry, StepState::Held})
                                      : stands({StepState::InFlight});
    if (!mayBe || (isOfWhole && step.isFannedOut))
        accuse(place, u"sent (errand %1) while recorded as %2"_s.arg(int(wire.errand)).arg(word(step.state)));
    if (step.state == StepState::WaitingRetry && step.nextAt && m_time.now() < *step.nextAt && !step.wasDue)
        accuse(place, u"sent before its wait was over"_s);
}

/// Items of one step are under way a few at once: until they are answered, and where a service takes them up until it has said
/// how they went. A person who lets some go on waiting may make it more; so may a service that calls back about one whose outcome
/// was unknown, or that was blocked or to be sent again: others may have its place by then.
void Judge::mayBeOneOfSoMany(const Wire &wire)
{
    if (wire.place.item == NoItem)
        return;
    const auto &items = m_durable.step(wire.place.whole()).items;
    const bool isLeftAlone = m_durable.runs()[size_t(wire.place.run)].commands == 0;
    std::vector<bool> isUnderWay(items.size());
    for (const auto &other : m_ledger.wires) {
        if (other->isOpen() && other->life == wire.life && other->errand == Errand::Do &&
            other->place.whole() == wire.place.whole())
            isUnderWay[size_t(other->place.item)] = true;
    }
    for (size_t item = 0; isLeftAlone && item < items.size(); ++item) {
        const Operation *operation = m_ledger.find({wire.place.run, wire.place.step, int(item)});
        if (items[item].state == StepState::WaitingCallback && !(operation && operation->hasNoPlace))
            isUnderWay[item] = true;
    }
    isUnderWay[size_t(wire.place.item)] = true;
    const auto many = std::count(isUnderWay.begin(), isUnderWay.end(), true);
    if (many > step(wire.place).parallel)
        accuse(wire.place, u"%1 items at once, %2 are allowed"_s.arg(many).arg(step(wire.place).parallel));
}

/// Promise 3: the same key and the same bytes over retries, crashes and machines; other bytes, or another generation, another
/// key.
void Judge::isTheSameAsBefore(const Wire &wire)
{
    const DurableStep &durable = m_durable.step(wire.place);
    const int version = m_durable.runs()[size_t(wire.place.run)].version;
    Operation &operation = m_ledger.operation(wire.place);
    const bool isFirst = operation.key.isEmpty() || operation.generation != durable.generation || operation.version != version;
    const bool isNewGeneration = operation.generation != durable.generation;
    operation.generation = durable.generation;
    operation.version = version;
    if (!isFirst && operation.key != wire.about)
        accuse(wire.place, u"has another key than before"_s);
    if (!isFirst && operation.body != wire.body)
        accuse(wire.place, u"sends something else than before: %1"_s.arg(QString::fromUtf8(wire.body)));
    if (!isFirst)
        return;
    if (isNewGeneration && operation.bodies.contains(wire.about))
        accuse(wire.place, u"goes on with something changed under the key that it had"_s);
    if (!isNewGeneration && !operation.key.isEmpty() && operation.body == wire.body && operation.key != wire.about)
        accuse(wire.place, u"has another key for the same bytes"_s);
    if (operation.bodies.value(wire.about, wire.body) != wire.body)
        accuse(wire.place, u"has the key of other bytes"_s);
    for (auto other = m_ledger.operations().begin(); other != m_ledger.operations().end(); ++other) {
        if (other.key() != wire.place && other->bodies.contains(wire.about))
            accuse(wire.place, u"has the key of another step"_s);
    }
    if (operation.key != wire.about)
        operation.keyKnownSince.reset();
    operation.key = wire.about;
    operation.body = wire.body;
    operation.bodies.insert(wire.about, wire.body);
    if (!durable.edited.isValid())
        passesOnWhatItWasTold(wire);
    else if (Digest::of(wire.body) != durable.edited)
        accuse(wire.place, u"sends something else than was edited: %1"_s.arg(QString::fromUtf8(wire.body)));
}

/// What comes later than its service remembers keys would be done once more: that is a person's to decide, whoever knew that it
/// was sent before. The runner goes by the wall clock.
void Judge::keyIsKnownStill(const Wire &wire)
{
    Operation &operation = m_ledger.operation(wire.place);
    const Milliseconds patience = wire.life->isTroubled ? UntilIntended : UntilSent;
    const bool isForgotten = operation.keyKnownSince && m_plan.jumps.empty() &&
                             m_time.elapsed() > *operation.keyKnownSince + service(wire).idempotencyLifetime + patience;
    if (service(wire).idempotent && isForgotten)
        accuse(wire.place, u"sent after its service may have forgotten the key"_s);
}

/// What earlier steps were answered arrives in later ones, and each value of a list in its item.
void Judge::passesOnWhatItWasTold(const Wire &wire)
{
    const QJsonObject body = QJsonDocument::fromJson(wire.body).object();
    const QJsonObject from = body.value(u"from"_s).toObject();
    for (auto it = from.begin(); it != from.end(); ++it) {
        const QJsonValue &told = m_durable.step({wire.place.run, it.key().mid(1).toInt()}).told;
        if (it.value() != told)
            accuse(wire.place, u"was given %1 of %2"_s.arg(it.value().toVariant().toString(), it.key()));
    }
    const Step &definition = step(wire.place);
    if (wire.place.item == NoItem || !definition.forEach.contains(".steps."_L1))
        return;
    const int source = definition.forEach.section(QLatin1Char('.'), 2, 2).mid(1).toInt();
    const QString wanted = u"%1.%2"_s.arg(m_durable.step({wire.place.run, source}).told.toString()).arg(wire.place.item);
    if (body.value(u"item"_s).toString() != wanted)
        accuse(wire.place, u"was given %1 of the list"_s.arg(body.value(u"item"_s).toString()));
}

void Judge::isClearedUp(const Operation &operation, const Place &place)
{
    const DurableStep &durable = m_durable.step(place);
    if (operation.last && durable.lastIntent <= operation.lastAt)
        accuse(place, u"sent without an intent of its own"_s);
    const bool isUnsent = operation.last && operation.last->told && operation.last->told->fault == TransportFault::Cancelled &&
                          !operation.last->told->maybeSent; // its intent is withdrawn, and nothing else recorded
    const bool isLost = operation.last && !isUnsent && operation.last->recorded == 0 && durable.lastUnknown <= operation.lastAt;
    if (isLost || (operation.unclearAt >= 0 && durable.lastUnknown <= operation.unclearAt))
        accuse(place, u"sent again although it may have happened"_s);
}

/// By the revisions that may still rule what was admitted so long ago.
int Judge::mostAtOnce(int service, Milliseconds span) const
{
    const std::vector<Rule> &rules = m_rules[size_t(service)];
    int most = rules.back().policy.maxConcurrency;
    for (size_t i = 0; i + 1 < rules.size(); ++i) {
        if (rules[i + 1].from + span >= m_time.elapsed())
            most = std::max(most, rules[i].policy.maxConcurrency);
    }
    return most;
}

/// An intent, a callback's address, or that what was held may be sent is written between admission and sending: the store may
/// take its time.
bool Judge::isToldFirst(const Wire &wire) const
{
    const StepState state = m_durable.step(wire.place).state;
    const bool waited = state == StepState::Held || state == StepState::WaitingRetry;
    return wire.errand == Errand::Do && (!service(wire).idempotent || step(wire.place).callback || waited);
}

void Judge::serviceBearsIt(const Wire &wire)
{
    const bool isAtOnce = !isToldFirst(wire);
    ServiceWatch &watch = m_watches[size_t(wire.service)];
    const int most = mostAtOnce(wire.service, isAtOnce ? UntilRevised : UntilIntended);
    if (watch.open >= most)
        accuse(wire.place, u"%1 requests at once, %2 are allowed"_s.arg(watch.open + 1).arg(most));
    if (!isAtOnce)
        return;
    const Milliseconds now = m_time.elapsed();
    if (now < watch.quietUntil && !m_durable.hasOpenOrder(service(wire).name))
        accuse(wire.place, u"sent although the service asked to be left alone"_s);
    if (now < m_shutUntil[size_t(wire.service)] && !m_durable.hasOpenOrder(service(wire).name))
        accuse(wire.place, u"sent although a person has forced the breaker open"_s);
    const auto &rate = service(wire).policy.rate;
    if (!rate)
        return;
    const double back = double((now - watch.tokensAt).count()) * rate->limit / double(rate->per.count());
    watch.tokens = std::min<double>(watch.tokens + back, rate->burst) - 1;
    watch.tokensAt = now;
    if (watch.tokens < -1e-6)
        accuse(wire.place, u"faster than %1 in %2 ms"_s.arg(rate->limit).arg(rate->per.count()));
}

void Judge::requestEnds(Wire &wire, const Exchange &exchange, const QByteArray &body)
{
    wire.told = exchange;
    ServiceWatch &watch = m_watches[size_t(wire.service)];
    --watch.open;
    const bool isAnswer = exchange.fault == TransportFault::None;
    if (isAnswer && (exchange.status == 429 || exchange.status == 503)) {
        const QByteArray advice = headerValue(exchange.headers, "retry-after");
        const Milliseconds wait = std::chrono::seconds(advice.toInt());
        if (!advice.isEmpty())
            watch.quietUntil =
                std::max(watch.quietUntil, m_time.elapsed() + std::min(wait, service(wire).policy.retry.retryAfterMax));
    }
    Operation &operation = m_ledger.operation(wire.place);
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    if (wire.errand == Errand::Inquire) {
        const QString state = isAnswer ? json.value(u"state"_s).toString() : QString();
        operation.inquired.reset();
        if (state == "done"_L1 || state == "absent"_L1)
            operation.inquired = state == "done"_L1;
    }
    if (isAnswer && exchange.status / 100 == 2 && json.contains(u"token"_s)) {
        operation.token = json.value(u"token"_s).toString();
        if (!step(wire.place).callback) // whose end is a message
            operation.delivered = Digest::of(body);
    }
    if (wire.errand == Errand::Do && isUnclear(exchange))
        operation.unclearAt = m_durable.position();
    const bool isRecalled = wire.isSent && !exchange.maybeSent && exchange.fault == TransportFault::Cancelled;
    if (wire.errand == Errand::Do && isRecalled && operation.keyKnownSince == wire.startedAt)
        operation.keyKnownSince.reset(); // nothing of it has left
}

void Judge::happened(const Place &place)
{
    if (m_ledger.operation(place).effects > 1)
        accuse(place, u"it happened twice"_s);
}

void Judge::letterIsAnswered(const Letter &letter, int status)
{
    constexpr int Taken = 202;
    if (status == Taken && !letter.isStored)
        accuse(letter.place, u"acknowledged a message that it did not keep"_s);
    if (status / 100 == 2 && status != Taken)
        accuse(letter.place, u"answered a message with %1"_s.arg(status));
}

} // namespace cairn::simulator
