#include "control/patching.h"

#include "control/ownclasses.h"

namespace cairn {

namespace {

Result<PatchSample> sampleOf(const IncidentMember &member, const QString &jq, StoreReader &reader, Rehearsal &rehearsal)
{
    PatchSample sample{member.run, member.key, {}, {}, {}};
    const auto detail = readRunDetail(reader, member.run);
    if (!detail)
        return tl::unexpected(detail.error());
    const Step *step = detail->version.pipeline.step(member.key.step);
    const StepProgress *progress = step ? detail->progress.step(member.key) : nullptr;
    if (!progress || !canGoOnEdited(progress->state)) {
        sample.refusal = whatBecameOf(member.key, detail->history);
        return sample;
    }
    sample.refusal = refuseEdit(*step, member.key.item);
    if (!sample.refusal.isEmpty())
        return sample;
    const auto sends = rehearsal.request(*detail, member.key);
    const auto before = sends ? rehearsal.builder().recordOf(*sends) : Result<QByteArray>(tl::unexpected(sends.error()));
    if (!before) {
        sample.refusal = describe(before.error());
        return sample;
    }
    sample.before = *before;
    const auto after = patchBody(jq, *before, rehearsal.engine());
    sample.refusal = after ? refuseBytes(*step, *after, rehearsal.schemas()) : describe(after.error());
    sample.after = after.value_or(QByteArray());
    return sample;
}

/// What is only looked at has its sensitive data covered.
Result<void> cover(PatchSample &sample, const QList<DataClass> &own)
{
    const auto before = coveringOf(own, sample.before);
    const auto after = coveringOf(own, sample.after);
    if (!before || !after)
        return tl::unexpected(!before ? before.error() : after.error());
    sample.before = before->cover.bytes(sample.before);
    sample.after = Cover::bytes(sample.after, {before->cover, after->cover}); // it may have moved to where no class looks for it
    return {};
}

} // namespace

Result<PatchPreview> previewPatch(StoreReader &reader, const QString &root, qint64 incident, const QString &jq, int most)
{
    const auto known = reader.incident(incident);
    if (!known)
        return tl::unexpected(known.error());
    Rehearsal rehearsal(reader);
    if (const auto compiles = rehearsal.engine().checkTest(jq); !compiles)
        return tl::unexpected(compiles.error());
    const auto members = reader.incidentMembers(incident, MemberFate::Failing, std::nullopt, most);
    if (!members)
        return tl::unexpected(members.error());
    const auto own = readOwnClasses(reader, root);
    if (!own)
        return tl::unexpected(own.error());
    PatchPreview preview{known->counts.failing, {}};
    for (const IncidentMember &member : *members) {
        auto sample = sampleOf(member, jq, reader, rehearsal);
        if (!sample)
            return tl::unexpected(sample.error());
        if (const auto covered = cover(*sample, *own); !covered)
            return tl::unexpected(covered.error());
        preview.samples.append(std::move(*sample));
    }
    return preview;
}

} // namespace cairn
