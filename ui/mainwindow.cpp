#include "ui/mainwindow.h"

#include "ui/droptarget.h"
#include "ui/notice.h"
#include "ui/runactions.h"
#include "ui/rundetailpanel.h"
#include "ui/runspanel.h"
#include "ui/statusbar.h"
#include "ui/submitter.h"
#include "ui/tintedicon.h"
#include "ui/tonedlabel.h"
#include "ui/wording.h"

#include <QApplication>
#include <QBoxLayout>
#include <QMenuBar>
#include <QSettings>
#include <QSplitter>
#include <QToolBar>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds FollowPause{80};

QSettings windowSettings()
{
    return QSettings(u"Cairn"_s, u"Console"_s);
}

} // namespace

MainWindow::MainWindow(Desk &desk, const QString &workspaceName, const QString &workspacePath, QWidget *parent)
    : QMainWindow(parent), m_actions(new RunActions(desk, this)), m_submitter(new Submitter(desk, this)),
      m_runs(new RunsPanel(desk)), m_detail(new RunDetailPanel(desk)), m_splitter(new QSplitter), m_status(new StatusBar(desk)),
      m_notice(nullptr), m_submit(new QAction(tintedIcon(u"submit"_s), tr("&Submit files…"), this))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("%1 – Cairn").arg(workspaceName));
    m_splitter->setObjectName(u"runsSplitter"_s);
    m_splitter->addWidget(m_runs);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 4);
    m_splitter->setSizes({550, 730});
    m_splitter->setHandleWidth(1);
    m_runs->setMinimumWidth(340);
    m_detail->setMinimumWidth(420);
    m_detail->hide();
    auto *centre = new QWidget; // what lies over the panels is no pane of the splitter
    auto *whole = new QVBoxLayout(centre);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_splitter);
    setCentralWidget(centre);
    setStatusBar(m_status);
    m_notice = new Notice(centre);

    m_submit->setObjectName(u"submitFiles"_s);
    m_submit->setShortcut(QKeySequence::Open);
    connect(m_submit, &QAction::triggered, m_submitter, &Submitter::choose);
    buildToolBar(workspaceName, workspacePath);
    buildMenus();
    connectPanels();
    connectOutcomes();
    restore();
    updateActions();
    m_runs->focusList();
}

MainWindow::~MainWindow()
{
    disconnect(qApp, nullptr, this, nullptr); // the focus still moves while the panels go
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
    name->setToolTip(workspacePath);
    name->setContentsMargins(8, 0, 10, 0);
    bar->addWidget(name);
}

void MainWindow::buildMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(m_submit);
    file->addSeparator();
    QAction *quit = file->addAction(tr("&Quit"), QKeySequence(QKeySequence::Quit), this, &QWidget::close);
    quit->setObjectName(u"quit"_s);

    const QList<QAction *> actions = m_actions->all();
    menuBar()->addMenu(tr("&Run"))->addActions(actions);
    m_runs->setActions(actions);

    QMenu *view = menuBar()->addMenu(tr("&View"));
    QAction *filter = view->addAction(tintedIcon(u"filter"_s), tr("&Filter"), QKeySequence(QKeySequence::Find), m_runs,
                                      &RunsPanel::focusFilter);
    filter->setObjectName(u"focusFilter"_s);
    QAction *back = view->addAction(tintedIcon(u"back"_s), tr("&Back to the list"), QKeySequence(Qt::Key_Escape), this,
                                    &MainWindow::goBack);
    back->setObjectName(u"goBack"_s);
}

void MainWindow::connectPanels()
{
    m_follow.setSingleShot(true);
    m_follow.setInterval(FollowPause);
    connect(&m_follow, &QTimer::timeout, this, &MainWindow::follow);
    connect(m_runs, &RunsPanel::selectionChanged, this, [this] {
        updateActions();
        if (m_detail->isVisible())
            m_follow.start();
    });
    connect(m_runs, &RunsPanel::openRequested, this, &MainWindow::openSelected);
    connect(m_runs, &RunsPanel::submitRequested, m_submitter, &Submitter::choose);
    connect(m_actions, &RunActions::openRequested, this, &MainWindow::openSelected);
    connect(m_detail, &RunDetailPanel::closeWanted, this, &MainWindow::closeDetail);
    connect(m_detail, &RunDetailPanel::loaded, this, &MainWindow::updateActions);
    connect(m_detail, &RunDetailPanel::commandWanted, this, [this](CommandKind kind) {
        if (const auto run = m_detail->run())
            m_actions->ask(kind, {*run});
    });
    connect(m_status, &StatusBar::stateWanted, this, [this](RunState state) {
        m_runs->setFilterText(u"state:%1"_s.arg(word(state)));
        m_runs->focusList();
    });
    connect(qApp, &QApplication::focusChanged, this, &MainWindow::updateActions);
    auto *drop = new DropTarget(this, centralWidget());
    connect(drop, &DropTarget::dropped, m_submitter, &Submitter::submit);
}

void MainWindow::connectOutcomes()
{
    const auto tell = [this](const QString &text) { m_notice->tell(text); };
    const auto warn = [this](const Error &error) { m_notice->warn(errorText(error)); };
    connect(m_actions, &RunActions::told, this, tell);
    connect(m_actions, &RunActions::failed, this, warn);
    connect(m_submitter, &Submitter::told, this, tell);
    connect(m_submitter, &Submitter::failed, this, warn);
    connect(m_runs, &RunsPanel::failed, this, warn);
    connect(m_detail, &RunDetailPanel::failed, this, warn);
}

void MainWindow::showRunnerState(const QString &text, bool bad)
{
    m_status->showRunnerState(text, bad);
}

void MainWindow::openRun(RunId id)
{
    m_detail->showRun(id);
    m_detail->show();
    m_runs->select(id);
    m_follow.stop();
    m_detail->focusSteps();
}

void MainWindow::openSelected()
{
    const QList<RunRecord> runs = m_runs->selectedRuns();
    if (!runs.isEmpty())
        openRun(runs.first().id);
}

void MainWindow::follow()
{
    const QList<RunRecord> runs = m_runs->selectedRuns();
    if (m_detail->isVisible() && runs.size() == 1 && runs.first().id != m_detail->runId())
        m_detail->showRun(runs.first().id);
}

void MainWindow::goBack()
{
    if (m_runs->listHasFocus())
        closeDetail();
    else
        m_runs->focusList();
}

void MainWindow::closeDetail()
{
    m_detail->hide();
    m_detail->clear();
    m_runs->focusList();
    updateActions();
}

/// The run of the detail while somebody works in it; else what is selected.
QList<RunRecord> MainWindow::runsInQuestion() const
{
    const std::optional<RunRecord> shown = m_detail->isVisible() ? m_detail->run() : std::nullopt;
    const QWidget *focus = focusWidget();
    if (shown && focus && m_detail->isAncestorOf(focus))
        return {*shown};
    const QList<RunRecord> selected = m_runs->selectedRuns();
    return selected.isEmpty() && shown ? QList<RunRecord>{*shown} : selected;
}

void MainWindow::updateActions()
{
    m_actions->setRuns(runsInQuestion());
}

void MainWindow::restore()
{
    const QSettings settings = windowSettings();
    if (!restoreGeometry(settings.value(u"window/geometry"_s).toByteArray()))
        resize(1280, 800);
    m_splitter->restoreState(settings.value(u"window/splitter"_s).toByteArray());
    m_runs->restore(settings);
    m_detail->restore(settings);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QSettings settings = windowSettings();
    settings.setValue(u"window/geometry"_s, saveGeometry());
    if (m_detail->isVisible())
        settings.setValue(u"window/splitter"_s, m_splitter->saveState());
    m_runs->save(settings);
    m_detail->save(settings);
    QMainWindow::closeEvent(event);
}

} // namespace cairn
