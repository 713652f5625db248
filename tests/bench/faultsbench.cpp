#include "scenarios.h"

#include "faultyservice.h"
#include "retryloop.h"
#include "workshop.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace cairn::bench {

namespace {

using namespace std::chrono_literals;

constexpr int Rounds = 3;
constexpr int Files = 2'000;
constexpr int FileBytes = 1'024;
constexpr int InFlight = 8;
constexpr int Outage = 30; ///< seconds; CAIRN_BENCH_OUTAGE=6 makes it shorter

FaultPlan planFor(int round)
{
    FaultPlan plan;
    plan.calls = Files;
    plan.outageAfter = Files / 2;
    bool given = false;
    const int seconds = qEnvironmentVariableIntValue("CAIRN_BENCH_OUTAGE", &given);
    plan.outage = std::chrono::seconds(given && seconds > 0 ? seconds : Outage);
    plan.seed = unsigned(round + 1);
    return plan;
}

/// The default policy, but for what a user would set for a service that fails often and shortly: places, more attempts, waits
/// that do not grow to a minute, and a breaker that looks again soon.
QString policyYaml(quint16 port)
{
    return u"service: api\nbase_url: http://127.0.0.1:%1\nhttp: 1.1\npolicy: { concurrency: { max: %2 }, "
           "retry: { attempts: 15, backoff: { max: 4s } }, breaker: { open: 1s } }\n"_s.arg(port)
               .arg(InFlight);
}

FaultCourse carried(const FaultPlan &plan)
{
    FaultyService service(plan);
    Workshop shop;
    shop.service(u"api"_s, policyYaml(service.port()));
    shop.pipeline(u"post"_s, u"pipeline: post\nversion: 1\nsteps:\n  post:\n    service: api\n"
                             "    request: { method: POST, path: /v1/files, body: { file: \"${{ .input }}\" } }\n"_s);
    shop.submit(u"post"_s, shop.files(Files, FileBytes));
    if (shop.cairn({u"runner"_s, u"--drain"_s}).exitCode > 1)
        qFatal("the runner failed");
    return service.course();
}

FaultCourse looped(const FaultPlan &plan, std::chrono::milliseconds wait)
{
    FaultyService service(plan);
    retryLoop(u"http://127.0.0.1:%1/v1/files"_s.arg(service.port()), Files, FileBytes, InFlight, wait);
    return service.course();
}

/// One client's rounds.
struct Contender
{
    QString name;
    Sample seconds{}, requests{}, duringOutage{}, steady{}, peak{}, storm{};

    void add(const FaultCourse &course)
    {
        seconds.values.push_back(course.seconds);
        requests.values.push_back(course.requests);
        duringOutage.values.push_back(course.duringOutage);
        steady.values.push_back(course.steadyRate);
        peak.values.push_back(course.peakRate);
        storm.values.push_back(course.peakRate / course.steadyRate);
    }

    void print() const
    {
        std::fprintf(stderr, "%-24s %9.1f %10.0f %14.0f %12.0f %12.0f %8.2f\n", qPrintable(name), seconds.median(),
                     requests.median(), duringOutage.median(), steady.median(), peak.median(), storm.median());
    }
};

void printTable(const FaultPlan &plan, std::initializer_list<const Contender *> contenders)
{
    std::fprintf(
        stderr,
        "faults: %d files, %d in flight, answers after %d ms, %g %% 503, %g %% reset, an outage of %d s after %d; medians "
        "of %d\n",
        plan.calls, InFlight, int(plan.latency.count()), plan.unavailable * 100, plan.reset * 100, int(plan.outage.count()),
        plan.outageAfter, Rounds);
    std::fprintf(stderr, "%-24s %9s %10s %14s %12s %12s %8s\n", "", "time s", "requests", "during outage", "steady 1/s",
                 "after 1/s", "ratio");
    for (const Contender *contender : contenders)
        contender->print();
}

} // namespace

/// Files through a service with seeded faults and an outage, against loops that retry at once and after a second, which send from
/// memory: time to finish, requests sent, and whether the first second after the outage sees more than the time before it.
void faults(Report &report)
{
    Contender cairn{u"cairn"_s};
    Contender naive{u"retry at once"_s};
    Contender fixed{u"retry after 1 s"_s};
    for (int round = 0; round < Rounds; ++round) {
        const FaultPlan plan = planFor(round);
        naive.add(looped(plan, 0ms));
        fixed.add(looped(plan, 1s));
        cairn.add(carried(plan));
    }
    printTable(planFor(0), {&cairn, &naive, &fixed});
    const QString name = u"faults"_s;
    report.add({name, u"requests against retry at once"_s, cairn.requests, {}, naive.requests, 0.5, true});
    report.add({name, u"requests against retry after 1 s"_s, cairn.requests, {}, fixed.requests, 0.8, true});
    report.add({name, u"time against retry at once"_s, cairn.seconds, u"s"_s, naive.seconds, 2, true});
    report.add({name, u"time against retry after 1 s"_s, cairn.seconds, u"s"_s, fixed.seconds, 1.5, true});
    report.add({name, u"peak after the outage by steady"_s, cairn.peak, u"1/s"_s, cairn.steady, 1.5, true});
}

} // namespace cairn::bench
