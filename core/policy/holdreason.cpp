#include "policy/holdreason.h"

#include "base/timestamp.h"

namespace cairn {

QString HoldReason::text() const
{
    switch (kind) {
    case None:
        return {};
    case ForcedOpen:
        return QStringLiteral("breaker forced open: %1").arg(said);
    case Open:
        return QStringLiteral("breaker open after too many failures or slow answers");
    case Waves:
        return QStringLiteral("breaker lets through in waves; %1 of a wave of %2 are still out").arg(number).arg(of);
    case Probes:
        return QStringLiteral("breaker half open; waits for %1 of %2 probes").arg(number).arg(of);
    case Quiet:
        return QStringLiteral("the service asked to be left alone for a while");
    case Budget:
        return QStringLiteral("retry budget used up");
    case Rate:
        return QStringLiteral("rate limit of %1 in %2").arg(number).arg(toText(Milliseconds(of)));
    case Concurrency:
        return QStringLiteral("%1 of %2 requests in flight").arg(number).arg(of);
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace cairn
