#include "definition/schemalink.h"

#include "definition/nearest.h"
#include "definition/schemadocument.h"
#include "definition/schemaformat.h"

#include <algorithm>
#include <limits>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxSchemas = 50'000;
constexpr int MaxFaults = 50; ///< after which the rest is not read
constexpr int MaxWarnings = 50;
constexpr int MaxUnknown = 1'000; ///< keywords that are compared with all that there are
constexpr qsizetype MaxAddress = 1'024;

/// Where a reference leads.
struct Target
{
    int document = 0;
    QString pointer;

    bool operator==(const Target &) const = default;
    friend size_t qHash(const Target &target, size_t seed = 0) { return qHashMulti(seed, target.document, target.pointer); }
};

class Linker
{
public:
    Linker(const SchemaRef &ref, const QJsonValue &document, const SchemaLookup &lookup) : m_lookup(lookup)
    {
        m_numbers.insert(ref, 0);
        m_documents.emplace_back(document);
        // only this document is checked all over, definitions that nobody uses too: of the others, what it uses
        targetNumber({0, {}});
    }

    LinkedSchema run()
    {
        for (size_t i = 0; i < m_targets.size() && !isFull(); ++i) {
            const Target target = m_targets[i];
            m_current = static_cast<int>(i);
            m_places.resize(m_targets.size());
            m_out.targets.append(
                schema({target.document, target.pointer, m_documents[target.document].at(target.pointer), true}));
        }
        m_places.resize(m_targets.size());
        if (!isFull())
            reportCycle();
        return std::move(m_out);
    }

private:
    /// A schema and where it stands.
    struct Node
    {
        int document;
        QString pointer;
        QJsonValue value;
        bool samePlace; ///< it is for the very value that the current target is for
    };

    bool isFull() const { return m_schemas > MaxSchemas || m_out.faults.size() - m_warnings >= MaxFaults; }

    void fault(const Node &node, const QString &pointer, const QString &what, const QString &remedy, bool warning = false)
    {
        // in another document: what the reader can see here is the reference to it
        const bool here = node.document == 0;
        const SchemaFault found{here ? pointer : m_origins[m_current],
                                here ? what : u"in %1#%2: %3"_s.arg(m_names[node.document].toString(), pointer, what), remedy,
                                warning};
        if (m_out.faults.contains(found) || (warning && (!here || m_warnings == MaxWarnings)))
            return;
        m_out.faults.append(found);
        m_warnings += warning;
    }

    static QJsonObject reference(int number) { return {{u"format"_s, u"#%1"_s.arg(number)}}; }

    int targetNumber(const Target &target, const QString &origin = {})
    {
        if (const auto known = m_targetNumbers.constFind(target); known != m_targetNumbers.constEnd())
            return *known;
        m_targets.push_back(target);
        m_origins.push_back(origin);
        m_targetNumbers.insert(target, static_cast<int>(m_targets.size()) - 1);
        return static_cast<int>(m_targets.size()) - 1;
    }

    QJsonValue schema(const Node &node)
    {
        if (++m_schemas == MaxSchemas)
            fault(node, node.pointer, u"with all that it refers to, there are more than %1 schemas"_s.arg(MaxSchemas),
                  u"Divide it"_s);
        if (isFull() || node.value.isBool())
            return node.value;
        if (const QString wrong = shapeFault(SchemaShape::Schema, node.value); !wrong.isEmpty()) {
            fault(node, node.pointer, u"it "_s + wrong, {});
            return true;
        }
        const QJsonObject fields = node.value.toObject();
        if (const auto ref = fields.find("$ref"_L1); ref != fields.end())
            return linked(node, ref.value());
        QJsonObject out;
        for (auto it = fields.begin(); it != fields.end(); ++it)
            keyword(node, it.key(), it.value(), out);
        listAllowed(fields, out);
        return out;
    }

    void keyword(const Node &node, const QString &key, const QJsonValue &value, QJsonObject &out)
    {
        const QString pointer = childPointer(node.pointer, key);
        const SchemaKeyword *keyword = findSchemaKeyword(key);
        if (!keyword) {
            if (++m_unknown < MaxUnknown)
                suggest(node, pointer, key);
            return;
        }
        if (const QString wrong = shapeFault(keyword->shape, value); !wrong.isEmpty())
            return fault(node, pointer, u"%1 %2"_s.arg(key, wrong), {});
        write(node, *keyword, {node.document, pointer, value, node.samePlace && keyword->samePlace}, out);
    }

    void suggest(const Node &node, const QString &pointer, const QString &key)
    {
        if (const QString near = nearest(key, schemaKeywords()); !near.isEmpty())
            fault(node, pointer, u"JSON Schema has no keyword '%1', which checks nothing"_s.arg(key.left(64)),
                  u"Did you mean '%1'?"_s.arg(near), true);
    }

    /// What valijson gets to see of the keyword whose value is `inner`.
    void write(const Node &node, const SchemaKeyword &keyword, const Node &inner, QJsonObject &out)
    {
        const QString key = keyword.name;
        switch (keyword.shape) {
        case SchemaShape::Schema: out.insert(key, schema(inner)); break;
        case SchemaShape::Items:
        case SchemaShape::SchemaList:
        case SchemaShape::SchemaMap:
        case SchemaShape::PatternMap:
        case SchemaShape::Dependencies: out.insert(key, container(keyword.shape, inner)); break;
        case SchemaShape::Definitions: container(keyword.shape, inner); break;
        case SchemaShape::Pattern: out.insert(key, patternNumber(node, inner.pointer, inner.value.toString())); break;
        case SchemaShape::Count:
            // what valijson reads is an int, and nothing is longer anyway
            out.insert(key, std::min(inner.value.toDouble(), double(std::numeric_limits<int>::max())));
            break;
        case SchemaShape::Text:
            checkSchemaUrl(node, key, inner);
            if (keyword.name == "format"_L1 && isKnownFormat(inner.value.toString()))
                out.insert(key, inner.value);
            break;
        case SchemaShape::Number:
        case SchemaShape::Positive:
        case SchemaShape::Boolean:
        case SchemaShape::Names:
        case SchemaShape::Type: out.insert(key, inner.value); break;
        case SchemaShape::Values:
        case SchemaShape::Any:
        case SchemaShape::Reference:
        case SchemaShape::Ignored: break;
        }
    }

    void checkSchemaUrl(const Node &node, const QString &key, const Node &inner)
    {
        const QString url = inner.value.toString();
        if (key == "$schema"_L1 && !url.contains("draft-07"_L1))
            fault(node, inner.pointer, u"the schema is written for another draft than 7"_s,
                  u"Cairn reads it as draft 7: write http://json-schema.org/draft-07/schema#, and check its keywords"_s, true);
    }

    /// A value that holds schemas, with each of them linked.
    QJsonValue container(SchemaShape shape, const Node &inner)
    {
        QJsonArray list;
        QJsonObject map = shape == SchemaShape::Dependencies ? inner.value.toObject() : QJsonObject();
        const bool isList = shape == SchemaShape::SchemaList || inner.value.isArray();
        const bool isMap = !isList && shape != SchemaShape::Items;
        QJsonValue single;
        QStringList keys = isMap ? inner.value.toObject().keys() : QStringList();
        if (shape == SchemaShape::Dependencies)
            takeNameLists(inner, keys);
        eachSchemaIn(shape, inner.value, inner.pointer, [&](const QString &pointer, const QJsonValue &value) {
            const QJsonValue out = schema({inner.document, pointer, value, inner.samePlace});
            if (isList)
                return list.append(out);
            if (!isMap)
                return void(single = out);
            const QString key = keys.takeFirst();
            map.insert(shape == SchemaShape::PatternMap ? patternNumber(inner, pointer, key) : key, out);
        });
        return isList ? QJsonValue(list) : isMap ? QJsonValue(map) : single;
    }

    void takeNameLists(const Node &inner, QStringList &keys)
    {
        const QJsonObject fields = inner.value.toObject();
        for (auto it = fields.begin(); it != fields.end(); ++it) {
            if (!it.value().isArray())
                continue;
            keys.removeOne(it.key());
            if (const QString wrong = shapeFault(SchemaShape::Names, it.value()); !wrong.isEmpty())
                fault(inner, childPointer(inner.pointer, it.key()), u"the dependency "_s + wrong, {});
        }
    }

    QString patternNumber(const Node &node, const QString &pointer, const QString &source)
    {
        if (const auto known = m_patternNumbers.constFind(source); known != m_patternNumbers.constEnd())
            return QString::number(*known);
        Result<SchemaPattern> pattern = SchemaPattern::compile(source);
        if (!pattern) {
            fault(node, pointer, u"the pattern cannot be used: "_s + pattern.error().detail,
                  u"Patterns are regular expressions of ECMA 262"_s);
            return u"0"_s;
        }
        m_out.patterns.push_back(std::move(*pattern));
        m_patternNumbers.insert(source, static_cast<int>(m_out.patterns.size()) - 1);
        return QString::number(m_out.patterns.size() - 1);
    }

    /// enum and const, which both say what is allowed.
    void listAllowed(const QJsonObject &fields, QJsonObject &out)
    {
        const auto only = fields.find("const"_L1);
        const auto values = fields.find("enum"_L1);
        if (only == fields.end() && values == fields.end())
            return;
        QJsonArray allowed = values == fields.end() ? QJsonArray() : values.value().toArray();
        if (only != fields.end())
            allowed = values == fields.end() || allowed.contains(only.value()) ? QJsonArray{only.value()} : QJsonArray();
        out.insert(u"enum"_s, QJsonArray());
        out.insert(u"description"_s, QString::number(m_out.allowed.size()));
        m_out.allowed.push_back(allowed);
    }

    QJsonValue linked(const Node &node, const QJsonValue &address)
    {
        const QString pointer = childPointer(node.pointer, u"$ref"_s);
        if (const QString wrong = shapeFault(SchemaShape::Reference, address); !wrong.isEmpty()) {
            fault(node, pointer, u"$ref "_s + wrong, {});
            return true;
        }
        const auto target = resolve(node, pointer, address.toString());
        if (!target)
            return true;
        const int number = targetNumber(*target, node.document == 0 ? pointer : m_origins[m_current]);
        if (node.samePlace)
            m_places[m_current].append({number, node.document == 0 ? pointer : m_origins[m_current]});
        return reference(number);
    }

    std::optional<Target> resolve(const Node &node, const QString &pointer, const QString &address)
    {
        const QString shown = address.left(128);
        const auto ref = SchemaRef::fromString(address.section(QLatin1Char('#'), 0, 0));
        const int document = ref ? documentNumber(*ref) : node.document;
        if (document < 0) {
            fault(node, pointer, u"there is no schema %1"_s.arg(ref->toString()),
                  u"Write schemas/%1.json, or refer to another"_s.arg(ref->toString()));
            return std::nullopt;
        }
        const bool tooLong = address.size() > MaxAddress;
        const QString local = ref ? QLatin1Char('#') + address.section(QLatin1Char('#'), 1) : address;
        const auto place = tooLong ? std::nullopt : m_documents[document].resolve(ref ? QString() : node.pointer, local);
        if (!place && !tooLong && !local.startsWith(QLatin1Char('#'))) {
            fault(node, pointer, u"$ref leads out of the schema, to '%1', and Cairn fetches nothing"_s.arg(shown),
                  u"Write that schema to schemas/NAME@VERSION.json, and refer to it as NAME@VERSION"_s);
            return std::nullopt;
        }
        if (!place || m_documents[document].at(*place).isUndefined()) {
            fault(node, pointer, u"$ref leads to '%1', where there is nothing"_s.arg(shown),
                  u"Refer to a place in the schema, as in #/definitions/address"_s);
            return std::nullopt;
        }
        return Target{document, *place};
    }

    /// -1 if there is none.
    int documentNumber(const SchemaRef &ref)
    {
        if (const auto known = m_numbers.constFind(ref); known != m_numbers.constEnd())
            return *known;
        const auto found = m_lookup ? m_lookup(ref) : std::nullopt;
        const int number = found ? static_cast<int>(m_documents.size()) : -1;
        m_numbers.insert(ref, number);
        if (found) {
            m_documents.emplace_back(*found);
            m_names.resize(m_documents.size());
            m_names.back() = ref;
            m_out.references.append(ref);
        }
        return number;
    }

    /// Finds a schema that leads back to itself for the very same value, which never ends.
    void reportCycle()
    {
        enum Mark { New, Open, Done };
        std::vector<Mark> marks(m_targets.size(), New);
        std::vector<std::pair<int, int>> path; // a target, and how many of the places it leads to were followed
        for (int start = 0; start < static_cast<int>(m_targets.size()); ++start) {
            if (marks[start] == New)
                path.emplace_back(start, 0);
            while (!path.empty()) {
                auto &[target, followed] = path.back();
                marks[target] = Open;
                if (followed == m_places[target].size()) {
                    marks[target] = Done;
                    path.pop_back();
                    continue;
                }
                const auto &[next, origin] = m_places[target][followed++];
                if (marks[next] == Open) {
                    m_out.faults.append({origin, u"the schema leads back to itself without going deeper into the value"_s,
                                         u"Refer to it from inside properties or items, or leave it out"_s, false});
                    return;
                }
                if (marks[next] == New)
                    path.emplace_back(next, 0);
            }
        }
    }

    const SchemaLookup &m_lookup;
    LinkedSchema m_out;
    std::vector<SchemaDocument> m_documents;
    std::vector<SchemaRef> m_names{1}; ///< of the documents; the first has none here
    QHash<SchemaRef, int> m_numbers;
    std::vector<Target> m_targets;
    std::vector<QString> m_origins;                       ///< of each target: the $ref in the first document that led to it
    std::vector<QList<std::pair<int, QString>>> m_places; ///< of each target: those that are for the same value
    QHash<Target, int> m_targetNumbers;
    QHash<QString, int> m_patternNumbers;
    int m_current = 0;
    int m_schemas = 0;
    qsizetype m_warnings = 0;
    int m_unknown = 0;
};

} // namespace

LinkedSchema linkSchema(const SchemaRef &ref, const QJsonValue &document, const SchemaLookup &lookup)
{
    return Linker(ref, document, lookup).run();
}

} // namespace cairn
