#include "control/undecided.h"

#include "control/requestbuilder.h"
#include "control/responsibility.h"
#include "policy/eligible.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int MembersLookedAt = 500;
constexpr qsizetype MostTold = 10;
} // namespace

QList<StepKey> undecidedSteps(const RunProgress &progress)
{
    QList<StepKey> steps;
    for (const StepProgress &row : progress.all()) {
        if (row.state == StepState::OutcomeUnknown && !row.items) // else its items are what nobody knows of
            steps.append(row.key());
    }
    return steps;
}

/// Of a request that was under way when its runner ended there is no attempt.
QString idempotencyKeyOf(const StepKey &step, const RunDetail &detail)
{
    const StepProgress *progress = detail.progress.step(step);
    const int generation = progress ? progress->generation : 0;
    const QList<Attempt> &attempts = detail.history.attempts;
    const auto last = std::find_if(attempts.crbegin(), attempts.crend(), [&](const Attempt &attempt) {
        return attempt.key() == step && attempt.generation == generation && !attempt.idempotencyKey.isEmpty(); // no question
    });
    if (last != attempts.crend())
        return last->idempotencyKey;
    const bool isBuilt = progress && progress->inputDigest.isValid();
    return isBuilt ? idempotencyKey(detail.run.id, step.step, step.item, progress->inputDigest, generation) : QString();
}

UndecidedStep undecidedStep(const StepKey &step, const RunDetail &detail)
{
    const Step *declared = detail.version.pipeline.step(step.step);
    const StepProgress *progress = detail.progress.step(step);
    return {declared ? declared->service : QString(), detail.run.id.toString() + u'/' + step.toString(),
            idempotencyKeyOf(step, detail), declared && progress && canBeAsked(*progress, *declared)};
}

Result<UndecidedMembers> readUndecided(StoreReader &reader, const Incident &incident)
{
    const auto count = reader.failingOfUnknownOutcome(incident.id);
    if (!count || *count == 0)
        return count.map([](qint64) { return UndecidedMembers(); });
    UndecidedMembers undecided{*count, std::nullopt};
    const auto members = reader.incidentMembers(incident.id, MemberFate::Failing, std::nullopt, MembersLookedAt);
    if (!members)
        return tl::unexpected(members.error());
    const auto last = std::find_if(members->crbegin(), members->crend(),
                                   [](const IncidentMember &member) { return member.stands == StepState::OutcomeUnknown; });
    if (last == members->crend())
        return undecided;
    if (const auto detail = readRunDetail(reader, last->run))
        undecided.one = undecidedStep(last->key, *detail);
    return undecided;
}

QString remedyFor(const UndecidedStep &step)
{
    const QString by = step.idempotencyKey.isEmpty() ? QString() : u" (idempotency key %1)"_s.arg(step.idempotencyKey);
    const QString again = step.canBeAsked ? u" `cairn retry %1` only asks the service once more."_s.arg(step.target) : QString();
    return u"Nobody knows whether it happened: look at %1 for the request%2, then `cairn decide %3 happened` or `not-happened`. "
           "It is not sent again before that.%4"_s.arg(step.service, by, step.target, again);
}

QStringList remediesOfUndecided(const RunDetail &detail)
{
    QList<StepKey> steps = undecidedSteps(detail.progress);
    steps.removeIf([&](const StepKey &step) { return detail.progress.step(step)->nextAt.has_value(); }); // the service is asked
    QStringList remedies;
    for (const StepKey &step : steps.first(std::min(steps.size(), MostTold)))
        remedies.append(remedyFor(undecidedStep(step, detail)));
    if (steps.size() > MostTold)
        remedies.append(u"So with %1 more."_s.arg(steps.size() - MostTold));
    return remedies;
}

QString remedyFor(const Incident &incident, const UndecidedMembers &undecided)
{
    const QString ofCategory = remedyFor(failureOf(incident.fingerprint));
    if (undecided.count == 0)
        return ofCategory;
    const UndecidedStep any{incident.fingerprint.service, u"RUN/"_s + incident.fingerprint.step.name(), {}, false};
    const QString decide = remedyFor(undecided.one.value_or(any));
    if (undecided.count >= incident.counts.failing)
        return undecided.count == 1 ? decide : u"%1 So with each of the %2."_s.arg(decide).arg(undecided.count);
    return u"%1 So with %2 of the %3 that fail; of the others: %4"_s.arg(decide)
        .arg(undecided.count)
        .arg(incident.counts.failing)
        .arg(ofCategory);
}

} // namespace cairn
