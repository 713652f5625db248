#include "reading.h"
#include "requests.h"

#include "control/breakerdesk.h"
#include "control/submission.h"

#include <QJsonArray>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QString UsualOrder = u"10m"_s;
const QString UsualRelease = u"1h"_s;
constexpr int MostPending = 1'000;

QString windowText(const Breaker::Picture &picture, const BreakerPolicy &policy)
{
    QString text = u"%1 of %2 calls failed within %3; it opens from %4% of %5 calls on"_s.arg(picture.recent.failed)
                       .arg(picture.recent.calls)
                       .arg(toText(policy.window))
                       .arg(policy.failureRatio * 100, 0, 'g', 3)
                       .arg(policy.minCalls);
    if (policy.slowOver.count() > 0)
        text += u"; %1 took longer than %2"_s.arg(picture.recent.slow).arg(toText(policy.slowOver));
    return text;
}

QString waveText(const Breaker::Picture &picture)
{
    return u"%1 of a wave of %2 have passed, %3 failed, %4 are out"_s.arg(picture.ofWave.passed)
        .arg(picture.wave)
        .arg(picture.ofWave.failed)
        .arg(picture.ofWave.outstanding());
}

QJsonObject jsonOf(const BreakerDetail &detail, const Breaker::Picture &picture, Timestamp now)
{
    QJsonObject json = toJson(detail.health, now);
    json.insert(u"held_runs"_s, detail.held);
    json.insert(
        u"window"_s,
        QJsonObject{{u"calls"_s, picture.recent.calls}, {u"failed"_s, picture.recent.failed}, {u"slow"_s, picture.recent.slow}});
    if (const QString cause = openedForText(picture.openedFor); !cause.isEmpty())
        json.insert(u"opened_for"_s, cause);
    if (picture.nextAt)
        json.insert(u"next_at"_s, toRfc3339(*picture.nextAt));
    if (detail.health.state.breaker.isReleasing(now))
        json.insert(u"wave"_s, QJsonObject{{u"size"_s, picture.wave},
                                           {u"passed"_s, picture.ofWave.passed},
                                           {u"failed"_s, picture.ofWave.failed},
                                           {u"out"_s, picture.ofWave.outstanding()}});
    return json;
}

/// That no runner has carried out yet.
QList<Command> waitingOrders(StoreReader &reader, const QString &service)
{
    QList<Command> orders = reader.pendingCommands(MostPending).value_or(QList<Command>());
    orders.removeIf([&](const Command &order) { return order.service != service; });
    return orders;
}

/// When its time is over; nullopt: it has none.
std::optional<Timestamp> endOf(const Command &order)
{
    const Milliseconds lasting(order.arguments.value(u"for_ms"_s).toInteger());
    return lasting.count() > 0 ? std::optional(order.createdAt + lasting) : std::nullopt;
}

QString waitingText(const Command &order, Timestamp now)
{
    const QString given = u"%1, given %2 by %3"_s.arg(word(order.kind), toRfc3339(order.createdAt), order.actor);
    const auto end = endOf(order);
    return !end ? given : *end <= now ? given + u"; its time is over"_s : given + u", until %1"_s.arg(toRfc3339(*end));
}

QJsonArray waitingJson(const QList<Command> &orders)
{
    QJsonArray array;
    for (const Command &order : orders) {
        const auto end = endOf(order);
        array.append(QJsonObject{{u"command"_s, order.id},
                                 {u"order"_s, word(order.kind)},
                                 {u"given_at"_s, toRfc3339(order.createdAt)},
                                 {u"by"_s, order.actor},
                                 {u"until"_s, end ? QJsonValue(toRfc3339(*end)) : QJsonValue()}});
    }
    return array;
}

Exit showBreaker(Reading &opened, const Terminal &terminal, const QString &name)
{
    const Timestamp now = opened.session->clock().now();
    const auto detail = readBreaker(*opened.reader, name, now, opened.isCarried());
    if (!detail)
        return terminal.fail(detail.error());
    const Service &service = detail->health.revision.service;
    const BreakerPolicy &policy = service.policy.breaker;
    const Breaker &breaker = detail->health.state.breaker;
    const Breaker::Picture picture = breaker.picture(policy, now);
    const QList<Command> orders = waitingOrders(*opened.reader, name);
    if (terminal.json()) {
        QJsonObject json = jsonOf(*detail, picture, now);
        json.insert(u"waiting_orders"_s, waitingJson(orders));
        terminal.object(json);
        return Exit::Well;
    }
    terminal.line(u"service    %1, revision %2"_s.arg(name).arg(detail->health.revision.revision));
    terminal.line(u"breaker    %1"_s.arg(breakerText(detail->health, now)));
    if (const QString silence = silenceText(name, detail->health.state, service.policy, now); !silence.isEmpty())
        terminal.line(u"silence    %1"_s.arg(silence));
    if (const QString cause = openedForText(picture.openedFor); !cause.isEmpty())
        terminal.line(u"opened     %1, after %2"_s.arg(toRfc3339(picture.openedAt), cause));
    terminal.line(u"window     %1"_s.arg(windowText(picture, policy)));
    if (breaker.isReleasing(now))
        terminal.line(u"waves      %1"_s.arg(waveText(picture)));
    if (picture.state == BreakerState::HalfOpen && !breaker.isReleasing(now))
        terminal.line(u"probes     %1 of %2 have come back, %3 failed; %4 are out"_s.arg(picture.probed.calls)
                          .arg(policy.probes)
                          .arg(picture.probed.failed)
                          .arg(picture.probing));
    terminal.line(u"held       %1 runs (`cairn runs state:held service:%2`)"_s.arg(detail->held).arg(name));
    for (const Command &order : orders)
        terminal.line(u"waiting    %1; a runner carries it out"_s.arg(waitingText(order, now)));
    return Exit::Well;
}

Exit showHistory(Reading &opened, const Terminal &terminal, const QString &name, qint64 before, int limit)
{
    const auto known = opened.reader->service(name);
    const auto moments = readBreakerHistory(*opened.reader, name, before, limit > 0 ? limit : std::numeric_limits<int>::max());
    if (!known || !moments)
        return terminal.fail(known ? moments.error() : known.error());
    QList<QStringList> rows;
    for (const BreakerMoment &moment : *moments) {
        if (terminal.json())
            terminal.object({{u"number"_s, moment.event},
                             {u"at"_s, toRfc3339(moment.at)},
                             {u"state"_s, word(moment.state)},
                             {u"by_order"_s, moment.byOrder},
                             {u"cause"_s, moment.cause}});
        rows.append({QString::number(moment.event), toRfc3339(moment.at), word(moment.state), moment.cause});
    }
    if (rows.isEmpty())
        terminal.line(
            (before > 0 ? u"The breaker of %1 had never turned before that."_s : u"The breaker of %1 has never turned."_s)
                .arg(name));
    else if (!terminal.json())
        terminal.table({u"NUMBER"_s, u"AT"_s, u"STATE"_s, u"WHY"_s}, rows);
    return Exit::Well;
}

std::optional<CommandKind> orderFrom(const QString &word)
{
    static const QHash<QString, CommandKind> Orders{{u"open"_s, CommandKind::OpenBreaker},
                                                    {u"close"_s, CommandKind::CloseBreaker},
                                                    {u"auto"_s, CommandKind::FreeBreaker},
                                                    {u"release"_s, CommandKind::ReleaseBreaker},
                                                    {u"probe"_s, CommandKind::ProbeService}};
    const auto found = Orders.constFind(word);
    return found == Orders.cend() ? std::nullopt : std::optional(*found);
}

Exit giveOrder(Reading &opened, const Terminal &terminal, const CommandArguments &arguments, CommandKind kind)
{
    const QString usual = kind == CommandKind::ReleaseBreaker ? UsualRelease : UsualOrder;
    const QString given = arguments.isSet(u"for"_s) ? arguments.value(u"for"_s) : usual;
    const auto duration = readDuration(u"for"_s, given);
    if (!duration)
        return terminal.fail(duration.error());
    if (duration->count() <= 0 || *duration > LongestOrder) // as a runner would say, were there one
        return terminal.fail(
            {ErrorKind::Usage, u"--for: '%1' is no time for which an order can hold"_s.arg(given), {}, u"Write one up to 30d"_s});
    const QString service = arguments.positional().first();
    if (const auto known = opened.reader->service(service); !known)
        return terminal.fail(known.error());
    Command command = commandAboutBreaker(kind, service, *duration, currentActor(), arguments.value(u"reason"_s),
                                          opened.session->clock().now());
    const QString path = arguments.value(u"path"_s);
    if (!path.isEmpty() && (kind != CommandKind::ProbeService || !path.startsWith(QLatin1Char('/'))))
        return terminal.fail({ErrorKind::Usage,
                              u"'%1' is no path to be probed"_s.arg(path),
                              {},
                              u"Write it with a slash, and with `probe`: cairn breaker %1 probe --path /health"_s.arg(service)});
    if (!path.isEmpty())
        command.arguments.insert(u"path"_s, path);
    const auto id = requestCommand(opened.session->store(), command);
    if (!id)
        return terminal.fail(id.error());
    return reportCommands(*opened.session, *opened.reader, terminal, {*id});
}

Result<qint64> numberOf(const CommandArguments &arguments, const QString &option, qint64 most)
{
    bool isNumber = false;
    const qint64 number = arguments.value(option).toLongLong(&isNumber);
    if (!isNumber || number < 0 || number > most)
        return failure(ErrorKind::Usage, u"--%1 %2 is not a number up to %3"_s.arg(option, arguments.value(option)).arg(most), {},
                       u"`cairn breaker --help` tells more"_s);
    return number;
}

Result<void> checkOptions(const CommandArguments &arguments, const QString &wish)
{
    const QStringList ofHistory{u"limit"_s, u"before"_s};
    const QStringList ofOrders{u"for"_s, u"path"_s, u"reason"_s};
    return arguments.checkOptions(u"breaker SERVICE "_s + wish, wish.isEmpty()         ? QStringList()
                                                                : wish == "history"_L1 ? ofHistory
                                                                                       : ofOrders);
}

} // namespace

Exit breakerCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, u"SERVICE [open | close | auto | release | probe | history]"_s,
        u"Stops sending to a service, sends whatever its breaker says, lets what waits through in waves, or lets "
        "the breaker decide again; asks the service whether it answers; tells what became of its breaker. Without "
        "a word: how it stands."_s);
    arguments.addOption(u"for"_s, u"TIME"_s, u"how long the order holds (%1; a release: %2)"_s.arg(UsualOrder, UsualRelease));
    arguments.addOption(u"path"_s, u"PATH"_s, u"with probe: below the base URL"_s);
    arguments.addOption(u"limit"_s, u"N"_s, u"with history: how many; 0: all"_s, u"50"_s);
    arguments.addOption(u"before"_s, u"NUMBER"_s, u"with history: only older ones"_s, u"0"_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"why, for the record"_s);
    if (const auto exit = arguments.parse(terminal, 1, 2))
        return *exit;
    const auto limit = numberOf(arguments, u"limit"_s, 10'000);
    const auto before = numberOf(arguments, u"before"_s, std::numeric_limits<qint64>::max());
    if (!limit || !before)
        return terminal.fail(limit ? before.error() : limit.error());
    const QString wish = arguments.positional().value(1);
    if (const auto fit = checkOptions(arguments, wish); !fit)
        return terminal.fail(fit.error());
    const bool looks = wish.isEmpty() || wish == "history"_L1;
    auto opened = openReading(invocation, looks ? Session::Use::Looking : Session::Use::Working);
    if (!opened)
        return terminal.fail(opened.error());
    const QString service = arguments.positional().first();
    if (arguments.positional().size() == 1)
        return showBreaker(*opened, terminal, service);
    if (looks)
        return showHistory(*opened, terminal, service, *before, int(*limit));
    if (const auto kind = orderFrom(wish))
        return giveOrder(*opened, terminal, arguments, *kind);
    return terminal.fail({ErrorKind::Usage,
                          u"'%1' is none of open, close, auto, release, probe and history"_s.arg(wish),
                          {},
                          u"`cairn breaker --help` tells more"_s});
}

} // namespace cairn
