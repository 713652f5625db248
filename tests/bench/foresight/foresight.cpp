#include "courserun.h"
#include "figures.h"

#include "insight/whatif.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <cmath>
#include <cstdio>

// The what-if against truth: what it foresees of a policy from a history that the real runner recorded under another, and what
// comes when the real runner goes through the same course under that policy. Scenarios are made from seeds, each the same every
// time.

using namespace cairn;
using namespace cairn::foresight;
using cairn::simulator::VirtualTime;

namespace {

constexpr quint64 Scenarios = 20;
constexpr double MostError = 0.15; // issue 6

struct Foresight
{
    WhatIf told;
    Measured truth;
};

double seconds(const std::optional<Spread> &spread)
{
    return spread ? spread->median / 1'000 : 0;
}

double seconds(Milliseconds time)
{
    return double(time.count()) / 1'000;
}

double errorOf(double foreseen, double measured)
{
    return measured == 0 ? double(foreseen != 0) : std::abs(foreseen - measured) / measured;
}

Foresight foresee(const Scenario &scenario, VirtualTime &time, ExpressionEngine &expressions)
{
    const Service recorded = serviceUnder(scenario.recorded);
    const Service foreseen = serviceUnder(scenario.foreseen);
    CourseRun before(time, expressions, scenario.course, recorded);
    before.run();
    const auto past =
        readServicePast(before.reader(), recorded.name, VirtualTime::Beginning, VirtualTime::Beginning + std::chrono::hours(24));
    if (!past || past->wanted.size() != scenario.course.wanted.size())
        qFatal("the recorded past is not whole");
    CourseRun after(time, expressions, scenario.course, foreseen);
    after.run();
    return {*whatIf(*past, recorded, foreseen), after.measured()};
}

void print(quint64 seed, const QString &name, const Foresight &one, const std::array<double, 3> &errors)
{
    const auto &[told, truth] = one;
    std::printf("%3llu %-34s | %7.2f %7.2f %7.1f %% | %7.2f %7.2f %7.1f %% | %6.0f %6lld %6.1f %% | %5.0f %5lld\n", seed,
                qPrintable(name), seconds(told.draft.recoveryMedian), seconds(truth.recovery(0.5)), errors[0] * 100,
                seconds(told.draft.recoveryP90), seconds(truth.recovery(0.9)), errors[1] * 100, told.draft.requests.median,
                truth.requests, errors[2] * 100, told.draft.left.median, truth.left);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QHashSeed::setDeterministicGlobalSeed();
    QLoggingCategory::setFilterRules(QStringLiteral("cairn.*=false"));
    auto *time = new VirtualTime;
    QCoreApplication::setEventDispatcher(time);
    const QCoreApplication app(argc, argv);
    const bool json = app.arguments().contains(QStringLiteral("--json"));
    ExpressionEngine expressions;
    bench::Sample median;
    bench::Sample p90;
    bench::Sample requests;
    if (!json)
        std::printf("%3s %-34s | %25s | %25s | %22s | %11s\n", "", "recorded under A, foreseen for B",
                    "median, s: foreseen, true", "p90, s: foreseen, true", "requests: foreseen, true", "left");
    for (quint64 seed = 1; seed <= Scenarios; ++seed) {
        const Scenario scenario = scenarioFor(seed);
        const Foresight one = foresee(scenario, *time, expressions);
        const std::array<double, 3> errors{errorOf(seconds(one.told.draft.recoveryMedian), seconds(one.truth.recovery(0.5))),
                                           errorOf(seconds(one.told.draft.recoveryP90), seconds(one.truth.recovery(0.9))),
                                           errorOf(one.told.draft.requests.median, double(one.truth.requests))};
        median.values.push_back(errors[0]);
        p90.values.push_back(errors[1]);
        requests.values.push_back(errors[2]);
        if (!json)
            print(seed, scenario.name, one, errors);
    }
    bench::Report report(json);
    report.machine();
    const auto add = [&](const QString &figure, const bench::Sample &sample) {
        report.add({QStringLiteral("foresight"), figure, sample, QStringLiteral("error"), {}, MostError, true});
    };
    add(QStringLiteral("median time to recover, 20 scenarios"), median);
    add(QStringLiteral("p90 of the time to recover"), p90);
    add(QStringLiteral("requests sent"), requests);
    return report.allHold() ? 0 : 1;
}
