#include "windowtest.h"

#include "control/faultboard.h"
#include "ui/look/consolesettings.h"
#include "ui/window/navigationrail.h"

#include <QPromise>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

/// Services that stay as they are.
class StillBoard final : public FaultBoard
{
public:
    QFuture<Result<FaultState>> read() override { return now(); }
    QFuture<Result<FaultState>> set(const QString &, const QJsonObject &) override { return now(); }
    QFuture<Result<FaultState>> clearAll() override { return now(); }

private:
    static QFuture<Result<FaultState>> now()
    {
        QPromise<Result<FaultState>> promise;
        promise.start();
        promise.addResult(Result<FaultState>(FaultState()));
        promise.finish();
        return promise.future();
    }
};

void threeRuns(GuiWorkspace &workspace)
{
    workspace.addPipeline(u"intake"_s, {u"scan"_s});
    workspace.addRun(u"intake"_s, u"a.pdf"_s, RunState::Succeeded);
    workspace.addRun(u"intake"_s, u"b.pdf"_s, RunState::Blocked);
    workspace.addRun(u"intake"_s, u"c.pdf"_s, RunState::Running);
}

std::unique_ptr<MainWindow> another(WindowTest &test, const QString &path)
{
    return std::make_unique<MainWindow>(test.workspace.desk(), u"harbour"_s, path, test.workspace.copies());
}

QString roomOf(const MainWindow &window)
{
    const int room = window.findChild<QStackedWidget *>(u"rooms"_s)->currentIndex();
    return window.findChild<NavigationRail *>()->rooms().at(room)->objectName();
}

} // namespace

/// What a window knows when it is opened the next time, and what it lets go.
class TestRemembered : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFilterOfTheRuns();
    void theRoomByItsName();
    void aRunThatIsNotInTheListIsLetGo();
    void aWindowFromALargerScreenFits();
};

void TestRemembered::theFilterOfTheRuns()
{
    WindowTest test(threeRuns);
    test.typeFilter(u"state:blocked"_s);
    QTRY_COMPARE(test.inputs(), QStringList{u"b.pdf"_s});
    test.window->close();
    const auto again = another(test, test.workspace.path({}));
    QCOMPARE(again->findChild<QLineEdit *>(u"runFilter"_s)->text(), u"state:blocked"_s);
    auto *runs = again->findChild<QTableView *>(u"runsTable"_s);
    QTRY_COMPARE(runs->model()->rowCount(), 1);
    const auto other = another(test, u"/srv/other"_s); // where other pipelines are, and other people
    QCOMPARE(other->findChild<QLineEdit *>(u"runFilter"_s)->text(), QString());
}

/// Not all workspaces have the same rooms.
void TestRemembered::theRoomByItsName()
{
    WindowTest test(threeRuns);
    StillBoard board;
    test.window->addTraining(board);
    test.enter("showTraining");
    QCOMPARE(roomOf(*test.window), u"showTraining"_s);
    test.window->close();
    const auto plain = another(test, test.workspace.path({}));
    QCOMPARE(roomOf(*plain), u"showOverview"_s);
    const auto demo = another(test, test.workspace.path({}));
    demo->addTraining(board);
    QCOMPARE(roomOf(*demo), u"showTraining"_s);
}

/// A laptop taken from its dock: the runner's state stands at the lower edge.
void TestRemembered::aWindowFromALargerScreenFits()
{
    WindowTest test(threeRuns);
    const QRect room = test.window->screen()->availableGeometry();
    QWidget large;
    large.setGeometry(room.x() + 200, room.y() + 100, 2 * room.width(), 2 * room.height());
    remember(u"window/geometry"_s, large.saveGeometry());
    const auto again = another(test, test.workspace.path({}));
    QVERIFY2(room.contains(again->frameGeometry()), qPrintable(u"%1 x %2"_s.arg(again->width()).arg(again->height())));
}

/// Commands of the list are not about a run that somebody looked at some time ago.
void TestRemembered::aRunThatIsNotInTheListIsLetGo()
{
    WindowTest test(threeRuns);
    QTRY_COMPARE(test.inputs().size(), 3);
    const RunId blocked = test.workspace.reader().runs({}, {}, 3)->at(1).id;
    test.typeFilter(u"state:held"_s);
    QTRY_VERIFY(test.inputs().isEmpty());
    test.window->openRun(blocked);
    QTRY_VERIFY(test.detail()->isVisible());
    QTest::keyClick(test.window.get(), Qt::Key_Escape);
    QTest::keyClick(test.window.get(), Qt::Key_Escape);
    QTRY_VERIFY(!test.detail()->isVisible());
    test.filter()->selectAll();
    QTest::keyClicks(test.filter(), u"state:blocked"_s);
    QTRY_COMPARE(test.inputs(), QStringList{u"b.pdf"_s});
    QTest::qWait(200);
    QVERIFY(!test.runs()->selectionModel()->hasSelection());
}

QTEST_MAIN(TestRemembered)
#include "tst_gui_remembered.moc"
