#include "workspacewindow.h"

#include "ui/look/sessionbus.h"
#include "ui/settings/displaymenu.h"
#include "ui/settings/displaypage.h"
#include "ui/settings/settingspanel.h"
#include "ui/window/commandpalette.h"
#include "ui/window/keysheet.h"
#include "ui/window/paletteplaces.h"
#include "ui/window/runoffers.h"

#include <QDir>
#include <QMenuBar>

namespace cairn {

using namespace Qt::StringLiterals;

WorkspaceWindow::WorkspaceWindow(std::shared_ptr<Session> session, Appearance &appearance, TimeDisplay &times,
                                 std::optional<quint16> demoPort)
    : m_session(std::move(session)), m_desk(m_session->store(), m_session->clock(), nullptr, m_session->access().role),
      m_faults(demoPort ? std::make_unique<DemoFaults>(QUrl(u"http://127.0.0.1:%1"_s.arg(*demoPort))) : nullptr),
      m_window(m_desk, QDir(root()).dirName(), root(), m_copies),
      m_quitting(m_window, m_window.counts(), m_window.drafts(), [this] { return m_window.unsavedFiles(); }),
      m_notifications(sessionBusIfAny()), m_alerts(m_desk, m_notifications), m_tray(m_desk, QDir(root()).dirName()),
      m_incidents(new IncidentFiles(m_desk, makeScratchStore, m_copies, &m_window)),
      m_runner(*m_session, m_session->runnerOptions())
{
    connect(&m_window, &MainWindow::incidentFileWanted, m_incidents, &IncidentFiles::open);
    connect(m_incidents, &IncidentFiles::failed, &m_window, &MainWindow::warn);
    if (m_faults)
        m_window.addTraining(*m_faults);
    dress(appearance, times);
    showRunner();
    showAlerts();
}

WorkspaceWindow::~WorkspaceWindow() = default;

/// What every window of ours has, whatever is in it.
void WorkspaceWindow::dress(Appearance &appearance, TimeDisplay &times)
{
    auto *palette = new CommandPalette(&m_window);
    new PalettePlaces(m_desk, *palette, m_window);
    palette->addOffers(std::make_unique<RunOffers>(root(), [this](const DeepLink &link) { follow(link); }));
    QMenu *display = m_window.menuBar()->addMenu(tr("&Display"));
    display->setObjectName(u"displayMenu"_s);
    addDisplayChoices(display, appearance, times);
    display->addAction(m_alerts.switcher());
    m_window.settings().addPage(new DisplayPage(*display), tr("Appearance and language"));
    QMenu *help = m_window.menuBar()->addMenu(tr("&Help"));
    help->setObjectName(u"helpMenu"_s);
    QAction *guide =
        help->addAction(tr("&Guide"), QKeySequence(QKeySequence::HelpContents), this, [this] { m_window.openGuide({}); });
    guide->setObjectName(u"openGuide"_s);
    help->addAction(palette->opener());
    help->addAction(KeySheet::openerFor(&m_window));
}

void WorkspaceWindow::showRunner()
{
    connect(&m_runner, &RunnerThread::carrying, &m_window, [this](qint64 interrupted) {
        m_quitting.setCarrying(true);
        m_window.showRunnerState(tr("Runner: this console"), false);
        if (interrupted > 0)
            m_window.tell(tr("%Ln run(s) that were interrupted go on", nullptr, int(interrupted)));
    });
    connect(&m_runner, &RunnerThread::standingBy, &m_window, [this](const QString &holder) {
        m_quitting.setCarrying(false);
        m_window.showRunnerState(tr("Runner: %1").arg(holder), false);
    });
    connect(&m_runner, &RunnerThread::leftOut, &m_window, &MainWindow::warn);
    connect(&m_runner, &RunnerThread::gaveUp, &m_window, [this](const Error &error) {
        m_quitting.setCarrying(false);
        m_window.showRunnerState(describe(error), true);
    });
    connect(&m_runner, &RunnerThread::troubled, &m_window, [this](const Error &error) {
        const bool works = error.detail.isEmpty();
        m_window.showRunnerState(works ? tr("Runner: this console") : describe(error), !works);
    });
}

/// What the desktop tells of this workspace leads into its window.
void WorkspaceWindow::showAlerts()
{
    connect(&m_alerts, &DesktopAlerts::incidentWanted, this, &WorkspaceWindow::openIncident);
    connect(&m_alerts, &DesktopAlerts::incidentsWanted, this, &WorkspaceWindow::openIncidents);
    connect(&m_alerts, &DesktopAlerts::told, &m_window, &MainWindow::tell);
    connect(&m_alerts, &DesktopAlerts::failed, &m_window, &MainWindow::warn);
    connect(&m_tray, &TrayIcon::consoleWanted, this, [this] { present({}); });
    connect(&m_tray, &TrayIcon::incidentsWanted, this, &WorkspaceWindow::openIncidents);
}

void WorkspaceWindow::openIncident(qint64 id)
{
    present({});
    m_window.openIncident(id);
}

void WorkspaceWindow::openIncidents()
{
    present({});
    m_window.showIncidents();
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

void WorkspaceWindow::closeUnasked()
{
    m_quitting.waive();
    m_window.close(); // it keeps its place, its columns and its room
}

void WorkspaceWindow::follow(const DeepLink &link)
{
    if (!link.leadsInto(root())) // numbers of incidents and names are those of other things there
        return m_window.warn({ErrorKind::Usage, tr("the link is about another workspace"), link.workspace,
                              tr("Open that workspace, and the link again")});
    if (link.kind == DeepLink::Run)
        m_window.openStep(link.run, {link.step, link.item});
    else if (link.kind == DeepLink::Runs)
        m_window.listRuns(link.filter);
    else if (link.kind == DeepLink::Payload)
        m_window.openPayload(link.payload);
    else if (link.kind == DeepLink::Pipeline)
        m_window.openPipeline(link.pipeline);
    else if (link.kind == DeepLink::Service)
        m_window.openService(link.service);
    else if (link.kind == DeepLink::Incident)
        m_window.openIncident(link.incident);
}

} // namespace cairn
