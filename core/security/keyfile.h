#pragma once

#include "security/vault.h"

namespace cairn {

/// Keeps secrets in files of one folder (0700), each named by its key (0600): for machines without a keychain.
class KeyFile final : public Vault
{
public:
    /// `folder` is made when something is written first.
    explicit KeyFile(QString folder) : m_folder(std::move(folder)) {}
    /// One that the service manager has made and guards ($CREDENTIALS_DIRECTORY): it shows an access list's mask as the group's
    /// rights, which therefore say nothing.
    static KeyFile given(QString folder);
    /// The one of the user who runs the program: $XDG_CONFIG_HOME/cairn/keys, or ~/.config/cairn/keys, also where $HOME is not
    /// set.
    static QString userFolder();

    QString name() const override { return m_folder; }
    Result<SecretBytes> read(const QString &key) const override;
    Result<void> write(const QString &key, const SecretBytes &secret) override;
    Result<void> remove(const QString &key) override;

private:
    QString pathOf(const QString &key) const;

    QString m_folder;
    unsigned m_closedTo = 0077; ///< mode bits that a key may not have
};

} // namespace cairn
