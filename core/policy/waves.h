#pragma once

#include "model/bulk.h"

namespace cairn {

/// Where an order about many targets stands when it is asked how many more of them may go.
struct WaveInput
{
    bool canary = false;
    double stopAt = 0.5;      ///< see Bulk
    int wave = 0;             ///< size of the present wave; 0: none was begun yet
    BulkCounts sinceWave;     ///< what has happened since it began
    bool listed = false;      ///< no targets are left
    bool breakerOpen = false; ///< the service that the next target needs is left alone at the moment
    int room = 0;             ///< how many more the runner can carry at once
};

/// What may be done.
struct WaveStep
{
    int ask = 0;     ///< so many more targets
    int newWave = 0; ///< they begin a wave of this size; 0: they belong to the present one
    QString stop;    ///< not empty: nothing more until a person says so, for this reason
    bool operator==(const WaveStep &) const = default;
};

/// How many more targets of an order may go. A plain order goes as fast as the runner can carry it. A canary order sends one,
/// then five, then waves of twice the size each up to LargestWave; a wave begins once it is known what came of all of the one
/// before, nothing goes while the service's breaker is open, and too many failures within a wave stop it: stopAt or more of those
/// whose outcome is known, at the wave's end or, in a large one, from MinSettled on. Targets that could not be asked for tell
/// nothing, and others go in their place. Pure.
WaveStep nextWave(const WaveInput &input);

inline constexpr int LargestWave = 200;
inline constexpr int MinSettled = 5;

} // namespace cairn
