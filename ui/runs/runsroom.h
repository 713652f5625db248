#pragma once

#include "control/desk.h"
#include "ui/payload/payloadorigin.h"

#include <QTimer>
#include <QWidget>

class QSettings;
class QSplitter;

namespace cairn {

class RunActions;
class RunDetailPanel;
class RunsPanel;

/// The room of runs: the list, and beside it the run that is looked at. What is asked for concerns the one that has the focus.
class RunsRoom : public QWidget
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder.
    RunsRoom(Desk &desk, const QString &root, RunActions &actions, QWidget *parent = nullptr);
    ~RunsRoom() override;

    void openRun(RunId id);
    void openStep(RunId id, const StepKey &step);
    /// Lists what a filter line says.
    void list(const QString &filter);
    void focusList();
    void focusFilter();
    /// What can be done with the list as a whole.
    QList<QAction *> listActions() const;
    /// The saved views; to be asked for again upon viewsChanged().
    QList<QAction *> viewActions() const;
    /// From the detail to the list, from the list to the list alone; false if there is nothing left to go back from.
    bool goBack();

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    void submitRequested();
    void viewsChanged();
    void incidentWanted(qint64 incident);
    void breakerWanted(const QString &service);
    /// Somebody wants to look into a payload of `run`.
    void payloadWanted(const cairn::PayloadRef &payload, const QString &title, const std::optional<cairn::RunDetail> &run,
                       const cairn::PayloadOrigin &origin);
    void statementWanted(cairn::RunId id);
    void failed(const cairn::Error &error);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void connectPanels();
    void openSelected();
    void follow();
    void closeDetail();
    void updateActions();
    bool detailHasFocus() const;
    QList<RunRecord> runsInQuestion() const;

    const QString m_root;
    RunActions &m_actions;
    RunsPanel *m_runs;
    RunDetailPanel *m_detail;
    QSplitter *m_splitter;
    QTimer m_follow; ///< the detail follows the selection when it has come to rest
};

} // namespace cairn
