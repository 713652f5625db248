#pragma once

#include "base/logrest.h"
#include "runner/alertcourier.h"

#include <memory>
#include <vector>

namespace cairn {

/// Tells people of incidents as the workspace's rules say: one AlertWatch that decides, a courier for each route beyond this
/// machine's desktop. Lives on the runner's thread.
class AlertSender
{
public:
    /// `random`, `reader`, `bridge` and `lanes` outlive it. `fence`: of the runner's lease.
    AlertSender(const AlertSettings &settings, const Credentials &credentials, const QString &workspace, qint64 fence,
                StoreReader &reader, const Clock &clock, StoreBridge &bridge, ResumeQueue &home, ServiceLanes &lanes,
                std::mt19937_64 &random);

    void tick();
    /// Something was committed to the store.
    void noteChange();
    bool isIdle() const;
    bool isBusy() const;
    /// Tells nothing more; `settled` is called whenever something that was on the way has ended.
    void stop(std::function<void()> settled);
    /// Cuts off what is on the way.
    void abort();

private:
    QCoro::Task<> look();
    void settle();

    const Clock &m_clock;
    AlertWatch m_watch;
    AlertPost m_post;
    std::vector<std::unique_ptr<AlertCourier>> m_couriers;
    Timestamp m_notBefore{};
    LogRest m_troubles;
    bool m_changed = true;
    bool m_failed = false; ///< the last look did; it is tried again, which nobody waits for
    bool m_looking = false;
    bool m_stopping = false;
    std::function<void()> m_settled;
};

} // namespace cairn
