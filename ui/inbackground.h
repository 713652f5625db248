#pragma once

#include "base/error.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace cairn {

/// Runs work that takes longer than a blink on a thread of the global pool; whenDone takes what comes of it. The work must own
/// all that it touches: nobody waits for it.
template <typename T> QFuture<Result<T>> inBackground(std::function<Result<T>()> work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    const QFuture<Result<T>> future = promise->future();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

} // namespace cairn
