#include "session.h"

#include "control/apply.h"
#include "security/keyfile.h"
#include "store/sqlitestore.h"
#include "store/storekeys.h"

#include <QDir>

namespace cairn {

namespace {

/// Where the key is that wraps those of stores: among what the service manager has handed over, or else with the user's.
std::shared_ptr<Vault> storeVault()
{
    const QString given = qEnvironmentVariable("CREDENTIALS_DIRECTORY");
    const bool isGiven = !given.isEmpty() && QFile::exists(QDir(given).filePath(WrappingKeyName));
    return std::make_shared<KeyFile>(isGiven ? KeyFile::given(given) : KeyFile(KeyFile::userFolder()));
}

} // namespace

Result<std::unique_ptr<Session>> Session::open(const QString &folder)
{
    auto root = folder.isEmpty() ? findWorkspace(QDir::currentPath()) : Result<QString>(QDir(folder).absolutePath());
    if (!root)
        return tl::unexpected(root.error());
    if (!QFile::exists(QDir(*root).filePath(QStringLiteral("cairn.yaml"))))
        return failure(ErrorKind::NotFound, QStringLiteral("there is no cairn.yaml"), *root,
                       QStringLiteral("Make a workspace with `cairn init DIR`, or name one with -C DIR"));
    std::unique_ptr<Session> session(new Session);
    session->m_root = *root;
    auto store =
        openSqliteStore({session->storeFolder(), false, storeVault(), [root = *root] { return loadSettings(root).encryption; }});
    if (!store)
        return tl::unexpected(store.error());
    session->m_store = std::move(*store);
    session->m_access = accessOf(loadSettings(*root).roles, currentPerson());
    session->m_permitted =
        std::make_unique<PermittedStore>(*session->m_store, session->m_access, session->m_clock, currentActor());
    return session;
}

QString Session::storeFolder() const
{
    return QDir(m_root).filePath(QStringLiteral(".cairn"));
}

Result<QStringList> Session::applyAtFirstUse()
{
    auto reader = m_store->reader();
    if (!reader)
        return tl::unexpected(reader.error());
    const auto pipelines = (*reader)->pipelines();
    const auto services = (*reader)->services();
    if (!pipelines || !services)
        return tl::unexpected(pipelines ? services.error() : pipelines.error());

    const Workspace workspace = loadWorkspace(m_root);
    if (pipelines->isEmpty() && services->isEmpty()) {
        const auto applied =
            applyWorkspace(*m_store, workspace, m_clock, currentActor(), QStringLiteral("first use of the workspace"));
        if (!applied)
            return tl::unexpected(applied.error());
        return QStringList();
    }
    QStringList drift;
    for (const PipelineVersion &file : workspace.pipelines) {
        const bool live =
            std::any_of(pipelines->begin(), pipelines->end(), [&](const auto &known) { return known.digest == file.digest; });
        if (!live)
            drift.append(QStringLiteral("pipeline %1").arg(file.pipeline.name));
    }
    for (const ServiceRevision &file : workspace.services) {
        const bool live =
            std::any_of(services->begin(), services->end(), [&](const auto &known) { return known.digest == file.digest; });
        if (!live)
            drift.append(QStringLiteral("service %1").arg(file.service.name));
    }
    return drift;
}

RunnerOptions Session::runnerOptions() const
{
    const Workspace workspace = loadWorkspace(m_root);
    RunnerOptions options{m_root};
    options.listener = workspace.settings.listener;
    options.events = workspace.settings.events;
    options.alerts = workspace.settings.alerts.settings;
    options.vaultCommand = workspace.settings.vaultCommand;
    options.retention = workspace.settings.retention;
    options.workspace = workspace.name;
    return options;
}

Result<std::unique_ptr<Store>> openStoreAt(const QString &folder)
{
    return openSqliteStore({folder, false, storeVault()});
}

Result<std::unique_ptr<Store>> makeScratchStore(const QString &folder)
{
    return openSqliteStore({folder});
}

} // namespace cairn
