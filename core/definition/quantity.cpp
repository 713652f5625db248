#include "definition/quantity.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>

namespace cairn {

namespace {

struct Unit
{
    QLatin1String name;
    qint64 factor;
};

constexpr std::array DurationUnits{Unit{QLatin1String("d"), 86'400'000}, Unit{QLatin1String("h"), 3'600'000},
                                   Unit{QLatin1String("m"), 60'000}, Unit{QLatin1String("s"), 1'000},
                                   Unit{QLatin1String("ms"), 1}};
constexpr std::array SizeUnits{
    Unit{QLatin1String("TiB"), 1LL << 40},   Unit{QLatin1String("TB"), 1'000'000'000'000},
    Unit{QLatin1String("GiB"), 1LL << 30},   Unit{QLatin1String("GB"), 1'000'000'000},
    Unit{QLatin1String("MiB"), 1LL << 20},   Unit{QLatin1String("MB"), 1'000'000},
    Unit{QLatin1String("KiB"), 1LL << 10},   Unit{QLatin1String("KB"), 1'000},
    Unit{QLatin1String("kB"), 1'000},        Unit{QLatin1String("B"), 1},
    Unit{QLatin1String(""), 1}};
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
        if (value >= unit.factor && value % unit.factor == 0 && unit.name != QLatin1String("B"))
            return QString::number(value / unit.factor) + unit.name;
    }
    return QString::number(value);
}

} // namespace

Result<Milliseconds> parseDuration(const QString &text)
{
    if (const auto value = parseQuantity(text, DurationUnits, LongestDuration))
        return Milliseconds(*value);
    return failure(ErrorKind::Definition, QStringLiteral("'%1' is not a duration").arg(text.left(40)), {},
                   QStringLiteral("Write a number and a unit, from 1ms to 3660d: 300ms, 1.5s, 5m, 2h, 1d"));
}

QString formatDuration(Milliseconds duration)
{
    return duration.count() == 0 ? QStringLiteral("0ms") : formatQuantity(duration.count(), DurationUnits);
}

Result<qint64> parseSize(const QString &text)
{
    if (const auto value = parseQuantity(text, SizeUnits, LargestSize))
        return *value;
    return failure(ErrorKind::Definition, QStringLiteral("'%1' is not a size").arg(text.left(40)), {},
                   QStringLiteral("Write whole bytes, at least 1, or a number and a unit: 1048576, 10MB (1000s), 10MiB (1024s)"));
}

QString formatSize(qint64 bytes)
{
    return formatQuantity(bytes, SizeUnits);
}

} // namespace cairn
