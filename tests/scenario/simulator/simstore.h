#pragma once

#include "world.h"

#include <deque>

namespace cairn::simulator {

/// A real store as one runner of a simulation sees it: commits take virtual time, and end with the runner's life.
class SimStore final : public Store
{
public:
    SimStore(Store &inner, StoreReader &reader, World &world);

    void commit(Transaction transaction, Done done) override;
    Result<std::unique_ptr<StoreReader>> reader() override;
    PayloadStore &payloads() override { return m_inner.payloads(); }
    Result<Lease> acquireLease() override { return m_inner.acquireLease(); }
    void releaseLease() override { m_inner.releaseLease(); }
    std::optional<QString> leaseHolder() override { return m_inner.leaseHolder(); }

    /// What somebody else wrote, at once. Nothing while the disk is full.
    std::optional<Committed> commitElsewhere(const Transaction &transaction);
    bool isDiskFull() const;
    /// All that was acknowledged is in the store.
    void sync();

private:
    struct Job
    {
        Transaction transaction;
        Done done;
    };

    void pump();
    void carryOut(Job job);
    Result<Committed> write(Transaction transaction);
    Result<Committed> writeThrough(Transaction transaction);
    void acknowledge(Done done, Result<Committed> result);
    void dropAll();
    Milliseconds pause();

    Store &m_inner;
    StoreReader &m_reader;
    World &m_world;
    const std::shared_ptr<Life> m_life;
    Draw m_draw;
    std::deque<Job> m_queue;
    bool m_isBusy = false;
    Milliseconds m_lastAcknowledged{0};
    std::optional<Transaction> m_unsynced; ///< acknowledged, but not written: a disk that lies
};

} // namespace cairn::simulator
