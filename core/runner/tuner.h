#pragma once

#include "base/timedrest.h"
#include "store/store.h"

#include <QThreadPool>

#include <atomic>
#include <memory>

namespace cairn {

/// Has those policies tuned that may be (see tuningStep), every ten minutes, on a thread of its own: a month is looked through.
/// Belongs to whoever carries the runs, whose `fence` guards the changes; used in one thread. Its end waits for what is under
/// way, which is given up.
class Tuner
{
public:
    Tuner(Store &store, StoreReader &reader, qint64 fence);
    ~Tuner();

    void tick(Timestamp now);

private:
    struct Work
    {
        std::atomic<bool> busy = false;
        std::atomic<bool> stop = false;
        QList<ServiceRevision> services{}; ///< those under way
        Timestamp now{};
    };
    static void tune(Store &store, const QList<ServiceRevision> &services, Timestamp now, qint64 fence, Work &work);

    Store &m_store;
    StoreReader &m_reader;
    qint64 m_fence;
    Work m_work;
    QThreadPool m_pool;
    TimedRest m_rest;
};

} // namespace cairn
