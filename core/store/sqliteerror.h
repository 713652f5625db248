#pragma once

#include "base/error.h"

class QSqlError;

namespace cairn {

/// What SQLite said, in Cairn's terms, with a remedy. `database` is the path of its file.
Error sqliteError(const QSqlError &error, const QString &database);

/// It concerns the whole database, not the one statement that met it: others would meet it as well.
bool concernsAll(const Error &error);

} // namespace cairn
