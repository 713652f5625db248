#include "runner/storeroom.h"

#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace std::chrono_literals;

/// When nothing may be sent, because its answer could not be kept.
class TestStoreRoom : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isThereUntilSomethingIsRefused();
    void waitsForTheLargestThatFoundNone();
    void waitsWhereThereIsNone();
};

namespace {
constexpr qint64 Small = 1'000;
constexpr Timestamp Start(1'000s);
} // namespace

void TestStoreRoom::isThereUntilSomethingIsRefused()
{
    StoreRoom room(QStringLiteral("/nowhere"));
    QVERIFY(room.isThere(Start));
    room.noteRefused(Start);
    QVERIFY(!room.isThere(Start));
    QVERIFY(!room.isThere(Start + 1s)); // when it is tried again
    QVERIFY(room.isThere(Start + 2s));
}

void TestStoreRoom::waitsForTheLargestThatFoundNone()
{
    const QTemporaryDir folder;
    StoreRoom room(folder.path());
    room.noteUnkept(Small);
    QVERIFY(room.isThere(Start)); // by now there is as much
    if (QStorageInfo(folder.path()).bytesAvailable() > 100 << 20) {
        room.noteUnkept(QStorageInfo(folder.path()).bytesTotal());
        QVERIFY(room.isThere(Start)); // which waits by itself
    }
}

/// A disk with no room at all: what the kernel shows its devices in.
void TestStoreRoom::waitsWhereThereIsNone()
{
    const QString full = QStringLiteral("/sys");
    QVERIFY(QStorageInfo(full).isValid());
    QCOMPARE(QStorageInfo(full).bytesAvailable(), 0);
    StoreRoom room(full);
    QVERIFY(room.isThere(Start));
    room.noteUnkept(Small);
    QVERIFY(!room.isThere(Start));
    QVERIFY(!room.isThere(Start + 1h));
}

QTEST_APPLESS_MAIN(TestStoreRoom)
#include "tst_storeroom.moc"
