#include "definition/jqvalue.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxDepth = 256;
constexpr double ExactLimit = 9007199254740992.0; // 2^53

QString exactness()
{
    return u"jq is exact up to 2^53: have the service send it as text, or leave it out"_s;
}

class Converter
{
public:
    explicit Converter(JqBounds &bounds) : m_bounds(bounds) {}

    Result<QJsonValue> run(jv value)
    {
        QJsonValue converted = convert(value, 0);
        if (m_fault)
            return tl::unexpected(*m_fault);
        return converted;
    }

private:
    void fault(const QString &detail, const QString &remedy)
    {
        if (!m_fault)
            m_fault = Error{ErrorKind::Definition, detail, {}, remedy};
    }

    /// False once the value has grown beyond its bounds. A small value may refer to one part many times over, so that only
    /// counting while it unfolds keeps memory bounded.
    bool spend(qsizetype bytes)
    {
        m_bounds.left -= bytes;
        if (m_bounds.left < 0)
            fault(u"the value is larger than %1 bytes"_s.arg(m_bounds.limit),
                  u"Pass large content as a payload: .input or .steps.NAME"_s);
        return !m_fault;
    }

    QJsonValue convert(jv value, int depth)
    {
        if (depth > MaxDepth)
            fault(u"the value is nested deeper than %1 levels"_s.arg(MaxDepth), {});
        if (!spend(1))
            return {};
        switch (jv_get_kind(value)) {
        case JV_KIND_TRUE: return true;
        case JV_KIND_FALSE: return false;
        case JV_KIND_NUMBER: return number(jv_number_value(value));
        case JV_KIND_STRING: return spend(jv_string_length_bytes(jv_copy(value))) ? QJsonValue(text(value)) : QJsonValue();
        case JV_KIND_ARRAY: return array(value, depth);
        case JV_KIND_OBJECT: return object(value, depth);
        case JV_KIND_NULL:
        case JV_KIND_INVALID: break;
        }
        return QJsonValue::Null;
    }

    QJsonValue number(double value)
    {
        if (!std::isfinite(value))
            fault(u"the value is a number that JSON does not have"_s, {});
        else if (m_bounds.inexact && std::fabs(value) >= ExactLimit && std::floor(value) == value)
            fault(u"the number %1 may have lost digits"_s.arg(value, 0, 'f', 0), exactness());
        return value;
    }

    QString text(jv value)
    {
        const QString text = textOfJq(value);
        const QString lost = m_bounds.lost.isEmpty() ? QString() : m_bounds.lost.firstIn(text);
        if (!lost.isEmpty())
            fault(u"the number %1 in a text may have lost digits"_s.arg(lost), exactness());
        return text;
    }

    QJsonValue array(jv value, int depth)
    {
        QJsonArray result;
        const int length = jv_array_length(jv_copy(value));
        for (int i = 0; i < length && !m_fault; ++i) {
            const JqValue item(jv_array_get(jv_copy(value), i));
            result.append(convert(item.borrowed(), depth + 1));
        }
        return result;
    }

    QJsonValue object(jv value, int depth)
    {
        QJsonObject result;
        // sorted keys, because QJsonObject is a sorted list: each insertion then is at its end
        const JqValue keys(jv_keys(jv_copy(value)));
        const int length = jv_array_length(keys.copy());
        for (int i = 0; i < length && !m_fault; ++i) {
            const JqValue key(jv_array_get(keys.copy(), i));
            const JqValue item(jv_object_get(jv_copy(value), key.copy()));
            if (spend(jv_string_length_bytes(key.copy()) + 3))
                result.insert(text(key.borrowed()), convert(item.borrowed(), depth + 1));
        }
        return result;
    }

    JqBounds &m_bounds;
    std::optional<Error> m_fault;
};

/// Looks over JSON text once for what jv_parse accepts and should not, or would not survive.
class Survey
{
public:
    explicit Survey(QByteArrayView json) : m_json(json) { run(); }

    QString fault;
    LostDigits lost;

private:
    void run()
    {
        // an empty array takes libjq 280 bytes: the text's size alone does not bound the memory it needs
        constexpr int MaxContainers = 300'000;
        int containers = 0;
        bool ended = false; // a value has, and what comes next must part it from another: libjq 1.6 leaks what is not parted
        for (qsizetype i = 0; i < m_json.size() && fault.isEmpty(); ++i) {
            const char c = m_json[i];
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
                continue;
            const bool parts = c == ',' || c == ':' || c == ']' || c == '}';
            if (ended && !parts) {
                fault = u"it is not JSON: two values are not parted"_s;
            } else if (parts || c == '[' || c == '{' || c == '-') {
                ended = c == ']' || c == '}';
                if ((c == '[' || c == '{') && ++containers > MaxContainers)
                    fault = u"it has more than %1 arrays and objects"_s.arg(MaxContainers);
            } else {
                ended = true;
                i = scalarEnd(i);
            }
        }
    }

    /// Index of the last character of the text, number or word that begins there.
    qsizetype scalarEnd(qsizetype at)
    {
        const char c = m_json[at];
        if (c == '"')
            return stringEnd(at);
        if (c >= '0' && c <= '9')
            return number(at) - 1;
        for (const QByteArrayView word : {QByteArrayView("null"), QByteArrayView("true"), QByteArrayView("false")}) {
            if (m_json.sliced(at).startsWith(word))
                return at + word.size() - 1;
        }
        fault = u"it is not JSON"_s;
        return at;
    }

    qsizetype stringEnd(qsizetype at) const
    {
        for (++at; at < m_json.size() && m_json[at] != '"'; ++at) {
            if (m_json[at] == '\\')
                ++at;
        }
        return at;
    }

    /// Index after the number. Only whole numbers are judged: a fraction is a measurement, a whole number may be a name. One that
    /// a double cannot hold at all becomes infinite, and what is computed of that ends the process.
    qsizetype number(qsizetype at)
    {
        const qsizetype start = at;
        bool whole = true;
        for (; at < m_json.size(); ++at) {
            const char c = m_json[at];
            if (c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-')
                whole = false;
            else if (c < '0' || c > '9')
                break;
        }
        constexpr qsizetype AlwaysExact = 15;
        if (whole && at - start <= AlwaysExact)
            return at;
        double asRead = 0;
        const bool isOutOfRange =
            std::from_chars(m_json.data() + start, m_json.data() + at, asRead).ec == std::errc::result_out_of_range;
        if (isOutOfRange &&
            std::isinf(QString::fromLatin1(m_json.sliced(start, at - start)).toDouble())) // and not just too small
            fault = u"it has a number that is too large"_s;
        if (!whole)
            return at;
        quint64 value = 0;
        const auto [end, problem] = std::from_chars(m_json.data() + start, m_json.data() + at, value);
        const double held = static_cast<double>(value);
        if (problem != std::errc() || held >= 18446744073709551615.0 || static_cast<quint64>(held) != value)
            lost.add(asRead);
        return at;
    }

    QByteArrayView m_json;
};

} // namespace

void JqValue::setField(const QString &key, JqValue value)
{
    m_value = jv_object_set(kind() == JV_KIND_OBJECT ? release() : jv_object(), toJq(key).release(), value.release());
}

JqValue toJq(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    return JqValue(jv_string_sized(utf8.constData(), static_cast<int>(utf8.size())));
}

JqValue toJq(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool: return JqValue(jv_bool(value.toBool()));
    case QJsonValue::Double: return JqValue(jv_number(value.toDouble()));
    case QJsonValue::String: return toJq(value.toString());
    case QJsonValue::Array: {
        const QJsonArray items = value.toArray();
        jv array = jv_array_sized(static_cast<int>(items.size()));
        for (const QJsonValue &item : items)
            array = jv_array_append(array, toJq(item).release());
        return JqValue(array);
    }
    case QJsonValue::Object: {
        const QJsonObject fields = value.toObject();
        jv object = jv_object();
        for (auto it = fields.begin(); it != fields.end(); ++it)
            object = jv_object_set(object, toJq(it.key()).release(), toJq(it.value()).release());
        return JqValue(object);
    }
    case QJsonValue::Null:
    case QJsonValue::Undefined: break;
    }
    return JqValue();
}

QString textOfJq(jv borrowedString)
{
    return QString::fromUtf8(jv_string_value(borrowedString), jv_string_length_bytes(jv_copy(borrowedString)));
}

Result<QJsonValue> fromJq(const JqValue &value, JqBounds &bounds)
{
    return Converter(bounds).run(value.borrowed());
}

QByteArray compactJson(const QJsonValue &value)
{
    const QByteArray listed = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return listed.mid(1, listed.size() - 2);
}

Result<JqDocument> parseJq(const QByteArray &json)
{
    if (!json.isValidUtf8()) // libjq would put another character in its place, and say nothing
        return failure(ErrorKind::Usage, u"it is not in UTF-8, as JSON has to be"_s);
    const Survey survey(json);
    if (!survey.fault.isEmpty())
        return failure(ErrorKind::Usage, survey.fault);
    JqValue value(jv_parse_sized(json.constData(), static_cast<int>(json.size())));
    if (value.kind() != JV_KIND_INVALID)
        return JqDocument{std::move(value), survey.lost};
    if (!jv_invalid_has_msg(value.copy()))
        return failure(ErrorKind::Usage, u"it is empty"_s);
    const JqValue message(jv_invalid_get_msg(value.copy()));
    const QString text = message.kind() == JV_KIND_STRING ? textOfJq(message.borrowed()) : QString();
    // libjq repeats the whole text behind this
    return failure(ErrorKind::Usage, u"it is not JSON: %1"_s.arg(text.section(u" (while parsing"_s, 0, 0)));
}

} // namespace cairn
