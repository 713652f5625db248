#include "control/datadesk.h"

#include "control/actor.h"
#include "control/audit.h"
#include "control/coveredattempt.h"
#include "definition/expression.h"
#include "security/detectors.h"

#include <QBuffer>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Result<std::unique_ptr<QIODevice>> openSource(StoreReader &reader, const DataSource &source)
{
    if (!source.bytes)
        return reader.peekPayload(source.ref.digest);
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(*source.bytes);
    buffer->open(QIODevice::ReadOnly);
    return buffer;
}

bool hasJq(const QList<DataClass> &classes)
{
    return std::any_of(classes.begin(), classes.end(), [](const DataClass &one) { return one.by == DataClass::By::Jq; });
}

/// What jq looks into; empty where it is none of what jq reads. Errors: Usage, where it might be and is too large.
Result<QByteArray> documentOf(QIODevice &device)
{
    const QByteArray bytes = device.read(ExpressionContext::MaxBody + 1);
    const QByteArray begin = bytes.left(64).trimmed();
    if (bytes.size() <= ExpressionContext::MaxBody)
        return bytes;
    if (begin.startsWith('{') || begin.startsWith('['))
        return failure(ErrorKind::Usage, u"classes of data that are found by jq are looked for in at most 8 MiB"_s);
    return QByteArray();
}

Result<Covering> findCovering(Store &store, const DataSource &source, const QString &root)
{
    auto reader = store.reader();
    if (!reader)
        return tl::unexpected(reader.error());
    const auto own = readOwnClasses(**reader, root);
    if (!own)
        return tl::unexpected(own.error());
    if (!hasJq(*own))
        return coveringOf(*own, {});
    auto device = openSource(**reader, source);
    if (!device)
        return tl::unexpected(device.error());
    const auto document = documentOf(**device);
    return document ? coveringOf(*own, *document) : tl::unexpected(document.error());
}

/// The most frequent first; what all of it is, before.
QList<DataSighting> sightingsOf(const Covering &covering, const QMap<QString, qint64> &counts)
{
    QList<DataSighting> sightings;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        sightings.append({it.key(), it.value()});
    std::stable_sort(sightings.begin(), sightings.end(),
                     [](const DataSighting &one, const DataSighting &other) { return one.count > other.count; });
    for (const QString &name : covering.whole)
        sightings.prepend({name, 0});
    return sightings;
}

Result<QList<DataSighting>> countData(Store &store, const DataSource &source, const Covering &covering, const LongWork &work)
{
    constexpr qint64 BlockSize = 256 * 1024;
    const auto set = covering.cover.detectors();
    if (!set)
        return sightingsOf(covering, {});
    if (source.ref.size > DataDesk::MostLookedThrough)
        return failure(ErrorKind::Usage, u"more than 2 GiB are not looked through"_s, source.ref.digest.toHex());
    auto reader = store.reader();
    if (!reader)
        return tl::unexpected(reader.error());
    auto device = openSource(**reader, source);
    if (!device)
        return tl::unexpected(device.error());
    QMap<QString, qint64> counts = covering.longValues;
    DataScanner scanner(set, [&](const DataFinding &finding) { ++counts[set->nameOf(finding)]; });
    for (QByteArray block = (*device)->read(BlockSize); !block.isEmpty(); block = (*device)->read(BlockSize)) {
        if (work.stop)
            return failure(ErrorKind::Cancelled, u"given up"_s);
        scanner.add(block);
    }
    scanner.finish();
    return sightingsOf(covering, counts);
}

} // namespace

AddAudit noteOfReveal(const Digest &payload, const QString &shownAs, const QString &actor, const QString &reason, Timestamp at)
{
    return audited(at, actor, u"payload.revealed"_s, u"payload/%1"_s.arg(payload.toHex()), reason, {},
                   {{u"shown_as"_s, shownAs}});
}

QFuture<Result<Covering>> DataDesk::covering(const DataSource &source)
{
    return m_desk.work<Covering>([&store = m_desk.store(), source, root = m_root] { return findCovering(store, source, root); });
}

QFuture<Result<QList<DataSighting>>> DataDesk::lookThrough(const DataSource &source, const Covering &covering,
                                                           const LongWorkPtr &work)
{
    return m_desk.work<QList<DataSighting>>(
        [&store = m_desk.store(), source, covering, work] { return countData(store, source, covering, *work); });
}

QFuture<Result<QJsonArray>> DataDesk::runsAsJson(const QList<RunId> &runs)
{
    return m_desk.askAtLeisure<QJsonArray>([runs, root = m_root](StoreReader &reader) -> Result<QJsonArray> {
        const auto cover = coverBeside(reader, root);
        if (!cover)
            return tl::unexpected(cover.error());
        QJsonArray list;
        for (const RunId run : runs) {
            const auto detail = readRunDetail(reader, run);
            if (!detail)
                return tl::unexpected(detail.error());
            list.append(toJson(*detail, *cover));
        }
        return list;
    });
}

QFuture<Result<Committed>> DataDesk::noteReveal(const PayloadRef &payload, const QString &what, const QString &reason)
{
    return m_desk.commit(Transaction(noteOfReveal(payload.digest, what, currentActor(), reason, m_desk.clock().now())));
}

} // namespace cairn
