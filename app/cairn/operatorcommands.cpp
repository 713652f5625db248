#include "commandline.h"
#include "requests.h"
#include "session.h"

#include "control/filter.h"
#include "control/rerun.h"
#include "control/submission.h"
#include "control/target.h"

namespace cairn {

namespace {

constexpr int MostTargets = 100'000;

/// `named` (RUN, RUN/STEP or RUN/STEP/ITEM; empty: none was given), or every run that --where matches.
Result<QList<Target>> findTargets(StoreReader &reader, const CommandArguments &arguments, const QString &named)
{
    QList<Target> targets;
    if (arguments.isSet(QStringLiteral("where"))) {
        if (!named.isEmpty())
            return failure(ErrorKind::Usage, QStringLiteral("both '%1' and --where say which runs are meant").arg(named), {},
                           QStringLiteral("Give one of the two"));
        const auto filter = parseFilter(splitFilterLine(arguments.value(QStringLiteral("where"))), SystemClock().now());
        if (!filter)
            return tl::unexpected(filter.error());
        const auto runs = reader.runs(*filter, {}, MostTargets);
        if (!runs)
            return tl::unexpected(runs.error());
        for (const RunRecord &run : *runs)
            targets.append({run.id, {}});
    } else if (!named.isEmpty()) {
        const auto target = parseTarget(named);
        if (!target)
            return tl::unexpected(target.error());
        if (const auto run = reader.run(target->run); !run)
            return tl::unexpected(run.error());
        targets.append(*target);
    }
    if (targets.isEmpty())
        return failure(ErrorKind::NotFound, QStringLiteral("no run matches"), {},
                       QStringLiteral("`cairn runs` lists them; write RUN, RUN/STEP, RUN/STEP/ITEM or --where FILTER"));
    return targets;
}

Exit request(const Invocation &invocation, const Terminal &terminal, const CommandArguments &arguments, const QString &named,
             Command command, const QString &verb)
{
    auto session = Session::open(invocation.folder);
    if (!session)
        return terminal.fail(session.error());
    auto reader = (*session)->store().reader();
    if (!reader)
        return terminal.fail(reader.error());
    const auto targets = findTargets(**reader, arguments, named);
    if (!targets)
        return terminal.fail(targets.error());
    if (targets->size() > 1 && !arguments.isSet(QStringLiteral("yes")) &&
        !terminal.confirm(QStringLiteral("This will %1 %2 runs. Go on?").arg(verb).arg(targets->size())))
        return terminal.fail({ErrorKind::Cancelled,
                              QStringLiteral("nothing was done: %1 runs match").arg(targets->size()),
                              {},
                              QStringLiteral("Add --yes to go on without being asked")});
    QList<qint64> ids;
    for (const Target &target : *targets) {
        command.run = target.run;
        command.step = target.step;
        command.item = target.item;
        command.actor = currentActor();
        command.reason = arguments.value(QStringLiteral("reason"));
        command.createdAt = (*session)->clock().now();
        const auto id = requestCommand((*session)->store(), command);
        if (!id)
            return terminal.fail(id.error());
        ids.append(*id);
    }
    return reportCommands(**session, **reader, terminal, ids);
}

void addCommonOptions(CommandArguments &arguments)
{
    arguments.addOption(QStringLiteral("where"), QStringLiteral("FILTER"),
                        QStringLiteral("every run that matches, e.g. \"state:blocked since:2h\""));
    arguments.addOption(QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("why, for the record"));
    arguments.addFlag(QStringLiteral("yes"), QStringLiteral("do not ask when more than one run is touched"));
}

/// A command that takes a target and nothing else of its own.
Exit plainRequest(const Invocation &invocation, const Terminal &terminal, CommandKind kind, const QString &verb,
                  const QString &summary)
{
    const bool takesStep = kind == CommandKind::Retry || kind == CommandKind::Skip;
    const QString target = takesStep ? QStringLiteral(" TARGET: RUN, RUN/STEP, RUN/STEP/ITEM or --where FILTER.")
                                     : QStringLiteral(" TARGET: RUN or --where FILTER.");
    CommandArguments arguments(invocation, QStringLiteral("TARGET"), summary + target);
    addCommonOptions(arguments);
    if (const auto exit = arguments.parse(terminal, 0, 1))
        return *exit;
    Command command;
    command.kind = kind;
    return request(invocation, terminal, arguments, arguments.positional().value(0), command, verb);
}

/// Takes the file in, and says in the command's arguments that it goes out in place of what the step sent.
Result<void> attachEdited(const Invocation &invocation, const QString &path, Command &command)
{
    auto session = Session::open(invocation.folder);
    if (!session)
        return tl::unexpected(session.error());
    const auto staged = (*session)->store().payloads().ingestFile(path);
    if (!staged)
        return tl::unexpected(staged.error());
    const auto stored = (*session)->store().commitAndWait(Transaction(PutPayload{*staged}));
    if (!stored)
        return tl::unexpected(stored.error());
    command.arguments = {{QStringLiteral("edited"), staged->ref.digest.toHex()}, {QStringLiteral("size"), staged->ref.size}};
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
    CommandArguments arguments(invocation, QStringLiteral("TARGET [--input FILE] [--latest]"),
                               QStringLiteral("Goes on with something changed: a file in place of what the step sends, or the newest "
                                              "version of the pipeline. TARGET: RUN, RUN/STEP, RUN/STEP/ITEM or --where FILTER."));
    addCommonOptions(arguments);
    arguments.addOption(QStringLiteral("input"), QStringLiteral("FILE"), QStringLiteral("its bytes become the body of the step's request"));
    arguments.addFlag(QStringLiteral("latest"), QStringLiteral("go on with the pipeline's newest version, if what is done is the same there"));
    if (const auto exit = arguments.parse(terminal, 0, 1))
        return *exit;
    const bool edits = arguments.isSet(QStringLiteral("input"));
    if (edits == arguments.isSet(QStringLiteral("latest")))
        return terminal.fail({ErrorKind::Usage, QStringLiteral("resume needs either --input FILE or --latest"), {},
                              QStringLiteral("With nothing changed it is a retry: `cairn retry TARGET`")});
    Command command;
    command.kind = CommandKind::Resume;
    command.arguments = {{QStringLiteral("latest"), true}};
    if (edits) {
        if (const auto attached = attachEdited(invocation, arguments.value(QStringLiteral("input")), command); !attached)
            return terminal.fail(attached.error());
    }
    return request(invocation, terminal, arguments, arguments.positional().value(0), command, QStringLiteral("resume"));
}

Exit rerunCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, QStringLiteral("RUN [--from STEP] [--latest]"),
                               QStringLiteral("A new run of the same input, linked to the old one; prints its id."));
    arguments.addOption(QStringLiteral("from"), QStringLiteral("STEP"), QStringLiteral("take over what is done, and begin at this step"));
    arguments.addFlag(QStringLiteral("latest"), QStringLiteral("on the pipeline's newest version"));
    arguments.addOption(QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("why, for the record"));
    if (const auto exit = arguments.parse(terminal, 1, 1))
        return *exit;
    const auto old = RunId::fromString(arguments.positional().first());
    if (!old)
        return terminal.fail(old.error());
    auto session = Session::open(invocation.folder);
    if (!session)
        return terminal.fail(session.error());
    auto reader = (*session)->store().reader();
    if (!reader)
        return terminal.fail(reader.error());
    const auto fresh = rerun((*session)->store(), **reader, *old, StepId(arguments.value(QStringLiteral("from"))),
                             arguments.isSet(QStringLiteral("latest")), (*session)->clock(), currentActor(),
                             arguments.value(QStringLiteral("reason")));
    if (!fresh)
        return terminal.fail(fresh.error());
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
    CommandArguments arguments(invocation, QStringLiteral("TARGET happened|not-happened"),
                               QStringLiteral("Settles an unknown outcome. TARGET: RUN, RUN/STEP, RUN/STEP/ITEM or --where FILTER."));
    addCommonOptions(arguments);
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
