#pragma once

#include "control/desk.h"

#include <QMainWindow>
#include <QTimer>

class QSplitter;

namespace cairn {

class Notice;
class RunActions;
class RunDetailPanel;
class RunsPanel;
class StatusBar;
class Submitter;

/// The console's window onto one workspace: assembles the panels and passes on what one has to say to another.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(Desk &desk, const QString &workspaceName, const QString &workspacePath, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// The runner's place or trouble, for the status bar; `bad`: it will not carry runs.
    void showRunnerState(const QString &text, bool bad);
    void openRun(RunId id);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildToolBar(const QString &workspaceName, const QString &workspacePath);
    void buildMenus();
    void connectPanels();
    void connectOutcomes();
    void openSelected();
    void follow();
    void goBack();
    void closeDetail();
    void updateActions();
    QList<RunRecord> runsInQuestion() const;
    void restore();

    RunActions *m_actions;
    Submitter *m_submitter;
    RunsPanel *m_runs;
    RunDetailPanel *m_detail;
    QSplitter *m_splitter;
    StatusBar *m_status;
    Notice *m_notice;
    QAction *m_submit;
    QTimer m_follow; ///< the detail follows the selection when it has come to rest
};

} // namespace cairn
