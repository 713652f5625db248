#include "commandline.h"
#include "lineageprinting.h"
#include "reading.h"
#include "servicetable.h"
#include "writingout.h"

#include "base/printable.h"
#include "control/datadesk.h"
#include "control/filter.h"
#include "control/inbox.h"
#include "control/json.h"
#include "control/target.h"
#include "policy/taxonomy.h"
#include "store/upkeep.h"

#include <QFile>
#include <QFileInfo>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int RunsPage = 500;
constexpr int MostOrdersTold = 1'000; ///< of one run
constexpr int MostTroubles = 10;

QString timeText(const std::optional<Timestamp> &time)
{
    return time ? toRfc3339(*time) : u"-"_s;
}

QString causeText(const std::optional<Category> &category, const QString &cause)
{
    if (!category)
        return cause;
    return cause.isEmpty() ? word(*category) : u"%1: %2"_s.arg(word(*category), cause);
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
    if (rows.isEmpty()) {
        return tellNone(reading, terminal, filter);
    }
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

/// Of a step that was fanned out, one of its items says how the run stands.
QString remedyOf(const RunDetail &detail)
{
    const RunSummary summary = detail.progress.summary();
    const StepProgress *step = detail.progress.step({summary.step, summary.item});
    const bool saysIt = step && step->category == detail.run.category;
    return remedyFor(saysIt ? failureOf(*step, detail) : Failure{*detail.run.category, 400});
}

void explain(const RunDetail &detail, const Terminal &terminal)
{
    const RunRecord &run = detail.run;
    terminal.line(u"run        %1"_s.arg(run.id.toString()));
    terminal.line(u"pipeline   %1@%2 (%3)"_s.arg(run.pipeline).arg(run.version).arg(run.pipelineDigest.brief()));
    terminal.line(u"input      %1, %2 bytes, sha256 %3"_s.arg(printable(run.inputName), QString::number(run.input.size),
                                                              run.input.digest.toHex()));
    terminal.line(u"state      %1"_s.arg(terminal.coloured(word(run.state), word(run.state))));
    if (!run.cause.isEmpty())
        terminal.line(u"why        "_s + printable(whyText(run)));
    if (run.state == RunState::Blocked && run.category)
        terminal.line(u"remedy     "_s + remedyOf(detail));
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
    if (const StepProgress *progress = detail->progress.step(step); progress && !wantsInput)
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

QJsonObject incidentObject(const QMap<IncidentState, qint64> &counts)
{
    QJsonObject object;
    for (IncidentState state : allIncidentStates())
        object.insert(word(state), counts.value(state));
    return object;
}

/// Those that are not resolved: "3 open, 1 acknowledged: `cairn incident`".
QString incidentText(const QMap<IncidentState, qint64> &counts)
{
    QStringList parts;
    for (IncidentState state : unresolvedStates()) {
        if (counts.value(state) > 0)
            parts.append(u"%1 %2"_s.arg(counts.value(state)).arg(word(state)));
    }
    return parts.isEmpty() ? u"none"_s : parts.join(u", "_s) + u": `cairn incident`"_s;
}

/// Where runs need a person, the most urgent first.
Exit tellTroubles(StoreReader &reader, const Terminal &terminal)
{
    const auto troubles = reader.troubles(MostTroubles + 1);
    if (!troubles)
        return terminal.fail(troubles.error());
    if (troubles->isEmpty())
        return Exit::Well;
    QList<QStringList> rows;
    for (const Trouble &trouble : troubles->first(std::min<qsizetype>(troubles->size(), MostTroubles))) {
        const QString place = trouble.step.isEmpty() ? trouble.pipeline : trouble.pipeline + u'/' + trouble.step.name();
        rows.append(
            {QString::number(trouble.count), word(trouble.state), place, trouble.service.isEmpty() ? u"-"_s : trouble.service,
             causeText(trouble.category, trouble.cause) + (trouble.urgency == Urgency::AtOnce ? u" (at once)"_s : QString())});
    }
    terminal.line(u"\nThese need a person, the most urgent first:"_s);
    terminal.table({u"RUNS"_s, u"STATE"_s, u"WHERE"_s, u"SERVICE"_s, u"WHY"_s}, rows);
    terminal.line(troubles->size() > MostTroubles
                      ? u"There is more. `cairn incident` lists all, `cairn runs state:blocked,outcome_unknown` the runs"_s
                      : u"`cairn incident` lists them, `cairn runs state:blocked,outcome_unknown` the runs"_s);
    return Exit::Well;
}

} // namespace

Exit statusCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, {}, u"One page: the runner, the queue by state, what needs a person."_s);
    if (const auto exit = arguments.parse(terminal, 0, 0))
        return *exit;
    auto reading = openReading(invocation, Session::Use::Looking);
    if (!reading)
        return terminal.fail(reading.error());
    const auto counts = reading->reader->countByState();
    const auto pipelines = reading->reader->pipelines();
    const Timestamp now = reading->session->clock().now();
    const auto services = readServiceHealth(*reading->reader, now);
    const auto incidents = reading->reader->countIncidents();
    if (!counts || !pipelines || !services)
        return terminal.fail(!counts ? counts.error() : !pipelines ? pipelines.error() : services.error());
    if (!incidents)
        return terminal.fail(incidents.error());
    const auto holder = reading->session->store().leaseHolder();
    QJsonObject byState;
    for (auto it = counts->cbegin(); it != counts->cend(); ++it)
        byState.insert(word(it.key()), it.value());
    QStringList pipelineNames;
    for (const PipelineVersion &version : *pipelines)
        pipelineNames.append(u"%1@%2"_s.arg(version.pipeline.name).arg(version.pipeline.version));
    QJsonArray serviceObjects;
    for (const ServiceHealth &health : *services)
        serviceObjects.append(toJson(health, now));
    if (terminal.json()) {
        terminal.object({{u"workspace"_s, reading->session->root()},
                         {u"runner"_s, holder ? QJsonValue(*holder) : QJsonValue()},
                         {u"runs"_s, byState},
                         {u"pipelines"_s, QJsonArray::fromStringList(pipelineNames)},
                         {u"services"_s, serviceObjects},
                         {u"incidents"_s, incidentObject(*incidents)}});
        return Exit::Well;
    }
    terminal.line(u"workspace  %1"_s.arg(reading->session->root()));
    terminal.line(u"runner     %1"_s.arg(holder.value_or(u"none: `cairn runner` or the console starts one"_s)));
    terminal.line(u"pipelines  %1"_s.arg(pipelineNames.join(u", "_s)));
    terminal.line(u"incidents  %1\n"_s.arg(incidentText(*incidents)));
    printServices(terminal, *services, now);
    terminal.line({});
    QList<QStringList> rows;
    for (RunState state : allRunStates()) {
        if (counts->value(state) > 0)
            rows.append({word(state), QString::number(counts->value(state))});
    }
    terminal.table({u"RUNS"_s, u"COUNT"_s}, rows);
    return tellTroubles(*reading->reader, terminal);
}

Exit runsCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"[FILTER…]"_s,
                               u"Lists runs, newest first. Filters: state:blocked pipeline:NAME service:NAME "
                               "step:NAME category:WORD since:2h until:DATE text"_s);
    arguments.addOption(u"limit"_s, u"N"_s, u"at most so many; 0: all"_s, u"100"_s);
    if (const auto exit = arguments.parse(terminal, 0, -1))
        return *exit;
    const auto filter = parseFilter(arguments.positional(), SystemClock().now());
    const auto limit = readCount(u"limit"_s, arguments.value(u"limit"_s), 0);
    if (!filter || !limit)
        return terminal.fail(filter ? limit.error() : filter.error());
    auto reading = openReading(invocation, Session::Use::Looking);
    if (!reading)
        return terminal.fail(reading.error());
    return printRuns(*reading, terminal, *filter, *limit > 0 ? *limit : std::numeric_limits<qint64>::max(),
                     u"--limit 0 lists all"_s);
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
    const auto detail = readRunDetail(*reading->reader, *id);
    const auto erased = reading->session->store().upkeep()->erasureOf(*id);
    if (!detail || !erased)
        return terminal.fail(detail ? erased.error() : detail.error());
    if (terminal.json()) {
        QJsonObject json = toJson(*detail);
        if (*erased)
            json.insert(u"erased"_s, describe(**erased));
        terminal.object(json);
    } else {
        explain(*detail, terminal);
        tellOrders(reading->reader->commandsOf(*id, MostOrdersTold).value_or(QList<Command>()), terminal);
        if (*erased)
            terminal.line(describe(**erased));
    }
    return Exit::Well;
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
