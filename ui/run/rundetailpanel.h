#pragma once

#include "control/desk.h"
#include "ui/parts/refresher.h"
#include "ui/payload/payloadorigin.h"

#include <QWidget>

class QSettings;
class QSplitter;

namespace cairn {

class Cover;
class DetailTabs;
class RunHeading;
class StepActions;
class StepsPane;
class WhyBox;

/// One run with all that explains it: heading, why it stands still, steps, and what is recorded of it. Kept fresh while shown.
class RunDetailPanel : public QWidget
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder; empty: there is none.
    RunDetailPanel(Desk &desk, const QString &root, QWidget *parent = nullptr);

    /// `step`: the one that is looked at first; empty: the one that explains the run's state.
    void showRun(RunId id, const StepKey &step = {});
    /// That run is going to be shown: until then nothing is asked for the steps of another.
    void choose(RunId id);
    /// Of a record of what has been: nothing can be asked for.
    void setReadOnly() { m_readOnly = true; }
    /// Nothing is shown any more, nothing is read.
    void clear();
    /// The run as last read; nullopt before that.
    std::optional<RunRecord> run() const;
    /// All of it as last read; nullopt before that.
    const std::optional<RunDetail> &detail() const { return m_detail; }
    RunId runId() const { return m_id; }
    void focusSteps();

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    void loaded();
    void closeWanted();
    void commandWanted(cairn::CommandKind kind);
    void incidentWanted(qint64 incident);
    void breakerWanted(const QString &service);
    /// Somebody wants to see what went in or came out.
    void payloadWanted(const cairn::PayloadRef &payload, const QString &title, const cairn::PayloadOrigin &origin);
    void statementWanted(cairn::RunId id);
    /// A run that this one is a rerun of, or the other way round.
    void runWanted(cairn::RunId id);
    void told(const QString &text);
    void failed(const cairn::Error &error);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildHead();
    void connectParts();
    void read();
    void readRelations();
    void copyCurl(const Attempt &attempt);
    void copyCurl(const Attempt &attempt, const Cover &cover);
    void present(const RunDetail &detail);
    void showWanted();
    void presentTime();
    void presentWhy(Timestamp now);
    void giveRoom();
    void updateStepActions();
    void meanStep(const StepKey &key);

    Desk &m_desk;
    const QString m_root;
    Refresher m_refresher;
    QTimer m_tick; ///< while something goes on or waits
    RunId m_id;
    StepKey m_wanted; ///< to be looked at once the run is read
    RunId m_chosen;   ///< whose steps the actions may be about
    std::optional<RunDetail> m_detail;
    RunRelations m_relations; ///< of the same run, or none yet
    RunHeading *m_heading;
    WhyBox *m_why;
    StepsPane *m_steps;
    StepActions *m_stepActions;
    DetailTabs *m_tabs;
    QSplitter *m_splitter;
    bool m_readOnly = false;
    bool m_isDragged = false; ///< somebody has divided the room
};

} // namespace cairn
