#include "commandline.h"
#include "filelimit.h"
#include "logwriter.h"
#include "memoryguard.h"

#include "base/eventloops.h"

#include <QCoreApplication>

#include <clocale>
#include <cstdio>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

const CommandEntry Commands[] = {
    {u"init"_s, u"DIR [--example NAME]"_s, u"make a new workspace"_s, initCommand},
    {u"check"_s, {}, u"validate every definition"_s, checkCommand},
    {u"apply"_s, {}, u"record changed definitions as new revisions"_s, applyCommand},
    {u"export"_s, {}, u"write what is live into the workspace's files"_s, exportCommand},
    {u"run"_s, u"PIPELINE FILE…"_s, u"submit files and wait for them"_s, runCommand},
    {u"submit"_s, u"PIPELINE FILE…"_s, u"only submit; prints run ids"_s, submitCommand},
    {u"runner"_s, u"[--drain]"_s, u"carry runs forward until stopped"_s, runnerCommand},
    {u"status"_s, {}, u"one page: runner, queue, what needs a person"_s, statusCommand},
    {u"runs"_s, u"[FILTER…]"_s, u"list runs"_s, runsCommand},
    {u"show"_s, u"RUN"_s, u"one run with steps, attempts, checkpoints"_s, showCommand},
    {u"payload"_s, u"REF [-o FILE]"_s, u"bytes that went in or came out"_s, payloadCommand},
    {u"retry"_s, u"TARGET"_s, u"the same step again, same input"_s, retryCommand},
    {u"resume"_s, u"TARGET --input FILE|--patch JQ|--latest"_s, u"the same step with something changed"_s, resumeCommand},
    {u"rerun"_s, u"RUN [--from STEP]"_s, u"a new run of the same input"_s, rerunCommand},
    {u"skip"_s, u"TARGET"_s, u"go on without a step"_s, skipCommand},
    {u"cancel"_s, u"RUN"_s, u"give a run up"_s, cancelCommand},
    {u"pause"_s, u"RUN"_s, u"start no further step of a run"_s, pauseCommand},
    {u"unpause"_s, u"RUN"_s, u"let a paused run go on"_s, unpauseCommand},
    {u"decide"_s, u"TARGET happened|not-happened"_s, u"settle an unknown outcome"_s, decideCommand},
    {u"bulk"_s, u"[list | show N | cancel N | continue N]"_s, u"orders about many targets, and what came of them"_s, bulkCommand},
    {u"incident"_s, u"[list | show | ack | assign | escalate | note N]"_s, u"failures with one cause, handled as one"_s,
     incidentCommand},
    {u"events"_s, u"[--follow]"_s, u"all that happened, as CloudEvents with --json"_s, eventsCommand},
    {u"alerts"_s, u"[list | test ROUTE]"_s, u"who is told of incidents, and how"_s, alertsCommand},
    {u"audit"_s, u"[list|verify|export]"_s, u"who did what, when and why"_s, auditCommand},
    {u"attest"_s, u"verify FILE [OUTPUT…]"_s, u"whether a statement about a run is true and whose it is"_s, attestCommand},
    {u"runbook"_s, u"[list | show | start N …]"_s, u"what to do about an incident, step by step"_s, runbookCommand},
    {u"service"_s, u"[list | show | set SERVICE …]"_s, u"services: breaker, in flight, policy and its revisions"_s,
     serviceCommand},
    {u"breaker"_s, u"SERVICE [open|close|auto|release|probe|history]"_s, u"stop sending to a service, or go on"_s,
     breakerCommand},
    {u"simulate"_s, u"SERVICE --policy FILE"_s, u"what another policy would have made of the past"_s, simulateCommand},
    {u"trends"_s, u"[SERVICE] [--by week|day]"_s, u"how services have done over weeks, and what was unusual"_s, trendsCommand},
    {u"advice"_s, u"[SERVICE]"_s, u"what history says about policies"_s, adviceCommand},
    {u"review"_s, u"[SERVICE] [--month YYYY-MM]"_s, u"policies, month by month, to be signed off"_s, reviewCommand},
    {u"credential"_s, u"[list | set | rotate | remove KEY]"_s, u"the secrets that services are shown, and where they are kept"_s,
     credentialCommand},
    {u"doctor"_s, {}, u"what is wrong with the store, and what to do"_s, doctorCommand},
    {u"store"_s, u"[keys|rotate-key|move-key|compact]"_s,
     u"how the store is encrypted; a new key, or place; its room on the disk"_s, storeCommand},
    {u"erase"_s, u"RUN…|--where FILTER --reason TEXT"_s, u"payloads of runs, for good"_s, eraseCommand},
    {u"backup"_s, u"FILE"_s, u"a copy of the store in one file"_s, backupCommand},
    {u"restore"_s, u"FILE DIR"_s, u"a store from such a copy"_s, restoreCommand},
    {u"demo"_s, {}, u"a training workspace with its own services"_s, demoCommand},
};

void printHelp(const Terminal &terminal)
{
    terminal.line(u"Usage: cairn [-C DIR] [--json] COMMAND …\n\nPipelines of API calls that survive anything.\n"_s);
    constexpr qsizetype Column = 38; // what is longer has its summary below
    for (const CommandEntry &entry : Commands) {
        QString usage = (entry.name + QLatin1Char(' ') + entry.arguments).leftJustified(Column);
        if (usage.size() > Column)
            usage += QLatin1Char('\n') + QString(Column + 2, QLatin1Char(' '));
        terminal.line(u"  %1 %2"_s.arg(usage, entry.summary));
    }
    terminal.line(u"\nExit status: 0 all well, 1 something needs a person, 2 wrong usage or definitions,\n"
                  "3 the store cannot be used, 4 nothing matched, 130 interrupted. More: cairn COMMAND --help"_s);
}

Exit dispatch(const Invocation &invocation, const Terminal &terminal)
{
    const QString &name = invocation.command;
    if (name == "help"_L1 && !invocation.words.isEmpty()) { // of one command
        Invocation asked = invocation;
        asked.command = invocation.words.first();
        asked.words = {u"--help"_s};
        return dispatch(asked, terminal);
    }
    if (name.isEmpty() && terminal.json())
        return terminal.fail({ErrorKind::Usage, u"no command is given"_s, {}, u"`cairn --help` lists them"_s});
    const Terminal people(false); // help is a text, whatever --json says
    if (name.isEmpty() || name == "--help"_L1 || name == "-h"_L1 || name == "help"_L1) {
        printHelp(people);
        return name.isEmpty() ? Exit::Usage : Exit::Well;
    }
    if (name == "--version"_L1) {
        people.line(u"cairn %1"_s.arg(QCoreApplication::applicationVersion()));
        return Exit::Well;
    }
    for (const CommandEntry &entry : Commands) {
        if (entry.name == name)
            return entry.carryOut(invocation, terminal);
    }
    return terminal.fail({ErrorKind::Usage, u"there is no command '%1'"_s.arg(name), {}, u"`cairn --help` lists them"_s});
}

} // namespace

int main(int argc, char *argv[])
{
    guardMemory();
    openManyFiles();
    chooseEventLoops(Glib::ForNone);
    QCoreApplication application(argc, argv);
    std::setlocale(LC_MESSAGES, "C"); // what the system calls an error is recorded, for readers of any language
    QCoreApplication::setApplicationName(u"cairn"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CAIRN_VERSION));
    writeLogSafely();
    const auto invocation = readInvocation(QCoreApplication::arguments());
    const Terminal terminal(invocation && invocation->json);
    if (!invocation)
        return int(terminal.fail(invocation.error()));
    return int(terminal.delivered(dispatch(*invocation, terminal)));
}
