#pragma once

#include <QString>

namespace cairn {

/// A host as a URL has it that is this machine (RFC 6761 section 6.3: so is each name below localhost): only there may secrets
/// and payloads go unencrypted without being asked.
bool isLoopbackName(const QString &host);

} // namespace cairn
