#include "definition/lostdigits.h"

#include "definition/jqvalue.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cmath>

namespace cairn {

namespace {

constexpr double MostAsInteger = 9223372036854775807.0; // which is 2^63

bool isOfNumber(QChar c)
{
    return (c >= u'0' && c <= u'9') || c == u'.' || c == u'e' || c == u'+';
}

/// Without what does not begin or end a number.
QStringView trimmed(QStringView token)
{
    while (!token.isEmpty() && !token.front().isDigit())
        token = token.sliced(1);
    while (!token.isEmpty() && !token.back().isDigit())
        token.chop(1);
    return token;
}

} // namespace

void LostDigits::add(double held)
{
    const JqValue spelled(jv_dump_string(jv_number(std::fabs(held)), 0));
    m_spelled.insert(textOfJq(spelled.borrowed()));
}

void LostDigits::add(const LostDigits &others)
{
    if (m_spelled.isEmpty())
        m_spelled = others.m_spelled;
    else if (!others.isEmpty())
        m_spelled.unite(others.m_spelled);
}

void LostDigits::add(const QJsonValue &value)
{
    if (value.isArray()) {
        const QJsonArray items = value.toArray();
        for (const auto &item : items)
            add(item);
    } else if (value.isObject()) {
        const QJsonObject fields = value.toObject();
        for (auto it = fields.begin(); it != fields.end(); ++it)
            add(it.value());
    } else if (value.isDouble()) {
        const qint64 whole = value.toInteger();
        const double held = static_cast<double>(whole);
        if (held >= MostAsInteger || static_cast<qint64>(held) != whole)
            add(held);
    }
}

QString LostDigits::firstIn(QStringView text) const
{
    constexpr qsizetype Shortest = 5; // 1e+30
    for (qsizetype at = 0; at < text.size(); ++at) {
        const qsizetype begin = at;
        while (at < text.size() && isOfNumber(text[at]))
            ++at;
        const QStringView token = at - begin < Shortest ? QStringView() : trimmed(text.sliced(begin, at - begin));
        if (token.size() >= Shortest && m_spelled.contains(token.toString()))
            return token.toString();
    }
    return {};
}

} // namespace cairn
