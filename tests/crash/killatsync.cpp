// A library to be preloaded (LD_PRELOAD): the program is killed (SIGKILL) at the Nth time that it syncs a file of a store, before
// or after the sync. A sync is what makes a commit durable, so that N counts durable steps.
//   CAIRN_KILL_AT_SYNC=N   CAIRN_KILL_AFTER=1: the sync still happens

#include <atomic>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <unistd.h>

namespace {

std::atomic<int> synced = 0;

int numberFrom(const char *name)
{
    const char *value = std::getenv(name);
    return value ? std::atoi(value) : 0;
}

bool isOfAStore(int file)
{
    char link[64];
    char target[PATH_MAX];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t size = ::readlink(link, target, sizeof target - 1);
    if (size <= 0)
        return false;
    target[size] = 0;
    return std::strstr(target, "/.cairn/") != nullptr;
}

int meet(const char *name, int file)
{
    using Function = int (*)(int);
    const auto real = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
    const bool isLast = isOfAStore(file) && ++synced == numberFrom("CAIRN_KILL_AT_SYNC");
    if (isLast && numberFrom("CAIRN_KILL_AFTER") == 0)
        std::raise(SIGKILL);
    const int outcome = real(file);
    if (isLast)
        std::raise(SIGKILL);
    return outcome;
}

} // namespace

extern "C" int fsync(int file)
{
    return meet("fsync", file);
}

extern "C" int fdatasync(int file)
{
    return meet("fdatasync", file);
}
