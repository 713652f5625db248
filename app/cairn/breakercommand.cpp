#include "reading.h"
#include "requests.h"

#include "control/breakerdesk.h"
#include "control/submission.h"

#include <QJsonArray>

namespace cairn {

namespace {

const QString UsualOrder = QStringLiteral("10m");
const QString UsualRelease = QStringLiteral("1h");
constexpr int MostPending = 1'000;

QString windowText(const Breaker::Picture &picture, const BreakerPolicy &policy)
{
    QString text = QStringLiteral("%1 of %2 calls failed within %3; it opens from %4% of %5 calls on")
                       .arg(picture.recent.failed)
                       .arg(picture.recent.calls)
                       .arg(toText(policy.window))
                       .arg(policy.failureRatio * 100, 0, 'g', 3)
                       .arg(policy.minCalls);
    if (policy.slowOver.count() > 0)
        text += QStringLiteral("; %1 took longer than %2").arg(picture.recent.slow).arg(toText(policy.slowOver));
    return text;
}

QString waveText(const Breaker::Picture &picture)
{
    return QStringLiteral("%1 of a wave of %2 have passed, %3 failed, %4 are out")
        .arg(picture.ofWave.passed)
        .arg(picture.wave)
        .arg(picture.ofWave.failed)
        .arg(picture.ofWave.outstanding());
}

QJsonObject jsonOf(const BreakerDetail &detail, const Breaker::Picture &picture, Timestamp now)
{
    QJsonObject json = toJson(detail.health, now);
    json.insert(QStringLiteral("held_runs"), detail.held);
    json.insert(QStringLiteral("window"), QJsonObject{{QStringLiteral("calls"), picture.recent.calls},
                                                      {QStringLiteral("failed"), picture.recent.failed},
                                                      {QStringLiteral("slow"), picture.recent.slow}});
    if (const QString cause = openedForText(picture.openedFor); !cause.isEmpty())
        json.insert(QStringLiteral("opened_for"), cause);
    if (picture.nextAt)
        json.insert(QStringLiteral("next_at"), toRfc3339(*picture.nextAt));
    if (detail.health.state.breaker.isReleasing(now))
        json.insert(QStringLiteral("wave"), QJsonObject{{QStringLiteral("size"), picture.wave},
                                                        {QStringLiteral("passed"), picture.ofWave.passed},
                                                        {QStringLiteral("failed"), picture.ofWave.failed},
                                                        {QStringLiteral("out"), picture.ofWave.outstanding()}});
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
    const Milliseconds lasting(order.arguments.value(QStringLiteral("for_ms")).toInteger());
    return lasting.count() > 0 ? std::optional(order.createdAt + lasting) : std::nullopt;
}

QString waitingText(const Command &order, Timestamp now)
{
    const QString given = QStringLiteral("%1, given %2 by %3").arg(word(order.kind), toRfc3339(order.createdAt), order.actor);
    const auto end = endOf(order);
    return !end          ? given
           : *end <= now ? given + QStringLiteral("; its time is over")
                         : given + QStringLiteral(", until %1").arg(toRfc3339(*end));
}

QJsonArray waitingJson(const QList<Command> &orders)
{
    QJsonArray array;
    for (const Command &order : orders) {
        const auto end = endOf(order);
        array.append(QJsonObject{{QStringLiteral("command"), order.id},
                                 {QStringLiteral("order"), word(order.kind)},
                                 {QStringLiteral("given_at"), toRfc3339(order.createdAt)},
                                 {QStringLiteral("by"), order.actor},
                                 {QStringLiteral("until"), end ? QJsonValue(toRfc3339(*end)) : QJsonValue()}});
    }
    return array;
}

Exit showBreaker(Reading &opened, const Terminal &terminal, const QString &name)
{
    const Timestamp now = opened.session->clock().now();
    const auto detail = readBreaker(*opened.reader, name, now);
    if (!detail)
        return terminal.fail(detail.error());
    const BreakerPolicy &policy = detail->health.revision.service.policy.breaker;
    const Breaker &breaker = detail->health.state.breaker;
    const Breaker::Picture picture = breaker.picture(policy, now);
    const QList<Command> orders = waitingOrders(*opened.reader, name);
    if (terminal.json()) {
        QJsonObject json = jsonOf(*detail, picture, now);
        json.insert(QStringLiteral("waiting_orders"), waitingJson(orders));
        terminal.object(json);
        return Exit::Well;
    }
    terminal.line(QStringLiteral("service    %1, revision %2").arg(name).arg(detail->health.revision.revision));
    terminal.line(QStringLiteral("breaker    %1").arg(breakerText(detail->health, now)));
    if (const QString cause = openedForText(picture.openedFor); !cause.isEmpty())
        terminal.line(QStringLiteral("opened     %1, after %2").arg(toRfc3339(picture.openedAt), cause));
    terminal.line(QStringLiteral("window     %1").arg(windowText(picture, policy)));
    if (breaker.isReleasing(now))
        terminal.line(QStringLiteral("waves      %1").arg(waveText(picture)));
    if (picture.state == BreakerState::HalfOpen && !breaker.isReleasing(now))
        terminal.line(QStringLiteral("probes     %1 of %2 have come back, %3 failed; %4 are out")
                          .arg(picture.probed.calls)
                          .arg(policy.probes)
                          .arg(picture.probed.failed)
                          .arg(picture.probing));
    terminal.line(QStringLiteral("held       %1 runs (`cairn runs state:held service:%2`)").arg(detail->held).arg(name));
    for (const Command &order : orders)
        terminal.line(QStringLiteral("waiting    %1; a runner carries it out").arg(waitingText(order, now)));
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
            terminal.object({{QStringLiteral("number"), moment.event},
                             {QStringLiteral("at"), toRfc3339(moment.at)},
                             {QStringLiteral("state"), word(moment.state)},
                             {QStringLiteral("by_order"), moment.byOrder},
                             {QStringLiteral("cause"), moment.cause}});
        rows.append({QString::number(moment.event), toRfc3339(moment.at), word(moment.state), moment.cause});
    }
    if (rows.isEmpty())
        terminal.line((before > 0 ? QStringLiteral("The breaker of %1 had never turned before that.")
                                  : QStringLiteral("The breaker of %1 has never turned.")).arg(name));
    else if (!terminal.json())
        terminal.table({QStringLiteral("NUMBER"), QStringLiteral("AT"), QStringLiteral("STATE"), QStringLiteral("WHY")}, rows);
    return Exit::Well;
}

std::optional<CommandKind> orderFrom(const QString &word)
{
    static const QHash<QString, CommandKind> Orders{{QStringLiteral("open"), CommandKind::OpenBreaker},
                                                    {QStringLiteral("close"), CommandKind::CloseBreaker},
                                                    {QStringLiteral("auto"), CommandKind::FreeBreaker},
                                                    {QStringLiteral("release"), CommandKind::ReleaseBreaker},
                                                    {QStringLiteral("probe"), CommandKind::ProbeService}};
    const auto found = Orders.constFind(word);
    return found == Orders.cend() ? std::nullopt : std::optional(*found);
}

Exit giveOrder(Reading &opened, const Terminal &terminal, const CommandArguments &arguments, CommandKind kind)
{
    const QString usual = kind == CommandKind::ReleaseBreaker ? UsualRelease : UsualOrder;
    const QString given = arguments.isSet(QStringLiteral("for")) ? arguments.value(QStringLiteral("for")) : usual;
    const auto duration = readDuration(QStringLiteral("for"), given);
    if (!duration)
        return terminal.fail(duration.error());
    if (duration->count() <= 0 || *duration > LongestOrder) // as a runner would say, were there one
        return terminal.fail({ErrorKind::Usage,
                              QStringLiteral("--for: '%1' is no time for which an order can hold").arg(given),
                              {},
                              QStringLiteral("Write one up to 30d")});
    const QString service = arguments.positional().first();
    if (const auto known = opened.reader->service(service); !known)
        return terminal.fail(known.error());
    Command command = commandAboutBreaker(kind, service, *duration, currentActor(), arguments.value(QStringLiteral("reason")),
                                          opened.session->clock().now());
    const QString path = arguments.value(QStringLiteral("path"));
    if (!path.isEmpty() && (kind != CommandKind::ProbeService || !path.startsWith(QLatin1Char('/'))))
        return terminal.fail(
            {ErrorKind::Usage,
             QStringLiteral("'%1' is no path to be probed").arg(path),
             {},
             QStringLiteral("Write it with a slash, and with `probe`: cairn breaker %1 probe --path /health").arg(service)});
    if (!path.isEmpty())
        command.arguments.insert(QStringLiteral("path"), path);
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
        return failure(ErrorKind::Usage,
                       QStringLiteral("--%1 %2 is not a number up to %3").arg(option, arguments.value(option)).arg(most), {},
                       QStringLiteral("`cairn breaker --help` tells more"));
    return number;
}

Result<void> checkOptions(const CommandArguments &arguments, const QString &wish)
{
    const QStringList ofHistory{QStringLiteral("limit"), QStringLiteral("before")};
    const QStringList ofOrders{QStringLiteral("for"), QStringLiteral("path"), QStringLiteral("reason")};
    return arguments.checkOptions(QStringLiteral("breaker SERVICE ") + wish,
                                  wish.isEmpty() ? QStringList() : wish == QLatin1String("history") ? ofHistory : ofOrders);
}

} // namespace

Exit breakerCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, QStringLiteral("SERVICE [open | close | auto | release | probe | history]"),
        QStringLiteral("Stops sending to a service, sends whatever its breaker says, lets what waits through in waves, or lets "
                       "the breaker decide again; asks the service whether it answers; tells what became of its breaker. Without "
                       "a word: how it stands."));
    arguments.addOption(QStringLiteral("for"), QStringLiteral("TIME"),
                        QStringLiteral("how long the order holds (%1; a release: %2)").arg(UsualOrder, UsualRelease));
    arguments.addOption(QStringLiteral("path"), QStringLiteral("PATH"), QStringLiteral("with probe: below the base URL"));
    arguments.addOption(QStringLiteral("limit"), QStringLiteral("N"), QStringLiteral("with history: how many; 0: all"),
                        QStringLiteral("50"));
    arguments.addOption(QStringLiteral("before"), QStringLiteral("NUMBER"), QStringLiteral("with history: only older ones"),
                        QStringLiteral("0"));
    arguments.addOption(QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("why, for the record"));
    if (const auto exit = arguments.parse(terminal, 1, 2))
        return *exit;
    const auto limit = numberOf(arguments, QStringLiteral("limit"), 10'000);
    const auto before = numberOf(arguments, QStringLiteral("before"), std::numeric_limits<qint64>::max());
    if (!limit || !before)
        return terminal.fail(limit ? before.error() : limit.error());
    const QString wish = arguments.positional().value(1);
    if (const auto fit = checkOptions(arguments, wish); !fit)
        return terminal.fail(fit.error());
    const bool looks = wish.isEmpty() || wish == QLatin1String("history");
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
                          QStringLiteral("'%1' is none of open, close, auto, release, probe and history").arg(wish),
                          {},
                          QStringLiteral("`cairn breaker --help` tells more")});
}

} // namespace cairn
