#include "ui/runs/runsroom.h"

#include "ui/run/rundetailpanel.h"
#include "ui/runs/runactions.h"
#include "ui/runs/runspanel.h"

#include <QApplication>
#include <QBoxLayout>
#include <QSettings>
#include <QSplitter>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds FollowPause{80};
}

RunsRoom::RunsRoom(Desk &desk, const QString &root, RunActions &actions, QWidget *parent)
    : QWidget(parent), m_root(root), m_actions(actions), m_runs(new RunsPanel(desk)), m_detail(new RunDetailPanel(desk, root)),
      m_splitter(new QSplitter)
{
    setObjectName(u"runsRoom"_s);
    m_splitter->setObjectName(u"runsSplitter"_s);
    m_splitter->addWidget(m_runs);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 4);
    m_splitter->setSizes({550, 730});
    m_splitter->setHandleWidth(1);
    m_runs->setMinimumWidth(260);
    m_detail->setMinimumWidth(420);
    m_detail->hide();
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_splitter);
    m_runs->setActions(actions.all());
    connectPanels();
}

RunsRoom::~RunsRoom()
{
    disconnect(qApp, nullptr, this, nullptr); // the focus still moves while the panels go
}

void RunsRoom::connectPanels()
{
    m_follow.setSingleShot(true);
    m_follow.setInterval(FollowPause);
    connect(&m_follow, &QTimer::timeout, this, &RunsRoom::follow);
    connect(m_runs, &RunsPanel::recordsChanged, this, &RunsRoom::updateActions);
    connect(m_runs, &RunsPanel::selectionChanged, this, [this] {
        updateActions();
        if (!m_detail->isVisible())
            return;
        if (const QList<RunRecord> runs = m_runs->selectedRuns(); runs.size() == 1)
            m_detail->choose(runs.first().id); // shown once it stays chosen
        m_follow.start();
    });
    connect(m_runs, &RunsPanel::viewsChanged, this, &RunsRoom::viewsChanged);
    connect(m_runs, &RunsPanel::openRequested, this, &RunsRoom::openSelected);
    connect(m_runs, &RunsPanel::submitRequested, this, &RunsRoom::submitRequested);
    connect(m_runs, &RunsPanel::failed, this, &RunsRoom::failed);
    connect(&m_actions, &RunActions::openRequested, this, &RunsRoom::openSelected);
    connect(m_detail, &RunDetailPanel::failed, this, &RunsRoom::failed);
    connect(m_detail, &RunDetailPanel::told, &m_actions, &RunActions::told);
    connect(m_detail, &RunDetailPanel::runWanted, this, &RunsRoom::openRun);
    connect(m_detail, &RunDetailPanel::statementWanted, this, &RunsRoom::statementWanted);
    connect(m_detail, &RunDetailPanel::payloadWanted, this,
            [this](const PayloadRef &payload, const QString &title, const PayloadOrigin &origin) {
                Q_EMIT payloadWanted(payload, title, m_detail->detail(), origin);
            });
    connect(m_detail, &RunDetailPanel::closeWanted, this, &RunsRoom::closeDetail);
    connect(m_detail, &RunDetailPanel::loaded, this, &RunsRoom::updateActions);
    connect(m_detail, &RunDetailPanel::commandWanted, this, [this](CommandKind kind) {
        if (const auto run = m_detail->run())
            m_actions.ask(kind, {*run});
    });
    connect(m_detail, &RunDetailPanel::incidentWanted, this, &RunsRoom::incidentWanted);
    connect(m_detail, &RunDetailPanel::breakerWanted, this, &RunsRoom::breakerWanted);
    connect(qApp, &QApplication::focusChanged, this, &RunsRoom::updateActions);
}

void RunsRoom::openRun(RunId id)
{
    openStep(id, {});
}

void RunsRoom::openStep(RunId id, const StepKey &step)
{
    m_detail->showRun(id, step);
    m_detail->show();
    m_runs->select(id);
    m_follow.stop();
    m_detail->focusSteps();
}

void RunsRoom::list(const QString &filter)
{
    m_runs->setFilterText(filter);
    closeDetail(); // of a run that need not be in the list
}

void RunsRoom::focusList()
{
    m_runs->focusList();
}

QList<QAction *> RunsRoom::listActions() const
{
    return m_runs->listActions();
}

QList<QAction *> RunsRoom::viewActions() const
{
    return m_runs->viewActions();
}

void RunsRoom::focusFilter()
{
    m_runs->focusFilter();
}

void RunsRoom::openSelected()
{
    const QList<RunRecord> runs = m_runs->selectedRuns();
    if (!runs.isEmpty())
        openRun(runs.first().id);
}

void RunsRoom::follow()
{
    const QList<RunRecord> runs = m_runs->selectedRuns();
    if (m_detail->isVisible() && runs.size() == 1 && runs.first().id != m_detail->runId())
        m_detail->showRun(runs.first().id);
}

bool RunsRoom::goBack()
{
    if (!m_runs->listHasFocus()) {
        m_runs->focusList();
        if (m_runs->listHasFocus()) // an empty one takes none
            return true;
    }
    if (!m_detail->isVisible())
        return false;
    closeDetail();
    return true;
}

void RunsRoom::closeDetail()
{
    m_detail->hide();
    m_detail->clear();
    m_runs->forgetWanted();
    m_runs->focusList();
    updateActions();
}

bool RunsRoom::detailHasFocus() const
{
    const QWidget *focus = window()->focusWidget();
    return m_detail->isVisible() && focus && m_detail->isAncestorOf(focus);
}

/// The run of the detail while somebody works in it; else what is selected.
QList<RunRecord> RunsRoom::runsInQuestion() const
{
    const std::optional<RunRecord> shown = m_detail->isVisible() ? m_detail->run() : std::nullopt;
    if (shown && detailHasFocus())
        return {*shown};
    const QList<RunRecord> selected = m_runs->selectedRuns();
    return selected.isEmpty() && shown ? QList<RunRecord>{*shown} : selected;
}

/// What is not seen is asked nothing.
void RunsRoom::updateActions()
{
    if (!isVisible())
        return;
    m_actions.setRuns(runsInQuestion(), detailHasFocus() ? std::nullopt : m_runs->allMatching());
}

void RunsRoom::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    updateActions();
}

/// In another room nothing is asked for runs that cannot be seen.
void RunsRoom::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_actions.setRuns({});
}

void RunsRoom::restore(const QSettings &settings)
{
    m_splitter->restoreState(settings.value(u"window/splitter"_s).toByteArray());
    m_runs->restore(settings);
    m_detail->restore(settings);
    const QString filter = settings.value(u"runs/filter"_s).toString();
    if (!filter.isEmpty() && settings.value(u"runs/filterOf"_s).toString() == m_root) // its names are those of one workspace
        m_runs->setFilterText(filter);
}

void RunsRoom::save(QSettings &settings) const
{
    if (!m_detail->isHidden())
        settings.setValue(u"window/splitter"_s, m_splitter->saveState());
    m_runs->save(settings);
    m_detail->save(settings);
    settings.setValue(u"runs/filter"_s, m_runs->filterText());
    settings.setValue(u"runs/filterOf"_s, m_root);
}

} // namespace cairn
