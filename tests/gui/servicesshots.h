#pragma once

#include "pipelinesshots.h"

namespace cairn::testing {

/// Pictures of the room of services.
void takeServices(const TakePicture &take);

} // namespace cairn::testing
