#pragma once

#include "model/service.h"

namespace cairn {

struct Attempt;

/// What an attempt sent as a command of curl for a POSIX shell, to try by hand whether it is the service or us. Secrets are not
/// in it, personal data is covered, and the body is named rather than written out: comments say what has to be put in, and what
/// it would do once more. `service`: as it was then.
QString curlCommand(const Attempt &attempt, const Service &service);

} // namespace cairn
