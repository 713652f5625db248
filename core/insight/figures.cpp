#include "insight/figures.h"

namespace cairn {

namespace {

constexpr int RecoveryWeeks = 8;
constexpr int MostTroubles = 50;
constexpr Milliseconds Day{86'400'000};
constexpr Milliseconds Week = 7 * Day;
constexpr Milliseconds FirstMonday = 4 * Day; // 1970-01-05

struct Grain
{
    std::chrono::seconds span;
    Milliseconds every;
    int count;
};

Grain grainOf(Period period)
{
    using namespace std::chrono_literals;
    switch (period) {
    case Period::Hour: return {60s, 60s, 60};
    case Period::Day: return {900s, 30min, 48};
    case Period::Week: return {900s, 4h, 42};
    }
    Q_UNREACHABLE();
}

Timestamp floorTo(Timestamp time, Milliseconds step, Milliseconds offset = Milliseconds(0))
{
    return time - (time.time_since_epoch() - offset) % step;
}

/// Sorts attempts into services, bars and categories.
void addAttempts(Figures &figures, const QList<AttemptTally> &tallies)
{
    QMap<QString, ServiceFigures> services;
    for (const AttemptTally &tally : tallies) {
        const int bar = figures.bars.at(tally.start);
        if (bar < 0)
            continue;
        ServiceFigures &service = services[tally.service];
        if (service.attemptsPerBar.isEmpty()) {
            service.service = tally.service;
            service.attemptsPerBar.resize(figures.bars.count);
            service.failuresPerBar.resize(figures.bars.count);
        }
        service.attempts += tally.count;
        service.attemptsPerBar[bar] += tally.count;
        if (!tally.category) {
            service.latencies.add(tally.latency, tally.count);
            continue;
        }
        service.failures += tally.count;
        service.failuresPerBar[bar] += tally.count;
        figures.failures[*tally.category] += tally.count;
    }
    figures.services = services.values();
    for (const ServiceFigures &service : std::as_const(figures.services))
        figures.latencies.add(service.latencies);
}

void addRuns(Figures &figures, const QList<RunTally> &tallies)
{
    figures.throughput.resize(figures.bars.count);
    for (const RunTally &tally : tallies) {
        if (const int bar = figures.bars.at(tally.start); bar >= 0)
            figures.throughput[bar][tally.state] += tally.count;
    }
}

QList<RecoveryWeek> recoveryByWeek(const QList<RecoveryTally> &tallies, Timestamp now)
{
    const Timestamp thisMonday = floorTo(now, Week, FirstMonday);
    QList<RecoveryWeek> weeks;
    for (int back = RecoveryWeeks - 1; back >= 0; --back) {
        RecoveryWeek week{thisMonday - back * Week, 0, {}, {}};
        Latencies took;
        for (const RecoveryTally &tally : tallies) {
            if (tally.start >= week.monday && tally.start < week.monday + Week)
                took.add(tally.took, tally.count);
        }
        week.recoveries = took.count();
        week.median = took.quantile(0.5);
        week.p90 = took.quantile(0.9);
        weeks.append(week);
    }
    return weeks;
}

qint64 goodOf(const Outcomes &outcomes)
{
    return outcomes.value(RunState::Succeeded) + outcomes.value(RunState::Degraded);
}

} // namespace

int Bars::at(Timestamp moment) const
{
    return moment < from || moment >= until() ? -1 : int((moment - from) / every);
}

Bars barsOf(Period period, Timestamp now)
{
    const Grain grain = grainOf(period);
    return {floorTo(now, grain.every) - (grain.count - 1) * grain.every, grain.every, grain.count};
}

Result<Figures> readFigures(StoreReader &reader, Period period, Timestamp now, Timestamp midnight)
{
    Figures figures;
    figures.bars = barsOf(period, now);
    const TallySpan shown{grainOf(period).span, figures.bars.from, figures.bars.until(), figures.bars.every};
    const auto attempts = reader.attemptTallies(shown);
    if (!attempts)
        return tl::unexpected(attempts.error());
    addAttempts(figures, *attempts);
    const auto runs = reader.runTallies(shown);
    if (!runs)
        return tl::unexpected(runs.error());
    addRuns(figures, *runs);
    const auto today = reader.runTallies({std::chrono::seconds(900), midnight, now + Day, Day});
    if (!today)
        return tl::unexpected(today.error());
    for (const RunTally &tally : *today)
        figures.today[tally.state] += tally.count;
    const auto recoveries = reader.recoveryTallies(floorTo(now, Week, FirstMonday) - (RecoveryWeeks - 1) * Week, now + Day);
    if (!recoveries)
        return tl::unexpected(recoveries.error());
    figures.recovery = recoveryByWeek(*recoveries, now);
    auto troubles = reader.troubles(MostTroubles);
    if (!troubles)
        return tl::unexpected(troubles.error());
    figures.troubles = std::move(*troubles);
    return figures;
}

qint64 judgedOf(const Outcomes &outcomes)
{
    return goodOf(outcomes) + outcomes.value(RunState::Blocked) + outcomes.value(RunState::OutcomeUnknown);
}

std::optional<double> successRatio(const Outcomes &outcomes)
{
    const qint64 judged = judgedOf(outcomes);
    return judged == 0 ? std::nullopt : std::optional(double(goodOf(outcomes)) / double(judged));
}

} // namespace cairn
