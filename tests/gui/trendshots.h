#pragma once

#include "pipelinesshots.h"

namespace cairn::testing {

/// The breaker desk and the trends of a workspace with weeks behind it.
void takeTrends(const TakePicture &take);

} // namespace cairn::testing
