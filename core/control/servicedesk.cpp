#include "control/servicedesk.h"

#include "control/actor.h"
#include "control/exporting.h"
#include "definition/definitionfile.h"
#include "definition/workspace.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int RevisionsShown = 1'000;

} // namespace

ServiceOnDisk readServiceOnDisk(const QString &root, const QString &service)
{
    const Workspace workspace = loadWorkspace(root);
    ServiceOnDisk found;
    const QDir folder(root);
    for (const QString &name :
         QDir(folder.filePath(u"services"_s)).entryList({u"*.yaml"_s, u"*.yml"_s}, QDir::Files, QDir::Name)) {
        const QString file = u"services/"_s + name;
        const QByteArray text = readDefinition(folder.filePath(file)).value_or(QByteArray());
        const ServiceFile read = readServiceFile(text, file, workspace.settings.policy);
        const QString &defined = read.revision.service.name;
        if (defined == service) {
            found = {file, true, text, read.revision, {}};
            if (!isSound(read.problems))
                found.revision.digest = {};
            break;
        }
        if (QFileInfo(name).completeBaseName() != service)
            continue;
        found = {file, true, text, {}, {}}; // the place of this service, unless another file defines it
        if (!defined.isEmpty())
            found.problems = {{file, read.namePlace.line, read.namePlace.column, u"this defines service '%1'"_s.arg(defined),
                               u"Rename the file or the service in it"_s}};
    }
    if (!found.exists)
        found.file = u"services/%1.yaml"_s.arg(service);
    std::copy_if(workspace.problems.begin(), workspace.problems.end(), std::back_inserter(found.problems),
                 [&](const Problem &problem) { return problem.file == found.file || problem.file == "cairn.yaml"_L1; });
    return found;
}

Result<void> writeServiceFile(const QString &root, const ServiceOnDisk &seen, const QByteArray &text)
{
    return writeLiveFile(root, {{}, seen.file, seen.exists ? std::optional(seen.text) : std::nullopt, text});
}

QFuture<Result<QList<ServiceRevision>>> ServiceDesk::history(const QString &service)
{
    return m_desk.ask<QList<ServiceRevision>>(
        [=](StoreReader &reader) { return reader.serviceHistory(service, RevisionsShown); });
}

QFuture<Result<Committed>> ServiceDesk::revise(const ServiceRevision &wanted, const ServiceRevision &seen, const QString &reason)
{
    return m_desk.commit(revisionTransaction(wanted, seen.revision > 0 ? std::optional(seen) : std::nullopt, m_desk.clock().now(),
                                             currentActor(), reason));
}

QFuture<Result<ServiceOnDisk>> ServiceDesk::onDisk(const QString &root, const QString &service)
{
    return m_desk.work<ServiceOnDisk>([=]() -> Result<ServiceOnDisk> { return readServiceOnDisk(root, service); });
}

QFuture<Result<void>> ServiceDesk::writeFile(const QString &root, const ServiceOnDisk &seen, const QByteArray &text)
{
    return m_desk.work<void>([=, may = m_desk.may(Role::Editor)]() -> Result<void> {
        if (may)
            return writeServiceFile(root, seen, text);
        return failure(ErrorKind::Forbidden, u"writing a definition needs the role editor"_s, seen.file,
                       u"The roles in cairn.yaml say who has it"_s);
    });
}

} // namespace cairn
