#include "control/patching.h"

#include "control/ownclasses.h"

#include <QJsonDocument>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Where a token of JSON ends that begins at `at`: a text, what is written without quotes, or a single character.
qsizetype endOfToken(const QByteArray &json, qsizetype at)
{
    constexpr QByteArrayView Between(" \t\r\n,:[]{}\"");
    qsizetype end = at + 1;
    if (json.at(at) == '"') {
        while (end < json.size() && json.at(end) != '"')
            end += json.at(end) == '\\' ? 2 : 1;
        return std::min(end + 1, json.size());
    }
    while (!Between.contains(json.at(at)) && end < json.size() && !Between.contains(json.at(end)))
        ++end;
    return end;
}

/// Covered JSON, which is none any more where a number or an escape was covered, as JSON again: these become texts. What is
/// covered has asterisks, and it is as long as before: nothing else is known of it here.
QByteArray madeJson(const QByteArray &covered)
{
    QByteArray json;
    for (qsizetype at = 0; at < covered.size();) {
        const qsizetype end = endOfToken(covered, at);
        QByteArray token = covered.mid(at, end - at);
        at = end;
        if (token.contains('*') && QJsonDocument::fromJson('[' + token + ']').isNull()) {
            if (token.startsWith('"'))
                token = token.mid(1).chopped(1).replace('\\', '*').replace('"', '*');
            token = '"' + token + '"';
        }
        json += token;
    }
    return json;
}

/// What a program makes of a body, and why that does not go out; empty if it does.
struct Patched
{
    QByteArray body;
    QString refusal;
};

Patched patched(const QString &jq, const QByteArray &body, const Step &step, Rehearsal &rehearsal)
{
    const auto after = patchBody(jq, body, rehearsal.engine());
    return {after.value_or(QByteArray()), after ? refuseBytes(step, *after, rehearsal.schemas()) : describe(after.error())};
}

/// A program can spell what it is given so that nobody finds it. So what is shown is made of what is covered already, and knows
/// nothing of the rest; of the body itself only whether it goes on is told, and why not where the same is true of what is shown.
Result<void> tryOn(PatchSample &sample, const QByteArray &body, const QString &jq, const Step &step, const QList<DataClass> &own,
                   Rehearsal &rehearsal)
{
    const auto before = coveringOf(own, body);
    if (!before)
        return tl::unexpected(before.error());
    const QByteArray covered = before->cover.bytes(body);
    sample.isCovered = covered != body;
    sample.before = sample.isCovered ? madeJson(covered) : body;
    const Patched sent = patched(jq, body, step, rehearsal);
    const Patched shown = sample.isCovered ? patched(jq, sample.before, step, rehearsal) : sent;
    const bool isSame = sent.refusal.isEmpty() || sent.refusal == shown.refusal;
    sample.refusal = isSame
                         ? sent.refusal
                         : u"the program, or what it makes of this, is not accepted; the words for it may hold what is covered"_s;
    const auto after = coveringOf(own, shown.body); // it may say itself what is found
    if (!after)
        return tl::unexpected(after.error());
    const QByteArray coveredAfter = after->cover.bytes(shown.body);
    sample.after = coveredAfter == shown.body ? shown.body : madeJson(coveredAfter);
    return {};
}

Result<PatchSample> sampleOf(const IncidentMember &member, const QString &jq, const QList<DataClass> &own, StoreReader &reader,
                             Rehearsal &rehearsal)
{
    PatchSample sample{member.run, member.key, {}, {}, {}};
    const auto detail = readRunDetail(reader, member.run);
    if (!detail)
        return tl::unexpected(detail.error());
    const Step *step = detail->version.pipeline.step(member.key.step);
    const StepProgress *progress = step ? detail->progress.step(member.key) : nullptr;
    if (!progress || !isStanding(progress->state)) {
        sample.refusal = whatBecameOf(member.key, detail->history);
        return sample;
    }
    sample.refusal = refuseEdit(*step, member.key.item);
    if (!sample.refusal.isEmpty())
        return sample;
    const auto sends = rehearsal.request(*detail, member.key);
    const auto body = sends ? rehearsal.builder().recordOf(*sends) : Result<QByteArray>(tl::unexpected(sends.error()));
    if (!body) {
        sample.refusal = describe(body.error());
        return sample;
    }
    return tryOn(sample, *body, jq, *step, own, rehearsal).map([&] { return sample; });
}

} // namespace

Result<PatchPreview> previewPatch(StoreReader &reader, const QString &root, qint64 incident, const QString &jq, int most)
{
    const auto known = reader.incident(incident);
    if (!known)
        return tl::unexpected(known.error());
    Rehearsal rehearsal(reader);
    if (const auto compiles = rehearsal.engine().check(jq); !compiles)
        return tl::unexpected(compiles.error());
    const auto members = reader.incidentMembers(incident, MemberFate::Failing, std::nullopt, most);
    if (!members)
        return tl::unexpected(members.error());
    const auto own = readOwnClasses(reader, root);
    if (!own)
        return tl::unexpected(own.error());
    PatchPreview preview{known->counts.failing, {}};
    for (const IncidentMember &member : *members) {
        auto sample = sampleOf(member, jq, *own, reader, rehearsal);
        if (!sample)
            return tl::unexpected(sample.error());
        preview.samples.append(std::move(*sample));
    }
    return preview;
}

} // namespace cairn
