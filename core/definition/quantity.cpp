#include "definition/quantity.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct Unit
{
    QLatin1String name;
    qint64 factor;
};

constexpr std::array DurationUnits{Unit{"d"_L1, 86'400'000}, Unit{"h"_L1, 3'600'000}, Unit{"m"_L1, 60'000}, Unit{"s"_L1, 1'000},
                                   Unit{"ms"_L1, 1}};
constexpr std::array SizeUnits{Unit{"TiB"_L1, 1LL << 40},
                               Unit{"TB"_L1, 1'000'000'000'000},
                               Unit{"GiB"_L1, 1LL << 30},
                               Unit{"GB"_L1, 1'000'000'000},
                               Unit{"MiB"_L1, 1LL << 20},
                               Unit{"MB"_L1, 1'000'000},
                               Unit{"KiB"_L1, 1LL << 10},
                               Unit{"KB"_L1, 1'000},
                               Unit{"kB"_L1, 1'000},
                               Unit{"B"_L1, 1},
                               Unit{""_L1, 1}};
constexpr qint64 LongestDuration = 3660LL * 86'400'000;
constexpr qint64 LargestSize = 1LL << 60;

/// A decimal number and a unit as a whole count of the smallest unit; nothing if it is none, zero, or above `most`.
std::optional<qint64> parseQuantity(const QString &text, std::span<const Unit> units, qint64 most)
{
    qsizetype digits = 0;
    while (digits < text.size() && ((text[digits] >= u'0' && text[digits] <= u'9') || text[digits] == u'.'))
        ++digits;
    const QString number = text.left(digits);
    if (number.isEmpty() || number.size() > 24 || number.startsWith(u'.') || number.endsWith(u'.') || number.count(u'.') > 1)
        return std::nullopt;
    const QStringView name = QStringView(text).mid(digits);
    for (const Unit &unit : units) {
        if (name != unit.name)
            continue;
        // long double holds every int64 exactly, so whole numbers survive; fractions must come out whole as well.
        // from_chars, because strtold obeys the locale's decimal point
        const QByteArray latin = number.toLatin1();
        long double value = 0;
        std::from_chars(latin.cbegin(), latin.cend(), value);
        value *= static_cast<long double>(unit.factor);
        const long double whole = std::round(value);
        if (whole < 1 || whole > static_cast<long double>(most) || std::fabs(value - whole) > 1e-6L)
            return std::nullopt;
        return static_cast<qint64>(whole);
    }
    return std::nullopt;
}

QString formatQuantity(qint64 value, std::span<const Unit> units)
{
    for (const Unit &unit : units) {
        if (value >= unit.factor && value % unit.factor == 0 && unit.name != "B"_L1)
            return QString::number(value / unit.factor) + unit.name;
    }
    return QString::number(value);
}

} // namespace

Result<Milliseconds> parseDuration(const QString &text)
{
    if (const auto value = parseQuantity(text, DurationUnits, LongestDuration))
        return Milliseconds(*value);
    return failure(ErrorKind::Definition, u"'%1' is not a duration"_s.arg(text.left(40)), {},
                   u"Write a number and a unit, from 1ms to 3660d: 300ms, 1.5s, 5m, 2h, 1d"_s);
}

QString formatDuration(Milliseconds duration)
{
    return duration.count() == 0 ? u"0ms"_s : formatQuantity(duration.count(), DurationUnits);
}

Result<qint64> parseSize(const QString &text)
{
    if (const auto value = parseQuantity(text, SizeUnits, LargestSize))
        return *value;
    return failure(ErrorKind::Definition, u"'%1' is not a size"_s.arg(text.left(40)), {},
                   u"Write whole bytes, at least 1, or a number and a unit: 1048576, 10MB (1000s), 10MiB (1024s)"_s);
}

QString formatSize(qint64 bytes)
{
    return formatQuantity(bytes, SizeUnits);
}

} // namespace cairn
