#pragma once
// What tests share that start consoles.

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QWidget>

namespace cairn::testing {

/// A folder in which consoles have their settings and sockets for as long as this lives: nobody else's.
class ConsoleHome
{
public:
    ConsoleHome()
    {
        const QString sockets = path(QStringLiteral("run"));
        if (!QDir().mkpath(sockets) || !QFile::setPermissions(sockets, QFile::Permissions(0x7000)))
            qFatal("no folder for sockets");
        qputenv("XDG_RUNTIME_DIR", sockets.toUtf8());
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, path(QStringLiteral("settings")));
    }

    /// Of something in it, or of itself.
    QString path(const QString &name = {}) const { return name.isEmpty() ? m_folder.path() : m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

/// A window of that kind that is seen; nullptr: there is none.
template <typename T> T *shown()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<T *>(widget); found && found->isVisible())
            return found;
    }
    return nullptr;
}

} // namespace cairn::testing
