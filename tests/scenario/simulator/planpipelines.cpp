#include "plan.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

// The pipelines that a seed draws: every kind of step that a service carries out.

namespace cairn::simulator {

namespace {

Milliseconds milliseconds(int count)
{
    return Milliseconds(count);
}

/// The step, or its item, as its requests' paths begin.
QString placeOf(const Step &step)
{
    return step.isFannedOut() ? u"/%1.${{ .index }}"_s.arg(step.id.name()) : QLatin1Char('/') + step.id.name();
}

const Step &stepNamed(const QList<Step> &steps, const StepId &id)
{
    return *std::find_if(steps.begin(), steps.end(), [&](const Step &step) { return step.id == id; });
}

/// What an earlier step was answered, or of one that was fanned out how many items came through.
QString resultOf(const Step &step)
{
    const QString what = step.isFannedOut() ? u"succeeded"_s : u"token"_s;
    return u"${{ .steps.%1.body.%2 }}"_s.arg(step.id.name(), what);
}

RequestBody bodyFrom(Draw &draw, const Step &step, const QList<Step> &before)
{
    RequestBody body;
    if (step.needs.isEmpty() && !step.isFannedOut() && !step.callback && draw.chance(30)) {
        body.kind = RequestBody::Kind::File;
        body.text = u"${{ .input }}"_s;
        return body;
    }
    QJsonObject from;
    for (const StepId &need : step.needs)
        from.insert(need.name(), resultOf(stepNamed(before, need)));
    QJsonObject json{{u"step"_s, step.id.name()}, {u"from"_s, from}};
    if (step.isFannedOut())
        json.insert(u"item"_s, u"${{ .item }}"_s);
    if (step.callback)
        json.insert(u"tell"_s, u"${{ .callback.url }}"_s);
    body.kind = RequestBody::Kind::Json;
    body.json = json;
    return body;
}

/// The values that an earlier step was answered, or some of its own.
void fanOut(Draw &draw, Step &step, const QList<Step> &before)
{
    const auto source = std::find_if(step.needs.begin(), step.needs.end(),
                                     [&](const StepId &need) { return !stepNamed(before, need).isFannedOut(); });
    if (source != step.needs.end() && draw.chance(70)) {
        step.forEach = u"${{ .steps.%1.body.list }}"_s.arg(source->name());
    } else {
        QStringList values;
        for (int count = draw.between(1, 5); count > 0; --count)
            values.append(u"\"c%1\""_s.arg(count));
        step.forEach = u"${{ [%1] }}"_s.arg(values.join(QLatin1Char(',')));
    }
    step.parallel = draw.between(1, 4);
    if (draw.chance(50))
        step.partial = draw.chance(50) ? PartialRule{draw.between(1, 4), 1} : PartialRule{0, draw.pick({0.3, 0.5, 0.9, 1.0})};
}

const QString IsDone = u".body.state == \"done\""_s;
const QString HasFailed = u".body.state == \"failed\""_s;

void await(Draw &draw, Step &step)
{
    const int manner = draw.below(100);
    if (manner < 13) {
        Polling poll;
        poll.request.path = placeOf(step) + u"/jobs/${{ .response.body.id }}"_s;
        poll.every = milliseconds(draw.between(20, 800));
        poll.until = IsDone;
        poll.failWhen = HasFailed;
        poll.timeout = milliseconds(draw.chance(40) ? draw.between(100, 6'000) : 0);
        step.poll = poll;
    } else if (manner < 28) {
        step.callback = CallbackRule{{}, IsDone, HasFailed, milliseconds(draw.between(200, 8'000))};
    }
    if (!step.isAwaited() || draw.chance(50))
        return;
    step.cancel = Request();
    step.cancel->method = u"DELETE"_s;
    step.cancel->path = placeOf(step) + u"/cancel/${{ .response.body.id }}"_s;
}

void reconcile(Step &step)
{
    Reconciliation rule;
    rule.request.path = placeOf(step) + u"/outcome/${{ .idempotency_key }}"_s;
    rule.happened = IsDone;
    rule.notHappened = u".body.state == \"absent\""_s;
    step.reconcile = rule;
}

Step stepFrom(Draw &draw, const QList<Step> &before, const std::vector<ServicePlan> &services)
{
    const int index = int(before.size());
    Step step;
    step.id = StepId(u"s%1"_s.arg(index));
    for (int other = 0; other < index; ++other) {
        if (draw.chance(other == index - 1 ? 55 : 25))
            step.needs.append(before[other].id);
    }
    step.service = services[size_t(draw.below(int(services.size())))].service.name;
    if (draw.chance(20))
        fanOut(draw, step, before);
    await(draw, step);
    if (draw.chance(30))
        reconcile(step);
    step.request.method = draw.pick({u"POST"_s, u"PUT"_s});
    step.request.path = placeOf(step);
    step.request.body = bodyFrom(draw, step, before);
    if (draw.chance(40))
        step.response.expect = u".body.ok == true"_s;
    if (!step.needs.isEmpty() && draw.chance(15))
        step.when = u"${{ .steps.%1.body.go }}"_s.arg(step.needs.first().name());
    step.critical = draw.chance(80);
    return step;
}

/// The same steps, some of which send something else, or put up with more.
Pipeline newerThan(Draw &draw, const Pipeline &pipeline)
{
    Pipeline newer = pipeline;
    newer.version = 2;
    for (Step &step : newer.steps) {
        if (!draw.chance(40))
            continue;
        if (step.request.body.kind == RequestBody::Kind::Json && draw.chance(70)) {
            QJsonObject json = step.request.body.json.toObject();
            json.insert(u"edition"_s, 2);
            step.request.body.json = json;
        } else {
            step.response.expect.clear();
            step.critical = false;
        }
    }
    return newer;
}

} // namespace

PipelinePlan pipelineFrom(Draw &draw, const QString &name, const std::vector<ServicePlan> &services)
{
    Pipeline pipeline;
    pipeline.name = name;
    if (draw.chance(15))
        pipeline.deadline = milliseconds(draw.between(500, 20'000));
    const int steps = draw.between(1, 7);
    for (int i = 0; i < steps; ++i)
        pipeline.steps.append(stepFrom(draw, pipeline.steps, services));
    PipelinePlan plan{{pipeline}, milliseconds(draw.scaled(13))};
    if (draw.chance(35))
        plan.versions.push_back(newerThan(draw, pipeline));
    return plan;
}

} // namespace cairn::simulator
