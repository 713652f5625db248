#include "base/printable.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Control characters (C0, DEL, C1), and what turns the direction of a text or separates its lines (Unicode Standard Annex 9 and
/// chapter 5.8).
bool isTreacherous(QChar c)
{
    const ushort code = c.unicode();
    return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x061c || code == 0x200e || code == 0x200f ||
           (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
}

QString escaped(QChar c)
{
    return u"\\u%1"_s.arg(int(c.unicode()), 4, 16, QChar(u'0'));
}

QString spelled(QChar c)
{
    switch (c.unicode()) {
    case '\n': return u"\\n"_s;
    case '\r': return u"\\r"_s;
    case '\t': return u"\\t"_s;
    default: break;
    }
    const int code = c.unicode();
    return code < 0x100 ? u"\\x%1"_s.arg(code, 2, 16, QChar(u'0')) : escaped(c);
}

template <typename IsKept, typename Spell> QString withoutTreachery(const QString &text, IsKept isKept, Spell spell)
{
    const auto mustGo = [&](QChar c) { return isTreacherous(c) && !isKept(c); };
    if (std::none_of(text.begin(), text.end(), mustGo))
        return text;
    QString clean;
    for (const QChar c : text)
        clean += mustGo(c) ? spell(c) : QString(c);
    return clean;
}

} // namespace

QString printable(const QString &text)
{
    return withoutTreachery(
        text, [](QChar) { return false; }, spelled);
}

QString printableLines(const QString &text)
{
    return withoutTreachery(
        text, [](QChar c) { return c == u'\n' || c == u'\t'; }, spelled);
}

QString printableJson(const QString &json)
{
    return withoutTreachery(
        json, [](QChar) { return false; }, escaped);
}

} // namespace cairn
