#pragma once

#include "definition/problem.h"
#include "model/service.h"

namespace cairn {

/// What a file would make of a service: the whole of a service file, which must be that service's, or of one that holds `policy:`
/// alone everything else as it is. Nothing is recorded. Errors: every problem of the file, in its order.
Parsed<Service> parseServiceDraft(const QByteArray &yaml, const QString &file, const Service &live);

} // namespace cairn
