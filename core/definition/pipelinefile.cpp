#include "definition/canonical.h"
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

namespace {

const KeyRules PipelineKeys{QStringLiteral("a pipeline"),
                            {QStringLiteral("pipeline"), QStringLiteral("version"), QStringLiteral("input"),
                             QStringLiteral("deadline"), QStringLiteral("retention"), QStringLiteral("steps"), QStringLiteral("data")},
                            {QStringLiteral("flags"), QStringLiteral("deprecated")}};
const KeyRules InputKeys{QStringLiteral("input"),
                         {QStringLiteral("watch"), QStringLiteral("match"), QStringLiteral("max_size"), QStringLiteral("webhook"),
                          QStringLiteral("provenance")},
                         {}};
const KeyRules WebhookKeys{QStringLiteral("webhook"), {QStringLiteral("secret")}, {}};
const KeyRules ContractKeys{
    QStringLiteral("contract"), {QStringLiteral("latency_budget")}, {QStringLiteral("owner"), QStringLiteral("escalate_to")}};
const KeyRules StepKeys{QStringLiteral("a step"),
                        {QStringLiteral("needs"), QStringLiteral("service"), QStringLiteral("request"),
                         QStringLiteral("response"), QStringLiteral("deliver"), QStringLiteral("when"),
                         QStringLiteral("critical"), QStringLiteral("await"), QStringLiteral("foreach"), QStringLiteral("parallel"),
                         QStringLiteral("partial"), QStringLiteral("reconcile"), QStringLiteral("cancel"), QStringLiteral("contract")},
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
    static const QRegularExpression special(QStringLiteral(R"([*?[\]])"));
    const QString begin = parts->first().expression ? QString() : parts->first().text;
    const QString end = parts->last().expression ? QString() : parts->last().text;
    const QString wantedBegin = pattern.left(pattern.indexOf(special));
    const QString wantedEnd = pattern.mid(pattern.lastIndexOf(special) + 1);
    return (begin.startsWith(wantedBegin) || wantedBegin.startsWith(begin)) && (end.endsWith(wantedEnd) || wantedEnd.endsWith(end));
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
        m_out.namePlace = readName(map, QStringLiteral("pipeline"), m_pipeline.name);
        map.integer(QStringLiteral("version"), m_pipeline.version, 1, std::numeric_limits<int>::max());
        map.duration(QStringLiteral("deadline"), m_pipeline.deadline);
        if (const YamlNode *retention = map.value(QStringLiteral("retention")))
            m_pipeline.retention = readRetention(*retention, m_report);
        if (const YamlNode *input = map.value(QStringLiteral("input")))
            readInput(*input);
        if (const YamlNode *data = map.value(QStringLiteral("data")))
            m_pipeline.data = readDataRule(*data, m_report, m_surroundings.classes);
        if (map.require(QStringLiteral("steps"), QStringLiteral("Write steps: with at least one step in it"))) {
            if (const YamlNode *steps = map.value(QStringLiteral("steps")))
                readSteps(*steps);
        }
        checkNeeds();
        checkCycles();
        checkTemplates(m_templates, m_pipeline.steps, m_document.source, m_report);
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
        if (map.has(QStringLiteral("watch")))
            readFolder(map, QStringLiteral("watch"), m_pipeline.input.watch);
        map.size(QStringLiteral("max_size"), m_pipeline.input.maxSize);
        if (const YamlNode *webhook = map.value(QStringLiteral("webhook")))
            readWebhook(*webhook);
        if (const YamlNode *provenance = map.value(QStringLiteral("provenance")))
            m_pipeline.input.provenance = readProvenance(*provenance, m_report, m_surroundings.root);
        if (map.has(QStringLiteral("webhook")) && map.has(QStringLiteral("provenance")) && m_pipeline.input.provenance.required)
            m_report.add(map.keyPlace(QStringLiteral("provenance")),
                         QStringLiteral("nothing lies beside a webhook, so none would ever be taken"),
                         QStringLiteral("Leave one of them out, or write required: false; webhooks are signed as it is"));
        const YamlNode *match = map.text(QStringLiteral("match"), m_pipeline.input.match);
        if (match && (match->text.contains(u'/') || hasExpressions(match->text)))
            m_report.add(match->at,
                         QStringLiteral("'match' must be a pattern for file names, and it is '%1'").arg(match->text.left(80)),
                         QStringLiteral("Write it like *.pdf; the folder is 'watch'"));
    }

    void readWebhook(const YamlNode &node)
    {
        const MapReader map(m_report, node, WebhookKeys);
        noteListener(node.at);
        if (node.kind != YamlNode::Kind::Map ||
            !map.require(QStringLiteral("secret"), QStringLiteral("Name the credential that webhooks are signed with")))
            return;
        QString &secret = m_pipeline.input.webhookSecret;
        const YamlNode *named = map.text(QStringLiteral("secret"), secret);
        if (named && !isName(secret))
            m_report.add(named->at, QStringLiteral("'%1' is not the name of a credential").arg(secret.left(64)),
                         QStringLiteral("Name one; the secret itself is kept outside of the workspace's files"));
    }

    void noteListener(SourcePosition at)
    {
        if (m_out.listenerPlace.line == 0)
            m_out.listenerPlace = at;
    }

    void readSteps(const YamlNode &node)
    {
        if (node.kind != YamlNode::Kind::Map || node.entries.empty()) {
            m_report.add(node.at, QStringLiteral("'steps' must be a map of at least one step"),
                         QStringLiteral("Write steps: { NAME: { service: …, request: … } }"));
            return;
        }
        if (node.entries.size() > MostSteps) {
            m_report.add(node.entries[MostSteps].key.at,
                         QStringLiteral("the pipeline has %1 steps, more than %2").arg(node.entries.size()).arg(MostSteps),
                         QStringLiteral("Split it into several pipelines"));
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
            m_report.add(entry.key.at, QStringLiteral("'%1' is not a name for a step").arg(entry.key.text.left(80)),
                         QStringLiteral("Use a-z, 0-9, '_' and '-', at most 64, starting with a letter"));
        if (entry.value.kind == YamlNode::Kind::Null)
            m_report.add(entry.key.at, QStringLiteral("step '%1' is empty").arg(entry.key.text.left(64)),
                         QStringLiteral("Give it a service and a request, or a delivery"));
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
        map.boolean(QStringLiteral("critical"), step.critical);
        StepReader reader(m_report, step.id, m_templates, m_out.schemas);
        checkShape(map, entry.key);
        reader.fanOut(map, step);
        if (const YamlNode *node = map.text(QStringLiteral("service"), step.service))
            m_out.servicePlaces.insert(step.id, node->at);
        const qsizetype ownTemplates = m_templates.size();
        if (const YamlNode *node = map.value(QStringLiteral("request")))
            reader.request(*node, step);
        const qsizetype otherTemplates = m_templates.size();
        if (const YamlNode *node = map.value(QStringLiteral("response")))
            step.response = reader.response(*node);
        if (const YamlNode *node = map.value(QStringLiteral("await")))
            reader.awaited(*node, step);
        if (step.callback)
            readCallbackUse(map.keyPlace(QStringLiteral("await")), ownTemplates, otherTemplates);
        if (const YamlNode *node = map.value(QStringLiteral("reconcile")))
            step.reconcile = reader.reconciliation(*node);
        if (const YamlNode *node = map.value(QStringLiteral("cancel")))
            step.cancel = reader.cancellation(*node);
        if (const YamlNode *node = map.value(QStringLiteral("contract")))
            MapReader(m_report, *node, ContractKeys).duration(QStringLiteral("latency_budget"), step.latencyBudget);
        if (const YamlNode *node = map.value(QStringLiteral("deliver"))) {
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
            m_templates[i].extra.append(QStringLiteral("callback"));
            tells = tells || m_templates[i].node->text.contains(QLatin1String(".callback"));
        }
        if (!tells)
            m_report.add(at, QStringLiteral("the service is never told where to call back"),
                         QStringLiteral("Put ${{ .callback.url }} into the request"));
    }

    void readWhen(const MapReader &map, Step &step)
    {
        const YamlNode *node = readTemplate(map, QStringLiteral("when"), step.when, step.id, m_templates);
        if (!node)
            return;
        if (!m_templates.isEmpty() && m_templates.last().node == node)
            m_templates.last().ofWhole = true;
        const auto parts = splitTemplate(node->text);
        if (parts && (parts->size() != 1 || !parts->first().expression))
            m_report.add(node->at, QStringLiteral("'when' must be one expression, and it is '%1'").arg(node->text.left(80)),
                         QStringLiteral("Write when: \"${{ .steps.NAME.body.FIELD }}\""));
    }

    /// Exactly one of a request to a service and a delivery.
    void checkShape(const MapReader &map, const YamlNode &name)
    {
        const QString service = QStringLiteral("service");
        const QString request = QStringLiteral("request");
        if (map.has(QStringLiteral("deliver"))) {
            for (const QString &key : {service, request, QStringLiteral("response"), QStringLiteral("await"),
                                       QStringLiteral("reconcile"), QStringLiteral("cancel"), QStringLiteral("contract")}) {
                if (map.has(key))
                    m_report.add(map.keyPlace(key),
                                 QStringLiteral("step '%1' has both 'deliver' and '%2'").arg(name.text.left(64), key),
                                 QStringLiteral("Make it two steps: one that calls the service, one that delivers"));
            }
        } else if (map.hasUnknown()) {
            return; // it probably is the missing one, misspelt
        } else if (!map.has(service) && !map.has(request)) {
            m_report.add(name.at, QStringLiteral("step '%1' does nothing").arg(name.text.left(64)),
                         QStringLiteral("Give it a service and a request, or a delivery"));
        } else if (!map.has(service) || !map.has(request)) {
            const QString missing = map.has(service) ? request : service;
            m_report.add(name.at, QStringLiteral("step '%1' has no '%2'").arg(name.text.left(64), missing),
                         map.has(service) ? QStringLiteral("Write request: { method: GET, path: /PATH }")
                                          : QStringLiteral("Write service: NAME, of a file in services/"));
        }
    }

    /// What is delivered into the folder that is watched would start the next run, without end.
    void checkLoop(const Delivery &delivery, const MapReader &map)
    {
        const InputRule &input = m_pipeline.input;
        if (delivery.to.isEmpty() || delivery.to != input.watch)
            return;
        const SourcePosition at = map.keyPlace(QStringLiteral("deliver"));
        if (input.match == QLatin1String("*"))
            m_report.add(at, QStringLiteral("it delivers into '%1', whose files all start this pipeline again").arg(delivery.to),
                         QStringLiteral("Deliver into another folder, or narrow input.match"));
        else if (mayMatch(input.match, delivery.name))
            m_report.warn(at,
                          QStringLiteral("what it delivers into '%1' may start this pipeline again: input.match is '%2'")
                              .arg(delivery.to, input.match.left(80)),
                          QStringLiteral("Deliver into another folder, or under names that input.match leaves out"));
    }

    void readNeeds(const MapReader &map, Step &step)
    {
        const YamlNode *node = map.value(QStringLiteral("needs"));
        if (!node)
            return;
        const std::vector<YamlNode> single{*node};
        for (const YamlNode &need : node->kind == YamlNode::Kind::List ? node->items : single) {
            if (need.kind != YamlNode::Kind::Scalar)
                m_report.add(need.at, QStringLiteral("'needs' must be the name of a step, or a list of names"),
                             QStringLiteral("Write needs: [NAME]"));
            else if (step.needs.contains(StepId(need.text)))
                m_report.add(need.at, QStringLiteral("'%1' is needed twice").arg(need.text.left(64)),
                             QStringLiteral("Name it once"));
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
                         QStringLiteral("step '%1' needs '%2', and there is no such step")
                             .arg(need.step.name(), need.need.name().left(64)),
                         suggestion(need.need.name(), others, QStringLiteral("Other steps of this pipeline")));
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
            m_report.add(first->at,
                         QStringLiteral("these steps need each other in a circle: %1").arg(names.join(QStringLiteral(" → "))),
                         QStringLiteral("Remove one of these needs"));
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
