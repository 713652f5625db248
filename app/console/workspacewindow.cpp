#include "workspacewindow.h"

#include "ui/commandpalette.h"
#include "ui/displaymenu.h"
#include "ui/keysheet.h"
#include "ui/runoffers.h"

#include <QDir>
#include <QMenuBar>

namespace cairn {

using namespace Qt::StringLiterals;

WorkspaceWindow::WorkspaceWindow(std::shared_ptr<Session> session, Appearance &appearance, TimeDisplay &times)
    : m_session(std::move(session)), m_desk(m_session->store(), m_session->clock()),
      m_window(m_desk, QDir(root()).dirName(), root(), m_copies), m_runner(*m_session, m_session->runnerOptions())
{
    dress(appearance, times);
    showRunner();
}

WorkspaceWindow::~WorkspaceWindow() = default;

/// What every window of ours has, whatever is in it.
void WorkspaceWindow::dress(Appearance &appearance, TimeDisplay &times)
{
    auto *palette = new CommandPalette(&m_window);
    palette->addOffers(std::make_unique<RunOffers>([this](const DeepLink &link) { follow(link); }));
    QMenu *display = m_window.menuBar()->addMenu(tr("&Display"));
    display->setObjectName(u"displayMenu"_s);
    addDisplayChoices(display, appearance, times);
    QMenu *help = m_window.menuBar()->addMenu(tr("&Help"));
    help->setObjectName(u"helpMenu"_s);
    help->addAction(palette->opener());
    help->addAction(KeySheet::openerFor(&m_window));
}

void WorkspaceWindow::showRunner()
{
    connect(&m_runner, &RunnerThread::carrying, &m_window,
            [this] { m_window.showRunnerState(tr("Runner: this console"), false); });
    connect(&m_runner, &RunnerThread::standingBy, &m_window,
            [this](const QString &holder) { m_window.showRunnerState(tr("Runner: %1").arg(holder), false); });
    connect(&m_runner, &RunnerThread::troubled, &m_window,
            [this](const Error &error) { m_window.showRunnerState(describe(error), true); });
}

void WorkspaceWindow::present(const std::optional<DeepLink> &link)
{
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
    if (link)
        follow(*link);
}

void WorkspaceWindow::follow(const DeepLink &link)
{
    if (link.kind == DeepLink::Run)
        m_window.openRun(link.run);
    else if (link.kind == DeepLink::Runs)
        m_window.listRuns(link.filter);
    else if (link.kind == DeepLink::Payload)
        m_window.openPayload(link.payload);
    else if (link.kind == DeepLink::Pipeline)
        m_window.openPipeline(link.pipeline);
}

} // namespace cairn
