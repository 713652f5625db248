#pragma once

#include "base/timedrest.h"
#include "store/store.h"

#include <atomic>
#include <memory>

namespace cairn {

/// Has the store count what was recorded, about once a second, for as long as there is more: figures about the past are rolled up
/// as they happen. Belongs to whoever carries the runs, whose `fence` guards the counts; used in one thread.
class Tallier
{
public:
    Tallier(Store &store, StoreReader &reader, qint64 fence) : m_store(store), m_reader(reader), m_fence(fence) {}

    /// Something was committed.
    void noteChange() { m_changed = true; }
    void tick(Timestamp now);

private:
    /// Shared with the writer thread, which may outlive this.
    struct Progress
    {
        std::atomic<bool> busy = false;
        std::atomic<bool> more = true;
        std::atomic<bool> failed = false;
    };

    Store &m_store;
    StoreReader &m_reader;
    qint64 m_fence;
    std::shared_ptr<Progress> m_progress = std::make_shared<Progress>();
    TallyPlace m_seen;
    TimedRest m_rest;
    bool m_changed = true;
};

} // namespace cairn
