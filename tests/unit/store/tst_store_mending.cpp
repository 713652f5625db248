#include "sealedstore.h"

#include <QDir>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// A store gets over what was damaged, left behind or cannot be done.
class TestStoreMending : public QObject, private SealedStore
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void mendsAnAlteredFile();
    void mendsAnAlteredRow_data();
    void mendsAnAlteredRow();
    void mendsWhatAKeyChangeLeftAsItWas();
    void sweepsWhatNobodyRecorded();
    void sweepsNothingElse();
    void sweepsUnfinishedCopies();
    void erasesThoughAFileStays();
    void leavesNothingOfTheErasedInItsLog();

private:
    bool isSound(const QByteArray &bytes)
    {
        const auto device = storetesting::reader(*m_store)->openPayload(Digest::of(bytes));
        return device && verifyPayload(**device, {Digest::of(bytes), bytes.size()});
    }
    /// It begins a minute after the first work.
    void sweep()
    {
        work();
        work(at(9'000 + 60'000));
    }
    QString onlyFile() { return filesBelow(folder() + "/payloads"_L1).value(0); }
    /// As if it had been written long ago.
    static void age(const QString &path)
    {
        const timespec long_ago[] = {{1'700'000'000, 0}, {1'700'000'000, 0}};
        QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), long_ago, 0), 0);
    }
};

void TestStoreMending::mendsAnAlteredFile()
{
    recorded(large('a'));
    QFile altered(onlyFile());
    QVERIFY(altered.open(QIODevice::ReadWrite));
    altered.seek(50'000);
    altered.write("!!!!");
    altered.close();
    QVERIFY(!isSound(large('a')));
    recorded(large('a'));
    QVERIFY(isSound(large('a')));
}

void TestStoreMending::mendsAnAlteredRow_data()
{
    QTest::addColumn<bool>("encrypted");
    QTest::newRow("sealed") << true;
    QTest::newRow("plain") << false;
}

void TestStoreMending::mendsAnAlteredRow()
{
    QFETCH(const bool, encrypted);
    m_store.reset();
    m_folder.emplace();
    reopen(encrypted);
    const QByteArray bytes = "a small answer";
    recorded(bytes);
    recorded("another");
    sql(u"UPDATE payload SET bytes = zeroblob(length(bytes)) WHERE size = %1"_s.arg(bytes.size()));
    QVERIFY(!isSound(bytes));
    recorded(bytes);
    QVERIFY(isSound(bytes));
    QVERIFY(isSound("another"));
}

/// It was damaged when the key was changed, and so is still sealed by the old one when it comes again.
void TestStoreMending::mendsWhatAKeyChangeLeftAsItWas()
{
    recorded(large('a'));
    QVERIFY(QFile::resize(onlyFile(), 100'000));
    QVERIFY(upkeep().changeKey(u"ann"_s, {}, at(5'000)));
    work();
    QVERIFY(!isSound(large('a')));
    recorded(large('a'));
    QVERIFY(isSound(large('a')));
    work();
    QCOMPARE(filesBelow(folder() + "/payloads"_L1).size(), 1);
    QVERIFY(isSound(large('a')));
}

void TestStoreMending::sweepsWhatNobodyRecorded()
{
    recorded(large('a'));
    VERIFY_OK(m_store->payloads().stage(large('b'))); // and its program was killed
    const auto files = filesBelow(folder() + "/payloads"_L1);
    QCOMPARE(files.size(), 2);
    for (const QString &file : files)
        age(file);
    sweep();
    QCOMPARE(filesBelow(folder() + "/payloads"_L1).size(), 1);
    QVERIFY(isSound(large('a')));
}

void TestStoreMending::sweepsNothingElse()
{
    const auto held = m_store->payloads().stage(large('a')); // somebody is just recording it
    VERIFY_OK(held);
    const QString heldFile = onlyFile();
    age(heldFile);
    VERIFY_OK(m_store->payloads().stage(large('b'))); // young
    QFile own(folder() + "/payloads/README"_L1);
    QVERIFY(own.open(QIODevice::WriteOnly));
    own.close();
    age(own.fileName());
    sweep();
    QCOMPARE(filesBelow(folder() + "/payloads"_L1).size(), 3);
    VERIFY_OK(m_store->commitAndWait(Transaction(PutPayload{*held})));
    QVERIFY(isSound(large('a')));
}

void TestStoreMending::sweepsUnfinishedCopies()
{
    const QStringList unfinished{u"copy.sqlite"_s, u"store.sqlite.bak-v17.4711-1"_s};
    const QString finished = folder() + "/store.sqlite.bak-v17"_L1;
    for (const QString &name : unfinished) {
        QFile file(folder() + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        age(file.fileName());
    }
    QVERIFY(QFile::copy(folder() + "/copy.sqlite"_L1, finished));
    age(finished);
    sweep();
    for (const QString &name : unfinished)
        QVERIFY2(!QFile::exists(folder() + u'/' + name), qPrintable(name));
    QVERIFY(QFile::exists(finished));
    QVERIFY(QFile::exists(folder() + "/store.sqlite"_L1));
}

/// A folder has the name of the file: nothing can unlink it.
void TestStoreMending::erasesThoughAFileStays()
{
    const RunId first = fill(1, 'a');
    const QString file = onlyFile();
    QVERIFY(QFile::remove(file) && QDir().mkpath(file + "/occupied"_L1));
    const RunId second = fill(2, 'b');
    const auto lease = m_store->acquireLease();
    VERIFY_OK(lease);
    VERIFY_OK(upkeep().askErasure({first}, u"ann"_s, {}, at(5'000)));
    VERIFY_OK(upkeep().work(lease->fence, at(9'000), false));
    VERIFY_OK(upkeep().askErasure({second}, u"ann"_s, {}, at(5'000)));
    QVERIFY(upkeep().work(lease->fence, at(9'001), false).value());
    QVERIFY((*upkeep().erasureOf(second))->doneAt.has_value());
    Result<bool> worked = true;
    while (worked && *worked)
        worked = upkeep().work(lease->fence, at(9'002), false);
    COMPARE_ERROR(worked, ErrorKind::Io); // told once nothing else is left
    QCOMPARE(filesBelow(folder() + "/payloads"_L1).size(), 0);
    m_store->releaseLease();
}

void TestStoreMending::leavesNothingOfTheErasedInItsLog()
{
    m_store.reset();
    m_folder.emplace();
    reopen(false);
    RunRecord run = runRecord(1, m_pipeline, RunState::Succeeded);
    run.finishedAt = at(2'000);
    run.input = recorded("what was asked to be forgotten").ref;
    VERIFY_OK(m_store->commitAndWait(Transaction(InsertRun{run})));
    const auto found = [this] {
        return contentOf(folder() + "/store.sqlite"_L1).contains("asked to be forgotten") ||
               contentOf(folder() + "/store.sqlite-wal"_L1).contains("asked to be forgotten");
    };
    QVERIFY(found());
    VERIFY_OK(upkeep().askErasure({run.id}, u"ann"_s, {}, at(5'000)));
    work();
    QVERIFY(!found());
}

QTEST_GUILESS_MAIN(TestStoreMending)
#include "tst_store_mending.moc"
