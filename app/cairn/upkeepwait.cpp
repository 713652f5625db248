#include "upkeepwait.h"

#include "store/upkeep.h"

#include <QThread>

#include <atomic>

namespace cairn {

namespace {
constexpr unsigned long LookAgainMs = 100;
} // namespace

Result<void> untilDone(Session &session, const Terminal &terminal, const QString &what, const Look &look)
{
    std::optional<Lease> lease;
    const std::atomic<bool> never = false;
    for (;;) {
        const auto left = look();
        if (!left || !*left)
            break;
        terminal.progress(what, (*left)->done, (*left)->total);
        if (!lease) {
            const auto taken = session.store().acquireLease();
            if (!taken && taken.error().kind != ErrorKind::Busy)
                return tl::unexpected(taken.error());
            if (taken)
                lease = *taken;
        }
        const auto worked =
            lease ? session.store().upkeep()->work(lease->fence, session.clock().now(), never) : Result<bool>(false);
        if (!worked)
            return tl::unexpected(worked.error());
        if (!*worked)
            QThread::msleep(LookAgainMs);
    }
    terminal.progress({}, 0, 0);
    if (lease)
        session.store().releaseLease();
    const auto left = look();
    return left ? Result<void>() : tl::unexpected(left.error());
}

} // namespace cairn
