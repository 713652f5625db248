#pragma once

#include "terminal.h"

#include "control/servicehealth.h"

namespace cairn {

/// Services with breaker, requests in flight and slow answers, for people.
void printServices(const Terminal &terminal, const QList<ServiceHealth> &services, Timestamp now);

} // namespace cairn
