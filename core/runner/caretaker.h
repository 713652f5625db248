#pragma once

#include "base/logrest.h"
#include "base/timedrest.h"
#include "store/store.h"

#include <QHash>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>

namespace cairn {

/// Has done in the background, by small pieces, what keeps a store in order (see StoreUpkeep): what is sealed anew after a change
/// of keys, what is erased because somebody asked for it, and what is erased or removed because it was kept for as long as its
/// pipeline says. Belongs to whoever carries the runs, whose `fence` guards it; used in one thread. Its end waits for the piece
/// under way.
class Caretaker
{
public:
    /// For pipelines that say nothing of it; asked now and then on the caretaker's own thread: cairn.yaml may be changed.
    using Standard = std::function<Retention()>;
    Caretaker(Store &store, Standard standard, qint64 fence);
    ~Caretaker();

    void tick(Timestamp now);
    /// There is something to be erased, and it can be: whoever ends when nothing is left to do waits for that.
    bool isErasing() const;

private:
    struct Work
    {
        std::atomic<bool> busy = false;
        std::atomic<bool> stop = false;
        std::atomic<bool> more = false;
        Timestamp now{};        ///< of the look under way
        TimedRest expiryRest{}; ///< the worker's own, as all below
        TimedRest standardRest{};
        Retention standard{};
        TimedRest removalRest{};
        LogRest troubles{};
        QHash<QString, Timestamp> expiredTo{}; ///< by pipeline: what ended before is erased
        QHash<QString, Timestamp> removedTo{}; ///< likewise, in the search for what can be removed: what ended before is not
    };
    static void carryOut(Store &store, const Standard &standard, qint64 fence, Timestamp now, Work &work);
    static void tell(const Error &error, Timestamp now, Work &work);
    static Result<bool> expire(Store &store, Timestamp now, Work &work);
    static Result<bool> removeRuns(Store &store, qint64 fence, Timestamp now, Work &work);

    Store &m_store;
    const Standard m_standard;
    qint64 m_fence;
    Work m_work;
    QThreadPool m_pool;
    TimedRest m_rest;
    bool m_hasBegun = false;
};

} // namespace cairn
