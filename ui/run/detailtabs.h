#pragma once

#include "control/relations.h"
#include "ui/payload/payloadorigin.h"

#include <QTabWidget>

class QSettings;

namespace cairn {

class AttemptsModel;
class AuditModel;
class CheckpointsModel;
class LineageView;
class RunEventsModel;
class TimelineView;
class ValueTable;

/// What is recorded of a run: over time, attempt by attempt, checkpoint by checkpoint, as a story, and where it comes from.
class DetailTabs : public QTabWidget
{
    Q_OBJECT
public:
    explicit DetailTabs(QWidget *parent = nullptr);

    /// What is looked at stays, unless it is another run. Pages that are not seen are not made.
    void setDetail(const RunDetail &detail, bool another, Timestamp now);
    void setRelations(const RunRelations &relations);
    /// Goes to the last attempt of a step, or, if it has none, to its last checkpoint.
    void showStep(const StepKey &step);

    /// What can be done with the step of a row, in the menus of attempts and checkpoints.
    void setStepActions(const QList<QAction *> &actions);

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    /// Somebody wants to see what went in or came out.
    void payloadWanted(const cairn::PayloadRef &payload, const QString &title, const cairn::PayloadOrigin &origin);
    /// The step of the row that somebody went to, or whose menu opens.
    void stepMeant(const cairn::StepKey &step);
    void runWanted(cairn::RunId id);
    void statementWanted(cairn::RunId id);
    void curlWanted(const cairn::Attempt &attempt);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildAttempts();
    void buildCheckpoints();
    void buildEvents();
    void buildAudit();
    void addPayloadAction(ValueTable *table, const QString &name, const QString &text, const std::function<void()> &show);
    bool meanRow(const ValueTable *table);
    void openMenu(ValueTable *table, const QPoint &at);
    void showAttempt(int attempt);
    void showAnswer();
    void showRequest();
    void showOutput();
    void showEdited();
    void fillPage();
    void offerPayloads();
    Attempt chosenAttempt() const; ///< one without a method: none is
    void offer(const PayloadRef &payload, const QString &title, const PayloadOrigin &origin);

    TimelineView *m_timeline;
    AttemptsModel *m_attemptsModel;
    CheckpointsModel *m_checkpointsModel;
    RunEventsModel *m_eventsModel;
    ValueTable *m_attempts;
    ValueTable *m_checkpoints;
    ValueTable *m_events;
    AuditModel *m_auditModel;
    ValueTable *m_audit;
    LineageView *m_lineage;
    RunDetail m_detail;
    RunRelations m_relations;
    Timestamp m_now;
    RunId m_timelineRun; ///< that the timeline shows
};

} // namespace cairn
