#pragma once

#include "definition/mapreader.h"

namespace cairn {

/// The name under which a vault keeps a secret, of `key` into `out`. What is no name, or looks like the secret itself, is
/// reported and not repeated: reports are printed and logged.
void readCredentialName(const MapReader &map, const QString &key, QString &out);

} // namespace cairn
