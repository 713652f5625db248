#pragma once

#include "security/vault.h"

#include <memory>

namespace cairn {

/// What the keychain is called; stores remember it.
inline const QString KeychainName = QStringLiteral("the system's keychain");

/// The system's keychain, by QtKeychain: Secret Service (gnome-keyring, KeePassXC), KWallet, macOS, Windows. It is asked on a
/// thread of its own; a call waits at most five seconds (a locked keychain asks its user, who may be nobody: Busy then). Never
/// null; where there is no keychain its calls fail with Busy, and say so. This one holds what is its user's, whatever workspace
/// asks.
std::unique_ptr<Vault> openKeychain();

/// Its entries of one workspace alone: their names begin with an id that is drawn when the first is written, and kept in
/// `idFile`. Without that file there are none, and the keychain is not even asked.
std::unique_ptr<Vault> openKeychain(const QString &idFile);

} // namespace cairn
