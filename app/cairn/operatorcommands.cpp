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

namespace {

constexpr int MostOrders = 1'000;

/// RUN, RUN/STEP or RUN/STEP/ITEM of a run that there is.
Result<Target> findTarget(StoreReader &reader, const QString &named)
{
    if (named.isEmpty())
        return failure(
            ErrorKind::Usage, QStringLiteral("no run is named"), {},
            QStringLiteral("`cairn runs` lists them; write RUN, RUN/STEP, RUN/STEP/ITEM, --where FILTER or --incident N"));
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
    const bool isOfWhole = kind == CommandKind::Cancel || kind == CommandKind::Pause || kind == CommandKind::Unpause;
    if (!isOfWhole || target.step.isEmpty())
        return {};
    const QString run = target.run.toString();
    return failure(ErrorKind::Usage, QStringLiteral("a run is cancelled, paused and let go on as a whole"), named,
                   QStringLiteral("Name the run alone, %1, if that is meant; `cairn skip %2` lets it go on without a step that "
                                  "stands").arg(run, named));
}

/// What is named is there; and something would come of it, which a runner says where there is one. Errors: NotFound, Conflict.
Result<void> checkTarget(const Reading &reading, const Command &command, const QString &named)
{
    const auto detail = readRunDetail(*reading.reader, command.run);
    const auto orders = reading.reader->commandsOf(command.run, MostOrders);
    if (!detail || !orders)
        return {}; // a runner says what becomes of it
    const QString run = command.run.toString();
    const bool isOfNewest = command.arguments.value(QStringLiteral("latest")).toBool();
    if (!command.step.isEmpty() && !isOfNewest && !detail->progress.step({command.step, command.item}))
        return failure(ErrorKind::NotFound, QStringLiteral("the run has no such step or item"), named,
                       QStringLiteral("`cairn show %1` lists what it has").arg(run));
    const bool isChanged = std::any_of(orders->begin(), orders->end(), [](const Command &order) { return !order.done; });
    const QString why = isChanged || reading.session->store().leaseHolder() ? QString()
                                                                            : whyRefused(command, detail->run, detail->progress);
    if (why.isEmpty())
        return {};
    return failure(ErrorKind::Conflict, why, run,
                   isFinished(detail->run.state) ? QStringLiteral("`cairn rerun %1` makes a new run of the same input").arg(run)
                                                 : QStringLiteral("`cairn show %1` tells how it stands").arg(run));
}

Exit request(const Invocation &invocation, const Terminal &terminal, const CommandArguments &arguments, const QString &named,
             Command command, const QString &verb, const QString &input = {})
{
    if (meansMany(arguments)) {
        if (!named.isEmpty())
            return terminal.fail({ErrorKind::Usage,
                                  QStringLiteral("both '%1' and --where or --incident say which runs are meant").arg(named),
                                  {},
                                  QStringLiteral("Give one of them")});
        BulkOrder order;
        order.kind = command.kind;
        order.arguments = command.arguments;
        return requestMany(invocation, terminal, arguments, order, verb, input);
    }
    for (const QString &option : {QStringLiteral("dry-run"), QStringLiteral("canary"), QStringLiteral("stop-at"),
                                  QStringLiteral("no-wait")}) {
        if (arguments.isSet(option))
            return terminal.fail({ErrorKind::Usage,
                                  QStringLiteral("--%1 is for many runs").arg(option),
                                  {},
                                  QStringLiteral("Add --where FILTER or --incident N")});
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
        return terminal.fail(suits.error());
    command.actor = currentActor();
    command.reason = arguments.value(QStringLiteral("reason"));
    command.createdAt = opened->session->clock().now();
    const auto id = requestCommand(opened->session->store(), command);
    return id ? reportCommands(*opened->session, *opened->reader, terminal, {*id}) : terminal.fail(id.error());
}

/// A command that takes a target and nothing else of its own.
Exit plainRequest(const Invocation &invocation, const Terminal &terminal, CommandKind kind, const QString &verb,
                  const QString &summary)
{
    const bool takesStep = kind == CommandKind::Retry || kind == CommandKind::Skip;
    const QString target = takesStep ? QStringLiteral(" TARGET: RUN, RUN/STEP, RUN/STEP/ITEM, --where FILTER or --incident N.")
                                     : QStringLiteral(" RUN, or --where FILTER, or --incident N; always as a whole.");
    CommandArguments arguments(invocation, takesStep ? QStringLiteral("TARGET") : QStringLiteral("RUN"), summary + target);
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
    if (const auto compiles = ExpressionEngine().checkTest(patch); !compiles)
        return compiles;
    command.arguments = {{QStringLiteral("patch"), patch}};
    return {};
}

} // namespace

Exit retryCommand(const Invocation &invocation, const Terminal &terminal)
{
    return plainRequest(invocation, terminal, CommandKind::Retry, QStringLiteral("retry"),
                        QStringLiteral("Tries blocked, waiting or held steps again now: same step, same input."));
}

Exit resumeCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, QStringLiteral("TARGET [--input FILE] [--patch JQ] [--latest]"),
        QStringLiteral("Goes on with something changed: a file in place of what the step sends, that with a jq "
                       "program applied to it, or the newest version of the pipeline. TARGET: RUN, RUN/STEP, "
                       "RUN/STEP/ITEM, --where FILTER or --incident N."));
    addBulkOptions(arguments);
    arguments.addOption(QStringLiteral("input"), QStringLiteral("FILE"),
                        QStringLiteral("its bytes become the body of the step's request"));
    arguments.addOption(QStringLiteral("was"), QStringLiteral("SHA256"),
                        QStringLiteral("of the body that was edited: refused if the step sends another by now"));
    arguments.addOption(QStringLiteral("patch"), QStringLiteral("JQ"),
                        QStringLiteral("what it makes of the JSON that the step sends becomes the body"));
    arguments.addFlag(QStringLiteral("latest"),
                      QStringLiteral("go on with the pipeline's newest version, if what is done is the same there"));
    if (const auto exit = arguments.parse(terminal, 0, 1))
        return *exit;
    const auto isSet = [&](const char *name) { return arguments.isSet(QString::fromLatin1(name)); };
    if (isSet("input") + isSet("patch") + isSet("latest") != 1)
        return terminal.fail({ErrorKind::Usage,
                              QStringLiteral("resume needs one of --input FILE, --patch JQ and --latest"),
                              {},
                              QStringLiteral("With nothing changed it is a retry: `cairn retry TARGET`")});
    if (isSet("was") && (!isSet("input") || meansMany(arguments)))
        return terminal.fail({ErrorKind::Usage, QStringLiteral("--was speaks of the one body that --input replaces"), {}, {}});
    if (isSet("incident") && isSet("patch") && isSet("dry-run"))
        return showPatch(invocation, terminal, arguments);
    if (isSet("input") && !meansMany(arguments) && !arguments.positional().isEmpty())
        return resumeWithFile(invocation, terminal, arguments);
    Command command;
    command.kind = CommandKind::Resume;
    if (isSet("latest"))
        command.arguments = {{QStringLiteral("latest"), true}};
    const QString input = arguments.value(QStringLiteral("input"));
    const auto changed = isSet("input")   ? checkInput(input)
                         : isSet("patch") ? attachPatch(arguments.value(QStringLiteral("patch")), command)
                                          : Result<void>();
    if (!changed)
        return terminal.fail(changed.error());
    return request(invocation, terminal, arguments, arguments.positional().value(0), command, QStringLiteral("resume"), input);
}

Exit rerunCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, QStringLiteral("RUN [--from STEP] [--latest] [--compare]"),
                               QStringLiteral("A new run of the same input, linked to the old one; prints its id."));
    arguments.addFlag(QStringLiteral("compare"),
                      QStringLiteral("start nothing: show what the pipeline's newest version would do otherwise, on the "
                                     "recorded answers"));
    arguments.addOption(QStringLiteral("from"), QStringLiteral("STEP"),
                        QStringLiteral("take over what is done, and begin at this step"));
    arguments.addFlag(QStringLiteral("latest"), QStringLiteral("on the pipeline's newest version"));
    arguments.addOption(QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("why, for the record"));
    if (const auto exit = arguments.parse(terminal, 1, 1))
        return *exit;
    if (arguments.isSet(QStringLiteral("compare")))
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
    const StepId from(arguments.value(QStringLiteral("from")));
    const auto fresh = rerun((*session)->store(), **reader, *old, from, arguments.isSet(QStringLiteral("latest")),
                             (*session)->clock(), currentActor(), arguments.value(QStringLiteral("reason")));
    if (!fresh)
        return terminal.fail(fresh.error());
    if (const auto begun = readRunDetail(**reader, *fresh); begun && !from.isEmpty()) {
        const QStringList undone = undoneBefore(begun->progress, begun->version.pipeline, from);
        if (!undone.isEmpty())
            terminal.warn(toldUndone(from, undone));
    }
    if (terminal.json())
        terminal.object({{QStringLiteral("id"), fresh->toString()}, {QStringLiteral("rerun_of"), old->toString()}});
    else
        terminal.line(fresh->toString());
    return Exit::Well;
}

Exit skipCommand(const Invocation &invocation, const Terminal &terminal)
{
    return plainRequest(invocation, terminal, CommandKind::Skip, QStringLiteral("skip"),
                        QStringLiteral("Lets runs go on without their blocked, waiting or held steps."));
}

Exit cancelCommand(const Invocation &invocation, const Terminal &terminal)
{
    return plainRequest(invocation, terminal, CommandKind::Cancel, QStringLiteral("cancel"), QStringLiteral("Gives runs up."));
}

Exit pauseCommand(const Invocation &invocation, const Terminal &terminal)
{
    return plainRequest(invocation, terminal, CommandKind::Pause, QStringLiteral("pause"),
                        QStringLiteral("Starts no further step of runs; what is under way comes to its end."));
}

Exit unpauseCommand(const Invocation &invocation, const Terminal &terminal)
{
    return plainRequest(invocation, terminal, CommandKind::Unpause, QStringLiteral("unpause"),
                        QStringLiteral("Lets paused runs go on."));
}

Exit decideCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, QStringLiteral("TARGET happened|not-happened"),
        QStringLiteral("Settles an unknown outcome. TARGET: RUN, RUN/STEP, RUN/STEP/ITEM, --where FILTER or --incident N."));
    addBulkOptions(arguments);
    if (const auto exit = arguments.parse(terminal, 1, 2))
        return *exit;
    const QString decision = arguments.positional().last();
    const QString named = arguments.positional().size() == 2 ? arguments.positional().first() : QString();
    if (decision != QLatin1String("happened") && decision != QLatin1String("not-happened"))
        return terminal.fail({ErrorKind::Usage,
                              QStringLiteral("'%1' is neither happened nor not-happened").arg(decision),
                              {},
                              QStringLiteral("Write one of them last; the service's owner knows which it was")});
    Command command;
    command.kind = decision == QLatin1String("happened") ? CommandKind::MarkHappened : CommandKind::MarkNotHappened;
    return request(invocation, terminal, arguments, named, command, QStringLiteral("settle"));
}

} // namespace cairn
