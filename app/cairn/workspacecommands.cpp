#include "commandline.h"
#include "example.h"
#include "session.h"

#include "control/apply.h"

#include <QDir>

namespace cairn {

namespace {

void printProblem(const Problem &problem, const Terminal &terminal)
{
    if (terminal.json())
        terminal.object({{QStringLiteral("file"), problem.file},
                         {QStringLiteral("line"), problem.line},
                         {QStringLiteral("column"), problem.column},
                         {QStringLiteral("what"), problem.what},
                         {QStringLiteral("remedy"), problem.remedy},
                         {QStringLiteral("warning"), problem.warning}});
    else
        terminal.line(problem.toString());
}

Result<QString> rootOf(const Invocation &invocation)
{
    return invocation.folder.isEmpty() ? findWorkspace(QDir::currentPath())
                                       : Result<QString>(QDir(invocation.folder).absolutePath());
}

} // namespace

Exit initCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(
        invocation, QStringLiteral("DIR [--example NAME]"),
        QStringLiteral("Makes a new workspace. Examples: %1").arg(exampleNames().join(QStringLiteral(", "))));
    arguments.addOption(QStringLiteral("example"), QStringLiteral("NAME"), QStringLiteral("begin with a complete example"));
    if (const auto exit = arguments.parse(terminal, 1, 1))
        return *exit;
    const QString folder = QDir(arguments.positional().first()).absolutePath();
    const auto made = makeWorkspace(folder, arguments.value(QStringLiteral("example")));
    if (!made)
        return terminal.fail(made.error());
    if (terminal.json())
        terminal.object({{QStringLiteral("workspace"), folder}});
    terminal.line(QStringLiteral("Workspace %1 is ready. Next: cd there, `cairn check`, then read its README.md").arg(folder));
    return Exit::Well;
}

Exit checkCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, {}, QStringLiteral("Validates every definition of the workspace."));
    if (const auto exit = arguments.parse(terminal, 0, 0))
        return *exit;
    const auto root = rootOf(invocation);
    if (!root)
        return terminal.fail(root.error());
    const Workspace workspace = loadWorkspace(*root);
    for (const Problem &problem : workspace.problems)
        printProblem(problem, terminal);
    if (!workspace.isSound())
        return Exit::Usage;
    terminal.line(
        QStringLiteral("%1 pipelines and %2 services are sound").arg(workspace.pipelines.size()).arg(workspace.services.size()));
    return Exit::Well;
}

Exit applyCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, {}, QStringLiteral("Records changed definitions as new versions and revisions."));
    arguments.addOption(QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("why, for the record"));
    if (const auto exit = arguments.parse(terminal, 0, 0))
        return *exit;
    const auto root = rootOf(invocation);
    if (!root)
        return terminal.fail(root.error());
    const Workspace workspace = loadWorkspace(*root);
    for (const Problem &problem : workspace.problems)
        printProblem(problem, terminal);
    if (!workspace.isSound())
        return Exit::Usage;
    auto session = Session::open(*root);
    if (!session)
        return terminal.fail(session.error());
    const auto applied = applyWorkspace((*session)->store(), workspace, (*session)->clock(), currentActor(),
                                        arguments.value(QStringLiteral("reason")));
    if (!applied)
        return terminal.fail(applied.error());
    if (terminal.json())
        terminal.object({{QStringLiteral("pipelines"), QJsonArray::fromStringList(applied->pipelines)},
                         {QStringLiteral("services"), QJsonArray::fromStringList(applied->services)},
                         {QStringLiteral("schemas"), QJsonArray::fromStringList(applied->schemas)}});
    const QStringList recorded = applied->pipelines + applied->services + applied->schemas;
    for (const QString &name : recorded)
        terminal.line(QStringLiteral("recorded %1").arg(name));
    if (recorded.isEmpty())
        terminal.line(QStringLiteral("Nothing has changed"));
    return Exit::Well;
}

} // namespace cairn
