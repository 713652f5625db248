#include "causetext.h"
#include "commandline.h"
#include "lineageprinting.h"
#include "reading.h"
#include "writingout.h"

#include "base/printable.h"
#include "control/coveredattempt.h"
#include "control/datadesk.h"
#include "control/filter.h"
#include "control/json.h"
#include "control/jsonfields.h"
#include "control/logic.h"
#include "control/target.h"
#include "control/undecided.h"
#include "policy/taxonomy.h"
#include "store/upkeep.h"

#include <QFile>
#include <QFileInfo>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int RunsPage = 500;
constexpr int MostOrdersTold = 1'000; ///< of one run

QString timeText(const std::optional<Timestamp> &time)
{
    return time ? toRfc3339(*time) : u"-"_s;
}

/// What explains a run's state: a step with its cause, or what a person gave as the reason.
QString whyText(const RunRecord &run)
{
    const QString cause = causeText(run.category, run.cause);
    return run.step.isEmpty() ? cause : u"%1: %2"_s.arg(run.step.name(), cause);
}

QStringList rowOf(const RunRecord &run)
{
    return {run.id.toString(),
            u"%1@%2"_s.arg(run.pipeline).arg(run.version),
            word(run.state),
            run.inputName,
            toRfc3339(run.submittedAt),
            whyText(run)};
}

/// A name that nothing has would read as if all were well.
Exit tellNone(Reading &reading, const Terminal &terminal, const RunFilter &filter)
{
    if (!filter.service.isEmpty()) {
        if (const auto known = reading.reader->service(filter.service); !known)
            return terminal.fail(known.error());
    }
    if (!filter.pipeline.isEmpty()) {
        if (const auto known = reading.reader->pipeline(filter.pipeline); !known)
            return terminal.fail(known.error());
    }
    terminal.line(u"No runs match. `cairn submit PIPELINE FILE` makes one."_s);
    return Exit::Well;
}

/// The newest so many; `rest` says how the others are listed, if there are any.
Exit printRuns(Reading &reading, const Terminal &terminal, const RunFilter &filter, qint64 limit, const QString &rest)
{
    QList<QStringList> rows;
    RunId before;
    qint64 left = limit;
    while (left > 0) {
        const auto page = reading.reader->runs(filter, before, int(std::min<qint64>(left, RunsPage)));
        if (!page)
            return terminal.fail(page.error());
        for (const RunRecord &run : *page) {
            const auto attempts = terminal.json() ? reading.reader->countAttempts(run.id) : Result<qint64>(0);
            if (!attempts)
                return terminal.fail(attempts.error());
            if (terminal.json())
                terminal.object(toJson(run, *attempts));
            else
                rows.append(rowOf(run));
        }
        if (page->size() < std::min<qint64>(left, RunsPage))
            break;
        left -= page->size();
        before = page->last().id;
    }
    if (rows.isEmpty())
        return tellNone(reading, terminal, filter);
    terminal.table({u"RUN"_s, u"PIPELINE"_s, u"STATE"_s, u"INPUT"_s, u"SUBMITTED"_s, u"WHY"_s}, rows);
    const auto more = left > 0 ? Result<QList<RunRecord>>(QList<RunRecord>()) : reading.reader->runs(filter, before, 1);
    if (!more)
        return terminal.fail(more.error());
    if (!more->isEmpty())
        terminal.line(u"These are the newest %1; %2"_s.arg(QString::number(rows.size()), rest));
    return Exit::Well;
}

QString becameOf(const Command &command)
{
    if (!command.done)
        return u"a runner is waited for"_s;
    return command.accepted ? command.result : u"refused: %1"_s.arg(command.result);
}

/// What people asked for, and what came of it.
void tellOrders(const QList<Command> &orders, const Terminal &terminal)
{
    QList<QStringList> rows;
    for (const Command &order : orders) {
        const QString step = order.step.isEmpty() ? u"-"_s : StepKey{order.step, order.item}.toString();
        rows.append(
            {QString::number(order.id), word(order.kind), step, toRfc3339(order.createdAt), order.actor, becameOf(order)});
    }
    terminal.line({});
    if (!rows.isEmpty())
        terminal.table({u"ORDER"_s, u"WHAT"_s, u"STEP"_s, u"GIVEN"_s, u"BY"_s, u"CAME OF IT"_s}, rows);
}

QJsonArray toJson(const QList<Command> &orders)
{
    QJsonArray array;
    for (const Command &order : orders)
        array.append(QJsonObject{{u"id"_s, order.id},
                                 {u"kind"_s, word(order.kind)},
                                 {u"step"_s, textOrNull(order.step.name())},
                                 {u"item"_s, order.item == NoItem ? QJsonValue() : QJsonValue(order.item)},
                                 {u"at"_s, toRfc3339(order.createdAt)},
                                 {u"actor"_s, order.actor},
                                 {u"reason"_s, textOrNull(order.reason)},
                                 {u"done"_s, order.done},
                                 {u"accepted"_s, order.done ? QJsonValue(order.accepted) : QJsonValue()},
                                 {u"result"_s, textOrNull(order.result)}});
    return array;
}

QString remedyOf(const RunDetail &detail)
{
    const RunSummary summary = detail.progress.summary();
    const StepProgress *step = detail.progress.step({summary.step, summary.item});
    const bool saysIt = step && (step->category == detail.run.category || detail.run.state == RunState::Paused);
    return remedyFor(saysIt ? failureOf(*step, detail) : Failure{*detail.run.category, 400});
}

/// What can be done about it now. A pause says nothing about how its steps stand.
QStringList remediesOf(const RunDetail &detail)
{
    const bool isPaused = detail.run.state == RunState::Paused;
    const bool isBlocked =
        isPaused ? detail.progress.summary().state == RunState::Blocked : detail.run.state == RunState::Blocked;
    QStringList remedies;
    if (isBlocked && detail.run.category)
        remedies.append(remedyOf(detail));
    remedies += remediesOfUndecided(detail);
    if (isPaused)
        remedies.append(
            u"Whatever is done about it, nothing of it begins while it is paused: `cairn unpause %1` lets it go on."_s.arg(
                detail.run.id.toString()));
    return remedies;
}

void explain(const RunDetail &detail, const Terminal &terminal)
{
    const RunRecord &run = detail.run;
    terminal.line(u"run        %1"_s.arg(run.id.toString()));
    terminal.line(u"pipeline   %1@%2 (%3)"_s.arg(run.pipeline).arg(run.version).arg(run.pipelineDigest.brief()));
    for (const QString &earlier : earlierLogics(detail))
        terminal.line(u"before     "_s + earlier);
    terminal.line(u"input      %1, %2 bytes, sha256 %3"_s.arg(printable(run.inputName), QString::number(run.input.size),
                                                              run.input.digest.toHex()));
    terminal.line(u"state      %1"_s.arg(terminal.coloured(word(run.state), word(run.state))));
    if (!run.cause.isEmpty())
        terminal.line(u"why        "_s + printable(whyText(run)));
    for (const QString &remedy : remediesOf(detail))
        terminal.line(u"remedy     "_s + remedy);
    terminal.line(u"submitted  %1\nfinished   %2\n"_s.arg(toRfc3339(run.submittedAt), timeText(run.finishedAt)));

    QList<QStringList> steps;
    for (const StepProgress &step : detail.progress.all())
        steps.append({step.key().toString(), word(step.state), QString::number(step.tries),
                      step.waitsByClock() ? timeText(step.nextAt) : u"-"_s,
                      step.cause.isEmpty() ? step.reason : causeText(step.category, step.cause)});
    terminal.table({u"STEP"_s, u"STATE"_s, u"TRIES"_s, u"NEXT"_s, u"WHY"_s}, steps);

    QList<QStringList> attempts;
    for (const Attempt &attempt : detail.history.attempts)
        attempts.append({attempt.key().toString(), QString::number(attempt.number), toRfc3339(attempt.startedAt),
                         toText(attempt.timing.total), attempt.status ? QString::number(attempt.status) : u"-"_s,
                         word(attempt.decision), attempt.cause});
    terminal.line({});
    if (!attempts.isEmpty())
        terminal.table({u"ATTEMPT"_s, u"N"_s, u"STARTED"_s, u"TOOK"_s, u"STATUS"_s, u"DECISION"_s, u"CAUSE"_s}, attempts);

    QList<QStringList> checkpoints;
    for (const Checkpoint &checkpoint : detail.history.checkpoints)
        checkpoints.append({QString::number(checkpoint.seq), checkpoint.key().toString(), word(checkpoint.state),
                            toRfc3339(checkpoint.at), checkpoint.actor, checkpoint.reason});
    terminal.line({});
    if (!checkpoints.isEmpty())
        terminal.table({u"CHECKPOINT"_s, u"STEP"_s, u"STATE"_s, u"AT"_s, u"ACTOR"_s, u"REASON"_s}, checkpoints);
}

Exit show(Reading &reading, RunId id, const Terminal &terminal)
{
    auto detail = readRunDetail(*reading.reader, id);
    const auto erased = reading.session->store().upkeep()->erasureOf(id);
    if (!detail || !erased)
        return terminal.fail(detail ? erased.error() : detail.error());
    const auto orders = reading.reader->commandsOf(id, MostOrdersTold).value_or(QList<Command>());
    if (terminal.json()) {
        const auto cover = coverBeside(*reading.reader, reading.session->root());
        if (!cover)
            return terminal.fail(cover.error());
        QJsonObject json = toJson(*detail, *cover);
        json.insert(u"commands"_s, toJson(orders));
        json.insert(u"remedies"_s, QJsonArray::fromStringList(remediesOf(*detail)));
        if (*erased)
            json.insert(u"erased"_s, describe(**erased));
        terminal.object(json);
    } else {
        explain(*detail, terminal);
        tellOrders(orders, terminal);
        if (*erased)
            terminal.line(describe(**erased));
    }
    return Exit::Well;
}

/// REF: a digest, RUN (its input), RUN/STEP.in or RUN/STEP.out; RUN/STEP/ITEM.in or .out for an item.
Result<Digest> resolveRef(StoreReader &reader, const QString &ref)
{
    if (auto digest = Digest::fromHex(ref))
        return *digest;
    const QString runPart = ref.section(QLatin1Char('/'), 0, 0);
    const QString stepPart = ref.section(QLatin1Char('/'), 1);
    const auto id = RunId::fromString(runPart);
    if (!id)
        return failure(ErrorKind::Usage, u"'%1' names no payload"_s.arg(ref), {},
                       u"Write a SHA-256 digest, RUN, RUN/STEP.in or RUN/STEP.out"_s);
    const bool wantsInput = stepPart.endsWith(".in"_L1);
    if (!stepPart.isEmpty() && !wantsInput && !stepPart.endsWith(".out"_L1))
        return failure(ErrorKind::Usage, u"'%1' says neither .in nor .out"_s.arg(ref), {},
                       u"Write %1.in for what was sent, %1.out for what was answered"_s.arg(ref.section(QLatin1Char('.'), 0, 0)));
    const auto detail = readRunDetail(reader, *id);
    if (!detail)
        return tl::unexpected(detail.error());
    if (stepPart.isEmpty())
        return detail->run.input.digest;
    const auto target = parseTarget(runPart + QLatin1Char('/') + stepPart.section(QLatin1Char('.'), 0, -2));
    if (!target)
        return tl::unexpected(target.error());
    const StepKey step{target->step, target->item};
    PayloadRef found;
    if (const StepProgress *progress = detail->progress.step(step); progress && wantsInput == holdsItsList(*progress))
        found = progress->output;
    for (const Attempt &attempt : detail->history.attempts) {
        if (attempt.key() == step && wantsInput)
            found = attempt.request;
    }
    if (!found.isValid())
        return failure(ErrorKind::NotFound, u"%1 has no such payload"_s.arg(ref), {},
                       u"`cairn show %1` lists what it has"_s.arg(runPart));
    return found.digest;
}

/// What is asked of a run in one form, and in one place.
Result<void> checkForms(const CommandArguments &arguments, bool attests)
{
    if (arguments.isSet(u"o"_s) && !attests)
        return failure(ErrorKind::Usage, u"-o goes with --attest alone"_s, {}, u"Add --attest, or send the output to a file"_s);
    if (attests && arguments.isSet(u"lineage"_s))
        return failure(ErrorKind::Usage, u"--lineage and --attest are two forms of the same"_s, {}, u"Give one of them"_s);
    return {};
}

} // namespace

Exit runsCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"[FILTER…]"_s,
                               u"Lists runs, newest first. Filters: state:blocked pipeline:NAME service:NAME "
                               "step:NAME category:WORD since:2h until:DATE text"_s);
    arguments.addOption(u"limit"_s, u"N"_s, u"at most so many; 0: all, which is what --json gives"_s, u"100"_s);
    if (const auto exit = arguments.parse(terminal, 0, -1))
        return *exit;
    const auto filter = parseFilter(arguments.positional(), SystemClock().now());
    const auto limit = readCount(u"limit"_s, arguments.value(u"limit"_s), 0);
    if (!filter || !limit)
        return terminal.fail(filter ? limit.error() : filter.error());
    auto reading = openReading(invocation, Session::Use::Looking);
    if (!reading)
        return terminal.fail(reading.error());
    const bool isAll = *limit == 0 || (terminal.json() && !arguments.isSet(u"limit"_s));
    return printRuns(*reading, terminal, *filter, isAll ? std::numeric_limits<qint64>::max() : *limit, u"--limit 0 lists all"_s);
}

Exit showCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"RUN"_s, u"One run with its steps, attempts and checkpoints."_s);
    arguments.addFlag(u"lineage"_s, u"where its input came from, what was made of it by whom"_s);
    arguments.addFlag(u"attest"_s, u"the same as a signed in-toto statement (SLSA provenance)"_s);
    arguments.addOption(u"o"_s, u"FILE"_s, u"of --attest: write there instead of standard output"_s);
    if (const auto exit = arguments.parse(terminal, 1, 1))
        return *exit;
    const auto id = RunId::fromString(arguments.positional().first());
    if (!id)
        return terminal.fail(id.error());
    const bool attests = arguments.isSet(u"attest"_s);
    if (const auto goTogether = checkForms(arguments, attests); !goTogether)
        return terminal.fail(goTogether.error());
    auto reading = openReading(invocation, Session::Use::Looking);
    if (!reading)
        return terminal.fail(reading.error());
    if (attests)
        return printAttestation(*reading, *id, arguments.value(u"o"_s), terminal);
    if (arguments.isSet(u"lineage"_s))
        return printLineage(*reading, *id, terminal);
    return show(*reading, *id, terminal);
}

Exit payloadCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"REF [-o FILE]"_s,
                               u"Writes a payload's bytes. REF: a digest, RUN, RUN/STEP.in or RUN/STEP.out."_s);
    arguments.addOption(u"o"_s, u"FILE"_s, u"write there instead of standard output"_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"why, for the record"_s);
    if (const auto exit = arguments.parse(terminal, 1, 1))
        return *exit;
    auto reading = openReading(invocation, Session::Use::Looking);
    if (!reading)
        return terminal.fail(reading.error());
    const QString ref = arguments.positional().first();
    if (const auto permitted = reading->session->require(Role::Operator, u"have payload %1 unmasked"_s.arg(ref)); !permitted)
        return terminal.fail(permitted.error());
    const auto digest = resolveRef(*reading->reader, ref);
    if (!digest)
        return terminal.fail(digest.error());
    auto source = reading->reader->openPayload(*digest);
    if (!source)
        return terminal.fail(source.error());
    const Timestamp now = reading->session->clock().now();
    if (const auto noted =
            noteGiven(*reading->session, terminal,
                      noteOfReveal(*digest, u"cairn payload %1"_s.arg(ref), currentActor(), arguments.value(u"reason"_s), now));
        !noted)
        return terminal.fail(noted.error());
    return writeOut(**source, arguments.value(u"o"_s), terminal);
}

} // namespace cairn
