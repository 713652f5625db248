#pragma once
// Room `security`: what must not leak. Secrets are kept by key in vaults; definitions name keys alone.

#include "base/timestamp.h"
#include "security/vault.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace cairn {

/// Where a vault among those of a workspace stands.
enum class VaultPlace {
    Service,  ///< what the service manager hands over ($CREDENTIALS_DIRECTORY)
    Command,  ///< cairn.yaml's `vault: { command: … }`
    Keychain, ///< the system's
    Folder,   ///< `.cairn/credentials` of the workspace
};

/// Finds secrets by the names that definitions give them, in this order: the service manager's, the command's, the keychain's,
/// the workspace's folder. They are read when they are needed, and neither logged nor stored. Cheap to copy; any thread but the
/// UI's, as a vault may take seconds.
class Credentials
{
public:
    /// `command`: see CommandVault; empty: there is none.
    explicit Credentials(const QString &workspaceRoot, const QStringList &command = {});

    /// The first that is found. Errors: NotFound, with where it may be put; those of the vault that has it, or that could not be
    /// asked.
    Result<SecretBytes> read(const QString &key) const;
    /// The same as text, and behind it the one before a rotation for as long as that may be used; kept for ten seconds, as every
    /// message that comes in asks for it.
    Result<QStringList> secrets(const QString &key, Timestamp now) const;
    /// Where it is found; the same errors.
    Result<VaultPlace> placeOf(const QString &key) const;
    /// For people: "the system's keychain".
    QString nameOf(VaultPlace place) const;

    /// Puts it into the keychain or the folder; never into another place than was asked for. Errors: those of the vault; where
    /// there is no keychain they name the other choices.
    Result<void> write(VaultPlace place, const QString &key, const SecretBytes &secret) const;
    Result<void> remove(VaultPlace place, const QString &key) const;

    /// The secret that was there before a rotation, if it may still be used at that time. Errors: NotFound; those of read.
    Result<SecretBytes> readPrevious(const QString &key, Timestamp now) const;
    /// Replaces a secret that is there, in the place where it is; until then the old one may be used as well. Errors: those of
    /// read and write.
    Result<VaultPlace> rotate(const QString &key, const SecretBytes &secret, Timestamp previousUntil) const;

    /// Has a question to the vaults asked on another thread. The last of the copies waits for it when it goes.
    void later(std::function<void(const Credentials &)> question) const;

private:
    struct Places;
    struct Found;
    explicit Credentials(std::shared_ptr<Places> places) : m_places(std::move(places)) {}
    Result<Found> find(const QString &key) const;
    struct Texts;
    Result<Texts> recent(const QString &key) const;

    std::shared_ptr<Places> m_places;
};

} // namespace cairn
