#pragma once

#include "definition/servicechanges.h"
#include "insight/whatif.h"

#include <QJsonArray>
#include <QJsonObject>

namespace cairn {

/// The document of `cairn simulate --json`; its fields are a promise, see the man page.
QJsonObject toJson(const WhatIf &whatIf);
/// `changes` of `cairn simulate --json` and `cairn advice --json`: what differs between the two policies.
QJsonArray toJson(const QList<ServiceChange> &changes);
/// Why history does not tell it, in English.
QString toText(const Blindness &blindness);
/// Stable machine word ("never_made").
QString word(Blindness::Kind kind);

} // namespace cairn
