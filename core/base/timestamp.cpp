#include "base/timestamp.h"

#include <QDateTime>
#include <QTimeZone>

namespace cairn {

using namespace Qt::StringLiterals;
using namespace std::chrono;

Timestamp SystemClock::now() const
{
    return floor<milliseconds>(system_clock::now());
}

nanoseconds SystemClock::steady() const
{
    return steady_clock::now().time_since_epoch();
}

QString toRfc3339(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

std::optional<Timestamp> fromRfc3339(const QString &text)
{
    const QDateTime parsed = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!parsed.isValid())
        return std::nullopt;
    return Timestamp(milliseconds(parsed.toMSecsSinceEpoch()));
}

QString toText(Milliseconds duration)
{
    const auto ms = duration.count();
    if (ms < 0)
        return QLatin1Char('-') + toText(-duration);
    if (ms < 1000)
        return u"%1ms"_s.arg(ms);
    if (ms < 60'000)
        return u"%1s"_s.arg(double(ms) / 1000, 0, 'g', 3);
    const auto pair = [](qint64 large, QLatin1String largeUnit, qint64 small, QLatin1String smallUnit) {
        QString text = QString::number(large) + largeUnit;
        if (small > 0)
            text += QLatin1Char(' ') + QString::number(small) + smallUnit;
        return text;
    };
    const auto seconds = ms / 1000;
    if (seconds < 3600)
        return pair(seconds / 60, "m"_L1, seconds % 60, "s"_L1);
    if (seconds < 86'400)
        return pair(seconds / 3600, "h"_L1, seconds % 3600 / 60, "m"_L1);
    return pair(seconds / 86'400, "d"_L1, seconds % 86'400 / 3600, "h"_L1);
}

} // namespace cairn
