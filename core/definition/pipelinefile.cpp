#include "definition/canonical.h"
#include "definition/credentialname.h"
#include "definition/definitionfile.h"
#include "definition/mapreader.h"
#include "definition/nearest.h"
#include "definition/retention.h"
#include "definition/stepgraph.h"
#include "definition/stepreader.h"
#include "definition/templatetext.h"

#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const KeyRules PipelineKeys{u"a pipeline"_s,
                            {u"pipeline"_s, u"version"_s, u"input"_s, u"deadline"_s, u"retention"_s, u"steps"_s, u"data"_s},
                            {u"flags"_s, u"deprecated"_s}};
const KeyRules InputKeys{u"input"_s, {u"watch"_s, u"match"_s, u"max_size"_s, u"webhook"_s, u"provenance"_s}, {}};
const KeyRules WebhookKeys{u"webhook"_s, {u"secret"_s}, {}};
const KeyRules ContractKeys{u"contract"_s, {u"latency_budget"_s}, {u"owner"_s, u"escalate_to"_s}};
const KeyRules StepKeys{u"a step"_s,
                        {u"needs"_s, u"service"_s, u"request"_s, u"response"_s, u"deliver"_s, u"when"_s, u"critical"_s,
                         u"await"_s, u"foreach"_s, u"parallel"_s, u"partial"_s, u"reconcile"_s, u"cancel"_s, u"contract"_s},
                        {}};

constexpr size_t MostSteps = 500;

/// Whether a name by this template can be one that the pattern takes, as far as that can be told from its literal ends.
bool mayMatch(const QString &pattern, const QString &name)
{
    const auto parts = splitTemplate(name);
    if (!parts || parts->isEmpty())
        return false;
    if (!hasExpressions(name))
        return QRegularExpression(QRegularExpression::wildcardToRegularExpression(pattern)).match(name).hasMatch();
    static const QRegularExpression special(uR"([*?[\]])"_s);
    const QString begin = parts->first().expression ? QString() : parts->first().text;
    const QString end = parts->last().expression ? QString() : parts->last().text;
    const QString wantedBegin = pattern.left(pattern.indexOf(special));
    const QString wantedEnd = pattern.mid(pattern.lastIndexOf(special) + 1);
    return (begin.startsWith(wantedBegin) || wantedBegin.startsWith(begin)) &&
           (end.endsWith(wantedEnd) || wantedEnd.endsWith(end));
}

class PipelineReader
{
public:
    PipelineReader(const YamlDocument &document, FileReport &report, const PipelineSurroundings &surroundings, PipelineFile &out)
        : m_document(document), m_report(report), m_surroundings(surroundings), m_out(out), m_pipeline(out.version.pipeline)
    {
    }

    void run()
    {
        const MapReader map(m_report, m_document.root, PipelineKeys);
        m_out.namePlace = readName(map, u"pipeline"_s, m_pipeline.name);
        map.integer(u"version"_s, m_pipeline.version, 1, std::numeric_limits<int>::max());
        map.duration(u"deadline"_s, m_pipeline.deadline);
        if (const YamlNode *retention = map.value(u"retention"_s))
            m_pipeline.retention = readRetention(*retention, m_report);
        if (const YamlNode *input = map.value(u"input"_s))
            readInput(*input);
        if (const YamlNode *data = map.value(u"data"_s))
            m_pipeline.data = readDataRule(*data, m_report, m_surroundings.classes);
        if (map.require(u"steps"_s, u"Write steps: with at least one step in it"_s)) {
            if (const YamlNode *steps = map.value(u"steps"_s))
                readSteps(*steps);
        }
        checkNeeds();
        checkCycles();
        checkTemplates(m_templates, m_pipeline.steps, m_document.source, m_report, m_surroundings.expressions);
    }

private:
    struct Need
    {
        StepId step;
        StepId need;
        SourcePosition at;
    };

    void readInput(const YamlNode &node)
    {
        const MapReader map(m_report, node, InputKeys);
        if (map.has(u"watch"_s))
            readFolder(map, u"watch"_s, m_pipeline.input.watch);
        map.size(u"max_size"_s, m_pipeline.input.maxSize);
        if (const YamlNode *webhook = map.value(u"webhook"_s))
            readWebhook(*webhook);
        if (const YamlNode *provenance = map.value(u"provenance"_s))
            m_pipeline.input.provenance = readProvenance(*provenance, m_report, m_surroundings.root);
        if (map.has(u"webhook"_s) && map.has(u"provenance"_s) && m_pipeline.input.provenance.required)
            m_report.add(map.keyPlace(u"provenance"_s), u"nothing lies beside a webhook, so none would ever be taken"_s,
                         u"Leave one of them out, or write required: false; webhooks are signed as it is"_s);
        const YamlNode *match = map.text(u"match"_s, m_pipeline.input.match);
        if (match && (match->text.contains(u'/') || hasExpressions(match->text)))
            m_report.add(match->at, u"'match' must be a pattern for file names, and it is '%1'"_s.arg(match->text.left(80)),
                         u"Write it like *.pdf; the folder is 'watch'"_s);
    }

    void readWebhook(const YamlNode &node)
    {
        const MapReader map(m_report, node, WebhookKeys);
        noteListener(node.at);
        if (node.kind != YamlNode::Kind::Map || !map.require(u"secret"_s, u"Name the credential that webhooks are signed with"_s))
            return;
        readCredentialName(map, u"secret"_s, m_pipeline.input.webhookSecret);
    }

    void noteListener(SourcePosition at)
    {
        if (m_out.listenerPlace.line == 0)
            m_out.listenerPlace = at;
    }

    void readSteps(const YamlNode &node)
    {
        if (node.kind != YamlNode::Kind::Map || node.entries.empty()) {
            m_report.add(node.at, u"'steps' must be a map of at least one step"_s,
                         u"Write steps: { NAME: { service: …, request: … } }"_s);
            return;
        }
        if (node.entries.size() > MostSteps) {
            m_report.add(node.entries[MostSteps].key.at,
                         u"the pipeline has %1 steps, more than %2"_s.arg(node.entries.size()).arg(MostSteps),
                         u"Split it into several pipelines"_s);
            return;
        }
        for (const YamlEntry &entry : node.entries)
            readStep(entry);
    }

    void readStep(const YamlEntry &entry)
    {
        Step step;
        step.id = StepId(entry.key.text);
        if (!isStepName(entry.key.text))
            m_report.add(entry.key.at, u"'%1' is not a name for a step"_s.arg(entry.key.text.left(80)),
                         u"Use a-z, 0-9, '_' and '-', at most 64, starting with a letter"_s);
        if (entry.value.kind == YamlNode::Kind::Null)
            m_report.add(entry.key.at, u"step '%1' is empty"_s.arg(entry.key.text.left(64)),
                         u"Give it a service and a request, or a delivery"_s);
        else
            readContent(entry, step);
        m_pipeline.steps.append(step);
    }

    void readContent(const YamlEntry &entry, Step &step)
    {
        const MapReader map(m_report, entry.value, StepKeys);
        if (entry.value.kind != YamlNode::Kind::Map)
            return;
        readNeeds(map, step);
        readWhen(map, step);
        map.boolean(u"critical"_s, step.critical);
        StepReader reader(m_report, step.id, m_templates, m_out.schemas);
        checkShape(map, entry.key);
        reader.fanOut(map, step);
        if (const YamlNode *node = map.text(u"service"_s, step.service))
            m_out.servicePlaces.insert(step.id, node->at);
        const qsizetype ownTemplates = m_templates.size();
        if (const YamlNode *node = map.value(u"request"_s))
            reader.request(*node, step);
        const qsizetype otherTemplates = m_templates.size();
        if (const YamlNode *node = map.value(u"response"_s))
            step.response = reader.response(*node);
        if (const YamlNode *node = map.value(u"await"_s))
            reader.awaited(*node, step);
        if (step.callback)
            readCallbackUse(map.keyPlace(u"await"_s), ownTemplates, otherTemplates);
        if (const YamlNode *node = map.value(u"reconcile"_s))
            step.reconcile = reader.reconciliation(*node);
        if (const YamlNode *node = map.value(u"cancel"_s))
            step.cancel = reader.cancellation(*node);
        if (const YamlNode *node = map.value(u"contract"_s))
            MapReader(m_report, *node, ContractKeys).duration(u"latency_budget"_s, step.latencyBudget);
        if (const YamlNode *node = map.value(u"deliver"_s)) {
            step.deliver = reader.delivery(*node);
            checkLoop(*step.deliver, map);
        }
    }

    /// A step that is called back tells its service where.
    void readCallbackUse(SourcePosition at, qsizetype from, qsizetype to)
    {
        noteListener(at);
        bool tells = false;
        for (qsizetype i = from; i < to; ++i) {
            m_templates[i].extra.append(u"callback"_s);
            tells = tells || m_templates[i].node->text.contains(".callback"_L1);
        }
        if (!tells)
            m_report.add(at, u"the service is never told where to call back"_s, u"Put ${{ .callback.url }} into the request"_s);
    }

    void readWhen(const MapReader &map, Step &step)
    {
        const YamlNode *node = readTemplate(map, u"when"_s, step.when, step.id, m_templates);
        if (!node)
            return;
        if (!m_templates.isEmpty() && m_templates.last().node == node)
            m_templates.last().ofWhole = m_templates.last().isCondition = true;
        const auto parts = splitTemplate(node->text);
        if (parts && (parts->size() != 1 || !parts->first().expression))
            m_report.add(node->at, u"'when' must be one expression, and it is '%1'"_s.arg(node->text.left(80)),
                         u"Write when: \"${{ .steps.NAME.body.FIELD }}\""_s);
    }

    /// Exactly one of a request to a service and a delivery.
    void checkShape(const MapReader &map, const YamlNode &name)
    {
        const QString service = u"service"_s;
        const QString request = u"request"_s;
        if (map.has(u"deliver"_s)) {
            for (const QString &key : {service, request, u"response"_s, u"await"_s, u"reconcile"_s, u"cancel"_s, u"contract"_s}) {
                if (map.has(key))
                    m_report.add(map.keyPlace(key), u"step '%1' has both 'deliver' and '%2'"_s.arg(name.text.left(64), key),
                                 u"Make it two steps: one that calls the service, one that delivers"_s);
            }
        } else if (map.hasUnknown()) {
            return; // it probably is the missing one, misspelt
        } else if (!map.has(service) && !map.has(request)) {
            m_report.add(name.at, u"step '%1' does nothing"_s.arg(name.text.left(64)),
                         u"Give it a service and a request, or a delivery"_s);
        } else if (!map.has(service) || !map.has(request)) {
            const QString missing = map.has(service) ? request : service;
            m_report.add(name.at, u"step '%1' has no '%2'"_s.arg(name.text.left(64), missing),
                         map.has(service) ? u"Write request: { method: GET, path: /PATH }"_s
                                          : u"Write service: NAME, of a file in services/"_s);
        }
    }

    /// What is delivered into the folder that is watched would start the next run, without end.
    void checkLoop(const Delivery &delivery, const MapReader &map)
    {
        const InputRule &input = m_pipeline.input;
        if (delivery.to.isEmpty() || delivery.to != input.watch)
            return;
        const SourcePosition at = map.keyPlace(u"deliver"_s);
        if (input.match == "*"_L1)
            m_report.add(at, u"it delivers into '%1', whose files all start this pipeline again"_s.arg(delivery.to),
                         u"Deliver into another folder, or narrow input.match"_s);
        else if (mayMatch(input.match, delivery.name))
            m_report.warn(at,
                          u"what it delivers into '%1' may start this pipeline again: input.match is '%2'"_s.arg(
                              delivery.to, input.match.left(80)),
                          u"Deliver into another folder, or under names that input.match leaves out"_s);
    }

    void readNeeds(const MapReader &map, Step &step)
    {
        const YamlNode *node = map.value(u"needs"_s);
        if (!node)
            return;
        const std::vector<YamlNode> single{*node};
        for (const YamlNode &need : node->kind == YamlNode::Kind::List ? node->items : single) {
            if (need.kind != YamlNode::Kind::Scalar)
                m_report.add(need.at, u"'needs' must be the name of a step, or a list of names"_s, u"Write needs: [NAME]"_s);
            else if (step.needs.contains(StepId(need.text)))
                m_report.add(need.at, u"'%1' is needed twice"_s.arg(need.text.left(64)), u"Name it once"_s);
            else {
                step.needs.append(StepId(need.text));
                m_needs.append({step.id, step.needs.last(), need.at});
            }
        }
    }

    void checkNeeds()
    {
        QStringList names;
        for (const Step &step : m_pipeline.steps)
            names.append(step.id.name());
        for (const Need &need : m_needs) {
            if (names.contains(need.need.name()))
                continue;
            QStringList others = names;
            others.removeAll(need.step.name());
            m_report.add(need.at,
                         u"step '%1' needs '%2', and there is no such step"_s.arg(need.step.name(), need.need.name().left(64)),
                         suggestion(need.need.name(), others, u"Other steps of this pipeline"_s));
        }
    }

    void checkCycles()
    {
        for (const QList<StepId> &cycle : findCycles(m_pipeline.steps)) {
            QStringList names;
            for (const StepId &step : cycle)
                names.append(step.name());
            const auto first = std::find_if(m_needs.begin(), m_needs.end(),
                                            [&](const Need &need) { return need.step == cycle[0] && need.need == cycle[1]; });
            m_report.add(first->at, u"these steps need each other in a circle: %1"_s.arg(names.join(u" → "_s)),
                         u"Remove one of these needs"_s);
        }
    }

    const YamlDocument &m_document;
    FileReport &m_report;
    const PipelineSurroundings &m_surroundings;
    PipelineFile &m_out;
    Pipeline &m_pipeline;
    QList<TemplateUse> m_templates;
    QList<Need> m_needs;
};

} // namespace

std::optional<QByteArray> readDefinition(const QString &path)
{
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray text = source.read(MaxYamlBytes + 1);
    return source.error() == QFileDevice::NoError ? std::optional(text) : std::nullopt;
}

PipelineFile readPipelineFile(const QByteArray &yaml, const QString &file, const PipelineSurroundings &surroundings)
{
    PipelineFile read;
    const auto document = readYaml(yaml, file);
    if (!document) {
        read.problems = {document.error()};
        return read;
    }
    FileReport report(file, document->problems);
    PipelineReader(*document, report, surroundings, read).run();
    read.version.digest = digestOf(read.version.pipeline);
    read.version.source = yaml;
    read.problems = report.sorted();
    return read;
}

} // namespace cairn
