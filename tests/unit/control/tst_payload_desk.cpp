#include "control/desk.h"
#include "store/sqlitestore.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFutureWatcher>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

QByteArray content(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 7;
    for (char &c : bytes) {
        state = state * 1664525 + 1013904223;
        c = char(state >> 24);
    }
    return bytes;
}

template <typename T> Result<T> answer(QFuture<Result<T>> future)
{
    future.waitForFinished();
    if (future.resultCount() == 0)
        return failure(ErrorKind::Cancelled, u"no answer"_s);
    return future.result();
}

QString kindOf(const auto &outcome)
{
    return outcome ? u"good"_s : word(outcome.error().kind);
}

qint64 residentKb()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

} // namespace

/// Looking at parts of payloads, verifying and copying them, as the payload inspector asks for it.
class TestPayloadDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsAnyPart_data();
    void showsAnyPart();
    void boundsAPart();
    void verifies_data();
    void verifies();
    void opensAHugeSparseFileAtOnce();
    void stopsWhenCancelled();
    void stopsWhenTheDeskGoes();
    void savesAVerifiedCopy();
    void savesNothingOfADamagedOne();
    void saysWhereItCannotSave();
    void findsSchemas();

private:
    PayloadRef record(const QByteArray &bytes);
    PayloadRef recordSparse(qint64 size);
    QString fileOf(const PayloadRef &ref) const
    {
        return m_folder->filePath(u".cairn/payloads/"_s) + ref.digest.toHex().left(2) + u'/' + ref.digest.toHex().mid(2);
    }

    std::optional<QTemporaryDir> m_folder;
    SystemClock m_clock;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Desk> m_desk;
};

void TestPayloadDesk::init()
{
    m_folder.emplace();
    auto store = openSqliteStore({m_folder->filePath(u".cairn"_s), false});
    QVERIFY(store.has_value());
    m_store = std::move(*store);
    m_desk = std::make_unique<Desk>(*m_store, m_clock);
}

void TestPayloadDesk::cleanup()
{
    m_desk.reset();
    m_store.reset();
    m_folder.reset();
}

PayloadRef TestPayloadDesk::record(const QByteArray &bytes)
{
    const auto staged = m_store->payloads().stage(bytes);
    if (!staged || !m_store->commitAndWait(Transaction(PutPayload{*staged})))
        qFatal("cannot record a payload");
    return staged->ref;
}

/// A payload of zeros that takes no room; its digest is not that of its bytes.
PayloadRef TestPayloadDesk::recordSparse(qint64 size)
{
    const PayloadRef ref{Digest::of("sparse"), size};
    QDir().mkpath(QFileInfo(fileOf(ref)).path());
    QFile file(fileOf(ref));
    if (!file.open(QIODevice::WriteOnly) || !file.resize(size) ||
        !m_store->commitAndWait(Transaction(PutPayload{StagedPayload{ref, {}, true}})))
        qFatal("cannot make a sparse payload");
    return ref;
}

void TestPayloadDesk::showsAnyPart_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<qint64>("length");
    QTest::newRow("start") << 200'000 << 0LL << 100LL;
    QTest::newRow("middle") << 200'000 << 150'000LL << 1'000LL;
    QTest::newRow("end") << 200'000 << 199'999LL << 1'000LL;
    QTest::newRow("beyond") << 200'000 << 200'000LL << 1'000LL;
    QTest::newRow("far beyond") << 200'000 << (1LL << 50) << 1'000LL;
    QTest::newRow("nothing") << 200'000 << 5LL << 0LL;
    QTest::newRow("of the table") << 500 << 400LL << 1'000LL;
    QTest::newRow("empty") << 0 << 0LL << 1'000LL;
}

void TestPayloadDesk::showsAnyPart()
{
    QFETCH(const int, size);
    QFETCH(const qint64, offset);
    QFETCH(const qint64, length);
    const auto part = answer(m_desk->payloadPart(record(content(size)).digest, offset, length));
    QVERIFY(part.has_value());
    QCOMPARE(part->offset, offset);
    QCOMPARE(part->available, size);
    QCOMPARE(part->bytes, offset >= size ? QByteArray() : content(size).mid(qsizetype(offset), qsizetype(length)));
}

void TestPayloadDesk::boundsAPart()
{
    const PayloadRef ref = record(content(3'000'000));
    QCOMPARE(answer(m_desk->payloadPart(ref.digest, 0, 3'000'000))->bytes.size(), Desk::MaxPart);
    QCOMPARE(kindOf(answer(m_desk->payloadPart(ref.digest, -1, 10))), u"usage"_s);
    QCOMPARE(kindOf(answer(m_desk->payloadPart(ref.digest, 0, -10))), u"usage"_s);
    QCOMPARE(kindOf(answer(m_desk->payloadPart(Digest::of("none"), 0, 10))), word(ErrorKind::NotFound));
}

void TestPayloadDesk::verifies_data()
{
    using Harm = std::function<void(const QString &)>;
    QTest::addColumn<int>("size");
    QTest::addColumn<Harm>("harm");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("empty") << 0 << Harm([](const QString &) {}) << u"good"_s;
    QTest::newRow("small") << 10 << Harm([](const QString &) {}) << u"good"_s;
    QTest::newRow("large") << 3'000'000 << Harm([](const QString &) {}) << u"good"_s;
    QTest::newRow("truncated") << 3'000'000 << Harm([](const QString &path) { QVERIFY(QFile::resize(path, 2'999'999)); })
                               << u"damaged"_s;
    QTest::newRow("lost") << 3'000'000 << Harm([](const QString &path) { QVERIFY(QFile::remove(path)); }) << u"damaged"_s;
    QTest::newRow("altered") << 3'000'000 << Harm([](const QString &path) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(1'500'000) && file.write("!!!!") == 4);
    }) << u"damaged"_s;
}

void TestPayloadDesk::verifies()
{
    QFETCH(const int, size);
    QFETCH(const std::function<void(const QString &)>, harm);
    QFETCH(const QString, outcome);
    const PayloadRef ref = record(content(size));
    harm(fileOf(ref));
    auto future = m_desk->verifyPayload(ref);
    QCOMPARE(kindOf(answer(future)), outcome);
    QCOMPARE(future.progressMaximum(), 1000);
    if (outcome == "good"_L1 && size > 0)
        QCOMPARE(future.progressValue(), 1000);
}

void TestPayloadDesk::opensAHugeSparseFileAtOnce()
{
    constexpr qint64 Size = 1LL << 40;
    const PayloadRef ref = recordSparse(Size);
    const qint64 before = residentKb();
    const auto verification = m_desk->verifyPayload(ref);
    for (const qint64 offset : {0LL, Size / 2, Size - 1000}) {
        const auto part = answer(m_desk->payloadPart(ref.digest, offset, Desk::MaxPart));
        QVERIFY(part.has_value());
        QCOMPARE(part->available, Size);
        QCOMPARE(part->bytes.size(), std::min(Desk::MaxPart, Size - offset));
    }
    QVERIFY2(residentKb() - before < 32 * 1024, "parts take no memory");
    QVERIFY2(!verification.isFinished(), "and wait for nothing: to read all of it takes minutes");
    QFuture<Result<void>>(verification).cancel();
}

void TestPayloadDesk::stopsWhenCancelled()
{
    auto future = m_desk->verifyPayload(recordSparse(1LL << 40));
    QTRY_VERIFY(future.isRunning());
    QElapsedTimer time;
    time.start();
    future.cancel();
    m_desk.reset();                   // waits for its threads
    QVERIFY(time.elapsed() < 30'000); // to read all of it takes minutes
    QCOMPARE(future.resultCount(), 0);
}

void TestPayloadDesk::stopsWhenTheDeskGoes()
{
    const PayloadRef ref = recordSparse(1LL << 40);
    QList<QFuture<Result<void>>> futures;
    for (int i = 0; i < 5; ++i)
        futures.append(m_desk->verifyPayload(ref)); // more than there are threads
    m_desk.reset();
    for (auto &future : futures)
        QCOMPARE(kindOf(answer(future)), u"cancelled"_s);
}

void TestPayloadDesk::savesAVerifiedCopy()
{
    for (const int size : {0, 10, 3'000'000}) {
        const PayloadRef ref = record(content(size));
        const QString path = m_folder->filePath(u"copy-%1"_s.arg(size));
        QVERIFY(answer(m_desk->savePayload(ref, path)).has_value());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), content(size));
        struct stat found = {};
        QCOMPARE(::stat(qPrintable(path), &found), 0);
        QCOMPARE(int(found.st_mode & 07777), 0600);
    }
}

void TestPayloadDesk::savesNothingOfADamagedOne()
{
    const PayloadRef ref = record(content(3'000'000));
    QFile file(fileOf(ref));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(10) && file.write("!!!!") == 4);
    file.close();
    const QDir folder(m_folder->filePath(u"copies"_s));
    QVERIFY(folder.mkpath(u"."_s));
    QCOMPARE(kindOf(answer(m_desk->savePayload(ref, folder.filePath(u"copy"_s)))), u"damaged"_s);
    QCOMPARE(folder.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
}

void TestPayloadDesk::saysWhereItCannotSave()
{
    const auto saved = answer(m_desk->savePayload(record("bytes"), m_folder->filePath(u"no/such/folder/copy"_s)));
    QCOMPARE(kindOf(saved), u"io"_s);
    QVERIFY(saved.error().where.contains("no/such"_L1) && !saved.error().remedy.isEmpty());
}

void TestPayloadDesk::findsSchemas()
{
    const QByteArray price = R"({"minimum":0})", line = R"({"properties":{"price":{"$ref":"price@1"}}})";
    for (const auto &[name, document] : {std::pair(u"price"_s, price), std::pair(u"line"_s, line)})
        QVERIFY(m_store->commitAndWait(Transaction(PutSchema{{name, 1, Digest::of(document), document}, m_clock.now()})));
    const auto schema = answer(m_desk->schema(u"line@1"_s));
    QVERIFY2(schema.has_value(), schema ? "" : qPrintable(describe(schema.error())));
    QCOMPARE(schema->validate(QJsonObject{{u"price"_s, -1}}).value(0).pointer, u"/price"_s);
    QVERIFY(schema->validate(QJsonObject{{u"price"_s, 1}}).isEmpty());
    QCOMPARE(kindOf(answer(m_desk->schema(u"line@2"_s))), word(ErrorKind::NotFound));
    QCOMPARE(kindOf(answer(m_desk->schema(u"line"_s))), u"usage"_s);
}

QTEST_GUILESS_MAIN(TestPayloadDesk)
#include "tst_payload_desk.moc"
