#include "rawstore.h"
#include "storetesting.h"
#include "syscalls.h"

#include "store/upkeep.h"

#include <QDir>
#include <QRandomGenerator>

#include <atomic>
#include <cerrno>
#include <thread>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

namespace {

Transaction numbered(int number)
{
    return Transaction(AddEvent{{0, at(number), u"e"_s, {}, QString::number(number)}});
}

/// A child process that commits without end, and says what it was told is durable.
int commitForever(const QString &folder)
{
    const auto store = open(folder);
    Semaphore room(64);
    for (int i = 0;; ++i) {
        room.acquire();
        store->commit(numbered(i), [&room, i](const Result<Committed> &committed) {
            if (committed)
                say(QByteArray::number(i));
            room.release();
        });
    }
}

} // namespace

/// What has been acknowledged is on the disk, and what could not be written is not acknowledged.
class TestStoreDurability : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { syscalls::succeed(); }

    void seesACommitThatIsNotSynced();
    void syncsBeforeItAnswers();
    void answersNothingThatWasNotSynced();
    void survivesAFullDisk();
    void tellsThatABackupHasNoRoom();
    void unpacksWhatAPowerCutLeaves();
    void losesNothingWhenKilled();
};

/// The watch itself works: what SQLite does by default in WAL is found wanting.
void TestStoreDurability::seesACommitThatIsNotSynced()
{
    for (const auto &[setting, durable] : {std::pair("NORMAL"_L1, false), {"OFF"_L1, false}, {"FULL"_L1, true}}) {
        const QTemporaryDir folder;
        cairn::testing::RawStore raw(folder.filePath(u"raw.sqlite"_s));
        raw.run({u"PRAGMA journal_mode = WAL"_s, "PRAGMA synchronous = "_L1 + setting, u"CREATE TABLE t (x)"_s});
        syscalls::startRecording();
        raw.change(u"INSERT INTO t VALUES (1)"_s);
        syscalls::note(u"answer"_s);
        QCOMPARE(syscalls::isSyncedBeforeEachNote(syscalls::stopRecording(), u"-wal"_s), durable);
    }
}

void TestStoreDurability::syncsBeforeItAnswers()
{
    Fixture fixture;
    syscalls::startRecording();
    std::vector<std::thread> threads;
    std::atomic<int> committed = 0;
    Semaphore done;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 500; ++i) {
                fixture.store().commit(numbered(i), [&](const Result<Committed> &outcome) {
                    syscalls::note(u"answer"_s);
                    committed += outcome.has_value();
                    done.release();
                });
                if (i % 16 == 0)
                    std::this_thread::sleep_for(std::chrono::microseconds(200));
            }
        });
    }
    for (auto &thread : threads)
        thread.join();
    done.acquire(2000);
    const auto entries = syscalls::stopRecording();
    QCOMPARE(committed.load(), 2000);
    QVERIFY(syscalls::isSyncedBeforeEachNote(entries, u"store.sqlite-wal"_s));
}

void TestStoreDurability::answersNothingThatWasNotSynced()
{
    Fixture fixture;
    syscalls::failSyncs(u"store.sqlite-wal"_s, EIO);
    COMPARE_ERROR(fixture.store().commitAndWait(numbered(1)), ErrorKind::Io);
    syscalls::succeed();
    VERIFY_OK(fixture.store().commitAndWait(numbered(2)));
    const auto events = fixture.reader().events(0, 10);
    VERIFY_OK(events);
    QCOMPARE(events->size(), 1);
    QCOMPARE(events->first().detail, u"2"_s);
}

void TestStoreDurability::survivesAFullDisk()
{
    Fixture fixture;
    const auto payload = fixture.store().payloads().stage(QByteArray(60'000, 'x'));
    syscalls::failWrites(u"store.sqlite"_s, ENOSPC, 10'000);
    QStringList outcomes;
    Semaphore done;
    for (int i = 0; i < 20; ++i) {
        Transaction large = numbered(i);
        large.add(PutPayload{*payload});
        fixture.store().commit(std::move(large), [&](const Result<Committed> &committed) {
            outcomes.append(committed ? u"ok"_s : word(committed.error().kind));
            done.release();
        });
    }
    done.acquire(20);
    QCOMPARE(outcomes, QStringList(20, u"disk_full"_s));
    const auto failed = fixture.store().commitAndWait(Transaction(PutPayload{*payload}));
    COMPARE_ERROR(failed, ErrorKind::DiskFull);
    QVERIFY(!failed.error().remedy.isEmpty());
    VERIFY_OK(fixture.reader().events(0, 10)); // reading goes on

    syscalls::succeed();
    VERIFY_OK(fixture.store().commitAndWait(Transaction(PutPayload{*payload})));
    QVERIFY(fixture.reader().events(0, 10)->isEmpty());
    QCOMPARE(fixture.reader().checkIntegrity().value(), QStringList());
}

void TestStoreDurability::tellsThatABackupHasNoRoom()
{
    Fixture fixture;
    QByteArray content(300'000, Qt::Uninitialized);
    QRandomGenerator(7).generate(content.begin(), content.end()); // which cannot be compressed
    VERIFY_OK(fixture.store().commitAndWait(Transaction(PutPayload{*fixture.store().payloads().stage(content)})));
    const QTemporaryDir other;
    const QString path = other.filePath(u"the.backup"_s);
    syscalls::failWrites(other.path(), ENOSPC, 100'000); // it has no name until it is whole
    const auto failed = fixture.store().upkeep()->backUp(path, u"ann"_s, {}, at(1), {});
    COMPARE_ERROR(failed, ErrorKind::DiskFull);
    QVERIFY2(failed.error().remedy.contains("Make room"_L1), qPrintable(describe(failed.error())));
    QVERIFY(QDir(other.path()).isEmpty());
    syscalls::succeed();
    VERIFY_OK(fixture.store().upkeep()->backUp(path, u"ann"_s, {}, at(1), {}));
    const QString folder = other.filePath(u"unpacked"_s);
    syscalls::failWrites(folder, ENOSPC, 100'000); // in the midst of a block
    COMPARE_ERROR(unpackBackup(path, folder, {}), ErrorKind::DiskFull);
    QVERIFY(!QFile::exists(folder));
    syscalls::succeed();
    VERIFY_OK(unpackBackup(path, folder, {}));
}

/// A file is there once its folder is durable, and that once the one that it is in is.
void TestStoreDurability::unpacksWhatAPowerCutLeaves()
{
    Fixture fixture;
    VERIFY_OK(
        fixture.store().commitAndWait(Transaction(PutPayload{*fixture.store().payloads().stage(QByteArray(150'000, 'x'))})));
    const QTemporaryDir other;
    const QString path = other.filePath(u"the.backup"_s);
    VERIFY_OK(fixture.store().upkeep()->backUp(path, u"ann"_s, {}, at(1), {}));
    const QString folder = other.filePath(u"unpacked"_s);
    syscalls::startRecording();
    VERIFY_OK(unpackBackup(path, folder, {}));
    QStringList synced;
    for (const syscalls::Entry &entry : syscalls::stopRecording()) {
        if (entry.kind == syscalls::Entry::Sync)
            synced.append(entry.what);
    }
    const QString payloads = folder + "/payloads"_L1;
    const QString subfolder = payloads + u'/' + QDir(payloads).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
    const QStringList expected{subfolder, payloads, folder};
    QCOMPARE(synced.mid(synced.size() - 3), expected);
}

/// SIGKILL at moments counted in answers, not in time.
void TestStoreDurability::losesNothingWhenKilled()
{
    QRandomGenerator random(5);
    const QTemporaryDir folder;
    QSet<QString> promised;
    for (int round = 0; round < 8; ++round) {
        Child child({u"commit"_s, folder.path()});
        const int until = 1 + int(random.bounded(700));
        for (int i = 0; i < until; ++i)
            promised.insert(QString::number(round) + u'/' + QString::fromLatin1(child.line()));
        child.kill();
        while (true) { // what it said before it died
            const QByteArray line = child.line();
            if (line.isEmpty())
                break;
            promised.insert(QString::number(round) + u'/' + QString::fromLatin1(line));
        }
        const auto store = open(folder.path());
        const auto events = reader(*store)->events(0, 1'000'000);
        VERIFY_OK(events);
        int current = -1;
        for (const Event &event : *events) {
            current += event.detail == "0"_L1; // each round counts from 0
            promised.remove(QString::number(current) + u'/' + event.detail);
        }
        QCOMPARE(current, round);
        QCOMPARE(promised, QSet<QString>());
        QCOMPARE(reader(*store)->checkIntegrity().value(), QStringList());
    }
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (const QStringList part = childPart(argc, argv); !part.isEmpty())
        return commitForever(part.at(1));
    TestStoreDurability test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_store_durability.moc"
