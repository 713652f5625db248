#include "control/dataprotection.h"

#include "control/passedon.h"
#include "definition/datarules.h"
#include "definition/workspace.h"
#include "security/detectors.h"

namespace cairn {

namespace {

void note(QList<DataClassUse> &uses, const PipelineVersion &version)
{
    for (const DataClass &one : version.pipeline.data.protect) {
        auto use = std::find_if(uses.begin(), uses.end(), [&](const DataClassUse &other) { return other.what == one; });
        if (use == uses.end())
            use = uses.insert(uses.end(), DataClassUse{one, DataClassUse::Said::Pipeline});
        (version.pipeline.data.quarantine ? use->quarantinedIn : use->blockedIn).append(version.pipeline.name);
    }
}

Result<DataProtection> readRules(Store &store, const QString &root)
{
    const Workspace workspace = loadWorkspace(root);
    const auto reader = store.reader();
    auto uses = reader ? readDataClassUses(**reader, workspace.settings.dataClasses) : tl::unexpected(reader.error());
    if (!uses)
        return tl::unexpected(uses.error());
    return DataProtection{std::move(*uses), workspace.settingsErrors()};
}

Result<DataTrial> tryText(Store &store, const QString &root, const QString &text)
{
    const auto reader = store.reader();
    const auto own = reader ? readOwnClasses(**reader, root) : tl::unexpected(reader.error());
    if (!own)
        return tl::unexpected(own.error());
    const QByteArray bytes = text.toUtf8();
    const auto covering = coveringOf(*own, bytes);
    if (!covering)
        return tl::unexpected(covering.error());
    const auto passedOn = PassedOn::of(**reader, root);
    if (!passedOn)
        return tl::unexpected(passedOn.error());
    QMap<QString, qint64> counts = covering->longValues;
    const auto set = covering->cover.detectors();
    for (const DataFinding &finding : set ? DataScanner::scan(*set, bytes) : QList<DataFinding>())
        ++counts[set->nameOf(finding)];
    DataTrial trial{covering->cover.text(text), passedOn->text(text), {}};
    for (const QString &name : covering->whole)
        trial.found.append({name, 0});
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        trial.found.append({it.key(), it.value()});
    return trial;
}

} // namespace

Result<QList<DataClassUse>> readDataClassUses(StoreReader &reader, const QList<DataClass> &defined)
{
    QList<DataClassUse> uses;
    for (const DataClass &one : builtInDataClasses())
        uses.append({one, DataClassUse::Said::BuiltIn});
    for (const DataClass &one : defined)
        uses.append({one, DataClassUse::Said::Settings});
    const auto pipelines = reader.pipelines();
    if (!pipelines)
        return tl::unexpected(pipelines.error());
    for (const PipelineVersion &version : *pipelines)
        note(uses, version);
    const auto services = reader.services();
    if (!services)
        return tl::unexpected(services.error());
    for (const ServiceRevision &revision : *services) {
        for (DataClassUse &use : uses) {
            if (revision.service.clearedFor.contains(use.what.name))
                use.clearedFor.append(revision.service.name);
        }
    }
    return uses;
}

QFuture<Result<DataProtection>> DataProtectionDesk::rules()
{
    return m_desk.work<DataProtection>([&store = m_desk.store(), root = m_root] { return readRules(store, root); });
}

QFuture<Result<DataTrial>> DataProtectionDesk::tryOut(const QString &text)
{
    return m_desk.work<DataTrial>([&store = m_desk.store(), root = m_root, text] { return tryText(store, root, text); });
}

} // namespace cairn
