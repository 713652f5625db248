#include "plan.h"

#include <QJsonObject>

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

ServicePlan serviceFrom(Draw &draw, const QString &name)
{
    ServicePlan plan;
    plan.service.name = name;
    plan.service.baseUrl = QUrl(QStringLiteral("https://%1.example").arg(name));
    plan.service.idempotent = draw.chance(55);
    plan.service.policy = policyFrom(draw);
    if (draw.chance(30))
        plan.service.contract.latencyBudget = ms(draw.between(10, 500));
    plan.weights = weightsFrom(draw);
    plan.slowest = draw.scaled(8);
    plan.replaysFailures = draw.chance(30);
    if (draw.chance(25)) {
        plan.outageFrom = ms(draw.below(3'000));
        plan.outageTo = plan.outageFrom + ms(draw.between(500, 10'000));
        plan.outageRefuses = draw.chance(50);
    }
    return plan;
}

RequestBody bodyFrom(Draw &draw, const Step &step)
{
    RequestBody body;
    if (step.needs.isEmpty() && draw.chance(30)) {
        body.kind = RequestBody::Kind::File;
        body.text = QStringLiteral("${{ .input }}");
        return body;
    }
    QJsonObject from;
    for (const StepId &need : step.needs)
        from.insert(need.name(), QStringLiteral("${{ .steps.%1.body.token }}").arg(need.name()));
    body.kind = RequestBody::Kind::Json;
    body.json = QJsonObject{{QStringLiteral("step"), step.id.name()}, {QStringLiteral("from"), from}};
    return body;
}

Polling pollingFrom(Draw &draw, const StepId &step)
{
    Polling poll;
    poll.request.path = QStringLiteral("/%1/jobs/${{ .response.body.id }}").arg(step.name());
    poll.every = ms(draw.between(20, 800));
    poll.until = QStringLiteral(".body.state == \"done\"");
    poll.failWhen = QStringLiteral(".body.state == \"failed\"");
    poll.timeout = ms(draw.chance(40) ? draw.between(100, 6'000) : 0);
    return poll;
}

Step stepFrom(Draw &draw, int index, const std::vector<ServicePlan> &services)
{
    Step step;
    step.id = StepId(QStringLiteral("s%1").arg(index));
    for (int other = 0; other < index; ++other) {
        if (draw.chance(other == index - 1 ? 55 : 25))
            step.needs.append(StepId(QStringLiteral("s%1").arg(other)));
    }
    step.service = services[size_t(draw.below(int(services.size())))].service.name;
    step.request.method = draw.pick({QStringLiteral("POST"), QStringLiteral("PUT")});
    step.request.path = QLatin1Char('/') + step.id.name();
    step.request.body = bodyFrom(draw, step);
    if (draw.chance(40))
        step.response.expect = QStringLiteral(".body.ok == true");
    if (draw.chance(15))
        step.poll = pollingFrom(draw, step.id);
    if (!step.needs.isEmpty() && draw.chance(15))
        step.when = QStringLiteral("${{ .steps.%1.body.go }}").arg(step.needs.first().name());
    step.critical = draw.chance(80);
    return step;
}

Pipeline pipelineFrom(Draw &draw, const QString &name, const std::vector<ServicePlan> &services)
{
    Pipeline pipeline;
    pipeline.name = name;
    if (draw.chance(15))
        pipeline.deadline = ms(draw.between(500, 20'000));
    const int steps = draw.between(1, 8);
    for (int i = 0; i < steps; ++i)
        pipeline.steps.append(stepFrom(draw, i, services));
    return pipeline;
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
        plan.pipelines.append(pipelineFrom(draw, QChar(u'p' + i) + suffix, plan.services));
    const int runs = draw.between(1, 4);
    for (int i = 0; i < runs; ++i)
        plan.runs.push_back({draw.below(pipelines), ms(draw.chance(70) ? 0 : draw.below(2'000))});
    plan.ends = endsFrom(draw);
    plan.slowestCommit = draw.chance(50) ? 0 : draw.between(1, 40);
    if (draw.chance(10)) {
        plan.fullDiskFrom = ms(draw.below(4'000));
        plan.fullDiskTo = plan.fullDiskFrom + ms(draw.between(100, 5'000));
    }
    plan.maxActive = draw.chance(30) ? draw.between(1, 4) : 128;
    plan.operatorPause = draw.between(20, 2'000);
    plan.meddling = draw.chance(40) ? 0 : draw.chance(75) ? draw.between(1, 20) : draw.between(20, 90);
    return plan;
}

} // namespace cairn::simulator
