#include "control/logic.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Logic ownLogic(const RunDetail &detail)
{
    return {detail.run.pipelineVersionId, detail.run.version, detail.run.pipelineDigest};
}

Logic earlierLogic(const EarlierVersion &earlier)
{
    return {earlier.pipelineVersionId, earlier.version, earlier.digest};
}

template <typename IsOf> Logic firstOf(const RunDetail &detail, IsOf isOf)
{
    const QList<EarlierVersion> &earlier = detail.history.earlier;
    const auto found = std::find_if(earlier.begin(), earlier.end(), isOf);
    return found == earlier.end() ? ownLogic(detail) : earlierLogic(*found);
}

} // namespace

Logic logicOf(const RunDetail &detail, const Checkpoint &checkpoint)
{
    return firstOf(detail, [&](const EarlierVersion &earlier) { return checkpoint.seq <= earlier.untilSeq; });
}

Logic logicOfAttempt(const RunDetail &detail, qsizetype place)
{
    return firstOf(detail, [&](const EarlierVersion &earlier) { return place < earlier.attempts; });
}

std::optional<Logic> logicOf(const RunDetail &detail, const StepProgress &step)
{
    if (!step.changedAt)
        return std::nullopt;
    if (detail.history.earlier.isEmpty())
        return ownLogic(detail);
    const QList<Checkpoint> &checkpoints = detail.history.checkpoints;
    const auto last = std::find_if(checkpoints.rbegin(), checkpoints.rend(),
                                   [&](const Checkpoint &checkpoint) { return checkpoint.key() == step.key(); });
    return last == checkpoints.rend() ? std::nullopt : std::optional(logicOf(detail, *last));
}

QList<Logic> logicsOf(const RunDetail &detail)
{
    QList<Logic> logics{ownLogic(detail)};
    const QList<EarlierVersion> &earlier = detail.history.earlier;
    std::transform(earlier.rbegin(), earlier.rend(), std::back_inserter(logics), earlierLogic);
    return logics;
}

QStringList earlierLogics(const RunDetail &detail)
{
    QStringList told;
    for (const Logic &logic : logicsOf(detail).mid(1)) {
        QStringList steps;
        for (const StepProgress &step : detail.progress.steps()) {
            const auto of = logicOf(detail, step);
            if (of && of->digest == logic.digest)
                steps.append(step.id.name());
        }
        const QString name = u"%1@%2"_s.arg(detail.run.pipeline).arg(logic.version);
        told.append(steps.isEmpty() ? name : u"%1: %2"_s.arg(name, steps.join(u", "_s)));
    }
    return told;
}

void insertLogic(QJsonObject &object, const std::optional<Logic> &logic)
{
    object.insert(u"version"_s, logic ? QJsonValue(logic->version) : QJsonValue());
    object.insert(u"digest"_s, logic ? QJsonValue(logic->digest.toHex()) : QJsonValue());
}

} // namespace cairn
