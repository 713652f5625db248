#pragma once

#include "terminal.h"

#include "store/store.h"

#include <QTimer>

namespace cairn {

/// Behind a progress bar that does not move: "; publish is held: the breaker is open". Empty while it is under way.
QString whatItWaitsFor(const RunRecord &run);

/// The progress bar of a runner that ends when nothing is left to do: how many runs have come to rest since, and what those wait
/// for of which none is under way.
class DrainWatch : public QObject
{
public:
    DrainWatch(Store &store, const Terminal &terminal);
    ~DrainWatch() override;

private:
    void look();
    QString whatAllWaitFor() const;

    const Result<std::unique_ptr<StoreReader>> m_reader;
    const Terminal &m_terminal;
    QTimer m_timer;
    qint64 m_most = 0; ///< that were to be carried at one time
};

} // namespace cairn
