#include "plan.h"

using namespace Qt::StringLiterals;

namespace cairn::simulator {

namespace {

constexpr const char *FaultNames[FaultCount] = {
    "none",    "slow",     "not sent",     "lost before", "lost after",   "lost, then done",
    "cut",     "silent",   "silent after", "failed",      "failed after", "overloaded",
    "advised", "rejected", "conflict",     "bad content", "elsewhere"};

Milliseconds ms(int count)
{
    return Milliseconds(count);
}

Policy policyFrom(Draw &draw)
{
    Policy policy;
    policy.timeout = {ms(draw.between(200, 1'000)), ms(draw.between(300, 1'500)), ms(draw.between(400, 2'500)),
                      ms(draw.chance(15) ? draw.between(2'000, 20'000) : 0)};
    policy.retry.attempts = draw.between(1, 6);
    policy.retry.initial = ms(draw.between(1, 400));
    policy.retry.factor = draw.pick({1.0, 1.5, 2.0, 3.0});
    policy.retry.max = policy.retry.initial + ms(draw.between(0, 4'000));
    policy.retry.jitter = draw.pick({Jitter::None, Jitter::Full, Jitter::Equal, Jitter::Decorrelated});
    policy.retry.retryAfterMax = ms(draw.between(500, 8'000));
    if (draw.chance(25))
        policy.retry.perCategory.insert(draw.pick({Category::Network, Category::Timeout, Category::RateLimit, Category::Service}),
                                        draw.between(1, 8));
    policy.maxConcurrency = draw.scaled(4);
    policy.adaptiveConcurrency = draw.chance(30);
    policy.budget = {draw.between(10, 60), draw.between(1, 5), draw.between(1, 10)};
    policy.breaker.window = ms(draw.between(1'000, 20'000));
    policy.breaker.minCalls = draw.between(2, 12);
    policy.breaker.failureRatio = draw.between(2, 10) / 10.0;
    policy.breaker.slowOver = ms(draw.chance(30) ? draw.between(50, 1'000) : 0);
    policy.breaker.open = ms(draw.between(100, 3'000));
    policy.breaker.openMax = policy.breaker.open + ms(draw.between(0, 4'000));
    policy.breaker.probes = draw.between(1, 3);
    if (draw.chance(30)) {
        const int limit = draw.scaled(4);
        policy.rate = RatePolicy{ms(draw.between(200, 2'000)), limit, limit + draw.below(5)};
    }
    if (draw.chance(15)) {
        CategoryRule rule;
        rule.status = 409;
        rule.as = Category::Network;
        rule.attempts = draw.between(0, 4);
        policy.categories.append(rule);
    }
    return policy;
}

/// Most requests of most services go well; some services have a preference for one kind of trouble.
std::array<int, FaultCount> weightsFrom(Draw &draw)
{
    std::array<int, FaultCount> weights{};
    weights[size_t(Fault::None)] = draw.between(20, 400);
    for (size_t fault = 1; fault < weights.size(); ++fault)
        weights[fault] = draw.chance(60) ? draw.below(12) : 0;
    if (draw.chance(30))
        weights[size_t(draw.below(FaultCount))] += 80;
    return weights;
}

/// What a person changes while the service is in use: how often and when it is tried, and how much at once.
std::vector<RevisionPlan> revisionsFrom(Draw &draw, const Policy &first)
{
    std::vector<RevisionPlan> revisions(draw.chance(30) ? size_t(draw.between(1, 2)) : 0);
    Milliseconds at{0};
    for (RevisionPlan &revision : revisions) {
        at += ms(draw.scaled(13));
        revision.at = at;
        revision.policy = first;
        const Policy other = policyFrom(draw);
        revision.policy.timeout = other.timeout;
        revision.policy.retry.attempts = other.retry.attempts;
        revision.policy.retry.initial = other.retry.initial;
        revision.policy.retry.max = other.retry.max;
        revision.policy.maxConcurrency = other.maxConcurrency;
        revision.policy.adaptiveConcurrency = other.adaptiveConcurrency;
        revision.policy.budget = other.budget;
        revision.policy.breaker = other.breaker;
    }
    return revisions;
}

ServicePlan serviceFrom(Draw &draw, const QString &name)
{
    ServicePlan plan;
    plan.service.name = name;
    plan.service.baseUrl = QUrl(u"https://%1.example"_s.arg(name));
    plan.service.idempotent = draw.chance(55);
    plan.service.policy = policyFrom(draw);
    if (draw.chance(30))
        plan.service.contract.latencyBudget = ms(draw.between(10, 500));
    plan.weights = weightsFrom(draw);
    plan.slowest = draw.scaled(8);
    plan.replaysFailures = draw.chance(30);
    plan.forgetful = draw.chance(50) ? 0 : draw.below(80);
    plan.revisions = revisionsFrom(draw, plan.service.policy);
    if (draw.chance(25)) {
        plan.outageFrom = ms(draw.below(3'000));
        plan.outageTo = plan.outageFrom + ms(draw.between(500, 10'000));
        plan.outageRefuses = draw.chance(50);
    }
    return plan;
}

std::vector<EndPlan> endsFrom(Draw &draw)
{
    std::vector<EndPlan> ends(draw.chance(15) ? 0 : size_t(draw.between(1, 5)));
    for (EndPlan &end : ends) {
        end.afterEvents = draw.scaled(7);
        if (draw.chance(25)) {
            end.afterEvents = 0;
            end.afterTime = ms(draw.scaled(12));
        }
        if (draw.chance(20))
            end.grace = ms(draw.chance(50) ? 0 : draw.below(2'000));
        end.downtime = ms(draw.chance(50) ? draw.below(20) : draw.below(4'000));
    }
    return ends;
}

/// Mostly by minutes; now and then by hours, which a clock that is set back lets waits take as well.
std::vector<JumpPlan> jumpsFrom(Draw &draw)
{
    std::vector<JumpPlan> jumps(draw.chance(20) ? size_t(draw.between(1, 3)) : 0);
    for (JumpPlan &jump : jumps) {
        jump.at = ms(draw.scaled(13));
        const Milliseconds by = draw.chance(85) ? ms(draw.scaled(19)) : std::chrono::minutes(draw.between(10, 300));
        jump.by = draw.chance(50) ? by : -by;
    }
    return jumps;
}

} // namespace

const char *nameOf(Fault fault)
{
    return FaultNames[size_t(fault)];
}

Plan planFor(quint64 seed)
{
    Draw draw(seed, 1);
    Plan plan;
    plan.seed = seed;
    // of this seed alone, because many seeds may share a store
    const QString suffix = QString::number(seed);
    const int services = draw.between(1, 3);
    for (int i = 0; i < services; ++i)
        plan.services.push_back(serviceFrom(draw, QChar(u'a' + i) + suffix));
    const int pipelines = draw.between(1, 2);
    for (int i = 0; i < pipelines; ++i)
        plan.pipelines.push_back(pipelineFrom(draw, QChar(u'p' + i) + suffix, plan.services));
    const int runs = draw.between(1, 4);
    for (int i = 0; i < runs; ++i)
        plan.runs.push_back({draw.below(pipelines), ms(draw.chance(70) ? 0 : draw.below(2'000))});
    plan.ends = endsFrom(draw);
    plan.jumps = jumpsFrom(draw);
    plan.slowestCommit = draw.chance(50) ? 0 : draw.between(1, 40);
    if (draw.chance(10)) {
        plan.fullDiskFrom = ms(draw.below(4'000));
        plan.fullDiskTo = plan.fullDiskFrom + ms(draw.between(100, 5'000));
    }
    plan.maxActive = draw.chance(30) ? draw.between(1, 4) : 128;
    plan.operatorPause = draw.between(20, 2'000);
    plan.meddling = draw.chance(40) ? 0 : draw.chance(75) ? draw.between(1, 20) : draw.between(20, 90);
    for (ServicePlan &service : plan.services) {
        if (draw.chance(30))
            service.service.idempotencyLifetime = ms(draw.between(500, 15'000));
    }
    return plan;
}

} // namespace cairn::simulator
