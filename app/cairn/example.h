#pragma once

#include "base/error.h"

#include <QStringList>

namespace cairn {

/// Names of the example workspaces that are built into the program.
QStringList exampleNames();

/// Makes a workspace in `folder`, which must not exist or be empty; `example` empty: only the bare folders. Errors: Usage, Io.
Result<void> makeWorkspace(const QString &folder, const QString &example);

/// Replaces a text in all service files of a workspace, as the demo does with the services' port. Errors: Io.
Result<void> replaceInServices(const QString &folder, const QString &from, const QString &to);

} // namespace cairn
