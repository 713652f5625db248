#pragma once

#include "definition/problem.h"
#include "model/service.h"

namespace cairn {

/// What a file would make of a service: the whole of a service file, which must be that service's, or of one that holds `policy:`
/// alone everything else as it is. What the file does not say of the policy is as cairn.yaml had it when `live` was recorded, as
/// it would be once applied. Nothing is recorded. Errors: every problem of the file, in its order.
Parsed<Service> parseServiceDraft(const QByteArray &yaml, const QString &file, const ServiceRevision &live);

} // namespace cairn
