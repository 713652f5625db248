#include "insight/harm.h"

#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

std::optional<Harm> harmOf(const WhatIf &foreseen)
{
    const WhatIfSide &live = foreseen.live;
    const WhatIfSide &draft = foreseen.draft;
    if (draft.left.median > live.left.most + Harm::LeftShare * double(foreseen.calls))
        return Harm{Harm::Left, live.left.median, draft.left.median};
    if (draft.left.median < live.left.least)
        return std::nullopt;
    if (draft.requests.median > Harm::MoreRequests * live.requests.most)
        return Harm{Harm::Requests, live.requests.median, draft.requests.median};
    if (draft.recoveryP90 && live.recoveryP90 &&
        draft.recoveryP90->median > live.recoveryP90->most + double(Harm::HardlySlower.count()))
        return Harm{Harm::Recovery, live.recoveryP90->median, draft.recoveryP90->median};
    return std::nullopt;
}

QString toText(const Harm &harm)
{
    const auto count = [](double value) { return QString::number(value, 'f', 0); };
    const auto time = [](double ms) { return toText(Milliseconds(std::llround(ms))); };
    switch (harm.of) {
    case Harm::Left: return u"%1 calls would be left to people instead of %2"_s.arg(count(harm.draft), count(harm.live));
    case Harm::Requests: return u"%1 requests would be sent instead of %2"_s.arg(count(harm.draft), count(harm.live));
    case Harm::Recovery:
        return u"nine of ten recoveries would take up to %1 instead of %2"_s.arg(time(harm.draft), time(harm.live));
    }
    Q_UNREACHABLE();
}

} // namespace cairn
