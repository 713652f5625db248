#include "policy/backoff.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace cairn {

namespace {
constexpr Milliseconds LongestAdvice = std::chrono::hours(24 * 365);

/// The three date forms of RFC 9110 §5.6.7.
std::optional<Timestamp> parseHttpDate(const QByteArray &value)
{
    static const QString Forms[] = {QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"),
                                    QStringLiteral("dddd, dd-MMM-yy hh:mm:ss 'GMT'"), QStringLiteral("ddd MMM d hh:mm:ss yyyy")};
    const QString text = QString::fromLatin1(value).simplified();
    for (const QString &form : Forms) {
        QDateTime date = QLocale::c().toDateTime(text, form);
        if (!date.isValid())
            continue;
        if (date.date().year() < 1970) // two-digit years count from 1900 in Qt
            date = date.addYears(100);
        date.setTimeSpec(Qt::UTC);
        return Timestamp(Milliseconds(date.toMSecsSinceEpoch()));
    }
    return std::nullopt;
}
} // namespace

Milliseconds backoffDelay(const RetryPolicy &policy, int retry, double random, std::optional<Milliseconds> previous)
{
    const double ceiling = double(policy.max.count());
    const double initial = double(policy.initial.count());
    // pow overflows to infinity for large retries, which min() tames
    const double cap = std::min(ceiling, initial * std::pow(policy.factor, std::max(0, retry - 1)));
    const auto wait = [&] {
        switch (policy.jitter) {
        case Jitter::None:
            return cap;
        case Jitter::Full:
            return cap * random;
        case Jitter::Equal:
            return cap / 2 + cap / 2 * random;
        case Jitter::Decorrelated:
            break;
        }
        const double most = std::max(initial, double(previous.value_or(policy.initial).count()) * 3);
        return std::min(ceiling, initial + (most - initial) * random);
    };
    return Milliseconds(std::llround(wait()));
}

Milliseconds adviseDelay(Milliseconds own, Milliseconds advised, double random)
{
    const Milliseconds floor = std::max(own, advised);
    return floor + Milliseconds(std::llround(double(advised.count()) * 0.1 * random));
}

std::optional<Milliseconds> parseRetryAfter(QByteArrayView value, Timestamp now)
{
    const QByteArray text = value.toByteArray().trimmed();
    if (text.isEmpty() || text.size() > 64)
        return std::nullopt;
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits) {
        if (text.size() > 9)
            return LongestAdvice;
        return std::min<Milliseconds>(std::chrono::seconds(text.toLongLong()), LongestAdvice);
    }
    const auto date = parseHttpDate(text);
    if (!date)
        return std::nullopt;
    return std::clamp<Milliseconds>(*date - now, Milliseconds(0), LongestAdvice);
}

} // namespace cairn
