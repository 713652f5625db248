#include "commandline.h"
#include "filelimit.h"
#include "logwriter.h"
#include "memoryguard.h"

#include "base/eventloops.h"

#include <QCoreApplication>

#include <cstdio>

using namespace cairn;

namespace {

const CommandEntry Commands[] = {
    {QStringLiteral("init"), QStringLiteral("DIR [--example NAME]"), QStringLiteral("make a new workspace"), initCommand},
    {QStringLiteral("check"), {}, QStringLiteral("validate every definition"), checkCommand},
    {QStringLiteral("apply"), {}, QStringLiteral("record changed definitions as new revisions"), applyCommand},
    {QStringLiteral("export"), {}, QStringLiteral("write what is live into the workspace's files"), exportCommand},
    {QStringLiteral("run"), QStringLiteral("PIPELINE FILE…"), QStringLiteral("submit files and wait for them"), runCommand},
    {QStringLiteral("submit"), QStringLiteral("PIPELINE FILE…"), QStringLiteral("only submit; prints run ids"), submitCommand},
    {QStringLiteral("runner"), QStringLiteral("[--drain]"), QStringLiteral("carry runs forward until stopped"), runnerCommand},
    {QStringLiteral("status"), {}, QStringLiteral("one page: runner, queue, what needs a person"), statusCommand},
    {QStringLiteral("runs"), QStringLiteral("[FILTER…]"), QStringLiteral("list runs"), runsCommand},
    {QStringLiteral("show"), QStringLiteral("RUN"), QStringLiteral("one run with steps, attempts, checkpoints"), showCommand},
    {QStringLiteral("payload"), QStringLiteral("REF [-o FILE]"), QStringLiteral("bytes that went in or came out"),
     payloadCommand},
    {QStringLiteral("retry"), QStringLiteral("TARGET"), QStringLiteral("the same step again, same input"), retryCommand},
    {QStringLiteral("resume"), QStringLiteral("TARGET --input FILE|--patch JQ|--latest"),
     QStringLiteral("the same step with something changed"), resumeCommand},
    {QStringLiteral("rerun"), QStringLiteral("RUN [--from STEP]"), QStringLiteral("a new run of the same input"), rerunCommand},
    {QStringLiteral("skip"), QStringLiteral("TARGET"), QStringLiteral("go on without a step"), skipCommand},
    {QStringLiteral("cancel"), QStringLiteral("RUN"), QStringLiteral("give a run up"), cancelCommand},
    {QStringLiteral("pause"), QStringLiteral("RUN"), QStringLiteral("start no further step of a run"), pauseCommand},
    {QStringLiteral("unpause"), QStringLiteral("RUN"), QStringLiteral("let a paused run go on"), unpauseCommand},
    {QStringLiteral("decide"), QStringLiteral("TARGET happened|not-happened"), QStringLiteral("settle an unknown outcome"),
     decideCommand},
    {QStringLiteral("bulk"), QStringLiteral("[list | show N | cancel N | continue N]"),
     QStringLiteral("orders about many targets, and what came of them"), bulkCommand},
    {QStringLiteral("incident"), QStringLiteral("[list | show | ack | assign | escalate | note N]"),
     QStringLiteral("failures with one cause, handled as one"), incidentCommand},
    {QStringLiteral("events"), QStringLiteral("[--follow]"), QStringLiteral("all that happened, as CloudEvents with --json"),
     eventsCommand},
    {QStringLiteral("alerts"), QStringLiteral("[list | test ROUTE]"), QStringLiteral("who is told of incidents, and how"),
     alertsCommand},
    {QStringLiteral("audit"), QStringLiteral("[list|verify|export]"), QStringLiteral("who did what, when and why"), auditCommand},
    {QStringLiteral("attest"), QStringLiteral("verify FILE [OUTPUT…]"),
     QStringLiteral("whether a statement about a run is true and whose it is"), attestCommand},
    {QStringLiteral("runbook"), QStringLiteral("[list | show | start N …]"),
     QStringLiteral("what to do about an incident, step by step"), runbookCommand},
    {QStringLiteral("service"), QStringLiteral("[list | show | set SERVICE …]"),
     QStringLiteral("services: breaker, in flight, policy and its revisions"), serviceCommand},
    {QStringLiteral("breaker"), QStringLiteral("SERVICE [open|close|auto|release|probe|history]"),
     QStringLiteral("stop sending to a service, or go on"), breakerCommand},
    {QStringLiteral("simulate"), QStringLiteral("SERVICE --policy FILE"),
     QStringLiteral("what another policy would have made of the past"), simulateCommand},
    {QStringLiteral("trends"), QStringLiteral("[SERVICE] [--by week|day]"),
     QStringLiteral("how services have done over weeks, and what was unusual"), trendsCommand},
    {QStringLiteral("advice"), QStringLiteral("[SERVICE]"), QStringLiteral("what history says about policies"), adviceCommand},
    {QStringLiteral("review"), QStringLiteral("[SERVICE] [--month YYYY-MM]"),
     QStringLiteral("policies, month by month, to be signed off"), reviewCommand},
    {QStringLiteral("credential"), QStringLiteral("[list | set | rotate | remove KEY]"),
     QStringLiteral("the secrets that services are shown, and where they are kept"), credentialCommand},
    {QStringLiteral("doctor"), {}, QStringLiteral("what is wrong with the store, and what to do"), doctorCommand},
    {QStringLiteral("store"), QStringLiteral("[keys|rotate-key|move-key]"),
     QStringLiteral("how the store is encrypted; a new key, or a new place for it"), storeCommand},
    {QStringLiteral("erase"), QStringLiteral("RUN…|--where FILTER --reason TEXT"), QStringLiteral("payloads of runs, for good"),
     eraseCommand},
    {QStringLiteral("backup"), QStringLiteral("FILE"), QStringLiteral("a copy of the store in one file"), backupCommand},
    {QStringLiteral("restore"), QStringLiteral("FILE DIR"), QStringLiteral("a store from such a copy"), restoreCommand},
    {QStringLiteral("demo"), {}, QStringLiteral("a training workspace with its own services"), demoCommand},
};

void printHelp(const Terminal &terminal)
{
    terminal.line(QStringLiteral("Usage: cairn [-C DIR] [--json] COMMAND …\n\nPipelines of API calls that survive anything.\n"));
    constexpr qsizetype Column = 38; // what is longer has its summary below
    for (const CommandEntry &entry : Commands) {
        QString usage = (entry.name + QLatin1Char(' ') + entry.arguments).leftJustified(Column);
        if (usage.size() > Column)
            usage += QLatin1Char('\n') + QString(Column + 2, QLatin1Char(' '));
        terminal.line(QStringLiteral("  %1 %2").arg(usage, entry.summary));
    }
    terminal.line(QStringLiteral("\nExit status: 0 all well, 1 something needs a person, 2 wrong usage or definitions,\n"
                                 "3 the store cannot be used, 4 nothing matched, 130 interrupted. More: cairn COMMAND --help"));
}

Exit dispatch(const Invocation &invocation, const Terminal &terminal)
{
    const QString &name = invocation.command;
    if (name == QLatin1String("help") && !invocation.words.isEmpty()) { // of one command
        Invocation asked = invocation;
        asked.command = invocation.words.first();
        asked.words = {QStringLiteral("--help")};
        return dispatch(asked, terminal);
    }
    if (name.isEmpty() && terminal.json())
        return terminal.fail(
            {ErrorKind::Usage, QStringLiteral("no command is given"), {}, QStringLiteral("`cairn --help` lists them")});
    const Terminal people(false); // help is a text, whatever --json says
    if (name.isEmpty() || name == QLatin1String("--help") || name == QLatin1String("-h") || name == QLatin1String("help")) {
        printHelp(people);
        return name.isEmpty() ? Exit::Usage : Exit::Well;
    }
    if (name == QLatin1String("--version")) {
        people.line(QStringLiteral("cairn %1").arg(QCoreApplication::applicationVersion()));
        return Exit::Well;
    }
    for (const CommandEntry &entry : Commands) {
        if (entry.name == name)
            return entry.carryOut(invocation, terminal);
    }
    return terminal.fail({ErrorKind::Usage,
                          QStringLiteral("there is no command '%1'").arg(name),
                          {},
                          QStringLiteral("`cairn --help` lists them")});
}

} // namespace

int main(int argc, char *argv[])
{
    guardMemory();
    openManyFiles();
    chooseEventLoops(Glib::ForNone);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("cairn"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CAIRN_VERSION));
    writeLogSafely();
    const auto invocation = readInvocation(QCoreApplication::arguments());
    const Terminal terminal(invocation && invocation->json);
    if (!invocation)
        return int(terminal.fail(invocation.error()));
    return int(terminal.delivered(dispatch(*invocation, terminal)));
}
