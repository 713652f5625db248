// A library to be preloaded (LD_PRELOAD): a disk that is full as long as a file is there.
//   CAIRN_FULL_AT=PART      writes to files whose path holds PART find no room
//   CAIRN_FULL_WHILE=FILE   as long as FILE exists

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <unistd.h>

namespace {

bool isFull(int file)
{
    const char *part = std::getenv("CAIRN_FULL_AT");
    const char *flag = std::getenv("CAIRN_FULL_WHILE");
    if (!part || !flag || ::access(flag, F_OK) != 0)
        return false;
    char link[64];
    char target[PATH_MAX];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t size = ::readlink(link, target, sizeof target - 1);
    if (size <= 0)
        return false;
    target[size] = 0;
    return std::strstr(target, part) != nullptr;
}

} // namespace

extern "C" ssize_t write(int file, const void *bytes, size_t count)
{
    using Function = ssize_t (*)(int, const void *, size_t);
    static const auto real = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, "write"));
    if (!isFull(file))
        return real(file, bytes, count);
    errno = ENOSPC;
    return -1;
}
