#include "definition/canonical.h"
#include "definition/definitionfile.h"
#include "definition/expression.h"
#include "definition/mapreader.h"
#include "definition/nearest.h"
#include "definition/stepgraph.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace cairn {

namespace {

QStringList words(std::initializer_list<const char *> list)
{
    QStringList texts;
    for (const char *word : list)
        texts.append(QString::fromLatin1(word));
    return texts;
}

const KeyRules PipelineKeys{QStringLiteral("a pipeline"), words({"pipeline", "version", "input", "deadline", "steps"}), words({"flags", "deprecated"})};
const KeyRules InputKeys{QStringLiteral("input"), words({"watch", "match", "max_size"}), words({"provenance", "webhook"})};
const KeyRules StepKeys{QStringLiteral("a step"), words({"needs", "service", "request", "response", "deliver"}),
                        words({"await", "foreach", "partial", "critical", "when", "reconcile", "cancel", "contract"})};
const KeyRules RequestKeys{QStringLiteral("request"), words({"method", "path", "query", "headers", "body"}), words({"schema"})};
const KeyRules BodyKeys{QStringLiteral("body"), words({"file", "raw", "json", "multipart", "content_type"}), {}};
const KeyRules PartKeys{QStringLiteral("a part"), words({"value", "file", "filename", "content_type"}), {}};
const KeyRules ResponseKeys{QStringLiteral("response"), words({"status", "expect", "sha256"}), words({"schema", "fail_when"})};
const KeyRules DeliverKeys{QStringLiteral("deliver"), words({"to", "name", "content"}), {}};

/// Reads one pipeline file; holds what its parts share.
class PipelineReader
{
public:
    PipelineReader(FileReport &report, PipelineFile &read) : m_report(report), m_read(read) {}

    void steps(const YamlNode &node)
    {
        if (node.kind != YamlNode::Kind::Map || node.entries.empty())
            return m_report.add(node.at, QStringLiteral("'steps' is no map of steps"), QStringLiteral("Write at least one step: NAME: { service: …, request: … }"));
        QHash<StepId, SourcePosition> places;
        for (const YamlEntry &entry : node.entries) {
            if (!isStepName(entry.key.text))
                m_report.add(entry.key.at, QStringLiteral("'%1' is not a step's name").arg(entry.key.text.left(80)), QStringLiteral("Begin with a small letter, go on with small letters, digits, - and _"));
            places.insert(StepId(entry.key.text), entry.key.at);
            step(entry);
        }
        checkGraph(places);
    }

    void input(const YamlNode &node, InputRule &rule)
    {
        const MapReader map(m_report, node, InputKeys);
        if (const YamlNode *watch = map.text(QStringLiteral("watch"), rule.watch))
            checkFolder(*watch, rule.watch);
        map.text(QStringLiteral("match"), rule.match);
        map.size(QStringLiteral("max_size"), rule.maxSize);
    }

private:
    void step(const YamlEntry &entry)
    {
        Step step;
        step.id = StepId(entry.key.text);
        const MapReader map(m_report, entry.value, StepKeys);
        if (const YamlNode *needs = map.value(QStringLiteral("needs")))
            readNeeds(*needs, step);
        const YamlNode *deliver = map.value(QStringLiteral("deliver"));
        const YamlNode *request = map.value(QStringLiteral("request"));
        if (const YamlNode *service = map.text(QStringLiteral("service"), step.service))
            m_read.servicePlaces.insert(step.id, service->at);
        if (deliver && (request || !step.service.isEmpty()))
            m_report.add(map.keyPlace(QStringLiteral("deliver")), QStringLiteral("a step either calls a service or delivers"), QStringLiteral("Make two steps of it"));
        else if (deliver)
            readDelivery(*deliver, step);
        else if (map.require(QStringLiteral("service"), QStringLiteral("Write service: NAME and request: …, or deliver: …")) && map.require(QStringLiteral("request"), QStringLiteral("Write request: { method: POST, path: /… }")) && request)
            readRequest(*request, step.request);
        if (const YamlNode *response = map.value(QStringLiteral("response")))
            readResponse(*response, step.response);
        m_read.version.pipeline.steps.append(step);
        m_texts.insert(step.id, std::exchange(m_current, {}));
    }

    void readNeeds(const YamlNode &node, Step &step)
    {
        if (node.kind == YamlNode::Kind::Scalar) {
            m_needs.append({step.id, StepId(node.text), node.at});
            return step.needs.append(StepId(node.text));
        }
        for (const YamlNode &item : node.items) {
            m_needs.append({step.id, StepId(item.text), item.at});
            step.needs.append(StepId(item.text));
        }
    }

    /// A template, compiled and remembered for the check of what it refers to.
    void templateText(const YamlNode *node, const QString &text)
    {
        if (!node || text.isEmpty())
            return;
        m_current.append({text, node->at});
        if (const auto good = m_engine.check(text); !good)
            m_report.add(node->at, good.error().detail, good.error().remedy);
    }

    void readTemplate(const MapReader &map, const QString &key, QString &out) { templateText(map.text(key, out), out); }

    void readPairs(const MapReader &map, const QString &key, QList<std::pair<QString, QString>> &out)
    {
        const YamlNode *node = map.value(key);
        if (!node)
            return;
        if (node->kind != YamlNode::Kind::Map)
            return m_report.add(node->at, QStringLiteral("'%1' is no map").arg(key), QStringLiteral("Write %1: { NAME: VALUE }").arg(key));
        static const QRegularExpression token(QStringLiteral("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")); // RFC 9110 §5.6.2
        for (const YamlEntry &entry : node->entries) {
            if (key == QLatin1String("headers") && !token.match(entry.key.text).hasMatch())
                m_report.add(entry.key.at, QStringLiteral("'%1' is not a header's name").arg(entry.key.text.left(80)), QStringLiteral("Use letters, digits and -"));
            if (entry.value.kind != YamlNode::Kind::Scalar)
                m_report.add(entry.value.at, QStringLiteral("the value of '%1' is no text").arg(entry.key.text), QStringLiteral("Write a text or an expression"));
            templateText(&entry.value, entry.value.text);
            out.append({entry.key.text, entry.value.text});
        }
    }

    void readRequest(const YamlNode &node, Request &request)
    {
        const MapReader map(m_report, node, RequestKeys);
        static const QRegularExpression method(QStringLiteral("^[A-Z][A-Z-]{0,31}$"));
        const YamlNode *methodNode = map.text(QStringLiteral("method"), request.method);
        if (methodNode && !method.match(request.method).hasMatch())
            m_report.add(methodNode->at, QStringLiteral("'%1' is not a method").arg(request.method.left(40)), QStringLiteral("Write it in capitals: GET, PUT, POST, MKCOL, …"));
        map.require(QStringLiteral("path"), QStringLiteral("Write path: /…"));
        readTemplate(map, QStringLiteral("path"), request.path);
        readPairs(map, QStringLiteral("query"), request.query);
        readPairs(map, QStringLiteral("headers"), request.headers);
        if (const YamlNode *body = map.value(QStringLiteral("body")))
            readBody(*body, request.body);
    }

    void readBody(const YamlNode &node, RequestBody &body)
    {
        const MapReader map(m_report, node, BodyKeys);
        readTemplate(map, QStringLiteral("content_type"), body.contentType);
        int kinds = 0;
        for (const auto &[key, kind] : {std::pair(QStringLiteral("file"), RequestBody::Kind::File), std::pair(QStringLiteral("raw"), RequestBody::Kind::Raw),
                                        std::pair(QStringLiteral("json"), RequestBody::Kind::Json), std::pair(QStringLiteral("multipart"), RequestBody::Kind::Multipart)}) {
            if (!map.has(key))
                continue;
            ++kinds;
            body.kind = kind;
            if (kind == RequestBody::Kind::File || kind == RequestBody::Kind::Raw)
                readTemplate(map, key, body.text);
            else if (const YamlNode *value = map.value(key)) {
                if (kind == RequestBody::Kind::Json)
                    body.json = json(*value);
                else
                    readParts(*value, body.parts);
            }
        }
        if (kinds != 1)
            m_report.add(node.at, QStringLiteral("a body has exactly one of file, raw, json, multipart"), QStringLiteral("Write one of them"));
    }

    QJsonValue json(const YamlNode &node)
    {
        switch (node.kind) {
        case YamlNode::Kind::Null: return {};
        case YamlNode::Kind::Scalar: {
            const QJsonValue value = scalarValue(node, m_report).value_or(QJsonValue());
            if (value.isString())
                templateText(&node, node.text);
            return value;
        }
        case YamlNode::Kind::List: {
            QJsonArray array;
            for (const YamlNode &item : node.items)
                array.append(json(item));
            return array;
        }
        case YamlNode::Kind::Map: {
            QJsonObject object;
            for (const YamlEntry &entry : node.entries)
                object.insert(entry.key.text, json(entry.value));
            return object;
        }
        }
        return {};
    }

    void readParts(const YamlNode &node, QList<RequestBody::Part> &parts)
    {
        for (const YamlEntry &entry : node.entries) {
            RequestBody::Part part;
            part.name = entry.key.text;
            if (entry.value.kind == YamlNode::Kind::Map) {
                const MapReader map(m_report, entry.value, PartKeys);
                readTemplate(map, map.has(QStringLiteral("file")) ? QStringLiteral("file") : QStringLiteral("value"), part.value);
                readTemplate(map, QStringLiteral("filename"), part.fileName);
                readTemplate(map, QStringLiteral("content_type"), part.contentType);
            } else {
                part.value = entry.value.text;
                templateText(&entry.value, part.value);
            }
            parts.append(part);
        }
        if (parts.isEmpty())
            m_report.add(node.at, QStringLiteral("'multipart' has no parts"), QStringLiteral("Write NAME: \"${{ .input }}\""));
    }

    void readResponse(const YamlNode &node, ResponseRule &rule)
    {
        const MapReader map(m_report, node, ResponseKeys);
        if (const YamlNode *status = map.value(QStringLiteral("status"))) {
            if (status->kind == YamlNode::Kind::Scalar)
                readStatus(*status, rule);
            for (const YamlNode &item : status->items)
                readStatus(item, rule);
        }
        if (const YamlNode *expect = map.text(QStringLiteral("expect"), rule.expect)) {
            static const QRegularExpression wrapped(QStringLiteral("^\\s*\\$\\{\\{(.*)\\}\\}\\s*$"), QRegularExpression::DotMatchesEverythingOption);
            if (const auto match = wrapped.match(rule.expect); match.hasMatch())
                rule.expect = match.captured(1).trimmed();
            if (const auto good = m_engine.checkTest(rule.expect); !good)
                m_report.add(expect->at, good.error().detail, good.error().remedy);
        }
        readTemplate(map, QStringLiteral("sha256"), rule.sha256);
    }

    void readStatus(const YamlNode &node, ResponseRule &rule)
    {
        bool ok = false;
        const int status = node.text.toInt(&ok);
        if (!ok || status < 100 || status > 599)
            m_report.add(node.at, QStringLiteral("'%1' is not a status").arg(node.text.left(40)), QStringLiteral("Write numbers from 100 to 599"));
        else
            rule.status.append(status);
    }

    void readDelivery(const YamlNode &node, Step &step)
    {
        Delivery delivery;
        const MapReader map(m_report, node, DeliverKeys);
        for (const char *key : {"to", "name", "content"})
            map.require(QString::fromLatin1(key), QStringLiteral("Write deliver: { to: FOLDER, name: FILE, content: … }"));
        if (const YamlNode *to = map.text(QStringLiteral("to"), delivery.to))
            checkFolder(*to, delivery.to);
        readTemplate(map, QStringLiteral("name"), delivery.name);
        if (!delivery.name.contains(QLatin1String("${{")) && delivery.name.contains(QLatin1Char('/')))
            m_report.add(map.keyPlace(QStringLiteral("name")), QStringLiteral("the name holds a '/'"), QStringLiteral("Name the folder in to:"));
        readTemplate(map, QStringLiteral("content"), delivery.content);
        step.deliver = delivery;
    }

    void checkFolder(const YamlNode &node, const QString &folder)
    {
        if (folder.startsWith(QLatin1Char('/')) || folder.split(QLatin1Char('/')).contains(QStringLiteral("..")))
            m_report.add(node.at, QStringLiteral("the folder '%1' leaves the workspace").arg(folder), QStringLiteral("Name a folder inside the workspace, such as outbox"));
    }

    void checkGraph(const QHash<StepId, SourcePosition> &places)
    {
        const QList<Step> &steps = m_read.version.pipeline.steps;
        QStringList names;
        for (const Step &step : steps)
            names.append(step.id.name());
        for (const Need &need : std::as_const(m_needs)) {
            if (!places.contains(need.target))
                m_report.add(need.at, QStringLiteral("step '%1' needs '%2', which does not exist").arg(need.step.name(), need.target.name()), suggestion(need.target.name(), names, QStringLiteral("Steps here")));
        }
        for (const QList<StepId> &cycle : findCycles(steps)) {
            QStringList path;
            for (const StepId &id : cycle)
                path.append(id.name());
            m_report.add(places.value(cycle.first()), QStringLiteral("the steps need each other: %1").arg(path.join(QStringLiteral(" → "))), QStringLiteral("Take one of these needs away"));
        }
        for (const Step &step : steps)
            checkReferences(step, names);
    }

    /// Expressions may speak only of steps that are done by then.
    void checkReferences(const Step &step, const QStringList &names)
    {
        static const QRegularExpression reference(QStringLiteral("\\.steps\\.([A-Za-z_][A-Za-z0-9_-]*)"));
        const QSet<StepId> before = transitiveNeeds(m_read.version.pipeline.steps, step.id);
        for (const auto &[text, at] : m_texts.value(step.id)) {
            for (auto it = reference.globalMatch(text); it.hasNext();) {
                const QString name = it.next().captured(1);
                if (!names.contains(name))
                    m_report.add(at, QStringLiteral("there is no step '%1'").arg(name), suggestion(name, names, QStringLiteral("Steps here")));
                else if (!before.contains(StepId(name)))
                    m_report.add(at, QStringLiteral("step '%1' is not done by then").arg(name), QStringLiteral("Add %1 to this step's needs").arg(name));
            }
        }
    }

    struct Need
    {
        StepId step;
        StepId target;
        SourcePosition at;
    };

    FileReport &m_report;
    PipelineFile &m_read;
    ExpressionEngine m_engine;
    QList<Need> m_needs;
    QList<std::pair<QString, SourcePosition>> m_current;
    QHash<StepId, QList<std::pair<QString, SourcePosition>>> m_texts;
};

} // namespace

PipelineFile readPipelineFile(const QByteArray &yaml, const QString &file)
{
    PipelineFile read;
    const auto document = readYaml(yaml, file);
    if (!document) {
        read.problems = {document.error()};
        return read;
    }
    FileReport report(file, document->problems);
    const MapReader map(report, document->root, PipelineKeys);
    Pipeline &pipeline = read.version.pipeline;
    read.namePlace = readName(map, QStringLiteral("pipeline"), pipeline.name);
    map.integer(QStringLiteral("version"), pipeline.version, 1, 1'000'000'000);
    map.duration(QStringLiteral("deadline"), pipeline.deadline);
    PipelineReader reader(report, read);
    if (const YamlNode *input = map.value(QStringLiteral("input")))
        reader.input(*input, pipeline.input);
    if (map.require(QStringLiteral("steps"), QStringLiteral("Write steps: with at least one step"))) {
        if (const YamlNode *steps = map.value(QStringLiteral("steps")))
            reader.steps(*steps);
    }
    read.version.digest = digestOf(pipeline);
    read.version.source = yaml;
    read.problems = report.sorted();
    return read;
}

} // namespace cairn
