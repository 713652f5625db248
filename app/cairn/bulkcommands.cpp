#include "bulkcommands.h"

#include "bulkpreviewtext.h"
#include "editcommands.h"
#include "reading.h"
#include "requests.h"

#include "control/bulktargets.h"
#include "control/filter.h"
#include "control/json.h"
#include "store/upkeep.h"

#include <QJsonArray>
#include <QThread>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int LookEveryMs = 100;
constexpr int MostListed = 100;

/// "97 passed, 3 failed again, 2 could not be asked".
QString summaryOf(const Bulk &bulk)
{
    const BulkCounts &counts = bulk.counts;
    QStringList parts{u"%1 passed"_s.arg(counts.passed)};
    if (counts.failed > 0)
        parts.append(u"%1 failed again"_s.arg(counts.failed));
    if (counts.refused > 0)
        parts.append(u"%1 could not be asked"_s.arg(counts.refused));
    if (counts.left > 0)
        parts.append(u"%1 went on without it"_s.arg(counts.left));
    if (counts.outstanding() > 0)
        parts.append(u"%1 under way"_s.arg(counts.outstanding()));
    return parts.join(u", "_s);
}

QString stateOf(const Bulk &bulk)
{
    return bulk.why.isEmpty() ? word(bulk.state) : u"%1 (%2)"_s.arg(word(bulk.state), bulk.why);
}

Exit exitOf(const Bulk &bulk)
{
    const bool isWell = bulk.state == BulkState::Done && bulk.counts.failed == 0 && bulk.counts.refused == 0;
    return isWell ? Exit::Well : Exit::NeedsPerson;
}

/// Waits until it is known what came of all targets, or the order has stopped, or there is no runner any more.
Exit follow(Session &session, StoreReader &reader, const Terminal &terminal, qint64 id, qint64 expected)
{
    for (;;) {
        const auto bulk = reader.bulk(id);
        if (!bulk)
            return terminal.fail(bulk.error());
        const bool carried = session.store().leaseHolder().has_value();
        if (bulk->state == BulkState::Running && carried) {
            terminal.progress(summaryOf(*bulk), bulk->counts.settled(), std::max(expected, bulk->counts.asked));
            QThread::msleep(LookEveryMs);
            continue;
        }
        terminal.progress({}, 0, 0);
        if (terminal.json())
            terminal.object(toJson(*bulk));
        terminal.line(u"order %1 is %2: %3"_s.arg(QString::number(id), stateOf(*bulk), summaryOf(*bulk)));
        if (bulk->state == BulkState::Running) {
            terminal.line(u"no runner is active: `cairn runner` carries it out"_s);
            return Exit::NeedsPerson; // it was waited for, and there was one
        }
        if (bulk->counts.failed + bulk->counts.refused > 0)
            terminal.line(u"`cairn bulk show %1` tells why; `cairn runs bulk:%1/%2` lists them"_s.arg(
                QString::number(id), word(bulk->counts.failed > 0 ? CommandOutcome::Failed : CommandOutcome::Refused)));
        if (bulk->state == BulkState::Stopped)
            terminal.line(u"`cairn bulk continue %1` goes on, `cairn bulk cancel %1` ends it"_s.arg(id));
        return exitOf(*bulk);
    }
}

/// What is asked of the one target that is meant, if it is one.
std::optional<Command> onlyCommand(StoreReader &reader, const BulkOrder &order, const BulkPreview &preview, Timestamp now)
{
    auto bulk = bulkOf(order, now);
    if (preview.eligible != 1 || order.incident != 0 || order.canary || !bulk)
        return std::nullopt;
    bulk->newestRun = preview.newest;
    const auto page = nextTargets(reader, *bulk, 2, now);
    if (!page || page->targets.size() != 1)
        return std::nullopt;
    Command command = page->targets.first().command;
    command.createdAt = now;
    return command;
}

/// `input`: the file that goes out in place of what the steps send; empty: there is none.
Exit place(Reading &opened, const Terminal &terminal, BulkOrder order, const BulkPreview &preview, bool waits,
           const QString &input)
{
    Session &session = *opened.session;
    const Timestamp now = session.clock().now();
    auto transaction = input.isEmpty() ? Result<Transaction>(Transaction()) : takeEdited(session.store(), input, order.arguments);
    if (!transaction)
        return terminal.fail(transaction.error());
    if (const auto command = onlyCommand(*opened.reader, order, preview, now)) {
        transaction->add(AddCommand{*command});
        const auto done = session.store().commitAndWait(std::move(*transaction));
        return done ? reportCommands(session, *opened.reader, terminal, done->commands) : terminal.fail(done.error());
    }
    const auto bulk = bulkOf(order, now);
    if (!bulk)
        return terminal.fail(bulk.error());
    transaction->add(AddBulk{*bulk});
    const auto recorded = session.store().commitAndWait(std::move(*transaction));
    if (!recorded)
        return terminal.fail(recorded.error());
    const qint64 id = recorded->bulkId;
    if (waits && session.store().leaseHolder()) {
        terminal.line(
            u"order %1 is recorded for %2 targets; interrupting this leaves it to the runner"_s.arg(id).arg(preview.eligible));
        return follow(session, *opened.reader, terminal, id, preview.eligible);
    }
    if (terminal.json()) {
        const auto row = opened.reader->bulk(id);
        terminal.object(row ? toJson(*row) : QJsonObject{{u"id"_s, id}});
    }
    terminal.line(u"order %1 is recorded for %2 targets; %3"_s.arg(
        QString::number(id), QString::number(preview.eligible),
        session.store().leaseHolder() ? u"`cairn bulk show %1` tells what comes of it"_s.arg(id)
                                      : u"no runner is active: `cairn runner` carries it out"_s));
    return Exit::Well;
}

Result<BulkOrder> completed(const CommandArguments &arguments, BulkOrder order)
{
    const auto filter = whereFilter(arguments);
    if (!filter)
        return tl::unexpected(filter.error());
    order.filter = *filter;
    order.actor = currentActor();
    order.reason = arguments.value(u"reason"_s);
    order.canary = arguments.isSet(u"canary"_s);
    bool isNumber = true;
    if (arguments.isSet(u"incident"_s))
        order.incident = arguments.value(u"incident"_s).toLongLong(&isNumber);
    if (!isNumber || order.incident < 0 ||
        (arguments.isSet(u"incident"_s) && (order.incident == 0 || arguments.isSet(u"where"_s))))
        return failure(ErrorKind::Usage, u"--incident takes the number of an incident, and goes without --where"_s, {},
                       u"`cairn incident list` tells the numbers"_s);
    if (arguments.isSet(u"stop-at"_s))
        order.stopAt = arguments.value(u"stop-at"_s).toDouble(&isNumber);
    if (!isNumber || (arguments.isSet(u"stop-at"_s) && !order.canary))
        return failure(ErrorKind::Usage, u"--stop-at takes a share like 0.2, and goes with --canary"_s);
    return order;
}

// ---- cairn bulk --------------------------------------------------------------------------------------------------------

QString subjectOf(const Bulk &bulk)
{
    return bulk.incident != 0 ? u"incident %1"_s.arg(bulk.incident) : bulk.filter.isEmpty() ? u"all runs"_s : bulk.filter;
}

Exit listBulks(Reading &opened, const Terminal &terminal)
{
    const auto bulks = opened.reader->bulks(0, MostListed);
    if (!bulks)
        return terminal.fail(bulks.error());
    QList<QStringList> rows;
    for (const Bulk &bulk : *bulks) {
        if (terminal.json())
            terminal.object(toJson(bulk));
        rows.append({QString::number(bulk.id), toRfc3339(bulk.createdAt), word(bulk.kind), word(bulk.state), bulk.actor,
                     summaryOf(bulk), subjectOf(bulk)});
    }
    if (!terminal.json() && rows.isEmpty())
        terminal.line(u"no orders about many targets were given yet; `cairn retry --where FILTER` gives one"_s);
    else if (!terminal.json())
        terminal.table({u"ORDER"_s, u"GIVEN"_s, u"WHAT"_s, u"STATE"_s, u"BY"_s, u"CAME OF IT"_s, u"FOR"_s}, rows);
    return Exit::Well;
}

QString targetOf(const Command &command)
{
    QString target = command.run.toString();
    if (!command.step.isEmpty())
        target += u'/' + command.step.name();
    return command.item == NoItem ? target : target + u'/' + QString::number(command.item);
}

/// What its run says, or else what its step said last when it failed: the run may have gone on since.
QString whyFailed(StoreReader &reader, const Command &command)
{
    const auto run = reader.run(command.run);
    const auto history = reader.history(command.run);
    if (run && !run->cause.isEmpty() && !isFinished(run->state))
        return run->cause;
    if (!history)
        return describe(history.error());
    for (auto one = history->checkpoints.crbegin(); one != history->checkpoints.crend(); ++one) {
        const bool isMeant = command.step.isEmpty() || (one->step == command.step && one->item == command.item);
        if (isMeant && one->category && !one->cause.isEmpty())
            return one->cause;
    }
    return command.result;
}

/// Those that did not pass, with why.
Exit showBulk(Reading &opened, const Terminal &terminal, qint64 id)
{
    const auto bulk = opened.reader->bulk(id);
    if (!bulk)
        return terminal.fail(bulk.error());
    QJsonArray targets;
    QList<QStringList> rows;
    for (const CommandOutcome outcome : {CommandOutcome::Failed, CommandOutcome::Refused, CommandOutcome::Left}) {
        const auto commands = opened.reader->commandsOfBulk(id, outcome, 0, MostListed);
        if (!commands)
            return terminal.fail(commands.error());
        for (const Command &command : *commands) {
            const QString why = outcome == CommandOutcome::Failed ? whyFailed(*opened.reader, command) : command.result;
            targets.append(QJsonObject{{u"target"_s, targetOf(command)}, {u"outcome"_s, word(outcome)}, {u"why"_s, why}});
            rows.append({targetOf(command), word(outcome), why});
        }
    }
    if (terminal.json()) {
        QJsonObject json = toJson(*bulk);
        json.insert(u"not_passed"_s, targets);
        terminal.object(json);
        return Exit::Well;
    }
    terminal.line(u"order     %1: %2 %3"_s.arg(QString::number(id), word(bulk->kind), subjectOf(*bulk)));
    terminal.line(u"given     %1 by %2%3"_s.arg(toRfc3339(bulk->createdAt), bulk->actor,
                                                bulk->reason.isEmpty() ? QString() : u", “%1”"_s.arg(bulk->reason)));
    terminal.line(
        u"state     %1%2"_s.arg(stateOf(*bulk), bulk->canary ? u"; one first, stops at %1"_s.arg(bulk->stopAt) : QString()));
    terminal.line(u"targets   %1 asked%2: %3"_s.arg(QString::number(bulk->counts.asked), bulk->listed ? QString() : u" so far"_s,
                                                    summaryOf(*bulk)));
    if (rows.isEmpty())
        return Exit::Well;
    terminal.line({});
    terminal.table({u"TARGET"_s, u"OUTCOME"_s, u"WHY"_s}, rows);
    if (std::max({bulk->counts.failed, bulk->counts.refused, bulk->counts.left}) > MostListed)
        terminal.line(
            u"\nThe first %1 of each kind; `cairn runs bulk:%2/failed` lists all that failed, and so on."_s.arg(MostListed)
                .arg(id));
    return Exit::Well;
}

qint64 pendingErasures(Session &session)
{
    return session.store().upkeep() ? session.store().upkeep()->pendingErasures().value_or(0) : 0;
}

Exit moveBulk(Reading &opened, const Terminal &terminal, const CommandArguments &arguments, qint64 id, BulkState to)
{
    Session &session = *opened.session;
    const qint64 before = pendingErasures(session);
    const auto moved = session.store().commitAndWait(
        Transaction(MoveBulk{id, to, currentActor(), arguments.value(u"reason"_s), session.clock().now()}));
    if (!moved)
        return terminal.fail(moved.error());
    const auto bulk = opened.reader->bulk(id);
    if (!bulk)
        return terminal.fail(bulk.error());
    if (terminal.json())
        terminal.object(toJson(*bulk));
    terminal.line(u"order %1 is %2: %3"_s.arg(QString::number(id), word(bulk->state), summaryOf(*bulk)));
    if (pendingErasures(session) > before && !session.store().leaseHolder())
        terminal.line(u"its runs were erased; what was given to it as well is by the next runner (`cairn runner --drain`)"_s);
    return Exit::Well;
}

} // namespace

void addBulkOptions(CommandArguments &arguments)
{
    arguments.addOption(u"where"_s, u"FILTER"_s, u"every run that matches, e.g. \"state:blocked since:2h\""_s);
    arguments.addOption(u"incident"_s, u"N"_s, u"everything that fails of incident N"_s);
    arguments.addFlag(u"dry-run"_s, u"only say how many are meant, and who is not, and why"_s);
    arguments.addFlag(u"canary"_s, u"one first, then five, then the rest in waves; stops by itself when too many fail"_s);
    arguments.addOption(u"stop-at"_s, u"RATIO"_s, u"the share of failures at which --canary stops (0.5 unless told)"_s);
    arguments.addFlag(u"no-wait"_s, u"do not wait for what comes of it"_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"why, for the record"_s);
    arguments.addFlag(u"yes"_s, u"do not ask when more than one run is touched"_s);
}

Result<QString> whereFilter(const CommandArguments &arguments)
{
    const QString filter = arguments.value(u"where"_s);
    const auto meant = parseFilter(splitFilterLine(filter), SystemClock().now());
    if (!meant)
        return tl::unexpected(meant.error());
    if (arguments.isSet(u"where"_s) && *meant == RunFilter())
        return failure(ErrorKind::Usage, u"--where says nothing: that would mean all runs"_s, {},
                       u"Say what the meant ones have in common, as in --where \"state:blocked since:2h\""_s);
    return filter;
}

bool meansMany(const CommandArguments &arguments)
{
    return arguments.isSet(u"where"_s) || arguments.isSet(u"incident"_s);
}

Exit requestMany(const Invocation &invocation, const Terminal &terminal, const CommandArguments &arguments, BulkOrder order,
                 const QString &verb, const QString &input)
{
    const auto wanted = completed(arguments, std::move(order));
    if (!wanted)
        return terminal.fail(wanted.error());
    order = *wanted;
    const bool looks = arguments.isSet(u"dry-run"_s);
    auto opened = openReading(invocation, looks ? Session::Use::Looking : Session::Use::Working);
    if (!opened)
        return terminal.fail(opened.error());
    if (!input.isEmpty())
        order.arguments.insert(u"edited"_s, QString()); // taken in once it is confirmed
    const auto preview = previewBulk(*opened->reader, order, opened->session->clock().now());
    if (!preview)
        return terminal.fail(preview.error());
    if (looks)
        return tellPreview(terminal, *preview);
    if (preview->eligible == 0)
        return terminal.fail(
            {ErrorKind::NotFound,
             preview->others() == 0
                 ? u"nothing matches"_s
                 : u"none of the %1 that match can be asked for that: %2"_s.arg(preview->others()).arg(othersText(*preview)),
             {},
             u"`cairn runs` lists them"_s});
    if (preview->eligible > 1 && !arguments.isSet(u"yes"_s) &&
        !terminal.confirm(u"%1.\nThis will %2 %3. Go on?"_s.arg(textOf(*preview), verb, meantText(*preview, order))))
        return terminal.fail({ErrorKind::Usage,
                              u"nothing was done: %1 match"_s.arg(preview->eligible),
                              {},
                              u"Add --yes to go on without being asked"_s});
    order.newest = preview->newest;
    order.counted = preview->moment;
    return place(*opened, terminal, order, *preview, !arguments.isSet(u"no-wait"_s), input);
}

Exit bulkCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, u"[list | show N | cancel N | continue N]"_s,
        u"Orders about many targets: what came of each, ending one, letting one go on that has stopped by itself."_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"why, for the record"_s);
    if (const auto exit = arguments.parse(terminal, 0, 2))
        return *exit;
    const QString verb = arguments.positional().value(0, u"list"_s);
    bool isNumber = false;
    const qint64 id = arguments.positional().value(1).toLongLong(&isNumber);
    const bool known = verb == "list"_L1 || verb == "show"_L1 || verb == "cancel"_L1 || verb == "continue"_L1;
    if (!known || (verb == "list"_L1) == isNumber || (verb == "list"_L1 && arguments.positional().size() > 1))
        return terminal.fail({ErrorKind::Usage,
                              u"cairn bulk takes list, or show, cancel or continue and an order's number"_s,
                              {},
                              u"`cairn bulk list` tells the numbers"_s});
    const bool looks = verb == "list"_L1 || verb == "show"_L1;
    if (const auto fit = arguments.checkOptions(u"bulk "_s + verb, looks ? QStringList() : QStringList{u"reason"_s}); !fit)
        return terminal.fail(fit.error());
    auto opened = openReading(invocation, looks ? Session::Use::Looking : Session::Use::Working);
    if (!opened)
        return terminal.fail(opened.error());
    if (verb == "list"_L1)
        return listBulks(*opened, terminal);
    if (verb == "show"_L1)
        return showBulk(*opened, terminal, id);
    return moveBulk(*opened, terminal, arguments, id, verb == "cancel"_L1 ? BulkState::Cancelled : BulkState::Running);
}

} // namespace cairn
