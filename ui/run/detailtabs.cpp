#include "ui/run/detailtabs.h"

#include "ui/audit/auditmodel.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/valuetable.h"
#include "ui/run/attemptsmodel.h"
#include "ui/run/checkpointsmodel.h"
#include "ui/run/lineageview.h"
#include "ui/run/runeventsmodel.h"
#include "ui/run/timelineview.h"

#include <QAction>
#include <QFocusEvent>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

DetailTabs::DetailTabs(QWidget *parent)
    : QTabWidget(parent), m_timeline(new TimelineView), m_attemptsModel(new AttemptsModel(this)),
      m_checkpointsModel(new CheckpointsModel(this)), m_eventsModel(new RunEventsModel(this)), m_attempts(new ValueTable),
      m_checkpoints(new ValueTable), m_events(new ValueTable), m_auditModel(new AuditModel(this)), m_audit(new ValueTable),
      m_lineage(new LineageView)
{
    setObjectName(u"detailTabs"_s);
    setDocumentMode(true);
    buildAttempts();
    buildCheckpoints();
    buildEvents();
    buildAudit();
    addTab(m_timeline, tr("Timeline"));
    addTab(m_attempts, tr("Attempts"));
    addTab(m_checkpoints, tr("Checkpoints"));
    addTab(m_events, tr("Events"));
    addTab(m_lineage, tr("Lineage"));
    addTab(m_audit, tr("Audit"));

    connect(this, &QTabWidget::currentChanged, this, [this] {
        fillPage();
        if (currentWidget() == m_timeline && m_attempts->currentIndex().isValid())
            m_timeline->setCurrentAttempt(m_attempts->currentIndex().row());
    });
    connect(m_timeline, &TimelineView::attemptChosen, this,
            [this](int attempt) { m_attempts->setCurrentIndex(m_attemptsModel->index(attempt, 0)); });
    connect(m_timeline, &TimelineView::attemptOpened, this, &DetailTabs::showAttempt);
    connect(m_attempts->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &index) {
        if (index.isValid())
            m_timeline->setCurrentAttempt(index.row());
    });
    for (ValueTable *table : {m_attempts, m_checkpoints}) {
        connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DetailTabs::offerPayloads);
        connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this, table] {
            if (table->hasFocus())
                meanRow(table);
        });
        table->installEventFilter(this);
        connect(table->model(), &QAbstractItemModel::modelReset, this, &DetailTabs::offerPayloads);
    }
    offerPayloads();
    connect(m_lineage, &LineageView::runWanted, this, &DetailTabs::runWanted);
    connect(m_lineage, &LineageView::payloadWanted, this,
            [this](const PayloadRef &payload, const QString &title) { Q_EMIT payloadWanted(payload, title, {}); });
    connect(m_lineage, &LineageView::statementWanted, this, &DetailTabs::statementWanted);
}

void DetailTabs::buildAttempts()
{
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
    addPayloadAction(m_attempts, u"showAnswer"_s, tr("Show payload of the answer"), [this] { showAnswer(); });
    addPayloadAction(m_attempts, u"showRequest"_s, tr("Show payload of the request"), [this] { showRequest(); });
    auto *curl = new QAction(tintedIcon(u"copy"_s), tr("Copy as cURL"), m_attempts);
    curl->setObjectName(u"copyCurl"_s);
    curl->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_U);
    curl->setShortcutContext(Qt::WidgetShortcut);
    connect(curl, &QAction::triggered, this, [this] { Q_EMIT curlWanted(chosenAttempt()); });
    m_attempts->addAction(curl);
    new TableExport(*m_attempts, u"attempts"_s);
}

void DetailTabs::buildCheckpoints()
{
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
    addPayloadAction(m_checkpoints, u"showOutput"_s, tr("Show payload"), [this] { showOutput(); });
    addPayloadAction(m_checkpoints, u"showEdited"_s, tr("Show edited payload"), [this] { showEdited(); });
    new TableExport(*m_checkpoints, u"checkpoints"_s);
}

void DetailTabs::buildEvents()
{
    m_events->setObjectName(u"eventsTable"_s);
    m_events->setAccessibleName(tr("Events"));
    m_events->setModel(m_eventsModel);
    m_events->setStateColumn(RunEventsModel::WhatColumn);
    m_events->setColumnCharacters(RunEventsModel::AtColumn, 9);
    m_events->setColumnCharacters(RunEventsModel::StepColumn, 11);
    m_events->setStretchColumn(RunEventsModel::WhyColumn);
    m_events->setColumnCharacters(RunEventsModel::ByColumn, 10);
    new TableExport(*m_events, u"events"_s);
}

void DetailTabs::buildAudit()
{
    m_audit->setObjectName(u"runAuditTable"_s);
    m_audit->setAccessibleName(tr("Audit"));
    m_audit->setModel(m_auditModel);
    m_audit->setColumnCharacters(AuditModel::AtColumn, 9);
    m_audit->setColumnCharacters(AuditModel::ActorColumn, 12);
    m_audit->setColumnCharacters(AuditModel::ActionColumn, 20);
    m_audit->setColumnCharacters(AuditModel::SubjectColumn, 20);
    m_audit->setStretchColumn(AuditModel::ReasonColumn);
    m_audit->setColumnCharacters(AuditModel::NumberColumn, 7);
    new TableExport(*m_audit, u"audit"_s);
}

/// The first of a table is also what Enter and a double click do.
void DetailTabs::addPayloadAction(ValueTable *table, const QString &name, const QString &text, const std::function<void()> &show)
{
    const bool first = table->actions().isEmpty();
    auto *action = new QAction(tintedIcon(u"payload"_s), text, table);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, show);
    if (first) {
        action->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(table, &QTableView::doubleClicked, action, &QAction::trigger);
    }
    table->addAction(action);
    table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void DetailTabs::setStepActions(const QList<QAction *> &actions)
{
    for (ValueTable *table : {m_attempts, m_checkpoints}) {
        auto *line = new QAction(table);
        line->setSeparator(true);
        table->addAction(line);
        table->addActions(actions);
        table->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(table, &QWidget::customContextMenuRequested, this, [this, table](const QPoint &at) { openMenu(table, at); });
    }
}

/// The actions, by their keys too, are about the one step that is looked at: the row's, from when somebody goes there.
bool DetailTabs::meanRow(const ValueTable *table)
{
    const int row = table->currentIndex().row();
    if (row < 0)
        return false;
    Q_EMIT stepMeant(table == m_attempts ? m_attemptsModel->rows().at(row).key() : m_checkpointsModel->rows().at(row).key());
    return true;
}

/// Coming to a table by hand means its row, without moving in it.
bool DetailTabs::eventFilter(QObject *watched, QEvent *event)
{
    static const QList<Qt::FocusReason> byHand{Qt::MouseFocusReason, Qt::TabFocusReason, Qt::BacktabFocusReason};
    const bool comes = event->type() == QEvent::FocusIn && byHand.contains(static_cast<QFocusEvent *>(event)->reason());
    if (const auto *table = qobject_cast<ValueTable *>(watched); table && comes)
        meanRow(table);
    return QTabWidget::eventFilter(watched, event);
}

/// By then it is the row's step, whichever was chosen elsewhere since.
void DetailTabs::openMenu(ValueTable *table, const QPoint &at)
{
    if (!meanRow(table))
        return;
    auto *menu = new QMenu(table);
    menu->setObjectName(table->objectName() + u"Menu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(table->actions());
    menu->popup(table->viewport()->mapToGlobal(at));
}

/// What the chosen rows have no bytes of is not offered.
void DetailTabs::offerPayloads()
{
    const auto allow = [](const ValueTable *table, const QString &name, const PayloadRef &payload) {
        table->findChild<QAction *>(name)->setEnabled(payload.isValid());
    };
    const Attempt attempt = chosenAttempt();
    m_attempts->findChild<QAction *>(u"copyCurl"_s)->setEnabled(!attempt.method.isEmpty());
    allow(m_attempts, u"showAnswer"_s, attempt.response);
    allow(m_attempts, u"showRequest"_s, attempt.request);
    const Checkpoint checkpoint = m_checkpointsModel->rows().value(m_checkpoints->currentIndex().row());
    allow(m_checkpoints, u"showOutput"_s, checkpoint.output);
    allow(m_checkpoints, u"showEdited"_s, checkpoint.edited);
}

void DetailTabs::offer(const PayloadRef &payload, const QString &title, const PayloadOrigin &origin)
{
    if (payload.isValid())
        Q_EMIT payloadWanted(payload, title, origin);
}

Attempt DetailTabs::chosenAttempt() const
{
    return m_attemptsModel->rows().value(m_attempts->currentIndex().row());
}

void DetailTabs::showAnswer()
{
    const Attempt attempt = chosenAttempt();
    offer(attempt.response, tr("%1, answer to attempt %2").arg(stepText(attempt.step, attempt.item)).arg(attempt.number),
          PayloadOrigin::of(attempt));
}

void DetailTabs::showRequest()
{
    const Attempt attempt = chosenAttempt();
    offer(attempt.request, tr("%1, request of attempt %2").arg(stepText(attempt.step, attempt.item)).arg(attempt.number),
          PayloadOrigin::of(attempt));
}

void DetailTabs::showOutput()
{
    const Checkpoint checkpoint = m_checkpointsModel->rows().value(m_checkpoints->currentIndex().row());
    offer(checkpoint.output, tr("Output of %1").arg(stepText(checkpoint.step, checkpoint.item)), PayloadOrigin::of(checkpoint));
}

void DetailTabs::showEdited()
{
    const Checkpoint checkpoint = m_checkpointsModel->rows().value(m_checkpoints->currentIndex().row());
    offer(checkpoint.edited, tr("Edited payload of %1").arg(stepText(checkpoint.step, checkpoint.item)),
          PayloadOrigin::of(checkpoint));
}

void DetailTabs::setDetail(const RunDetail &detail, bool another, Timestamp now)
{
    m_detail = detail;
    m_now = now;
    if (another)
        m_relations = {};
    m_attemptsModel->setAttempts(detail.history.attempts);
    m_checkpointsModel->setCheckpoints(detail.history.checkpoints);
    setTabText(indexOf(m_attempts), tr("Attempts (%L1)").arg(detail.history.attempts.size()));
    setTabText(indexOf(m_checkpoints), tr("Checkpoints (%L1)").arg(detail.history.checkpoints.size()));
    fillPage();
    if (!another)
        return;
    m_attempts->growColumn(AttemptsModel::StartedColumn); // other days have dates
    m_attempts->growColumn(AttemptsModel::StepColumn);
    m_checkpoints->growColumn(CheckpointsModel::AtColumn);
    m_checkpoints->growColumn(CheckpointsModel::StepColumn);
    m_attempts->scrollToTop();
    m_checkpoints->scrollToTop();
    m_events->scrollToTop();
}

void DetailTabs::setRelations(const RunRelations &relations)
{
    m_relations = relations;
    fillPage();
}

/// Of a run with thousands of items each page is work: it is done for the one that is seen.
void DetailTabs::fillPage()
{
    if (!m_detail.run.id.isValid())
        return;
    if (currentWidget() == m_timeline) {
        const bool another = std::exchange(m_timelineRun, m_detail.run.id) != m_detail.run.id;
        m_timeline->setTimeline(timelineOf(m_detail, m_now), another);
    } else if (currentWidget() == m_events) {
        m_eventsModel->setEvents(runEvents(m_detail, m_relations));
        for (int column : {RunEventsModel::AtColumn, RunEventsModel::StepColumn, RunEventsModel::WhatColumn})
            m_events->growColumn(column);
    } else if (currentWidget() == m_audit) {
        m_auditModel->setEntries(m_relations.audit);
        for (int column : {AuditModel::AtColumn, AuditModel::ActorColumn, AuditModel::ActionColumn, AuditModel::SubjectColumn})
            m_audit->growColumn(column);
    } else if (currentWidget() == m_lineage) {
        m_lineage->setLineage(m_detail, m_relations);
    }
}

void DetailTabs::showAttempt(int attempt)
{
    setCurrentWidget(m_attempts);
    m_attempts->setCurrentIndex(m_attemptsModel->index(attempt, 0));
    m_attempts->setFocus(Qt::OtherFocusReason);
}

void DetailTabs::showStep(const StepKey &step)
{
    const auto lastOf = [&](const auto &rows) {
        const auto found = std::find_if(rows.rbegin(), rows.rend(), [&](const auto &row) {
            return row.step == step.step && (step.item == NoItem || row.item == step.item);
        });
        return int(rows.rend() - found) - 1;
    };
    if (const int attempt = lastOf(m_attemptsModel->rows()); attempt >= 0) {
        showAttempt(attempt);
        return;
    }
    setCurrentWidget(m_checkpoints);
    m_checkpoints->setCurrentIndex(m_checkpointsModel->index(lastOf(m_checkpointsModel->rows()), 0));
    m_checkpoints->setFocus(Qt::OtherFocusReason);
}

void DetailTabs::restore(const QSettings &settings)
{
    for (ValueTable *table : {m_attempts, m_checkpoints, m_events, m_audit})
        table->horizontalHeader()->restoreState(settings.value(u"detail/%1"_s.arg(table->objectName())).toByteArray());
    for (int tab = 0; tab < count(); ++tab) {
        if (widget(tab)->objectName() == settings.value(u"detail/tab"_s).toString())
            setCurrentIndex(tab);
    }
}

void DetailTabs::save(QSettings &settings) const
{
    for (const ValueTable *table : {m_attempts, m_checkpoints, m_events, m_audit})
        settings.setValue(u"detail/%1"_s.arg(table->objectName()), table->horizontalHeader()->saveState());
    settings.setValue(u"detail/tab"_s, currentWidget()->objectName());
}

} // namespace cairn
