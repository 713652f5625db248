#include "control/datadesk.h"

#include "control/actor.h"
#include "control/audit.h"
#include "control/masked.h"
#include "security/masking.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Result<QList<DataSighting>> countData(Store &store, const PayloadRef &payload, const StopFlag &stop)
{
    constexpr qint64 BlockSize = 256 * 1024;
    if (payload.size > DataDesk::MostLookedThrough)
        return failure(ErrorKind::Usage, u"more than 2 GiB are not looked through"_s, payload.digest.toHex());
    auto reader = store.reader();
    if (!reader)
        return tl::unexpected(reader.error());
    auto device = (*reader)->peekPayload(payload.digest);
    if (!device)
        return tl::unexpected(device.error());
    const auto set = everyDetector();
    QMap<int, qint64> counts;
    DataScanner scanner(set, [&](const DataFinding &finding) { ++counts[finding.what]; });
    for (QByteArray block = (*device)->read(BlockSize); !block.isEmpty(); block = (*device)->read(BlockSize)) {
        if (*stop)
            return failure(ErrorKind::Cancelled, u"given up"_s);
        scanner.add(block);
    }
    scanner.finish();
    QList<DataSighting> sightings;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        sightings.append({dataKindFromWord(set->classes()[it.key()].name).value(), it.value()});
    std::stable_sort(sightings.begin(), sightings.end(),
                     [](const DataSighting &one, const DataSighting &other) { return one.count > other.count; });
    return sightings;
}

} // namespace

QString maskedText(const QString &text)
{
    return QString::fromUtf8(maskBytes(text.toUtf8(), *everyDetector()));
}

QByteArray maskedBytes(const QByteArray &bytes)
{
    return maskBytes(bytes, *everyDetector());
}

QFuture<Result<QList<DataSighting>>> DataDesk::lookThrough(const PayloadRef &payload, const StopFlag &stop)
{
    return m_desk.work<QList<DataSighting>>([&store = m_desk.store(), payload, stop] { return countData(store, payload, stop); });
}

QFuture<Result<Committed>> DataDesk::noteReveal(const PayloadRef &payload, const QString &what, const QString &reason)
{
    return m_desk.commit(Transaction(audited(m_desk.clock().now(), currentActor(), u"payload.revealed"_s,
                                             u"payload/%1"_s.arg(payload.digest.toHex()), reason, {}, {{u"shown_as"_s, what}})));
}

} // namespace cairn
