#include "memoryguard.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace cairn {

void guardMemory()
{
#ifndef CAIRN_SANITIZED
    // Both: a handler of core dumps (core_pattern's pipe) is not bound by the limit, and the limit is inherited by what is
    // started.
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

} // namespace cairn
