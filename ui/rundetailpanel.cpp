#include "ui/rundetailpanel.h"

#include "ui/attemptsmodel.h"
#include "ui/checkpointsmodel.h"
#include "ui/explanation.h"
#include "ui/runheading.h"
#include "ui/stepsmodel.h"
#include "ui/valuetable.h"
#include "ui/whendone.h"
#include "ui/whybox.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QSettings>
#include <QTabWidget>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds RefreshRest{150};
constexpr Milliseconds CountdownStep{1'000};
constexpr int MostStepRows = 7;   ///< without scrolling
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

/// Steps that could be sent this moment are shown as ready, although no checkpoint says so.
QList<StepProgress> stepsToShow(const RunDetail &detail, Timestamp now)
{
    QList<StepProgress> rows;
    for (const StepProgress &step : detail.progress.steps()) {
        rows.append(step);
        rows += itemsToShow(detail.progress.items(step.id));
    }
    if (!movesByItself(detail.run.state))
        return rows;
    const QList<StepKey> startable = detail.progress.startable(now);
    for (StepProgress &row : rows) {
        if (row.state == StepState::Pending && startable.contains(row.key()))
            row.state = StepState::Ready;
    }
    return rows;
}

/// The step's row; the first if it is none.
int rowOf(const StepId &id, const QList<StepProgress> &rows)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const StepProgress &row) { return row.id == id; });
    return found == rows.end() ? 0 : int(found - rows.begin());
}

bool somethingWaits(const RunDetail &detail)
{
    const QList<StepProgress> &steps = detail.progress.steps();
    return !isFinished(detail.run.state) && std::any_of(steps.begin(), steps.end(), [](const StepProgress &step) {
        return step.state == StepState::WaitingRetry;
    });
}

} // namespace

RunDetailPanel::RunDetailPanel(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_refresher(RefreshRest), m_heading(new RunHeading), m_why(new WhyBox),
      m_stepsModel(new StepsModel(this)), m_attemptsModel(new AttemptsModel(this)),
      m_checkpointsModel(new CheckpointsModel(this)), m_steps(new ValueTable), m_attempts(new ValueTable),
      m_checkpoints(new ValueTable), m_tabs(new QTabWidget)
{
    setObjectName(u"runDetail"_s);
    setAccessibleName(tr("Run detail"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    buildTables();
    m_tabs->setObjectName(u"detailTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_attempts, tr("Attempts"));
    m_tabs->addTab(m_checkpoints, tr("Checkpoints"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(m_steps);
    column->addSpacing(8);
    column->addWidget(m_tabs, 1);

    m_tick.setInterval(CountdownStep);
    connect(&m_tick, &QTimer::timeout, this, &RunDetailPanel::tick);
    connect(&m_desk, &Desk::changed, &m_refresher, &Refresher::wake);
    connect(&m_refresher, &Refresher::due, this, &RunDetailPanel::read);
    connect(m_heading, &RunHeading::closeWanted, this, &RunDetailPanel::closeWanted);
    connect(m_why, &WhyBox::commandWanted, this, &RunDetailPanel::commandWanted);
}

QWidget *RunDetailPanel::buildHead()
{
    auto *head = new QWidget;
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(12, 8, 12, 10);
    column->setSpacing(10);
    column->addWidget(m_heading);
    column->addWidget(m_why);
    return head;
}

void RunDetailPanel::buildTables()
{
    m_steps->setObjectName(u"stepsTable"_s);
    m_steps->setAccessibleName(tr("Steps"));
    m_steps->setModel(m_stepsModel);
    m_steps->setSelectionMode(QAbstractItemView::SingleSelection);
    m_steps->setStateColumn(StepsModel::StateColumn);
    m_steps->setColumnCharacters(StepsModel::StepColumn, 11);
    m_steps->setColumnCharacters(StepsModel::AttemptsColumn, 4);
    m_steps->setColumnCharacters(StepsModel::NextColumn, 11);
    m_steps->setColumnCharacters(StepsModel::CategoryColumn, 13);
    m_steps->setColumnCharacters(StepsModel::CauseColumn, 40);
    m_steps->setImportance({StepsModel::StateColumn, StepsModel::StepColumn, StepsModel::CauseColumn, StepsModel::NextColumn,
                            StepsModel::AttemptsColumn, StepsModel::CategoryColumn},
                           3, {StepsModel::CauseColumn});

    m_attempts->setObjectName(u"attemptsTable"_s);
    m_attempts->setAccessibleName(tr("Attempts"));
    m_attempts->setModel(m_attemptsModel);
    m_attempts->setColumnCharacters(AttemptsModel::StartedColumn, 9);
    m_attempts->setColumnCharacters(AttemptsModel::StepColumn, 11);
    m_attempts->setColumnCharacters(AttemptsModel::NumberColumn, 3);
    m_attempts->setColumnCharacters(AttemptsModel::AnswerColumn, 18);
    m_attempts->setColumnCharacters(AttemptsModel::CategoryColumn, 13);
    m_attempts->setColumnCharacters(AttemptsModel::DecisionColumn, 17);
    m_attempts->setColumnCharacters(AttemptsModel::TookColumn, 7);
    m_attempts->setColumnCharacters(AttemptsModel::RequestColumn, 12);
    m_attempts->horizontalHeader()->setStretchLastSection(true);

    m_checkpoints->setObjectName(u"checkpointsTable"_s);
    m_checkpoints->setAccessibleName(tr("Checkpoints"));
    m_checkpoints->setModel(m_checkpointsModel);
    m_checkpoints->setStateColumn(CheckpointsModel::StateColumn);
    m_checkpoints->setColumnCharacters(CheckpointsModel::AtColumn, 9);
    m_checkpoints->setColumnCharacters(CheckpointsModel::StepColumn, 11);
    m_checkpoints->setColumnCharacters(CheckpointsModel::StatusColumn, 4);
    m_checkpoints->setStretchColumn(CheckpointsModel::ReasonColumn);
    m_checkpoints->setColumnCharacters(CheckpointsModel::OutputColumn, 9);
    m_checkpoints->setColumnCharacters(CheckpointsModel::ActorColumn, 10);
}

/// A line towards the list: both stand on the same ground.
void RunDetailPanel::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(0, 0, 1, height(), blend(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.25));
}

void RunDetailPanel::showRun(RunId id)
{
    m_id = id;
    m_refresher.wake();
}

void RunDetailPanel::clear()
{
    m_id = {};
    m_detail.reset();
    m_tick.stop();
}

std::optional<RunRecord> RunDetailPanel::run() const
{
    return m_detail ? std::optional(m_detail->run) : std::nullopt;
}

void RunDetailPanel::focusSteps()
{
    m_steps->setFocus(Qt::OtherFocusReason);
}

void RunDetailPanel::restore(const QSettings &settings)
{
    for (ValueTable *table : {m_attempts, m_checkpoints})
        table->horizontalHeader()->restoreState(settings.value(u"detail/%1"_s.arg(table->objectName())).toByteArray());
}

void RunDetailPanel::save(QSettings &settings) const
{
    for (const ValueTable *table : {m_attempts, m_checkpoints})
        settings.setValue(u"detail/%1"_s.arg(table->objectName()), table->horizontalHeader()->saveState());
}

void RunDetailPanel::read()
{
    const bool settled = m_detail && m_detail->run.id == m_id && isFinished(m_detail->run.state);
    if (!m_id.isValid() || settled) {
        m_refresher.done();
        return;
    }
    whenDone(this, m_desk.detail(m_id), [this, id = m_id](const Result<RunDetail> &detail) {
        m_refresher.done();
        if (id != m_id)
            return; // another run has been asked for since, and the refresher knows
        if (detail)
            present(*detail);
        else
            Q_EMIT failed(detail.error());
    });
}

void RunDetailPanel::present(const RunDetail &detail)
{
    const bool another = !m_detail || m_detail->run.id != detail.run.id;
    m_detail = detail;
    const Timestamp now = SystemClock().now();
    m_heading->setRun(detail.run);
    m_why->setExplanation(explain(detail, now));
    m_stepsModel->setNow(now);
    m_stepsModel->setSteps(stepsToShow(detail, now));
    const int rows = std::min(int(m_stepsModel->rowCount()), MostStepRows);
    m_steps->setFixedHeight(m_steps->horizontalHeader()->sizeHint().height() +
                            rows * m_steps->verticalHeader()->defaultSectionSize() + 2);
    m_attemptsModel->setAttempts(detail.history.attempts);
    m_checkpointsModel->setCheckpoints(detail.history.checkpoints);
    m_tabs->setTabText(0, tr("Attempts (%L1)").arg(detail.history.attempts.size()));
    m_tabs->setTabText(1, tr("Checkpoints (%L1)").arg(detail.history.checkpoints.size()));
    if (another) {
        m_attempts->growColumn(AttemptsModel::StartedColumn); // other days have dates
        m_attempts->growColumn(AttemptsModel::StepColumn);
        m_checkpoints->growColumn(CheckpointsModel::AtColumn);
        m_checkpoints->growColumn(CheckpointsModel::StepColumn);
        m_attempts->scrollToTop();
        m_checkpoints->scrollToTop();
        m_steps->setCurrentIndex(m_stepsModel->index(rowOf(detail.run.step, stepsToShow(detail, now)), 0));
    }
    if (somethingWaits(detail))
        m_tick.start();
    else
        m_tick.stop();
    Q_EMIT loaded();
}

void RunDetailPanel::tick()
{
    const Timestamp now = SystemClock().now();
    m_stepsModel->setNow(now);
    m_why->setExplanation(explain(*m_detail, now));
}

} // namespace cairn
