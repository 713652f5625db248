#include "ui/window/desktopnotifications.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QString Name = u"org.freedesktop.Notifications"_s;
const QString Path = u"/org/freedesktop/Notifications"_s;
constexpr uchar Normal = 1;
constexpr uchar Critical = 2;
constexpr int AsTheDesktopLikes = -1;

QDBusMessage call(const QString &method, const QVariantList &arguments = {})
{
    QDBusMessage message = QDBusMessage::createMethodCall(Name, Path, Name, method);
    message.setArguments(arguments);
    return message;
}

} // namespace

DesktopNotifications::DesktopNotifications(QDBusConnection bus, QObject *parent) : QObject(parent), m_bus(std::move(bus))
{
    if (!m_bus.isConnected())
        return;
    m_bus.connect(Name, Path, Name, u"ActionInvoked"_s, this,
                  SLOT(actionInvoked(uint, QString))); // clazy:exclude=connect-not-normalized
    m_bus.connect(Name, Path, Name, u"NotificationClosed"_s, this,
                  SLOT(notificationClosed(uint, uint))); // clazy:exclude=connect-not-normalized
}

/// Only when there is something to show: the question may start the one who shows it.
void DesktopNotifications::askAbilities()
{
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call(u"GetCapabilities"_s)), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QStringList> reply = *watcher;
        m_knowsAbilities = !reply.isError(); // else it is asked again with the next
        m_readsMarkup = !reply.isError() && reply.value().contains("body-markup"_L1);
        const auto early = std::exchange(m_early, {});
        for (const DesktopNotification &one : early) {
            if (m_knowsAbilities)
                send(one);
            else
                Q_EMIT notShown(one.key, reply.error().message());
        }
    });
}

void DesktopNotifications::show(const DesktopNotification &notification)
{
    if (!m_bus.isConnected())
        return Q_EMIT notShown(notification.key, tr("there is no session bus"));
    if (m_knowsAbilities)
        return send(notification);
    m_early.removeIf([&](const DesktopNotification &one) { return one.key == notification.key; });
    m_early.append(notification);
    if (m_early.size() == 1)
        askAbilities();
}

void DesktopNotifications::send(const DesktopNotification &notification)
{
    QStringList actions;
    for (const auto &[action, label] : notification.actions)
        actions << action << label;
    const QVariantMap hints{{u"urgency"_s, QVariant::fromValue(notification.urgent ? Critical : Normal)},
                            {u"desktop-entry"_s, QGuiApplication::desktopFileName()},
                            {u"category"_s, u"network.error"_s}};
    const qint64 key = notification.key;
    const uint replaced = m_ids.value(key, 0);
    // what failed comes from services: none of it is markup
    const QString text = m_readsMarkup ? notification.text.toHtmlEscaped() : notification.text;
    m_asked.insert(key, false);
    const QDBusMessage message = call(u"Notify"_s, {QGuiApplication::applicationDisplayName(), replaced, u"cairn-console"_s,
                                                    notification.title, text, actions, hints, AsTheDesktopLikes});
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, key] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (!reply.isError())
            return take(key, reply.value());
        m_asked.remove(key);
        Q_EMIT notShown(key, reply.error().message());
    });
}

void DesktopNotifications::take(qint64 key, uint id)
{
    m_ids.insert(key, id);
    if (m_asked.take(key))
        return close(key);
    Q_EMIT shown(key);
}

void DesktopNotifications::close(qint64 key)
{
    m_early.removeIf([&](const DesktopNotification &one) { return one.key == key; });
    if (const auto asked = m_asked.find(key); asked != m_asked.end())
        *asked = true;
    else if (const uint id = m_ids.take(key))
        m_bus.asyncCall(call(u"CloseNotification"_s, {id}));
}

void DesktopNotifications::actionInvoked(uint id, const QString &action)
{
    const qint64 key = m_ids.key(id, -1); // the signal goes to all programs of the session
    if (key >= 0)
        Q_EMIT actionChosen(key, action);
}

void DesktopNotifications::notificationClosed(uint id, uint)
{
    m_ids.removeIf([id](QHash<qint64, uint>::iterator entry) { return *entry == id; });
}

} // namespace cairn
