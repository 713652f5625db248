#pragma once

#include "security/vault.h"

namespace cairn {

/// A folder with a file for each secret, named as its key.
class FolderVault final : public Vault
{
public:
    enum class Kind {
        Own,   ///< of the workspace's owner: made when it is needed (0700), files of mode 0600; who else may read one makes it
               ///< unusable
        Given, ///< by the service manager, which guards it ($CREDENTIALS_DIRECTORY, systemd.exec(5)): read-only
    };
    FolderVault(QString folder, Kind kind) : m_folder(std::move(folder)), m_kind(kind) {}

    QString name() const override { return m_folder; }
    Result<SecretBytes> read(const QString &key) const override;
    Result<void> write(const QString &key, const SecretBytes &secret) override;
    Result<void> remove(const QString &key) override;

private:
    Result<QString> pathOf(const QString &key) const;
    Result<void> wantWritable() const;

    const QString m_folder;
    const Kind m_kind;
};

} // namespace cairn
