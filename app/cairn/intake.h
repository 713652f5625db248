#pragma once

#include "session.h"
#include "terminal.h"

#include <QThreadPool>

#include <atomic>
#include <mutex>
#include <vector>

namespace cairn {

/// Files on their way into the store, on threads of their own, from the moment it is made.
class Intake
{
public:
    Intake(Session &session, const PipelineVersion &pipeline, const QStringList &paths, const QString &reason);
    /// As leaveOff().
    ~Intake();

    /// So long at most; false: there is more to do.
    bool wait(Milliseconds time) { return m_pool.waitForDone(int(time.count())); }
    /// Begins with no further file, and waits for those that are on their way.
    void leaveOff();
    bool isDone() const { return m_done == int(m_ids.size()); }
    int total() const { return int(m_ids.size()); }

    /// In the order of the files; those that failed are left out.
    QList<RunId> ids() const;
    /// Says why files were not taken in; the status to end with, the worst of all.
    Exit tellErrors(const Terminal &terminal) const;

private:
    void takeNext();

    Session &m_session;
    const PipelineVersion m_pipeline;
    const QStringList m_paths;
    const QString m_reason;
    std::vector<RunId> m_ids;
    QList<Error> m_errors;
    std::atomic<int> m_next = 0; ///< of the paths
    std::atomic<int> m_done = 0;
    mutable std::mutex m_mutex;
    QThreadPool m_pool;
};

} // namespace cairn
