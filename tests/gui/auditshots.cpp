#include "auditshots.h"

#include "payloadsample.h"
#include "sampledata.h"

#include "control/audit.h"
#include "control/incidentbundle.h"
#include "control/openedincident.h"
#include "ui/audit/auditmodel.h"
#include "ui/audit/auditpanel.h"
#include "ui/incidents/incidentfilewindow.h"
#include "ui/parts/progressdialog.h"

#include <QAction>
#include <QLineEdit>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

namespace cairn::testing {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

void add(GuiWorkspace &workspace, Milliseconds ago, const QString &actor, const QString &action, const QString &subject,
         const QString &reason, const QJsonObject &before = {}, const QJsonObject &after = {})
{
    workspace.commit(Transaction(audited(SystemClock().now() - ago, actor, action, subject, reason, before, after)));
}

void command(GuiWorkspace &workspace, RunId run, const QString &step, CommandKind kind, Milliseconds ago, const QString &reason)
{
    Command asked;
    asked.kind = kind;
    asked.run = run;
    asked.step = StepId(step);
    asked.actor = u"ann@pier"_s;
    asked.reason = reason;
    asked.createdAt = SystemClock().now() - ago;
    workspace.commit(Transaction(AddCommand{asked}));
}

/// A day on which people did something.
SampleRuns fillAudit(GuiWorkspace &workspace)
{
    const SampleRuns runs = fillWithADay(workspace);
    add(workspace, 26h, u"ann@pier"_s, u"pipeline.applied"_s, u"invoice-intake@1"_s, u"first version"_s, {}, {{u"steps"_s, 5}});
    add(workspace, 5h, u"bob@quay"_s, u"service.revised"_s, u"publish"_s, u"the evening peak needs more patience"_s,
        {{u"attempts"_s, 4}, {u"initial_ms"_s, 500}, {u"jitter"_s, u"full"_s}, {u"max_ms"_s, 60'000}},
        {{u"attempts"_s, 6}, {u"initial_ms"_s, 500}, {u"jitter"_s, u"full"_s}, {u"max_ms"_s, 120'000}});
    command(workspace, runs.blocked, u"publish"_s, CommandKind::Retry, 40min, u"the publisher says it is back"_s);
    command(workspace, runs.unknown, u"sign"_s, CommandKind::MarkNotHappened, 18min, u"nothing in their inbox"_s);
    const auto incidents = workspace.reader().incidents({}, std::nullopt, 1);
    if (incidents && !incidents->isEmpty())
        workspace.commit(Transaction(HandleIncident{incidents->first().id,
                                                    IncidentAct::Acknowledge,
                                                    {},
                                                    u"ann@pier"_s,
                                                    u"looking after it"_s,
                                                    SystemClock().now() - 35min}));
    return runs;
}

qint64 incidentOf(GuiWorkspace &workspace, RunId run)
{
    const auto incidents = workspace.reader().incidentsOf(run);
    if (!incidents || incidents->isEmpty())
        qFatal("no incident");
    return incidents->first().id;
}

void takeAuditRoom(const std::function<void(QWidget &, const QString &)> &take, GuiWorkspace &workspace)
{
    AuditPanel panel(workspace.desk());
    panel.resize(1196, 720);
    panel.show();
    auto *table = panel.findChild<QTableView *>(u"auditTable"_s);
    if (!QTest::qWaitFor([&] { return table->model()->rowCount() > 3; }))
        qFatal("no entries");
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, AuditModel::ActionColumn).data().toString() == u"service.revised"_s)
            table->setCurrentIndex(table->model()->index(row, 0));
    }
    take(panel, u"audit"_s);
    panel.findChild<QAction *>(u"verifyAudit"_s)->trigger();
    auto *dialog = panel.findChild<ProgressDialog *>();
    take(*dialog, u"audit-verified"_s);
    dialog->reject();
    auto *filter = panel.findChild<QLineEdit *>(u"auditFilter"_s);
    for (const auto &[text, picture] :
         {std::pair(u"state:blocked"_s, u"audit-wrong-filter"_s), {u"actor:nobody"_s, u"audit-no-match"_s}}) {
        filter->setText(text);
        QTest::keyClick(filter, Qt::Key_Return);
        take(panel, picture);
    }
}

void takeFile(const std::function<void(QWidget &, const QString &)> &take, GuiWorkspace &workspace, RunId run)
{
    LongWork work;
    const QString path = workspace.path(u"publish-503.cairn-incident"_s);
    const BundleAuthor author{u"harbour-office"_s, u"ann@pier"_s, workspace.path(u"audit.key"_s)};
    const auto saved = saveIncident(workspace.store(), {incidentOf(workspace, run), BundledPayloads::None, path, {}}, author,
                                    SystemClock().now(), work);
    if (!saved)
        qFatal("%s", qPrintable(describe(saved.error())));
    const auto opened = OpenedIncident::open(path, [](const QString &folder) { return openSqliteStore({folder}); });
    if (!opened)
        qFatal("%s", qPrintable(describe(opened.error())));
    IncidentFileWindow window(*opened, workspace.copies());
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.resize(1180, 760);
    window.setOwnKey((*opened)->bundle().key);
    window.show();
    auto *tabs = window.findChild<QTabWidget *>(u"incidentFileTabs"_s);
    for (const auto &[tab, name] : {std::pair(0, u"timeline"_s), std::pair(1, u"runs"_s), std::pair(2, u"postmortem"_s)}) {
        tabs->setCurrentIndex(tab);
        take(window, u"incident-file-"_s + name);
    }
}

} // namespace

void takeAudit(const std::function<void(QWidget &widget, const QString &name)> &take)
{
    GuiWorkspace workspace;
    const SampleRuns runs = fillAudit(workspace);
    takeAuditRoom(take, workspace);
    takeFile(take, workspace, runs.blocked);
}

} // namespace cairn::testing
