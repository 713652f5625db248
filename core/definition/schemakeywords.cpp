#include "definition/schemakeywords.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>

namespace cairn {

namespace {

using enum SchemaShape;

// draft-handrews-json-schema-validation-01, and -schema-01 for those with $
constexpr std::array Keywords{
    SchemaKeyword{QLatin1String("$comment"), Ignored},
    SchemaKeyword{QLatin1String("$id"), Text},
    SchemaKeyword{QLatin1String("$ref"), Reference},
    SchemaKeyword{QLatin1String("$schema"), Text},
    SchemaKeyword{QLatin1String("additionalItems"), SchemaShape::Schema},
    SchemaKeyword{QLatin1String("additionalProperties"), SchemaShape::Schema},
    SchemaKeyword{QLatin1String("allOf"), SchemaList, true},
    SchemaKeyword{QLatin1String("anyOf"), SchemaList, true},
    SchemaKeyword{QLatin1String("const"), Any},
    SchemaKeyword{QLatin1String("contains"), SchemaShape::Schema},
    SchemaKeyword{QLatin1String("contentEncoding"), Ignored},
    SchemaKeyword{QLatin1String("contentMediaType"), Ignored},
    SchemaKeyword{QLatin1String("default"), Ignored},
    SchemaKeyword{QLatin1String("definitions"), Definitions},
    SchemaKeyword{QLatin1String("dependencies"), Dependencies, true},
    SchemaKeyword{QLatin1String("description"), Ignored},
    SchemaKeyword{QLatin1String("else"), SchemaShape::Schema, true},
    SchemaKeyword{QLatin1String("enum"), Values},
    SchemaKeyword{QLatin1String("examples"), Ignored},
    SchemaKeyword{QLatin1String("exclusiveMaximum"), Number},
    SchemaKeyword{QLatin1String("exclusiveMinimum"), Number},
    SchemaKeyword{QLatin1String("format"), Text},
    SchemaKeyword{QLatin1String("if"), SchemaShape::Schema, true},
    SchemaKeyword{QLatin1String("items"), Items},
    SchemaKeyword{QLatin1String("maxItems"), Count},
    SchemaKeyword{QLatin1String("maxLength"), Count},
    SchemaKeyword{QLatin1String("maxProperties"), Count},
    SchemaKeyword{QLatin1String("maximum"), Number},
    SchemaKeyword{QLatin1String("minItems"), Count},
    SchemaKeyword{QLatin1String("minLength"), Count},
    SchemaKeyword{QLatin1String("minProperties"), Count},
    SchemaKeyword{QLatin1String("minimum"), Number},
    SchemaKeyword{QLatin1String("multipleOf"), Positive},
    SchemaKeyword{QLatin1String("not"), SchemaShape::Schema, true},
    SchemaKeyword{QLatin1String("oneOf"), SchemaList, true},
    SchemaKeyword{QLatin1String("pattern"), Pattern},
    SchemaKeyword{QLatin1String("patternProperties"), PatternMap},
    SchemaKeyword{QLatin1String("properties"), SchemaMap},
    SchemaKeyword{QLatin1String("propertyNames"), SchemaShape::Schema},
    SchemaKeyword{QLatin1String("readOnly"), Ignored},
    SchemaKeyword{QLatin1String("required"), Names},
    SchemaKeyword{QLatin1String("then"), SchemaShape::Schema, true},
    SchemaKeyword{QLatin1String("title"), Ignored},
    SchemaKeyword{QLatin1String("type"), Type},
    SchemaKeyword{QLatin1String("uniqueItems"), Boolean},
    SchemaKeyword{QLatin1String("writeOnly"), Ignored},
};

bool isCount(const QJsonValue &value)
{
    const double number = value.toDouble(-1);
    return number >= 0 && std::floor(number) == number;
}

/// Texts, each once; those that valijson would cut off at a zero are no such.
bool areNames(const QJsonValue &value)
{
    QSet<QString> names;
    const QJsonArray items = value.toArray();
    for (const QJsonValue &item : items) {
        if (!item.isString() || item.toString().contains(QChar::Null))
            return false;
        names.insert(item.toString());
    }
    return value.isArray() && names.size() == items.size();
}

bool areTypes(const QJsonValue &value)
{
    static const QStringList types{QStringLiteral("array"), QStringLiteral("boolean"), QStringLiteral("integer"),
                                   QStringLiteral("null"),  QStringLiteral("number"),  QStringLiteral("object"),
                                   QStringLiteral("string")};
    const QJsonArray names = value.isString() ? QJsonArray{value} : value.toArray();
    return !names.isEmpty() && areNames(names) &&
           std::all_of(names.begin(), names.end(), [](const QJsonValue &name) { return types.contains(name.toString()); });
}

bool isMap(const QJsonValue &value)
{
    const QStringList keys = value.toObject().keys();
    return value.isObject() &&
           std::none_of(keys.begin(), keys.end(), [](const QString &key) { return key.contains(QChar::Null); });
}

QString unless(bool fits, const char *expected)
{
    return fits ? QString() : QStringLiteral("is not ") + QString::fromLatin1(expected);
}

} // namespace

const SchemaKeyword *findSchemaKeyword(const QString &name)
{
    const auto found =
        std::find_if(Keywords.begin(), Keywords.end(), [&name](const auto &keyword) { return keyword.name == name; });
    return found == Keywords.end() ? nullptr : &*found;
}

QStringList schemaKeywords()
{
    QStringList names;
    for (const SchemaKeyword &keyword : Keywords)
        names.append(keyword.name);
    return names;
}

QString shapeFault(SchemaShape shape, const QJsonValue &value)
{
    switch (shape) {
    case SchemaShape::Schema:
        return unless(value.isObject() || value.isBool(), "a schema: an object, true or false");
    case SchemaList:
        return unless(!value.toArray().isEmpty(), "a list of at least one schema");
    case SchemaMap:
    case Definitions:
        return unless(isMap(value), "an object of schemas by name");
    case PatternMap:
        return unless(isMap(value), "an object of schemas by pattern");
    case Items:
        return unless(value.isObject() || value.isBool() || value.isArray(), "a schema or a list of schemas");
    case Dependencies:
        return unless(isMap(value), "an object of schemas and lists of names");
    case Count:
        return unless(isCount(value), "a whole number from 0");
    case Number:
        return unless(value.isDouble(), "a number");
    case Positive:
        return unless(value.toDouble() > 0, "a number above 0");
    case Boolean:
        return unless(value.isBool(), "true or false");
    case Text:
    case Pattern:
    case Reference:
        return unless(value.isString(), "a string");
    case Names:
        return unless(areNames(value), "a list of strings, each once");
    case Type:
        return unless(areTypes(value), "one or several of array, boolean, integer, null, number, object and string");
    case Values:
        return unless(!value.toArray().isEmpty(), "a list of at least one value");
    case Any:
    case Ignored:
        break;
    }
    return {};
}

} // namespace cairn
