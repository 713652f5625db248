#pragma once

#include "security/vault.h"

#include <QStringList>

namespace cairn {

/// What the names of such vaults begin with; stores remember it.
inline const QString CommandPrefix = QStringLiteral("the command ");

/// A program of the workspace's choice that prints secrets: it is started with the key as its last argument, by no shell, and has
/// ten seconds. Status 0: what it printed, without a line break at the end, is the secret; another: it has none. Read-only.
class CommandVault final : public Vault
{
public:
    CommandVault(QStringList command, QString workingFolder) : m_command(std::move(command)), m_folder(std::move(workingFolder))
    {
    }

    QString name() const override;
    Result<SecretBytes> read(const QString &key) const override;
    Result<void> write(const QString &key, const SecretBytes &secret) override;
    Result<void> remove(const QString &key) override;

private:
    const QStringList m_command; ///< the program, and the arguments before the key
    const QString m_folder;
};

} // namespace cairn
