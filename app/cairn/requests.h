#pragma once

#include "session.h"
#include "terminal.h"

namespace cairn {

/// Tells how each command ended; a runner carries them out within moments, if there is one.
Exit reportCommands(Session &session, StoreReader &reader, const Terminal &terminal, const QList<qint64> &ids);

} // namespace cairn
