#include "control/folderwatch.h"

#include <QFileInfo>
#include <QFileSystemWatcher>

#include <chrono>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds Rest{250}; ///< editors save in several steps
}

FolderWatch::FolderWatch(QObject *parent) : QObject(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(Rest);
    connect(&m_rest, &QTimer::timeout, this, &FolderWatch::changed);
    m_thread.setObjectName(u"cairn-watch"_s);
    m_watcher = new QFileSystemWatcher;
    m_watcher->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_watcher, &QObject::deleteLater);
    connect(m_watcher, &QFileSystemWatcher::fileChanged, &m_rest, qOverload<>(&QTimer::start));
    connect(m_watcher, &QFileSystemWatcher::directoryChanged, &m_rest, qOverload<>(&QTimer::start));
    m_thread.start();
}

FolderWatch::~FolderWatch()
{
    m_thread.quit();
    m_thread.wait();
}

void FolderWatch::watch(const QStringList &paths)
{
    QMetaObject::invokeMethod(m_watcher, [this, paths] {
        const auto watched = [this] { return m_watcher->files() + m_watcher->directories(); };
        QStringList old;
        for (const QString &path : watched()) {
            if (!paths.contains(path))
                old.append(path);
        }
        if (!old.isEmpty())
            m_watcher->removePaths(old);
        const QStringList kept = watched();
        QStringList added;
        for (const QString &path : paths) {
            if (!kept.contains(path) && QFileInfo::exists(path))
                added.append(path);
        }
        if (!added.isEmpty())
            m_watcher->addPaths(added);
        if (watched().size() > kept.size()) // what changed before it was watched is not missed
            QMetaObject::invokeMethod(&m_rest, qOverload<>(&QTimer::start));
    });
}

} // namespace cairn
