#include "policy/advice.h"

#include "policy/backoff.h"

#include <algorithm>
#include <charconv>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LongestSeconds = 365LL * 86'400;
constexpr qsizetype LongestField = 4096;

/// A whole number from 0 up without sign or fraction; huge ones are as good as the largest.
std::optional<qint64> number(QByteArrayView text)
{
    text = text.trimmed();
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.isEmpty() || !digits)
        return std::nullopt;
    if (text.size() > 18)
        return std::numeric_limits<qint64>::max();
    qint64 value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Milliseconds seconds(qint64 count)
{
    return std::chrono::seconds(std::min(count, LongestSeconds));
}

/// X-RateLimit-Reset is seconds from now with some services, seconds or milliseconds since 1970 with others; numbers that large
/// can only be moments.
Milliseconds untilReset(qint64 value, Timestamp now)
{
    constexpr qint64 LeastEpochSeconds = 1'000'000'000;
    constexpr qint64 LeastEpochMilliseconds = LeastEpochSeconds * 1'000;
    if (value < LeastEpochSeconds)
        return seconds(value);
    const Milliseconds moment(value >= LeastEpochMilliseconds ? value : value * 1'000);
    return std::clamp(moment - now.time_since_epoch(), Milliseconds(0), seconds(LongestSeconds));
}

/// What one policy, or one header family, says.
struct Quota
{
    std::optional<qint64> remaining;
    std::optional<qint64> reset; ///< seconds from now

    bool counts(int status) const { return reset && (remaining ? *remaining == 0 : status == 429); }
};

/// One list member's parameters, of either form: remaining and reset by their names there.
Quota quotaIn(QByteArrayView member, char separator, QByteArrayView remaining, QByteArrayView reset)
{
    Quota quota;
    while (!member.isEmpty()) {
        const qsizetype end = member.indexOf(separator);
        const QByteArrayView field = end < 0 ? member : member.first(end);
        member = end < 0 ? QByteArrayView() : member.sliced(end + 1);
        const qsizetype equals = field.indexOf('=');
        if (equals < 0)
            continue;
        const QByteArrayView name = field.first(equals).trimmed();
        if (name == remaining)
            quota.remaining = number(field.sliced(equals + 1));
        else if (name == reset)
            quota.reset = number(field.sliced(equals + 1));
    }
    return quota;
}

/// A structured list member begins with the policy's name in quotes, in which anything may stand.
QByteArrayView afterName(QByteArrayView text)
{
    bool escaped = false;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (!escaped && text[i] == '"')
            return text.sliced(i + 1);
        escaped = !escaped && text[i] == '\\';
    }
    return {};
}

/// The longest reset of all policies in the field that have nothing left.
std::optional<Milliseconds> fromRateLimit(QByteArrayView text, int status)
{
    text = text.trimmed();
    if (text.size() > LongestField)
        return std::nullopt;
    if (!text.startsWith('"')) {
        const Quota quota = quotaIn(text, ',', "remaining", "reset");
        return quota.counts(status) ? std::optional(seconds(*quota.reset)) : std::nullopt;
    }
    std::optional<Milliseconds> longest;
    while (text.startsWith('"')) {
        const QByteArrayView rest = afterName(text);
        const qsizetype end = rest.indexOf(',');
        const Quota quota = quotaIn(end < 0 ? rest : rest.first(end), ';', "r", "t");
        if (quota.counts(status))
            longest = std::max(longest.value_or(Milliseconds(0)), seconds(*quota.reset));
        text = end < 0 ? QByteArrayView() : rest.sliced(end + 1).trimmed();
    }
    return longest;
}

std::optional<Milliseconds> fromPair(const HeaderList &headers, QByteArrayView remaining, QByteArrayView reset, int status,
                                     Timestamp now)
{
    const Quota quota{number(headerValue(headers, remaining)), number(headerValue(headers, reset))};
    return quota.counts(status) ? std::optional(untilReset(*quota.reset, now)) : std::nullopt;
}

} // namespace

std::optional<Advice> adviceFrom(const HeaderList &headers, int status, Timestamp now)
{
    if (const auto wait = parseRetryAfter(headerValue(headers, "retry-after"), now))
        return Advice{*wait, u"Retry-After"_s};
    if (const auto wait = fromRateLimit(headerValue(headers, "ratelimit"), status))
        return Advice{*wait, u"RateLimit"_s};
    if (const auto wait = fromPair(headers, "ratelimit-remaining", "ratelimit-reset", status, now))
        return Advice{*wait, u"RateLimit-Reset"_s};
    if (const auto wait = fromPair(headers, "x-ratelimit-remaining", "x-ratelimit-reset", status, now))
        return Advice{*wait, u"X-RateLimit-Reset"_s};
    return std::nullopt;
}

} // namespace cairn
