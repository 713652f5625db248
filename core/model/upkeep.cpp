#include "model/upkeep.h"

namespace cairn {

using namespace Qt::StringLiterals;

QString describe(const Erasure &erasure)
{
    const QString when = toRfc3339(erasure.doneAt.value_or(erasure.askedAt));
    const QString why = erasure.reason.isEmpty() ? QString() : u": %1"_s.arg(erasure.reason);
    return (erasure.doneAt ? u"Erased on %1 by %2%3"_s : u"To be erased since %1, asked by %2%3"_s).arg(when, erasure.actor, why);
}

} // namespace cairn
