#pragma once

#include <QString>

namespace cairn {

/// A host as a URL has it that is this machine for certain: only there may secrets and payloads go unencrypted without being
/// asked. A name below localhost should be as well (RFC 6761 section 6.3), but many systems ask a name server for it.
bool isLoopbackName(const QString &host);

} // namespace cairn
