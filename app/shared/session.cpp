#include "session.h"

#include "control/apply.h"
#include "security/commandvault.h"
#include "security/keychainvault.h"
#include "security/keyfile.h"
#include "store/sqlitestore.h"
#include "store/storekeys.h"
#include "store/storelocation.h"

#include <QDir>
#include <QFileInfo>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// What the service manager has handed over is the store's key, wherever the store says that it is. Otherwise it is where that
/// says, and that of a new one with the user's: not in the keychain, which is open only as long as its owner is at the machine.
void chooseVaults(StoreOptions &options, const VaultByName &vaultNamed)
{
    const QString given = qEnvironmentVariable("CREDENTIALS_DIRECTORY");
    const bool isGiven = !given.isEmpty() && QFile::exists(QDir(given).filePath(WrappingKeyName));
    options.vault = std::make_shared<KeyFile>(isGiven ? KeyFile::given(given) : KeyFile(KeyFile::userFolder()));
    if (!isGiven)
        options.vaultNamed = vaultNamed;
}

VaultByName vaultsOf(const QString &root, const QStringList &command)
{
    return [root, command](const QString &name) -> std::shared_ptr<Vault> {
        if (name == KeychainName)
            return openKeychain();
        if (name.startsWith(CommandPrefix) && !command.isEmpty()) // whatever it is called by now
            return std::make_shared<CommandVault>(command, root);
        return nullptr;
    };
}

Result<std::unique_ptr<Store>> openStoreOf(const QString &root, const QString &folder, const WorkspaceSettings &settings,
                                           std::function<bool()> encrypts, bool readOnly = false)
{
    StoreOptions options{folder, readOnly, {}, std::move(encrypts), {}};
    chooseVaults(options, vaultsOf(root, settings.vaultCommand));
    return openSqliteStore(options);
}

/// What it holds can be told although nothing can be added.
bool keepsFromWritingOnly(const Error &error)
{
    return error.kind == ErrorKind::DiskFull || error.kind == ErrorKind::Io;
}

} // namespace

Result<QString> workspaceRoot(const QString &named)
{
    if (!named.isEmpty())
        return QDir(named).absolutePath();
    auto found = findWorkspace(QDir::currentPath());
    if (!found)
        found.error().kind = ErrorKind::Usage;
    return found;
}

Result<std::unique_ptr<Session>> Session::open(const QString &folder, Use use)
{
    const auto root = workspaceRoot(folder);
    if (!root)
        return tl::unexpected(root.error());
    if (!QFile::exists(QDir(*root).filePath(u"cairn.yaml"_s)))
        return failure(ErrorKind::Usage, u"there is no cairn.yaml"_s, *root,
                       u"Make a workspace with `cairn init DIR`, or name one with -C DIR"_s);
    std::unique_ptr<Session> session(new Session);
    session->m_root = *root;
    const WorkspaceSettings settings = loadSettings(*root);
    auto store = openStoreOf(*root, session->storeFolder(), settings, [encrypts = settings.encryption] { return encrypts; });
    if (!store && use == Use::Looking && keepsFromWritingOnly(store.error())) {
        if (auto viewed = openStoreOf(*root, session->storeFolder(), settings, {}, true)) {
            session->m_onlyViewed = store.error();
            store = std::move(viewed);
        }
    }
    if (!store)
        return tl::unexpected(store.error());
    session->m_store = std::move(*store);
    session->m_access = accessOf(settings.roles, currentPerson());
    session->m_permitted =
        std::make_unique<PermittedStore>(*session->m_store, session->m_access, session->m_clock, currentActor());
    return session;
}

QString Session::storeFolder() const
{
    return storeFolderOf(m_root);
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

    const auto everRecorded = (*reader)->pipelineHeads(); // lists leave out what is damaged
    if (!everRecorded)
        return tl::unexpected(everRecorded.error());
    if (everRecorded->isEmpty() && services->isEmpty() && m_access.role >= Role::Editor) {
        const auto applied =
            applyWorkspace(*m_permitted, loadWorkspace(m_root), m_clock, currentActor(), u"first use of the workspace"_s);
        if (!applied)
            return tl::unexpected(applied.error());
        return QStringList();
    }
    const Workspace workspace = scanWorkspace(m_root);
    QStringList drift;
    for (const PipelineVersion &file : workspace.pipelines) {
        const bool live =
            std::any_of(pipelines->begin(), pipelines->end(), [&](const auto &known) { return known.digest == file.digest; });
        if (!live)
            drift.append(u"pipeline %1"_s.arg(file.pipeline.name));
    }
    for (const ServiceRevision &file : workspace.services) {
        const bool live =
            std::any_of(services->begin(), services->end(), [&](const auto &known) { return known.digest == file.digest; });
        if (!live)
            drift.append(u"service %1"_s.arg(file.service.name));
    }
    return drift;
}

RunnerOptions Session::runnerOptions() const
{
    const Workspace workspace = scanWorkspace(m_root);
    RunnerOptions options{m_root};
    options.listener = workspace.settings.listener;
    options.events = workspace.settings.events;
    options.alerts = workspace.settings.alerts.settings;
    options.vaultCommand = workspace.settings.vaultCommand;
    options.workspace = workspace.name;
    return options;
}

Result<std::unique_ptr<Vault>> Session::storeVault(const QString &place) const
{
    if (place == "keychain"_L1)
        return openKeychain();
    if (place == "file"_L1)
        return std::make_unique<KeyFile>(KeyFile::userFolder());
    const QStringList command = place == "command"_L1 ? loadSettings(m_root).vaultCommand : QStringList();
    if (!command.isEmpty())
        return std::make_unique<CommandVault>(command, m_root);
    if (place == "command"_L1)
        return failure(ErrorKind::Usage, u"cairn.yaml names no command that keeps secrets"_s, {},
                       u"Write vault: { command: … } there, or take keychain or file"_s);
    return failure(ErrorKind::Usage, u"'%1' is no place for the store's key"_s.arg(place), {},
                   u"keychain, file, or command (with vault: { command: … } in cairn.yaml)"_s);
}

Result<std::unique_ptr<Store>> openStoreAt(const QString &folder)
{
    const QString root = QFileInfo(folder).absolutePath();
    return openStoreOf(root, folder, loadSettings(root), {});
}

Result<std::unique_ptr<Store>> makeScratchStore(const QString &folder)
{
    return openSqliteStore({folder});
}

} // namespace cairn
