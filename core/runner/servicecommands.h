#pragma once

#include "runner/servicelanes.h"

namespace cairn {

/// Carries out a command about a service (isAboutService()). What comes back finishes it, and is to be committed. An order's time
/// counts from when it was given, also if no runner was there then.
Transaction carryOutServiceCommand(const Command &command, ServiceLane &lane, Timestamp now);
/// "; ocr is left alone until TIME, …", as what came of an order goes on; empty where it is not.
QString toldOfSilence(const ServiceLane &lane, Timestamp now);

} // namespace cairn
