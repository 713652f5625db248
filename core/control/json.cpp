#include "control/json.h"

#include "control/jsonfields.h"

namespace cairn {

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
            decision = word(checkpoint.decision);
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
    return {{QStringLiteral("id"), step.id.name()},
            {QStringLiteral("item"), itemOrNull(step.item)},
            {QStringLiteral("items"), step.items ? QJsonValue(*step.items) : QJsonValue()},
            {QStringLiteral("state"), word(step.state)},
            {QStringLiteral("attempts"), step.tries},
            {QStringLiteral("category"), wordOrNull(step.category)},
            {QStringLiteral("cause"), textOrNull(step.cause)},
            {QStringLiteral("decision"), lastDecision(detail, step.key())},
            {QStringLiteral("reason"), textOrNull(step.reason)},
            {QStringLiteral("next_at"), jsonOf(step.nextAt)},
            {QStringLiteral("input"), jsonOf(lastRequest(detail, step.key()))},
            {QStringLiteral("output"), jsonOf(step.output)},
            {QStringLiteral("policy_revision"), revisionJson(detail.revisions, step.policyRevisionId)}};
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
    detail.revisions = readRevisionNumbers(reader, *history);
    detail.run = std::move(*run);
    detail.version = std::move(*version);
    detail.history = std::move(*history);
    return detail;
}

QJsonObject toJson(const RunRecord &run, qint64 attempts)
{
    return {{QStringLiteral("id"), run.id.toString()},
            {QStringLiteral("pipeline"), run.pipeline},
            {QStringLiteral("version"), run.version},
            {QStringLiteral("digest"), run.pipelineDigest.toHex()},
            {QStringLiteral("state"), word(run.state)},
            {QStringLiteral("input"), QJsonObject{{QStringLiteral("name"), run.inputName},
                                                  {QStringLiteral("size"), run.input.size},
                                                  {QStringLiteral("sha256"), run.input.digest.toHex()}}},
            {QStringLiteral("rerun_of"), run.rerunOf ? QJsonValue(run.rerunOf->toString()) : QJsonValue()},
            {QStringLiteral("submitted_at"), toRfc3339(run.submittedAt)},
            {QStringLiteral("started_at"), jsonOf(run.startedAt)},
            {QStringLiteral("finished_at"), jsonOf(run.finishedAt)},
            {QStringLiteral("step"), textOrNull(run.step.name())},
            {QStringLiteral("category"), wordOrNull(run.category)},
            {QStringLiteral("cause"), textOrNull(run.cause)},
            {QStringLiteral("attempts"), attempts},
            {QStringLiteral("next_at"), movesByItself(run.state) ? jsonOf(run.nextAt) : QJsonValue()}};
}

QJsonObject toJson(const Attempt &attempt)
{
    return {{QStringLiteral("step"), attempt.step.name()},
            {QStringLiteral("item"), itemOrNull(attempt.item)},
            {QStringLiteral("n"), attempt.number},
            {QStringLiteral("idempotency_key"), attempt.idempotencyKey},
            {QStringLiteral("service"), attempt.service},
            {QStringLiteral("method"), QString::fromLatin1(attempt.method)},
            {QStringLiteral("url"), attempt.url},
            {QStringLiteral("started_at"), toRfc3339(attempt.startedAt)},
            {QStringLiteral("duration_ms"), qint64(attempt.timing.total.count())},
            {QStringLiteral("status"), attempt.status ? QJsonValue(attempt.status) : QJsonValue()},
            {QStringLiteral("category"), wordOrNull(attempt.category)},
            {QStringLiteral("cause"), textOrNull(attempt.cause)},
            {QStringLiteral("decision"), word(attempt.decision)},
            {QStringLiteral("delay_ms"), attempt.delay ? QJsonValue(qint64(attempt.delay->count())) : QJsonValue()},
            {QStringLiteral("advised_ms"), attempt.advised ? QJsonValue(qint64(attempt.advised->count())) : QJsonValue()},
            {QStringLiteral("span_id"), QString::fromLatin1(attempt.spanId.toHex())},
            {QStringLiteral("request"), jsonOf(attempt.request)},
            {QStringLiteral("response"), jsonOf(attempt.response)},
            {QStringLiteral("request_headers"), parsed(attempt.requestHeaders)},
            {QStringLiteral("response_headers"), parsed(attempt.responseHeaders)}};
}

QJsonObject toJson(const Checkpoint &checkpoint, const RevisionNumbers &revisions)
{
    return {{QStringLiteral("seq"), checkpoint.seq},
            {QStringLiteral("step"), checkpoint.step.name()},
            {QStringLiteral("item"), itemOrNull(checkpoint.item)},
            {QStringLiteral("state"), word(checkpoint.state)},
            {QStringLiteral("generation"), checkpoint.generation},
            {QStringLiteral("attempts"), checkpoint.attempts},
            {QStringLiteral("status"), checkpoint.status ? QJsonValue(checkpoint.status) : QJsonValue()},
            {QStringLiteral("category"), wordOrNull(checkpoint.category)},
            {QStringLiteral("cause"), textOrNull(checkpoint.cause)},
            {QStringLiteral("decision"), word(checkpoint.decision)},
            {QStringLiteral("reason"), textOrNull(checkpoint.reason)},
            {QStringLiteral("next_at"), jsonOf(checkpoint.nextAt)},
            {QStringLiteral("input_digest"), textOrNull(checkpoint.inputDigest.toHex())},
            {QStringLiteral("output"), jsonOf(checkpoint.output)},
            {QStringLiteral("items"), checkpoint.items ? QJsonValue(*checkpoint.items) : QJsonValue()},
            {QStringLiteral("edited"), jsonOf(checkpoint.edited)},
            {QStringLiteral("policy_revision"), revisionJson(revisions, checkpoint.policyRevisionId)},
            {QStringLiteral("actor"), checkpoint.actor},
            {QStringLiteral("at"), toRfc3339(checkpoint.at)}};
}

QJsonObject toJson(const RunDetail &detail)
{
    QJsonObject object = toJson(detail.run, detail.history.attempts.size());
    QJsonArray steps;
    QJsonArray attempts;
    QJsonArray checkpoints;
    for (const StepProgress &step : detail.progress.all())
        steps.append(stepJson(detail, step));
    const QString traceId = QString::fromLatin1(detail.run.traceId.toHex());
    for (const Attempt &attempt : detail.history.attempts) {
        QJsonObject entry = toJson(attempt);
        entry.insert(QStringLiteral("trace_id"), traceId);
        attempts.append(entry);
    }
    for (const Checkpoint &checkpoint : detail.history.checkpoints)
        checkpoints.append(toJson(checkpoint, detail.revisions));
    object.insert(QStringLiteral("steps"), steps);
    object.insert(QStringLiteral("attempts"), attempts);
    object.insert(QStringLiteral("checkpoints"), checkpoints);
    return object;
}

QJsonObject toJson(const Bulk &bulk)
{
    return {{QStringLiteral("id"), bulk.id},
            {QStringLiteral("kind"), word(bulk.kind)},
            {QStringLiteral("filter"), bulk.incident == 0 ? QJsonValue(bulk.filter) : QJsonValue()},
            {QStringLiteral("incident"), bulk.incident == 0 ? QJsonValue() : QJsonValue(bulk.incident)},
            {QStringLiteral("actor"), bulk.actor},
            {QStringLiteral("reason"), textOrNull(bulk.reason)},
            {QStringLiteral("created_at"), toRfc3339(bulk.createdAt)},
            {QStringLiteral("canary"), bulk.canary},
            {QStringLiteral("stop_at"), bulk.canary ? QJsonValue(bulk.stopAt) : QJsonValue()},
            {QStringLiteral("state"), word(bulk.state)},
            {QStringLiteral("why"), textOrNull(bulk.why)},
            {QStringLiteral("all_asked"), bulk.listed},
            {QStringLiteral("asked"), bulk.counts.asked},
            {QStringLiteral("refused"), bulk.counts.refused},
            {QStringLiteral("passed"), bulk.counts.passed},
            {QStringLiteral("failed"), bulk.counts.failed},
            {QStringLiteral("left"), bulk.counts.left},
            {QStringLiteral("ended_at"), jsonOf(bulk.endedAt)}};
}

QJsonObject toJson(const Error &error)
{
    return {{QStringLiteral("error"), QJsonObject{{QStringLiteral("category"), word(error.kind)},
                                                  {QStringLiteral("message"), error.detail},
                                                  {QStringLiteral("where"), error.where},
                                                  {QStringLiteral("remedy"), error.remedy}}}};
}

} // namespace cairn
