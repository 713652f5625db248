#include "runner/delivery.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace cairn;

/// Files that are put into place.
class TestDelivery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void severalUnderOneNameAreEachWhole();
    void damagedContentIsNotPutIntoPlace();
};

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

DeliveryOrder orderFor(const QTemporaryDir &folder, const QByteArray &content, const QString &by)
{
    return {folder.path(), QStringLiteral("report.json"), {Digest::of(content), content.size()}, by};
}

} // namespace

/// Two runs of files of the same name, under way at the same time: the last one stays, none fails, and nobody sees a mixture.
void TestDelivery::severalUnderOneNameAreEachWhole()
{
    constexpr int Rounds = 20;
    const QTemporaryDir folder;
    const QByteArray contents[] = {QByteArray(3'000'000, 'a'), QByteArray(2'000'000, 'b')};
    std::atomic<int> failed = 0;
    std::atomic<int> mixed = 0;
    const auto work = [&](int i) {
        const DeliveryOrder order = orderFor(folder, contents[i], QStringLiteral("run%1/out").arg(i));
        for (int round = 0; round < Rounds; ++round) {
            failed += !deliver(order, contents[i]);
            const QByteArray seen = read(folder.filePath(order.name));
            mixed += seen != contents[0] && seen != contents[1];
        }
    };
    std::thread other(work, 1);
    work(0);
    other.join();
    QCOMPARE(failed.load(), 0);
    QCOMPARE(mixed.load(), 0);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList(QStringLiteral("report.json")));
}

void TestDelivery::damagedContentIsNotPutIntoPlace()
{
    const QTemporaryDir folder;
    const DeliveryOrder order = orderFor(folder, "whole", QStringLiteral("run/out"));
    QVERIFY(deliver(order, "whole"));
    QVERIFY(!deliver(order, "not what was ordered"));
    QCOMPARE(read(folder.filePath(order.name)), QByteArray("whole"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList(order.name));
}

QTEST_GUILESS_MAIN(TestDelivery)
#include "tst_delivery.moc"
