#pragma once

#include "model/records.h"

#include <optional>
#include <vector>

namespace cairn {

/// What one attempt met, without anything that tells whose it was.
struct Meeting
{
    Timestamp at;
    Milliseconds took{0};
    std::optional<Category> category; ///< nullopt: it succeeded
    int status = 0;
    bool maybeHappened = false;
    std::optional<Milliseconds> advised{};
    TransportFault fault = TransportFault::None;
    Milliseconds silent{0}; ///< surely nothing moved for so long until an answer began, or it was given up
};

/// A success that took so many times as long as half of all do is a slow one.
inline constexpr int SlowTimes = 4;

/// A stretch of time in which a service was alike: as many of its answers were good, slow, or failures of each kind at its
/// beginning as at its end. Meetings [first, end).
struct Spell
{
    size_t first = 0;
    size_t end = 0;
    /// All were turned away, and told that the service would be back then; nobody met anything else before.
    std::optional<Timestamp> back{};
};

/// Cuts a past, which is sorted by time, where the service changed. Begins with runs of like outcomes, and takes those neighbours
/// together that differ least, until what is left differs more than chance explains (agglomerative, with a minimum description
/// length as in Rissanen 1978). What the service itself said is no chance, however few it said it to: that is a spell of its own.
/// Takes n·log n in the changes of outcome. Pure.
std::vector<Spell> spellsOf(const std::vector<Meeting> &meetings);

} // namespace cairn
