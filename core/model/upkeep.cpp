#include "model/upkeep.h"

namespace cairn {

QString describe(const Erasure &erasure)
{
    const QString when = toRfc3339(erasure.doneAt.value_or(erasure.askedAt));
    const QString why = erasure.reason.isEmpty() ? QString() : QStringLiteral(": %1").arg(erasure.reason);
    return (erasure.doneAt ? QStringLiteral("Erased on %1 by %2%3") : QStringLiteral("To be erased since %1, asked by %2%3"))
        .arg(when, erasure.actor, why);
}

} // namespace cairn
