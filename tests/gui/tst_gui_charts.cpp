#include "sampledata.h"
#include "samplerun.h"
#include "windowtest.h"

#include "ui/overview/recoverychart.h"
#include "ui/overview/stattile.h"
#include "ui/overview/throughputchart.h"

#include <QAbstractScrollArea>
#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>

using namespace cairn;
using namespace cairn::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// What the overview's charts lead to by mouse, they lead to by keyboard.
class TestCharts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void barsAreReachedByKeyboard();
    void recoveriesLeadToTheirTrend();

private:
    static void show(const WindowTest &test);
};

void TestCharts::show(const WindowTest &test)
{
    test.enter("showOverview");
    QTRY_VERIFY(test.find<StatTile>("blockedTile")->figure() != u"–"_s);
}

void TestCharts::barsAreReachedByKeyboard()
{
    QCOMPARE(WindowTest().find<ThroughputChart>("throughputChart")->focusPolicy(), Qt::NoFocus); // nothing is there
    const WindowTest test(fillWithTroubles);
    show(test);
    auto *chart = test.find<ThroughputChart>("throughputChart");
    const QSignalSpy wanted(chart, &ThroughputChart::outcomeWanted);
    QTRY_VERIFY(chart->isVisible());
    chart->setFocus(Qt::TabFocusReason);
    QVERIFY2(chart->accessibleDescription().startsWith(u"Succeeded: 3"_s), qPrintable(chart->accessibleDescription()));
    QTest::keyClick(chart, Qt::Key_Up);
    QVERIFY2(chart->accessibleDescription().startsWith(u"Blocked: 3"_s), qPrintable(chart->accessibleDescription()));
    QTest::keyClick(chart, Qt::Key_Left); // nothing is there
    QTest::keyClick(chart, Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().value<RunState>(), RunState::Blocked);
    QTRY_COMPARE(test.inputs().size(), 3);
}

void TestCharts::recoveriesLeadToTheirTrend()
{
    const WindowTest test(fillWithTroubles);
    show(test);
    const Timestamp monday = SystemClock().now() - 24h * 7;
    RecoveryChart chart;
    chart.setWeeks({{monday, 4, 2s, 9s}, {monday + 24h * 7, 0, std::nullopt, std::nullopt}});
    chart.resize(400, 160);
    chart.show();
    QVERIFY(QTest::qWaitForWindowActive(&chart));
    chart.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&chart, Qt::Key_End); // the last of which something is known
    QVERIFY2(chart.accessibleDescription().contains(u"of 4 recoveries"_s), qPrintable(chart.accessibleDescription()));
    const QSignalSpy wanted(&chart, &RecoveryChart::trendWanted);
    QTest::keyClick(&chart, Qt::Key_Return);
    QTest::mouseClick(chart.findChild<QAbstractScrollArea *>()->viewport(), Qt::LeftButton);
    QCOMPARE(wanted.size(), 2);

    Q_EMIT test.find<RecoveryChart>("recoveryChart")->trendWanted();
    QTRY_VERIFY(test.find<QWidget>("trendsPage")->isVisible());
    QVERIFY(test.find<QCheckBox>("trendAll")->isChecked());
    QCOMPARE(test.find<QComboBox>("trendFigure")->currentIndex(), 0);
}

QTEST_MAIN(TestCharts)
#include "tst_gui_charts.moc"
