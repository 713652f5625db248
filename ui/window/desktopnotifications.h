#pragma once

#include <QDBusConnection>
#include <QHash>
#include <QObject>

namespace cairn {

/// What the desktop shows for a while.
struct DesktopNotification
{
    qint64 key = 0; ///< what replaces what, and what close() means
    QString title;
    QString text;                               ///< plain
    bool urgent = false;                        ///< stays until somebody has seen it
    QList<std::pair<QString, QString>> actions; ///< word and label; "default" is a click on the whole
};

/// Shows notifications over D-Bus (Desktop Notifications Specification 1.2, org.freedesktop.Notifications). Without a bus, or
/// with nobody there who shows them, that is told and nothing else happens. Never waits.
class DesktopNotifications : public QObject
{
    Q_OBJECT
public:
    explicit DesktopNotifications(QDBusConnection bus, QObject *parent = nullptr);

    /// In place of the one with the same key, if that is still there.
    void show(const DesktopNotification &notification);
    void close(qint64 key);

Q_SIGNALS:
    void shown(qint64 key);
    void notShown(qint64 key, const QString &why);
    void actionChosen(qint64 key, const QString &action);

private Q_SLOTS:
    void actionInvoked(uint id, const QString &action);
    void notificationClosed(uint id, uint reason);

private:
    void askAbilities();
    void send(const DesktopNotification &notification);
    void take(qint64 key, uint id);

    QDBusConnection m_bus;
    QHash<qint64, uint> m_ids;          ///< of what is on the screen
    QHash<qint64, bool> m_asked;        ///< shown, but no id came yet; true: to be closed when it comes
    QList<DesktopNotification> m_early; ///< until it is known how texts are read
    bool m_knowsAbilities = false;
    bool m_readsMarkup = false;
};

} // namespace cairn
