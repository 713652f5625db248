#pragma once

#include "base/error.h"

#include <QStringList>

#include <optional>

namespace cairn {

/// Names of the example workspaces that are built into the program.
QStringList exampleNames();

/// Makes a workspace in `folder`, which must not exist or be empty; `example` empty: only the bare folders. Where that fails
/// nothing is left of it. Errors: Usage, Io, DiskFull.
Result<void> makeWorkspace(const QString &folder, const QString &example);

/// Replaces a text in all service files of a workspace, as the demo does with the services' port. Errors: Io.
Result<void> replaceInServices(const QString &folder, const QString &from, const QString &to);

/// Makes a workspace of the example intake a demo: its services are those at `address`, also the next time. Errors: Io.
Result<void> pointDemoAt(const QString &folder, const QString &address);

/// The port on which a demo workspace expects its services; nothing for other workspaces.
std::optional<quint16> demoPort(const QString &folder);

} // namespace cairn
