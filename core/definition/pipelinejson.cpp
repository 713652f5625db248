#include "definition/canonical.h"
#include "definition/datajson.h"
#include "definition/jsonreader.h"

#include <QJsonDocument>

#include <array>

namespace cairn {

namespace {

using Pairs = QList<std::pair<QString, QString>>;

constexpr std::array<std::pair<RequestBody::Kind, QLatin1String>, 4> BodyWords{{
    {RequestBody::Kind::File, QLatin1String("file")},
    {RequestBody::Kind::Raw, QLatin1String("raw")},
    {RequestBody::Kind::Json, QLatin1String("json")},
    {RequestBody::Kind::Multipart, QLatin1String("multipart")},
}};

/// Empty texts and lists are left out, so that fields of later versions leave today's digests alone.
void put(QJsonObject &object, const QString &key, const QString &text)
{
    if (!text.isEmpty())
        object.insert(key, text);
}

void put(QJsonObject &object, const QString &key, const QJsonArray &items)
{
    if (!items.isEmpty())
        object.insert(key, items);
}

QJsonArray pairsToJson(const Pairs &pairs)
{
    QJsonArray items;
    for (const auto &[name, value] : pairs)
        items.append(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("value"), value}});
    return items;
}

void readPairs(JsonReader &json, const QString &key, Pairs &out)
{
    json.objects(key, [&out](JsonReader &item) {
        std::pair<QString, QString> pair;
        item.text(QStringLiteral("name"), pair.first);
        item.text(QStringLiteral("value"), pair.second);
        out.append(pair);
    });
}

QJsonObject bodyToJson(const RequestBody &body)
{
    QJsonObject object;
    for (const auto &[kind, word] : BodyWords) {
        if (kind == body.kind)
            object.insert(QStringLiteral("kind"), word);
    }
    put(object, QStringLiteral("text"), body.text);
    put(object, QStringLiteral("content_type"), body.contentType);
    if (body.kind == RequestBody::Kind::Json)
        object.insert(QStringLiteral("json"), body.json);
    QJsonArray parts;
    for (const RequestBody::Part &part : body.parts) {
        QJsonObject item{{QStringLiteral("name"), part.name}, {QStringLiteral("value"), part.value}};
        put(item, QStringLiteral("filename"), part.fileName);
        put(item, QStringLiteral("content_type"), part.contentType);
        parts.append(item);
    }
    put(object, QStringLiteral("parts"), parts);
    return object;
}

void readBody(JsonReader &json, RequestBody &body)
{
    QString written;
    json.text(QStringLiteral("kind"), written);
    for (const auto &[kind, word] : BodyWords) {
        if (word == written)
            body.kind = kind;
    }
    if (body.kind == RequestBody::Kind::None)
        json.damaged(QStringLiteral("kind"), QStringLiteral("a kind of body"));
    json.text(QStringLiteral("text"), body.text);
    json.text(QStringLiteral("content_type"), body.contentType);
    if (const QJsonValue value = json.value(QStringLiteral("json")); !value.isUndefined())
        body.json = value;
    json.objects(QStringLiteral("parts"), [&body](JsonReader &item) {
        RequestBody::Part part;
        item.text(QStringLiteral("name"), part.name);
        item.text(QStringLiteral("value"), part.value);
        item.text(QStringLiteral("filename"), part.fileName);
        item.text(QStringLiteral("content_type"), part.contentType);
        body.parts.append(part);
    });
}

QJsonObject requestToJson(const Request &request)
{
    QJsonObject object{{QStringLiteral("method"), request.method}, {QStringLiteral("path"), request.path}};
    put(object, QStringLiteral("query"), pairsToJson(request.query));
    put(object, QStringLiteral("headers"), pairsToJson(request.headers));
    if (request.body.kind != RequestBody::Kind::None)
        object.insert(QStringLiteral("body"), bodyToJson(request.body));
    return object;
}

void readRequest(JsonReader &json, Request &request)
{
    json.text(QStringLiteral("method"), request.method);
    json.text(QStringLiteral("path"), request.path);
    readPairs(json, QStringLiteral("query"), request.query);
    readPairs(json, QStringLiteral("headers"), request.headers);
    json.object(QStringLiteral("body"), [&](JsonReader &inner) { readBody(inner, request.body); });
}

QJsonObject responseToJson(const ResponseRule &rule)
{
    QJsonObject object;
    QJsonArray status;
    for (const int code : rule.status)
        status.append(code);
    put(object, QStringLiteral("status"), status);
    put(object, QStringLiteral("expect"), rule.expect);
    put(object, QStringLiteral("sha256"), rule.sha256);
    put(object, QStringLiteral("schema"), rule.schema);
    return object;
}

void readResponse(JsonReader &json, ResponseRule &rule)
{
    json.list(QStringLiteral("status"), [&](const QJsonValue &code) {
        if (!code.isDouble())
            json.damaged(QStringLiteral("status"), QStringLiteral("a list of numbers"));
        rule.status.append(code.toInt());
    });
    json.text(QStringLiteral("expect"), rule.expect);
    json.text(QStringLiteral("sha256"), rule.sha256);
    json.text(QStringLiteral("schema"), rule.schema);
}

QJsonObject pollToJson(const Polling &poll)
{
    QJsonObject object = requestToJson(poll.request);
    object.insert(QStringLiteral("every_ms"), qint64(poll.every.count()));
    object.insert(QStringLiteral("until"), poll.until);
    put(object, QStringLiteral("fail_when"), poll.failWhen);
    if (poll.timeout.count() > 0)
        object.insert(QStringLiteral("timeout_ms"), qint64(poll.timeout.count()));
    return object;
}

void readPoll(JsonReader &json, Polling &poll)
{
    readRequest(json, poll.request);
    qint64 every = 0;
    qint64 timeout = 0;
    json.integer(QStringLiteral("every_ms"), every);
    json.integer(QStringLiteral("timeout_ms"), timeout);
    json.text(QStringLiteral("until"), poll.until);
    json.text(QStringLiteral("fail_when"), poll.failWhen);
    if (every <= 0)
        json.damaged(QStringLiteral("every_ms"), QStringLiteral("a time between questions"));
    poll.every = Milliseconds(every);
    poll.timeout = Milliseconds(timeout);
}

QJsonObject callbackToJson(const CallbackRule &callback)
{
    QJsonObject object{{QStringLiteral("timeout_ms"), qint64(callback.timeout.count())}};
    put(object, QStringLiteral("secret"), callback.secret);
    put(object, QStringLiteral("until"), callback.until);
    put(object, QStringLiteral("fail_when"), callback.failWhen);
    return object;
}

void readCallback(JsonReader &json, CallbackRule &callback)
{
    qint64 timeout = 0;
    json.integer(QStringLiteral("timeout_ms"), timeout);
    json.text(QStringLiteral("secret"), callback.secret);
    json.text(QStringLiteral("until"), callback.until);
    json.text(QStringLiteral("fail_when"), callback.failWhen);
    if (timeout <= 0)
        json.damaged(QStringLiteral("timeout_ms"), QStringLiteral("a time limit"));
    callback.timeout = Milliseconds(timeout);
}

QJsonObject reconcileToJson(const Reconciliation &reconcile)
{
    QJsonObject object = requestToJson(reconcile.request);
    object.insert(QStringLiteral("happened"), reconcile.happened);
    put(object, QStringLiteral("not_happened"), reconcile.notHappened);
    return object;
}

void readReconcile(JsonReader &json, Reconciliation &reconcile)
{
    readRequest(json, reconcile.request);
    json.text(QStringLiteral("happened"), reconcile.happened);
    json.text(QStringLiteral("not_happened"), reconcile.notHappened);
}

/// `foreach` and what belongs to it.
void putFanOut(QJsonObject &object, const Step &step)
{
    if (!step.isFannedOut())
        return;
    object.insert(QStringLiteral("foreach"), step.forEach);
    object.insert(QStringLiteral("parallel"), step.parallel);
    if (step.partial && step.partial->count > 0)
        object.insert(QStringLiteral("at_least"), step.partial->count);
    else if (step.partial)
        object.insert(QStringLiteral("at_least_share"), step.partial->share);
}

void readFanOut(JsonReader &json, Step &step)
{
    json.text(QStringLiteral("foreach"), step.forEach);
    json.integer(QStringLiteral("parallel"), step.parallel);
    if (!json.value(QStringLiteral("at_least")).isUndefined())
        json.integer(QStringLiteral("at_least"), step.partial.emplace().count);
    if (const QJsonValue share = json.value(QStringLiteral("at_least_share")); !share.isUndefined())
        step.partial.emplace().share = share.toDouble(1);
}

QJsonObject stepToJson(const Step &step)
{
    QJsonObject object{{QStringLiteral("step"), step.id.name()}};
    QJsonArray needs;
    for (const StepId &need : step.needs)
        needs.append(need.name());
    put(object, QStringLiteral("needs"), needs);
    put(object, QStringLiteral("when"), step.when);
    if (!step.critical)
        object.insert(QStringLiteral("critical"), false);
    putFanOut(object, step);
    if (step.deliver) {
        object.insert(QStringLiteral("deliver"), QJsonObject{{QStringLiteral("to"), step.deliver->to},
                                                             {QStringLiteral("name"), step.deliver->name},
                                                             {QStringLiteral("content"), step.deliver->content}});
        return object;
    }
    object.insert(QStringLiteral("service"), step.service);
    object.insert(QStringLiteral("request"), requestToJson(step.request));
    if (const QJsonObject response = responseToJson(step.response); !response.isEmpty())
        object.insert(QStringLiteral("response"), response);
    if (step.poll)
        object.insert(QStringLiteral("poll"), pollToJson(*step.poll));
    if (step.callback)
        object.insert(QStringLiteral("callback"), callbackToJson(*step.callback));
    if (step.reconcile)
        object.insert(QStringLiteral("reconcile"), reconcileToJson(*step.reconcile));
    if (step.cancel)
        object.insert(QStringLiteral("cancel"), requestToJson(*step.cancel));
    put(object, QStringLiteral("request_schema"), step.requestSchema);
    if (step.latencyBudget.count() > 0)
        object.insert(QStringLiteral("latency_budget_ms"), qint64(step.latencyBudget.count()));
    return object;
}

void readStep(JsonReader &json, Step &step)
{
    QString name;
    json.text(QStringLiteral("step"), name);
    step.id = StepId(name);
    json.list(QStringLiteral("needs"), [&](const QJsonValue &need) {
        if (!need.isString())
            json.damaged(QStringLiteral("needs"), QStringLiteral("a list of names"));
        step.needs.append(StepId(need.toString()));
    });
    json.text(QStringLiteral("when"), step.when);
    json.boolean(QStringLiteral("critical"), step.critical);
    json.text(QStringLiteral("service"), step.service);
    json.object(QStringLiteral("request"), [&](JsonReader &inner) { readRequest(inner, step.request); });
    json.object(QStringLiteral("response"), [&](JsonReader &inner) { readResponse(inner, step.response); });
    json.object(QStringLiteral("poll"), [&](JsonReader &inner) { readPoll(inner, step.poll.emplace()); });
    json.object(QStringLiteral("callback"), [&](JsonReader &inner) { readCallback(inner, step.callback.emplace()); });
    json.object(QStringLiteral("reconcile"), [&](JsonReader &inner) { readReconcile(inner, step.reconcile.emplace()); });
    json.object(QStringLiteral("cancel"), [&](JsonReader &inner) { readRequest(inner, step.cancel.emplace()); });
    json.text(QStringLiteral("request_schema"), step.requestSchema);
    qint64 latencyBudget = 0;
    json.integer(QStringLiteral("latency_budget_ms"), latencyBudget);
    step.latencyBudget = Milliseconds(latencyBudget);
    readFanOut(json, step);
    json.object(QStringLiteral("deliver"), [&](JsonReader &inner) {
        step.deliver.emplace();
        inner.text(QStringLiteral("to"), step.deliver->to);
        inner.text(QStringLiteral("name"), step.deliver->name);
        inner.text(QStringLiteral("content"), step.deliver->content);
    });
    if (name.isEmpty() || step.service.isEmpty() != step.deliver.has_value())
        json.damaged(QStringLiteral("step"), QStringLiteral("a step with a service or a delivery"));
}

} // namespace

QJsonObject toJson(const Pipeline &pipeline)
{
    QJsonObject input{{QStringLiteral("match"), pipeline.input.match}};
    put(input, QStringLiteral("watch"), pipeline.input.watch);
    put(input, QStringLiteral("webhook_secret"), pipeline.input.webhookSecret);
    if (pipeline.input.maxSize > 0)
        input.insert(QStringLiteral("max_size"), pipeline.input.maxSize);
    putProvenance(input, pipeline.input.provenance);
    QJsonArray steps;
    for (const Step &step : pipeline.steps)
        steps.append(stepToJson(step));
    QJsonObject object{{QStringLiteral("pipeline"), pipeline.name},
                       {QStringLiteral("version"), pipeline.version},
                       {QStringLiteral("input"), input},
                       {QStringLiteral("steps"), steps}};
    if (pipeline.deadline.count() > 0)
        object.insert(QStringLiteral("deadline_ms"), qint64(pipeline.deadline.count()));
    if (pipeline.retention.payloads.count() > 0)
        object.insert(QStringLiteral("keep_payloads_ms"), qint64(pipeline.retention.payloads.count()));
    if (pipeline.retention.runs.count() > 0)
        object.insert(QStringLiteral("keep_runs_ms"), qint64(pipeline.retention.runs.count()));
    putDataRule(object, pipeline.data);
    return object;
}

Result<Pipeline> pipelineFromJson(const QJsonObject &object)
{
    Pipeline pipeline;
    std::optional<Error> error;
    {
        JsonReader json(object, QStringLiteral("pipeline"), error);
        json.text(QStringLiteral("pipeline"), pipeline.name);
        json.integer(QStringLiteral("version"), pipeline.version);
        qint64 deadline = 0;
        json.integer(QStringLiteral("deadline_ms"), deadline);
        pipeline.deadline = Milliseconds(deadline);
        qint64 kept = 0;
        json.integer(QStringLiteral("keep_payloads_ms"), kept);
        pipeline.retention.payloads = Milliseconds(kept);
        qint64 keptRuns = 0;
        json.integer(QStringLiteral("keep_runs_ms"), keptRuns);
        pipeline.retention.runs = Milliseconds(keptRuns);
        json.object(QStringLiteral("input"), [&](JsonReader &inner) {
            inner.text(QStringLiteral("watch"), pipeline.input.watch);
            inner.text(QStringLiteral("match"), pipeline.input.match);
            inner.integer(QStringLiteral("max_size"), pipeline.input.maxSize);
            inner.text(QStringLiteral("webhook_secret"), pipeline.input.webhookSecret);
            readProvenance(inner, pipeline.input.provenance);
        });
        readDataRule(json, pipeline.data);
        json.objects(QStringLiteral("steps"), [&](JsonReader &inner) { readStep(inner, pipeline.steps.emplaceBack()); });
        if (pipeline.name.isEmpty() || pipeline.steps.isEmpty())
            json.damaged(pipeline.name.isEmpty() ? QStringLiteral("pipeline") : QStringLiteral("steps"),
                         QStringLiteral("filled in"));
    }
    if (error)
        return tl::unexpected(*error);
    return pipeline;
}

Digest digestOf(const Pipeline &pipeline)
{
    return Digest::of(QJsonDocument(toJson(pipeline)).toJson(QJsonDocument::Compact));
}

} // namespace cairn
