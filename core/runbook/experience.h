#pragma once

#include "model/runbook.h"

#include <QHash>

namespace cairn {

/// How an action has fared before.
struct Helped
{
    int times = 0;      ///< it was the last that changed anything before the incident was resolved
    int of = 0;         ///< resolved incidents that it was tried on
    bool alike = false; ///< counted over the same fingerprint; else over the same category
    bool operator==(const Helped &) const = default;
};

/// By RunbookAction::key(), for an incident of the fingerprint `print`. Each time that an incident was resolved counts for
/// itself; what is not resolved yet says nothing. An action that was tried on the same fingerprint is judged by that alone.
/// Probes and looks change nothing, and are not among them. `past` is in any order.
QHash<QString, Helped> helpedBefore(const QList<PastDeed> &past, const Fingerprint &print);

} // namespace cairn
