#include "definition/schemafile.h"

#include "definition/jsonplaces.h"
#include "definition/yamltree.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class Reader
{
public:
    explicit Reader(const SchemaSource &source)
        : m_file(source.file), m_json(source.json.startsWith("\xEF\xBB\xBF") ? source.json.mid(3) : source.json)
    {
        readName();
        if (m_json.size() > Schema::MaxBytes)
            report({}, u"the file is larger than 1 MiB"_s, u"Divide the schema into several"_s);
        else
            readJson();
    }

    const std::optional<SchemaRef> &ref() const { return m_ref; }
    /// Nothing if the text cannot be read.
    const std::optional<QJsonValue> &document() const { return m_document; }

    SchemaFile compile(const SchemaLookup &lookup)
    {
        std::optional<Schema> schema;
        if (m_document) {
            // a file without a usable name can still be told all that is wrong with its contents
            auto compiled = Schema::compile(m_ref.value_or(SchemaRef{}), *m_document, lookup);
            reportFaults(compiled ? compiled->warnings() : compiled.error());
            if (compiled && m_ref && m_sound)
                schema = std::move(*compiled);
        }
        std::stable_sort(m_problems.begin(), m_problems.end(), [](const Problem &one, const Problem &other) {
            return std::pair(one.line, one.column) < std::pair(other.line, other.column);
        });
        return {m_ref, schema, m_problems};
    }

private:
    void report(SourcePosition at, const QString &what, const QString &remedy, bool warning = false)
    {
        m_problems.append({m_file, at.line, at.column, what, remedy, warning});
        m_sound &= warning;
    }

    void readName()
    {
        const QString name = m_file.section(QLatin1Char('/'), -1);
        if (name.endsWith(".json"_L1))
            m_ref = SchemaRef::fromString(name.chopped(5));
        if (!m_ref)
            report({}, u"the file's name is no schema's name and version"_s,
                   u"Name it NAME@VERSION.json: NAME of a to z, 0 to 9 and -, VERSION a whole number from 1"_s);
    }

    void readJson()
    {
        // in brackets, because a schema may be a bare true or false, which QJsonDocument does not take
        QJsonParseError problem;
        const QJsonArray listed = QJsonDocument::fromJson('[' + m_json + ']', &problem).array();
        if (problem.error != QJsonParseError::NoError || listed.size() != 1)
            return reportSyntax(problem);
        m_document = listed.first();
        const QList<qsizetype> repeated = JsonPlaces(m_json).repeatedKeys();
        for (const qsizetype offset : repeated)
            report(positionAt(m_json, offset), u"the key stands here a second time"_s, u"Leave one of them out"_s);
    }

    void reportSyntax(const QJsonParseError &problem)
    {
        if (m_json.trimmed().isEmpty())
            return report({}, u"the file is empty"_s, u"Write a JSON Schema, {} if any value will do"_s);
        // Qt counts to behind what it could not read, and there is the bracket before it
        const qsizetype offset = std::clamp<qsizetype>(problem.offset - 2, 0, m_json.size());
        const QString what =
            problem.error == QJsonParseError::NoError ? u"there is more than one value"_s : problem.errorString();
        report(positionAt(m_json, offset), u"this is not JSON: "_s + what, u"Mend the syntax at this place"_s);
    }

    void reportFaults(const QList<SchemaFault> &faults)
    {
        QSet<QString> pointers;
        for (const SchemaFault &fault : faults)
            pointers.insert(fault.pointer);
        const JsonPlaces places(m_json, pointers);
        for (const SchemaFault &fault : faults)
            report(positionAt(m_json, places.offsetOf(fault.pointer)), fault.what, fault.remedy, fault.warning);
    }

    QString m_file;
    QByteArray m_json;
    std::optional<SchemaRef> m_ref;
    std::optional<QJsonValue> m_document;
    QList<Problem> m_problems;
    bool m_sound = true;
};

} // namespace

QList<SchemaFile> readSchemaFiles(const QList<SchemaSource> &sources, const SchemaLookup &elsewhere)
{
    std::vector<Reader> readers(sources.begin(), sources.end());
    QHash<SchemaRef, QJsonValue> documents;
    for (const Reader &reader : readers) {
        // of one that cannot be read it is enough to say so once, and not again wherever it is referred to
        if (reader.ref())
            documents.insert(*reader.ref(), reader.document().value_or(QJsonValue(true)));
    }
    const SchemaLookup lookup = [&](const SchemaRef &ref) -> std::optional<QJsonValue> {
        if (const auto found = documents.constFind(ref); found != documents.constEnd())
            return *found;
        return elsewhere ? elsewhere(ref) : std::nullopt;
    };
    QList<SchemaFile> files;
    for (Reader &reader : readers)
        files.append(reader.compile(lookup));
    return files;
}

Parsed<Schema> parseSchema(const QByteArray &json, const QString &file, const SchemaLookup &lookup)
{
    const SchemaFile read = readSchemaFiles({{file, json}}, lookup).first();
    if (!read.schema)
        return tl::unexpected(read.problems);
    return *read.schema;
}

} // namespace cairn
