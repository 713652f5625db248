#include "policy/callwindow.h"

#include <QJsonArray>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

qint64 CallWindow::slotAt(Milliseconds window, Timestamp now)
{
    return std::max<qint64>(0, now.time_since_epoch().count()) / std::max<qint64>(1, window.count() / BucketCount);
}

void CallWindow::add(bool failed, bool slow, Milliseconds window, Timestamp now)
{
    if (m_window != window) {
        clear();
        m_window = window;
    }
    const qint64 slot = slotAt(window, now);
    Bucket &bucket = m_buckets[size_t(slot % BucketCount)];
    if (bucket.slot != slot)
        bucket = {slot, {}};
    ++bucket.counts.calls;
    bucket.counts.failed += failed;
    bucket.counts.slow += slow;
}

CallWindow::Counts CallWindow::counts(Milliseconds window, Timestamp now) const
{
    Counts sum;
    if (m_window != window)
        return sum;
    const qint64 slot = slotAt(window, now);
    for (const Bucket &bucket : m_buckets) {
        if (bucket.slot < 0 || bucket.slot > slot || bucket.slot <= slot - BucketCount)
            continue;
        sum.calls += bucket.counts.calls;
        sum.failed += bucket.counts.failed;
        sum.slow += bucket.counts.slow;
    }
    return sum;
}

QJsonObject CallWindow::toJson() const
{
    QJsonArray buckets;
    for (const Bucket &bucket : m_buckets) {
        if (bucket.slot >= 0)
            buckets.append(QJsonArray{bucket.slot, bucket.counts.calls, bucket.counts.failed, bucket.counts.slow});
    }
    return {{u"window_ms"_s, qint64(m_window.count())}, {u"buckets"_s, buckets}};
}

std::optional<CallWindow> CallWindow::fromJson(const QJsonObject &json)
{
    CallWindow window;
    window.m_window = Milliseconds(json.value(u"window_ms"_s).toInteger(-1));
    const QJsonArray buckets = json.value(u"buckets"_s).toArray();
    if (window.m_window.count() < 0 || buckets.size() > BucketCount)
        return std::nullopt;
    for (const QJsonValue &value : buckets) {
        const QJsonArray row = value.toArray();
        const Bucket bucket{row.at(0).toInteger(-1), {row.at(1).toInt(-1), row.at(2).toInt(-1), row.at(3).toInt(-1)}};
        const Counts &counts = bucket.counts;
        if (bucket.slot < 0 || counts.failed < 0 || counts.slow < 0 || counts.calls < std::max(counts.failed, counts.slow))
            return std::nullopt;
        window.m_buckets[size_t(bucket.slot % BucketCount)] = bucket;
    }
    return window;
}

} // namespace cairn
