#include "rawstore.h"
#include "storetesting.h"
#include "syscalls.h"

#include "store/sqlitereader.h"

#include <QDir>
#include <QFile>

#include <cerrno>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Payloads that were lost, cut short or altered behind the store's back are told, never served.
class TestStoreDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup()
    {
        syscalls::succeed();
        m_fixture.reset();
    }

    void findsALostFile();
    void findsATruncatedFile();
    void findsAlteredBytes();
    void letsPeopleLookAtWhatIsLeft_data();
    void letsPeopleLookAtWhatIsLeft();
    void hasNothingToShowOfALostFile();
    void handsOverBlocksUntilTold();
    void takesNoLostDatabaseForANewStore_data();
    void takesNoLostDatabaseForANewStore();
    void makesAStoreOfAnEmptyFile();
    void isReadWithoutRoomForAnIndexOfItsLog();

private:
    StagedPayload recorded(const QByteArray &bytes);
    QString fileOf(const Digest &digest) const
    {
        return m_fixture->folder() + "/payloads/"_L1 + digest.toHex().left(2) + u'/' + digest.toHex().mid(2);
    }

    std::optional<Fixture> m_fixture;
};

StagedPayload TestStoreDamage::recorded(const QByteArray &bytes)
{
    const auto staged = m_fixture->store().payloads().stage(bytes);
    if (!staged || !m_fixture->store().commitAndWait(Transaction(PutPayload{*staged})))
        qFatal("cannot record a payload");
    return *staged;
}

void TestStoreDamage::findsALostFile()
{
    const auto ref = recorded(content(100'000)).ref;
    QVERIFY(QFile::remove(fileOf(ref.digest)));
    const auto lost = m_fixture->reader().openPayload(ref.digest);
    COMPARE_ERROR(lost, ErrorKind::Damaged);
    QVERIFY(!lost.error().remedy.isEmpty());
}

void TestStoreDamage::findsATruncatedFile()
{
    const auto ref = recorded(content(100'000)).ref;
    QVERIFY(QFile::resize(fileOf(ref.digest), 99'999));
    COMPARE_ERROR(m_fixture->reader().openPayload(ref.digest), ErrorKind::Damaged);
}

void TestStoreDamage::findsAlteredBytes()
{
    const auto file = recorded(content(100'000)).ref;
    QFile altered(fileOf(file.digest));
    QVERIFY(altered.open(QIODevice::ReadWrite));
    altered.seek(50'000);
    altered.write("!!!!");
    altered.close();
    const auto device = m_fixture->reader().openPayload(file.digest);
    VERIFY_OK(device);
    COMPARE_ERROR(verifyPayload(**device, file), ErrorKind::Damaged);

    const auto inlined = recorded("small").ref;
    cairn::testing::RawStore(m_fixture->folder()).change(u"UPDATE payload SET bytes = x'736d616c21' WHERE bytes IS NOT NULL"_s);
    COMPARE_ERROR(m_fixture->reader().openPayload(inlined.digest), ErrorKind::Damaged);
}

void TestStoreDamage::letsPeopleLookAtWhatIsLeft_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("left");
    QTest::newRow("sound") << 100'000 << 100'000;
    QTest::newRow("cut short") << 100'000 << 60'000;
    QTest::newRow("grown") << 100'000 << 120'000;
    QTest::newRow("emptied") << 100'000 << 0;
    QTest::newRow("in the table") << 1'000 << 1'000;
    QTest::newRow("nothing at all") << 0 << 0;
}

void TestStoreDamage::letsPeopleLookAtWhatIsLeft()
{
    QFETCH(const int, size);
    QFETCH(const int, left);
    const auto ref = recorded(content(size)).ref;
    if (left != size)
        QVERIFY(QFile::resize(fileOf(ref.digest), left));
    const auto device = m_fixture->reader().peekPayload(ref.digest);
    VERIFY_OK(device);
    QCOMPARE((*device)->size(), left);
    const int from = std::min(size, left) / 2;
    QVERIFY((*device)->seek(from));
    QCOMPARE((*device)->read(100), content(size).mid(from, std::min(100, left - from)));
    QCOMPARE(m_fixture->reader().openPayload(ref.digest).has_value(), left == size);
}

void TestStoreDamage::hasNothingToShowOfALostFile()
{
    const auto ref = recorded(content(100'000)).ref;
    QVERIFY(QFile::remove(fileOf(ref.digest)));
    COMPARE_ERROR(m_fixture->reader().peekPayload(ref.digest), ErrorKind::Damaged);
    COMPARE_ERROR(m_fixture->reader().peekPayload(Digest::of("never stored")), ErrorKind::NotFound);
}

void TestStoreDamage::handsOverBlocksUntilTold()
{
    const QByteArray bytes = content(1'000'000);
    const auto ref = recorded(bytes).ref;
    QByteArray taken;
    const auto all = m_fixture->reader().openPayload(ref.digest);
    VERIFY_OK(readPayload(**all, ref, [&](QByteArrayView block) {
        taken.append(block);
        return Result<void>();
    }));
    QCOMPARE(taken, bytes);
    taken.clear();
    const auto some = m_fixture->reader().openPayload(ref.digest);
    const auto stopped = readPayload(**some, ref, [&](QByteArrayView block) -> Result<void> {
        taken.append(block);
        return failure(ErrorKind::Cancelled, u"enough"_s);
    });
    COMPARE_ERROR(stopped, ErrorKind::Cancelled);
    QVERIFY(taken.size() < bytes.size());
}

/// SQLite would make a new database of it and throw away the log, which holds what was committed last.
void TestStoreDamage::takesNoLostDatabaseForANewStore_data()
{
    QTest::addColumn<QString>("trace");
    QTest::addColumn<bool>("removed");
    for (const bool removed : {false, true}) {
        for (const char *trace : {"store.sqlite-wal", "payloads", "audit.key", "runner.lock"})
            QTest::addRow("%s, %s", removed ? "removed" : "emptied", trace) << QString::fromLatin1(trace) << removed;
    }
}

void TestStoreDamage::takesNoLostDatabaseForANewStore()
{
    QFETCH(const QString, trace);
    QFETCH(const bool, removed);
    const QTemporaryDir base;
    const QDir folder(base.path());
    const QString left = folder.filePath(trace);
    if (trace == "payloads"_L1) {
        QVERIFY(folder.mkdir(trace));
    } else {
        QFile file(left);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("committed") > 0);
    }
    QFile database(folder.filePath(u"store.sqlite"_s));
    QVERIFY(removed || database.open(QIODevice::WriteOnly));
    for (const bool readOnly : {false, true}) {
        const auto opened = openSqliteStore({base.path(), readOnly});
        COMPARE_ERROR(opened, ErrorKind::DamagedStore);
        QVERIFY2(opened.error().detail.contains(trace), qPrintable(opened.error().detail));
        QVERIFY(opened.error().remedy.contains("cairn restore"_L1));
    }
    QVERIFY(QFileInfo(left).isDir() || QFileInfo(left).size() == 9);
    QCOMPARE(database.exists(), !removed);
}

/// As it stands when the very first start was interrupted.
void TestStoreDamage::makesAStoreOfAnEmptyFile()
{
    const QTemporaryDir base;
    QFile database(base.path() + "/store.sqlite"_L1);
    QVERIFY(database.open(QIODevice::WriteOnly));
    VERIFY_OK(openSqliteStore({base.path()}));
}

/// On a full disk SQLite cannot make the file beside a database that lets several read it while one writes.
void TestStoreDamage::isReadWithoutRoomForAnIndexOfItsLog()
{
    m_fixture->addRun(1);
    const QString folder = m_fixture->folder();
    QVERIFY(!withoutRoom(*findStoreFolder(folder))); // it has a log
    m_fixture->close();
    const auto location = withoutRoom(*findStoreFolder(folder));
    QVERIFY(location);
    syscalls::failWrites(u"store.sqlite"_s, ENOSPC);
    const auto catalog = std::make_shared<SqlCatalog>();
    QVERIFY(!SqliteReader::open(*findStoreFolder(folder), catalog, {}).and_then([](const auto &reader) {
        return reader->run(RunId(1));
    }));
    const auto reader = SqliteReader::open(*location, catalog, std::make_shared<StoreKeys>(nullptr, nullptr));
    VERIFY_OK(reader);
    VERIFY_OK((*reader)->run(RunId(1)));
}

QTEST_GUILESS_MAIN(TestStoreDamage)
#include "tst_store_damage.moc"
