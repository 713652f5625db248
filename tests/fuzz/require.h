#pragma once

#include <cstdio>
#include <cstdlib>

namespace cairn::fuzzing {

/// What must hold for every input; libFuzzer takes the abort for a finding.
inline void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

} // namespace cairn::fuzzing
