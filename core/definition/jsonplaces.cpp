#include "definition/jsonplaces.h"

#include "definition/schemaref.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

namespace {

QString decoded(const QByteArray &quoted)
{
    if (quoted.contains('\\'))
        return QJsonDocument::fromJson('[' + quoted + ']').array().first().toString();
    return QString::fromUtf8(quoted.mid(1, quoted.size() - 2));
}

} // namespace

JsonPlaces::JsonPlaces(const QByteArray &json, const QSet<QString> &wanted) : m_json(json), m_wanted(wanted)
{
    skipSpace();
    note(m_at);
    value();
}

QString JsonPlaces::pointerAt(const QByteArray &json, qsizetype offset)
{
    JsonPlaces places(json, offset);
    places.value();
    return places.m_atTarget;
}

void JsonPlaces::note(qsizetype start)
{
    if (m_wanted.contains(m_pointer))
        m_places.insert(m_pointer, start);
    if (start <= m_target)
        m_atTarget = m_pointer;
}

void JsonPlaces::skipSpace()
{
    while (m_at < m_json.size() && (m_json[m_at] == ' ' || m_json[m_at] == '\t' || m_json[m_at] == '\n' || m_json[m_at] == '\r'))
        ++m_at;
}

void JsonPlaces::value()
{
    skipSpace();
    const char first = m_at < m_json.size() ? m_json[m_at] : '\0';
    if (first == '{')
        object();
    else if (first == '[')
        array();
    else if (first == '"')
        string();
    else
        while (m_at < m_json.size() && !QByteArrayView(",]} \t\r\n").contains(m_json[m_at]))
            ++m_at;
    skipSpace();
}

/// Goes behind it; its length with the quotes.
qsizetype JsonPlaces::string()
{
    const qsizetype start = m_at++;
    while (m_at < m_json.size() && m_json[m_at] != '"')
        m_at += m_json[m_at] == '\\' ? 2 : 1;
    ++m_at;
    return m_at - start;
}

void JsonPlaces::object()
{
    const qsizetype outer = m_pointer.size();
    QSet<QString> keys;
    ++m_at;
    skipSpace();
    while (m_at < m_json.size() && m_json[m_at] != '}') {
        const qsizetype start = m_at;
        const QString key = decoded(m_json.mid(start, string()));
        if (keys.contains(key))
            m_repeated.append(start);
        keys.insert(key);
        m_pointer = childPointer(m_pointer, key);
        note(start);
        skipSpace();
        ++m_at; // the colon
        value();
        m_pointer.truncate(outer);
        if (m_at < m_json.size() && m_json[m_at] == ',')
            ++m_at;
        skipSpace();
    }
    ++m_at;
}

void JsonPlaces::array()
{
    const qsizetype outer = m_pointer.size();
    ++m_at;
    skipSpace();
    for (int index = 0; m_at < m_json.size() && m_json[m_at] != ']'; ++index) {
        m_pointer = childPointer(m_pointer, QString::number(index));
        note(m_at);
        value();
        m_pointer.truncate(outer);
        if (m_at < m_json.size() && m_json[m_at] == ',')
            ++m_at;
        skipSpace();
    }
    ++m_at;
}

} // namespace cairn
