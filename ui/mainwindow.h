#pragma once

#include "control/desk.h"

#include <QMainWindow>

class QSettings;
class QStackedWidget;

namespace cairn {

class HelpPanel;
class NavigationRail;
class Notice;
class OverviewPanel;
class PayloadOpener;
class PipelinesPanel;
class RunActions;
class RunsRoom;
class StatusBar;
class Submitter;
class TemporaryCopies;

/// The console's window onto one workspace: assembles the rooms and passes on what one has to say to another.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// `copies` lives as long as the program.
    MainWindow(Desk &desk, const QString &workspaceName, const QString &workspacePath, TemporaryCopies &copies,
               QWidget *parent = nullptr);

    /// The runner's place or trouble, for the status bar; `bad`: it will not carry runs.
    void showRunnerState(const QString &text, bool bad);
    void openRun(RunId id);
    /// Shows the runs that a filter line matches; going back leads to where one was.
    void listRuns(const QString &filter);
    void openPayload(const Digest &digest);
    void openPipeline(const QString &name);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    enum Room { OverviewRoom, RunsRoomPlace, PipelinesRoom, HelpRoom };

    void buildRooms();
    void buildToolBar(const QString &workspaceName, const QString &workspacePath);
    void buildMenus();
    void examineStore();
    void connectRooms();
    void connectOutcomes();
    void showRoom(int room);
    void goTo(int room);
    void showRuns();
    void addRoom(QWidget *room, const QString &text, const QString &name, const QString &icon, std::function<void()> focus);
    void findHere();
    void goBack();
    void restore();

    Desk &m_desk;
    QString m_storeFolder;
    RunActions *m_actions;
    Submitter *m_submitter;
    NavigationRail *m_rail;
    QStackedWidget *m_rooms;
    QList<std::function<void()>> m_focus; ///< for each room: gives the focus to what is used first in it
    OverviewPanel *m_overview;
    RunsRoom *m_runs;
    PipelinesPanel *m_pipelines;
    HelpPanel *m_help;
    PayloadOpener *m_payloads;
    StatusBar *m_status;
    Notice *m_notice;
    QAction *m_submit;
    int m_cameFrom = -1; ///< the room whose link led here
};

} // namespace cairn
