#include "rawstore.h"
#include "sealedstore.h"

#include <sys/stat.h>

#include <thread>

using namespace cairn;
using namespace cairn::testing;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Stores whose bytes are sealed: nothing of a body or a header is on the disk, and nothing that was touched is served.
class TestStoreSealing : public QObject, private SealedStore
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void leavesNothingReadable();
    void isPrivateWhateverTheUmask();
    void givesBackWhatItTook();
    void findsWhatWasTouched_data();
    void findsWhatWasTouched();
    void findsFilesThatWereSwapped();
    void takesNothingThatIsNotSealed();
    void opensOnlyWithItsKey();
    void isNotUpgradedWithoutItsKey();
    void looksIntoSealedFiles();
    void opensInAnotherThread_data();
    void opensInAnotherThread();
};

void TestStoreSealing::leavesNothingReadable()
{
    const RunId run = fill(1, 'a');
    m_store.reset();
    const auto files = filesBelow(folder());
    QVERIFY(files.size() >= 2);
    const QByteArray name = Digest::of(large('a')).toHex().toLatin1();
    for (const QString &file : files) {
        QVERIFY2(!contentOf(file).contains(Planted), qPrintable(file));
        QVERIFY2(!file.contains(QString::fromLatin1(name.mid(2))), qPrintable(file));
    }
    reopen();
    VERIFY_OK(check(run, 'a'));
}

void TestStoreSealing::isPrivateWhateverTheUmask()
{
    m_store.reset();
    m_folder.emplace();
    const auto before = ::umask(0);
    reopen();
    fill(1, 'a');
    ::umask(before);
    for (const QString &file : filesBelow(folder())) {
        struct stat found = {};
        QCOMPARE(::stat(qPrintable(file), &found), 0);
        QVERIFY2((found.st_mode & 0177) == 0, qPrintable(file));
        QCOMPARE(::stat(qPrintable(QFileInfo(file).path()), &found), 0);
        QVERIFY2((found.st_mode & 0077) == 0, qPrintable(QFileInfo(file).path()));
    }
}

void TestStoreSealing::givesBackWhatItTook()
{
    for (const qsizetype size :
         {qsizetype(0), qsizetype(1), InlineLimit, InlineLimit + 1, qsizetype(131'072), qsizetype(1'000'000)}) {
        const QByteArray bytes(size, 'z');
        const PayloadRef ref = recorded(bytes).ref;
        const auto device = storetesting::reader(*m_store)->openPayload(ref.digest);
        VERIFY_OK(device);
        QCOMPARE((*device)->readAll(), bytes);
        QCOMPARE(storetesting::reader(*m_store)->payloadSize(ref.digest).value(), size);
    }
}

void TestStoreSealing::findsWhatWasTouched_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<bool>("both"); ///< runs are touched; the first one is in any case
    const auto flipped = [](const QString &column) {
        return u"%1 = CAST(substr(%1, 1, length(%1) - 4) || x'00ff00ff' AS BLOB)"_s.arg(column);
    };
    QTest::newRow("payload") << u"UPDATE payload SET "_s + flipped(u"bytes"_s) + u" WHERE bytes IS NOT NULL"_s << true;
    QTest::newRow("request headers") << u"UPDATE attempt SET "_s + flipped(u"request_headers"_s) << true;
    QTest::newRow("response headers") << u"UPDATE attempt SET "_s + flipped(u"response_headers"_s) << true;
    QTest::newRow("output headers") << u"UPDATE checkpoint SET "_s + flipped(u"output_headers"_s) << true;
    QTest::newRow("message headers") << u"UPDATE callback_message SET "_s + flipped(u"headers"_s) << true;
    QTest::newRow("cut") << u"UPDATE attempt SET request_headers = substr(request_headers, 1, 50)"_s << true;
    QTest::newRow("columns swapped") << u"UPDATE attempt SET request_headers = response_headers"_s << true;
    QTest::newRow("rows swapped")
        << u"UPDATE attempt SET request_headers = (SELECT a.request_headers FROM attempt a WHERE a.id <> "
           "attempt.id)"_s
        << false;
    QTest::newRow("of another run") << u"UPDATE checkpoint SET output_headers = (SELECT c.output_headers FROM checkpoint c WHERE "
                                       "c.seq <> checkpoint.seq)"_s
                                    << false;
    QTest::newRow("another payload's bytes")
        << u"UPDATE payload SET bytes = (SELECT p.bytes FROM payload p WHERE p.bytes IS NOT NULL "
           "AND p.digest <> payload.digest) WHERE bytes IS NOT NULL"_s
        << false;
    QTest::newRow("another key") << u"UPDATE payload SET key = 2"_s << true;
}

void TestStoreSealing::findsWhatWasTouched()
{
    QFETCH(const QString, statement);
    QFETCH(const bool, both);
    const RunId first = fill(1, 'a');
    const RunId second = fill(2, 'b');
    VERIFY_OK(check(first, 'a'));
    VERIFY_OK(check(second, 'b'));
    sql(statement);
    COMPARE_ERROR(check(first, 'a'), ErrorKind::Damaged);
    if (both)
        COMPARE_ERROR(check(second, 'b'), ErrorKind::Damaged);
}

void TestStoreSealing::findsFilesThatWereSwapped()
{
    const PayloadRef first = recorded(large('a')).ref;
    const PayloadRef second = recorded(large('b')).ref; // of the same size
    const auto files = filesBelow(folder() + "/payloads"_L1);
    QCOMPARE(files.size(), 2);
    QVERIFY(QFile::rename(files[0], folder() + "/away"_L1) && QFile::rename(files[1], files[0]));
    QVERIFY(QFile::rename(folder() + "/away"_L1, files[1]));
    for (const PayloadRef &ref : {first, second}) {
        COMPARE_ERROR(storetesting::reader(*m_store)->openPayload(ref.digest), ErrorKind::Damaged);
        COMPARE_ERROR(storetesting::reader(*m_store)->peekPayload(ref.digest), ErrorKind::Damaged);
    }
}

/// Somebody without the key writes what is not sealed, and says so.
void TestStoreSealing::takesNothingThatIsNotSealed()
{
    const RunId run = fill(1, 'a');
    sql(u"UPDATE attempt SET request_headers = CAST('{\"x-secret\":\"forged\"}' AS BLOB)"_s);
    COMPARE_ERROR(check(run, 'a'), ErrorKind::Damaged);
    const QByteArray small = Planted + 'a';
    sql(u"UPDATE payload SET key = 0, bytes = x'%1' WHERE bytes IS NOT NULL"_s.arg(QString::fromLatin1(small.toHex())));
    COMPARE_ERROR(storetesting::reader(*m_store)->openPayload(Digest::of(small)), ErrorKind::Damaged);
}

void TestStoreSealing::opensOnlyWithItsKey()
{
    const RunId run = fill(1, 'a');
    m_store.reset();
    const SecretBytes key = m_vault->read(u"cairn-store-key"_s).value();
    VERIFY_OK(m_vault->remove(u"cairn-store-key"_s));
    const QByteArray before = contentOf(folder() + "/store.sqlite"_L1);
    const auto without = openSqliteStore({folder(), false, m_vault, [] { return true; }});
    COMPARE_ERROR(without, ErrorKind::Io);
    QVERIFY2(describe(without.error()).contains("the test's vault"_L1), qPrintable(describe(without.error())));
    QVERIFY(!m_vault->read(u"cairn-store-key"_s)); // none was made in its place
    COMPARE_ERROR(openSqliteStore({folder(), false}), ErrorKind::Io);
    COMPARE_ERROR(openSqliteStore({folder(), true, m_vault}), ErrorKind::Io);
    VERIFY_OK(m_vault->write(u"cairn-store-key"_s, SecretBytes::random(32)));
    COMPARE_ERROR(openSqliteStore({folder(), false, m_vault, [] { return true; }}), ErrorKind::Damaged);
    QCOMPARE(contentOf(folder() + "/store.sqlite"_L1), before);
    VERIFY_OK(m_vault->write(u"cairn-store-key"_s, key));
    reopen();
    VERIFY_OK(check(run, 'a'));
}

/// Whoever upgrades where the key is not to be had goes back to the version before.
void TestStoreSealing::isNotUpgradedWithoutItsKey()
{
    m_store.reset();
    const QString database = folder() + "/store.sqlite"_L1;
    const int before = RawStore(database).run(u"PRAGMA user_version"_s).toInt() - 1;
    RawStore(database).run(u"PRAGMA user_version = %1"_s.arg(before));
    VERIFY_OK(m_vault->remove(u"cairn-store-key"_s));
    int asked = 0;
    m_vault->whenAsked = [&asked] { ++asked; };
    COMPARE_ERROR(openSqliteStore({folder(), false, m_vault, [] { return true; }}), ErrorKind::Io);
    QCOMPARE(asked, 1);
    QCOMPARE(RawStore(database).run(u"PRAGMA user_version"_s).toInt(), before);
    QVERIFY(!QFileInfo::exists(database + u".bak-v%1"_s.arg(before)));
}

void TestStoreSealing::looksIntoSealedFiles()
{
    const QByteArray bytes = large('a');
    const PayloadRef ref = recorded(bytes).ref;
    const QString file = filesBelow(folder() + "/payloads"_L1).value(0);
    const auto reader = storetesting::reader(*m_store);
    {
        const auto device = reader->peekPayload(ref.digest);
        VERIFY_OK(device);
        QCOMPARE((*device)->size(), bytes.size());
        QVERIFY((*device)->seek(65'500));
        QCOMPARE((*device)->read(5'000), bytes.mid(65'500, 5'000));
        QVERIFY((*device)->seek(149'990));
        QCOMPARE((*device)->read(100), bytes.mid(149'990));
    }
    QFile altered(file);
    QVERIFY(altered.open(QIODevice::ReadWrite));
    altered.seek(100'000); // within the second piece
    altered.write("!!!!");
    altered.close();
    const auto device = reader->peekPayload(ref.digest);
    VERIFY_OK(device);
    QCOMPARE((*device)->read(60'000), bytes.left(60'000));
    QVERIFY((*device)->seek(80'000));
    QCOMPARE((*device)->read(10), QByteArray());
    QVERIFY((*device)->seek(131'072));
    QCOMPARE((*device)->read(10), bytes.mid(131'072, 10));
    const auto whole = reader->openPayload(ref.digest);
    VERIFY_OK(whole);
    COMPARE_ERROR(verifyPayload(**whole, ref), ErrorKind::Damaged);
    QVERIFY(QFile::resize(file, 70'000));
    COMPARE_ERROR(reader->openPayload(ref.digest), ErrorKind::Damaged);
    const auto left = reader->peekPayload(ref.digest);
    VERIFY_OK(left);
    QCOMPARE((*left)->size(), 65'536);
}

void TestStoreSealing::opensInAnotherThread_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("movedMeanwhile");
    QTest::newRow("a file") << large('a') << false;
    QTest::newRow("a file that a change of the key has moved") << large('a') << true;
    QTest::newRow("in the store") << QByteArray("small") << false;
    QTest::newRow("in the store, sealed anew") << QByteArray("small") << true;
}

void TestStoreSealing::opensInAnotherThread()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, movedMeanwhile);
    const PayloadRef ref = recorded(bytes).ref;
    const auto reader = storetesting::reader(*m_store);
    COMPARE_ERROR(reader->payloadSource(Digest::of("never stored")), ErrorKind::NotFound);
    const auto open = reader->payloadSource(ref.digest);
    VERIFY_OK(open);
    if (movedMeanwhile) {
        QVERIFY(upkeep().changeKey(u"ann"_s, {}, at(5'000)));
        work();
    }
    Result<void> read = failure(ErrorKind::Io, u"not run"_s);
    std::thread([&] {
        auto device = (*open)();
        read = device ? verifyPayload(**device, ref) : tl::unexpected(device.error());
    }).join();
    VERIFY_OK(read);
}

QTEST_GUILESS_MAIN(TestStoreSealing)
#include "tst_store_sealing.moc"
