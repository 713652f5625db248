#include "filelimit.h"

#include <algorithm>
#include <sys/resource.h>

namespace cairn {

namespace {
constexpr rlim_t Enough = 65'536; ///< programs that are started inherit it, and some of them close every one that there could be
}

void openManyFiles()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = std::max(limit.rlim_cur, std::min(limit.rlim_max, Enough));
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace cairn
