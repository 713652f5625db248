#pragma once

#include "demofaults.h"
#include "runnerthread.h"
#include "session.h"

#include "control/desk.h"
#include "ui/incidents/incidentfiles.h"
#include "ui/parts/deeplink.h"
#include "ui/payload/temporarycopies.h"
#include "ui/window/desktopalerts.h"
#include "ui/window/desktopnotifications.h"
#include "ui/window/mainwindow.h"
#include "ui/window/quitquestion.h"
#include "ui/window/trayicon.h"

namespace cairn {

class Appearance;
class TimeDisplay;

/// An open workspace: its session, its window and the runner that carries its runs.
class WorkspaceWindow : public QObject
{
    Q_OBJECT
public:
    /// `demoPort`: where the demo's services are, if it is a demo workspace; then there is the training mode.
    WorkspaceWindow(std::shared_ptr<Session> session, Appearance &appearance, TimeDisplay &times,
                    std::optional<quint16> demoPort);
    ~WorkspaceWindow() override;

    const QString &root() const { return m_session->root(); }
    /// Shows the window in front, at the place of a link.
    void present(const std::optional<DeepLink> &link);
    /// The program ends because somebody told it so from outside: the window is left as it is when a person closes it.
    void closeUnasked();

private:
    void dress(Appearance &appearance, TimeDisplay &times);
    void showRunner();
    void showAlerts();
    void openIncident(qint64 id);
    void openIncidents();
    void follow(const DeepLink &link);

    std::shared_ptr<Session> m_session;
    TemporaryCopies m_copies; ///< outlives what is written into it
    Desk m_desk;
    std::unique_ptr<DemoFaults> m_faults; ///< outlives the window that shows them
    MainWindow m_window;
    QuitQuestion m_quitting;
    DesktopNotifications m_notifications;
    DesktopAlerts m_alerts;
    TrayIcon m_tray;
    IncidentFiles *m_incidents; ///< the window's
    RunnerThread m_runner;
};

} // namespace cairn
