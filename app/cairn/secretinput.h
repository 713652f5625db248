#pragma once

#include "security/secretbytes.h"

#include "base/error.h"

namespace cairn {

/// A secret as somebody types it (one line, twice, not shown) or, without a terminal, all of standard input but a line break at
/// its end. Errors: Usage, if it is empty, too large or not the same twice.
Result<SecretBytes> readSecret(const QString &prompt);

} // namespace cairn
