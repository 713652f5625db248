#include "ui/parts/typednumber.h"

#include <cmath>

namespace cairn {

namespace {

/// Keyboards have one space, locales have several that part thousands.
QString withPlainSpaces(const QString &text)
{
    QString plain = text.trimmed();
    for (QChar &one : plain) {
        if (one.isSpace())
            one = u' ';
    }
    return plain;
}

/// QLocale takes "0.125" for 125 where a full stop parts thousands; but there are none before it.
bool partsNothing(const QString &plain, const QLocale &locale)
{
    return plain.startsWith(u"0 ") || plain.startsWith(u'0' + locale.groupSeparator());
}

} // namespace

std::optional<qint64> typedCount(const QString &text, const QLocale &locale)
{
    const QString plain = withPlainSpaces(text);
    bool isNumber = false;
    const qint64 count = locale.toLongLong(plain, &isNumber);
    return isNumber && !partsNothing(plain, locale) ? std::optional(count) : std::nullopt;
}

std::optional<double> typedNumber(const QString &text, const QLocale &locale)
{
    const QString plain = withPlainSpaces(text);
    bool isNumber = false;
    double number = locale.toDouble(plain, &isNumber);
    if (!isNumber || partsNothing(plain, locale))
        number = plain.toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

} // namespace cairn
