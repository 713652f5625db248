#pragma once

#include "insight/servicepast.h"
#include "insight/simulation.h"

#include <QList>

namespace cairn {

/// One figure over several seeds of chance.
struct Spread
{
    double least = 0;
    double median = 0;
    double most = 0;
    bool operator==(const Spread &) const = default;
};

/// What a period would have come to under one policy.
struct WhatIfSide
{
    std::optional<Spread>
        recoveryMean; ///< ms from a call's first failure to its success; nullopt: none failed and then succeeded
    std::optional<Spread> recoveryMedian; ///< likewise, half of them
    std::optional<Spread> recoveryP90;    ///< likewise, nine of ten
    Spread requests;
    Spread failed;    ///< requests that did
    Spread left;      ///< calls that a person would have had to look at
    Spread peak;      ///< requests started within one second, the most
    Spread openings;  ///< of the breaker
    Spread held;      ///< ms that calls waited for the service's gate, in all
    Spread estimates; ///< share (0 … 1) of the requests that are made at moments of which history tells nothing near
    bool operator==(const WhatIfSide &) const = default;
};

/// What history cannot tell, each with the number that says how much it matters.
struct Blindness
{
    enum Kind {
        NothingRecorded, ///< no attempts in the period
        OlderIsCut,      ///< the period holds more than is read; number: attempts that were
        OlderIsThinned,  ///< of what was before WhatIf::since some were removed, and what is left of it would mislead
        NeverMade,       ///< requests at moments when nobody asked the service; number: share (0 … 1) of the draft's
        EndedByUs,       ///< attempts that our timeout ended, and the draft would wait longer; number: how many
        OtherLoad,       ///< the draft sends more at once than the service ever got; number: how many times as many
        OtherCategories, ///< the draft judges answers by other rules; they are taken as they were judged
        NobodySteppedIn, ///< calls that block are left, though people may have let them go; number: of the draft's
        Ordered,         ///< the breaker did what an operator ordered, which is not replayed; number: how many times
    };
    Kind kind = NothingRecorded;
    double number = 0;
    bool operator==(const Blindness &) const = default;
};

/// Live against draft, over the same calls in the same weather.
struct WhatIf
{
    Timestamp since; ///< the past that it rests on
    Timestamp until;
    qint64 attempts = 0; ///< recorded in it
    qint64 calls = 0;    ///< wanted in it
    int seeds = 0;
    WhatIfSide live;
    WhatIfSide draft;
    QList<Blindness> blind; ///< in the order of Kind
};

/// How often chance is tried unless told: the more the shorter the past is, where that costs little. 25 times up to 100,000
/// attempts, 5 times from 500,000 on.
int usualSeeds(const ServicePast &past);

/// Simulates both policies with `seeds` (at least 1; nullopt: as usual) different seeds each, on as many threads as the machine
/// has. Pure; any thread. `goOn` is asked by the calling thread only, now and then, with the share that is done (0 … 1); false
/// gives it up, and nothing comes back.
std::optional<WhatIf> whatIf(const ServicePast &past, const Service &live, const Service &draft, std::optional<int> seeds = {},
                             const std::function<bool(double)> &goOn = {});

} // namespace cairn
