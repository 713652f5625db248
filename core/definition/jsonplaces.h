#pragma once

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>

namespace cairn {

/// Where things stand in the text of a JSON document, by RFC 6901 pointer: a member at its key, everything else at its value.
class JsonPlaces
{
public:
    /// `json` is one that QJsonDocument reads. Only the pointers in `wanted` are kept.
    explicit JsonPlaces(const QByteArray &json, const QSet<QString> &wanted = {});

    /// Byte offset; the document's start if there is no such place.
    qsizetype offsetOf(const QString &pointer) const { return m_places.value(pointer); }
    /// Offsets of keys that stand in their object a second time, which QJsonDocument takes without a word.
    const QList<qsizetype> &repeatedKeys() const { return m_repeated; }

private:
    void value();
    void object();
    void array();
    qsizetype string();
    void skipSpace();
    void note();

    QByteArray m_json;
    QSet<QString> m_wanted;
    QHash<QString, qsizetype> m_places;
    QList<qsizetype> m_repeated;
    QString m_pointer;
    qsizetype m_at = 0;
};

} // namespace cairn
