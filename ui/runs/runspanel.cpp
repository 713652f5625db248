#include "ui/runs/runspanel.h"

#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/filtererror.h"
#include "ui/parts/handfocus.h"
#include "ui/parts/whendone.h"
#include "ui/runs/columnsmenu.h"
#include "ui/runs/filterline.h"
#include "ui/runs/runexporter.h"
#include "ui/runs/runsfeed.h"
#include "ui/runs/runsmodel.h"
#include "ui/runs/runsnote.h"
#include "ui/runs/runsview.h"
#include "ui/runs/viewsbutton.h"
#include "ui/runs/viewskeeper.h"

#include "control/bulkdesk.h"
#include "control/filter.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QStackedLayout>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds VocabularyRest{2'000};
constexpr Milliseconds FilterAge = std::chrono::minutes(1);
} // namespace

RunsPanel::RunsPanel(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_model(new RunsModel(this)), m_feed(new RunsFeed(desk, *m_model, this)),
      m_views(new ViewsButton), m_filter(new FilterLine), m_more(new QToolButton), m_note(new RunsNote),
      m_wrong(new FilterError(this)), m_view(new RunsView), m_empty(new EmptyState), m_stack(new QStackedLayout),
      m_menu(new QMenu(this)), m_keeper(new ViewsKeeper(*m_views, this)), m_exporter(new RunExporter(desk, this)),
      m_export(new QAction(tintedIcon(u"export"_s), tr("E&xport the matching runs as CSV…"), this)), m_vocabulary(VocabularyRest)
{
    setObjectName(u"runsPanel"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_view->setObjectName(u"runsTable"_s);
    m_view->setAccessibleName(tr("Runs"));
    m_view->setModel(m_model);
    m_match = new MatchSelection(*m_view, *m_model, this);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    buildMore();
    layOut();
    connectFeed();
    connectFilter();
    connectView();
    connectViews();
    connectMatching();
    m_feed->reload();
}

void RunsPanel::layOut()
{
    auto *line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(m_views);
    line->addWidget(m_filter, 1);
    line->addWidget(m_more);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(10, 8, 10, 4);
    head->setSpacing(4);
    head->addLayout(line);
    head->addWidget(m_note);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(m_stack, 1);
}

void RunsPanel::buildMore()
{
    m_columns = new ColumnsMenu(*m_view, this);
    m_export->setObjectName(u"exportRuns"_s);
    connect(m_export, &QAction::triggered, this, [this] {
        renewFilter();
        m_exporter->choose(m_feed->filter(), m_matching);
    });
    auto *menu = new QMenu(m_more);
    menu->addMenu(m_columns);
    menu->addAction(m_export);
    m_more->setObjectName(u"runsMore"_s);
    m_more->setIcon(tintedIcon(u"more"_s));
    m_more->setToolTip(tr("Columns and export"));
    m_more->setAccessibleName(m_more->toolTip());
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(menu);
}

void RunsPanel::connectFeed()
{
    connect(m_feed, &RunsFeed::loaded, this, [this] {
        m_loaded = true;
        m_match->setMatching(m_matching);
        showNote();
        showEmptiness();
        if (std::exchange(m_isLeaving, false) && m_filter->hasFocus() && m_view->isVisible())
            focusList();
        if (m_wanted.isValid())
            select(m_wanted);
    });
    connect(m_feed, &RunsFeed::counted, this, [this](qint64 matching) {
        m_matching = matching;
        if (!m_loaded)
            return; // the count of a new filter may come before its runs, and is not said of the old ones
        m_match->setMatching(matching);
        showNote();
    });
    connect(m_feed, &RunsFeed::searched, this, [this](const std::optional<Timestamp> &to) { m_note->setSearched(to); });
    connect(m_feed, &RunsFeed::heldBack, this, [this](bool held) {
        m_heldBack = held;
        passView();
    });
    connect(m_feed, &RunsFeed::failed, this, &RunsPanel::failed);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &RunsPanel::showEmptiness);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &RunsPanel::showEmptiness);
}

void RunsPanel::connectFilter()
{
    connect(m_filter, &FilterLine::filterChanged, this, [this](const RunFilter &filter) {
        m_match->letGo();
        m_view->backToNewest();
        m_loaded = false;
        m_line = m_filter->text();
        m_moment = m_filter->moment();
        m_feed->setFilter(filter);
    });
    auto *renewal = new QTimer(this);
    renewal->setObjectName(u"filterRenewal"_s);
    connect(renewal, &QTimer::timeout, this, &RunsPanel::renewFilter);
    renewal->start(FilterAge);
    connect(m_filter, &FilterLine::wrong, this, [this](const Error &error) {
        m_wrong->say(errorText(error));
        m_wrong->placeUnder(m_filter->geometry());
    });
    connect(m_filter, &FilterLine::right, m_wrong, &QWidget::hide);
    connect(m_filter, &FilterLine::leave, this, [this] {
        m_isLeaving = !m_view->isVisible();
        focusList();
    });
    connect(m_filter, &QLineEdit::textEdited, this, [this] { m_isLeaving = false; });
    connect(m_filter, &FilterLine::vocabularyWanted, &m_vocabulary, &Refresher::wake);
    connect(&m_vocabulary, &Refresher::due, this, &RunsPanel::askVocabulary);
}

/// "since:1m" and "today" go on with the time.
void RunsPanel::renewFilter()
{
    const Timestamp now = m_desk.clock().now();
    const auto filter = parseFilter(splitFilterLine(m_line), now);
    if (!filter || *filter == m_feed->filter())
        return;
    m_moment = now;
    m_feed->renewFilter(*filter);
    if (m_match->isTaken())
        Q_EMIT selectionChanged(); // what is asked for all that match means the same times
}

void RunsPanel::askVocabulary()
{
    whenDone(this, m_desk.vocabulary(), [this](const Result<FilterVocabulary> &names) {
        if (names)
            m_filter->setVocabulary(*names); // without them keys and states are still offered
        m_vocabulary.done();
    });
}

void RunsPanel::connectViews()
{
    connect(m_filter, &QLineEdit::textChanged, m_views, &ViewsButton::showFilter);
    connect(m_views, &ViewsButton::chosen, this, &RunsPanel::applyView);
    connect(m_views, &ViewsButton::viewsChanged, this, &RunsPanel::viewsChanged);
    connect(m_views->saveAction(), &QAction::triggered, this, [this] {
        m_keeper->save({{}, {}, m_filter->text().simplified(), m_view->wantedColumns()});
    });
    connect(m_views->manageAction(), &QAction::triggered, m_keeper, &ViewsKeeper::manage);
}

void RunsPanel::applyView(const SavedView &view)
{
    if (!view.columns.isEmpty())
        m_view->setWantedColumns(view.columns);
    m_filter->setFilterText(view.filter);
    focusList();
}

void RunsPanel::connectMatching()
{
    connect(m_match, &MatchSelection::changed, this, [this] {
        showNote();
        Q_EMIT selectionChanged();
    });
    connect(m_note, &RunsNote::allWanted, m_match, &MatchSelection::take);
    connect(m_note, &RunsNote::loadedWanted, m_match, &MatchSelection::letGo);
    connect(m_note, &RunsNote::newerWanted, this, [this] {
        m_view->backToNewest();
        m_feed->reload();
    });
}

void RunsPanel::connectView()
{
    connect(m_view, &RunsView::viewChanged, this, &RunsPanel::passView);
    connect(m_view, &QTableView::doubleClicked, this, &RunsPanel::openRequested);
    connect(m_view, &RunsView::firstWanted, this, &RunsPanel::openRequested);
    connect(m_view, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &where) { m_menu->popup(m_view->viewport()->mapToGlobal(where)); });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (m_view->selectionModel()->hasSelection())
            m_wanted = {};
        Q_EMIT selectionChanged();
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &RunsPanel::recordsChanged);
    connect(m_model, &QAbstractItemModel::modelReset, this, &RunsPanel::recordsChanged);
    QHeaderView *header = m_view->horizontalHeader();
    connect(header, &QWidget::customContextMenuRequested, this,
            [this, header](const QPoint &where) { m_columns->popup(header->viewport()->mapToGlobal(where)); });
    connect(m_empty, &EmptyState::actionWanted, this, [this] {
        if (m_feed->filter() == RunFilter())
            Q_EMIT submitRequested();
        else
            m_filter->setFilterText({});
    });
}

void RunsPanel::setActions(const QList<QAction *> &actions)
{
    m_menu->addActions(actions);
    m_view->addActions(actions);
}

QList<RunRecord> RunsPanel::selectedRuns() const
{
    QList<RunRecord> runs;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        runs.append(m_model->runs().at(index.row()));
    return runs;
}

std::optional<MatchingRuns> RunsPanel::allMatching() const
{
    if (!m_match->isTaken())
        return std::nullopt;
    return MatchingRuns{m_feed->filter(), withFixedTimes(m_line, m_moment), m_matching};
}

const QList<QAction *> &RunsPanel::viewActions() const
{
    return m_views->viewActions();
}

QList<QAction *> RunsPanel::listActions() const
{
    return {m_export, m_columns->arrangeAction(), m_views->saveAction(), m_views->manageAction()};
}

void RunsPanel::select(RunId id)
{
    const int row = m_model->rowOf(id);
    if (row < 0) {
        m_view->clearSelection();
        m_wanted = id;
        return;
    }
    m_view->selectRow(row);
    m_view->scrollTo(m_model->index(row, 0));
}

void RunsPanel::setFilterText(const QString &text)
{
    m_filter->setFilterText(text);
}

void RunsPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void RunsPanel::focusList()
{
    focusOnceSeen(this, m_view);
}

bool RunsPanel::listHasFocus() const
{
    return m_view->hasFocus();
}

void RunsPanel::showNote()
{
    using enum RunsNote::Selection;
    m_note->setMatching(m_matching, m_feed->filter() != RunFilter());
    m_note->setSelection(m_match->isTaken() ? AllMatching : m_match->isOffered() ? AllLoaded : Rows, m_model->rowCount());
}

void RunsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_wrong->placeUnder(m_filter->geometry());
}

void RunsPanel::showEmptiness()
{
    if (!m_loaded)
        return;
    if (m_feed->filter() == RunFilter() && !m_desk.may(Role::Operator))
        m_empty->say(tr("No runs yet"), tr("Runs appear here by themselves once somebody submits files."), {});
    else if (m_feed->filter() == RunFilter())
        m_empty->say(tr("No runs yet"), tr("Drop a file here, or: <code>cairn submit PIPELINE FILE</code>"), tr("Choose files…"));
    else
        m_empty->say(tr("No run matches this filter"), tr("Runs that match will appear here by themselves."),
                     tr("Clear the filter"));
    m_stack->setCurrentWidget(m_model->rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_view);
}

void RunsPanel::passView()
{
    const int first = m_view->firstVisibleRow();
    m_feed->setView(first, m_view->lastVisibleRow(), m_view->isBeingRead());
    m_note->showNewer(m_heldBack || first > 0);
}

void RunsPanel::restore(const QSettings &settings)
{
    m_view->setColumns(settings.value(u"runs/layout"_s).toMap());
}

void RunsPanel::save(QSettings &settings) const
{
    settings.setValue(u"runs/layout"_s, m_view->columns());
}

} // namespace cairn
