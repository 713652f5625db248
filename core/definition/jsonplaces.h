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

    /// The pointer of what stands at the byte `offset`: the innermost value or key that begins there or before.
    static QString pointerAt(const QByteArray &json, qsizetype offset);

    /// Byte offset; the document's start if there is no such place.
    qsizetype offsetOf(const QString &pointer) const { return m_places.value(pointer); }
    /// Offsets of keys that stand in their object a second time, which QJsonDocument takes without a word.
    const QList<qsizetype> &repeatedKeys() const { return m_repeated; }

private:
    JsonPlaces(const QByteArray &json, qsizetype target) : m_json(json), m_target(target) {}

    void value();
    void object();
    void array();
    qsizetype string();
    void skipSpace();
    void note(qsizetype start);

    QByteArray m_json;
    QSet<QString> m_wanted;
    QHash<QString, qsizetype> m_places;
    QList<qsizetype> m_repeated;
    QString m_pointer;
    qsizetype m_at = 0;
    qsizetype m_target = -1; ///< an offset whose place is looked for
    QString m_atTarget;
};

} // namespace cairn
