#include "ui/window/mainwindow.h"

#include "ui/audit/auditpanel.h"
#include "ui/help/helppanel.h"
#include "ui/incidents/failurespanel.h"
#include "ui/incidents/incidentactions.h"
#include "ui/incidents/incidentexporter.h"
#include "ui/incidents/incidentfiles.h"
#include "ui/insight/advicepage.h"
#include "ui/insight/policyreviewpage.h"
#include "ui/insight/trendspage.h"
#include "ui/insight/whatifpage.h"
#include "ui/look/wording.h"
#include "ui/overview/overviewpanel.h"
#include "ui/parts/notice.h"
#include "ui/payload/payloadopener.h"
#include "ui/pipelines/droptarget.h"
#include "ui/pipelines/pipelinespanel.h"
#include "ui/runbooks/runbookpane.h"
#include "ui/runbooks/runbookspanel.h"
#include "ui/runs/bulkprogress.h"
#include "ui/runs/runactions.h"
#include "ui/runs/runsroom.h"
#include "ui/services/breakerpage.h"
#include "ui/services/policydraft.h"
#include "ui/services/policypage.h"
#include "ui/services/servicehistorypage.h"
#include "ui/services/servicespanel.h"
#include "ui/settings/alertspage.h"
#include "ui/settings/credentialspage.h"
#include "ui/settings/dataprotectionpage.h"
#include "ui/settings/settingspanel.h"
#include "ui/settings/storagepage.h"
#include "ui/training/trainingpanel.h"
#include "ui/window/incidentcounter.h"
#include "ui/window/navigationrail.h"
#include "ui/window/orderwatch.h"
#include "ui/window/statementexporter.h"
#include "ui/window/statusbar.h"
#include "ui/window/submitter.h"

#include "control/actor.h"

#include <QDesktopServices>
#include <QMenuBar>
#include <QStackedWidget>

// What one room says to another.

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// By whatever the desktop has for it; a server has nothing.
void openOutside(MainWindow &window, const QUrl &url)
{
    if (!QDesktopServices::openUrl(url))
        window.warn({ErrorKind::NotFound, MainWindow::tr("no program here opens this address"), url.toString(), {}});
}

} // namespace

void MainWindow::addTraining(FaultBoard &board)
{
    auto *training = new TrainingPanel(m_desk, board, m_storeFolder);
    connect(training, &TrainingPanel::runsWanted, this, &MainWindow::listRuns);
    connect(training, &TrainingPanel::runbookWanted, this, &MainWindow::openRunbook);
    connect(training, &TrainingPanel::failed, this, [this](const Error &error) { m_notice->warn(errorText(error)); });
    addRoom(training, tr("&Training"), u"showTraining"_s, u"room_training"_s, [training] { training->focusList(); });
    auto *view = menuBar()->findChild<QMenu *>(u"viewMenu"_s);
    const QList<QAction *> entries = view->actions();
    const auto end = std::find_if(entries.begin(), entries.end(), [](const QAction *entry) { return entry->isSeparator(); });
    view->insertAction(*end, m_rail->rooms().constLast());
    if (const int last = m_rooms->count() - 1; roomLeft() == last)
        showRoom(last);
}

void MainWindow::openGuide(const QString &page)
{
    goTo(HelpRoom);
    if (!page.isEmpty())
        m_help->showPage(page);
}

void MainWindow::openSettings(const QString &page)
{
    goTo(SettingsRoom);
    m_settings->showPage(page);
}

/// Files of incidents are opened, all others become runs.
void MainWindow::takeFiles(const QStringList &paths)
{
    QStringList inputs;
    for (const QString &path : paths) {
        if (isIncidentFile(path))
            Q_EMIT incidentFileWanted(path);
        else
            inputs.append(path);
    }
    if (!inputs.isEmpty())
        m_submitter->submit(inputs);
}

void MainWindow::openSubject(const AuditSubject &subject)
{
    switch (subject.kind) {
    case AuditSubject::Kind::Run: return openRun(subject.run);
    case AuditSubject::Kind::Incident: return openIncident(subject.incident);
    case AuditSubject::Kind::Service: return openService(subject.name);
    case AuditSubject::Kind::Pipeline: return openPipeline(subject.name);
    case AuditSubject::Kind::Order: return openOrder(subject.order, 0);
    case AuditSubject::Kind::Other: return;
    }
}

void MainWindow::openOrder(qint64 bulk, qint64 expected)
{
    auto *progress = new BulkProgress(m_desk, bulk, expected, currentActor(), this);
    connect(progress, &BulkProgress::listWanted, this, &MainWindow::listRuns);
    connect(progress, &BulkProgress::failed, this, &MainWindow::warn);
    progress->show();
}

/// The pages about a service, in the order of their tabs.
void MainWindow::openReviews()
{
    openService({}, m_review->objectName());
    m_review->listAll();
}

QStringList MainWindow::unsavedFiles() const
{
    return m_pipelines->unsavedFiles() + m_runbooks->unsavedFiles();
}

PolicyDraft &MainWindow::drafts()
{
    return m_services->draft();
}

void MainWindow::buildServices(const QString &workspacePath)
{
    PolicyDraft &draft = m_services->draft();
    auto *advice = new AdvicePage(m_desk);
    connect(advice, &AdvicePage::draftWanted, &draft, &PolicyDraft::setService);
    m_services->addPage(new PolicyPage(m_desk, draft), tr("Policy"));
    m_services->addPage(new WhatIfPage(m_desk, draft), tr("What-if"));
    m_services->addPage(advice, tr("Advice"));
    m_services->addPage(new BreakerPage(m_desk), tr("Breaker"));
    auto *trends = new TrendsPage(m_desk);
    m_services->addPage(trends, tr("Trends"));
    connect(m_overview, &OverviewPanel::recoveryTrendWanted, this, [this, trends] {
        openService({}, trends->objectName());
        trends->showRecovery();
    });
    m_review = new PolicyReviewPage(m_desk);
    connect(m_review, &PolicyReviewPage::serviceWanted, this, [this](const QString &name) { m_services->showService(name); });
    m_services->addPage(m_review, tr("Review"));
    m_services->addPage(new ServiceHistoryPage(m_desk, workspacePath), tr("History"));
    connect(m_services, &ServicesPanel::runsWanted, this, &MainWindow::listRuns);
    connect(m_services, &ServicesPanel::told, this, &MainWindow::tell);
    connect(m_services, &ServicesPanel::failed, this, &MainWindow::warn);
}

void MainWindow::connectRooms()
{
    connect(m_rail, &NavigationRail::roomWanted, this, [this](int room) {
        m_cameFrom = -1;
        showRoom(room);
    });
    connect(m_actions, &RunActions::listWanted, this, &MainWindow::listRuns);
    connect(m_overview, &OverviewPanel::runsWanted, this, &MainWindow::listRuns);
    connect(m_overview, &OverviewPanel::serviceWanted, this, [this](const QString &name) { openService(name); });
    m_pipelines->servePage(*m_services);
    connect(m_pipelines, &PipelinesPanel::differingServices, m_services, &ServicesPanel::setDiffering);
    connect(m_pipelines, &PipelinesPanel::runsWanted, this, &MainWindow::listRuns);
    connect(m_pipelines, &PipelinesPanel::submitRequested, m_submitter, &Submitter::chooseFor);
    connect(m_pipelines, &PipelinesPanel::filesDropped, m_submitter, &Submitter::submitTo);
    connect(m_audit, &AuditPanel::incidentWanted, this,
            [this](qint64 incident, bool asFile) { asFile ? m_exporter->choose(incident) : m_exporter->draft(incident); });
    connect(m_audit, &AuditPanel::subjectWanted, this, &MainWindow::openSubject);
    connect(m_help, &HelpPanel::outsideWanted, this, [this](const QUrl &url) { openOutside(*this, url); });
    connect(m_runbooks, &RunbooksPanel::linkWanted, this, [this](const QUrl &url) { openOutside(*this, url); });
    connect(m_runs, &RunsRoom::payloadWanted, m_payloads, &PayloadOpener::open);
    connect(m_runs, &RunsRoom::breakerWanted, this, [this](const QString &name) { openService(name, u"breakerPage"_s); });
    connect(m_runs, &RunsRoom::submitRequested, m_submitter, &Submitter::choose);
    connect(m_status, &StatusBar::stateWanted, this, [this](RunState state) { listRuns(u"state:%1"_s.arg(word(state))); });
    auto *drop = new DropTarget(this, centralWidget(), m_desk.may(Role::Operator));
    connect(drop, &DropTarget::dropped, this, &MainWindow::takeFiles);
}

/// The runbook that fits stands beside the incident.
void MainWindow::connectRunbook(const QString &workspacePath)
{
    auto *runbook = new RunbookPane(m_desk, workspacePath);
    m_failures->setSide(runbook);
    connect(m_failures, &FailuresPanel::incidentShown, runbook, &RunbookPane::showIncident);
    connect(m_failures, &FailuresPanel::noneShown, runbook, &RunbookPane::clear);
    connect(runbook, &RunbookPane::runsWanted, this, &MainWindow::listRuns);
    connect(runbook, &RunbookPane::runWanted, this, &MainWindow::openRun);
    connect(runbook, &RunbookPane::payloadWanted, m_payloads, &PayloadOpener::open);
    connect(runbook, &RunbookPane::serviceWanted, this, [this](const QString &name) { openService(name, u"policyPage"_s); });
    connect(runbook, &RunbookPane::linkWanted, this, [this](const QUrl &url) { openOutside(*this, url); });
    connect(runbook, &RunbookPane::told, this, &MainWindow::tell);
    connect(runbook, &RunbookPane::failed, this, &MainWindow::warn);
}

void MainWindow::buildSettings(const QString &workspacePath)
{
    auto *credentials = new CredentialsPage(m_desk, workspacePath);
    m_settings->addPage(credentials, tr("Credentials"));
    connect(credentials, &CredentialsPage::told, this, &MainWindow::tell);
    connect(credentials, &CredentialsPage::failed, this, &MainWindow::warn);
    auto *storage = new StoragePage(m_desk, workspacePath);
    m_settings->addPage(storage, tr("Storage"));
    connect(storage, &StoragePage::told, this, &MainWindow::tell);
    connect(storage, &StoragePage::failed, this, &MainWindow::warn);
    auto *alerts = new AlertsPage(m_desk, workspacePath);
    m_settings->addPage(alerts, tr("Alerts"));
    connect(alerts, &AlertsPage::guideWanted, this, &MainWindow::openGuide);
    connect(alerts, &AlertsPage::fileWanted, this, &MainWindow::openFile);
    connect(alerts, &AlertsPage::failed, this, &MainWindow::warn);
    auto *protection = new DataProtectionPage(m_desk, workspacePath);
    m_settings->addPage(protection, tr("Data protection"));
    connect(protection, &DataProtectionPage::guideWanted, this, &MainWindow::openGuide);
    connect(protection, &DataProtectionPage::fileWanted, this, &MainWindow::openFile);
    connect(protection, &DataProtectionPage::failed, this, &MainWindow::warn);
}

void MainWindow::connectIncidents()
{
    connect(m_overview, &OverviewPanel::incidentsWanted, this, &MainWindow::showIncidents);
    connect(m_status, &StatusBar::incidentsWanted, this, &MainWindow::showIncidents);
    connect(m_runs, &RunsRoom::incidentWanted, this, &MainWindow::openIncident);
    connect(m_failures, &FailuresPanel::runWanted, this, &MainWindow::openRun);
    connect(m_failures, &FailuresPanel::told, this, &MainWindow::tell);
    connect(m_incidentActions, &IncidentActions::runsWanted, this, &MainWindow::listRuns);
    connect(m_incidentActions, &IncidentActions::fileWanted, m_exporter, &IncidentExporter::choose);
    connect(m_incidentActions, &IncidentActions::draftWanted, m_exporter, &IncidentExporter::draft);
    auto *counter = new IncidentCounter(m_desk, this);
    connect(counter, &IncidentCounter::counted, this, [this](const QMap<IncidentState, qint64> &counts) {
        m_failures->setCounts(counts);
        m_rail->setBadge(FailuresRoom, counts.value(IncidentState::Open));
        m_status->setIncidents(unresolvedOf(counts));
        m_overview->setIncidents(unresolvedOf(counts));
    });
}

void MainWindow::connectOutcomes()
{
    connect(m_actions, &RunActions::told, this, &MainWindow::tell);
    connect(m_actions, &RunActions::failed, this, &MainWindow::warn);
    connect(m_incidentActions, &IncidentActions::orderGiven, this, &MainWindow::openOrder);
    auto *orders = new OrderWatch(m_desk, this);
    connect(orders, &OrderWatch::stopped, this, [this](qint64 bulk, CommandKind kind, const QString &why) {
        m_notice->warn(
            tr("Order %1 (“%2”) has stopped by itself: %3. Ctrl+K finds it.").arg(QString::number(bulk), commandText(kind), why));
    });
    connect(m_incidentActions, &IncidentActions::overtaken, this, [this](const QString &text) { m_notice->warn(text); });
    connect(m_incidentActions, &IncidentActions::failed, this, &MainWindow::warn);
    connect(m_failures, &FailuresPanel::failed, this, &MainWindow::warn);
    connect(m_submitter, &Submitter::told, this, &MainWindow::tell);
    connect(m_submitter, &Submitter::failed, this, &MainWindow::warn);
    connect(m_overview, &OverviewPanel::failed, this, &MainWindow::warn);
    connect(m_runs, &RunsRoom::failed, this, &MainWindow::warn);
    connect(m_pipelines, &PipelinesPanel::told, this, &MainWindow::tell);
    connect(m_pipelines, &PipelinesPanel::failed, this, &MainWindow::warn);
    connect(m_runbooks, &RunbooksPanel::failed, this, &MainWindow::warn);
    connect(m_runbooks, &RunbooksPanel::told, this, &MainWindow::tell);
    connect(m_audit, &AuditPanel::failed, this, &MainWindow::warn);
    connect(m_exporter, &IncidentExporter::failed, this, &MainWindow::warn);
    connect(m_runs, &RunsRoom::statementWanted, m_statements, &StatementExporter::choose);
    connect(m_statements, &StatementExporter::told, this, &MainWindow::tell);
    connect(m_statements, &StatementExporter::failed, this, &MainWindow::warn);
    connect(m_payloads, &PayloadOpener::failed, this, &MainWindow::warn);
    connect(m_payloads, &PayloadOpener::told, this, &MainWindow::tell);
}

} // namespace cairn
