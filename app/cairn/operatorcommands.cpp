#include "bulkcommands.h"
#include "editcommands.h"
#include "namedfile.h"
#include "reading.h"
#include "requests.h"

#include "control/rerun.h"
#include "control/submission.h"
#include "control/target.h"
#include "definition/expression.h"
#include "policy/eligible.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostOrders = 1'000;

/// RUN, RUN/STEP or RUN/STEP/ITEM of a run that there is.
Result<Target> findTarget(StoreReader &reader, const QString &named)
{
    if (named.isEmpty())
        return failure(ErrorKind::Usage, u"no run is named"_s, {},
                       u"`cairn runs` lists them; write RUN, RUN/STEP, RUN/STEP/ITEM, --where FILTER or --incident N"_s);
    const auto target = parseTarget(named);
    if (!target)
        return target;
    if (const auto run = reader.run(target->run); !run)
        return tl::unexpected(run.error());
    return target;
}

/// What is asked of a run as a whole is not asked of a step of it: it would be done to all of it.
Result<void> checkWhole(CommandKind kind, const Target &target, const QString &named)
{
    if (!isAboutWholeRun(kind) || target.step.isEmpty())
        return {};
    const QString run = target.run.toString();
    return failure(ErrorKind::Usage, u"a run is cancelled, paused and let go on as a whole"_s, named,
                   u"Name the run alone, %1, if that is meant; `cairn skip %2` lets it go on without a step that "
                   "stands"_s.arg(run, named));
}

/// What is named is there; and something would come of it, which a runner says where there is one. Errors: NotFound, Conflict.
Result<void> checkTarget(const Reading &reading, const Command &command, const QString &named)
{
    const auto detail = readRunDetail(*reading.reader, command.run);
    const auto orders = reading.reader->commandsOf(command.run, MostOrders);
    if (!detail || !orders)
        return {}; // a runner says what becomes of it
    const QString run = command.run.toString();
    const bool isOfNewest = command.arguments.value(u"latest"_s).toBool();
    if (!command.step.isEmpty() && !isOfNewest && !detail->progress.step({command.step, command.item}))
        return failure(ErrorKind::NotFound, u"the run has no such step or item"_s, named,
                       u"`cairn show %1` lists what it has"_s.arg(run));
    const bool isChanged = std::any_of(orders->begin(), orders->end(), [](const Command &order) { return !order.done; });
    const QString why = isChanged || reading.session->store().leaseHolder()
                            ? QString()
                            : whyRefused(command, detail->run, detail->progress, detail->version.pipeline);
    if (why.isEmpty())
        return {};
    return failure(ErrorKind::Conflict, why, run,
                   isFinished(detail->run.state) ? u"`cairn rerun %1` makes a new run of the same input"_s.arg(run)
                                                 : u"`cairn show %1` tells how it stands"_s.arg(run));
}

/// Of a run that has ended nothing needs a person: as for many, there was none to ask.
Exit exitOf(StoreReader &reader, RunId run, Exit exit)
{
    const auto record = reader.run(run);
    return exit == Exit::NeedsPerson && record && isFinished(record->state) ? Exit::NoMatch : exit;
}

Exit request(const Invocation &invocation, const Terminal &terminal, const CommandArguments &arguments, const QString &named,
             Command command, const QString &verb, const QString &input = {})
{
    if (meansMany(arguments)) {
        if (!named.isEmpty())
            return terminal.fail({ErrorKind::Usage,
                                  u"both '%1' and --where or --incident say which runs are meant"_s.arg(named),
                                  {},
                                  u"Give one of them"_s});
        BulkOrder order;
        order.kind = command.kind;
        order.arguments = command.arguments;
        return requestMany(invocation, terminal, arguments, order, verb, input);
    }
    for (const QString &option : {u"dry-run"_s, u"canary"_s, u"stop-at"_s, u"no-wait"_s}) {
        if (arguments.isSet(option))
            return terminal.fail(
                {ErrorKind::Usage, u"--%1 is for many runs"_s.arg(option), {}, u"Add --where FILTER or --incident N"_s});
    }
    auto opened = openReading(invocation);
    if (!opened)
        return terminal.fail(opened.error());
    const auto target = findTarget(*opened->reader, named);
    if (!target)
        return terminal.fail(target.error());
    if (const auto whole = checkWhole(command.kind, *target, named); !whole)
        return terminal.fail(whole.error());
    command.run = target->run;
    command.step = target->step;
    command.item = target->item;
    if (const auto suits = checkTarget(*opened, command, named); !suits)
        return exitOf(*opened->reader, target->run, terminal.fail(suits.error()));
    command.actor = currentActor();
    command.reason = arguments.value(u"reason"_s);
    command.createdAt = opened->session->clock().now();
    const auto id = requestCommand(opened->session->store(), command);
    if (!id)
        return terminal.fail(id.error());
    return exitOf(*opened->reader, target->run, reportCommands(*opened->session, *opened->reader, terminal, {*id}));
}

/// A command that takes a target and nothing else of its own.
Exit plainRequest(const Invocation &invocation, const Terminal &terminal, CommandKind kind, const QString &verb,
                  const QString &summary)
{
    const bool takesStep = kind == CommandKind::Retry || kind == CommandKind::Skip;
    const QString target = takesStep ? u" TARGET: RUN, RUN/STEP, RUN/STEP/ITEM, --where FILTER or --incident N."_s
                                     : u" RUN, or --where FILTER, or --incident N; always as a whole."_s;
    CommandArguments arguments(invocation, takesStep ? u"TARGET"_s : u"RUN"_s, summary + target);
    addBulkOptions(arguments);
    if (const auto exit = arguments.parse(terminal, 0, 1))
        return *exit;
    Command command;
    command.kind = kind;
    return request(invocation, terminal, arguments, arguments.positional().value(0), command, verb);
}

/// Looks whether it can be read. Before it is known what is meant, and agreed to, nothing of it is kept.
Result<void> checkInput(const QString &path)
{
    const auto begin = readNamedFile(path, 1);
    return begin ? Result<void>() : tl::unexpected(begin.error());
}

/// Says in the command's arguments what is applied to what the step sends. Errors: Definition, if it is no jq program.
Result<void> attachPatch(const QString &patch, Command &command)
{
    if (const auto compiles = ExpressionEngine().check(patch); !compiles)
        return compiles;
    command.arguments = {{u"patch"_s, patch}};
    return {};
}

} // namespace

Exit retryCommand(const Invocation &invocation, const Terminal &terminal)
{
    return plainRequest(invocation, terminal, CommandKind::Retry, u"retry"_s,
                        u"Tries blocked, waiting or held steps again now: same step, same input."_s);
}

Exit resumeCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"TARGET [--input FILE] [--patch JQ] [--latest]"_s,
                               u"Goes on with something changed: a file in place of what the step sends, that with a jq "
                               "program applied to it, or the newest version of the pipeline. TARGET: RUN, RUN/STEP, "
                               "RUN/STEP/ITEM, --where FILTER or --incident N."_s);
    addBulkOptions(arguments);
    arguments.addOption(u"input"_s, u"FILE"_s, u"its bytes become the body of the step's request"_s);
    arguments.addOption(u"was"_s, u"SHA256"_s, u"of the body that was edited: refused if the step sends another by now"_s);
    arguments.addOption(u"patch"_s, u"JQ"_s, u"what it makes of the JSON that the step sends becomes the body"_s);
    arguments.addFlag(u"latest"_s, u"go on with the pipeline's newest version, if what is done is the same there"_s);
    if (const auto exit = arguments.parse(terminal, 0, 1))
        return *exit;
    const auto isSet = [&](const char *name) { return arguments.isSet(QString::fromLatin1(name)); };
    if (isSet("input") + isSet("patch") + isSet("latest") != 1)
        return terminal.fail({ErrorKind::Usage,
                              u"resume needs one of --input FILE, --patch JQ and --latest"_s,
                              {},
                              u"With nothing changed it is a retry: `cairn retry TARGET`"_s});
    if (isSet("was") && (!isSet("input") || meansMany(arguments)))
        return terminal.fail({ErrorKind::Usage, u"--was speaks of the one body that --input replaces"_s, {}, {}});
    if (isSet("incident") && isSet("patch") && isSet("dry-run"))
        return showPatch(invocation, terminal, arguments);
    if (isSet("input") && !meansMany(arguments) && !arguments.positional().isEmpty())
        return resumeWithFile(invocation, terminal, arguments);
    Command command;
    command.kind = CommandKind::Resume;
    if (isSet("latest"))
        command.arguments = {{u"latest"_s, true}};
    const QString input = arguments.value(u"input"_s);
    const auto changed = isSet("input")   ? checkInput(input)
                         : isSet("patch") ? attachPatch(arguments.value(u"patch"_s), command)
                                          : Result<void>();
    if (!changed)
        return terminal.fail(changed.error());
    return request(invocation, terminal, arguments, arguments.positional().value(0), command, u"resume"_s, input);
}

Exit rerunCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"RUN [--from STEP] [--latest] [--compare]"_s,
                               u"A new run of the same input, linked to the old one; prints its id."_s);
    arguments.addFlag(u"compare"_s, u"start nothing: show what the pipeline's newest version would do otherwise, on the "
                                    "recorded answers"_s);
    arguments.addOption(u"from"_s, u"STEP"_s, u"take over what is done, and begin at this step"_s);
    arguments.addFlag(u"latest"_s, u"on the pipeline's newest version"_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"why, for the record"_s);
    if (const auto exit = arguments.parse(terminal, 1, 1))
        return *exit;
    if (arguments.isSet(u"compare"_s))
        return compareLogic(invocation, terminal, arguments);
    const auto old = RunId::fromString(arguments.positional().first());
    if (!old)
        return terminal.fail(old.error());
    auto session = Session::open(invocation.folder);
    if (!session)
        return terminal.fail(session.error());
    auto reader = (*session)->store().reader();
    if (!reader)
        return terminal.fail(reader.error());
    const StepId from(arguments.value(u"from"_s));
    const auto fresh = rerun((*session)->store(), **reader, *old, from, arguments.isSet(u"latest"_s), (*session)->clock(),
                             currentActor(), arguments.value(u"reason"_s));
    if (!fresh)
        return terminal.fail(fresh.error());
    if (const auto begun = readRunDetail(**reader, *fresh); begun && !from.isEmpty()) {
        const QStringList undone = undoneBefore(begun->progress, begun->version.pipeline, from);
        if (!undone.isEmpty())
            terminal.warn(toldUndone(from, undone));
    }
    if (terminal.json())
        terminal.object({{u"id"_s, fresh->toString()}, {u"rerun_of"_s, old->toString()}});
    else
        terminal.line(fresh->toString());
    return Exit::Well;
}

Exit skipCommand(const Invocation &invocation, const Terminal &terminal)
{
    return plainRequest(invocation, terminal, CommandKind::Skip, u"skip"_s,
                        u"Lets runs go on without their blocked, waiting or held steps."_s);
}

Exit cancelCommand(const Invocation &invocation, const Terminal &terminal)
{
    return plainRequest(invocation, terminal, CommandKind::Cancel, u"cancel"_s, u"Gives runs up."_s);
}

Exit pauseCommand(const Invocation &invocation, const Terminal &terminal)
{
    return plainRequest(invocation, terminal, CommandKind::Pause, u"pause"_s,
                        u"Starts no further step of runs; what is under way comes to its end."_s);
}

Exit unpauseCommand(const Invocation &invocation, const Terminal &terminal)
{
    return plainRequest(invocation, terminal, CommandKind::Unpause, u"unpause"_s, u"Lets paused runs go on."_s);
}

Exit decideCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, u"TARGET happened|not-happened"_s,
        u"Settles an unknown outcome. TARGET: RUN, RUN/STEP, RUN/STEP/ITEM, --where FILTER or --incident N."_s);
    addBulkOptions(arguments);
    if (const auto exit = arguments.parse(terminal, 1, 2))
        return *exit;
    const QString decision = arguments.positional().last();
    const QString named = arguments.positional().size() == 2 ? arguments.positional().first() : QString();
    if (decision != "happened"_L1 && decision != "not-happened"_L1)
        return terminal.fail({ErrorKind::Usage,
                              u"'%1' is neither happened nor not-happened"_s.arg(decision),
                              {},
                              u"Write one of them last; the service's owner knows which it was"_s});
    Command command;
    command.kind = decision == "happened"_L1 ? CommandKind::MarkHappened : CommandKind::MarkNotHappened;
    return request(invocation, terminal, arguments, named, command, u"settle"_s);
}

} // namespace cairn
