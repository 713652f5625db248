#include "ui/runspanel.h"

#include "ui/emptystate.h"
#include "ui/filtererror.h"
#include "ui/filterline.h"
#include "ui/runsfeed.h"
#include "ui/runsmodel.h"
#include "ui/runsview.h"
#include "ui/tintedicon.h"
#include "ui/tonedlabel.h"
#include "ui/wording.h"

#include <QBoxLayout>
#include <QMenu>
#include <QSettings>
#include <QStackedLayout>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

RunsPanel::RunsPanel(Desk &desk, QWidget *parent)
    : QWidget(parent), m_model(new RunsModel(this)), m_feed(new RunsFeed(desk, *m_model, this)), m_filter(new FilterLine),
      m_note(new TonedLabel(TonedLabel::Quiet)), m_wrong(new FilterError(this)), m_newer(new QToolButton), m_view(new RunsView),
      m_empty(new EmptyState), m_stack(new QStackedLayout), m_menu(new QMenu(this))
{
    setObjectName(u"runsPanel"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_view->setObjectName(u"runsTable"_s);
    m_view->setAccessibleName(tr("Runs"));
    m_view->setModel(m_model);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    buildNote();

    auto *note = new QHBoxLayout;
    note->setContentsMargins(2, 0, 0, 0);
    note->addWidget(m_note, 1);
    note->addWidget(m_newer);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(10, 8, 10, 4);
    head->setSpacing(4);
    head->addWidget(m_filter);
    head->addLayout(note);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(m_stack, 1);

    connectFeed();
    connectView();
    m_feed->reload();
}

void RunsPanel::buildNote()
{
    m_note->setObjectName(u"filterNote"_s);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_newer->setObjectName(u"newerRuns"_s);
    m_newer->setIcon(tintedIcon(u"up"_s));
    m_newer->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_newer->setAutoRaise(true);
    m_newer->setText(tr("Newer runs"));
    m_newer->setToolTip(tr("Back to the newest runs"));
    QSizePolicy keepsItsPlace = m_newer->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_newer->setSizePolicy(keepsItsPlace);
    m_newer->hide();
}

void RunsPanel::connectFeed()
{
    connect(m_feed, &RunsFeed::loaded, this, [this] {
        m_loaded = true;
        showEmptiness();
        if (m_wanted.isValid())
            select(m_wanted);
    });
    connect(m_feed, &RunsFeed::counted, this, [this](qint64 matching) {
        m_matching = matching;
        showNote();
    });
    connect(m_feed, &RunsFeed::heldBack, this, [this](bool held) {
        m_heldBack = held;
        passView();
    });
    connect(m_feed, &RunsFeed::failed, this, &RunsPanel::failed);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &RunsPanel::showEmptiness);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &RunsPanel::showEmptiness);
}

void RunsPanel::connectView()
{
    connect(m_filter, &FilterLine::filterChanged, this, [this](const RunFilter &filter) {
        m_view->backToNewest();
        m_loaded = false;
        m_feed->setFilter(filter);
    });
    connect(m_filter, &FilterLine::wrong, this, [this](const Error &error) {
        m_wrong->say(errorText(error));
        m_wrong->placeUnder(m_filter->geometry());
    });
    connect(m_filter, &FilterLine::right, m_wrong, &QWidget::hide);
    connect(m_filter, &FilterLine::leave, this, &RunsPanel::focusList);
    connect(m_view, &RunsView::viewChanged, this, &RunsPanel::passView);
    connect(m_view, &QTableView::doubleClicked, this, &RunsPanel::openRequested);
    connect(m_view, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &where) { m_menu->popup(m_view->viewport()->mapToGlobal(where)); });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (m_view->selectionModel()->hasSelection())
            m_wanted = {};
        Q_EMIT selectionChanged();
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &RunsPanel::selectionChanged);
    connect(m_model, &QAbstractItemModel::modelReset, this, &RunsPanel::selectionChanged);
    connect(m_newer, &QToolButton::clicked, this, [this] {
        m_view->backToNewest();
        m_feed->reload();
    });
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

void RunsPanel::select(RunId id)
{
    const int row = m_model->rowOf(id);
    if (row < 0) {
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
    m_view->setFocus(Qt::OtherFocusReason);
    if (!m_view->currentIndex().isValid() && m_model->rowCount() > 0)
        m_view->setCurrentIndex(m_model->index(0, 0));
}

bool RunsPanel::listHasFocus() const
{
    return m_view->hasFocus();
}

void RunsPanel::showNote()
{
    if (m_matching <= 0)
        m_note->clear();
    else if (m_feed->filter() == RunFilter())
        m_note->setText(tr("%Ln run(s)", nullptr, int(m_matching)));
    else
        m_note->setText(tr("%Ln run(s) match", nullptr, int(m_matching)));
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
    if (m_feed->filter() == RunFilter())
        m_empty->say(tr("No runs yet"), tr("Drop a file here, or: <code>cairn submit PIPELINE FILE</code>"),
                     tr("Choose files…"));
    else
        m_empty->say(tr("No run matches this filter"), tr("Runs that match will appear here by themselves."),
                     tr("Clear the filter"));
    m_stack->setCurrentWidget(m_model->rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_view);
}

void RunsPanel::passView()
{
    const int first = m_view->firstVisibleRow();
    m_feed->setView(first, m_view->lastVisibleRow(), m_view->isBeingRead());
    m_newer->setVisible(m_heldBack || first > 0);
}

void RunsPanel::restore(const QSettings &settings)
{
    QList<int> widths;
    for (const QVariant &width : settings.value(u"runs/columns"_s).toList())
        widths.append(width.toInt());
    m_view->setColumnWidths(widths);
}

void RunsPanel::save(QSettings &settings) const
{
    QVariantList widths;
    for (int width : m_view->columnWidths())
        widths.append(width);
    settings.setValue(u"runs/columns"_s, widths);
}

} // namespace cairn
