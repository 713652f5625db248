#include "failuresshots.h"

#include "samplerun.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QDialog>
#include <QLineEdit>

namespace cairn::testing {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// Fourteen invoices that the same service refused, of which some go again and some have passed.
void manyInvoices(GuiWorkspace &workspace)
{
    for (int i = 0; i < 14; ++i) {
        SampleRun run(workspace, u"invoice-intake"_s, u"invoice-2026-45%1.pdf"_s.arg(10 + i), 204'881 + 7'919 * i,
                      30min - i * 40s);
        run.pass(u"scan"_s, 190ms)
            .pass(u"thumbnail"_s, 380ms)
            .stop(u"extract"_s, Category::Service, u"the service answered 503: maintenance until three"_s, 503, Action::Block,
                  u"6 of 6 attempts used"_s);
        if (i > 10)
            run.later(3min).pass(u"extract"_s, 800ms).pass(u"publish"_s, 300ms).deliver(u"deliver"_s).state(RunState::Succeeded);
        run.commit();
    }
}

Incident incidentAt(GuiWorkspace &workspace, const QString &step, Category category)
{
    IncidentFilter filter;
    filter.category = category;
    filter.text = step;
    const auto found = workspace.reader().incidents(filter, std::nullopt, 1);
    if (!found || found->isEmpty())
        qFatal("nothing failed at %s", qPrintable(step));
    return found->first();
}

void act(GuiWorkspace &workspace, const Incident &incident, IncidentAct what, const QString &detail, const QString &who,
         const QString &reason, Milliseconds ago)
{
    workspace.commit(Transaction(HandleIncident{incident.id, what, detail, who, reason, SystemClock().now() - ago}));
}

} // namespace

void handleIncidents(GuiWorkspace &workspace)
{
    manyInvoices(workspace);
    const Incident many = incidentAt(workspace, u"extract"_s, Category::Service);
    act(workspace, many, IncidentAct::Acknowledge, {}, u"anna@harbour"_s, u"asked the vendor"_s, 19min);
    act(workspace, many, IncidentAct::Assign, u"bob"_s, u"anna@harbour"_s, {}, 17min);
    act(workspace, many, IncidentAct::Note, u"Maintenance ends at three; retry then, a canary first"_s, u"bob@harbour"_s, {},
        12min);
    act(workspace, incidentAt(workspace, u"sign"_s, Category::Auth), IncidentAct::Escalate, u"security"_s, u"anna@harbour"_s,
        u"the token was rotated without us"_s, 25min);
}

void takeFailures(MainWindow &window, const TakePicture &take)
{
    const auto action = [&](const char *name) { return window.findChild<QAction *>(QString::fromLatin1(name)); };
    const auto dialog = [&](const char *name) { return window.findChild<QDialog *>(QString::fromLatin1(name)); };
    action("showFailures")->trigger();
    take(window, u"failures"_s);
    auto *line = window.findChild<QLineEdit *>(u"incidentFilter"_s);
    line->setText(u"step extract category:service"_s);
    take(window, u"failures-none"_s);
    line->setText(u"category:service extract"_s);
    take(window, u"failures-incident"_s);
    action("retryIncident")->trigger();
    while (!dialog("orderDialog")) // once it is counted how many can be retried
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    take(*dialog("orderDialog"), u"failures-retry"_s);
    dialog("orderDialog")->reject();
    action("assignIncident")->trigger();
    take(*dialog("incidentDialog"), u"failures-assign"_s);
    dialog("incidentDialog")->reject();
    line->clear();
    const QSize size = window.size();
    window.resize(960, 640);
    take(window, u"failures-small"_s);
    window.resize(size);
}

} // namespace cairn::testing
