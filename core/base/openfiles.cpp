#include "base/openfiles.h"

#include <algorithm>
#include <limits>
#include <sys/resource.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 OfTheProgram = 64; ///< the store, its threads, what is put in place; some 30 were counted
constexpr qint64 OfARequest = 4;    ///< its socket, what it sends and gets, and its part of a thread's
constexpr qint64 LeastRequests = 8;
} // namespace

qint64 mostOpenFiles()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur > rlim_t(std::numeric_limits<int>::max()))
        return std::numeric_limits<int>::max();
    return qint64(limit.rlim_cur);
}

Result<int> requestsWithin(qint64 openFiles, int wanted)
{
    const qint64 requests = (openFiles - OfTheProgram) / OfARequest;
    if (requests < LeastRequests)
        return failure(ErrorKind::Io,
                       u"Only %1 files may be open at once, and a runner needs %2"_s.arg(openFiles).arg(
                           OfTheProgram + LeastRequests * OfARequest),
                       {}, moreOpenFiles());
    return int(std::min<qint64>(requests, wanted));
}

QString moreOpenFiles()
{
    return u"Raise the limit of open files: LimitNOFILE= in the unit, or ulimit -n"_s;
}

} // namespace cairn
