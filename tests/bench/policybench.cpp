#include "scenarios.h"

#include "policy/admission.h"
#include "policy/decide.h"

#include <chrono>

using namespace Qt::StringLiterals;

namespace cairn::bench {

namespace {

constexpr int Rounds = 7;
constexpr int Calls = 100'000;
constexpr double Goal = 2'000; // ns, issue 3

/// Nanoseconds for each call of `work`, which gives a number so that nothing can be left out. The first round warms up.
template <typename Work> Sample each(const Work &work)
{
    Sample sample;
    volatile qint64 sink = 0;
    for (int round = 0; round <= Rounds; ++round) {
        qint64 sum = 0;
        const auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < Calls; ++i)
            sum += work(i);
        const std::chrono::duration<double, std::nano> passed = std::chrono::steady_clock::now() - start;
        sink = sink + sum;
        if (round > 0)
            sample.values.push_back(passed.count() / Calls);
    }
    return sample;
}

template <typename Work> void figure(Report &report, const QString &name, const Work &work)
{
    report.add({u"policy"_s, name, each(work), u"ns"_s, {}, Goal, true});
}

Exchange answered(int status)
{
    Exchange exchange;
    exchange.status = status;
    exchange.headers = {{"date", "Tue, 24 Nov 2026 09:30:00 GMT"},
                        {"content-type", "application/json"},
                        {"content-length", "120"},
                        {"server", "nginx"},
                        {"connection", "keep-alive"},
                        {"x-request-id", "0123456789abcdef"}};
    return exchange;
}

/// All that a service may be ruled by.
Service ruled()
{
    Service service;
    service.name = u"ocr"_s;
    service.policy.adaptiveConcurrency = true;
    service.policy.breaker.slowOver = std::chrono::seconds(8);
    service.policy.rate = RatePolicy{Milliseconds(1'000), 1'000'000, 1'000'000};
    service.policy.retry.perCategory.insert(Category::Timeout, 3);
    for (int status = 450; status < 460; ++status)
        service.policy.categories.append(CategoryRule{status, "x-error", "quota", {}, {}, Category::RateLimit, {}, 0});
    return service;
}

const Timestamp Begin(std::chrono::seconds(1'800'000'000));
Timestamp at(int i)
{
    return Begin + Milliseconds(i / 4);
}

void judging(Report &report, const Service &service)
{
    const Exchange good = answered(200);
    Exchange busy = answered(503);
    busy.headers.emplaceBack("retry-after", "4");
    const QList<CategoryRule> &rules = service.policy.categories;
    figure(report, u"classify 200"_s, [&](int i) { return classify(good, {}, at(i), rules, {200, {}, {}}).succeeded(); });
    figure(report, u"classify 503, 10 rules"_s, [&](int i) {
        return classify(busy, {}, at(i), rules, {503, {}, {}}).cause.size();
    });
    const Outcome advised = classify(busy, {}, Begin);
    const Outcome failed{Category::Service, u"the service answered 500"_s, true, {}};
    DecisionContext context{3, Begin, Begin + std::chrono::hours(2), 0.5};
    context.firstAttemptAt = Begin;
    figure(report, u"decide, back-off"_s, [&](int) { return decide(failed, service, context).delay.count(); });
    figure(report, u"decide, Retry-After"_s, [&](int) { return decide(advised, service, context).delay.count(); });
}

void guarding(Report &report, const Policy &policy)
{
    Breaker closed;
    figure(report, u"breaker, one call"_s, [&](int i) {
        const auto admission = closed.admit(policy.breaker, probeLease(policy.timeout), at(i));
        closed.record(policy.breaker, admission.probe, i % 5 ? CallResult::Succeeded : CallResult::Failed, Milliseconds(3),
                      at(i));
        return int(admission.admitted);
    });
    Breaker open;
    for (int i = 0; i < policy.breaker.minCalls; ++i)
        open.record(policy.breaker, 0, CallResult::Failed, Milliseconds(3), Begin);
    figure(report, u"breaker, held"_s,
           [&](int) { return qint64(open.admit(policy.breaker, probeLease(policy.timeout), Begin).reason.kind); });
    ConcurrencyLimit limit = initialLimit(policy);
    RateBucket bucket = fullBucket(*policy.rate, Begin);
    figure(report, u"limiter, one call"_s, [&](int i) {
        if (i % 100 == 0)
            overloaded(limit, policy, at(i), at(i));
        else
            succeeded(limit, policy, 16);
        return allowedInFlight(limit, policy) + take(bucket, *policy.rate, at(i));
    });
    ServiceState state = freshState(policy, Begin);
    figure(report, u"admit and settle, one retry"_s, [&](int i) {
        const Admission admission = admit(state, policy, {Category::Service, 0}, at(i));
        Settled settled{admission.probe, {}, 200};
        settled.inFlight = 8;
        settle(state, policy, settled, at(i));
        return int(admission.admitted);
    });
}

} // namespace

/// What each decision of room policy costs, with every rule that a service may have.
void policy(Report &report)
{
    const Service service = ruled();
    judging(report, service);
    guarding(report, service.policy);
}

} // namespace cairn::bench
