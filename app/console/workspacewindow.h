#pragma once

#include "runnerthread.h"
#include "session.h"

#include "control/desk.h"
#include "ui/deeplink.h"
#include "ui/mainwindow.h"
#include "ui/temporarycopies.h"

namespace cairn {

class Appearance;
class TimeDisplay;

/// An open workspace: its session, its window and the runner that carries its runs.
class WorkspaceWindow : public QObject
{
    Q_OBJECT
public:
    WorkspaceWindow(std::shared_ptr<Session> session, Appearance &appearance, TimeDisplay &times);
    ~WorkspaceWindow() override;

    const QString &root() const { return m_session->root(); }
    /// Shows the window in front, at the place of a link.
    void present(const std::optional<DeepLink> &link);

private:
    void dress(Appearance &appearance, TimeDisplay &times);
    void showRunner();
    void follow(const DeepLink &link);

    std::shared_ptr<Session> m_session;
    TemporaryCopies m_copies; ///< outlives what is written into it
    Desk m_desk;
    MainWindow m_window;
    RunnerThread m_runner;
};

} // namespace cairn
