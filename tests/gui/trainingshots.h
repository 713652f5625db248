#pragma once

#include "shellshots.h"

namespace cairn::testing {

/// Pictures of the training room: exercises before, during and after, all tries, the switches.
void takeTraining(const Shot &shot);

} // namespace cairn::testing
