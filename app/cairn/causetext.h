#pragma once

#include "model/words.h"

#include <optional>

namespace cairn {

/// "timeout: nothing came within 20s"; of an empty category or cause, the other alone.
QString causeText(const std::optional<Category> &category, const QString &cause);

} // namespace cairn
