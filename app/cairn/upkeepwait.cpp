#include "upkeepwait.h"

#include "store/upkeep.h"

#include <QThread>

#include <atomic>

namespace cairn {

namespace {
constexpr unsigned long LookAgainMs = 100;
} // namespace

namespace {

/// A piece of the work, unless a runner does it; true: there is more at once. The lease is taken for its fence and given back:
/// whoever wants to carry runs begins, this is told so by its next commit, and leaves the rest to that one.
Result<bool> workUnlessCarried(Session &session, std::optional<qint64> &fence)
{
    static const std::atomic<bool> never = false;
    Store &store = session.store();
    if (!fence) {
        const auto taken = store.acquireLease();
        if (!taken)
            return taken.error().kind == ErrorKind::Busy ? Result<bool>(false) : tl::unexpected(taken.error());
        fence = taken->fence;
        store.releaseLease();
    }
    auto worked = store.upkeep()->work(*fence, session.clock().now(), never);
    if (worked || worked.error().kind != ErrorKind::LeaseLost)
        return worked;
    fence.reset();
    return false;
}

} // namespace

Result<void> untilDone(Session &session, const Terminal &terminal, const QString &what, const Look &look)
{
    std::optional<qint64> fence;
    Result<void> done;
    while (done) {
        const auto left = look();
        if (left && !*left)
            break;
        const auto worked = left ? workUnlessCarried(session, fence) : tl::unexpected(left.error());
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
