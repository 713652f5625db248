#include "control/json.h"

#include "control/coveredattempt.h"
#include "control/jsonfields.h"
#include "control/logic.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QJsonValue itemOrNull(int item)
{
    return item == NoItem ? QJsonValue() : QJsonValue(item);
}

QJsonValue parsed(const QByteArray &json)
{
    return json.isEmpty() ? QJsonValue() : QJsonValue(QJsonDocument::fromJson(json).object());
}

/// The request that the step's last attempt sent.
PayloadRef lastRequest(const RunDetail &detail, const StepKey &step)
{
    PayloadRef request;
    for (const Attempt &attempt : detail.history.attempts) {
        if (attempt.key() == step)
            request = attempt.request;
    }
    return request;
}

/// What was decided when it last changed; null: nothing has happened to it.
QJsonValue lastDecision(const RunDetail &detail, const StepKey &step)
{
    QJsonValue decision;
    for (const Checkpoint &checkpoint : detail.history.checkpoints) {
        if (checkpoint.key() == step)
            decision = wordOrNull(checkpoint.decision);
    }
    return decision;
}

QJsonValue revisionJson(const RevisionNumbers &revisions, qint64 policy)
{
    const auto revision = revisions.constFind(policy);
    return revision != revisions.cend() ? QJsonValue(*revision) : QJsonValue();
}

QJsonObject stepJson(const RunDetail &detail, const StepProgress &step)
{
    QJsonObject object{{u"id"_s, step.id.name()},
                       {u"item"_s, itemOrNull(step.item)},
                       {u"items"_s, step.items ? QJsonValue(*step.items) : QJsonValue()},
                       {u"state"_s, word(step.state)},
                       {u"attempts"_s, step.tries},
                       {u"category"_s, wordOrNull(step.category)},
                       {u"cause"_s, textOrNull(step.cause)},
                       {u"decision"_s, lastDecision(detail, step.key())},
                       {u"reason"_s, textOrNull(step.reason)},
                       {u"next_at"_s, jsonOf(step.nextAt)},
                       {u"input"_s, jsonOf(holdsItsList(step) ? step.output : lastRequest(detail, step.key()))},
                       {u"output"_s, jsonOf(holdsItsList(step) ? PayloadRef() : step.output)},
                       {u"policy_revision"_s, revisionJson(detail.revisions, step.policyRevisionId)}};
    insertLogic(object, logicOf(detail, step));
    return object;
}

} // namespace

RevisionNumbers readRevisionNumbers(StoreReader &reader, const RunHistory &history)
{
    QSet<qint64> policies;
    for (const Checkpoint &checkpoint : history.checkpoints)
        policies.insert(checkpoint.policyRevisionId);
    for (const Attempt &attempt : history.attempts)
        policies.insert(attempt.policyRevisionId);
    policies.remove(0);
    RevisionNumbers revisions;
    for (const qint64 policy : policies) {
        if (const auto ruling = reader.serviceRevision(policy))
            revisions.insert(policy, ruling->revision);
    }
    return revisions;
}

Result<RunDetail> readRunDetail(StoreReader &reader, RunId id)
{
    RunDetail detail;
    auto run = reader.run(id);
    if (!run)
        return tl::unexpected(run.error());
    auto version = reader.pipelineVersion(run->pipelineVersionId);
    if (!version)
        return tl::unexpected(version.error());
    auto history = reader.history(id);
    if (!history)
        return tl::unexpected(history.error());
    detail.progress = RunProgress(version->pipeline, *history);
    const StepProgress *waiting = detail.progress.step(run->step);
    const bool isOlder = waiting && waiting->state == StepState::WaitingRetry && run->nextAt < waiting->nextAt;
    if (!isOlder) // of waits that go on, the row knows more than the last checkpoint
        detail.progress.postpone(run->step, run->nextAt);
    for (const Wait &wait : std::as_const(run->waits))
        detail.progress.postpone(wait.key, wait.at);
    detail.revisions = readRevisionNumbers(reader, *history);
    detail.run = std::move(*run);
    detail.version = std::move(*version);
    detail.history = std::move(*history);
    return detail;
}

QJsonObject toJson(const RunRecord &run, qint64 attempts)
{
    return {{u"id"_s, run.id.toString()},
            {u"pipeline"_s, run.pipeline},
            {u"version"_s, run.version},
            {u"digest"_s, run.pipelineDigest.toHex()},
            {u"state"_s, word(run.state)},
            {u"input"_s,
             QJsonObject{{u"name"_s, run.inputName}, {u"size"_s, run.input.size}, {u"sha256"_s, run.input.digest.toHex()}}},
            {u"rerun_of"_s, run.rerunOf ? QJsonValue(run.rerunOf->toString()) : QJsonValue()},
            {u"submitted_at"_s, toRfc3339(run.submittedAt)},
            {u"started_at"_s, jsonOf(run.startedAt)},
            {u"finished_at"_s, jsonOf(run.finishedAt)},
            {u"step"_s, textOrNull(run.step.name())},
            {u"category"_s, wordOrNull(run.category)},
            {u"cause"_s, textOrNull(run.cause)},
            {u"attempts"_s, attempts},
            {u"next_at"_s, movesByItself(run.state) ? jsonOf(run.nextAt) : QJsonValue()}};
}

QJsonObject toJson(const Attempt &attempt, const RevisionNumbers &revisions)
{
    return {{u"step"_s, attempt.step.name()},
            {u"item"_s, itemOrNull(attempt.item)},
            {u"n"_s, attempt.number},
            {u"idempotency_key"_s, attempt.idempotencyKey},
            {u"service"_s, attempt.service},
            {u"policy_revision"_s, revisionJson(revisions, attempt.policyRevisionId)},
            {u"breaker"_s, wordOrNull(attempt.breaker)},
            {u"method"_s, QString::fromLatin1(attempt.method)},
            {u"url"_s, attempt.url},
            {u"started_at"_s, toRfc3339(attempt.startedAt)},
            {u"queued_ms"_s, qint64(attempt.timing.queued.count())},
            {u"connect_ms"_s, qint64(attempt.timing.connect.count())},
            {u"first_byte_ms"_s, qint64(attempt.timing.firstByte.count())},
            {u"duration_ms"_s, qint64(attempt.timing.total.count())},
            {u"status"_s, attempt.status ? QJsonValue(attempt.status) : QJsonValue()},
            {u"category"_s, wordOrNull(attempt.category)},
            {u"cause"_s, textOrNull(attempt.cause)},
            {u"decision"_s, word(attempt.decision)},
            {u"delay_ms"_s, attempt.delay ? QJsonValue(qint64(attempt.delay->count())) : QJsonValue()},
            {u"advised_ms"_s, attempt.advised ? QJsonValue(qint64(attempt.advised->count())) : QJsonValue()},
            {u"span_id"_s, QString::fromLatin1(attempt.spanId.toHex())},
            {u"request"_s, jsonOf(attempt.request)},
            {u"response"_s, jsonOf(attempt.response)},
            {u"request_headers"_s, parsed(attempt.requestHeaders)},
            {u"response_headers"_s, parsed(attempt.responseHeaders)}};
}

QJsonObject toJson(const Checkpoint &checkpoint, const RevisionNumbers &revisions)
{
    return {{u"seq"_s, checkpoint.seq},
            {u"step"_s, checkpoint.step.name()},
            {u"item"_s, itemOrNull(checkpoint.item)},
            {u"state"_s, word(checkpoint.state)},
            {u"generation"_s, checkpoint.generation},
            {u"attempts"_s, checkpoint.attempts},
            {u"status"_s, checkpoint.status ? QJsonValue(checkpoint.status) : QJsonValue()},
            {u"category"_s, wordOrNull(checkpoint.category)},
            {u"cause"_s, textOrNull(checkpoint.cause)},
            {u"decision"_s, wordOrNull(checkpoint.decision)},
            {u"reason"_s, textOrNull(checkpoint.reason)},
            {u"next_at"_s, jsonOf(checkpoint.nextAt)},
            {u"input_digest"_s, textOrNull(checkpoint.inputDigest.toHex())},
            {u"output"_s, jsonOf(checkpoint.output)},
            {u"items"_s, checkpoint.items ? QJsonValue(*checkpoint.items) : QJsonValue()},
            {u"edited"_s, jsonOf(checkpoint.edited)},
            {u"policy_revision"_s, revisionJson(revisions, checkpoint.policyRevisionId)},
            {u"actor"_s, checkpoint.actor},
            {u"at"_s, toRfc3339(checkpoint.at)}};
}

QJsonObject toJson(const RunDetail &detail, const Cover &cover)
{
    QJsonObject object = toJson(detail.run, detail.history.attempts.size());
    QJsonArray steps;
    QJsonArray attempts;
    QJsonArray checkpoints;
    for (const StepProgress &step : detail.progress.all())
        steps.append(stepJson(detail, step));
    const QString traceId = QString::fromLatin1(detail.run.traceId.toHex());
    for (const Attempt &attempt : detail.history.attempts) {
        QJsonObject entry = toJson(covered(attempt, cover), detail.revisions);
        entry.insert(u"trace_id"_s, traceId);
        insertLogic(entry, logicOfAttempt(detail, attempts.size()));
        attempts.append(entry);
    }
    for (const Checkpoint &checkpoint : detail.history.checkpoints) {
        QJsonObject entry = toJson(checkpoint, detail.revisions);
        insertLogic(entry, logicOf(detail, checkpoint));
        checkpoints.append(entry);
    }
    object.insert(u"steps"_s, steps);
    object.insert(u"attempts"_s, attempts);
    object.insert(u"checkpoints"_s, checkpoints);
    return object;
}

QJsonObject toJson(const Bulk &bulk)
{
    return {{u"id"_s, bulk.id},
            {u"kind"_s, word(bulk.kind)},
            {u"filter"_s, bulk.incident == 0 ? QJsonValue(bulk.filter) : QJsonValue()},
            {u"incident"_s, bulk.incident == 0 ? QJsonValue() : QJsonValue(bulk.incident)},
            {u"actor"_s, bulk.actor},
            {u"reason"_s, textOrNull(bulk.reason)},
            {u"created_at"_s, toRfc3339(bulk.createdAt)},
            {u"canary"_s, bulk.canary},
            {u"stop_at"_s, bulk.canary ? QJsonValue(bulk.stopAt) : QJsonValue()},
            {u"state"_s, word(bulk.state)},
            {u"why"_s, textOrNull(bulk.why)},
            {u"all_asked"_s, bulk.listed},
            {u"asked"_s, bulk.counts.asked},
            {u"refused"_s, bulk.counts.refused},
            {u"passed"_s, bulk.counts.passed},
            {u"failed"_s, bulk.counts.failed},
            {u"left"_s, bulk.counts.left},
            {u"ended_at"_s, jsonOf(bulk.endedAt)}};
}

QJsonObject toJson(const Error &error)
{
    return {{u"error"_s, QJsonObject{{u"category"_s, word(error.kind)},
                                     {u"message"_s, error.detail},
                                     {u"where"_s, error.where},
                                     {u"remedy"_s, error.remedy}}}};
}

} // namespace cairn
