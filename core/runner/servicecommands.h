#pragma once

#include "runner/servicelanes.h"

namespace cairn {

/// Carries out a command about a service (isAboutService()). What comes back finishes it, and is to be committed.
Transaction carryOutServiceCommand(const Command &command, ServiceLane &lane, Timestamp now);

} // namespace cairn
