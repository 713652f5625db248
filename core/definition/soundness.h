#pragma once

#include "model/service.h"

namespace cairn {

/// Why rules of a service that each make sense do not make sense together.
struct Objection
{
    QString path;         ///< of the value that is best changed: "policy.retry.retry_after_max"
    QString what;         ///< one sentence without a full stop, English
    QString remedy;       ///< likewise
    bool warning = false; ///< it can be meant; without, it is refused
    bool operator==(const Objection &) const = default;
};

/// What is to be said against a service, by its resolved values alone: where they come from (file, cairn.yaml, default) is not
/// asked. Contradictions between neighbours (a step's limit below an attempt's, burst below limit, a budget that pays for no
/// retry) are found while they are read, see readPolicy().
QList<Objection> objectionsTo(const Service &service);

} // namespace cairn
