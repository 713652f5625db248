#pragma once

#include "insight/whatif.h"

#include <QJsonObject>

namespace cairn {

/// The document of `cairn simulate --json`; its fields are a promise, see the man page.
QJsonObject toJson(const WhatIf &whatIf);
/// Why history does not tell it, in English.
QString toText(const Blindness &blindness);
/// Stable machine word ("never_made").
QString word(Blindness::Kind kind);

} // namespace cairn
