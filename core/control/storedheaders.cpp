#include "control/storedheaders.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// As QJsonDocument spells it.
void appendSpelled(QByteArray &json, char c)
{
    constexpr auto Hex = "0123456789abcdef";
    const auto octet = static_cast<unsigned char>(c);
    switch (c) {
    case '"': json += "\\\""; return;
    case '\\': json += "\\\\"; return;
    case '\b': json += "\\b"; return;
    case '\f': json += "\\f"; return;
    case '\n': json += "\\n"; return;
    case '\r': json += "\\r"; return;
    case '\t': json += "\\t"; return;
    default: break;
    }
    if (octet < 0x20)
        json.append("\\u00").append(Hex[octet >> 4]).append(Hex[octet & 0xf]);
    else
        json.append(char(0xc0 | octet >> 6)).append(char(0x80 | (octet & 0x3f)));
}

/// Header fields are octets, which are read as Latin-1.
void appendString(QByteArray &json, QByteArrayView latin1)
{
    const auto isPlain = [](unsigned char c) { return c >= 0x20 && c < 0x80 && c != '"' && c != '\\'; };
    json += '"';
    for (auto from = latin1.begin(); from != latin1.end();) {
        const auto end = std::find_if_not(from, latin1.end(), isPlain);
        json.append(from, end - from);
        if ((from = end) != latin1.end())
            appendSpelled(json, *from++);
    }
    json += '"';
}

} // namespace

HeaderList merged(HeaderList headers)
{
    std::stable_sort(headers.begin(), headers.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    HeaderList unique;
    unique.reserve(headers.size());
    for (auto &field : headers) {
        if (!unique.isEmpty() && unique.last().first == field.first)
            unique.last().second += ", " + field.second;
        else
            unique.append(std::move(field));
    }
    return unique;
}

QByteArray storedHeaders(const HeaderList &merged)
{
    constexpr qsizetype Usual = 320;
    QByteArray json;
    json.reserve(Usual);
    for (const auto &[name, value] : merged) {
        json += json.isEmpty() ? '{' : ',';
        appendString(json, name);
        json += ':';
        appendString(json, value);
    }
    return merged.isEmpty() ? "{}"_ba : json + '}';
}

HeaderList readHeaders(const QByteArray &stored)
{
    const QJsonObject fields = QJsonDocument::fromJson(stored).object();
    HeaderList headers;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        headers.append({it.key().toLatin1(), it.value().toString().toLatin1()});
    return headers;
}

} // namespace cairn
