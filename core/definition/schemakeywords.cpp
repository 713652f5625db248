#include "definition/schemakeywords.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using enum SchemaShape;

// draft-handrews-json-schema-validation-01, and -schema-01 for those with $
constexpr std::array Keywords{
    SchemaKeyword{"$comment"_L1, Ignored},
    SchemaKeyword{"$id"_L1, Text},
    SchemaKeyword{"$ref"_L1, Reference},
    SchemaKeyword{"$schema"_L1, Text},
    SchemaKeyword{"additionalItems"_L1, SchemaShape::Schema},
    SchemaKeyword{"additionalProperties"_L1, SchemaShape::Schema},
    SchemaKeyword{"allOf"_L1, SchemaList, true},
    SchemaKeyword{"anyOf"_L1, SchemaList, true},
    SchemaKeyword{"const"_L1, Any},
    SchemaKeyword{"contains"_L1, SchemaShape::Schema},
    SchemaKeyword{"contentEncoding"_L1, Ignored},
    SchemaKeyword{"contentMediaType"_L1, Ignored},
    SchemaKeyword{"default"_L1, Ignored},
    SchemaKeyword{"definitions"_L1, Definitions},
    SchemaKeyword{"dependencies"_L1, Dependencies, true},
    SchemaKeyword{"description"_L1, Ignored},
    SchemaKeyword{"else"_L1, SchemaShape::Schema, true},
    SchemaKeyword{"enum"_L1, Values},
    SchemaKeyword{"examples"_L1, Ignored},
    SchemaKeyword{"exclusiveMaximum"_L1, Number},
    SchemaKeyword{"exclusiveMinimum"_L1, Number},
    SchemaKeyword{"format"_L1, Text},
    SchemaKeyword{"if"_L1, SchemaShape::Schema, true},
    SchemaKeyword{"items"_L1, Items},
    SchemaKeyword{"maxItems"_L1, Count},
    SchemaKeyword{"maxLength"_L1, Count},
    SchemaKeyword{"maxProperties"_L1, Count},
    SchemaKeyword{"maximum"_L1, Number},
    SchemaKeyword{"minItems"_L1, Count},
    SchemaKeyword{"minLength"_L1, Count},
    SchemaKeyword{"minProperties"_L1, Count},
    SchemaKeyword{"minimum"_L1, Number},
    SchemaKeyword{"multipleOf"_L1, Positive},
    SchemaKeyword{"not"_L1, SchemaShape::Schema, true},
    SchemaKeyword{"oneOf"_L1, SchemaList, true},
    SchemaKeyword{"pattern"_L1, Pattern},
    SchemaKeyword{"patternProperties"_L1, PatternMap},
    SchemaKeyword{"properties"_L1, SchemaMap},
    SchemaKeyword{"propertyNames"_L1, SchemaShape::Schema},
    SchemaKeyword{"readOnly"_L1, Ignored},
    SchemaKeyword{"required"_L1, Names},
    SchemaKeyword{"then"_L1, SchemaShape::Schema, true},
    SchemaKeyword{"title"_L1, Ignored},
    SchemaKeyword{"type"_L1, Type},
    SchemaKeyword{"uniqueItems"_L1, Boolean},
    SchemaKeyword{"writeOnly"_L1, Ignored},
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
    static const QStringList types{u"array"_s, u"boolean"_s, u"integer"_s, u"null"_s, u"number"_s, u"object"_s, u"string"_s};
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
    return fits ? QString() : u"is not "_s + QString::fromLatin1(expected);
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
    case SchemaShape::Schema: return unless(value.isObject() || value.isBool(), "a schema: an object, true or false");
    case SchemaList: return unless(!value.toArray().isEmpty(), "a list of at least one schema");
    case SchemaMap:
    case Definitions: return unless(isMap(value), "an object of schemas by name");
    case PatternMap: return unless(isMap(value), "an object of schemas by pattern");
    case Items: return unless(value.isObject() || value.isBool() || value.isArray(), "a schema or a list of schemas");
    case Dependencies: return unless(isMap(value), "an object of schemas and lists of names");
    case Count: return unless(isCount(value), "a whole number from 0");
    case Number: return unless(value.isDouble(), "a number");
    case Positive: return unless(value.toDouble() > 0, "a number above 0");
    case Boolean: return unless(value.isBool(), "true or false");
    case Text:
    case Pattern:
    case Reference: return unless(value.isString(), "a string");
    case Names: return unless(areNames(value), "a list of strings, each once");
    case Type: return unless(areTypes(value), "one or several of array, boolean, integer, null, number, object and string");
    case Values: return unless(!value.toArray().isEmpty(), "a list of at least one value");
    case Any:
    case Ignored: break;
    }
    return {};
}

} // namespace cairn
