#include "definition/canonical.h"
#include "definition/datajson.h"
#include "definition/jsonreader.h"

#include <QJsonDocument>

#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using Pairs = QList<std::pair<QString, QString>>;

constexpr std::array<std::pair<RequestBody::Kind, QLatin1String>, 4> BodyWords{{
    {RequestBody::Kind::File, "file"_L1},
    {RequestBody::Kind::Raw, "raw"_L1},
    {RequestBody::Kind::Json, "json"_L1},
    {RequestBody::Kind::Multipart, "multipart"_L1},
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
        items.append(QJsonObject{{u"name"_s, name}, {u"value"_s, value}});
    return items;
}

void readPairs(JsonReader &json, const QString &key, Pairs &out)
{
    json.objects(key, [&out](JsonReader &item) {
        std::pair<QString, QString> pair;
        item.text(u"name"_s, pair.first);
        item.text(u"value"_s, pair.second);
        out.append(pair);
    });
}

QJsonObject bodyToJson(const RequestBody &body)
{
    QJsonObject object;
    for (const auto &[kind, word] : BodyWords) {
        if (kind == body.kind)
            object.insert(u"kind"_s, word);
    }
    put(object, u"text"_s, body.text);
    put(object, u"content_type"_s, body.contentType);
    if (body.kind == RequestBody::Kind::Json)
        object.insert(u"json"_s, body.json);
    QJsonArray parts;
    for (const RequestBody::Part &part : body.parts) {
        QJsonObject item{{u"name"_s, part.name}, {u"value"_s, part.value}};
        put(item, u"filename"_s, part.fileName);
        put(item, u"content_type"_s, part.contentType);
        parts.append(item);
    }
    put(object, u"parts"_s, parts);
    return object;
}

void readBody(JsonReader &json, RequestBody &body)
{
    QString written;
    json.text(u"kind"_s, written);
    for (const auto &[kind, word] : BodyWords) {
        if (word == written)
            body.kind = kind;
    }
    if (body.kind == RequestBody::Kind::None)
        json.damaged(u"kind"_s, u"a kind of body"_s);
    json.text(u"text"_s, body.text);
    json.text(u"content_type"_s, body.contentType);
    if (const QJsonValue value = json.value(u"json"_s); !value.isUndefined())
        body.json = value;
    json.objects(u"parts"_s, [&body](JsonReader &item) {
        RequestBody::Part part;
        item.text(u"name"_s, part.name);
        item.text(u"value"_s, part.value);
        item.text(u"filename"_s, part.fileName);
        item.text(u"content_type"_s, part.contentType);
        body.parts.append(part);
    });
}

QJsonObject requestToJson(const Request &request)
{
    QJsonObject object{{u"method"_s, request.method}, {u"path"_s, request.path}};
    put(object, u"query"_s, pairsToJson(request.query));
    put(object, u"headers"_s, pairsToJson(request.headers));
    if (request.body.kind != RequestBody::Kind::None)
        object.insert(u"body"_s, bodyToJson(request.body));
    return object;
}

void readRequest(JsonReader &json, Request &request)
{
    json.text(u"method"_s, request.method);
    json.text(u"path"_s, request.path);
    readPairs(json, u"query"_s, request.query);
    readPairs(json, u"headers"_s, request.headers);
    json.object(u"body"_s, [&](JsonReader &inner) { readBody(inner, request.body); });
}

QJsonObject responseToJson(const ResponseRule &rule)
{
    QJsonObject object;
    QJsonArray status;
    for (const int code : rule.status)
        status.append(code);
    put(object, u"status"_s, status);
    put(object, u"expect"_s, rule.expect);
    put(object, u"sha256"_s, rule.sha256);
    put(object, u"schema"_s, rule.schema);
    return object;
}

void readResponse(JsonReader &json, ResponseRule &rule)
{
    json.list(u"status"_s, [&](const QJsonValue &code) {
        if (!code.isDouble())
            json.damaged(u"status"_s, u"a list of numbers"_s);
        rule.status.append(code.toInt());
    });
    json.text(u"expect"_s, rule.expect);
    json.text(u"sha256"_s, rule.sha256);
    json.text(u"schema"_s, rule.schema);
}

QJsonObject pollToJson(const Polling &poll)
{
    QJsonObject object = requestToJson(poll.request);
    object.insert(u"every_ms"_s, qint64(poll.every.count()));
    object.insert(u"until"_s, poll.until);
    put(object, u"fail_when"_s, poll.failWhen);
    put(object, u"pending"_s, poll.pending);
    if (poll.timeout.count() > 0)
        object.insert(u"timeout_ms"_s, qint64(poll.timeout.count()));
    return object;
}

void readPoll(JsonReader &json, Polling &poll)
{
    readRequest(json, poll.request);
    qint64 every = 0;
    qint64 timeout = 0;
    json.integer(u"every_ms"_s, every);
    json.integer(u"timeout_ms"_s, timeout);
    json.text(u"until"_s, poll.until);
    json.text(u"fail_when"_s, poll.failWhen);
    json.text(u"pending"_s, poll.pending);
    if (every <= 0)
        json.damaged(u"every_ms"_s, u"a time between questions"_s);
    poll.every = Milliseconds(every);
    poll.timeout = Milliseconds(timeout);
}

QJsonObject callbackToJson(const CallbackRule &callback)
{
    QJsonObject object{{u"timeout_ms"_s, qint64(callback.timeout.count())}};
    put(object, u"secret"_s, callback.secret);
    put(object, u"until"_s, callback.until);
    put(object, u"fail_when"_s, callback.failWhen);
    return object;
}

void readCallback(JsonReader &json, CallbackRule &callback)
{
    qint64 timeout = 0;
    json.integer(u"timeout_ms"_s, timeout);
    json.text(u"secret"_s, callback.secret);
    json.text(u"until"_s, callback.until);
    json.text(u"fail_when"_s, callback.failWhen);
    if (timeout <= 0)
        json.damaged(u"timeout_ms"_s, u"a time limit"_s);
    callback.timeout = Milliseconds(timeout);
}

QJsonObject reconcileToJson(const Reconciliation &reconcile)
{
    QJsonObject object = requestToJson(reconcile.request);
    object.insert(u"happened"_s, reconcile.happened);
    put(object, u"not_happened"_s, reconcile.notHappened);
    return object;
}

void readReconcile(JsonReader &json, Reconciliation &reconcile)
{
    readRequest(json, reconcile.request);
    json.text(u"happened"_s, reconcile.happened);
    json.text(u"not_happened"_s, reconcile.notHappened);
}

/// `foreach` and what belongs to it.
void putFanOut(QJsonObject &object, const Step &step)
{
    if (!step.isFannedOut())
        return;
    object.insert(u"foreach"_s, step.forEach);
    object.insert(u"parallel"_s, step.parallel);
    if (step.partial && step.partial->count > 0)
        object.insert(u"at_least"_s, step.partial->count);
    else if (step.partial)
        object.insert(u"at_least_share"_s, step.partial->share);
}

void readFanOut(JsonReader &json, Step &step)
{
    json.text(u"foreach"_s, step.forEach);
    json.integer(u"parallel"_s, step.parallel);
    if (!json.value(u"at_least"_s).isUndefined())
        json.integer(u"at_least"_s, step.partial.emplace().count);
    if (const QJsonValue share = json.value(u"at_least_share"_s); !share.isUndefined())
        step.partial.emplace().share = share.toDouble(1);
}

QJsonObject stepToJson(const Step &step)
{
    QJsonObject object{{u"step"_s, step.id.name()}};
    QJsonArray needs;
    for (const StepId &need : step.needs)
        needs.append(need.name());
    put(object, u"needs"_s, needs);
    put(object, u"when"_s, step.when);
    if (!step.critical)
        object.insert(u"critical"_s, false);
    putFanOut(object, step);
    if (step.deliver) {
        object.insert(
            u"deliver"_s,
            QJsonObject{{u"to"_s, step.deliver->to}, {u"name"_s, step.deliver->name}, {u"content"_s, step.deliver->content}});
        return object;
    }
    object.insert(u"service"_s, step.service);
    object.insert(u"request"_s, requestToJson(step.request));
    if (const QJsonObject response = responseToJson(step.response); !response.isEmpty())
        object.insert(u"response"_s, response);
    if (step.poll)
        object.insert(u"poll"_s, pollToJson(*step.poll));
    if (step.callback)
        object.insert(u"callback"_s, callbackToJson(*step.callback));
    if (step.reconcile)
        object.insert(u"reconcile"_s, reconcileToJson(*step.reconcile));
    if (step.cancel)
        object.insert(u"cancel"_s, requestToJson(*step.cancel));
    put(object, u"request_schema"_s, step.requestSchema);
    if (step.latencyBudget.count() > 0)
        object.insert(u"latency_budget_ms"_s, qint64(step.latencyBudget.count()));
    return object;
}

void readStep(JsonReader &json, Step &step)
{
    QString name;
    json.text(u"step"_s, name);
    step.id = StepId(name);
    json.list(u"needs"_s, [&](const QJsonValue &need) {
        if (!need.isString())
            json.damaged(u"needs"_s, u"a list of names"_s);
        step.needs.append(StepId(need.toString()));
    });
    json.text(u"when"_s, step.when);
    json.boolean(u"critical"_s, step.critical);
    json.text(u"service"_s, step.service);
    json.object(u"request"_s, [&](JsonReader &inner) { readRequest(inner, step.request); });
    json.object(u"response"_s, [&](JsonReader &inner) { readResponse(inner, step.response); });
    json.object(u"poll"_s, [&](JsonReader &inner) { readPoll(inner, step.poll.emplace()); });
    json.object(u"callback"_s, [&](JsonReader &inner) { readCallback(inner, step.callback.emplace()); });
    json.object(u"reconcile"_s, [&](JsonReader &inner) { readReconcile(inner, step.reconcile.emplace()); });
    json.object(u"cancel"_s, [&](JsonReader &inner) { readRequest(inner, step.cancel.emplace()); });
    json.text(u"request_schema"_s, step.requestSchema);
    qint64 latencyBudget = 0;
    json.integer(u"latency_budget_ms"_s, latencyBudget);
    step.latencyBudget = Milliseconds(latencyBudget);
    readFanOut(json, step);
    json.object(u"deliver"_s, [&](JsonReader &inner) {
        step.deliver.emplace();
        inner.text(u"to"_s, step.deliver->to);
        inner.text(u"name"_s, step.deliver->name);
        inner.text(u"content"_s, step.deliver->content);
    });
    if (name.isEmpty() || step.service.isEmpty() != step.deliver.has_value())
        json.damaged(u"step"_s, u"a step with a service or a delivery"_s);
}

} // namespace

QJsonObject toJson(const Pipeline &pipeline)
{
    QJsonObject input{{u"match"_s, pipeline.input.match}};
    put(input, u"watch"_s, pipeline.input.watch);
    put(input, u"webhook_secret"_s, pipeline.input.webhookSecret);
    if (pipeline.input.maxSize > 0)
        input.insert(u"max_size"_s, pipeline.input.maxSize);
    putProvenance(input, pipeline.input.provenance);
    QJsonArray steps;
    for (const Step &step : pipeline.steps)
        steps.append(stepToJson(step));
    QJsonObject object{
        {u"pipeline"_s, pipeline.name}, {u"version"_s, pipeline.version}, {u"input"_s, input}, {u"steps"_s, steps}};
    if (pipeline.deadline.count() > 0)
        object.insert(u"deadline_ms"_s, qint64(pipeline.deadline.count()));
    if (pipeline.retention.payloads.count() > 0)
        object.insert(u"keep_payloads_ms"_s, qint64(pipeline.retention.payloads.count()));
    if (pipeline.retention.runs.count() > 0)
        object.insert(u"keep_runs_ms"_s, qint64(pipeline.retention.runs.count()));
    putDataRule(object, pipeline.data);
    return object;
}

Result<Pipeline> pipelineFromJson(const QJsonObject &object)
{
    Pipeline pipeline;
    std::optional<Error> error;
    {
        JsonReader json(object, u"pipeline"_s, error);
        json.text(u"pipeline"_s, pipeline.name);
        json.integer(u"version"_s, pipeline.version);
        qint64 deadline = 0;
        json.integer(u"deadline_ms"_s, deadline);
        pipeline.deadline = Milliseconds(deadline);
        qint64 kept = 0;
        json.integer(u"keep_payloads_ms"_s, kept);
        pipeline.retention.payloads = Milliseconds(kept);
        qint64 keptRuns = 0;
        json.integer(u"keep_runs_ms"_s, keptRuns);
        pipeline.retention.runs = Milliseconds(keptRuns);
        json.object(u"input"_s, [&](JsonReader &inner) {
            inner.text(u"watch"_s, pipeline.input.watch);
            inner.text(u"match"_s, pipeline.input.match);
            inner.integer(u"max_size"_s, pipeline.input.maxSize);
            inner.text(u"webhook_secret"_s, pipeline.input.webhookSecret);
            readProvenance(inner, pipeline.input.provenance);
        });
        readDataRule(json, pipeline.data);
        json.objects(u"steps"_s, [&](JsonReader &inner) { readStep(inner, pipeline.steps.emplaceBack()); });
        if (pipeline.name.isEmpty() || pipeline.steps.isEmpty())
            json.damaged(pipeline.name.isEmpty() ? u"pipeline"_s : u"steps"_s, u"filled in"_s);
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
