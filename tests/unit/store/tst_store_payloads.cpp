#include "storetesting.h"
#include "syscalls.h"

#include "store/fileintake.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <utime.h>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

namespace {

Result<StagedPayload> finished(PayloadSink &sink)
{
    Semaphore done;
    Result<StagedPayload> outcome;
    sink.finish([&](Result<StagedPayload> staged) {
        outcome = std::move(staged);
        done.release();
    });
    done.acquire();
    return outcome;
}

/// In pieces, as a network would deliver it.
Result<void> writeBy(PayloadSink &sink, const QByteArray &bytes, qsizetype chunk)
{
    Result<void> written;
    for (qsizetype from = 0; written && from < bytes.size(); from += chunk)
        written = sink.write(QByteArrayView(bytes).sliced(from, std::min(chunk, bytes.size() - from)));
    return written;
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace

class TestStorePayloads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup()
    {
        syscalls::succeed();
        m_fixture.reset();
    }

    void keepsBytesOfAnySize_data();
    void keepsBytesOfAnySize();
    void takesWholeFiles_data();
    void takesWholeFiles();
    void answersSmallOnesAtOnce();
    void keepsEqualBytesOnce();
    void repairsATruncatedFile();
    void leavesNothingBehindWhenAbandoned();
    void leavesNothingBehindWhenStopped();
    void takesNoMoreOnceFinished();
    void isPrivate();
    void refusesWhatIsNoReadableFile();
    void noticesAFileThatChanges_data();
    void noticesAFileThatChanges();
    void listsByDigest();
    void meetsAFullDisk_data();
    void meetsAFullDisk();
    void meetsADiskThatFailsToSync();
    void removesLeftOversOfTheDead();
    void isDurableBeforeItAnswers();

private:
    PayloadStore &payloads() { return m_fixture->store().payloads(); }
    QByteArray read(const Digest &digest);
    StagedPayload recorded(const QByteArray &bytes);
    QString folder() const { return m_fixture->folder() + "/payloads"_L1; }
    QString fileOf(const Digest &digest) const { return folder() + u'/' + digest.toHex().left(2) + u'/' + digest.toHex().mid(2); }
    QStringList temporaries() const { return QDir(folder() + "/tmp"_L1).entryList(QDir::Files, QDir::Name); }

    std::optional<Fixture> m_fixture;
};

QByteArray TestStorePayloads::read(const Digest &digest)
{
    auto device = m_fixture->reader().openPayload(digest);
    return device ? (*device)->readAll() : describe(device.error()).toUtf8();
}

StagedPayload TestStorePayloads::recorded(const QByteArray &bytes)
{
    const auto staged = payloads().stage(bytes);
    if (!staged || !m_fixture->store().commitAndWait(Transaction(PutPayload{*staged})))
        qFatal("cannot record a payload");
    return *staged;
}

void TestStorePayloads::keepsBytesOfAnySize_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("chunk");
    for (const int size : {0, 1, int(InlineLimit) - 1, int(InlineLimit), int(InlineLimit) + 1, 300'000, 5'000'000}) {
        for (const int chunk : {1000, 65536, 1'000'000})
            QTest::addRow("%d by %d", size, chunk) << size << chunk;
    }
}

void TestStorePayloads::keepsBytesOfAnySize()
{
    QFETCH(const int, size);
    QFETCH(const int, chunk);
    const QByteArray bytes = content(size);
    const auto sink = payloads().newPayload();
    VERIFY_OK(writeBy(*sink, bytes, chunk));
    QCOMPARE(sink->size(), size);
    const auto staged = finished(*sink);
    VERIFY_OK(staged);
    QCOMPARE(staged->ref.digest, Digest::of(bytes));
    QCOMPARE(staged->ref.size, size);
    QCOMPARE(staged->isFile, size > InlineLimit);
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(PutPayload{*staged})));
    QCOMPARE(read(staged->ref.digest), bytes);
    QCOMPARE(m_fixture->reader().payloadSize(staged->ref.digest).value(), size);
    const auto device = m_fixture->reader().openPayload(staged->ref.digest);
    VERIFY_OK(verifyPayload(**device, staged->ref));
    QCOMPARE(QFileInfo::exists(fileOf(staged->ref.digest)), size > InlineLimit);
    QVERIFY(temporaries().isEmpty());
}

void TestStorePayloads::takesWholeFiles_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("empty") << 0;
    QTest::newRow("small") << 10;
    QTest::newRow("large") << 3'500'000;
}

void TestStorePayloads::takesWholeFiles()
{
    QFETCH(const int, size);
    const QTemporaryDir inbox;
    writeFile(inbox.filePath(u"Größe 1.pdf"_s), content(size));
    QVERIFY(QFile::link(inbox.filePath(u"Größe 1.pdf"_s), inbox.filePath(u"link"_s)));
    const auto staged = payloads().ingestFile(inbox.filePath(u"Größe 1.pdf"_s));
    VERIFY_OK(staged);
    QCOMPARE(staged->ref, (PayloadRef{Digest::of(content(size)), size}));
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(PutPayload{*staged})));
    QCOMPARE(read(staged->ref.digest), content(size));
    COMPARE_ERROR(payloads().ingestFile(inbox.filePath(u"link"_s)), ErrorKind::Usage); // whoever may follow it does so before
}

void TestStorePayloads::answersSmallOnesAtOnce()
{
    const auto sink = payloads().newPayload();
    VERIFY_OK(sink->write("small"));
    bool answered = false;
    sink->finish([&](const Result<StagedPayload> &staged) { answered = staged && staged->bytes == "small"; });
    QVERIFY(answered);
    QVERIFY(!QFileInfo::exists(folder()));
}

void TestStorePayloads::keepsEqualBytesOnce()
{
    for (const int size : {100, 200'000}) {
        const auto first = recorded(content(size));
        const auto second = recorded(content(size));
        QCOMPARE(first.ref, second.ref);
        QCOMPARE(read(first.ref.digest), content(size));
    }
    QCOMPARE(m_fixture->reader().payloads({}, 100)->size(), 2);
    QVERIFY(temporaries().isEmpty());
}

void TestStorePayloads::repairsATruncatedFile()
{
    const auto ref = recorded(content(200'000)).ref;
    QVERIFY(QFile::resize(fileOf(ref.digest), 10));
    recorded(content(200'000));
    QCOMPARE(read(ref.digest), content(200'000));
}

void TestStorePayloads::leavesNothingBehindWhenAbandoned()
{
    {
        const auto sink = payloads().newPayload();
        VERIFY_OK(sink->write(content(1'000'000)));
        QCOMPARE(temporaries().size(), 1);
    }
    QVERIFY(temporaries().isEmpty());
}

void TestStorePayloads::leavesNothingBehindWhenStopped()
{
    const QTemporaryDir inbox;
    writeFile(inbox.filePath(u"scan.bin"_s), content(3'500'000));
    QList<qint64> told;
    {
        const auto sink = payloads().newPayload();
        const auto goOn = [&told](qint64 taken) {
            told.append(taken);
            return told.size() < 2;
        };
        COMPARE_ERROR(copyFile(inbox.filePath(u"scan.bin"_s), *sink, goOn), ErrorKind::Cancelled);
    }
    QCOMPARE(told, (QList<qint64>{1 << 20, 2 << 20}));
    QVERIFY(temporaries().isEmpty());
}

void TestStorePayloads::takesNoMoreOnceFinished()
{
    const auto sink = payloads().newPayload();
    VERIFY_OK(finished(*sink));
    COMPARE_ERROR(sink->write("more"), ErrorKind::Internal);
    COMPARE_ERROR(finished(*sink), ErrorKind::Internal);
}

void TestStorePayloads::isPrivate()
{
    const auto ref = recorded(content(100'000)).ref;
    struct stat found = {};
    QCOMPARE(::stat(qPrintable(fileOf(ref.digest)), &found), 0);
    QCOMPARE(int(found.st_mode & 07777), 0600);
    for (const QString &path : {folder(), folder() + "/tmp"_L1, QFileInfo(fileOf(ref.digest)).path()}) {
        QCOMPARE(::stat(qPrintable(path), &found), 0);
        QCOMPARE(int(found.st_mode & 07777), 0700);
    }
}

void TestStorePayloads::refusesWhatIsNoReadableFile()
{
    const QTemporaryDir inbox;
    QCOMPARE(::mkfifo(qPrintable(inbox.filePath(u"pipe"_s)), 0600), 0);
    QVERIFY(QFile::link(inbox.filePath(u"nowhere"_s), inbox.filePath(u"dangling"_s)));
    COMPARE_ERROR(payloads().ingestFile(inbox.filePath(u"none"_s)), ErrorKind::NotFound);
    COMPARE_ERROR(payloads().ingestFile(inbox.filePath(u"dangling"_s)), ErrorKind::Usage);
    COMPARE_ERROR(payloads().ingestFile(inbox.path()), ErrorKind::Usage);
    COMPARE_ERROR(payloads().ingestFile(inbox.filePath(u"pipe"_s)), ErrorKind::Usage);
    COMPARE_ERROR(payloads().ingestFile(u"/dev/zero"_s), ErrorKind::Usage);
}

void TestStorePayloads::noticesAFileThatChanges_data()
{
    using Change = std::function<void(const QString &)>;
    QTest::addColumn<Change>("change");
    const QByteArray other = content(3'000'001).first(3'000'000);
    QTest::newRow("appended to") << Change([](const QString &path) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        file.write("x");
    });
    QTest::newRow("truncated") << Change([](const QString &path) { QVERIFY(QFile::resize(path, 1'500'000)); });
    QTest::newRow("overwritten") << Change([other](const QString &path) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(other);
    });
    QTest::newRow("replaced") << Change([other](const QString &path) {
        writeFile(path + "2"_L1, other);
        QCOMPARE(::rename(qPrintable(path + "2"_L1), qPrintable(path)), 0);
    });
    QTest::newRow("removed") << Change([](const QString &path) { QVERIFY(QFile::remove(path)); });
}

/// The change comes while the file is being read.
void TestStorePayloads::noticesAFileThatChanges()
{
    QFETCH(const std::function<void(const QString &)>, change);
    const QTemporaryDir inbox;
    const QString path = inbox.filePath(u"changing"_s);
    writeFile(path, content(3'000'000));
    const utimbuf longAgo{1'000'000, 1'000'000};
    ::utime(qPrintable(path), &longAgo);
    syscalls::beforeNextWrite(u"/payloads/tmp/"_s, [&] { change(path); });
    const auto staged = payloads().ingestFile(path);
    COMPARE_ERROR(staged, ErrorKind::Conflict);
    QVERIFY(!staged.error().remedy.isEmpty());
    QVERIFY(temporaries().isEmpty());
}

void TestStorePayloads::listsByDigest()
{
    QList<PayloadRef> all;
    for (int i = 0; i < 20; ++i)
        all.append(recorded(QByteArray::number(i)).ref);
    std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.digest.toBytes() < b.digest.toBytes(); });
    QCOMPARE(m_fixture->reader().payloads({}, 100).value(), all);
    QCOMPARE(m_fixture->reader().payloads(all[4].digest, 3).value(), all.mid(5, 3));
}

void TestStorePayloads::meetsAFullDisk_data()
{
    QTest::addColumn<int>("room");
    QTest::newRow("at once") << 0;
    QTest::newRow("half way") << 700'000;
    QTest::newRow("at the end") << 1'000'000;
}

void TestStorePayloads::meetsAFullDisk()
{
    QFETCH(const int, room);
    const QByteArray bytes = content(1'048'577); // ends in a piece that is written by finish
    syscalls::failWrites(u"/payloads/tmp/"_s, ENOSPC, room);
    const auto sink = payloads().newPayload();
    std::ignore = writeBy(*sink, bytes, 65536);
    const auto staged = finished(*sink);
    COMPARE_ERROR(staged, ErrorKind::DiskFull);
    QVERIFY(!staged.error().remedy.isEmpty());
    const QTemporaryDir inbox;
    writeFile(inbox.filePath(u"a"_s), bytes);
    COMPARE_ERROR(payloads().ingestFile(inbox.filePath(u"a"_s)), ErrorKind::DiskFull);
    COMPARE_ERROR(payloads().stage(bytes), ErrorKind::DiskFull);

    syscalls::succeed(); // there is room again
    VERIFY_OK(payloads().ingestFile(inbox.filePath(u"a"_s)));
}

void TestStorePayloads::meetsADiskThatFailsToSync()
{
    const QByteArray bytes = content(100'000);
    for (const auto &part : {u"/payloads/tmp/"_s, u"/payloads/"_s + Digest::of(bytes).toHex().left(2)}) {
        syscalls::failSyncs(part, EIO);
        const auto sink = payloads().newPayload();
        VERIFY_OK(sink->write(bytes));
        COMPARE_ERROR(finished(*sink), ErrorKind::Io);
        syscalls::succeed();
    }
    QVERIFY(temporaries().isEmpty());
}

void TestStorePayloads::removesLeftOversOfTheDead()
{
    const auto living = payloads().newPayload();
    VERIFY_OK(living->write(content(100'000)));
    const QStringList own = temporaries();
    const QString tmp = folder() + "/tmp/"_L1;
    for (const auto &name : {u"dead"_s, u"alive"_s, u"young"_s})
        writeFile(tmp + name, "unfinished");
    const utimbuf longAgo{1'000'000, 1'000'000};
    for (const QString &name : {u"dead"_s, u"alive"_s, own.first()})
        ::utime(qPrintable(tmp + name), &longAgo);
    const int alive = ::open(qPrintable(tmp + "alive"_L1), O_RDONLY | O_CLOEXEC); // another process is writing it
    QCOMPARE(::flock(alive, LOCK_EX), 0);
    VERIFY_OK(m_fixture->store().acquireLease());
    QStringList kept{u"alive"_s, u"young"_s, own.first()};
    kept.sort();
    QCOMPARE(temporaries(), kept);
    ::close(alive);
}

/// The bytes are synced under their temporary name, renamed, and the folders that name them synced; then the answer comes.
void TestStorePayloads::isDurableBeforeItAnswers()
{
    syscalls::startRecording();
    const QByteArray bytes = content(1'000'000);
    const auto sink = payloads().newPayload();
    VERIFY_OK(sink->write(bytes));
    Semaphore done;
    sink->finish([&](const Result<StagedPayload> &) {
        syscalls::note(u"answer"_s);
        done.release();
    });
    done.acquire();
    const auto entries = syscalls::stopRecording();
    const auto last = [&](syscalls::Entry::Kind kind, const QString &part) {
        for (qsizetype i = entries.size() - 1; i >= 0; --i) {
            if (entries[i].kind == kind && entries[i].what.contains(part))
                return i;
        }
        return qsizetype(-1);
    };
    const QString target = fileOf(Digest::of(bytes));
    const auto written = last(syscalls::Entry::Write, u"/payloads/tmp/"_s);
    const auto synced = last(syscalls::Entry::Sync, u"/payloads/tmp/"_s);
    const auto renamed = last(syscalls::Entry::Rename, target);
    const auto named = last(syscalls::Entry::Sync, QFileInfo(target).path());
    const auto answered = last(syscalls::Entry::Note, u"answer"_s);
    QVERIFY(written >= 0 && written < synced && synced < renamed && renamed < named && named < answered);
    const auto ofFolder = std::find_if(entries.begin(), entries.end(), [&](const syscalls::Entry &entry) {
        return entry.kind == syscalls::Entry::Sync && entry.what == folder();
    });
    QVERIFY(ofFolder - entries.begin() < answered);
}

QTEST_GUILESS_MAIN(TestStorePayloads)
#include "tst_store_payloads.moc"
