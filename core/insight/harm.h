#pragma once

#include "insight/whatif.h"

namespace cairn {

/// What another policy would make worse. One rule for all who ask: the tuner, the command line, the console.
struct Harm
{
    enum Of {
        Left,     ///< calls that a person would have to look at
        Requests, ///< that are sent
        Recovery, ///< ms from a call's first failure to its success, nine of ten
    };
    Of of = Left;
    double live = 0; ///< medians
    double draft = 0;
    bool operator==(const Harm &) const = default;

    // What is no more than this is hardly worse, foreseen or on trial.
    static constexpr double LeftShare = 0.01;    ///< of all calls
    static constexpr double MoreRequests = 1.25; ///< times as many
    static constexpr Milliseconds HardlySlower{1'000};
};

/// The gravest, if there is any: beyond chance (the most that the live policy came to over the seeds), and more than hardly
/// worse. Where fewer calls are left, what recovers instead may take its time and its requests. Breaker openings, time held and
/// failed requests are means to these ends, and no harm by themselves. Pure.
std::optional<Harm> harmOf(const WhatIf &foreseen);
/// One English sentence without its full stop, for the audit and the command line.
QString toText(const Harm &harm);

} // namespace cairn
