#pragma once

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace cairn {

/// Runs work that takes longer than a blink on a thread of a pool; whenDone takes what comes of it. The work must own all that it
/// touches: nobody waits for it, unless the pool is somebody's.
template <typename Work>
auto inBackground(Work work, QThreadPool &threads = *QThreadPool::globalInstance()) -> QFuture<decltype(work())>
{
    auto promise = std::make_shared<QPromise<decltype(work())>>();
    promise->start();
    auto future = promise->future();
    threads.start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

} // namespace cairn
