#include "insight/telemetryreading.h"

#include "insight/keptattempts.h"
#include "policy/recorded.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds DayOfReading{86'400'000};
constexpr qint64 FactRows = 20'000;
constexpr int OrdersAtOnce = 500;
const QString BreakerEvents = u"breaker."_s;

Result<void> readTallies(StoreReader &reader, Telemetry &telemetry)
{
    const Timestamp firstDay = telemetry.since - telemetry.since.time_since_epoch() % DayOfReading;
    const auto tallies = reader.attemptTallies({std::chrono::seconds(86'400), firstDay, telemetry.until, DayOfReading});
    if (!tallies)
        return tl::unexpected(tallies.error());
    for (const AttemptTally &tally : *tallies) {
        if (tally.service != telemetry.service)
            continue;
        telemetry.attempts += tally.count;
        if (tally.category)
            telemetry.failures[*tally.category] += tally.count;
        else
            telemetry.answers.add(tally.latency, tally.count);
    }
    return {};
}

/// Leaves those of the time of which all are there: those of runs that wait for a person stay longer than others.
void leaveOutThinned(Telemetry &telemetry, std::vector<AttemptFact> &facts, const KeptAttempts &kept, Timestamp readFrom)
{
    telemetry.keptSince = kept.wholeSince(readFrom);
    std::erase_if(facts, [&](const AttemptFact &fact) { return fact.startedAt < telemetry.keptSince; });
    telemetry.ruledSince = std::max(telemetry.ruledSince, telemetry.keptSince);
}

/// From the newest back, part by part of all services' attempts.
Result<std::vector<AttemptFact>> readFacts(StoreReader &reader, Telemetry &telemetry, const std::function<bool(double)> &goOn,
                                           qint64 most)
{
    std::vector<AttemptFact> facts;
    Timestamp readFrom = Timestamp::min(); // what began later has ended later, and is among them
    auto kept = KeptAttempts::read(reader, telemetry.service, telemetry.since, telemetry.until);
    if (!kept)
        return tl::unexpected(kept.error());
    const auto ends = reader.tallyEnds();
    if (!ends)
        return tl::unexpected(ends.error());
    for (qint64 upTo = ends->attempt; upTo > 0; upTo -= FactRows) {
        if (goOn && !goOn(1 - double(upTo) / double(ends->attempt)))
            return failure(ErrorKind::Cancelled, u"looking through the past was stopped"_s);
        const qint64 after = std::max<qint64>(0, upTo - FactRows);
        const auto first = reader.attemptFrom(after + 1);
        if (!first)
            return tl::unexpected(first.error());
        if (*first && (*first)->at > kept->to() + RowDisorder)
            continue;
        const auto part = reader.attemptFacts(telemetry.service, after, upTo);
        if (!part)
            return tl::unexpected(part.error());
        for (const AttemptFact &fact : *part) {
            kept->count(kept->stretchOf(fact.startedAt));
            if (fact.startedAt >= telemetry.since && fact.startedAt < telemetry.until)
                facts.push_back(fact);
        }
        const bool isLast = after == 0 || !*first || (*first)->at < kept->from() - RowDisorder;
        telemetry.cut = !isLast && qint64(facts.size()) >= most;
        if (telemetry.cut)
            readFrom = part->first().endedAt(); // this part has brought the last of them
        if (isLast || telemetry.cut)
            break;
    }
    leaveOutThinned(telemetry, facts, *kept, readFrom);
    return facts;
}

Result<QMap<PollKey, Milliseconds>> readPolls(StoreReader &reader, const QString &service)
{
    const auto pipelines = reader.pipelines();
    if (!pipelines)
        return tl::unexpected(pipelines.error());
    QMap<PollKey, Milliseconds> polls;
    for (const PipelineVersion &version : *pipelines) {
        for (const Step &step : version.pipeline.steps) {
            if (step.service == service && step.poll)
                polls.insert({version.pipeline.name, step.id.name()}, step.poll->every);
        }
    }
    return polls;
}

/// Oldest first.
Result<QList<BreakerChange>> readBreaker(StoreReader &reader, const Telemetry &telemetry)
{
    QList<BreakerChange> moments;
    qint64 before = 0;
    for (;;) {
        const auto events = reader.breakerEvents(telemetry.service, before, OrdersAtOnce);
        if (!events)
            return tl::unexpected(events.error());
        for (const Event &event : *events) {
            if (event.at >= telemetry.since && event.at < telemetry.until && !isByOrder(event))
                moments.prepend({event.at, event.kind.mid(BreakerEvents.size())});
        }
        if (events->size() < OrdersAtOnce || events->last().at < telemetry.since)
            return moments;
        before = events->last().id;
    }
}

} // namespace

Result<Telemetry> readTelemetry(StoreReader &reader, const ServiceRevision &live, Timestamp since, Timestamp until,
                                const std::function<bool(double)> &goOn, qint64 most)
{
    Telemetry telemetry;
    telemetry.service = live.service.name;
    telemetry.since = since;
    telemetry.until = until;
    telemetry.ruledSince = std::max(since, live.recordedAt);
    if (auto done = readTallies(reader, telemetry); !done)
        return tl::unexpected(done.error());
    auto facts = readFacts(reader, telemetry, goOn, most);
    if (!facts)
        return tl::unexpected(facts.error());
    const auto polls = readPolls(reader, telemetry.service);
    if (!polls)
        return tl::unexpected(polls.error());
    addAttempts(telemetry, std::move(*facts), live.service.policy, *polls);
    const auto breaker = readBreaker(reader, telemetry);
    if (!breaker)
        return tl::unexpected(breaker.error());
    addBreaker(telemetry, *breaker, live.service.policy.breaker);
    return telemetry;
}

bool isByOrder(const Event &ofBreaker)
{
    const auto cause = readBreakerCause(causeInTold(ofBreaker.detail));
    return cause && cause->isByOrder();
}

} // namespace cairn
