#include "failuresroom.h"

#include "ui/incidents/incidentsmodel.h"
#include "ui/incidents/orderdialog.h"
#include "ui/parts/rowsfeed.h"
#include "ui/runs/bulkprogress.h"
#include "ui/window/commandpalette.h"
#include "ui/window/paletteplaces.h"

#include <QListView>
#include <QPushButton>

using namespace cairn;
using namespace cairn::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Orders about incidents can be followed, ended and found again; what is listed stays whole.
class TestOrders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anIncidentsOrderIsFollowed();
    void onlyWhatWasCountedIsOrdered();
    void oneThatStopsIsToldOf();
    void anOrderIsFoundInTheAudit();
    void theInboxHasThemAll();
    void aShortHeadIsAllThereIs();

private:
    struct Room : FailuresRoom
    {
        Room()
            : FailuresRoom([](GuiWorkspace &filled) {
                  addPipeline(filled);
                  failing(filled, u"a.pdf"_s, u"scan"_s);
                  failing(filled, u"b.pdf"_s, u"scan"_s);
              })
        {
        }
        void order(const char *name)
        {
            QTRY_VERIFY(action(name)->isEnabled());
            action(name)->trigger();
            QTRY_VERIFY(window->findChild<OrderDialog *>());
            find<QLineEdit>("reasonLine")->setText(u"not needed"_s);
        }
        void go() const { find<QPushButton>("reasonGo")->click(); }
        BulkProgress *progress() const { return window->findChild<BulkProgress *>(); }
        Bulk bulk() { return workspace.reader().bulks(0, 1).value().value(0); }
    };
};

/// A canary that has stopped waits for somebody: who does not see it waits for nothing.
void TestOrders::anIncidentsOrderIsFollowed()
{
    Room room;
    room.order("retryIncident");
    room.go();
    QTRY_VERIFY(room.progress());
    QTRY_COMPARE(room.text("bulkText"), u"“Retry” for 2 target(s)"_s);
    room.workspace.commit(Transaction(
        MoveBulk{room.bulk().id, BulkState::Stopped, u"runner"_s, u"1 of 1 in a wave of 1 failed again"_s, SystemClock().now()}));
    QTRY_VERIFY(room.text("bulkNote").contains(u"failed again"_s));
    QTRY_VERIFY(room.find<QPushButton>("bulkGoOn")->isVisible());
    room.find<QPushButton>("bulkCancel")->click();
    QTRY_COMPARE(room.bulk().state, BulkState::Cancelled);
}

void TestOrders::onlyWhatWasCountedIsOrdered()
{
    Room room;
    room.order("skipIncident");
    const Timestamp before = SystemClock().now();
    QTest::qWait(5); // the reason takes its time
    FailuresRoom::failing(room.workspace, u"c.pdf"_s, u"scan"_s);
    room.go();
    QTRY_COMPARE(room.bulk().kind, CommandKind::Skip);
    QVERIFY(room.bulk().createdAt <= before); // see tst_bulktargets for what is meant by that
}

/// Whatever became of its window.
void TestOrders::oneThatStopsIsToldOf()
{
    Room room;
    auto *palette = new CommandPalette(room.window.get());
    new PalettePlaces(room.workspace.desk(), *palette, *room.window);
    room.order("retryIncident");
    room.go();
    QTRY_VERIFY(room.progress());
    room.progress()->close();
    QTRY_VERIFY(!room.progress());
    QTest::qWait(1'500); // the order has been seen running
    const auto seen = room.workspace.desk().ask<int>([](StoreReader &) -> Result<int> { return 0; });
    QTRY_VERIFY(seen.isFinished());
    room.workspace.commit(Transaction(
        MoveBulk{room.bulk().id, BulkState::Stopped, u"runner"_s, u"1 of 1 in a wave of 1 failed again"_s, SystemClock().now()}));
    QTRY_COMPARE(room.text("noticeText"),
                 u"Order 1 (“Retry”) has stopped by itself: 1 of 1 in a wave of 1 failed again. Ctrl+K finds it."_s);
    palette->opener()->trigger();
    auto *line = room.find<QLineEdit>("paletteLine");
    const auto *list = room.find<QListView>("paletteList");
    const auto *model = list->model();
    QTRY_VERIFY(!model->match(model->index(0, 0), Qt::DisplayRole, u"Order 1: “Retry”, stopped"_s).isEmpty());
    QTest::keyClicks(line, u"order 1"_s);
    QTRY_COMPARE(list->currentIndex().data().toString(), u"Order 1: “Retry”, stopped"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(room.progress());
    QTRY_VERIFY(room.find<QPushButton>("bulkGoOn")->isVisible());
}

void TestOrders::anOrderIsFoundInTheAudit()
{
    Room room;
    room.order("retryIncident");
    room.go();
    QTRY_VERIFY(room.progress());
    room.progress()->close();
    QTRY_VERIFY(!room.progress());
    room.find<QAction>("showAudit")->trigger();
    auto *filter = room.find<QLineEdit>("auditFilter");
    filter->setText(u"subject:bulk/1"_s);
    QTest::keyClick(filter, Qt::Key_Return);
    auto *table = room.find<QTableView>("auditTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->setCurrentIndex(table->model()->index(0, 0));
    auto *go = room.find<QPushButton>("auditGo");
    QTRY_VERIFY(go->isVisible());
    go->click();
    QTRY_VERIFY(room.progress());
    QTRY_COMPARE(room.text("bulkText"), u"“Retry” for 0 target(s)"_s);
}

/// Whatever was looked for there before.
void TestOrders::theInboxHasThemAll()
{
    Room room;
    auto *filter = room.find<QLineEdit>("incidentFilter");
    filter->setText(u"service:publish"_s);
    QTRY_COMPARE(room.inbox()->model()->rowCount(), 0);
    room.window->showIncidents();
    QTRY_COMPARE(room.inbox()->model()->rowCount(), 1);
}

/// More was loaded than is refreshed at once, and nearly all of it has passed since.
void TestOrders::aShortHeadIsAllThereIs()
{
    const auto numbered = [](qint64 from, qint64 to) {
        QList<IncidentSummary> rows;
        for (qint64 id = from; id <= to; ++id) {
            rows.append(IncidentSummary());
            rows.last().incident.id = id;
        }
        return rows;
    };
    GuiWorkspace workspace;
    IncidentsModel model;
    RowsFeed<IncidentSummary> feed(workspace.desk(), model, 1ms, nullptr);
    QList<IncidentSummary> there = numbered(1, 100);
    feed.ask([&](const std::optional<IncidentSummary> &, int limit) {
        return QtFuture::makeReadyFuture(Result<QList<IncidentSummary>>(there.mid(0, limit)));
    });
    feed.setActive(true);
    QTRY_COMPARE(model.rowCount(), 100);
    model.append(numbered(101, 1'500), false);
    there = numbered(1, 3);
    feed.wake();
    QTRY_COMPARE(model.rowCount(), 3);
    QVERIFY(model.isWhole());
}

QTEST_MAIN(TestOrders)
#include "tst_gui_orders.moc"
