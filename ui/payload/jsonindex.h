#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <tl/expected.hpp>

#include <vector>

namespace cairn {

/// Why a text is no JSON, or too much of it, and where.
struct JsonFault
{
    QString what; ///< translated; one sentence without a full stop
    qsizetype offset = 0;
    qsizetype line = 1;   ///< from 1
    qsizetype column = 1; ///< from 1, in bytes
    bool tooLarge = false;
};

/// The values of a JSON document (RFC 8259) where they stand in its text: order, repeated names and the digits of numbers stay as
/// they were sent, which QJsonDocument does not keep. Immutable, any thread; parsing is bounded in memory and stack.
class JsonIndex
{
public:
    static constexpr qsizetype MaxBytes = 16 << 20;
    static constexpr qsizetype MaxValues = 2'000'000;
    static constexpr qsizetype MaxDepth = 1024;

    enum class Type : quint8 { Object, Array, String, Number, Boolean, Null };

    /// A value's number is its place in the order of the text; the document itself is 0.
    struct Value
    {
        quint32 begin = 0, end = 0;       ///< bytes of the text
        quint32 keyBegin = 0, keyEnd = 0; ///< with quotes; equal: it has no name
        quint32 parent = 0;
        quint32 next = 0;  ///< the number after the last one inside
        quint32 row = 0;   ///< within its parent
        quint32 count = 0; ///< values right inside
        Type type = Type::Null;
    };

    static tl::expected<JsonIndex, JsonFault> parse(const QByteArray &utf8);

    const QByteArray &text() const { return m_text; }
    int size() const { return int(m_values.size()); }
    const Value &at(int value) const { return m_values[size_t(value)]; }
    QList<int> children(int value) const;

    QString key(int value) const;
    /// A scalar as people read it; texts without quotes, cut off after `most` bytes.
    QString scalar(int value, qsizetype most = 2000) const;
    QByteArray raw(int value) const;
    /// RFC 6901.
    QString pointer(int value) const;
    /// As jq writes it: .lines[3].amount
    QString path(int value) const;
    /// -1 if there is none.
    int find(const QString &pointer) const;
    /// The next value after `from` (-1: from the start) whose name or scalar contains `text`, whatever its case; around the end
    /// again; -1 if none.
    int search(const QString &text, int from, bool backwards) const;

private:
    friend class JsonIndexer;
    bool matches(int value, const QString &text) const;

    QByteArray m_text;
    std::vector<Value> m_values;
};

/// The same document with a line a value, or nothing else than `utf8` if that is no JSON. Names, numbers and their order stay.
QByteArray prettyJson(const JsonIndex &index);

} // namespace cairn
