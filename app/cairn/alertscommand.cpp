#include "carrying.h"
#include "commandline.h"
#include "reading.h"

#include "base/printable.h"
#include "control/alertdesk.h"
#include "definition/nearest.h"

#include <QJsonArray>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int AlertLookEveryMs = 50;
constexpr Milliseconds Patience{30'000};
constexpr Milliseconds Grace{2'000};

QString wayOf(const AlertRoute &route)
{
    switch (route.kind) {
    case AlertRoute::Webhook: return u"webhook: "_s + placeOf(route);
    case AlertRoute::Alertmanager: return u"Alertmanager: "_s + placeOf(route);
    case AlertRoute::Desktop: break;
    }
    return u"the consoles that are open on this workspace"_s;
}

QString conditionOf(const AlertRule &rule)
{
    QStringList parts;
    for (const AlertOccasion occasion : rule.on)
        parts.append(word(occasion));
    QString told = parts.join(u'|');
    const auto add = [&told](const QString &key, const QString &value) {
        if (!value.isEmpty())
            told += u' ' + key + u':' + value;
    };
    add(u"service"_s, rule.service);
    add(u"pipeline"_s, rule.pipeline);
    add(u"category"_s, rule.category ? word(*rule.category) : QString());
    add(u"count"_s, rule.count > 1 ? QString::number(rule.count) : QString());
    add(u"within"_s, rule.within.count() > 0 ? toText(rule.within) : QString());
    return told;
}

QJsonObject toJson(const AlertRule &rule, const AlertDelivery *last)
{
    QJsonArray on;
    for (const AlertOccasion occasion : rule.on)
        on.append(word(occasion));
    QJsonObject json{
        {u"rule"_s, rule.name}, {u"state"_s, on}, {u"to"_s, QJsonArray::fromStringList(rule.to)}, {u"count"_s, rule.count}};
    if (!rule.service.isEmpty())
        json.insert(u"service"_s, rule.service);
    if (!rule.pipeline.isEmpty())
        json.insert(u"pipeline"_s, rule.pipeline);
    if (rule.category)
        json.insert(u"category"_s, word(*rule.category));
    if (rule.within.count() > 0)
        json.insert(u"within_ms"_s, qint64(rule.within.count()));
    if (rule.repeat.count() > 0)
        json.insert(u"repeat_ms"_s, qint64(rule.repeat.count()));
    if (last)
        json.insert(u"last"_s, QJsonObject{{u"at"_s, toRfc3339(last->settledAt.value_or(last->at))},
                                           {u"news"_s, word(last->news)},
                                           {u"route"_s, last->route},
                                           {u"incident"_s, last->incident}});
    return json;
}

/// What became of the newest message, which may be a test; empty: it waits, or there was none.
QString outcomeOf(const AlertRouteUse &use)
{
    if (!use.newest || use.newest->fate == AlertFate::Waiting)
        return {};
    const QString told = u"%1 %2"_s.arg(word(use.newest->fate), toRfc3339(use.newest->settledAt.value_or(use.newest->at)));
    return use.newest->result.isEmpty() ? told : told + u": "_s + use.newest->result;
}

/// Nothing under --json, where lists are one kind of object a line.
Result<void> tellRoutes(StoreReader &reader, const AlertSettings &settings, const Terminal &terminal)
{
    const auto uses = readRouteUses(reader, settings);
    if (!uses)
        return tl::unexpected(uses.error());
    for (const AlertRouteUse &use : *uses) {
        terminal.line(u"  %1  %2"_s.arg(use.route.name.leftJustified(14), wayOf(use.route)));
        const auto under = [&terminal](const QString &text) { terminal.line(u"  %1  %2"_s.arg(QString(14, u' '), text)); };
        if (const QString outcome = outcomeOf(use); !outcome.isEmpty())
            under(outcome);
        if (!use.waiting.isEmpty())
            under(u"waiting: %1%2, the oldest since %3  %4"_s.arg(use.waiting.size())
                      .arg(use.waiting.size() == WaitingAlertsShown ? u" or more"_s : QString(),
                           toRfc3339(use.waiting.first().at), use.obstacle()));
    }
    return {};
}

Exit listRules(Reading &reading, const AlertSettings &settings, const Terminal &terminal)
{
    const auto newest = reading.reader->newestAlerts();
    if (!newest)
        return terminal.fail(newest.error());
    QList<QStringList> rows;
    for (const AlertRule &rule : settings.rules) {
        const auto last =
            std::find_if(newest->begin(), newest->end(), [&](const AlertDelivery &one) { return one.rule == rule.name; });
        const AlertDelivery *sent = last == newest->end() ? nullptr : &*last;
        if (terminal.json())
            terminal.object(toJson(rule, sent));
        rows.append({rule.name, conditionOf(rule), rule.to.join(u','), rule.repeat.count() > 0 ? toText(rule.repeat) : u"–"_s,
                     sent ? u"%1 incident %2 %3"_s.arg(toRfc3339(sent->settledAt.value_or(sent->at)))
                                .arg(sent->incident)
                                .arg(word(sent->news))
                          : u"never"_s});
    }
    if (terminal.json())
        return Exit::Well;
    terminal.table({u"RULE"_s, u"WHEN"_s, u"TO"_s, u"REPEAT"_s, u"LAST SENT"_s}, rows);
    terminal.line({});
    const auto told = tellRoutes(*reading.reader, settings, terminal);
    return told ? Exit::Well : terminal.fail(told.error());
}

/// How the message stands once it has been sent or refused, or when patience is at its end.
Result<AlertDelivery> waitFor(qint64 id, Reading &reading, const Terminal &terminal, SignalWatcher &signalWatcher)
{
    std::unique_ptr<Carrying> carrying;
    if (!reading.session->store().leaseHolder()) {
        RunnerOptions options = reading.session->runnerOptions();
        options.carriesRuns = false;
        options.watchFolders = false;
        options.listener.reset();
        options.events.reset();
        carrying = std::make_unique<Carrying>(*reading.session, terminal, signalWatcher, options, Grace);
        if (const auto started = carrying->start(); !started)
            return tl::unexpected(started.error());
    }
    Result<AlertDelivery> delivery = reading.reader->alertDelivery(id);
    QEventLoop loop;
    QTimer timer;
    int looks = 0;
    const auto end = [&] {
        timer.stop();
        carrying ? carrying->stop() : loop.quit();
    };
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        delivery = reading.reader->alertDelivery(id);
        if (!delivery || delivery->fate != AlertFate::Waiting || ++looks * AlertLookEveryMs > Patience.count())
            end();
    });
    bool interrupted = false;
    QObject::connect(&signalWatcher, &SignalWatcher::received, &loop, [&] {
        interrupted = true;
        end();
    });
    timer.start(AlertLookEveryMs);
    if (carrying)
        carrying->untilStopped();
    else
        loop.exec();
    if (interrupted && delivery && delivery->fate == AlertFate::Waiting)
        return failure(ErrorKind::Cancelled, u"the test has not been taken yet"_s, {}, u"The next runner goes on trying"_s);
    return delivery;
}

/// Why a test still waits, as far as it is known, and who would send it.
QString whyItWaits(Reading &reading, const QString &route, const AlertDelivery &delivery)
{
    constexpr int LookedAt = 100;
    QString why = delivery.result;
    const auto others = reading.reader->waitingAlerts(route, why.isEmpty() ? LookedAt : 0);
    for (const AlertDelivery &other : others.value_or(QList<AlertDelivery>())) {
        if (!other.result.isEmpty())
            why = other.result;
    }
    const QString told = u"Route %1 has not taken it yet%2. "_s.arg(route, why.isEmpty() ? QString() : u": "_s + printable(why));
    if (!reading.session->store().leaseHolder())
        return told + u"Start a runner: it goes on trying"_s;
    return told + (why.isEmpty() ? u"If the route was written into cairn.yaml after the runner was started, restart that"_s
                                 : u"The runner goes on trying"_s);
}

Exit testRoute(Reading &reading, const Workspace &workspace, const QString &name, const QString &reason, const Terminal &terminal,
               SignalWatcher &signalWatcher)
{
    const AlertSettings &settings = workspace.settings.alerts.settings;
    const AlertRoute *route = settings.route(name);
    QStringList known;
    for (const AlertRoute &one : settings.routes)
        known.append(one.name);
    if (!route)
        return terminal.fail(
            {ErrorKind::NotFound, u"there is no route '%1'"_s.arg(name), {}, suggestion(name, known, u"Routes"_s)});
    const auto id = requestTestAlert(reading.session->store(), *route, workspace.name, currentActor(), reason,
                                     reading.session->clock().now());
    if (!id)
        return terminal.fail(id.error());
    const auto delivery = waitFor(*id, reading, terminal, signalWatcher);
    if (!delivery)
        return terminal.fail(delivery.error());
    if (terminal.json())
        terminal.object({{u"route"_s, name}, {u"fate"_s, word(delivery->fate)}, {u"result"_s, delivery->result}});
    if (delivery->fate == AlertFate::Sent)
        terminal.line(route->kind == AlertRoute::Desktop
                          ? u"Consoles that are open on this workspace show it"_s
                          : u"Route %1 has taken the test (%2)"_s.arg(name, printable(delivery->result)));
    else if (delivery->fate == AlertFate::Refused)
        terminal.line(u"Route %1 refuses it: %2"_s.arg(name, printable(delivery->result)));
    else
        terminal.line(whyItWaits(reading, name, *delivery));
    return delivery->fate == AlertFate::Sent ? Exit::Well : Exit::NeedsPerson;
}

} // namespace

Exit alertsCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"[list | test ROUTE]"_s,
                               u"Who is told of incidents: the rules of cairn.yaml with what was sent last, and their routes. "
                               "test sends a message that says it is a test."_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"of test: why, for the record"_s);
    if (const auto exit = arguments.parse(terminal, 0, 2))
        return *exit;
    const QString verb = arguments.positional().value(0, u"list"_s);
    const qsizetype wanted = verb == "test"_L1 ? 2 : 1;
    if ((verb != "list"_L1 && verb != "test"_L1) || std::max<qsizetype>(arguments.positional().size(), 1) != wanted)
        return terminal.fail({ErrorKind::Usage,
                              u"'%1' is nothing that can be done with alerts"_s.arg(arguments.positional().join(u' ')),
                              {},
                              u"Write `cairn alerts list` or `cairn alerts test ROUTE`"_s});
    const QStringList taken = verb == "test"_L1 ? QStringList{u"reason"_s} : QStringList();
    if (const auto fit = arguments.checkOptions(u"alerts "_s + verb, taken); !fit)
        return terminal.fail(fit.error());
    SignalWatcher signalWatcher;
    auto opened = openReading(invocation, verb == "list"_L1 ? Session::Use::Looking : Session::Use::Working);
    if (!opened)
        return terminal.fail(opened.error());
    const Workspace workspace = scanWorkspace(opened->session->root());
    const auto leftOut = workspace.settingsErrors(); // it may be what is looked for
    for (const Problem &one : leftOut)
        terminal.warn(one.toString());
    if (verb == "list"_L1)
        return listRules(*opened, workspace.settings.alerts.settings, terminal);
    return testRoute(*opened, workspace, arguments.positional().at(1), arguments.value(u"reason"_s), terminal, signalWatcher);
}

} // namespace cairn
