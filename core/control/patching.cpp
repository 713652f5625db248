#include "control/patching.h"

#include "control/ownclasses.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

namespace cairn {

using namespace Qt::StringLiterals;

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

/// The texts and names that a jq program says itself.
QSet<QString> saidBy(const QString &jq)
{
    static const QRegularExpression said(uR"jq("((?:[^"\\]|\\.)*)"|([A-Za-z_][A-Za-z0-9_]*))jq"_s);
    QSet<QString> found;
    for (auto it = said.globalMatch(jq); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        found.insert(match.hasCaptured(2) ? match.captured(2) : match.captured(1));
    }
    return found;
}

QString hidden(const QString &text, const QSet<QString> &said)
{
    return said.contains(text) ? text : Cover::everything().text(text);
}

/// A program can spell what is covered so that nothing finds it: what it made is shown where it was there before or the program
/// says it itself.
QJsonValue shownOf(const QJsonValue &after, const QJsonValue &before, const QSet<QString> &said)
{
    if (after == before)
        return after;
    if (after.isObject()) {
        QJsonObject shown;
        const QJsonObject was = before.toObject();
        const QJsonObject is = after.toObject();
        for (auto it = is.begin(); it != is.end(); ++it)
            shown.insert(was.contains(it.key()) ? it.key() : hidden(it.key(), said), shownOf(*it, was.value(it.key()), said));
        return shown;
    }
    if (after.isArray()) {
        QJsonArray shown;
        const QJsonArray was = before.toArray();
        const QJsonArray is = after.toArray();
        for (int i = 0; i < is.size(); ++i)
            shown.append(shownOf(is.at(i), was.at(i), said));
        return shown;
    }
    if (after.isDouble())
        return hidden(after.toVariant().toString(), {});
    return after.isString() ? QJsonValue(hidden(after.toString(), said)) : after;
}

/// What is only looked at has its sensitive data covered.
Result<void> cover(PatchSample &sample, const QString &jq, const QList<DataClass> &own)
{
    const auto before = coveringOf(own, sample.before);
    const auto after = coveringOf(own, sample.after);
    if (!before || !after)
        return tl::unexpected(!before ? before.error() : after.error());
    const QByteArray raw = std::exchange(sample.before, before->cover.bytes(sample.before));
    if (raw != sample.before) {
        const auto parsed = [](const QByteArray &bytes) {
            return QJsonDocument::fromJson('[' + bytes + ']').array().at(0); // any value, not only what documents are made of
        };
        if (!sample.after.isEmpty()) {
            const QJsonArray shown{shownOf(parsed(sample.after), parsed(raw), saidBy(jq))};
            sample.after = QJsonDocument(shown).toJson(QJsonDocument::Compact).chopped(1).mid(1);
        } else if (!sample.refusal.isEmpty()) {
            sample.refusal =
                u"the program, or what it makes of this, is not accepted; the words for it may hold what is covered"_s;
        }
    }
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
        if (const auto covered = cover(*sample, jq, *own); !covered)
            return tl::unexpected(covered.error());
        preview.samples.append(std::move(*sample));
    }
    return preview;
}

} // namespace cairn
