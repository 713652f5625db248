#pragma once

#include "model/audit.h"

namespace cairn {

/// What stands for "before" in the first entry: the digest of no bytes.
Digest auditOrigin();

/// The hash that binds an entry to all before it: SHA-256 over `previous` and every other field, each preceded by its length
/// (numbers as eight bytes, most significant first), so that no two entries have the same encoding.
Digest auditHash(const AuditEntry &entry);

} // namespace cairn
