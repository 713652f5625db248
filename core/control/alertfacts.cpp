#include "control/alertfacts.h"

#include "control/undecided.h"
#include "policy/alertrules.h"
#include "store/store.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// The texts of facts by their keys in JSON.
constexpr std::array<std::pair<QLatin1String, QString AlertFacts::*>, 15> Texts{{
    {"alert"_L1, &AlertFacts::rule},
    {"workspace"_L1, &AlertFacts::workspace},
    {"state"_L1, &AlertFacts::state},
    {"component"_L1, &AlertFacts::component},
    {"service"_L1, &AlertFacts::service},
    {"step"_L1, &AlertFacts::step},
    {"category"_L1, &AlertFacts::category},
    {"code"_L1, &AlertFacts::code},
    {"severity"_L1, &AlertFacts::severity},
    {"checkpoint"_L1, &AlertFacts::checkpoint},
    {"cause"_L1, &AlertFacts::cause},
    {"remedy"_L1, &AlertFacts::remedy},
    {"owner"_L1, &AlertFacts::owner},
    {"escalate_to"_L1, &AlertFacts::escalateTo},
    {"assignee"_L1, &AlertFacts::assignee},
}};

std::optional<Timestamp> timeIn(const QJsonObject &json, QLatin1String key)
{
    return fromRfc3339(json.value(key).toString());
}

} // namespace

QString AlertFacts::link() const
{
    return incident > 0 ? u"cairn://incident/%1"_s.arg(incident) : QString();
}

QJsonObject toJson(const AlertFacts &facts)
{
    QJsonObject json{{u"news"_s, word(facts.news)},
                     {u"at"_s, toRfc3339(facts.at)},
                     {u"started_at"_s, toRfc3339(facts.startedAt)},
                     {u"incident"_s, facts.incident},
                     {u"pipelines"_s, QJsonArray::fromStringList(facts.pipelines)},
                     {u"failing"_s, facts.failing},
                     {u"outcome_unknown"_s, facts.outcomeUnknown},
                     {u"reopened"_s, facts.reopened},
                     {u"comes_and_goes"_s, facts.comesAndGoes}};
    if (facts.endedAt)
        json.insert(u"ended_at"_s, toRfc3339(*facts.endedAt));
    if (facts.incident > 0) {
        json.insert(u"link"_s, facts.link());
        json.insert(u"runbook"_s, facts.link());
    }
    for (const auto &[key, text] : Texts) {
        if (!(facts.*text).isEmpty())
            json.insert(key, facts.*text);
    }
    return json;
}

Result<AlertFacts> alertFactsFromJson(const QByteArray &bytes)
{
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    const auto news = alertNewsFromWord(json.value("news"_L1).toString());
    const auto at = timeIn(json, "at"_L1);
    const auto startedAt = timeIn(json, "started_at"_L1);
    if (!news || !at || !startedAt)
        return failure(ErrorKind::Damaged, u"An alert's facts cannot be read"_s);
    AlertFacts facts;
    facts.news = *news;
    facts.at = *at;
    facts.startedAt = *startedAt;
    facts.endedAt = timeIn(json, "ended_at"_L1);
    facts.incident = json.value("incident"_L1).toInteger();
    for (const auto &pipeline : json.value("pipelines"_L1).toArray())
        facts.pipelines.append(pipeline.toString());
    facts.failing = json.value("failing"_L1).toInteger();
    facts.outcomeUnknown = json.value("outcome_unknown"_L1).toInteger();
    facts.reopened = json.value("reopened"_L1).toInt();
    facts.comesAndGoes = json.value("comes_and_goes"_L1).toBool();
    for (const auto &[key, text] : Texts)
        facts.*text = json.value(key).toString();
    return facts;
}

Result<AlertFacts> readAlertFacts(StoreReader &reader, const Incident &incident, const AlertState &state, AlertNews news,
                                  Timestamp at, const QString &workspace)
{
    const Fingerprint &print = incident.fingerprint;
    const auto pipelines = reader.incidentPipelines(incident.id);
    if (!pipelines)
        return tl::unexpected(pipelines.error());
    const auto contract = contractOf(reader, print.service);
    if (!contract)
        return tl::unexpected(contract.error());
    const auto undecided = readUndecided(reader, incident);
    if (!undecided)
        return tl::unexpected(undecided.error());
    const auto who = responsibilityFor(print, *contract);
    AlertFacts facts;
    facts.rule = state.rule;
    facts.workspace = workspace;
    facts.news = news;
    facts.at = at;
    facts.startedAt = state.firedAt > Timestamp() ? state.firedAt : incident.firstAt;
    facts.endedAt = news == AlertNews::Resolved ? std::optional(incident.resolvedAt.value_or(at)) : std::nullopt;
    facts.incident = incident.id;
    facts.state = word(incident.state());
    facts.service = print.service;
    facts.step = print.step.name();
    facts.component = print.service.isEmpty() ? facts.step : print.service;
    facts.category = word(print.category);
    facts.code = print.code;
    facts.severity = who.atOnce ? u"critical"_s : u"warning"_s;
    facts.checkpoint = incident.newest.toString() + u'/' + facts.step;
    facts.cause = incident.cause;
    facts.remedy = remedyFor(incident, *undecided);
    facts.outcomeUnknown = undecided->count;
    facts.owner = who.owner;
    facts.escalateTo = who.escalateTo;
    facts.assignee = incident.assignee;
    facts.pipelines = pipelines->keys();
    facts.failing = incident.counts.failing;
    facts.reopened = incident.reopened;
    facts.comesAndGoes = state.starts >= FlappingStarts;
    return facts;
}

AlertFacts testFacts(const QString &workspace, const QString &actor, Timestamp at)
{
    AlertFacts facts;
    facts.rule = u"test"_s;
    facts.workspace = workspace;
    facts.news = AlertNews::Test;
    facts.at = at;
    facts.startedAt = at;
    facts.component = u"cairn"_s;
    facts.severity = u"warning"_s;
    facts.cause = u"%1 tries this route"_s.arg(actor);
    facts.remedy = u"Nothing is wrong: nothing needs to be done."_s;
    return facts;
}

} // namespace cairn
