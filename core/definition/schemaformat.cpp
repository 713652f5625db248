#include "definition/schemaformat.h"

#include "definition/schemapattern.h"

#include <QDate>
#include <QHash>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

bool matches(const QString &text, const QRegularExpression &form)
{
    return form.match(text).hasMatch();
}

bool isDate(const QString &text)
{
    static const QRegularExpression form(u"\\A[0-9]{4}-[0-9]{2}-[0-9]{2}\\z"_s);
    return matches(text, form) && QDate::fromString(text, Qt::ISODate).isValid();
}

/// RFC 3339 full-time.
bool isTime(const QString &text)
{
    static const QRegularExpression form(
        u"\\A([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?([zZ]|[-+]([01][0-9]|2[0-3]):[0-5][0-9])\\z"_s);
    return matches(text, form);
}

bool isDateTime(const QString &text)
{
    return text.size() > 11 && text[10].toLower() == QLatin1Char('t') && isDate(text.left(10)) && isTime(text.mid(11));
}

/// One @ with something before it and a host behind it. What stands before is the receiving server's business (RFC 5321 §2.3.11).
bool isEmail(const QString &text)
{
    static const QRegularExpression form(u"\\A[^\\s@\\x{0}-\\x{1f}]+@[^\\s@]+\\z"_s);
    return text.size() <= 320 && matches(text, form);
}

/// RFC 1034 §3.1, with RFC 1123's leave to start with a digit.
bool isHostname(const QString &text)
{
    static const QRegularExpression label(u"\\A[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\z"_s);
    const QStringList labels = text.split(QLatin1Char('.'));
    return text.size() <= 253 &&
           std::all_of(labels.begin(), labels.end(), [](const QString &one) { return matches(one, label); });
}

bool isIpv4(const QString &text)
{
    static const QRegularExpression form(u"\\A((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!\\z)|\\z)){4}\\z"_s);
    return matches(text, form);
}

bool isIpv6(const QString &text)
{
    static const QRegularExpression form(u"\\A[0-9A-Fa-f:.]{2,45}\\z"_s);
    QUrl url;
    if (matches(text, form))
        url.setHost(QLatin1Char('[') + text + QLatin1Char(']'), QUrl::StrictMode);
    return !url.host().isEmpty();
}

/// RFC 3986, the characters of it; QUrl looks at how they are put together.
bool isUriReference(const QString &text)
{
    static const QRegularExpression form(u"\\A(?:[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=-]++|%[0-9A-Fa-f]{2})*+\\z"_s);
    return text.count(QLatin1Char('#')) <= 1 && matches(text, form) && (text.isEmpty() || QUrl(text, QUrl::StrictMode).isValid());
}

bool isUri(const QString &text)
{
    static const QRegularExpression scheme(u"\\A[A-Za-z][A-Za-z0-9+.-]*:"_s);
    return matches(text, scheme) && isUriReference(text);
}

bool isJsonPointer(const QString &text)
{
    static const QRegularExpression form(u"\\A(?:/(?:[^~/]++|~[01])*+)*+\\z"_s);
    return matches(text, form);
}

bool isRelativeJsonPointer(const QString &text)
{
    static const QRegularExpression form(u"\\A(0|[1-9][0-9]*)(?:#|(?:/(?:[^~/]++|~[01])*+)*+)\\z"_s);
    return matches(text, form);
}

bool isRegex(const QString &text)
{
    return SchemaPattern::compile(text).has_value();
}

const QHash<QString, bool (*)(const QString &)> &formats()
{
    static const QHash<QString, bool (*)(const QString &)> checks{
        {u"date"_s, isDate},
        {u"time"_s, isTime},
        {u"date-time"_s, isDateTime},
        {u"email"_s, isEmail},
        {u"idn-email"_s, isEmail}, // which takes every letter
        {u"hostname"_s, isHostname},
        {u"ipv4"_s, isIpv4},
        {u"ipv6"_s, isIpv6},
        {u"uri"_s, isUri},
        {u"uri-reference"_s, isUriReference},
        {u"json-pointer"_s, isJsonPointer},
        {u"relative-json-pointer"_s, isRelativeJsonPointer},
        {u"regex"_s, isRegex},
    };
    return checks;
}

} // namespace

bool isKnownFormat(const QString &format)
{
    return formats().contains(format);
}

bool hasFormat(const QString &text, const QString &format)
{
    const auto check = formats().constFind(format);
    return check == formats().constEnd() || (*check)(text);
}

} // namespace cairn
