#include "handclock.h"

#include "runner/storeroom.h"

#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// When nothing may be sent, because its answer could not be kept.
class TestStoreRoom : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isThereUntilSomethingIsRefused();
    void isNotThereWhileSomethingIsHeld();
    void outlastsAClockThatIsSetBack();
    void largeThingsWaitByThemselves();
    void roomIsKeptForOneAtATime();
};

void TestStoreRoom::isThereUntilSomethingIsRefused()
{
    HandClock clock;
    StoreRoom room(clock, u"/nowhere"_s);
    QVERIFY(room.isThere());
    room.noteRefused();
    QVERIFY(!room.isThere());
    clock.forward(1s); // when it is tried again
    QVERIFY(!room.isThere());
    clock.forward(1s);
    QVERIFY(room.isThere());
}

/// However long a try takes.
void TestStoreRoom::isNotThereWhileSomethingIsHeld()
{
    HandClock clock;
    StoreRoom room(clock, u"/nowhere"_s);
    auto one = room.hold();
    auto other = room.hold();
    clock.forward(1h);
    QVERIFY(!room.isThere());
    one.reset();
    QVERIFY(!room.isThere());
    other.reset();
    QVERIFY(room.isThere());
}

void TestStoreRoom::outlastsAClockThatIsSetBack()
{
    HandClock clock;
    StoreRoom room(clock, u"/nowhere"_s);
    room.noteRefused();
    clock.setBack(1h);
    QVERIFY(!room.isThere());
    clock.forward(2s);
    QVERIFY(room.isThere());
}

void TestStoreRoom::largeThingsWaitByThemselves()
{
    const HandClock clock;
    const QTemporaryDir folder;
    const qint64 all = QStorageInfo(folder.path()).bytesTotal();
    StoreRoom room(clock, folder.path() + u"/not/there/yet"_s);
    QVERIFY(!room.keep(all));
    room.noteShort();
    if (QStorageInfo(folder.path()).bytesAvailable() < 10 << 20)
        QSKIP("the disk is all but full");
    QVERIFY(room.isThere()); // for what is usual
    QVERIFY(room.keep(1'000));
    QVERIFY(!room.keep(all));
}

/// Two that fit one by one do not find out that they do not both once their answers are here.
void TestStoreRoom::roomIsKeptForOneAtATime()
{
    const HandClock clock;
    const QTemporaryDir folder;
    const qint64 most = QStorageInfo(folder.path()).bytesAvailable() * 2 / 3;
    StoreRoom room(clock, folder.path());
    auto first = room.keep(most);
    QVERIFY(first);
    QVERIFY(!room.keep(most));
    QVERIFY(room.keep(0));
    first.reset();
    QVERIFY(room.keep(most));
}

QTEST_APPLESS_MAIN(TestStoreRoom)
#include "tst_storeroom.moc"
