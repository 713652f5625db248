#pragma once

#include "pipelinesshots.h"

namespace cairn::testing {

/// Pictures of the pane beside an incident, of what it asks, and of the room of runbooks.
void takeRunbooks(const TakePicture &take);

} // namespace cairn::testing
