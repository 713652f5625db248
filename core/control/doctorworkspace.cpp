#include "control/doctor.h"

#include "base/folder.h"
#include "control/credentialbook.h"
#include "control/refusedfiles.h"

#include <QDir>
#include <QFile>

#include <filesystem>

namespace cairn {

using namespace Qt::StringLiterals;

QList<Finding> examineOutboxes(StoreReader &reader, const QString &root)
{
    const QString subject = u"outboxes"_s;
    const auto pipelines = reader.pipelines();
    if (!pipelines)
        return {{Finding::Severity::Bad, subject, describeCause(pipelines.error()), pipelines.error().remedy}};
    QMap<QString, qint64> free;
    for (const PipelineVersion &version : *pipelines) {
        for (const Step &step : version.pipeline.steps) {
            if (step.deliver)
                free.insert(step.deliver->to, freeSpace(QDir(root).filePath(step.deliver->to)).value_or(LowDiskBytes));
        }
    }
    QList<Finding> findings;
    for (auto it = free.cbegin(); it != free.cend(); ++it) {
        if (*it < LowDiskBytes)
            findings.append({Finding::Severity::Bad, u"outbox %1"_s.arg(it.key()), u"%1 MiB free"_s.arg(*it >> 20),
                             u"Free some space on its disk: what finds no room there waits for it"_s});
    }
    if (findings.isEmpty() && !free.isEmpty())
        findings.append({Finding::Severity::Good, subject, u"their disks have room"_s, {}});
    return findings;
}

QList<Finding> examineWatchedFolders(StoreReader &reader, const QString &root)
{
    const auto pipelines = reader.pipelines();
    if (!pipelines)
        return {{Finding::Severity::Bad, u"watched folders"_s, describeCause(pipelines.error()), pipelines.error().remedy}};
    QList<Finding> findings;
    for (const PipelineVersion &version : *pipelines) {
        const InputRule &input = version.pipeline.input;
        if (input.watch.isEmpty())
            continue;
        const QString folder = QDir(root).filePath(input.watch);
        std::error_code failed;
        std::filesystem::directory_iterator(QFile::encodeName(folder).toStdString(), failed);
        if (!failed)
            continue;
        const Error why = systemError(failed.value(), u"the watched folder cannot be read"_s, folder);
        findings.append({Finding::Severity::Bad, u"pipeline %1"_s.arg(version.pipeline.name),
                         u"takes no files: %1"_s.arg(describeCause(why)), why.remedy});
    }
    const RefusedFiles refused = readRefusedFiles(reader, root).value_or(RefusedFiles());
    for (const RefusedFile &file : refused.files)
        findings.append({Finding::Severity::Bad,
                         u"pipeline %1"_s.arg(file.pipeline),
                         u"does not take %1, since %2: %3"_s.arg(file.path, toRfc3339(file.since), file.why),
                         {}});
    if (refused.count > refused.files.size())
        findings.append({Finding::Severity::Bad,
                         u"watched folders"_s,
                         u"%1 files more are not taken"_s.arg(refused.count - refused.files.size()),
                         {}});
    if (findings.isEmpty())
        findings.append({Finding::Severity::Good, u"watched folders"_s, u"all can be read, and no file is refused"_s, {}});
    return findings;
}

QList<Finding> examineAlerts(StoreReader &reader, const AlertSettings &settings)
{
    constexpr int MostCounted = 1'000;
    QList<Finding> findings;
    for (const AlertRoute &route : settings.routes) {
        const QString subject = u"alert route %1"_s.arg(route.name);
        const auto waiting = reader.waitingAlerts(route.name, MostCounted);
        if (!waiting) {
            findings.append({Finding::Severity::Bad, subject, describeCause(waiting.error()), waiting.error().remedy});
            continue;
        }
        const auto tried =
            std::find_if(waiting->begin(), waiting->end(), [](const AlertDelivery &one) { return !one.result.isEmpty(); });
        if (waiting->isEmpty())
            continue;
        const QString text = u"%1 alerts wait, the oldest since %2"_s.arg(waiting->size()).arg(toRfc3339(waiting->first().at));
        if (tried == waiting->end())
            findings.append({Finding::Severity::Note, subject, text, u"A runner that was started with this route sends them"_s});
        else
            findings.append({Finding::Severity::Bad, subject, text + u": "_s + tried->result,
                             u"Mend the route or its receiver; `cairn alerts test %1` tries it"_s.arg(route.name)});
    }
    return findings;
}

QList<Finding> examineCredentials(StoreReader &reader, const Workspace &files, const Credentials &credentials, Timestamp now)
{
    const QString subject = u"credentials"_s;
    const auto all = listCredentials(reader, files, credentials);
    if (!all)
        return {{Finding::Severity::Bad, subject, describeCause(all.error()), all.error().remedy}};
    QList<Finding> findings;
    int named = 0;
    for (const CredentialUse &use : *all) {
        if (use.usedBy.isEmpty())
            continue; // nobody misses it
        ++named;
        const QString what = u"credential %1"_s.arg(use.key);
        const QString users = use.usedBy.join(u", "_s);
        const CredentialState state = stateOf(use, now);
        if (state == CredentialState::Missing)
            findings.append({Finding::Severity::Bad, what,
                             u"is not to be had for %1: %2"_s.arg(users, describeCause(use.trouble)), use.trouble.remedy});
        else if (state == CredentialState::Unusable)
            findings.append({Finding::Severity::Bad, what, u"cannot be used by %1: %2"_s.arg(users, describeCause(use.trouble)),
                             use.trouble.remedy});
        else if (state != CredentialState::Good)
            findings.append({state == CredentialState::Expired ? Finding::Severity::Bad : Finding::Severity::Note, what,
                             u"of %1 is %2: it is good until %3"_s.arg(users, word(state), toRfc3339(*use.record->expiresAt)),
                             u"`cairn credential rotate %1` puts a new one in its place"_s.arg(use.key)});
    }
    if (findings.isEmpty() && named > 0)
        findings.append({Finding::Severity::Good, subject, u"all %1 that are named are to be had"_s.arg(named), {}});
    return findings;
}

} // namespace cairn
