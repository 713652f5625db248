// A library to be preloaded (LD_PRELOAD): a disk that is full as long as a file is there.
//   CAIRN_FULL_AT=PART      writes to files whose path holds PART find no room
//   CAIRN_FULL_WHILE=FILE   as long as FILE exists
//   CAIRN_FULL_FREE=BYTES   so many are said to be free then; what is said is true if this is empty

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace {

bool isTime()
{
    const char *flag = std::getenv("CAIRN_FULL_WHILE");
    return flag && ::access(flag, F_OK) == 0;
}

bool isFull(int file)
{
    const char *part = std::getenv("CAIRN_FULL_AT");
    if (!part || !isTime())
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

template <typename Space> int told(const char *function, const char *path, Space *space)
{
    const auto real = reinterpret_cast<int (*)(const char *, Space *)>(::dlsym(RTLD_NEXT, function));
    const int done = real(path, space);
    const char *free = std::getenv("CAIRN_FULL_FREE");
    if (done == 0 && free && *free && isTime())
        space->f_bavail = space->f_bfree = std::strtoull(free, nullptr, 10) / space->f_frsize;
    return done;
}

} // namespace

extern "C" int statvfs(const char *path, struct statvfs *space)
{
    return told("statvfs", path, space);
}

extern "C" int statvfs64(const char *path, struct statvfs64 *space)
{
    return told("statvfs64", path, space);
}

extern "C" ssize_t write(int file, const void *bytes, size_t count)
{
    using Function = ssize_t (*)(int, const void *, size_t);
    static const auto real = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, "write"));
    if (!isFull(file))
        return real(file, bytes, count);
    errno = ENOSPC;
    return -1;
}
