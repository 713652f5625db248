#include "runner/delivery.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Files that are put into place.
class TestDelivery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ofSeveralUnderOneNameTheFirstStays();
    void whatIsThereIsNotReplaced();
    void whatIsTheRunsOwnIsReplaced();
    void damagedContentIsNotPutIntoPlace();
    void namesStayInTheFolder_data();
    void namesStayInTheFolder();
    void linksAreNotWrittenThrough();
};

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

DeliveryOrder orderFor(const QTemporaryDir &folder, const QByteArray &content, const QString &by)
{
    return {folder.path(), u"report.json"_s, {Digest::of(content), content.size()}, by};
}

} // namespace

/// Two runs of files of the same name, under way at the same time: one stays, the other is told, and nobody sees a mixture. Who
/// has delivered may do so again, as after a crash.
void TestDelivery::ofSeveralUnderOneNameTheFirstStays()
{
    constexpr int Rounds = 20;
    const QTemporaryDir folder;
    const QByteArray contents[] = {QByteArray(3'000'000, 'a'), QByteArray(2'000'000, 'b')};
    std::atomic<int> refused = 0;
    std::atomic<int> wrong = 0;
    std::atomic<int> mixed = 0;
    const auto work = [&](int i) {
        const DeliveryOrder order = orderFor(folder, contents[i], u"run%1/out"_s.arg(i));
        for (int round = 0; round < Rounds; ++round) {
            const auto delivered = deliver(order, contents[i]);
            refused += !delivered && delivered.error().kind == ErrorKind::Conflict;
            wrong += delivered.has_value() != (read(folder.filePath(order.name)) == contents[i]);
            const QByteArray seen = read(folder.filePath(order.name));
            mixed += seen != contents[0] && seen != contents[1];
        }
    };
    std::thread other(work, 1);
    work(0);
    other.join();
    QCOMPARE(refused.load(), Rounds); // all of one of them
    QCOMPARE(wrong.load(), 0);
    QCOMPARE(mixed.load(), 0);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList(u"report.json"_s));
}

void TestDelivery::whatIsThereIsNotReplaced()
{
    const QTemporaryDir folder;
    const DeliveryOrder order = orderFor(folder, "new", u"run/out"_s);
    QFile file(folder.filePath(order.name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("somebody's") == 10);
    file.close();
    const auto delivered = deliver(order, "new");
    QVERIFY(!delivered);
    QCOMPARE(delivered.error().kind, ErrorKind::Conflict);
    QVERIFY(delivered.error().where.endsWith(order.name) && delivered.error().remedy.contains(".run.id"_L1));
    QCOMPARE(read(folder.filePath(order.name)), QByteArray("somebody's"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList(order.name)); // nothing half done beside it

    QVERIFY(file.remove() && QDir(folder.path()).mkdir(order.name)); // a folder of that name is something else as well
    QCOMPARE(deliver(order, "new").error().kind, ErrorKind::Conflict);
    QVERIFY(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).isEmpty());
}

void TestDelivery::whatIsTheRunsOwnIsReplaced()
{
    const QTemporaryDir folder;
    QVERIFY(deliver(orderFor(folder, "old", u"first/out"_s), "old"));
    DeliveryOrder order = orderFor(folder, "new", u"rerun/out"_s);
    order.replaces = {Digest::of("older")};
    QVERIFY(!deliver(order, "new"));
    order.replaces.append(Digest::of("old"));
    QVERIFY(deliver(order, "new"));
    QCOMPARE(read(folder.filePath(order.name)), QByteArray("new"));
}

void TestDelivery::damagedContentIsNotPutIntoPlace()
{
    const QTemporaryDir folder;
    const DeliveryOrder order = orderFor(folder, "whole", u"run/out"_s);
    QVERIFY(deliver(order, "whole"));
    QVERIFY(!deliver(order, "not what was ordered"));
    QCOMPARE(read(folder.filePath(order.name)), QByteArray("whole"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList(order.name));
}

void TestDelivery::namesStayInTheFolder_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"", ".", "..", "../report.json", "a/b", "/etc/cron.d/x"})
        QTest::newRow(*name ? name : "empty") << QString::fromLatin1(name);
    QTest::newRow("too long") << QString(256, QLatin1Char('a'));
    QTest::newRow("NUL") << u"a%1b"_s.arg(QChar(0));
}

void TestDelivery::namesStayInTheFolder()
{
    QFETCH(QString, name);
    const QTemporaryDir folder;
    DeliveryOrder order = orderFor(folder, "content", u"run/out"_s);
    order.folder = folder.filePath(u"outbox"_s);
    order.name = name;
    const auto delivered = deliver(order, "content");
    QVERIFY(!delivered && delivered.error().kind == ErrorKind::Usage);
    QVERIFY(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).isEmpty());
}

/// Who may put links into the folder has no file elsewhere overwritten.
void TestDelivery::linksAreNotWrittenThrough()
{
    const QTemporaryDir folder;
    const QString victim = folder.filePath(u"victim"_s);
    QFile file(victim);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
    file.close();
    DeliveryOrder order = orderFor(folder, "content", u"run/out"_s);
    order.folder = folder.filePath(u"outbox"_s);
    QVERIFY(QDir().mkpath(order.folder));
    QDir outbox(order.folder);
    // at the name itself: it is something else, even if what it leads to were the same
    QVERIFY(QFile::link(victim, outbox.filePath(order.name)));
    QVERIFY(!deliver(order, "content"));
    order.content = {Digest::of("mine"), 4};
    QVERIFY(!deliver(order, "mine"));
    QVERIFY(QFileInfo(outbox.filePath(order.name)).isSymLink() && outbox.remove(order.name));
    order.content = {Digest::of("content"), 7};
    // at the name that it is written under first: nothing is delivered
    const QByteArray who = order.by.toUtf8() + '/' + order.name.toUtf8();
    QVERIFY(QFile::link(victim, outbox.filePath(QLatin1Char('.') + Digest::of(who).brief() + u".cairn-part"_s)));
    QVERIFY(!deliver(order, "content"));
    QCOMPARE(read(victim), QByteArray("mine"));
}

QTEST_GUILESS_MAIN(TestDelivery)
#include "tst_delivery.moc"
