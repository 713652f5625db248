#pragma once

#include "session.h"

#include "ui/window/openingtrouble.h"

namespace cairn {

/// A workspace that is open, or why it is not.
using Opening = tl::expected<std::shared_ptr<Session>, OpeningTrouble>;

/// Opens a workspace and applies its files at first use. Waits for the disk.
Opening openWorkspace(const QString &folder);

} // namespace cairn
