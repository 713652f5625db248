#pragma once

#include "control/alertdesk.h"
#include "control/incidentdesk.h"
#include "ui/parts/refresher.h"

#include <QHash>

class QAction;

namespace cairn {

class DesktopNotifications;

/// Shows on the desktop what the workspace's rules tell consoles: from when it is made on. Each notification opens its incident
/// or acknowledges it, and goes away when that is over. Can be switched off, which is remembered. What came of a test is told in
/// any case: that is what it is for.
class DesktopAlerts : public QObject
{
    Q_OBJECT
public:
    DesktopAlerts(Desk &desk, DesktopNotifications &notifications, QObject *parent = nullptr);

    /// "Desktop notifications", for a menu.
    QAction *switcher() const { return m_switcher; }
    /// It knows what was told before: all that comes from now on is shown.
    bool hasBegun() const { return m_place.has_value(); }

Q_SIGNALS:
    void incidentWanted(qint64 id);
    /// One notification stood for many.
    void incidentsWanted();
    void told(const QString &text);
    void failed(const cairn::Error &error);

private:
    void begin();
    void read();
    void take(const QList<DesktopAlert> &alerts);
    void show(const AlertFacts &facts);
    void showMany(qsizetype count);
    void noteShown(qint64 key);
    void noteNotShown(qint64 key, const QString &why);
    void choose(qint64 key, const QString &action);
    void acknowledge(qint64 incident);
    void setOn(bool on);

    Desk &m_desk;
    AlertDesk m_alerts;
    IncidentDesk m_incidents;
    DesktopNotifications &m_notifications;
    QAction *m_switcher;
    Refresher m_refresher;
    std::optional<qint64> m_place;     ///< the newest message that was looked at
    QHash<qint64, AlertFacts> m_fresh; ///< of what is about to be shown for the first time
    std::optional<qint64> m_test;      ///< that is about to be shown
};

} // namespace cairn
