#pragma once

#include "base/error.h"
#include "security/secretbytes.h"

#include <QString>

#include <functional>
#include <memory>

namespace cairn {

/// Bytes of a secret, at most: a private key with its comments fits.
inline constexpr qsizetype LargestSecret = 64 << 10;

/// A place where secrets are kept by key: the system's keychain, a folder that only its owner reads, what systemd hands a
/// service. Calls may wait for another program or the disk, for a bounded time: never on the UI thread. Any other thread.
class Vault
{
public:
    virtual ~Vault() = default;

    /// For people: "the system's keychain", "/run/credentials/cairn.service". A store remembers by it where its key is.
    virtual QString name() const = 0;
    /// Errors: NotFound, with where it may be put; Usage if others than its owner may read it; Busy if the keychain is locked or
    /// does not answer; Io.
    virtual Result<SecretBytes> read(const QString &key) const = 0;
    /// Puts it there durably, in place of what was there. Errors: Usage if nothing can be put there; Busy, Io, DiskFull.
    virtual Result<void> write(const QString &key, const SecretBytes &secret) = 0;
    /// Errors: NotFound, and those of write.
    virtual Result<void> remove(const QString &key) = 0;
};

/// The vault of that name; null: there is none.
using VaultByName = std::function<std::shared_ptr<Vault>(const QString &name)>;

} // namespace cairn
