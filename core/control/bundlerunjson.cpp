#include "control/bundlejson.h"
#include "control/jsonfields.h"

#include "store/faultword.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QJsonObject recordJson(const RunRecord &run)
{
    return {{u"id"_s, jsonOf(run.id)},
            {u"pipeline"_s, run.pipeline},
            {u"version"_s, run.version},
            {u"digest"_s, jsonOf(run.pipelineDigest)},
            {u"state"_s, word(run.state)},
            {u"step"_s, run.step.name()},
            {u"category"_s, wordOrNull(run.category)},
            {u"cause"_s, run.cause},
            {u"attempts"_s, run.attempts},
            {u"input_name"_s, run.inputName},
            {u"input"_s, jsonOf(run.input)},
            {u"submitted_at"_s, toRfc3339(run.submittedAt)},
            {u"started_at"_s, jsonOf(run.startedAt)},
            {u"finished_at"_s, jsonOf(run.finishedAt)},
            {u"next_at"_s, jsonOf(run.nextAt)},
            {u"deadline_at"_s, jsonOf(run.deadlineAt)},
            {u"rerun_of"_s, run.rerunOf ? jsonOf(*run.rerunOf) : QJsonValue()},
            {u"trace_id"_s, QString::fromLatin1(run.traceId.toHex())}};
}

RunRecord readRecord(JsonFields &fields)
{
    RunRecord run;
    run.id = fields.run("id"_L1);
    run.pipeline = fields.text("pipeline"_L1);
    run.version = fields.number("version"_L1);
    run.pipelineDigest = fields.digest("digest"_L1);
    run.state = fields.word("state"_L1, runStateFromWord);
    run.step = StepId(fields.text("step"_L1));
    run.category = fields.optionalWord("category"_L1, categoryFromWord);
    run.cause = fields.text("cause"_L1);
    run.attempts = fields.number("attempts"_L1);
    run.inputName = fields.text("input_name"_L1);
    run.input = fields.payload("input"_L1);
    run.submittedAt = fields.time("submitted_at"_L1);
    run.startedAt = fields.optionalTime("started_at"_L1);
    run.finishedAt = fields.optionalTime("finished_at"_L1);
    run.nextAt = fields.optionalTime("next_at"_L1);
    run.deadlineAt = fields.optionalTime("deadline_at"_L1);
    if (!fields.isAbsent("rerun_of"_L1))
        run.rerunOf = fields.run("rerun_of"_L1);
    run.traceId = QByteArray::fromHex(fields.text("trace_id"_L1).toLatin1());
    return run;
}

QJsonObject outlineJson(const Step &step)
{
    QJsonArray needs;
    for (const StepId &need : step.needs)
        needs.append(need.name());
    return {{u"id"_s, step.id.name()},      {u"needs"_s, needs},
            {u"service"_s, step.service},   {u"fanned_out"_s, step.isFannedOut()},
            {u"critical"_s, step.critical}, {u"delivers"_s, step.deliver.has_value()}};
}

Step readOutline(JsonFields &fields)
{
    Step step;
    step.id = StepId(fields.text("id"_L1));
    for (const QJsonValue &need : fields.array("needs"_L1))
        step.needs.append(StepId(need.toString()));
    step.service = fields.text("service"_L1);
    step.critical = fields.flag("critical"_L1);
    if (fields.flag("fanned_out"_L1))
        step.forEach = u"${{ [] }}"_s; // over what is not told
    if (fields.flag("delivers"_L1))
        step.deliver = Delivery();
    return step;
}

QJsonObject checkpointJson(const Checkpoint &checkpoint)
{
    return {{u"seq"_s, checkpoint.seq},
            {u"step"_s, checkpoint.step.name()},
            {u"item"_s, checkpoint.item},
            {u"state"_s, word(checkpoint.state)},
            {u"generation"_s, checkpoint.generation},
            {u"policy_revision"_s, checkpoint.policyRevisionId},
            {u"input_digest"_s, jsonOf(checkpoint.inputDigest)},
            {u"output"_s, jsonOf(checkpoint.output)},
            {u"status"_s, checkpoint.status},
            {u"attempts"_s, checkpoint.attempts},
            {u"category"_s, wordOrNull(checkpoint.category)},
            {u"cause"_s, checkpoint.cause},
            {u"decision"_s, wordOrNull(checkpoint.decision)},
            {u"reason"_s, checkpoint.reason},
            {u"next_at"_s, jsonOf(checkpoint.nextAt)},
            {u"actor"_s, checkpoint.actor},
            {u"at"_s, toRfc3339(checkpoint.at)},
            {u"items"_s, checkpoint.items ? QJsonValue(*checkpoint.items) : QJsonValue()},
            {u"edited"_s, jsonOf(checkpoint.edited)}};
}

Checkpoint readCheckpoint(JsonFields &fields)
{
    Checkpoint checkpoint;
    checkpoint.seq = fields.integer("seq"_L1);
    checkpoint.step = StepId(fields.text("step"_L1));
    checkpoint.item = fields.number("item"_L1);
    checkpoint.state = fields.word("state"_L1, stepStateFromWord);
    checkpoint.generation = fields.number("generation"_L1);
    checkpoint.policyRevisionId = fields.integer("policy_revision"_L1);
    checkpoint.inputDigest = fields.digest("input_digest"_L1);
    checkpoint.output = fields.payload("output"_L1);
    checkpoint.status = fields.number("status"_L1);
    checkpoint.attempts = fields.number("attempts"_L1);
    checkpoint.category = fields.optionalWord("category"_L1, categoryFromWord);
    checkpoint.cause = fields.text("cause"_L1);
    checkpoint.decision = fields.optionalWord("decision"_L1, actionFromWord);
    checkpoint.reason = fields.text("reason"_L1);
    checkpoint.nextAt = fields.optionalTime("next_at"_L1);
    checkpoint.actor = fields.text("actor"_L1);
    checkpoint.at = fields.time("at"_L1);
    if (!fields.isAbsent("items"_L1))
        checkpoint.items = std::clamp(fields.number("items"_L1), 0, 10'000);
    checkpoint.edited = fields.payload("edited"_L1);
    return checkpoint;
}

QJsonObject attemptJson(const Attempt &attempt)
{
    return {{u"step"_s, attempt.step.name()},
            {u"item"_s, attempt.item},
            {u"generation"_s, attempt.generation},
            {u"n"_s, attempt.number},
            {u"idempotency_key"_s, attempt.idempotencyKey},
            {u"span_id"_s, QString::fromLatin1(attempt.spanId.toHex())},
            {u"policy_revision"_s, attempt.policyRevisionId},
            {u"service"_s, attempt.service},
            {u"method"_s, QString::fromLatin1(attempt.method)},
            {u"url"_s, attempt.url},
            {u"request_headers"_s, parsedObject(attempt.requestHeaders)},
            {u"response_headers"_s, parsedObject(attempt.responseHeaders)},
            {u"request"_s, jsonOf(attempt.request)},
            {u"response"_s, jsonOf(attempt.response)},
            {u"status"_s, attempt.status},
            {u"fault"_s, storedFault(attempt.fault)},
            {u"category"_s, wordOrNull(attempt.category)},
            {u"cause"_s, attempt.cause},
            {u"decision"_s, word(attempt.decision)},
            {u"delay_ms"_s, jsonOf(attempt.delay)},
            {u"advised_ms"_s, jsonOf(attempt.advised)},
            {u"queued_ms"_s, qint64(attempt.timing.queued.count())},
            {u"connect_ms"_s, qint64(attempt.timing.connect.count())},
            {u"first_byte_ms"_s, qint64(attempt.timing.firstByte.count())},
            {u"duration_ms"_s, qint64(attempt.timing.total.count())},
            {u"started_at"_s, toRfc3339(attempt.startedAt)},
            {u"breaker"_s, wordOrNull(attempt.breaker)}};
}

Attempt readAttempt(JsonFields &fields)
{
    Attempt attempt;
    attempt.step = StepId(fields.text("step"_L1));
    attempt.item = fields.number("item"_L1);
    attempt.generation = fields.number("generation"_L1);
    attempt.number = fields.number("n"_L1);
    attempt.idempotencyKey = fields.text("idempotency_key"_L1);
    attempt.spanId = QByteArray::fromHex(fields.text("span_id"_L1).toLatin1());
    attempt.policyRevisionId = fields.integer("policy_revision"_L1);
    attempt.service = fields.text("service"_L1);
    attempt.method = fields.text("method"_L1).toLatin1();
    attempt.url = fields.text("url"_L1);
    attempt.requestHeaders = compactObject(fields.object("request_headers"_L1));
    attempt.responseHeaders = compactObject(fields.object("response_headers"_L1));
    attempt.request = fields.payload("request"_L1);
    attempt.response = fields.payload("response"_L1);
    attempt.status = fields.number("status"_L1);
    if (!fields.text("fault"_L1).isEmpty())
        attempt.fault = fields.word("fault"_L1, faultFromStored);
    attempt.category = fields.optionalWord("category"_L1, categoryFromWord);
    attempt.cause = fields.text("cause"_L1);
    attempt.decision = fields.word("decision"_L1, actionFromWord);
    attempt.delay = fields.optionalDuration("delay_ms"_L1);
    attempt.advised = fields.optionalDuration("advised_ms"_L1);
    attempt.timing = {Milliseconds(fields.integer("queued_ms"_L1)), Milliseconds(fields.integer("connect_ms"_L1)),
                      Milliseconds(fields.integer("first_byte_ms"_L1)), Milliseconds(fields.integer("duration_ms"_L1))};
    attempt.startedAt = fields.time("started_at"_L1);
    attempt.breaker = fields.optionalWord("breaker"_L1, passageFromWord);
    return attempt;
}

QJsonObject earlierJson(const EarlierVersion &earlier)
{
    return {{u"until_seq"_s, earlier.untilSeq},
            {u"attempts"_s, earlier.attempts},
            {u"version"_s, earlier.version},
            {u"digest"_s, jsonOf(earlier.digest)}};
}

EarlierVersion readEarlier(JsonFields &fields)
{
    return {fields.integer("until_seq"_L1), fields.number("attempts"_L1), 0, fields.number("version"_L1),
            fields.digest("digest"_L1)};
}

QJsonObject commandJson(const Command &command)
{
    return {{u"id"_s, command.id},
            {u"kind"_s, word(command.kind)},
            {u"step"_s, command.step.name()},
            {u"item"_s, command.item},
            {u"service"_s, command.service},
            {u"arguments"_s, command.arguments},
            {u"actor"_s, command.actor},
            {u"reason"_s, command.reason},
            {u"created_at"_s, toRfc3339(command.createdAt)},
            {u"done_at"_s, jsonOf(command.doneAt)},
            {u"done"_s, command.done},
            {u"accepted"_s, command.accepted},
            {u"result"_s, command.result}};
}

Command readCommand(JsonFields &fields)
{
    Command command;
    command.id = fields.integer("id"_L1);
    command.kind = fields.word("kind"_L1, commandKindFromWord);
    command.step = StepId(fields.text("step"_L1));
    command.item = fields.number("item"_L1);
    command.service = fields.text("service"_L1);
    command.arguments = fields.object("arguments"_L1);
    command.actor = fields.text("actor"_L1);
    command.reason = fields.text("reason"_L1);
    command.createdAt = fields.time("created_at"_L1);
    command.doneAt = fields.optionalTime("done_at"_L1);
    command.done = fields.flag("done"_L1);
    command.accepted = fields.flag("accepted"_L1);
    command.result = fields.text("result"_L1);
    return command;
}

QJsonObject eventJson(const Event &event)
{
    return {{u"id"_s, event.id}, {u"at"_s, toRfc3339(event.at)}, {u"kind"_s, event.kind}, {u"detail"_s, event.detail}};
}

Event readEvent(JsonFields &fields)
{
    return {fields.integer("id"_L1), fields.time("at"_L1), fields.text("kind"_L1), {}, fields.text("detail"_L1)};
}

template <typename T> QJsonArray arrayOf(const QList<T> &values, QJsonObject (*toObject)(const T &))
{
    QJsonArray array;
    for (const T &value : values)
        array.append(toObject(value));
    return array;
}

template <typename T> Result<QList<T>> listOf(JsonFields &run, QLatin1String name, T (*read)(JsonFields &))
{
    QList<T> values;
    for (const QJsonValue &one : run.array(name)) {
        JsonFields fields(one.toObject());
        values.append(read(fields));
        if (auto good = fields.check(u"one of %1"_s.arg(name)); !good)
            return tl::unexpected(good.error());
    }
    return values;
}

/// What belongs to a run says so.
template <typename T> void assignRun(QList<T> &values, RunId run)
{
    for (T &value : values)
        value.run = run;
}

} // namespace

QJsonObject runJson(const BundledRun &run)
{
    return {{u"run"_s, recordJson(run.run)},
            {u"steps"_s, arrayOf<Step>(run.outline.steps, outlineJson)},
            {u"checkpoints"_s, arrayOf<Checkpoint>(run.history.checkpoints, checkpointJson)},
            {u"attempts"_s, arrayOf<Attempt>(run.history.attempts, attemptJson)},
            {u"earlier"_s, arrayOf<EarlierVersion>(run.history.earlier, earlierJson)},
            {u"commands"_s, arrayOf<Command>(run.commands, commandJson)},
            {u"events"_s, arrayOf<Event>(run.events, eventJson)},
            {u"shortened"_s, run.shortened}};
}

Result<BundledRun> readBundledRun(const QJsonObject &json)
{
    JsonFields fields(json);
    JsonFields record(fields.object("run"_L1));
    BundledRun run;
    run.run = readRecord(record);
    run.shortened = fields.flag("shortened"_L1);
    run.outline.name = run.run.pipeline;
    run.outline.version = run.run.version;
    auto steps = listOf<Step>(fields, "steps"_L1, readOutline);
    auto checkpoints = listOf<Checkpoint>(fields, "checkpoints"_L1, readCheckpoint);
    auto attempts = listOf<Attempt>(fields, "attempts"_L1, readAttempt);
    auto earlier = listOf<EarlierVersion>(fields, "earlier"_L1, readEarlier);
    auto commands = listOf<Command>(fields, "commands"_L1, readCommand);
    auto events = listOf<Event>(fields, "events"_L1, readEvent);
    for (const auto &good : {record.check(u"a run"_s), fields.check(u"a run"_s)}) {
        if (!good)
            return tl::unexpected(good.error());
    }
    if (!run.run.id.isValid())
        return failure(ErrorKind::Damaged, u"a run has no id"_s);
    for (const Error *error :
         {steps ? nullptr : &steps.error(), checkpoints ? nullptr : &checkpoints.error(), attempts ? nullptr : &attempts.error(),
          earlier ? nullptr : &earlier.error(), commands ? nullptr : &commands.error(), events ? nullptr : &events.error()}) {
        if (error)
            return tl::unexpected(*error);
    }
    run.outline.steps = std::move(*steps);
    run.history = {std::move(*checkpoints), std::move(*attempts), {}, std::move(*earlier)};
    run.commands = std::move(*commands);
    run.events = std::move(*events);
    assignRun(run.history.checkpoints, run.run.id);
    assignRun(run.history.attempts, run.run.id);
    assignRun(run.commands, run.run.id);
    assignRun(run.events, run.run.id);
    return run;
}

} // namespace cairn
