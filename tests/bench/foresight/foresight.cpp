#include "courserun.h"
#include "figures.h"

#include "insight/whatif.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QThread>

#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <future>

using namespace Qt::StringLiterals;

// The what-if against truth: what it foresees of a policy from a history that the real runner recorded under another, and what
// comes when the real runner goes through the same course under that policy. Chance (jitter) has its share in that: it is run
// several times, so that little of it is left in the truth, which is the median; ± tells how far one run is from the others.
// Scenarios are made from seeds, each the same every time: those from 1 on, or from another one on (--from=21).

using namespace cairn;
using namespace cairn::foresight;
using cairn::simulator::VirtualTime;

namespace {

constexpr quint64 Scenarios = 20;
constexpr quint64 Chances = 7;   // times that a policy is really run, each with other jitter
constexpr double MostError = 15; // %, issue 6

/// What really came of a policy, each figure over the runs.
struct Truth
{
    bench::Sample mean;   ///< s
    bench::Sample median; ///< s
    bench::Sample p90;    ///< s
    bench::Sample requests;
};

struct Foresight
{
    WhatIf told;
    Truth truth;
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

/// How far a single one of the runs is from what the others come to, as a rule: no foresight can be expected to be nearer to it.
double chanceOf(const bench::Sample &sample)
{
    bench::Sample distances;
    for (size_t one = 0; one < sample.values.size(); ++one) {
        bench::Sample others = sample;
        others.values.erase(others.values.begin() + std::ptrdiff_t(one));
        distances.values.push_back(errorOf(sample.values[one], others.median()));
    }
    return distances.median();
}

Truth truthOf(const Scenario &scenario, const Service &service, VirtualTime &time, ExpressionEngine &expressions)
{
    Truth truth;
    for (quint64 chance = 1; chance <= Chances; ++chance) {
        CourseRun run(time, expressions, scenario.course, service, chance);
        run.run();
        const Measured measured = run.measured();
        truth.mean.values.push_back(seconds(measured.meanRecovery()));
        truth.median.values.push_back(seconds(measured.recovery(0.5)));
        truth.p90.values.push_back(seconds(measured.recovery(0.9)));
        truth.requests.values.push_back(double(measured.requests));
    }
    return truth;
}

Foresight foresee(const Scenario &scenario, VirtualTime &time, ExpressionEngine &expressions)
{
    const Service recorded = serviceUnder(scenario.recorded);
    const Service foreseen = serviceUnder(scenario.foreseen);
    CourseRun before(time, expressions, scenario.course, recorded, 0);
    before.run();
    const auto past =
        readServicePast(before.reader(), recorded.name, VirtualTime::Beginning, VirtualTime::Beginning + std::chrono::hours(24));
    if (!past || past->wanted.size() != scenario.course.wanted.size())
        qFatal("the recorded past is not whole");
    return {*whatIf(*past, recorded, foreseen), truthOf(scenario, foreseen, time, expressions)};
}

/// All scenarios, whoever of the workers is free the next.
struct Round
{
    quint64 first = 1;
    std::atomic<size_t> next = 0;
    std::array<std::promise<Foresight>, Scenarios> told{};
};

/// Goes through scenarios in a virtual time of its own, which is its event loop.
class Worker final : public QThread
{
public:
    explicit Worker(Round &round) : m_round(round), m_time(new VirtualTime) { setEventDispatcher(m_time); }
    ~Worker() override { wait(); }

private:
    void run() override
    {
        ExpressionEngine expressions;
        for (size_t i = m_round.next++; i < Scenarios; i = m_round.next++)
            m_round.told[i].set_value(foresee(scenarioFor(m_round.first + i), *m_time, expressions));
    }

    Round &m_round;
    VirtualTime *m_time; ///< this thread's own
};

/// What is foreseen of one figure, what came of it, how far chance moves that, and the error, which is returned.
double print(std::FILE *table, double foreseen, const bench::Sample &truth)
{
    const double error = errorOf(foreseen, truth.median());
    std::fprintf(table, " | %7.1f %7.1f %4.0f %% %6.1f %%", foreseen, truth.median(), chanceOf(truth) * 100, error * 100);
    return error;
}

/// Whether the truth lies between the least and the most that is foreseen.
bool isWithin(const std::optional<Spread> &foreseen, const bench::Sample &truth)
{
    return foreseen && foreseen->least <= truth.median() * 1'000 && truth.median() * 1'000 <= foreseen->most;
}

/// The table, and the errors in it of the mean, the median, the p90 and the requests.
std::array<bench::Sample, 4> foreseeAll(Round &round, std::FILE *table)
{
    std::vector<std::unique_ptr<Worker>> workers;
    for (int i = 0; i < QThread::idealThreadCount(); ++i) {
        workers.push_back(std::make_unique<Worker>(round));
        workers.back()->start();
    }
    std::fprintf(table, "%3s %-40s", "", "recorded under A, foreseen for B");
    for (const char *figure : {"mean recovery", "median", "p90", "requests"})
        std::fprintf(table, " | %s: %*s", figure, 28 - int(std::strlen(figure)), "foreseen, true, ±, error");
    std::fprintf(table, "\n");
    std::array<bench::Sample, 4> errors;
    int within = 0;
    for (size_t i = 0; i < Scenarios; ++i) {
        const auto [told, truth] = round.told[i].get_future().get();
        const quint64 seed = round.first + i;
        std::fprintf(table, "%3llu %-40.40s", seed, qPrintable(scenarioFor(seed).name));
        errors[0].values.push_back(print(table, seconds(told.draft.recoveryMean), truth.mean));
        errors[1].values.push_back(print(table, seconds(told.draft.recoveryMedian), truth.median));
        errors[2].values.push_back(print(table, seconds(told.draft.recoveryP90), truth.p90));
        errors[3].values.push_back(print(table, told.draft.requests.median, truth.requests));
        within += isWithin(told.draft.recoveryMedian, truth.median);
        std::fprintf(table, "\n");
        std::fflush(table);
    }
    std::fprintf(table, "the true median lies between the least and the most that is foreseen in %d of %llu\n", within,
                 Scenarios);
    return errors;
}

} // namespace

int main(int argc, char **argv)
{
    QHashSeed::setDeterministicGlobalSeed();
    QLoggingCategory::setFilterRules(u"cairn.*=false"_s);
    const QCoreApplication app(argc, argv);
    const bool json = app.arguments().contains(u"--json"_s);
    Round round;
    for (const QString &argument : app.arguments()) {
        if (argument.startsWith(u"--from="_s))
            round.first = argument.section(QLatin1Char('='), 1).toULongLong();
    }
    std::array<bench::Sample, 4> errors = foreseeAll(round, json ? stderr : stdout);
    bench::Report report(json);
    report.machine();
    const auto add = [&](const QString &figure, bench::Sample &sample) {
        for (double &error : sample.values)
            error *= 100;
        report.add({u"foresight"_s, figure, sample, u"%"_s, {}, MostError, true});
    };
    add(u"error of the mean time to recover, 20 scenarios"_s, errors[0]);
    add(u"error of the median"_s, errors[1]);
    add(u"error of the p90"_s, errors[2]);
    add(u"error of the requests sent"_s, errors[3]);
    return report.allHold() ? 0 : 1;
}
