#pragma once

#include <QLocale>

#include <optional>

namespace cairn {

// Numbers as somebody types them, in that person's locale: groups of thousands may be parted where the locale parts them, and
// nowhere else. nullopt: it is no such number.

std::optional<qint64> typedCount(const QString &text, const QLocale &locale);
/// A full stop is a decimal point, too, except where it parts thousands: in German "1.5" is "1,5" and "0.125" is
/// "0,125", but "1.500" is 1500.
std::optional<double> typedNumber(const QString &text, const QLocale &locale);

} // namespace cairn
