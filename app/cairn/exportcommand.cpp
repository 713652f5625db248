#include "reading.h"

#include "control/audit.h"
#include "control/exporting.h"

#include <QJsonArray>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString whyNoFiles(StoreReader &reader, const QStringList &retired)
{
    if (!retired.isEmpty())
        return u"All else that is live stands in the files"_s;
    const bool isNothingLive = reader.services().value_or(QList<ServiceRevision>()).isEmpty() &&
                               reader.pipelines().value_or(QList<PipelineVersion>()).isEmpty();
    return isNothingLive ? u"Nothing is live yet: `cairn apply` records what the files say"_s : u"The files say what is live"_s;
}

/// Nothing that stands in a file is replaced unasked: it may be work that nobody has applied yet.
bool mayReplace(const QList<LiveFile> &files, const Terminal &terminal)
{
    const auto replaced = std::count_if(files.begin(), files.end(), [](const LiveFile &file) { return file.before.has_value(); });
    return replaced == 0 || terminal.confirm(u"Replace what %1 of them say now?"_s.arg(replaced));
}

} // namespace

Exit exportCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, {}, u"Writes what is live into the workspace's files of services and pipelines."_s);
    arguments.addFlag(u"dry-run"_s, u"only tell which files would be written"_s);
    arguments.addFlag(u"yes"_s, u"replace files without asking"_s);
    arguments.addOption(u"reason"_s, u"TEXT"_s, u"why, for the record"_s);
    if (const auto exit = arguments.parse(terminal, 0, 0))
        return *exit;
    auto session = Session::open(invocation.folder, Session::Use::Looking);
    if (!session)
        return terminal.fail(session.error());
    if (const auto permitted = (*session)->require(Role::Editor, u"write the files of definitions"_s); !permitted)
        return terminal.fail(permitted.error());
    const auto reader = (*session)->store().reader();
    const auto files = reader ? filesToExport(**reader, (*session)->root()) : tl::unexpected(reader.error());
    if (!files)
        return terminal.fail(files.error());
    const bool isDry = arguments.isSet(u"dry-run"_s);
    QJsonArray written;
    for (const LiveFile &file : *files) {
        written.append(QJsonObject{{u"file"_s, file.file}, {u"what"_s, file.what}, {u"replaces"_s, file.before.has_value()}});
        terminal.line(u"%1: %2%3"_s.arg(file.file, file.what, file.before ? u", in place of what it says now"_s : u""_s));
    }
    if (!isDry && !arguments.isSet(u"yes"_s) && !mayReplace(*files, terminal))
        return terminal.fail({ErrorKind::Usage, u"nothing was written"_s, {}, u"Add --yes where nobody can be asked"_s});
    const bool writes = !isDry && !files->isEmpty();
    AddAudit exported = audited((*session)->clock().now(), currentActor(), u"workspace.exported"_s, u"workspace"_s,
                                arguments.value(u"reason"_s), {}, {{u"files"_s, written}});
    if (const auto noted = writes ? noteGiven(**session, terminal, std::move(exported)) : Result<void>(); !noted)
        return terminal.fail(noted.error());
    for (const LiveFile &file : *files) {
        if (isDry)
            continue;
        if (const auto done = writeLiveFile((*session)->root(), file); !done)
            return terminal.fail(done.error());
    }
    if (terminal.json())
        terminal.object({{u"written"_s, !isDry}, {u"files"_s, written}});
    const auto retired = retiredInFiles(**reader, (*session)->root());
    if (!retired)
        return terminal.fail(retired.error());
    for (const QString &name : *retired)
        terminal.line(u"pipeline %1 is retired, and a file says it: it is left alone, see `cairn apply --dry-run`"_s.arg(name));
    terminal.line(files->isEmpty() ? whyNoFiles(**reader, *retired)
                  : isDry          ? u"Nothing was written (--dry-run)"_s
                          : u"written; `cairn apply` finds nothing to record unless cairn.yaml's `policy:` has changed"_s);
    return Exit::Well;
}

} // namespace cairn
