#pragma once

#include "session.h"

#include "runner/runner.h"

#include <QObject>
#include <QThread>

namespace cairn {

/// A runner on a thread of its own, as the console has it: carries the store's runs unless another runner does, and takes
/// over when that one is gone. Signals arrive in the thread that made it.
class RunnerThread : public QObject
{
    Q_OBJECT
public:
    RunnerThread(Session &session, RunnerOptions options, QObject *parent = nullptr);
    /// Stops gracefully, waiting for what is in flight at most the grace time.
    ~RunnerThread() override;

Q_SIGNALS:
    /// The lease is ours. `interrupted`: so many runs were under way when their runner ended, and go on now.
    void carrying(qint64 interrupted);
    void standingBy(const QString &holder); ///< another runner has it; asked again every few seconds
    /// The runs are not carried here any more; the lease is asked for again, unless the store is damaged.
    void gaveUp(const cairn::Error &error);
    void troubled(const cairn::Error &error);
    void leftOut(const cairn::Error &error); ///< of cairn.yaml, with what the runs go on without

private:
    class Host;

    QThread m_thread;
    Host *m_host;
};

} // namespace cairn
