#include "trendshots.h"

#include "ui/breakerpage.h"
#include "ui/trendchart.h"
#include "ui/trendspage.h"
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

} // namespace

void takeTrends(const TakePicture &take)
{
    GuiWorkspace workspace;
    fillWithWeeks(workspace);
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
    page.resize(760, 520);
    take(page, u"trends-small"_s);
}

} // namespace cairn::testing
