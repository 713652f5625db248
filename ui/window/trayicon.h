#pragma once

#include "control/incidentdesk.h"
#include "ui/look/statelook.h"
#include "ui/parts/refresher.h"

#include <QIcon>
#include <QMenu>

#include <memory>

class QSystemTrayIcon;

namespace cairn {

/// The worst state among incidents that are not over; nothing: there are none.
std::optional<IncidentState> worstOf(const QMap<IncidentState, qint64> &counts);
/// The program's icon with that state's mark on it.
QIcon trayIcon(std::optional<IncidentState> worst);

/// Tells the worst state of incidents in the desktop's tray; its menu opens the console, or what needs a person. Where there is
/// no tray, nothing is shown.
class TrayIcon : public QObject
{
    Q_OBJECT
public:
    explicit TrayIcon(Desk &desk, const QString &workspace, QObject *parent = nullptr);
    ~TrayIcon() override;

    QMenu *menu() { return &m_menu; }
    /// What is told by it, in words: "intake: 2 open, 1 acknowledged".
    QString text() const { return m_text; }

Q_SIGNALS:
    void consoleWanted();
    void incidentsWanted();

private:
    void read();
    void show(const QMap<IncidentState, qint64> &counts);

    IncidentDesk m_incidents;
    const QString m_workspace;
    Refresher m_refresher;
    QMenu m_menu;
    QAction *m_what;
    std::unique_ptr<QSystemTrayIcon> m_tray;
    QString m_text;
};

} // namespace cairn
