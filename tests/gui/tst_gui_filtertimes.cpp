#include "matchingroom.h"

#include "control/audit.h"
#include "control/filter.h"
#include "ui/audit/auditmodel.h"

#include <QTimer>

using namespace cairn;
using namespace cairn::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// "since:1h" goes on with the time, until something is asked for all that match: then it means what was shown.
class TestFilterTimes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void timesAreWrittenOut_data();
    void timesAreWrittenOut();
    void aListThatIsLeftOpenGoesOn();
    void anOrderMeansWhatWasShown();
    void anAuditThatIsLeftOpenGoesOn();
};

namespace {
const Timestamp Now(1'795'512'600'000ms);
}

void TestFilterTimes::timesAreWrittenOut_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("none") << u"state:blocked invoice"_s;
    QTest::newRow("one") << u"state:blocked since:2h invoice"_s;
    QTest::newRow("several") << u"since:7d  until:1h ended_since:30m ended_until:today"_s;
    QTest::newRow("a text") << u"\"an invoice since:2h\" since:2h"_s;
    QTest::newRow("a moment") << u"since:2026-11-24T10:00:00Z"_s;
}

void TestFilterTimes::timesAreWrittenOut()
{
    QFETCH(QString, line);
    const QString fixed = withFixedTimes(line, Now);
    const auto meant = parseFilter(splitFilterLine(line), Now);
    const auto later = parseFilter(splitFilterLine(fixed), Now + 40min);
    QVERIFY2(meant && later, qPrintable(fixed));
    QVERIFY2(*meant == *later, qPrintable(fixed));
}

void TestFilterTimes::aListThatIsLeftOpenGoesOn()
{
    Room room([](GuiWorkspace &workspace) {
        workspace.addPipeline(u"intake"_s, {u"scan"_s});
        workspace.commit(Transaction(InsertRun{runOf(workspace, u"a.pdf"_s, RunState::Blocked)}));
    });
    QTRY_COMPARE(room.rows(), 1);
    room.panel->setFilterText(u"since:3s"_s);
    QTRY_COMPARE(room.note(), u"1 run(s) match"_s);
    auto *renewal = room.panel->findChild<QTimer *>(u"filterRenewal"_s);
    QCOMPARE(renewal->interval(), 60'000);
    renewal->start(50);
    QTRY_COMPARE(room.rows(), 0);
    QTRY_VERIFY(room.find<QWidget>("emptyState")->isVisible());
}

void TestFilterTimes::anOrderMeansWhatWasShown()
{
    Room room;
    room.panel->setFilterText(u"since:1h"_s);
    QTRY_COMPARE(room.note(), u"370 run(s) match"_s);
    room.selectAll();
    QTRY_VERIFY(room.all()->isVisible());
    QTest::mouseClick(room.all(), Qt::LeftButton);
    room.actions->command(CommandKind::Retry)->trigger();
    QTRY_VERIFY(room.dialog());
    room.confirm(u"they are up again"_s);
    QTRY_VERIFY(room.bulk().id > 0);
    const auto given = parseFilter(splitFilterLine(room.bulk().filter), Now);
    const auto other = parseFilter(splitFilterLine(room.bulk().filter), Now + 24h);
    QVERIFY(given && other && given->since);
    QCOMPARE(*given, *other); // it does not depend on when it is read
    QVERIFY(SystemClock().now() - *given->since < 61min);
}

void TestFilterTimes::anAuditThatIsLeftOpenGoesOn()
{
    const auto add = [](GuiWorkspace &workspace, const QString &action, Milliseconds ago) {
        workspace.commit(Transaction(audited(SystemClock().now() - ago, u"ann@pier"_s, action, u"thing"_s, {})));
    };
    WindowTest test([&](GuiWorkspace &workspace) {
        add(workspace, u"test.old"_s, 30min);
        add(workspace, u"test.new"_s, 0s);
    });
    test.enter("showAudit");
    const auto *table = test.find<QTableView>("auditTable");
    const auto type = [&](const QString &text) {
        QTest::keyClick(test.window.get(), Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(test.find<QLineEdit>("auditFilter"), text);
        QTest::keyClick(test.find<QLineEdit>("auditFilter"), Qt::Key_Return);
    };
    const auto actions = [&] {
        QStringList all;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            all.append(WindowTest::cell(table, row, AuditModel::ActionColumn));
        return all;
    };
    QTRY_COMPARE(actions().size(), 2);
    type(u"since:3s"_s);
    QTRY_COMPARE(actions(), QStringList{u"test.new"_s});
    auto *renewal = test.find<QTimer>("auditFilterRenewal");
    QCOMPARE(renewal->interval(), 60'000);
    renewal->start(50);
    QTRY_COMPARE(actions(), QStringList());
    add(test.workspace, u"test.later"_s, 0s);
    QTRY_COMPARE(actions(), QStringList{u"test.later"_s});
    QTRY_COMPARE(actions(), QStringList());
    QTRY_VERIFY(test.findIn<QWidget>("auditPanel", "emptyStateButton")->isVisible());
    type(u"until:3s"_s); // and what becomes old enough comes in
    QTRY_COMPARE(actions(), (QStringList{u"test.later"_s, u"test.new"_s, u"test.old"_s}));
}

QTEST_MAIN(TestFilterTimes)
#include "tst_gui_filtertimes.moc"
