#include "net/lanes.h"

#include <QNetworkProxy>
#include <QPointer>
#include <QtTest>

using namespace cairn;
using namespace Qt::StringLiterals;

class TestLanes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void madeOnlyWhenNeeded();
    void neverMoreThanALaneCanStart();
    void theSameWhileItHasRoom();
    void leastBusyNext();
    void http2NeedsOne();
    void shrinkingUsesFewer();
    void retiredLanesTakeNothing();
    void managersAreBare();
};

void TestLanes::madeOnlyWhenNeeded()
{
    Lanes lanes;
    lanes.configure(64, Lanes::Http1Capacity);
    QCOMPARE(lanes.count(), 0);
    for (int i = 0; i < 6; ++i)
        QVERIFY(lanes.take());
    QCOMPARE(lanes.count(), 1);
    QVERIFY(lanes.take());
    QCOMPARE(lanes.count(), 2);
}

void TestLanes::neverMoreThanALaneCanStart()
{
    Lanes lanes;
    lanes.configure(64, Lanes::Http1Capacity);
    QHash<Lane *, int> carried;
    for (int i = 0; i < 66; ++i) {
        Lane *lane = lanes.take();
        QVERIFY(lane);
        QVERIFY(++carried[lane] <= 6);
    }
    QCOMPARE(lanes.count(), 11);
    QVERIFY(!lanes.take());
    QCOMPARE(lanes.active(), 66);
}

void TestLanes::theSameWhileItHasRoom()
{
    Lanes lanes;
    lanes.configure(18, Lanes::Http1Capacity);
    QList<Lane *> taken;
    for (int i = 0; i < 18; ++i)
        taken.append(lanes.take());
    Lane *const last = taken.last();
    for (Lane *lane : taken) {
        if (lane != last)
            lanes.giveBack(lane);
    }
    for (int i = 0; i < 3; ++i)
        lanes.giveBack(last);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(lanes.take(), last); // though the others carry nothing
    QVERIFY(lanes.take() != last);
}

void TestLanes::leastBusyNext()
{
    Lanes lanes;
    lanes.configure(18, Lanes::Http1Capacity);
    QList<Lane *> taken;
    for (int i = 0; i < 18; ++i)
        taken.append(lanes.take());
    lanes.giveBack(taken[0]);
    for (int i = 0; i < 3; ++i)
        lanes.giveBack(taken[6]);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(lanes.take(), taken[6]);
    QCOMPARE(lanes.take(), taken[0]);
    QVERIFY(!lanes.take());
}

void TestLanes::http2NeedsOne()
{
    Lanes lanes;
    lanes.configure(64, Lanes::Http2Capacity);
    for (int i = 0; i < 64; ++i)
        QVERIFY(lanes.take());
    QCOMPARE(lanes.count(), 1);
}

void TestLanes::shrinkingUsesFewer()
{
    Lanes lanes;
    lanes.configure(12, Lanes::Http1Capacity);
    QList<Lane *> taken;
    for (int i = 0; i < 12; ++i)
        taken.append(lanes.take());
    lanes.configure(6, Lanes::Http1Capacity);
    QVERIFY(!lanes.take());
    for (Lane *lane : taken)
        lanes.giveBack(lane);
    for (int i = 0; i < 6; ++i)
        QCOMPARE(lanes.take(), taken.first());
    QVERIFY(!lanes.take());
}

void TestLanes::retiredLanesTakeNothing()
{
    Lanes lanes;
    lanes.configure(12, Lanes::Http2Capacity);
    Lane *const old = lanes.take();
    QCOMPARE(lanes.take(), old);
    const QPointer<QNetworkAccessManager> manager = old->manager.get();
    lanes.retire(old);
    Lane *const fresh = lanes.take();
    QVERIFY(fresh && fresh != old);
    lanes.giveBack(old);
    QVERIFY(manager);
    lanes.giveBack(old);
    QTRY_VERIFY(!manager);
    QCOMPARE(lanes.count(), 1);
    QCOMPARE(lanes.take(), fresh);
}

void TestLanes::managersAreBare()
{
    Lanes lanes;
    lanes.configure(1, Lanes::Http1Capacity);
    const QNetworkAccessManager &manager = *lanes.take()->manager;
    const QList<QNetworkProxy> proxies = manager.proxyFactory()->queryProxy(QNetworkProxyQuery(QUrl(u"http://a.example/"_s)));
    QCOMPARE(proxies.size(), 1);
    QCOMPARE(proxies.first().type(), QNetworkProxy::DefaultProxy);
    QCOMPARE(QNetworkProxy::applicationProxy().type(), QNetworkProxy::NoProxy);
    QVERIFY(!manager.cache());
    QVERIFY(!manager.isStrictTransportSecurityEnabled()); // HSTS would rewrite URLs
    QVERIFY(!manager.autoDeleteReplies());
    QCOMPARE(manager.transferTimeout(), 0);
}

QTEST_GUILESS_MAIN(TestLanes)
#include "tst_net_lanes.moc"
