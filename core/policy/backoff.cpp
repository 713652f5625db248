#include "policy/backoff.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds LongestAdvice = std::chrono::hours(24 * 365);

std::optional<Milliseconds> secondsIn(const QByteArray &text)
{
    const bool digits = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits)
        return std::nullopt;
    return text.size() > 9 ? LongestAdvice : std::min<Milliseconds>(std::chrono::seconds(text.toLongLong()), LongestAdvice);
}

/// The three date forms of RFC 9110 §5.6.7. Day and time are read apart, because a time in the hour that the local zone leaves
/// out in spring would be none; the day's name is left out, because it is wrong for the century that Qt takes a year of two
/// digits for.
std::optional<Timestamp> parseHttpDate(const QByteArray &value)
{
    static const QRegularExpression dayFirst(u"^[A-Z][a-z]+, (\\d\\d[ -][A-Z][a-z]{2}[ -](?:\\d\\d|\\d{4})) (\\S+) GMT$"_s);
    static const QRegularExpression asctime(u"^[A-Z][a-z]{2} ([A-Z][a-z]{2} \\d{1,2}) (\\S+) (\\d{4})$"_s);
    const QString text = QString::fromLatin1(value).simplified();
    QDate date;
    QString time;
    if (const auto usual = dayFirst.match(text); usual.hasMatch()) {
        const QString day = usual.captured(1).replace(u'-', u' ');
        date = QLocale::c().toDate(day, day.size() > 9 ? u"dd MMM yyyy"_s : u"dd MMM yy"_s);
        time = usual.captured(2);
    } else if (const auto old = asctime.match(text); old.hasMatch()) {
        date = QLocale::c().toDate(old.captured(1) + u' ' + old.captured(3), u"MMM d yyyy"_s);
        time = old.captured(2);
    }
    const QTime moment = QTime::fromString(time, u"hh:mm:ss"_s);
    if (!date.isValid() || !moment.isValid())
        return std::nullopt;
    if (date.year() < 1970) // two-digit years count from 1900 in Qt
        date = date.addYears(100);
    return Timestamp(Milliseconds(QDateTime(date, moment, Qt::UTC).toMSecsSinceEpoch()));
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
        case Jitter::None: return cap;
        case Jitter::Full: return cap * random;
        case Jitter::Equal: return cap / 2 + cap / 2 * random;
        case Jitter::Decorrelated: break;
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
    std::optional<Milliseconds> longest;
    for (const QByteArray &part : text.split(',')) { // a field that a proxy adds once more
        const auto wait = secondsIn(part.trimmed());
        if (!wait)
            break;
        longest = std::max(longest.value_or(*wait), *wait);
    }
    if (longest)
        return longest;
    const auto date = parseHttpDate(text);
    if (!date)
        return std::nullopt;
    return std::clamp<Milliseconds>(*date - now, Milliseconds(0), LongestAdvice);
}

} // namespace cairn
