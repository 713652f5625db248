#pragma once

#include "model/records.h"

namespace cairn {

/// Where in its run somebody found a payload: answers repeat byte for byte, and each attempt has its own headers.
struct PayloadOrigin
{
    StepKey step{};      ///< empty: that is not known
    int generation = -1; ///< -1: not known
    int attempt = 0;     ///< within the generation; 0: not known

    static PayloadOrigin of(const Attempt &attempt) { return {attempt.key(), attempt.generation, attempt.number}; }
    static PayloadOrigin of(const Checkpoint &checkpoint) { return {checkpoint.key(), checkpoint.generation, 0}; }
    bool fits(const Attempt &one) const
    {
        return (step.step.isEmpty() || one.key() == step) && (generation < 0 || one.generation == generation) &&
               (attempt == 0 || one.number == attempt);
    }
};

} // namespace cairn
