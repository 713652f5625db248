#include "policy/holdreason.h"

#include "base/timestamp.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
/// What no other hold's words begin with.
constexpr QLatin1StringView OfBreaker("breaker ");
} // namespace

QString HoldReason::text() const
{
    switch (kind) {
    case None: return {};
    case ForcedOpen: return OfBreaker + u"forced open: %1"_s.arg(said);
    case Open: return OfBreaker + u"open after too many failures or slow answers"_s;
    case Waves: return OfBreaker + u"lets through in waves; %1 of a wave of %2 are still out"_s.arg(number).arg(of);
    case Probes: return OfBreaker + u"half open; waits for %1 of %2 probes"_s.arg(number).arg(of);
    case Quiet: return u"the service asked to be left alone for a while"_s;
    case NoQuota: return u"the service said that a quota is used up, and is left alone for a while"_s;
    case Budget: return u"retry budget used up"_s;
    case Rate: return u"rate limit of %1 in %2"_s.arg(number).arg(toText(Milliseconds(of)));
    case Concurrency: return u"%1 of %2 requests in flight"_s.arg(number).arg(of);
    }
    Q_UNREACHABLE();
    return {};
}

bool tellsOfBreaker(const QString &reason)
{
    return reason.startsWith(OfBreaker);
}

} // namespace cairn
