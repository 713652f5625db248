#pragma once

#include "control/masked.h"
#include "model/service.h"

namespace cairn {

struct Attempt;

/// What an attempt sent as a command of curl for a POSIX shell, to try by hand whether it is the service or us. Secrets are not
/// in it, nor header fields in which `cover` finds something; of the address that is covered, and the body is named rather than
/// written out: comments say what has to be put in, and what it would do once more. `service`: as it was then.
QString curlCommand(const Attempt &attempt, const Service &service, const Cover &cover);

} // namespace cairn
