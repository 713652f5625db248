#pragma once

#include <QObject>
#include <QStringList>
#include <QThread>
#include <QTimer>

class QFileSystemWatcher;

namespace cairn {

/// Tells that one of some files or folders has changed, once they have come to rest. The file system is asked on a thread of its
/// own: a network folder that hangs does not hang its owner's thread.
class FolderWatch : public QObject
{
    Q_OBJECT
public:
    explicit FolderWatch(QObject *parent = nullptr);
    ~FolderWatch() override;

    /// In place of those watched so far. Paths that do not exist are left out; changed() follows if some were not watched before.
    void watch(const QStringList &paths);

Q_SIGNALS:
    void changed();

private:
    QThread m_thread;
    QFileSystemWatcher *m_watcher = nullptr; ///< of m_thread
    QTimer m_rest;
};

} // namespace cairn
