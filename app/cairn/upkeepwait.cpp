#include "upkeepwait.h"

#include "store/upkeep.h"

#include <QThread>

#include <atomic>

namespace cairn {

namespace {
constexpr unsigned long LookAgainMs = 100;

/// A piece of the work, unless a runner does it; true: there is more at once. It goes without a lease: whoever wants to carry
/// runs begins, and has the next piece. A piece may take longer than any runner stays, where they come and go.
Result<bool> workUnlessCarried(Session &session)
{
    static const std::atomic<bool> never = false;
    if (session.store().leaseHolder())
        return false;
    return session.store().upkeep()->work(std::nullopt, session.clock().now(), never);
}

} // namespace

Result<void> untilDone(Session &session, const Terminal &terminal, const QString &what, const Look &look)
{
    Result<void> done;
    while (done) {
        const auto left = look();
        if (left && !*left)
            break;
        const auto worked = left ? workUnlessCarried(session) : tl::unexpected(left.error());
        if (!worked)
            done = tl::unexpected(worked.error());
        if (left && *left)
            terminal.progress(what, (*left)->done, (*left)->total);
        if (worked && !*worked)
            QThread::msleep(LookAgainMs);
    }
    terminal.progress({}, 0, 0);
    return done;
}

} // namespace cairn
