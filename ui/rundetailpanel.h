#pragma once

#include "control/desk.h"
#include "ui/refresher.h"

#include <QWidget>

class QSettings;
class QTabWidget;

namespace cairn {

class AttemptsModel;
class CheckpointsModel;
class RunHeading;
class StepsModel;
class ValueTable;
class WhyBox;

/// One run with all that explains it: heading, why it stands still, steps, attempts, checkpoints. Kept fresh while shown.
class RunDetailPanel : public QWidget
{
    Q_OBJECT
public:
    explicit RunDetailPanel(Desk &desk, QWidget *parent = nullptr);

    void showRun(RunId id);
    /// Nothing is shown any more, nothing is read.
    void clear();
    /// The run as last read; nullopt before that.
    std::optional<RunRecord> run() const;
    RunId runId() const { return m_id; }
    void focusSteps();

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    void loaded();
    void closeWanted();
    void commandWanted(cairn::CommandKind kind);
    void failed(const cairn::Error &error);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void buildTables();
    QWidget *buildHead();
    void read();
    void present(const RunDetail &detail);
    void tick();

    Desk &m_desk;
    Refresher m_refresher;
    QTimer m_tick; ///< while something waits
    RunId m_id;
    std::optional<RunDetail> m_detail;
    RunHeading *m_heading;
    WhyBox *m_why;
    StepsModel *m_stepsModel;
    AttemptsModel *m_attemptsModel;
    CheckpointsModel *m_checkpointsModel;
    ValueTable *m_steps;
    ValueTable *m_attempts;
    ValueTable *m_checkpoints;
    QTabWidget *m_tabs;
};

} // namespace cairn
