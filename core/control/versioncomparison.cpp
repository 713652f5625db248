#include "control/versioncomparison.h"

#include "control/ownclasses.h"
#include "control/recordedlogic.h"
#include "control/rerun.h"

#include <QJsonArray>

namespace cairn {

using namespace Qt::StringLiterals;

QString word(RehearsedStep::Fate fate)
{
    switch (fate) {
    case RehearsedStep::Fate::TakenOver: return u"taken_over"_s;
    case RehearsedStep::Fate::Passes: return u"passes"_s;
    case RehearsedStep::Fate::Fails: return u"fails"_s;
    case RehearsedStep::Fate::Skipped: return u"skipped"_s;
    case RehearsedStep::Fate::Unanswered: return u"unanswered"_s;
    case RehearsedStep::Fate::NotReached: return u"not_reached"_s;
    }
    Q_UNREACHABLE();
    return {};
}

bool ComparedStep::sendsOther() const
{
    return pinned && newest && pinned->digest != newest->digest;
}

bool ComparedStep::decidesOther() const
{
    return pinned && newest &&
           (pinned->fate != newest->fate || pinned->category != newest->category || pinned->cause != newest->cause);
}

namespace {

/// What is only looked at has its sensitive data covered, by what either version says of it: it may have moved to where no class
/// looks for it.
void cover(ComparedStep &step)
{
    QList<Cover> covers;
    for (const std::optional<RehearsedStep> &side : {step.pinned, step.newest}) {
        for (const Cover &one : side ? side->covers : QList<Cover>()) {
            if (!covers.contains(one))
                covers.append(one);
        }
    }
    for (std::optional<RehearsedStep> *side : {&step.pinned, &step.newest}) {
        if (!*side || (*side)->request.isEmpty())
            continue;
        const QByteArray text = (*side)->request.join(u'\n').toUtf8();
        (*side)->request = QString::fromUtf8(Cover::bytes(text, covers)).split(u'\n');
    }
}

} // namespace

Result<VersionComparison> compareVersions(StoreReader &reader, const QString &root, RunId run, const StepId &from)
{
    const auto detail = readRunDetail(reader, run);
    if (!detail)
        return tl::unexpected(detail.error());
    const auto newest = reader.pipeline(detail->run.pipeline);
    if (!newest)
        return tl::unexpected(newest.error());
    const auto own = readOwnClasses(reader, root);
    if (!own)
        return tl::unexpected(own.error());
    const Pipeline &old = detail->version.pipeline;
    const Pipeline &next = newest->pipeline;
    if (!from.isEmpty() && !old.step(from) && !next.step(from))
        return failure(ErrorKind::Usage, u"pipeline %1 has no step %2"_s.arg(old.name, from.name()), {},
                       u"`cairn show %1` lists its steps"_s.arg(run.toString()));

    VersionComparison comparison{run, old.name, old.version, next.version, from, {}, whyNotTakenOver(*detail, next, from), {}};
    comparison.whyNotResumed = newest->id == detail->run.pipelineVersionId
                                   ? u"the run is on the newest version already (%1)"_s.arg(next.version)
                               : isFinished(detail->run.state) ? u"the run is %1"_s.arg(word(detail->run.state))
                                                               : whyNotNewest(detail->progress, old, next);
    comparison.undone = undoneBefore(detail->progress, old, from);
    comparison.leavesProtection = !old.data.protect.isEmpty() || !next.data.protect.isEmpty();
    const QHash<StepId, RehearsedStep> byOld = RecordedLogic(reader, *detail, old, from, *own).play();
    const QHash<StepId, RehearsedStep> byNew = RecordedLogic(reader, *detail, next, from, *own).play();
    const auto of = [](const QHash<StepId, RehearsedStep> &steps, const StepId &id) {
        const auto found = steps.constFind(id);
        return found == steps.cend() ? std::nullopt : std::optional(*found);
    };
    for (const Step &step : next.steps)
        comparison.steps.append({step.id, of(byOld, step.id), of(byNew, step.id)});
    for (const Step &step : old.steps) {
        if (!next.step(step.id))
            comparison.steps.append({step.id, of(byOld, step.id), std::nullopt});
    }
    std::for_each(comparison.steps.begin(), comparison.steps.end(), cover);
    return comparison;
}

namespace {

QJsonValue sideJson(const std::optional<RehearsedStep> &step)
{
    if (!step)
        return QJsonValue::Null;
    return QJsonObject{{u"decision"_s, word(step->fate)},
                       {u"category"_s, step->category ? QJsonValue(word(*step->category)) : QJsonValue()},
                       {u"cause"_s, step->cause},
                       {u"request"_s, QJsonArray::fromStringList(step->request)}};
}

} // namespace

QJsonObject toJson(const VersionComparison &comparison)
{
    QJsonArray steps;
    for (const ComparedStep &step : comparison.steps)
        steps.append(QJsonObject{{u"step"_s, step.step.name()},
                                 {u"sends_other"_s, step.sendsOther()},
                                 {u"decides_other"_s, step.decidesOther()},
                                 {u"pinned"_s, sideJson(step.pinned)},
                                 {u"newest"_s, sideJson(step.newest)}});
    return {{u"run"_s, comparison.run.toString()},
            {u"pipeline"_s, comparison.pipeline},
            {u"pinned"_s, comparison.pinned},
            {u"newest"_s, comparison.newest},
            {u"from"_s, comparison.from.isEmpty() ? QJsonValue() : QJsonValue(comparison.from.name())},
            {u"why_not_resumed"_s, comparison.whyNotResumed},
            {u"why_not_rerun"_s, comparison.whyNotRerun},
            {u"protection_not_played"_s, comparison.leavesProtection},
            {u"steps"_s, steps}};
}

} // namespace cairn
