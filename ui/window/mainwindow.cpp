#include "ui/window/mainwindow.h"

#include "ui/audit/auditpanel.h"
#include "ui/help/helppanel.h"
#include "ui/incidents/failurespanel.h"
#include "ui/incidents/incidentactions.h"
#include "ui/incidents/incidentexporter.h"
#include "ui/incidents/incidentfiles.h"
#include "ui/look/consolesettings.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/overview/overviewpanel.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/notice.h"
#include "ui/parts/offering.h"
#include "ui/parts/plaintip.h"
#include "ui/parts/scrolled.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/whendone.h"
#include "ui/payload/payloadopener.h"
#include "ui/pipelines/pipelinespanel.h"
#include "ui/runbooks/runbookspanel.h"
#include "ui/runs/runactions.h"
#include "ui/runs/runsroom.h"
#include "ui/services/servicespanel.h"
#include "ui/settings/settingspanel.h"
#include "ui/window/examinationdialog.h"
#include "ui/window/navigationrail.h"
#include "ui/window/statementexporter.h"
#include "ui/window/statusbar.h"
#include "ui/window/submitter.h"

#include "control/actor.h"

#include <QBoxLayout>
#include <QDir>
#include <QMenuBar>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolBar>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

} // namespace

MainWindow::MainWindow(Desk &desk, const QString &workspaceName, const QString &workspacePath, TemporaryCopies &copies,
                       QWidget *parent)
    : QMainWindow(parent), m_desk(desk), m_storeFolder(QDir(workspacePath).filePath(u".cairn"_s)),
      m_actions(new RunActions(desk, workspacePath, this)), m_incidentActions(new IncidentActions(desk, workspacePath, this)),
      m_submitter(new Submitter(desk, this)), m_rail(new NavigationRail(this)), m_rooms(new QStackedWidget),
      m_overview(new OverviewPanel(desk)), m_runs(new RunsRoom(desk, workspacePath, *m_actions)),
      m_failures(new FailuresPanel(desk, workspacePath, *m_incidentActions)), m_services(new ServicesPanel(desk)),
      m_pipelines(new PipelinesPanel(desk, workspacePath)), m_runbooks(new RunbooksPanel(desk, workspacePath)),
      m_audit(new AuditPanel(desk)),
      m_exporter(
          new IncidentExporter(desk, {workspaceName, currentActor(), m_storeFolder + u"/audit.key"_s, workspacePath}, this)),
      m_statements(new StatementExporter(desk, {workspaceName, currentActor(), m_storeFolder + u"/audit.key"_s}, this)),
      m_help(new HelpPanel), m_settings(new SettingsPanel), m_payloads(new PayloadOpener(desk, copies, workspacePath, this)),
      m_status(new StatusBar(desk)), m_notice(nullptr), m_submit(new QAction(tintedIcon(u"submit"_s), tr("&Submit files…"), this))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(workspaceName); // the program's name is added to it
    m_submit->setObjectName(u"submitFiles"_s);
    m_submit->setShortcut(QKeySequence::Open);
    offer(*m_submit, true, desk, Role::Operator);
    connect(m_submit, &QAction::triggered, m_submitter, &Submitter::choose);
    buildServices(workspacePath);
    buildSettings(workspacePath);
    buildRooms();
    buildToolBar(workspaceName, workspacePath);
    buildMenus();
    connectRooms();
    connectIncidents();
    connectRunbook(workspacePath);
    connectOutcomes();
    restore();
}

void MainWindow::buildRooms()
{
    auto *centre = new QWidget; // what lies over the rooms is none of them
    auto *whole = new QVBoxLayout(centre);
    whole->setContentsMargins(0, 0, 0, 0);
    m_rooms->setObjectName(u"rooms"_s);
    whole->addWidget(m_rooms);
    setCentralWidget(centre);
    setStatusBar(m_status);
    m_status->showIntake(*m_submitter);
    m_notice = new Notice(centre);
    connect(m_rooms, &QStackedWidget::currentChanged, m_notice, &Notice::leaveBehind);
    addToolBar(Qt::LeftToolBarArea, m_rail);
    addRoom(m_overview, tr("&Overview"), u"showOverview"_s, u"room_overview"_s, [this] { m_overview->focusFirst(); });
    addRoom(m_runs, tr("&Runs"), u"showRuns"_s, u"room_runs"_s, [this] { m_runs->focusList(); });
    addRoom(m_failures, tr("&Failures"), u"showFailures"_s, u"room_failures"_s, [this] { m_failures->focusList(); });
    addRoom(m_services, tr("&Services"), u"showServices"_s, u"room_services"_s, [this] { m_services->focusList(); });
    addRoom(m_pipelines, tr("&Pipelines"), u"showPipelines"_s, u"room_pipelines"_s, [this] { m_pipelines->focusList(); });
    addRoom(m_runbooks, tr("Run&books"), u"showRunbooks"_s, u"room_runbooks"_s, [this] { m_runbooks->focusList(); });
    addRoom(m_audit, tr("&Audit"), u"showAudit"_s, u"room_audit"_s, [this] { m_audit->focusList(); });
    addRoom(m_help, tr("&Help"), u"showHelp"_s, u"room_help"_s, [this] { m_help->focusText(); });
    addRoom(m_settings, tr("S&ettings"), u"showSettings"_s, u"room_settings"_s, [this] { m_settings->focusList(); });
}

/// A window too small for a room shows a part of it, instead of growing. Not by focus proxies of the rooms: with them, Tab leaves
/// out what comes before the proxy.
void MainWindow::addRoom(QWidget *room, const QString &text, const QString &name, const QString &icon,
                         std::function<void()> focus)
{
    m_rail->addRoom(text, name, icon); // first: so Tab leads through the rail before the rooms
    m_rooms->addWidget(scrolled(room));
    m_focus.append(std::move(focus));
}

void MainWindow::buildToolBar(const QString &workspaceName, const QString &workspacePath)
{
    QToolBar *bar = addToolBar(tr("Actions"));
    bar->setObjectName(u"actionBar"_s);
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({16, 16});
    bar->addAction(m_submit);
    bar->addSeparator();
    for (QAction *action : m_actions->all())
        bar->addAction(action);
    auto *space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    auto *name = new TonedLabel(TonedLabel::Quiet);
    name->setObjectName(u"workspaceName"_s);
    name->setTextFormat(Qt::PlainText);
    name->setText(workspaceName);
    name->setToolTip(plainTip(workspacePath));
    name->setContentsMargins(8, 0, 10, 0);
    bar->addWidget(name);
}

void MainWindow::buildMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(m_submit);
    file->addAction(tr("&Open an incident file…"), this, &MainWindow::chooseIncidentFile)->setObjectName(u"openIncidentFile"_s);
    file->addAction(tr("&Examine the store…"), this, &MainWindow::examineStore)->setObjectName(u"examineStore"_s);
    file->addSeparator();
    for (QAction *action : m_audit->actions())
        file->addAction(action);
    file->addSeparator();
    QAction *quit = file->addAction(tr("&Quit"), QKeySequence(QKeySequence::Quit), this, &QWidget::close);
    quit->setObjectName(u"quit"_s);

    const QList<QAction *> actions = m_actions->all();
    menuBar()->addMenu(tr("&Run"))->addActions(actions);
    menuBar()->addMenu(tr("&Incident"))->addActions(m_incidentActions->all());

    QMenu *view = menuBar()->addMenu(tr("&View"));
    view->setObjectName(u"viewMenu"_s);
    view->addActions(m_rail->rooms());
    view->addSeparator();
    for (QAction *action : m_runs->listActions()) {
        view->addAction(action);
        connect(action, &QAction::triggered, this, &MainWindow::showRuns);
    }
    auto *views = view->addMenu(tr("Saved vie&ws"));
    const auto listViews = [this, views] {
        views->clear();
        for (QAction *action : m_runs->viewActions()) {
            views->addAction(action);
            connect(action, &QAction::triggered, this, &MainWindow::showRuns, Qt::UniqueConnection);
        }
    };
    connect(m_runs, &RunsRoom::viewsChanged, this, listViews);
    listViews();
    view->addSeparator();
    QAction *filter =
        view->addAction(tintedIcon(u"filter"_s), tr("Fi&lter"), QKeySequence(QKeySequence::Find), this, [this] { findHere(); });
    filter->setObjectName(u"focusFilter"_s);
    QAction *back = view->addAction(tintedIcon(u"back"_s), tr("Bac&k"), QKeySequence(Qt::Key_Escape), this, &MainWindow::goBack);
    back->setObjectName(u"goBack"_s);
}

void MainWindow::examineStore()
{
    (new ExaminationDialog(m_desk, m_storeFolder, this))->show();
}

void MainWindow::chooseIncidentFile()
{
    chooseIncidentFileOver(*this, [this](const QString &path) { Q_EMIT incidentFileWanted(path); });
}

void MainWindow::tell(const QString &text)
{
    m_notice->tell(text);
}

void MainWindow::warn(const Error &error)
{
    m_notice->warn(errorText(error));
}

void MainWindow::showRunnerState(const QString &text, bool bad)
{
    m_status->showRunnerState(text, bad);
}

void MainWindow::showRoom(int room)
{
    m_rail->setCurrent(room);
    m_rooms->setCurrentIndex(room);
    m_focus.at(room)();
}

/// By a link or a command: going back leads to where one was.
void MainWindow::goTo(int room)
{
    if (m_rooms->currentIndex() == room)
        return;
    m_cameFrom = m_rooms->currentIndex();
    showRoom(room);
}

void MainWindow::showRuns()
{
    goTo(RunsRoomPlace);
}

void MainWindow::openRun(RunId id)
{
    openStep(id, {});
}

void MainWindow::openStep(RunId id, const StepKey &step)
{
    goTo(RunsRoomPlace);
    m_runs->openStep(id, step);
}

void MainWindow::listRuns(const QString &filter)
{
    goTo(RunsRoomPlace);
    m_runs->list(filter);
}

void MainWindow::openPipeline(const QString &name)
{
    goTo(PipelinesRoom);
    m_pipelines->showPipeline(name);
}

void MainWindow::editPipeline(const QString &name)
{
    goTo(PipelinesRoom);
    m_pipelines->editPipeline(name);
}

void MainWindow::offerApply()
{
    goTo(PipelinesRoom);
    m_pipelines->offerApply();
}

void MainWindow::openFile(const QString &file)
{
    goTo(PipelinesRoom);
    m_pipelines->openFile(file);
}

void MainWindow::openService(const QString &name, const QString &page)
{
    goTo(ServicesRoom);
    m_services->showService(name, page);
    m_services->focusList(); // also where the room was shown before
}

void MainWindow::openIncident(qint64 incident)
{
    goTo(FailuresRoom);
    m_failures->openIncident(incident);
}

void MainWindow::showIncidents()
{
    m_failures->list({});
    goTo(FailuresRoom);
}

void MainWindow::openRunbook(const QString &name)
{
    goTo(RunbooksRoom);
    m_runbooks->showRunbook(name);
}

void MainWindow::editRunbook(const QString &name, const QString &file)
{
    goTo(RunbooksRoom);
    m_runbooks->editRunbook(name, file);
}

QFuture<Result<RunbookList>> MainWindow::runbooks()
{
    return m_runbooks->runbooks();
}

void MainWindow::openPayload(const Digest &digest)
{
    whenDone(this, m_desk.payloadSize(digest), [this, digest](const Result<qint64> &size) {
        if (size)
            m_payloads->open({digest, *size}, tr("Payload %1").arg(digest.brief()), std::nullopt);
        else
            m_notice->warn(errorText(size.error()));
    });
}

/// Ctrl+F means what is shown.
void MainWindow::findHere()
{
    switch (m_rooms->currentIndex()) {
    case FailuresRoom: m_failures->focusFilter(); break;
    case ServicesRoom: m_services->focusFilter(); break;
    case PipelinesRoom: m_pipelines->focusFilter(); break;
    case AuditRoom: m_audit->focusFilter(); break;
    case RunbooksRoom: m_runbooks->focusFilter(); break;
    case HelpRoom: m_help->focusSearch(); break;
    case OverviewRoom:
    case RunsRoomPlace:
        goTo(RunsRoomPlace);
        m_runs->focusFilter();
        break;
    default: // nothing to find there
        break;
    }
}

void MainWindow::goBack()
{
    if (m_notice->closeWarning())
        return;
    const int room = m_rooms->currentIndex();
    const bool stepped = (room == RunsRoomPlace && m_runs->goBack()) || (room == FailuresRoom && m_failures->goBack()) ||
                         (room == PipelinesRoom && m_pipelines->goBack()) || (room == RunbooksRoom && m_runbooks->goBack());
    if (!stepped && m_cameFrom >= 0)
        showRoom(std::exchange(m_cameFrom, -1));
}

/// The one that was shown when a window was closed last, by its name: not all workspaces have the same. -1: there is none such.
int MainWindow::roomLeft() const
{
    const QString name = consoleSettings().value(u"window/room"_s).toString();
    const QList<QAction *> rooms = m_rail->rooms();
    const auto left = std::find_if(rooms.begin(), rooms.end(), [&](const QAction *room) { return room->objectName() == name; });
    return left == rooms.end() ? -1 : int(left - rooms.begin());
}

void MainWindow::restore()
{
    const QSettings settings = consoleSettings();
    restoreWindow(*this, u"window/geometry"_s, {1280, 800});
    m_overview->restore(settings);
    m_runs->restore(settings);
    m_failures->restore(settings);
    m_services->restore(settings);
    m_pipelines->restore(settings);
    m_audit->restore(settings);
    m_runbooks->restore(settings);
    m_help->restore(settings);
    m_settings->restore(settings);
    showRoom(std::max<int>(OverviewRoom, roomLeft()));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QSettings settings = consoleSettings();
    settings.setValue(u"window/geometry"_s, saveGeometry());
    settings.setValue(u"window/room"_s, m_rail->rooms().at(m_rooms->currentIndex())->objectName());
    m_overview->save(settings);
    m_runs->save(settings);
    m_failures->save(settings);
    m_services->save(settings);
    m_pipelines->save(settings);
    m_audit->save(settings);
    m_runbooks->save(settings);
    m_help->save(settings);
    m_settings->save(settings);
    QMainWindow::closeEvent(event);
}

} // namespace cairn
