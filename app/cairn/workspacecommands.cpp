#include "commandline.h"
#include "example.h"
#include "namedfile.h"
#include "reading.h"

#include "control/apply.h"
#include "control/restored.h"
#include "control/review.h"
#include "runner/watchedfolders.h"
#include "store/storelocation.h"

#include <QDir>
#include <QJsonArray>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

void printProblem(const Problem &problem, const Terminal &terminal)
{
    if (terminal.json())
        terminal.object({{u"file"_s, problem.file},
                         {u"line"_s, problem.line},
                         {u"column"_s, problem.column},
                         {u"what"_s, problem.what},
                         {u"remedy"_s, problem.remedy},
                         {u"warning"_s, problem.warning}});
    else
        terminal.line((problem.warning ? u"warning: "_s : QString()) + problem.toString());
}

/// "1 pipeline", "2 pipelines".
QString counted(qsizetype count, const QString &what)
{
    return count == 1 ? u"1 "_s + what : u"%1 %2s"_s.arg(QString::number(count), what);
}

QJsonObject toJson(const Drift &drift)
{
    QJsonArray changes;
    for (const ServiceChange &change : drift.changes)
        changes.append(QJsonObject{{u"path"_s, change.path}, {u"before"_s, change.before}, {u"after"_s, change.after}});
    if (drift.kind == Drift::Kind::Pipeline)
        return {{u"pipeline"_s, drift.name}, {u"from"_s, drift.live}, {u"to"_s, drift.next}, {u"changes"_s, changes}};
    return {{u"service"_s, drift.name},
            {u"from"_s, drift.live},
            {u"to"_s, drift.next},
            {u"changes"_s, changes},
            {u"undoes"_s, drift.undoes()},
            {u"takes_back"_s, QJsonArray::fromStringList(drift.undone)},
            {u"live_by"_s, drift.liveBy},
            {u"live_since"_s, toRfc3339(drift.liveSince)},
            {u"live_reason"_s, drift.liveReason}};
}

/// What the file makes of a service that is recorded already, and whose doing what it replaces was; of a pipeline what becomes of
/// its data.
void tellChanges(const Drift &drift, const Terminal &terminal)
{
    const bool isPipeline = drift.kind == Drift::Kind::Pipeline;
    const QString form = isPipeline ? u"pipeline %1: version %2 → %3"_s : u"service %1: revision %2 → %3"_s;
    terminal.line(form.arg(drift.name).arg(drift.live).arg(drift.next));
    for (const ServiceChange &change : drift.changes)
        terminal.line(u"  "_s + toText(change));
    if (isPipeline)
        return;
    const QString why = drift.liveReason.isEmpty() ? QString() : u": "_s + drift.liveReason;
    const QString whose =
        u"revision %1 by %2 at %3%4"_s.arg(QString::number(drift.live), drift.liveBy, toRfc3339(drift.liveSince), why);
    if (!drift.undone.isEmpty())
        terminal.line(u"  the file takes back %1, which was set since: %2"_s.arg(drift.undone.join(u", "_s), whose));
    else if (drift.undoes())
        terminal.line(u"  the file is still revision %1: taken, it undoes %2"_s.arg(drift.backTo).arg(whose));
    else
        terminal.line(u"  in place of %1"_s.arg(whose));
    const int older = drift.backTo > 0 ? drift.backTo : drift.live - 1;
    const QString diff = u" and `cairn service diff %1 %2 %3`"_s.arg(drift.name).arg(older).arg(drift.live);
    terminal.line(u"  see `cairn service history %1`%2"_s.arg(drift.name, older > 0 ? diff : QString()));
}

/// Of all of them; the same for programs.
QJsonArray tellChanges(const QList<Drift> &drift, const Terminal &terminal)
{
    QJsonArray changes;
    for (const Drift &one : drift) {
        const bool isTold = one.kind == Drift::Kind::Pipeline ? !one.changes.isEmpty() : one.kind == Drift::Kind::Service;
        if (!isTold || one.live == 0)
            continue;
        changes.append(toJson(one));
        tellChanges(one, terminal);
    }
    return changes;
}

/// What no file says any more, and goes on. The one that is to be retired will not.
void tellLeft(QList<Drift> &drift, const QString &retired, const Terminal &terminal)
{
    for (Drift &one : drift) {
        if (one.kind == Drift::Kind::Left && one.name == retired)
            one.obstacle = {};
        else if (one.kind == Drift::Kind::Left && one.canApply()) // or else that is what applying fails with
            terminal.warn(describe(toldLeft(one.name, one.watch)));
    }
}

/// Services whose files say what was so before somebody made another revision live, of all of it or of a value that was set: that
/// is taken back only if it is asked for.
QStringList leftAsLive(const QList<Drift> &drift, const CommandArguments &arguments, const Terminal &terminal)
{
    QStringList names;
    for (const Drift &one : drift) {
        if (one.undoes())
            names.append(one.name);
    }
    if (names.isEmpty() || arguments.isSet(u"yes"_s))
        return {};
    const bool looks = arguments.isSet(u"dry-run"_s);
    if (!looks && terminal.confirm(u"Take back what is live of %1, and go on with their files?"_s.arg(names.join(u", "_s))))
        return {};
    terminal.warn(u"%1: %2, since the file says what was so before. `cairn export` writes what is live into files, "
                  "`cairn apply --yes` takes it back"_s.arg(names.join(u", "_s),
                                                            looks ? u"would be left as it is live"_s : u"left as it is live"_s));
    return names;
}

/// Not what is too large, what the pipeline has taken before it was retired, or what a store that was put back may have taken.
bool willTake(StoreReader &reader, const QString &root, const Pipeline &pipeline, const SeenFile &file,
              const std::optional<Restored> &restored)
{
    const bool isTooLarge = pipeline.input.maxSize > 0 && file.size > pipeline.input.maxSize;
    const auto mark = watchedMark(root, pipeline, file.path, {});
    const bool isFromBefore = restored && Timestamp(Milliseconds(file.modifiedMs)) < restored->at;
    return !isTooLarge && !isFromBefore && mark && !reader.isTaken(*mark).value_or(false);
}

/// What pipelines that begin to watch a folder find there; unless they go on where another ends.
void tellFound(StoreReader &reader, const Workspace &workspace, const QList<Drift> &drift, const QString &retired,
               const Terminal &terminal)
{
    QStringList going;
    for (const Drift &one : drift) {
        if (one.kind == Drift::Kind::Left && one.name == retired)
            going += one.successors;
    }
    const auto restored = readRestored(reader).value_or(std::nullopt);
    for (const PipelineVersion &version : workspace.pipelines) {
        const InputRule &input = version.pipeline.input;
        const auto live = reader.pipeline(version.pipeline.name);
        if (input.watch.isEmpty() || going.contains(version.pipeline.name) || (live && live->pipeline.input.watch == input.watch))
            continue;
        auto files = scanFolder(QDir(workspace.root).filePath(input.watch), input.match, input.provenance.sidecar);
        if (files)
            files->removeIf(
                [&](const SeenFile &file) { return !willTake(reader, workspace.root, version.pipeline, file, restored); });
        if (files && !files->isEmpty())
            terminal.line(u"pipeline %1 takes %2 from %3, which lie there already"_s.arg(
                version.pipeline.name, counted(files->size(), u"file"_s), input.watch));
    }
}

void tellRetired(const QString &name, const QStringList &successors, const QString &verb, const Terminal &terminal)
{
    terminal.line(verb + u' ' + name);
    for (const QString &successor : successors)
        terminal.line(u"  pipeline %1 goes on where it ends: what it has taken is not taken again"_s.arg(successor));
}

/// What would be recorded: nothing is.
Exit tellOnly(const QList<Drift> &drift, const QString &retired, const QJsonArray &changes, const QStringList &left,
              const Terminal &terminal)
{
    QStringList others;
    for (const Drift &one : drift) {
        if (!one.canApply())
            return terminal.fail(one.obstacle);
        if (one.kind == Drift::Kind::Left && one.name == retired)
            tellRetired(one.name, one.successors, u"would retire"_s, terminal);
        else if (one.kind == Drift::Kind::Schema)
            others.append(one.name);
        else if (one.kind == Drift::Kind::Pipeline)
            others.append(u"%1@%2"_s.arg(one.name).arg(one.next));
        else if (one.kind == Drift::Kind::Service && one.live == 0)
            others.append(u"%1 revision %2"_s.arg(one.name).arg(one.next));
    }
    if (terminal.json())
        terminal.object({{u"recorded"_s, false},
                         {u"changes"_s, changes},
                         {u"new"_s, QJsonArray::fromStringList(others)},
                         {u"left"_s, QJsonArray::fromStringList(left)}});
    for (const QString &name : std::as_const(others))
        terminal.line(u"would record %1"_s.arg(name));
    const bool isNothing = others.isEmpty() && changes.isEmpty() && retired.isEmpty();
    terminal.line(isNothing ? u"Nothing has changed"_s : u"Nothing was recorded (--dry-run)"_s);
    return Exit::Well;
}

Exit tellApplied(const Applied &applied, const QJsonArray &changes, const QStringList &left, const Terminal &terminal)
{
    if (terminal.json())
        terminal.object({{u"pipelines"_s, QJsonArray::fromStringList(applied.pipelines)},
                         {u"services"_s, QJsonArray::fromStringList(applied.services)},
                         {u"schemas"_s, QJsonArray::fromStringList(applied.schemas)},
                         {u"retired"_s, QJsonArray::fromStringList(applied.retired)},
                         {u"changes"_s, changes},
                         {u"left"_s, QJsonArray::fromStringList(left)}});
    const QStringList recorded = applied.pipelines + applied.services + applied.schemas;
    for (const QString &name : recorded)
        terminal.line(u"recorded %1"_s.arg(name));
    for (const QString &name : applied.retired) {
        QStringList successors;
        for (const Succession &one : applied.goesOn) {
            if (one.from == name)
                successors.append(one.to);
        }
        tellRetired(name, successors, u"retired"_s, terminal);
    }
    if (recorded.isEmpty() && applied.retired.isEmpty())
        terminal.line(u"Nothing has changed"_s);
    return left.isEmpty() ? Exit::Well : Exit::NeedsPerson;
}

/// What is sound need not be what is live, nor can it always be applied: whether all can. Where there is no store yet, nothing is
/// told.
bool tellDrift(const Invocation &invocation, const QString &root, const Workspace &workspace, const Terminal &terminal)
{
    if (!QFileInfo::exists(storeFolderOf(root)))
        return true;
    const auto session = Session::open(invocation.folder, Session::Use::Looking);
    const auto reader = session ? (*session)->store().reader() : tl::unexpected(session.error());
    const auto drift = reader ? findDrift(**reader, workspace) : tl::unexpected(reader.error());
    QStringList names;
    bool canApply = true;
    for (const Drift &one : drift.value_or(QList<Drift>())) {
        names.append(one.name);
        canApply = canApply && one.canApply();
        if (!one.canApply())
            terminal.warn(describe(one.obstacle));
    }
    if (!names.isEmpty())
        terminal.line(u"not as it is live: %1; see `cairn apply --dry-run`"_s.arg(names.join(u", "_s)));
    return canApply;
}

} // namespace

Exit initCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, u"DIR [--example NAME]"_s,
                               u"Makes a new workspace. Examples: %1"_s.arg(exampleNames().join(u", "_s)));
    arguments.addOption(u"example"_s, u"NAME"_s, u"begin with a complete example"_s);
    if (const auto exit = arguments.parse(terminal, 1, 1))
        return *exit;
    const QString folder = QDir(arguments.positional().first()).absolutePath();
    const QString example = arguments.value(u"example"_s);
    const auto made = makeWorkspace(folder, example);
    if (!made)
        return terminal.fail(aboutNamedFile(made.error(), folder));
    if (terminal.json())
        terminal.object({{u"workspace"_s, folder}});
    terminal.line(u"Workspace %1 is ready. Next: cd there, %2"_s.arg(
        folder, example.isEmpty() ? u"write services/NAME.yaml and pipelines/NAME.yaml, then `cairn check`"_s
                                  : u"`cairn check`, then read its README.md"_s));
    return Exit::Well;
}

Exit checkCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, {}, u"Validates every definition of the workspace."_s);
    if (const auto exit = arguments.parse(terminal, 0, 0))
        return *exit;
    const auto root = workspaceRoot(invocation.folder);
    if (!root)
        return terminal.fail(root.error());
    const Workspace workspace = loadWorkspace(*root);
    for (const Problem &problem : workspace.problems)
        printProblem(problem, terminal);
    if (!workspace.isSound())
        return Exit::Usage;
    terminal.line(u"%1 and %2 are sound"_s.arg(counted(workspace.pipelines.size(), u"pipeline"_s),
                                               counted(workspace.services.size(), u"service"_s)));
    return tellDrift(invocation, *root, workspace, terminal) ? Exit::Well : Exit::Usage;
}

Exit applyCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, {}, u"Records changed definitions as new versions and revisions."_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"why, for the record"_s);
    arguments.addFlag(u"dry-run"_s, u"only tell what would change"_s);
    arguments.addOption(u"retire"_s, u"PIPELINE"_s, u"nothing starts that one any more, whose file is gone"_s);
    arguments.addFlag(u"yes"_s, u"also take back what was made live of services, where files say what was so before"_s);
    if (const auto exit = arguments.parse(terminal, 0, 0))
        return *exit;
    const auto root = workspaceRoot(invocation.folder);
    if (!root)
        return terminal.fail(root.error());
    const Workspace workspace = loadWorkspace(*root);
    for (const Problem &problem : workspace.problems)
        printProblem(problem, terminal);
    if (!workspace.isSound())
        return Exit::Usage;
    const bool looks = arguments.isSet(u"dry-run"_s);
    const auto opened = openReading(invocation, looks ? Session::Use::Looking : Session::Use::Working);
    if (!opened)
        return terminal.fail(opened.error());
    Session &session = *opened->session;
    auto drift = findDrift(*opened->reader, workspace);
    if (!drift)
        return terminal.fail(drift.error());
    const QString retired = arguments.value(u"retire"_s);
    tellLeft(*drift, retired, terminal);
    const QJsonArray changes = tellChanges(*drift, terminal);
    const QStringList left = leftAsLive(*drift, arguments, terminal);
    tellFound(*opened->reader, workspace, *drift, retired, terminal);
    if (looks)
        return tellOnly(*drift, retired, changes, left, terminal);
    const QStringList retire = retired.isEmpty() ? QStringList() : QStringList{retired};
    const auto applied =
        applyWorkspace(session.store(), workspace, session.clock(), currentActor(), arguments.value(u"reason"_s), retire, left);
    return applied ? tellApplied(*applied, changes, left, terminal) : terminal.fail(applied.error());
}

} // namespace cairn
