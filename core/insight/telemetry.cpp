#include "insight/telemetry.h"

#include "policy/breaker.h"
#include "policy/budget.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <tuple>

namespace cairn {

namespace {

constexpr Milliseconds Day{86'400'000};
constexpr Milliseconds Second{1'000};
constexpr Milliseconds Minute{60'000};
constexpr Milliseconds Bunch{100}; ///< retries that begin within as much begin together
constexpr int BunchSize = 4;
constexpr Milliseconds AtOnce{50}; ///< a retry that begins so soon after its time has waited for nothing
/// An attempt that lasted nearly as long as the timeout was ended by it: the clock that measures is not the one that ends.
constexpr double NearlyAll = 0.95;

bool reached(Milliseconds took, Milliseconds limit)
{
    return double(took.count()) >= NearlyAll * double(limit.count());
}

auto chainOf(const AttemptFact &fact)
{
    return std::tuple(fact.run, fact.step.name(), fact.item, fact.generation);
}

bool isOneChain(const AttemptFact &a, const AttemptFact &b)
{
    return chainOf(a) == chainOf(b);
}

/// `next` is what came of the decision to try again after `before`.
bool isRepeat(const AttemptFact &before, const AttemptFact &next)
{
    return isOneChain(before, next) && next.number == before.number + 1 && before.category && before.decision == Action::Retry;
}

void addRepeat(Telemetry &telemetry, const AttemptFact &before, const AttemptFact &next)
{
    RepeatFacts &repeats = telemetry.repeats[*before.category];
    repeats.made[next.number].add(next.startedAt);
    if (!next.category)
        ++repeats.passed[next.number];
}

void addPoll(Telemetry &telemetry, const AttemptFact &before, const AttemptFact &next, const QMap<PollKey, Milliseconds> &polls)
{
    const PollKey key{next.pipeline, next.step.name()};
    const auto every = polls.constFind(key);
    if (every == polls.cend() || before.decision != Action::Await || next.category)
        return;
    PollFacts &facts = telemetry.polls[key];
    facts.every = *every;
    facts.waits.push_back(next.endedAt() - before.endedAt());
    facts.dayNumbers.insert(next.startedAt.time_since_epoch() / Day);
}

/// What the attempts of one step came to.
void addEnd(Telemetry &telemetry, const AttemptFact *begin, const AttemptFact *end, qint64 retries)
{
    const AttemptFact &last = *(end - 1);
    telemetry.retries += retries;
    if (last.decision == Action::Retry || last.decision == Action::Await)
        return; // still on its way
    ++telemetry.steps;
    if (last.category) {
        ++telemetry.left;
        telemetry.wasted += retries;
        return;
    }
    const AttemptFact *failed = std::find_if(begin, end, [](const AttemptFact &fact) { return fact.category.has_value(); });
    if (failed != end)
        telemetry.recoveries.push_back(last.endedAt() - failed->endedAt());
}

/// Goes through the attempts of each step in their order.
void addChains(Telemetry &telemetry, const std::vector<AttemptFact> &facts, const QMap<PollKey, Milliseconds> &polls)
{
    for (size_t begin = 0, end = 0; begin < facts.size(); begin = end) {
        qint64 retries = 0;
        for (end = begin + 1; end < facts.size() && isOneChain(facts[begin], facts[end]); ++end) {
            if (isRepeat(facts[end - 1], facts[end])) {
                addRepeat(telemetry, facts[end - 1], facts[end]);
                ++retries;
            }
            addPoll(telemetry, facts[end - 1], facts[end], polls);
        }
        addEnd(telemetry, facts.data() + begin, facts.data() + end, retries);
    }
    std::sort(telemetry.recoveries.begin(), telemetry.recoveries.end());
    for (PollFacts &poll : telemetry.polls)
        std::sort(poll.waits.begin(), poll.waits.end());
}

/// One moment that the retry budget heard of.
struct BudgetMoment
{
    enum Kind { Earns, Pays, Asks }; // at the same moment in this order: who waits saw the others pay
    Timestamp at;
    Kind kind = Earns;
    std::optional<Category> after;

    bool operator<(const BudgetMoment &other) const { return std::tie(at, kind) < std::tie(other.at, other.kind); }
};

std::vector<BudgetMoment> budgetMoments(Telemetry &telemetry, const std::vector<AttemptFact> &facts)
{
    std::vector<BudgetMoment> moments;
    for (size_t i = 0; i < facts.size(); ++i) {
        const AttemptFact &fact = facts[i];
        if (fact.startedAt < telemetry.ruledSince)
            continue;
        const bool repeats = i > 0 && isRepeat(facts[i - 1], fact);
        const std::optional<Category> after = repeats ? facts[i - 1].category : std::nullopt;
        if (!fact.category)
            moments.push_back({fact.endedAt(), BudgetMoment::Earns, after});
        if (!repeats)
            continue;
        moments.push_back({fact.startedAt, BudgetMoment::Pays, after});
        const Timestamp wanted = facts[i - 1].endedAt() + facts[i - 1].delay.value_or(Milliseconds(0));
        if (fact.startedAt - wanted > AtOnce)
            moments.push_back({wanted, BudgetMoment::Asks, after});
        else
            ++telemetry.paid;
    }
    std::sort(moments.begin(), moments.end());
    return moments;
}

/// Replays the budget as the policy has it: attempts do not tell what they waited for.
void addBudget(Telemetry &telemetry, const std::vector<AttemptFact> &facts, const BudgetPolicy &policy)
{
    const std::vector<BudgetMoment> moments = budgetMoments(telemetry, facts);
    if (moments.empty())
        return;
    RetryBudget budget = fullBudget(policy, moments.front().at);
    for (const BudgetMoment &moment : moments) {
        if (moment.kind == BudgetMoment::Earns)
            deposit(budget, policy, moment.after, moment.at);
        else if (moment.kind == BudgetMoment::Pays)
            withdraw(budget, policy, *moment.after, moment.at);
        else if (affordableAt(budget, policy, *moment.after, moment.at) > moment.at)
            telemetry.unpaid.add(moment.at);
        else
            ++telemetry.paid;
    }
}

void addBunches(Telemetry &telemetry, const std::vector<AttemptFact> &facts)
{
    std::vector<Timestamp> starts;
    for (size_t i = 1; i < facts.size(); ++i) {
        if (isRepeat(facts[i - 1], facts[i]) && facts[i].startedAt >= telemetry.ruledSince)
            starts.push_back(facts[i].startedAt);
    }
    std::sort(starts.begin(), starts.end());
    for (size_t begin = 0, end = 0; begin < starts.size(); begin = end) {
        while (end < starts.size() && starts[end] - starts[begin] < Bunch)
            ++end;
        for (size_t i = begin; end - begin >= BunchSize && i < end; ++i)
            telemetry.bunched.add(starts[i]);
    }
}

void addCut(Telemetry &telemetry, const AttemptFact &fact, const TimeoutPolicy &timeout)
{
    if (fact.fault == TransportFault::IdleTimeout && reached(fact.took, timeout.idle))
        telemetry.cutIdle.add(fact.startedAt);
    if (fact.fault != TransportFault::AttemptTimeout || !reached(fact.took, timeout.attempt))
        return;
    telemetry.cutShort.add(fact.startedAt);
    telemetry.cutSilent += reached(fact.silent, timeout.idle);
}

void addSingle(Telemetry &telemetry, const AttemptFact &fact, const Policy &policy)
{
    if (fact.advised)
        ++telemetry.advised;
    if (fact.advised && *fact.advised > policy.retry.retryAfterMax) {
        telemetry.beyondCap.add(fact.startedAt);
        telemetry.advisedBeyond.push_back(*fact.advised);
    }
    if (!fact.category && fact.silent.count() > 0)
        telemetry.silences.push_back(fact.silent);
    if (fact.category == Category::RateLimit)
        telemetry.limits.limited.add(fact.startedAt);
    if (fact.startedAt < telemetry.ruledSince)
        return;
    ++telemetry.ruled;
    addCut(telemetry, fact, policy.timeout);
}

/// Good answers by how many requests were in flight when they were asked for. `facts` by time.
void addLoads(Telemetry &telemetry, const std::vector<AttemptFact> &facts)
{
    std::priority_queue<Timestamp, std::vector<Timestamp>, std::greater<>> ends;
    for (const AttemptFact &fact : facts) {
        while (!ends.empty() && ends.top() <= fact.startedAt)
            ends.pop();
        ends.push(fact.endedAt());
        if (fact.category)
            continue;
        const auto inFlight = int(ends.size());
        int most = 1;
        while (most < inFlight)
            most *= 2;
        LoadFacts &load = telemetry.loads[most];
        load.answers.add(fact.startedAt);
        load.inFlight += (inFlight - load.inFlight) / double(load.answers.count);
        load.took += (double(fact.took.count()) - load.took) / double(load.answers.count);
    }
}

/// What began in one stretch of time.
struct CallStretch
{
    Timestamp from;
    int begun = 0;
    int good = 0;
    int limited = 0;
    double took = 0; ///< of the good ones, in all
};

/// `facts` by time.
void eachStretch(const std::vector<AttemptFact> &facts, Milliseconds length,
                 const std::function<void(const CallStretch &)> &visit)
{
    CallStretch stretch;
    for (const AttemptFact &fact : facts) {
        const Timestamp from = fact.startedAt - fact.startedAt.time_since_epoch() % length;
        if (stretch.begun > 0 && from != stretch.from) {
            visit(stretch);
            stretch = {};
        }
        stretch.from = from;
        ++stretch.begun;
        stretch.limited += fact.category == Category::RateLimit ? 1 : 0;
        if (!fact.category) {
            ++stretch.good;
            stretch.took += double(fact.took.count());
        }
    }
    if (stretch.begun > 0)
        visit(stretch);
}

void addLimits(LimitFacts &limits, const std::vector<AttemptFact> &facts)
{
    for (const auto &[length, good] : {std::pair(Second, &limits.goodPerSecond), std::pair(Minute, &limits.goodPerMinute)}) {
        eachStretch(facts, length, [into = good](const CallStretch &stretch) {
            if (stretch.limited > 0)
                into->push_back(stretch.good);
        });
        std::sort(good->begin(), good->end());
    }
}

void addRate(RateFacts &rate, const std::vector<AttemptFact> &facts, const RatePolicy &policy)
{
    double good = 0;
    double goodFull = 0;
    eachStretch(facts, policy.per, [&](const CallStretch &stretch) {
        ++rate.busy;
        good += stretch.good;
        rate.tookBusy += stretch.took;
        if (stretch.begun < policy.limit)
            return;
        rate.full.add(stretch.from);
        goodFull += stretch.good;
        rate.tookFull += stretch.took;
    });
    rate.tookBusy = good > 0 ? rate.tookBusy / good : 0;
    rate.tookFull = goodFull > 0 ? rate.tookFull / goodFull : 0;
}

} // namespace

void Sightings::add(Timestamp at)
{
    ++count;
    dayNumbers.insert(at.time_since_epoch() / Day);
}

void addAttempts(Telemetry &telemetry, std::vector<AttemptFact> facts, const Policy &policy,
                 const QMap<PollKey, Milliseconds> &polls)
{
    telemetry.facts = qint64(facts.size());
    std::sort(facts.begin(), facts.end(), [](const AttemptFact &a, const AttemptFact &b) {
        return std::tuple_cat(chainOf(a), std::tuple(a.number, a.startedAt)) <
               std::tuple_cat(chainOf(b), std::tuple(b.number, b.startedAt));
    });
    addChains(telemetry, facts, polls);
    addBudget(telemetry, facts, policy.budget);
    addBunches(telemetry, facts);
    std::sort(facts.begin(), facts.end(), [](const AttemptFact &a, const AttemptFact &b) { return a.startedAt < b.startedAt; });
    for (const AttemptFact &fact : facts)
        addSingle(telemetry, fact, policy);
    std::sort(telemetry.advisedBeyond.begin(), telemetry.advisedBeyond.end());
    std::sort(telemetry.silences.begin(), telemetry.silences.end());
    addLoads(telemetry, facts);
    addLimits(telemetry.limits, facts);
    std::erase_if(facts, [&](const AttemptFact &fact) { return fact.startedAt < telemetry.ruledSince; });
    if (policy.rate)
        addRate(telemetry.rate, facts, *policy.rate);
}

void addBreaker(Telemetry &telemetry, const QList<BreakerChange> &moments, const BreakerPolicy &policy)
{
    std::optional<Timestamp> closed;
    bool isClosed = true;
    const Milliseconds soon = std::max(policy.window, 2 * policy.open);
    for (const BreakerChange &moment : moments) {
        if (moment.state == word(BreakerState::Closed)) {
            isClosed = true;
            closed = moment.at;
        } else if (moment.state == word(BreakerState::Open) &&
                   isClosed) { // a probe that failed opens it without its having closed
            isClosed = false;
            telemetry.openings.add(moment.at);
            if (closed && moment.at - *closed <= soon)
                telemetry.reopenings.add(moment.at);
        }
    }
}

} // namespace cairn
