#include "definition/alertsettings.h"

#include "definition/credentialname.h"
#include "definition/nearest.h"
#include "model/loopback.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const KeyRules AlertKeys{u"alerts"_s, {u"routes"_s, u"rules"_s}, {}};
const KeyRules RouteKeys{u"a route"_s, {u"webhook"_s, u"alertmanager"_s}, {}};
const KeyRules WebhookRouteKeys{u"a route by webhook"_s, {u"service"_s, u"path"_s, u"url"_s, u"secret"_s}, {}};
const KeyRules AlertmanagerKeys{u"a route to Alertmanager"_s, {u"service"_s, u"path"_s, u"url"_s, u"resolve_timeout"_s}, {}};
const KeyRules RuleKeys{u"a rule"_s, {u"name"_s, u"when"_s, u"to"_s, u"repeat"_s}, {}};
const KeyRules WhenKeys{u"when"_s, {u"state"_s, u"service"_s, u"pipeline"_s, u"category"_s, u"count"_s, u"within"_s}, {}};
constexpr int MostFailures = 1'000'000;

QStringList occasionWords()
{
    QStringList words;
    for (const AlertOccasion occasion : allAlertOccasions())
        words.append(word(occasion));
    return words;
}

class AlertsReader
{
public:
    explicit AlertsReader(FileReport &report) : m_report(report) {}

    AlertsRead read(const YamlNode &node)
    {
        const MapReader map(m_report, node, AlertKeys);
        m_read.settings.routes = AlertSettings::standard().routes;
        if (const YamlNode *routes = map.value(u"routes"_s))
            readRoutes(*routes);
        if (map.require(u"rules"_s, u"Write rules: [ { name: NAME, to: [desktop] } ]"_s)) {
            if (const YamlNode *rules = map.value(u"rules"_s))
                readRules(*rules);
        }
        leaveOutWrongRoutes();
        return std::move(m_read);
    }

private:
    void readRoutes(const YamlNode &node)
    {
        if (node.kind != YamlNode::Kind::Map)
            return m_report.add(node.at, u"'routes' must be a map of names"_s, u"Write routes: { NAME: { webhook: … } }"_s);
        for (const YamlEntry &entry : node.entries) {
            const QString &name = entry.key.text;
            if (!isName(name) || name == DesktopRoute)
                m_report.add(entry.key.at, u"'%1' cannot be the name of a route"_s.arg(name.left(64)),
                             u"Use letters, digits, '.', '_' and '-'; 'desktop' is there by itself"_s);
            else
                readRoute(name, entry.value);
        }
    }

    void readRoute(const QString &name, const YamlNode &node)
    {
        const qsizetype before = m_report.errors();
        const MapReader map(m_report, node, RouteKeys);
        AlertRoute route;
        route.name = name;
        const bool webhook = map.has(u"webhook"_s);
        if (webhook == map.has(u"alertmanager"_s) && node.kind == YamlNode::Kind::Map && !map.hasUnknown())
            m_report.add(node.at, u"route '%1' needs one way"_s.arg(name), u"Write either webhook: or alertmanager:"_s);
        route.kind = webhook ? AlertRoute::Webhook : AlertRoute::Alertmanager;
        if (const YamlNode *way = map.value(webhook ? u"webhook"_s : u"alertmanager"_s))
            readWay(*way, route);
        m_read.settings.routes.append(route); // rules may name it, whatever it is
        if (m_report.errors() > before)
            m_wrongRoutes.append(name);
    }

    void leaveOutWrongRoutes()
    {
        AlertSettings &settings = m_read.settings;
        const auto isWrong = [this](const QString &name) { return m_wrongRoutes.contains(name); };
        settings.routes.removeIf([&](const AlertRoute &route) { return isWrong(route.name); });
        for (AlertRule &rule : settings.rules)
            rule.to.removeIf(isWrong);
        settings.rules.removeIf([](const AlertRule &rule) { return rule.to.isEmpty(); });
    }

    void readWay(const YamlNode &node, AlertRoute &route)
    {
        const MapReader map(m_report, node, route.kind == AlertRoute::Webhook ? WebhookRouteKeys : AlertmanagerKeys);
        if (const YamlNode *service = map.text(u"service"_s, route.service))
            m_read.services.append({route.service, service->at});
        map.text(u"path"_s, route.path);
        readUrl(map, node, route);
        if (route.kind == AlertRoute::Alertmanager) {
            map.duration(u"resolve_timeout"_s, route.resolveTimeout);
            return;
        }
        if (node.kind != YamlNode::Kind::Map || !map.require(u"secret"_s, u"Name the credential that messages are signed with"_s))
            return;
        readCredentialName(map, u"secret"_s, route.secret);
    }

    void readUrl(const MapReader &map, const YamlNode &node, AlertRoute &route)
    {
        QString written;
        const YamlNode *url = map.text(u"url"_s, written);
        if (map.has(u"url"_s) == map.has(u"service"_s) && node.kind == YamlNode::Kind::Map && !map.hasUnknown())
            m_report.add(node.at, u"'url' or 'service' says where messages go"_s, u"Write one of the two"_s);
        if (map.has(u"url"_s) && map.has(u"path"_s))
            m_report.add(map.keyPlace(u"path"_s), u"'path' belongs to a service"_s, u"Write it into the url"_s);
        if (!url)
            return;
        route.url = QUrl(written, QUrl::StrictMode);
        const QString scheme = route.url.scheme();
        if (!route.url.isValid() || (scheme != "https"_L1 && scheme != "http"_L1) || route.url.host().isEmpty())
            m_report.add(url->at, u"'%1' is not an address that can be called"_s.arg(written.left(120)),
                         u"Write it like https://alerts.example.net/cairn"_s);
        else if (!route.url.userInfo().isEmpty())
            m_report.add(url->at, u"an address must not hold a password"_s, u"Leave it out"_s);
        else if (scheme == "http"_L1 && !isLoopbackName(route.url.host()))
            m_report.add(
                url->at, u"it sends everything unencrypted to another machine"_s,
                u"Use https; if that network is trusted, write a service with allow_insecure: true, and service: NAME here"_s);
    }

    void readRules(const YamlNode &node)
    {
        if (node.kind != YamlNode::Kind::List || node.items.empty())
            return m_report.add(node.at, u"'rules' must be a list"_s, u"Write rules: [ { name: NAME, to: [desktop] } ]"_s);
        for (const YamlNode &item : node.items)
            readRule(item);
    }

    void readRule(const YamlNode &node)
    {
        const qsizetype before = m_report.errors();
        const MapReader map(m_report, node, RuleKeys);
        AlertRule rule;
        if (node.kind != YamlNode::Kind::Map)
            return;
        const SourcePosition at = readName(map, u"name"_s, rule.name);
        if (m_read.settings.rule(rule.name) && !rule.name.isEmpty())
            m_report.add(at, u"rule '%1' is there twice"_s.arg(rule.name), u"Rename one of them"_s);
        if (const YamlNode *when = map.value(u"when"_s))
            readWhen(*when, rule);
        map.duration(u"repeat"_s, rule.repeat);
        if (map.require(u"to"_s, u"Write to: [desktop], or the names of routes"_s)) {
            if (const YamlNode *to = map.value(u"to"_s))
                readTo(*to, rule);
        }
        if (m_report.errors() == before)
            m_read.settings.rules.append(rule);
    }

    void readWhen(const YamlNode &node, AlertRule &rule)
    {
        const MapReader map(m_report, node, WhenKeys);
        if (const YamlNode *state = map.value(u"state"_s))
            readStates(*state, rule);
        if (const YamlNode *service = map.text(u"service"_s, rule.service))
            m_read.services.append({rule.service, service->at});
        if (const YamlNode *pipeline = map.text(u"pipeline"_s, rule.pipeline))
            m_read.pipelines.append({rule.pipeline, pipeline->at});
        QString category;
        if (const YamlNode *written = map.text(u"category"_s, category)) {
            rule.category = categoryFromWord(category);
            if (!rule.category)
                m_report.add(written->at, u"'%1' is no category of failures"_s.arg(category.left(40)),
                             suggestion(category, categoryWords(), u"Categories"_s));
        }
        map.integer(u"count"_s, rule.count, 1, MostFailures);
        map.duration(u"within"_s, rule.within);
        if (map.has(u"within"_s) && !map.has(u"count"_s))
            m_report.add(map.keyPlace(u"within"_s), u"'within' needs a 'count'"_s, u"Write how many failures in that time"_s);
    }

    void readStates(const YamlNode &node, AlertRule &rule)
    {
        rule.on.clear();
        for (const YamlNode *one : scalars(node, u"state"_s)) {
            const auto occasion = alertOccasionFromWord(one->text);
            if (!occasion)
                m_report.add(one->at, u"'%1' is nothing that happens to incidents"_s.arg(one->text.left(40)),
                             suggestion(one->text, occasionWords(), u"States"_s));
            else if (!rule.on.contains(*occasion))
                rule.on.append(*occasion);
        }
    }

    void readTo(const YamlNode &node, AlertRule &rule)
    {
        QStringList known;
        for (const AlertRoute &route : std::as_const(m_read.settings.routes))
            known.append(route.name);
        for (const YamlNode *one : scalars(node, u"to"_s)) {
            if (!known.contains(one->text))
                m_report.add(one->at, u"there is no route '%1'"_s.arg(one->text.left(64)),
                             suggestion(one->text, known, u"Routes"_s));
            else if (!rule.to.contains(one->text))
                rule.to.append(one->text);
        }
    }

    /// One word, or a list of them.
    QList<const YamlNode *> scalars(const YamlNode &node, const QString &key)
    {
        QList<const YamlNode *> found;
        if (node.kind == YamlNode::Kind::Scalar)
            found.append(&node);
        for (const YamlNode &item : node.items) {
            if (item.kind == YamlNode::Kind::Scalar)
                found.append(&item);
            else
                m_report.add(item.at, u"'%1' takes words"_s.arg(key), u"Write %1: [WORD, WORD]"_s.arg(key));
        }
        if (node.kind == YamlNode::Kind::Map || (node.kind == YamlNode::Kind::List && node.items.empty()))
            m_report.add(node.at, u"'%1' must be a word or a list of words"_s.arg(key), u"Write %1: [WORD, WORD]"_s.arg(key));
        return found;
    }

    FileReport &m_report;
    AlertsRead m_read;
    QStringList m_wrongRoutes;
};

} // namespace

AlertsRead readAlerts(const YamlNode &node, FileReport &report)
{
    return AlertsReader(report).read(node);
}

} // namespace cairn
