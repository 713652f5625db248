#include "storetesting.h"

#include "store/runnerlock.h"

#include <QFile>

#include <atomic>
#include <thread>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

namespace {

/// A child process that carries runs until it is told to stop, or killed.
int carry(const QString &folder)
{
    const auto store = open(folder);
    const auto lease = store->acquireLease();
    say(lease ? "fence " + QByteArray::number(lease->fence) : word(lease.error().kind).toUtf8());
    std::getchar();
    return 0;
}

} // namespace

class TestStoreLease : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }

    void namesItsHolder();
    void isRefusedToASecondStoreOfThisProcess();
    void isRefusedToASecondHolderInTheSameStore();
    void isReleasedWithTheStore();
    void isRefusedToAnotherProcess();
    void isTakenOverFromTheDead();
    void growsWithEveryHolder();
    void tellsWhoEndedInOrder();
    void whoCarriedNothingTellsOfTheOneBefore();
    void isNotDisturbedByThoseWhoAsk();
    void waitsForWhoeverUpgrades();

private:
    Store &store() { return m_fixture->store(); }

    std::optional<Fixture> m_fixture;
};

void TestStoreLease::namesItsHolder()
{
    QVERIFY(!store().leaseHolder());
    const auto lease = store().acquireLease();
    VERIFY_OK(lease);
    QVERIFY(lease->holder.endsWith(u"pid %1"_s.arg(QCoreApplication::applicationPid())));
    QCOMPARE(store().leaseHolder(), lease->holder);
    const auto other = open(m_fixture->folder());
    QCOMPARE(other->leaseHolder(), lease->holder);
    const auto viewer = openSqliteStore({m_fixture->folder(), true});
    QCOMPARE((*viewer)->leaseHolder(), lease->holder);
    QFile file(m_fixture->folder() + "/runner.lock"_L1);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(QString::fromUtf8(file.readAll()).startsWith(lease->holder + " since 20"_L1));
    store().releaseLease();
    QVERIFY(!other->leaseHolder());
    QVERIFY(!store().leaseHolder());
}

void TestStoreLease::isRefusedToASecondStoreOfThisProcess()
{
    const auto lease = store().acquireLease();
    VERIFY_OK(lease);
    const auto other = open(m_fixture->folder());
    const auto refused = other->acquireLease();
    COMPARE_ERROR(refused, ErrorKind::Busy);
    QVERIFY(refused.error().detail.contains(lease->holder));
    QVERIFY(!refused.error().remedy.isEmpty());
    Transaction ours(AddEvent{{0, at(1), u"e"_s, {}, {}}});
    ours.fence = lease->fence;
    VERIFY_OK(store().commitAndWait(ours)); // the refusal took nothing away
}

void TestStoreLease::isRefusedToASecondHolderInTheSameStore()
{
    VERIFY_OK(store().acquireLease());
    COMPARE_ERROR(store().acquireLease(), ErrorKind::Busy);
    store().releaseLease();
    store().releaseLease();
    VERIFY_OK(store().acquireLease());
}

void TestStoreLease::isReleasedWithTheStore()
{
    VERIFY_OK(store().acquireLease());
    m_fixture->close();
    const auto again = open(m_fixture->folder());
    QVERIFY(!again->leaseHolder());
    VERIFY_OK(again->acquireLease());
}

void TestStoreLease::isRefusedToAnotherProcess()
{
    VERIFY_OK(store().acquireLease());
    Child child({u"carry"_s, m_fixture->folder()});
    QCOMPARE(child.line(), QByteArray("busy"));
    QCOMPARE(child.wait(), 0);
}

void TestStoreLease::isTakenOverFromTheDead()
{
    Child child({u"carry"_s, m_fixture->folder()});
    const QByteArray said = child.line();
    QVERIFY(said.startsWith("fence "));
    const QString name = u"pid %1"_s.arg(child.pid());
    QVERIFY(store().leaseHolder().value_or(QString()).endsWith(name));
    const auto refused = store().acquireLease();
    COMPARE_ERROR(refused, ErrorKind::Busy);
    QVERIFY(refused.error().detail.contains(name));
    child.kill();
    QVERIFY(!store().leaseHolder());
    const auto lease = store().acquireLease();
    VERIFY_OK(lease);
    QVERIFY(lease->fence > said.mid(6).toLongLong());
}

void TestStoreLease::growsWithEveryHolder()
{
    qint64 last = 0;
    for (int i = 0; i < 5; ++i) {
        const auto lease = store().acquireLease();
        VERIFY_OK(lease);
        QVERIFY(lease->fence > last);
        last = lease->fence;
        store().releaseLease();
    }
}

/// One that was killed has not.
void TestStoreLease::tellsWhoEndedInOrder()
{
    const auto reader = store().reader();
    QCOMPARE((*reader)->leaseEnd()->fence, 0);
    const auto first = store().acquireLease();
    Transaction ends(EndLease{at(3)});
    ends.fence = first->fence;
    VERIFY_OK(store().commitAndWait(ends));
    store().releaseLease();
    QCOMPARE((*reader)->leaseEnd()->fence, first->fence);
    QCOMPARE((*reader)->leaseEnd()->lostAt, at(3));
    const auto second = store().acquireLease();
    COMPARE_ERROR(store().commitAndWait(ends), ErrorKind::LeaseLost);
    QCOMPARE((*reader)->leaseEnd()->fence, second->fence - 1);
}

/// It ended as the one before it did.
void TestStoreLease::whoCarriedNothingTellsOfTheOneBefore()
{
    const auto reader = store().reader();
    const auto hold = [&](std::optional<EndLease> end) {
        const auto lease = store().acquireLease();
        Transaction ends;
        ends.fence = lease->fence;
        if (end)
            ends.add(*end);
        std::ignore = store().commitAndWait(ends);
        store().releaseLease();
        return lease->fence;
    };
    const qint64 carried = hold(EndLease{at(3)});
    QCOMPARE(hold(EndLease{}), carried + 1);
    QCOMPARE((*reader)->leaseEnd()->fence, carried + 1);
    QCOMPARE((*reader)->leaseEnd()->lostAt, at(3));
    hold({}); // killed
    hold(EndLease{});
    QCOMPARE((*reader)->leaseEnd()->fence, carried + 1);
}

/// Who makes or upgrades a store has the lock for a moment: a runner that is started beside it is not to be refused.
void TestStoreLease::waitsForWhoeverUpgrades()
{
    RunnerLock lock(m_fixture->folder() + "/runner.lock"_L1);
    VERIFY_OK(lock.take(u"somewhere pid 1 (which upgrades the store)"_s));
    std::jthread upgrade([&lock] {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        lock.release();
    });
    VERIFY_OK(store().acquireLease());
}

void TestStoreLease::isNotDisturbedByThoseWhoAsk()
{
    std::atomic<bool> stop = false;
    const auto asking = open(m_fixture->folder());
    std::thread asker([&] {
        while (!stop)
            asking->leaseHolder();
    });
    Result<Lease> lease;
    for (int i = 0; i < 100 && lease; ++i) {
        lease = store().acquireLease();
        store().releaseLease();
    }
    stop = true;
    asker.join();
    VERIFY_OK(lease);
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (const QStringList part = childPart(argc, argv); !part.isEmpty())
        return carry(part.at(1));
    TestStoreLease test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_store_lease.moc"
