#pragma once
// Room `security`: what must not leak. Today: where secrets are read from on a machine without a keychain.

#include "base/error.h"

#include <QString>

namespace cairn {

/// Finds secrets by the names that definitions give them. They are read when they are needed and never kept, logged or stored.
/// Any thread.
class Credentials
{
public:
    /// In the order in which they are looked in: the folder that systemd hands a service ($CREDENTIALS_DIRECTORY), and
    /// `.cairn/credentials` of the workspace.
    explicit Credentials(const QString &workspaceRoot);

    /// The secret without a line break at its end. Errors: NotFound, with where it may be put; Usage if others than its owner may
    /// read the file; Io.
    Result<QString> secret(const QString &key) const;

private:
    QStringList m_folders;
};

} // namespace cairn
