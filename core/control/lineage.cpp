#include "control/lineage.h"

#include "control/jsonfields.h"
#include "control/logic.h"
#include "policy/recorded.h"

#include <QFileInfo>
#include <QJsonArray>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostReruns = 1'000; // of reruns

Result<RunRecord> firstOf(StoreReader &reader, RunRecord run)
{
    for (int i = 0; run.rerunOf && i < MostReruns; ++i) {
        auto before = reader.run(*run.rerunOf);
        if (!before)
            return before.error().kind == ErrorKind::NotFound ? Result<RunRecord>(run) : before;
        run = std::move(*before);
    }
    return run;
}

QJsonArray triesOf(const StepKey &key, const RunDetail &detail)
{
    QJsonArray tries;
    for (qsizetype place = 0; place < detail.history.attempts.size(); ++place) {
        const Attempt &attempt = detail.history.attempts.at(place);
        if (attempt.key() != key)
            continue;
        const auto revision = detail.revisions.constFind(attempt.policyRevisionId);
        QJsonObject made{{u"n"_s, attempt.number},
                         {u"at"_s, toRfc3339(attempt.startedAt)},
                         {u"status"_s, attempt.status ? QJsonValue(attempt.status) : QJsonValue()},
                         {u"idempotency_key"_s, attempt.idempotencyKey},
                         {u"policy_revision"_s, revision != detail.revisions.cend() ? QJsonValue(*revision) : QJsonValue()},
                         {u"request"_s, jsonOf(attempt.request)},
                         {u"response"_s, jsonOf(attempt.response)}};
        insertLogic(made, logicOfAttempt(detail, place));
        tries.append(made);
    }
    return tries;
}

QJsonValue serviceJson(const RunLineage &lineage, const StepProgress &step)
{
    const Step *declared = lineage.detail.version.pipeline.step(step.id);
    if (!declared || declared->service.isEmpty())
        return {};
    const auto revision = lineage.revisions.constFind(step.policyRevisionId);
    if (revision == lineage.revisions.cend())
        return QJsonObject{{u"name"_s, declared->service}};
    return QJsonObject{{u"name"_s, declared->service},
                       {u"revision"_s, revision->revision},
                       {u"digest"_s, revision->digest.toHex()},
                       {u"base_url"_s, revision->service.baseUrl.toString(QUrl::FullyEncoded)}};
}

/// Who sent what on, if a person had a hand in it.
QJsonValue lastActor(const RunDetail &detail, const StepKey &key)
{
    QString actor;
    for (const Checkpoint &checkpoint : detail.history.checkpoints) {
        if (checkpoint.key() == key)
            actor = checkpoint.actor;
    }
    return textOrNull(actor);
}

QJsonObject lineageStep(const RunLineage &lineage, const StepProgress &step)
{
    QJsonObject object{{u"step"_s, step.id.name()},
                       {u"item"_s, step.item == NoItem ? QJsonValue() : QJsonValue(step.item)},
                       {u"state"_s, word(step.state)},
                       {u"service"_s, serviceJson(lineage, step)},
                       {u"input_digest"_s, jsonOf(step.inputDigest)},
                       {u"edited"_s, jsonOf(step.edited)},
                       {u"output"_s, jsonOf(step.output)},
                       {u"actor"_s, lastActor(lineage.detail, step.key())},
                       {u"at"_s, step.changedAt ? QJsonValue(toRfc3339(*step.changedAt)) : QJsonValue()},
                       {u"attempts"_s, triesOf(step.key(), lineage.detail)}};
    insertLogic(object, logicOf(lineage.detail, step));
    return object;
}

QString deliveredName(const StepProgress &step)
{
    const QString place = readDelivered(step.reason);
    return place.isEmpty() ? step.key().toString() : QFileInfo(place).fileName();
}

bool isNeeded(const Pipeline &pipeline, const StepId &id)
{
    return std::any_of(pipeline.steps.begin(), pipeline.steps.end(), [&](const Step &step) { return step.needs.contains(id); });
}

} // namespace

Result<InputTaken> readInputTaken(StoreReader &reader, const RunRecord &run)
{
    auto first = firstOf(reader, run);
    if (!first)
        return tl::unexpected(first.error());
    auto origin = reader.originOf(first->id);
    if (!origin)
        return tl::unexpected(origin.error());
    return InputTaken{std::move(*first), std::move(*origin)};
}

Result<RunLineage> readLineage(StoreReader &reader, RunId run)
{
    auto detail = readRunDetail(reader, run);
    if (!detail)
        return tl::unexpected(detail.error());
    auto input = readInputTaken(reader, detail->run);
    if (!input)
        return tl::unexpected(input.error());
    RunLineage lineage{std::move(*detail), std::move(*input), {}};
    for (const StepProgress &step : lineage.detail.progress.all()) {
        if (step.policyRevisionId == 0 || lineage.revisions.contains(step.policyRevisionId))
            continue;
        const auto revision = reader.serviceRevision(step.policyRevisionId);
        if (revision)
            lineage.revisions.insert(step.policyRevisionId, *revision);
        else if (revision.error().kind != ErrorKind::NotFound)
            return tl::unexpected(revision.error());
    }
    return lineage;
}

QList<RunOutput> outputsOf(const RunDetail &detail)
{
    QList<RunOutput> outputs;
    const Pipeline &pipeline = detail.version.pipeline;
    for (const StepProgress &step : detail.progress.all()) {
        const Step *declared = pipeline.step(step.id);
        if (!declared || !step.output.isValid() || step.state != StepState::Succeeded)
            continue;
        if (declared->deliver)
            outputs.append({deliveredName(step), step.key(), step.output});
        else if (!isNeeded(pipeline, step.id))
            outputs.append({step.key().toString(), step.key(), step.output});
    }
    return outputs;
}

QJsonObject toJson(const RunOrigin &origin)
{
    return {{u"source"_s, origin.source},
            {u"path"_s, origin.path},
            {u"owner"_s, textOrNull(origin.owner)},
            {u"owner_id"_s, origin.ownerId >= 0 ? QJsonValue(origin.ownerId) : QJsonValue()},
            {u"modified_at"_s, origin.modifiedAt ? QJsonValue(toRfc3339(*origin.modifiedAt)) : QJsonValue()},
            {u"submitter"_s, origin.submitter},
            {u"sidecar"_s, word(origin.sidecar)},
            {u"key_id"_s, textOrNull(origin.keyId)},
            {u"comment"_s, textOrNull(origin.comment)}};
}

QJsonObject toJson(const RunLineage &lineage)
{
    const RunRecord &run = lineage.detail.run;
    QJsonObject object = toJson(run, lineage.detail.history.attempts.size());
    QJsonObject input = object.value(u"input"_s).toObject();
    input.insert(u"taken_by"_s, lineage.input.first.id.toString());
    input.insert(u"taken_at"_s, toRfc3339(lineage.input.first.submittedAt));
    input.insert(u"origin"_s, lineage.input.origin ? QJsonValue(toJson(*lineage.input.origin)) : QJsonValue());
    object.insert(u"input"_s, input);
    QJsonArray steps;
    for (const StepProgress &step : lineage.detail.progress.all())
        steps.append(lineageStep(lineage, step));
    object.insert(u"steps"_s, steps);
    QJsonArray outputs;
    for (const RunOutput &output : outputsOf(lineage.detail))
        outputs.append(
            QJsonObject{{u"name"_s, output.name}, {u"step"_s, output.step.toString()}, {u"payload"_s, jsonOf(output.payload)}});
    object.insert(u"outputs"_s, outputs);
    return object;
}

} // namespace cairn
