#pragma once

#include "message.h"

#include <optional>

namespace cairn::demo {

/// A contract that has become narrower overnight: dates are to be written 2026-12-24. The 422 for the first line that has one
/// written 24/12/2026; nothing if the body has none.
std::optional<Reply> refuseLooseDates(const QByteArray &body);

} // namespace cairn::demo
