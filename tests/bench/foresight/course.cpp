#include "course.h"

#include "draw.h"

#include <algorithm>
#include <cmath>

namespace cairn::foresight {

using simulator::Draw;

namespace {

constexpr const char *KindNames[] = {"down", "refused", "shaky", "slow", "limited", "silent"};

Milliseconds seconds(int count)
{
    return std::chrono::seconds(count);
}

/// A Poisson process: calls that know nothing of each other.
std::vector<Milliseconds> wantedFrom(Draw &draw, Milliseconds length, int perMinute)
{
    std::vector<Milliseconds> times;
    double at = 0;
    for (;;) {
        at += -std::log(double(draw.between(1, 1'000'000)) / 1'000'000) * 60'000 / perMinute;
        if (at >= double(length.count()))
            return times;
        times.push_back(Milliseconds(qint64(at)));
    }
}

BadTime badTimeFrom(Draw &draw, Milliseconds from)
{
    BadTime bad;
    bad.kind = BadTime::Kind(draw.below(6));
    bad.from = from;
    const bool isLong = bad.kind == BadTime::Down || bad.kind == BadTime::Refused;
    bad.to = from + (bad.kind == BadTime::Limited ? seconds(draw.between(10, 40)) : seconds(draw.between(20, isLong ? 150 : 90)));
    if (bad.kind == BadTime::Shaky)
        bad.share = draw.between(30, 80) / 100.0;
    if (bad.kind == BadTime::Silent)
        bad.share = draw.between(50, 100) / 100.0;
    bad.slower = draw.between(5, 30);
    return bad;
}

Course courseFrom(Draw &draw, quint64 seed)
{
    Course course;
    course.seed = seed;
    course.usual = Milliseconds(draw.pick({40, 100, 300}));
    Milliseconds at = seconds(draw.between(60, 180));
    for (int i = draw.between(6, 10); i > 0; --i) {
        course.badTimes.push_back(badTimeFrom(draw, at));
        at = course.badTimes.back().to + seconds(draw.between(60, 180));
    }
    course.length = at;
    course.wanted = wantedFrom(draw, course.length, draw.between(20, 60));
    return course;
}

Policy policyFrom(Draw &draw)
{
    Policy policy;
    policy.timeout.attempt = seconds(draw.pick({2, 5, 10}));
    policy.timeout.idle = policy.timeout.attempt * 2;
    policy.retry.attempts = draw.between(5, 12);
    policy.retry.initial = Milliseconds(draw.pick({200, 500, 1'000, 2'000}));
    policy.retry.max = seconds(draw.pick({5, 10, 30, 60}));
    policy.retry.jitter = draw.pick({Jitter::None, Jitter::Full, Jitter::Equal, Jitter::Decorrelated});
    policy.maxConcurrency = draw.pick({4, 16, 64});
    policy.budget.capacity = draw.pick({100, 250, 500});
    policy.breaker.window = seconds(draw.pick({30, 60}));
    policy.breaker.minCalls = draw.pick({10, 20, 40});
    policy.breaker.failureRatio = draw.pick({0.3, 0.5, 0.8});
    policy.breaker.open = seconds(draw.pick({2, 5, 10, 20}));
    policy.breaker.openMax = seconds(draw.pick({20, 40}));
    policy.breaker.probes = draw.between(1, 3);
    if (draw.chance(25))
        policy.rate = RatePolicy{seconds(1), draw.between(3, 10), 20};
    return policy;
}

} // namespace

Scenario scenarioFor(quint64 seed)
{
    Draw draw(seed, 1);
    Scenario scenario;
    scenario.course = courseFrom(draw, seed);
    QStringList kinds;
    for (const BadTime &bad : scenario.course.badTimes)
        kinds.append(QLatin1String(KindNames[bad.kind]));
    scenario.name = kinds.join(QLatin1Char(' '));
    scenario.recorded = policyFrom(draw);
    scenario.foreseen = policyFrom(draw);
    return scenario;
}

} // namespace cairn::foresight
