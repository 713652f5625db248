#pragma once

#include "session.h"

#include "ui/openingtrouble.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

namespace cairn {

/// A workspace that is open, or why it is not.
using Opening = tl::expected<std::shared_ptr<Session>, OpeningTrouble>;

/// Opens a workspace and applies its files at first use. Waits for the disk.
Opening openWorkspace(const QString &folder);

/// Runs something that waits for the disk on a pool's thread.
template <typename Work> auto inBackground(Work work) -> QFuture<decltype(work())>
{
    auto promise = std::make_shared<QPromise<decltype(work())>>();
    auto future = promise->future();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->start();
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

/// Hands what comes of it to `then` in `home`'s thread, unless `home` is gone by then.
template <typename Outcome, typename Then> void afterwards(QObject *home, const QFuture<Outcome> &future, Then then)
{
    auto *watcher = new QFutureWatcher<Outcome>(home);
    QObject::connect(watcher, &QFutureWatcherBase::finished, home, [watcher, then = std::move(then)] {
        watcher->deleteLater();
        then(watcher->result());
    });
    watcher->setFuture(future);
}

} // namespace cairn
