#pragma once

#include "control/desk.h"
#include "control/runbookdesk.h"

#include <QMainWindow>

class QSettings;
class QStackedWidget;

namespace cairn {

class AuditPanel;
class FailuresPanel;
class FaultBoard;
class HelpPanel;
class IncidentActions;
class IncidentExporter;
class NavigationRail;
class Notice;
class OverviewPanel;
class PayloadOpener;
class PipelinesPanel;
class PolicyDraft;
class PolicyReviewPage;
class RunActions;
class RunbooksPanel;
class RunsRoom;
class ServicesPanel;
class SettingsPanel;
class StatementExporter;
class StatusBar;
class Submitter;
class TemporaryCopies;
struct AuditSubject;

/// The console's window onto one workspace: assembles the rooms and passes on what one has to say to another.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// `copies` lives as long as the program.
    MainWindow(Desk &desk, const QString &workspaceName, const QString &workspacePath, TemporaryCopies &copies,
               QWidget *parent = nullptr);

    /// The room of the training mode, for a demo workspace; `board` outlives this.
    void addTraining(FaultBoard &board);
    /// The runner's place or trouble, for the status bar; `bad`: it will not carry runs.
    void showRunnerState(const QString &text, bool bad);
    void openRun(RunId id);
    /// At one of its steps; an empty one: as above.
    void openStep(RunId id, const StepKey &step);
    /// Shows the runs that a filter line matches; going back leads to where one was.
    void listRuns(const QString &filter);
    void openPayload(const Digest &digest);
    void openPipeline(const QString &name);
    void editPipeline(const QString &name);
    /// Asks whether to make live what the workspace's files say.
    void offerApply();
    /// `page`: an object name; empty: the one that was seen last.
    void openService(const QString &name, const QString &page = {});
    /// Of the workspace, relative to it: to be read and written.
    void openFile(const QString &file);
    /// The policy reviews of all services.
    void openReviews();
    void openRunbook(const QString &name);
    /// One of the workspace's own; `file` relative to it.
    void editRunbook(const QString &name, const QString &file);
    QFuture<Result<RunbookList>> runbooks();
    /// A page of the guide, as HelpPanel::showPage() takes it; empty: the one that was seen last.
    void openGuide(const QString &page);
    /// By object name.
    void openSettings(const QString &page);
    /// What comes of an order about many targets; `expected`: how many were counted, 0 if that is not known.
    void openOrder(qint64 bulk, qint64 expected);
    HelpPanel &help() { return *m_help; }
    SettingsPanel &settings() { return *m_settings; }
    const StatusBar &counts() const { return *m_status; }
    /// Of policies.
    PolicyDraft &drafts();
    /// Definitions and runbooks that were changed here and are not saved, by their names in the workspace.
    QStringList unsavedFiles() const;
    /// Says for a moment what was done, or what went wrong.
    void tell(const QString &text);
    void warn(const Error &error);
    void openIncident(qint64 incident);
    /// All that are not resolved, whatever filter stood there.
    void showIncidents();

Q_SIGNALS:
    /// Somebody wants to look into a file that tells of an incident.
    void incidentFileWanted(const QString &path);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    enum Room {
        OverviewRoom,
        RunsRoomPlace,
        FailuresRoom,
        ServicesRoom,
        PipelinesRoom,
        RunbooksRoom,
        AuditRoom,
        HelpRoom,
        SettingsRoom
    };

    void buildRooms();
    void buildServices(const QString &workspacePath);
    void buildSettings(const QString &workspacePath);
    void buildToolBar(const QString &workspaceName, const QString &workspacePath);
    void buildMenus();
    void examineStore();
    void chooseIncidentFile();
    void takeFiles(const QStringList &paths);
    void openSubject(const AuditSubject &subject);
    void connectRooms();
    void connectIncidents();
    void connectRunbook(const QString &workspacePath);
    void connectOutcomes();
    void showRoom(int room);
    void goTo(int room);
    void showRuns();
    void addRoom(QWidget *room, const QString &text, const QString &name, const QString &icon, std::function<void()> focus);
    void findHere();
    void goBack();
    void restore();
    int roomLeft() const;

    Desk &m_desk;
    QString m_storeFolder;
    RunActions *m_actions;
    IncidentActions *m_incidentActions;
    Submitter *m_submitter;
    NavigationRail *m_rail;
    QStackedWidget *m_rooms;
    QList<std::function<void()>> m_focus; ///< for each room: gives the focus to what is used first in it
    OverviewPanel *m_overview;
    RunsRoom *m_runs;
    FailuresPanel *m_failures;
    ServicesPanel *m_services;
    PolicyReviewPage *m_review;
    PipelinesPanel *m_pipelines;
    RunbooksPanel *m_runbooks;
    AuditPanel *m_audit;
    IncidentExporter *m_exporter;
    StatementExporter *m_statements;
    HelpPanel *m_help;
    SettingsPanel *m_settings;
    PayloadOpener *m_payloads;
    StatusBar *m_status;
    Notice *m_notice;
    QAction *m_submit;
    int m_cameFrom = -1; ///< the room whose link led here
};

} // namespace cairn
