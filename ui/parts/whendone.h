#pragma once

#include <QFutureWatcher>

namespace cairn {

/// Hands what a future brings to `then` in `home`'s thread, unless `home` or the asked one is gone by then.
/// QFuture::then(context, …) is not used: in Qt 6.4 it asserts that the context still lives.
template <typename T, typename Then> void whenDone(QObject *home, const QFuture<T> &future, Then then)
{
    auto *watcher = new QFutureWatcher<T>(home);
    QObject::connect(watcher, &QFutureWatcherBase::finished, home, [watcher, then = std::move(then)] {
        watcher->deleteLater();
        if (watcher->future().isValid() && watcher->future().resultCount() > 0)
            then(watcher->result());
    });
    watcher->setFuture(future);
}

} // namespace cairn
