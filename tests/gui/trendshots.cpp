#include "trendshots.h"

#include "ui/insight/trendchart.h"
#include "ui/insight/trendspage.h"
#include "ui/services/breakerpage.h"
#include "ui/services/policydraft.h"
#include "ui/services/servicespanel.h"
#include "variedhistory.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>

namespace cairn::testing {

using namespace Qt::StringLiterals;

namespace {

void choose(const QWidget &page, const char *box, int row)
{
    page.findChild<QComboBox *>(QString::fromLatin1(box))->setCurrentIndex(row);
}

void takeDesk(GuiWorkspace &workspace, const TakePicture &take)
{
    BreakerPage page(workspace.desk());
    page.setBackgroundRole(QPalette::Base);
    page.setAutoFillBackground(true);
    page.resize(1000, 720);
    page.setService(u"extract"_s);
    page.show();
    choose(page, "breakerSpan", 1);
    page.refresh();
    take(page, u"breaker-desk"_s);
    page.findChild<QAbstractButton *>(u"releaseWaves"_s)->click();
    auto *dialog = page.window()->findChild<QDialog *>(u"breakerDialog"_s);
    take(*dialog, u"breaker-release"_s);
    dialog->reject();
    page.setService(u"scan"_s);
    take(page, u"breaker-closed"_s);
}

/// The whole window, a picture of each page about a service whose policy somebody is changing.
void takeRoom(GuiWorkspace &workspace, const TakePicture &take)
{
    MainWindow window(workspace.desk(), u"harbour-office"_s, u"/srv/cairn/harbour-office"_s, workspace.copies());
    window.resize(1280, 800);
    window.showRunnerState(u"Runner: this console"_s, false);
    window.show();
    window.openService(u"extract"_s);
    PolicyDraft &draft = window.findChild<ServicesPanel *>()->draft();
    if (!QTest::qWaitFor([&] { return draft.isLoaded() && draft.serviceName() == u"extract"_s; }))
        qFatal("the service is not read");
    draft.setYaml("# Patient: it mends itself within minutes.\nservice: extract\nbase_url: https://extract.example.net\n"
                  "contract: { latency_budget: 2s, owner: docs-team }\npolicy:\n  timeout: { attempt: 20s, step: 10m }\n"
                  "  retry: { attempts: 10, backoff: { initial: 1s, max: 30s } }\n");
    auto *tabs = window.findChild<QTabWidget *>(u"serviceTabs"_s);
    for (int i = 0; i < tabs->count(); ++i) {
        tabs->setCurrentIndex(i);
        const QWidget *table = tabs->currentWidget()->findChild<QWidget *>(u"whatIfTable"_s);
        if (table && !QTest::qWaitFor([&] { return table->isVisible(); }, 20'000))
            qWarning("nothing is foreseen");
        take(window, u"room-%1"_s.arg(i));
    }
}

} // namespace

void takeTrends(const TakePicture &take)
{
    GuiWorkspace workspace;
    fillWithWeeks(workspace);
    takeRoom(workspace, take);
    takeDesk(workspace, take);
    TrendsPage page(workspace.desk());
    page.setBackgroundRole(QPalette::Base);
    page.setAutoFillBackground(true);
    page.resize(1000, 720);
    page.setService(u"extract"_s);
    page.show();
    page.findChild<QWidget *>(u"trendChart"_s)->setFocus();
    choose(page, "trendFigure", int(TrendFigure::RecoveryP90));
    take(page, u"trends-recovery"_s);
    page.setService(u"publish"_s);
    choose(page, "trendFigure", int(TrendFigure::LatencyP90));
    take(page, u"trends-latency"_s);
    page.findChild<QAbstractButton *>(u"trendAll"_s)->click();
    choose(page, "trendFigure", int(TrendFigure::FailureShare));
    choose(page, "trendPeriod", 0);
    take(page, u"trends-failures"_s);
    choose(page, "trendGroup", page.findChild<QComboBox *>(u"trendGroup"_s)->count() - 1);
    take(page, u"trends-causes"_s);
    choose(page, "trendFigure", int(TrendFigure::RetriesPerSuccess));
    choose(page, "trendPeriod", 2);
    take(page, u"trends-retries"_s);
    page.resize(560, 520);
    take(page, u"trends-small"_s);
}

} // namespace cairn::testing
