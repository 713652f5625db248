#include "ui/run/stepspane.h"

#include "ui/graph/stepgraph.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/valuetable.h"
#include "ui/run/stepsmodel.h"

#include <QAction>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSettings>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostRows = 7;       ///< of the table, without scrolling
constexpr int MostGraph = 270;    ///< pixels
constexpr int MostItemRows = 100; ///< of one step

/// Of a step's items those that something happens to or that need somebody, and not too many of them: the step's own row sums up.
QList<StepProgress> itemsToShow(const QList<StepProgress> &items)
{
    QList<StepProgress> shown;
    for (const StepProgress &item : items) {
        if (item.state != StepState::Pending && !isPassed(item.state) && shown.size() < MostItemRows)
            shown.append(item);
    }
    return shown;
}

/// What could be sent this moment is shown as ready, although no checkpoint says so.
QList<StepKey> readySteps(const RunDetail &detail, Timestamp now)
{
    return movesByItself(detail.run.state) ? detail.progress.startable(now) : QList<StepKey>();
}

QList<StepProgress> stepsToShow(const RunDetail &detail, const QList<StepKey> &ready)
{
    QList<StepProgress> rows;
    for (const StepProgress &step : detail.progress.steps()) {
        rows.append(step);
        rows += itemsToShow(detail.progress.items(step.id));
    }
    for (StepProgress &row : rows) {
        if (row.state == StepState::Pending && ready.contains(row.key()))
            row.state = StepState::Ready;
    }
    return rows;
}

/// What came of the steps that no other needs: the last one that has an output.
std::optional<Checkpoint> resultOf(const RunDetail &detail)
{
    QSet<StepId> needed;
    for (const Step &step : detail.version.pipeline.steps)
        needed.unite(QSet<StepId>(step.needs.begin(), step.needs.end()));
    const QList<Checkpoint> &all = detail.history.checkpoints;
    const auto found = std::find_if(all.rbegin(), all.rend(), [&](const Checkpoint &checkpoint) {
        return checkpoint.output.isValid() && isPassed(checkpoint.state) && !needed.contains(checkpoint.step);
    });
    return found == all.rend() ? std::nullopt : std::optional(*found);
}

QToolButton *flatButton(const QString &name, const QString &icon, const QString &text)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(tintedIcon(icon));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setMinimumWidth(button->iconSize().width() + 14); // in a narrow window the icon is enough
    return button;
}

} // namespace

StepsPane::StepsPane(QWidget *parent)
    : QWidget(parent), m_graph(new StepGraph), m_model(new StepsModel(this)), m_table(new ValueTable),
      m_stack(new QStackedWidget), m_switch(new QButtonGroup(this)),
      m_inputButton(flatButton(u"showInput"_s, u"payload"_s, tr("Input"))),
      m_outputButton(flatButton(u"showResult"_s, u"payload"_s, tr("Output"))),
      m_stepButton(flatButton(u"stepMenu"_s, u"edit"_s, tr("Step")))
{
    setObjectName(u"stepsPane"_s);
    buildTable();
    m_stack->addWidget(m_graph);
    m_stack->addWidget(m_table);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(m_stack, 1);
    connectParts();
    show(GraphView);
}

void StepsPane::connectParts()
{
    connect(m_inputButton, &QAbstractButton::clicked, this, [this] { Q_EMIT payloadWanted(m_input, tr("Input"), {}); });
    connect(m_outputButton, &QAbstractButton::clicked, this,
            [this] { Q_EMIT payloadWanted(m_output, m_outputTitle, m_outputOrigin); });
    connect(m_switch, &QButtonGroup::idClicked, this, [this](int view) {
        show(View(view));
        focusSteps();
    });
    connect(m_graph, &StepGraph::opened, this, [this](const StepId &step) { Q_EMIT stepOpened(step); });
    connect(m_graph, &StepGraph::currentChanged, this, [this](const StepId &step) {
        const QScopedValueRollback syncing(m_syncing, true);
        m_table->setCurrentIndex(m_model->index(m_model->rowOf(step), 0));
        Q_EMIT chosenStepChanged();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &index) {
        if (index.isValid() && !m_syncing)
            m_graph->setCurrent(m_model->step(index.row()).id);
        Q_EMIT chosenStepChanged();
    });
}

QWidget *StepsPane::buildHead()
{
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 8, 2);
    row->setSpacing(0);
    auto *title = sectionTitle(tr("Steps"));
    row->addWidget(title);
    row->addSpacing(10);
    row->addWidget(m_inputButton);
    row->addWidget(m_outputButton);
    row->addWidget(m_stepButton);
    m_stepButton->setToolTip(tr("What can be done with the chosen step"));
    m_stepButton->setPopupMode(QToolButton::InstantPopup);
    m_inputButton->setToolTip(tr("Show what the run was given"));
    m_outputButton->setToolTip(tr("Show what came of the run"));
    row->addStretch();
    row->addWidget(m_graph->tools());
    row->addSpacing(6);
    const auto add = [&](View view, QToolButton *button) {
        button->setCheckable(true);
        m_switch->addButton(button, view);
        row->addWidget(button);
    };
    add(GraphView, flatButton(u"stepsAsGraph"_s, u"graph"_s, tr("Graph")));
    add(TableView, flatButton(u"stepsAsTable"_s, u"table"_s, tr("Table")));
    return head;
}

void StepsPane::buildTable()
{
    m_table->setObjectName(u"stepsTable"_s);
    new TableExport(*m_table, u"steps"_s);
    m_table->setAccessibleName(tr("Steps"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setStateColumn(StepsModel::StateColumn);
    m_table->setColumnCharacters(StepsModel::StepColumn, 11);
    m_table->setColumnCharacters(StepsModel::AttemptsColumn, 4);
    m_table->setColumnCharacters(StepsModel::NextColumn, 11);
    m_table->setColumnCharacters(StepsModel::CategoryColumn, 13);
    m_table->setColumnCharacters(StepsModel::CauseColumn, 40);
    m_table->setImportance({StepsModel::StateColumn, StepsModel::StepColumn, StepsModel::CauseColumn, StepsModel::NextColumn,
                            StepsModel::AttemptsColumn, StepsModel::CategoryColumn},
                           3, {StepsModel::CauseColumn});
    auto *open = new QAction(tr("Show its attempts"), m_table);
    open->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    open->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(open);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto openCurrent = [this] {
        if (m_table->currentIndex().isValid())
            Q_EMIT stepOpened(m_model->step(m_table->currentIndex().row()).key());
    };
    connect(open, &QAction::triggered, this, openCurrent);
    connect(m_table, &QTableView::doubleClicked, this, openCurrent);
}

void StepsPane::setStepActions(const QList<QAction *> &actions)
{
    auto *menu = new QMenu(m_stepButton);
    menu->addActions(actions);
    m_stepButton->setMenu(menu);
    addActions(actions);
    m_table->addActions(actions);
    m_graph->addActions(actions);
    m_graph->setContextMenuPolicy(Qt::ActionsContextMenu);
}

StepKey StepsPane::chosenStep() const
{
    const QModelIndex row = m_table->currentIndex();
    const bool isItem = m_stack->currentIndex() == TableView && row.isValid();
    return isItem ? m_model->step(row.row()).key() : StepKey(m_graph->current());
}

void StepsPane::choose(const StepKey &key)
{
    int row = m_model->rowOf(key.step);
    for (int at = 0; key.item != NoItem && at < m_model->rowCount(); ++at) {
        if (m_model->step(at).key() == key)
            row = at;
    }
    if (row < 0)
        return;
    if (m_model->step(row).item != NoItem)
        show(TableView);
    m_graph->setCurrent(key.step);
    m_table->setCurrentIndex(m_model->index(row, 0));
}

void StepsPane::show(View view)
{
    m_switch->button(view)->setChecked(true);
    m_stack->setCurrentIndex(view);
    m_graph->tools()->setVisible(view == GraphView);
    Q_EMIT chosenStepChanged();
    Q_EMIT viewChanged();
}

void StepsPane::setDetail(const RunDetail &detail, bool another, Timestamp now)
{
    const QList<StepKey> ready = readySteps(detail, now);
    m_graph->setPipeline(detail.version.pipeline);
    m_graph->setProgress(detail.progress, ready);
    m_model->setNow(now);
    setSteps(stepsToShow(detail, ready));
    updatePayloads(detail);
    if (!another)
        return;
    m_graph->fit();
    m_graph->setCurrent(detail.run.step.isEmpty() ? detail.progress.steps().value(0).id : detail.run.step);
    m_table->setCurrentIndex(m_model->index(m_model->rowOf(m_graph->current()), 0));
}

/// An item that has passed is not shown any more; what was chosen with it is its step then, and not the item that comes next.
void StepsPane::setSteps(const QList<StepProgress> &steps)
{
    const QModelIndex before = m_table->currentIndex();
    const StepKey chosen = before.isValid() ? m_model->step(before.row()).key() : StepKey();
    const QScopedValueRollback syncing(m_syncing, true);
    m_model->setSteps(steps);
    const QModelIndex now = m_table->currentIndex();
    if (before.isValid() && (!now.isValid() || m_model->step(now.row()).key() != chosen))
        m_table->setCurrentIndex(m_model->index(m_model->rowOf(chosen.step), 0));
}

void StepsPane::updatePayloads(const RunDetail &detail)
{
    m_input = detail.run.input;
    const auto result = resultOf(detail);
    m_output = result ? result->output : PayloadRef();
    m_outputOrigin = result ? PayloadOrigin::of(*result) : PayloadOrigin();
    m_outputTitle = result ? tr("Output of %1").arg(stepText(result->step, result->item)) : QString();
    m_inputButton->setEnabled(m_input.isValid());
    m_outputButton->setEnabled(m_output.isValid());
}

void StepsPane::setNow(Timestamp now)
{
    m_model->setNow(now);
}

void StepsPane::focusSteps()
{
    m_stack->currentWidget()->setFocus(Qt::OtherFocusReason);
}

int StepsPane::wantedHeight() const
{
    const int head = layout()->itemAt(0)->sizeHint().height();
    if (m_stack->currentIndex() == TableView)
        return head + m_table->horizontalHeader()->sizeHint().height() +
               std::min(m_model->rowCount(), MostRows) * m_table->verticalHeader()->defaultSectionSize() + 2;
    const QSize natural = m_graph->naturalSize();
    const double zoom = std::clamp(double(width()) / std::max(1, natural.width()), StepGraph::LeastReadable, 1.0);
    const int bar = natural.width() * zoom > width() ? 16 : 2;
    return head + std::min(int(natural.height() * zoom) + bar, MostGraph);
}

void StepsPane::restore(const QSettings &settings)
{
    show(settings.value(u"detail/steps"_s).toString() == "table"_L1 ? TableView : GraphView);
}

void StepsPane::save(QSettings &settings) const
{
    settings.setValue(u"detail/steps"_s, m_stack->currentIndex() == TableView ? u"table"_s : u"graph"_s);
}

} // namespace cairn
