#include "definition/schemacompat.h"

#include "definition/jqvalue.h"
#include "definition/schema.h"
#include "definition/schemadocument.h"
#include "definition/schemavalue.h"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxComparisons = 50'000;
constexpr int MaxEqualitySteps = 2'000'000; ///< of looking for equality, all in all
constexpr int MaxReasons = 50;
constexpr int MaxHops = 64;
constexpr int MaxComparedNesting = 500;

using Name = QLatin1String;

/// A schema in its document.
struct Place
{
    const SchemaDocument *document = nullptr;
    QString pointer;
    QJsonValue value;

    QJsonObject fields() const { return value.toObject(); }
    Place inside(const QString &key, const QJsonValue &inner) const { return {document, childPointer(pointer, key), inner}; }
    Place keyword(Name key) const { return inside(key, fields().value(key)); }
    /// What holds where the keyword says nothing.
    Place anything() const { return {document, pointer + "/-"_L1, true}; }
    /// The schema of a keyword; anything if it is absent.
    Place schema(Name key) const { return fields().contains(key) ? keyword(key) : anything(); }
    bool isRefusal() const { return value.isBool() && !value.toBool(); }

    /// Where its references lead, as far as they can be followed inside the document.
    Place followed() const
    {
        Place place = *this;
        for (int hop = 0; hop < MaxHops && place.value.isObject() && place.fields().contains(Name("$ref")); ++hop) {
            const auto target = document->resolve(place.pointer, place.fields().value(Name("$ref")).toString());
            if (!target || document->at(*target).isUndefined())
                break;
            place = {document, *target, document->at(*target)};
        }
        return place;
    }
};

/// Whether two values are equal with all that they refer to.
class Equality
{
public:
    explicit Equality(int &steps) : m_steps(steps) {}

    bool holds(const Place &one, const Place &other)
    {
        if (one.value.type() != other.value.type() || ++m_steps > MaxEqualitySteps || m_nesting > MaxComparedNesting)
            return false;
        if (!one.value.isArray() && !one.value.isObject())
            return equalJson(one.value, other.value);
        ++m_nesting;
        const bool equal = one.value.isArray() ? lists(one, other) : objects(one, other) && references(one, other);
        --m_nesting;
        return equal;
    }

private:
    bool lists(const Place &one, const Place &other)
    {
        const QJsonArray left = one.value.toArray();
        const QJsonArray right = other.value.toArray();
        bool equal = left.size() == right.size();
        for (qsizetype i = 0; i < left.size() && equal; ++i)
            equal = holds(one.inside(QString::number(i), left[i]), other.inside(QString::number(i), right[i]));
        return equal;
    }

    bool objects(const Place &one, const Place &other)
    {
        const QJsonObject left = one.fields();
        const QJsonObject right = other.fields();
        bool equal = left.keys() == right.keys();
        for (auto it = left.begin(); it != left.end() && equal; ++it)
            equal = holds(one.inside(it.key(), it.value()), other.inside(it.key(), right.value(it.key())));
        return equal;
    }

    bool references(const Place &one, const Place &other)
    {
        const Place left = one.followed();
        const Place right = other.followed();
        const auto pair = std::pair(left.pointer, right.pointer);
        if ((left.pointer == one.pointer && right.pointer == other.pointer) || m_seen.contains(pair))
            return true;
        m_seen.insert(pair);
        return holds(left, right);
    }

    QSet<std::pair<QString, QString>> m_seen;
    int &m_steps;
    int m_nesting = 0;
};

/// A bound, which may be left out itself.
struct Limit
{
    double value;
    bool open = false;
};

Limit lowest(const QJsonObject &fields)
{
    constexpr double None = -std::numeric_limits<double>::infinity();
    const double closed = fields.value(Name("minimum")).toDouble(None);
    const double open = fields.value(Name("exclusiveMinimum")).toDouble(None);
    return open >= closed && std::isfinite(open) ? Limit{open, true} : Limit{closed, false};
}

Limit highest(const QJsonObject &fields)
{
    constexpr double None = std::numeric_limits<double>::infinity();
    const double closed = fields.value(Name("maximum")).toDouble(None);
    const double open = fields.value(Name("exclusiveMaximum")).toDouble(None);
    return open <= closed && std::isfinite(open) ? Limit{open, true} : Limit{closed, false};
}

/// The values that enum and const leave; nothing if they leave no end of them.
std::optional<QJsonArray> valuesOf(const QJsonObject &fields)
{
    if (fields.contains(Name("const")))
        return QJsonArray{fields.value(Name("const"))};
    if (fields.contains(Name("enum")))
        return fields.value(Name("enum")).toArray();
    return std::nullopt;
}

/// The types that values may have; an integer is a number too.
QSet<QString> typesOf(const QJsonObject &fields)
{
    QSet<QString> types;
    if (const auto values = valuesOf(fields)) {
        for (const QJsonValue &value : *values)
            types.insert(hasJsonType(value, u"integer"_s) ? u"integer"_s : jsonTypeOf(value));
        return types;
    }
    const QJsonValue type = fields.value(Name("type"));
    const QJsonArray names = type.isString() ? QJsonArray{type} : type.toArray();
    for (const QJsonValue &name : names)
        types.insert(name.toString());
    if (names.isEmpty())
        types = {u"array"_s, u"boolean"_s, u"null"_s, u"number"_s, u"object"_s, u"string"_s};
    return types;
}

/// Shows that whatever is valid under one schema is valid under another: that every keyword of the other follows from the one.
class Proof
{
public:
    Proof(QString direction, QStringList &reasons) : m_direction(std::move(direction)), m_reasons(reasons) {}

    bool holds(const QJsonObject &from, const QJsonObject &to)
    {
        const SchemaDocument source(from);
        const SchemaDocument target(to);
        const qsizetype before = m_reasons.size();
        compare({&source, {}, from}, {&target, {}, to});
        return m_reasons.size() == before && m_comparisons <= MaxComparisons;
    }

private:
    void refute(const Place &at, const QString &what)
    {
        const QString reason = u"%1: #%2: %3"_s.arg(m_direction, at.pointer, what);
        if (m_reasons.size() < MaxReasons && !m_reasons.contains(reason))
            m_reasons.append(reason);
    }

    void compare(const Place &fromPlace, const Place &toPlace)
    {
        if (++m_comparisons > MaxComparisons || m_nesting > MaxComparedNesting)
            return refute(toPlace, u"cannot be shown: the schemas are too large to be compared"_s);
        const Place from = fromPlace.followed();
        const Place to = toPlace.followed();
        const auto pair = std::pair(from.pointer, to.pointer);
        if (m_seen.contains(pair))
            return; // being shown, or shown, or refuted, higher up
        m_seen.insert(pair);
        if (from.isRefusal() || Equality(m_steps).holds(from, to))
            return;
        if (to.isRefusal())
            return refute(to, u"is not allowed any more"_s);
        if (from.fields().contains(Name("$ref")) || to.fields().contains(Name("$ref")))
            return refute(to, u"cannot be shown: it refers to another schema"_s);
        if (const auto given = valuesOf(from.fields()); given && compareEach(*given, to))
            return;
        m_types = typesOf(from.fields());
        type(from, to);
        values(to);
        numbers(from, to);
        counts(from, to);
        sameOnly(from, to);
        // these go deeper, and take m_types with them
        ++m_nesting;
        const QSet<QString> types = m_types;
        if (types.contains(u"object"_s))
            object(from, to);
        if (types.contains(u"array"_s))
            array(from, to);
        --m_nesting;
    }

    /// A list of values needs no proof: each can be tried. False if the schema to try them on cannot stand alone.
    bool compareEach(const QJsonArray &given, const Place &to)
    {
        const bool standsAlone = !compactJson(to.value).contains("\"$ref\"");
        const auto schema = standsAlone ? Schema::compile({}, to.value) : tl::unexpected(QList<SchemaFault>());
        if (!schema)
            return false;
        for (const QJsonValue &value : given) {
            if (!schema->validate(value).isEmpty())
                refute(to, u"%1 is not allowed any more"_s.arg(listOfJson({value})));
        }
        return true;
    }

    bool mayBe(const char *type) const { return m_types.contains(QString::fromLatin1(type)); }
    bool mayBeNumber() const { return mayBe("number") || mayBe("integer"); }

    void type(const Place &from, const Place &to)
    {
        if (!to.fields().contains(Name("type")))
            return;
        QSet<QString> allowed = typesOf({{u"type"_s, to.fields().value(Name("type"))}});
        if (allowed.contains(u"number"_s))
            allowed.insert(u"integer"_s);
        const QSet<QString> missing = typesOf(from.fields()) - allowed;
        if (!missing.isEmpty()) {
            QStringList names(missing.begin(), missing.end());
            names.sort();
            refute(to, u"may have been %1"_s.arg(names.join(u" or "_s)));
        }
    }

    void values(const Place &to)
    {
        if (!valuesOf(to.fields()))
            return;
        // lists on both sides were compared value by value, unless something else stood in the way
        refute(to, u"only certain values are allowed now"_s);
    }

    void numbers(const Place &from, const Place &to)
    {
        if (!mayBeNumber())
            return;
        const Limit low = lowest(from.fields());
        const Limit newLow = lowest(to.fields());
        if (newLow.value > low.value || (newLow.value == low.value && newLow.open && !low.open))
            refute(to, u"smaller numbers were allowed"_s);
        const Limit high = highest(from.fields());
        const Limit newHigh = highest(to.fields());
        if (newHigh.value < high.value || (newHigh.value == high.value && newHigh.open && !high.open))
            refute(to, u"larger numbers were allowed"_s);
        const double divisor = to.fields().value(Name("multipleOf")).toDouble();
        const QJsonValue given = from.fields().value(Name("multipleOf"));
        // every whole number is a multiple of 1
        const QJsonValue known = given.isDouble() ? given : mayBe("number") ? QJsonValue() : QJsonValue(1);
        if (divisor > 0 && !(known.isDouble() && isMultipleOf(known, divisor)))
            refute(to, u"other numbers than multiples of %1 were allowed"_s.arg(divisor));
    }

    void counts(const Place &from, const Place &to)
    {
        count(from, to, Name("Length"), "string");
        count(from, to, Name("Items"), "array");
        count(from, to, Name("Properties"), "object");
    }

    void count(const Place &from, const Place &to, Name what, const char *type)
    {
        if (!mayBe(type))
            return;
        const QString least = Name("min") + what;
        const QString most = Name("max") + what;
        double known = from.fields().value(least).toDouble();
        if (what == Name("Properties"))
            known = std::max<double>(known, from.fields().value(Name("required")).toArray().size());
        if (to.fields().value(least).toDouble() > known)
            refute(to, u"%1 was less"_s.arg(least));
        if (to.fields().contains(most) &&
            from.fields().value(most).toDouble(std::numeric_limits<double>::infinity()) > to.fields().value(most).toDouble())
            refute(to, u"%1 was more, or not given"_s.arg(most));
    }

    /// Keywords that are only understood where they did not change.
    void sameOnly(const Place &from, const Place &to)
    {
        static const QHash<QString, QString> keywords{{u"pattern"_s, u"string"_s},
                                                      {u"format"_s, u"string"_s},
                                                      {u"contains"_s, u"array"_s},
                                                      {u"uniqueItems"_s, u"array"_s},
                                                      {u"propertyNames"_s, u"object"_s},
                                                      {u"dependencies"_s, u"object"_s},
                                                      {u"allOf"_s, {}},
                                                      {u"anyOf"_s, {}},
                                                      {u"oneOf"_s, {}},
                                                      {u"not"_s, {}},
                                                      {u"if"_s, {}},
                                                      {u"then"_s, {}},
                                                      {u"else"_s, {}}};
        const QJsonObject fields = to.fields();
        for (auto it = fields.begin(); it != fields.end(); ++it) {
            const auto keyword = keywords.constFind(it.key());
            const bool checksNothing = it.key() == Name("uniqueItems") && !it.value().toBool();
            if (keyword == keywords.constEnd() || checksNothing || (!keyword->isEmpty() && !m_types.contains(*keyword)))
                continue;
            if (!Equality(m_steps).holds(from.inside(it.key(), from.fields().value(it.key())), to.inside(it.key(), it.value())))
                refute(to, u"cannot be shown: %1 is another, or new"_s.arg(it.key()));
        }
    }

    void object(const Place &from, const Place &to)
    {
        const QJsonArray required = to.fields().value(Name("required")).toArray();
        const QJsonArray given = from.fields().value(Name("required")).toArray();
        for (const QJsonValue &name : required) {
            if (!given.contains(name))
                refute(to, u"the property '%1' was not required"_s.arg(name.toString().left(64)));
        }
        const QJsonObject old = from.fields().value(Name("properties")).toObject();
        const QJsonObject now = to.fields().value(Name("properties")).toObject();
        const bool hasPatterns =
            from.fields().contains(Name("patternProperties")) || to.fields().contains(Name("patternProperties"));
        if (hasPatterns && (old.keys() != now.keys() || !Equality(m_steps).holds(from.keyword(Name("patternProperties")),
                                                                                 to.keyword(Name("patternProperties")))))
            return refute(to, u"cannot be shown: patternProperties, or the names beside them, are others"_s);
        const Place rest = from.schema(Name("additionalProperties"));
        const Place newRest = to.schema(Name("additionalProperties"));
        QStringList names = old.keys() + now.keys();
        names.removeDuplicates();
        for (const QString &name : names)
            compare(old.contains(name) ? from.keyword(Name("properties")).inside(name, old.value(name)) : rest,
                    now.contains(name) ? to.keyword(Name("properties")).inside(name, now.value(name)) : newRest);
        compare(rest, newRest);
    }

    static Place itemAt(const Place &of, qsizetype index)
    {
        const Place items = of.schema(Name("items"));
        const QJsonArray list = items.value.toArray();
        if (!items.value.isArray())
            return items;
        return index < list.size() ? items.inside(QString::number(index), list[index]) : of.schema(Name("additionalItems"));
    }

    void array(const Place &from, const Place &to)
    {
        const qsizetype placed =
            std::max(from.fields().value(Name("items")).toArray().size(), to.fields().value(Name("items")).toArray().size());
        for (qsizetype i = 0; i <= placed; ++i) // the one behind the last stands for all that follow
            compare(itemAt(from, i), itemAt(to, i));
    }

    const QString m_direction;
    QStringList &m_reasons;
    QSet<QString> m_types; ///< that values valid under the schema compared from may have
    QSet<std::pair<QString, QString>> m_seen;
    int m_comparisons = 0;
    int m_nesting = 0;
    int m_steps = 0;
};

} // namespace

SchemaCompatibility compatibility(const QJsonObject &older, const QJsonObject &newer)
{
    SchemaCompatibility result;
    result.backward = Proof(u"backward"_s, result.reasons).holds(older, newer);
    result.forward = Proof(u"forward"_s, result.reasons).holds(newer, older);
    return result;
}

} // namespace cairn
