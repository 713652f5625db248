#include "control/exporting.h"
#include "control/servicedesk.h"
#include "example.h"
#include "security/foldervault.h"
#include "security/signingkey.h"
#include "syscalls.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <functional>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

using Writing = std::function<Result<void>(const QString &folder)>;

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

} // namespace

/// Whoever writes a file: on a disk without room it is refused, and what was there stays.
class TestWholeFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { syscalls::succeed(); }
    void aFullDiskIsTold_data();
    void aFullDiskIsTold();
    void anEmptySigningKeyIsMadeAnew();
};

void TestWholeFiles::aFullDiskIsTold_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<Writing>("write");
    const QString service = u"services/ocr.yaml"_s;
    const QByteArray old = "service: ocr # mine\n";
    QTest::newRow("a live definition") << service << old << Writing([=](const QString &folder) {
        return writeLiveFile(folder, {u"service ocr"_s, service, old, "service: ocr\n"});
    });
    QTest::newRow("a service's file") << service << old << Writing([](const QString &folder) {
        return writeServiceFile(folder, readServiceOnDisk(folder, u"ocr"_s), "service: ocr\n");
    });
    QTest::newRow("a secret") << u"vault/ocr"_s << QByteArray("old") << Writing([](const QString &folder) {
        return FolderVault(folder + u"/vault"_s, FolderVault::Kind::Own).write(u"ocr"_s, SecretBytes::copyOf("new"));
    });
    QTest::newRow("the signing key") << u"audit.key"_s << QByteArray() << Writing([](const QString &folder) {
        return SigningKey::openOrCreate(folder + u"/audit.key"_s).map([](const SigningKey &) {});
    });
    for (const QString &example : {QString(), u"intake"_s})
        QTest::addRow("a workspace %s", qPrintable(example))
            << u"new/deep/cairn.yaml"_s << QByteArray()
            << Writing([example](const QString &folder) { return makeWorkspace(folder + u"/new/deep"_s, example); });
}

void TestWholeFiles::aFullDiskIsTold()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, before);
    QFETCH(Writing, write);
    for (const qint64 room : {0, 2}) {
        const QTemporaryDir folder;
        const QString path = folder.filePath(file);
        if (!before.isEmpty())
            put(path, before);
        syscalls::failWrites(folder.path(), ENOSPC, room);
        const auto refused = write(folder.path());
        QVERIFY(!refused);
        QVERIFY2(refused.error().kind == ErrorKind::DiskFull, qPrintable(describe(refused.error())));
        QVERIFY(!refused.error().remedy.isEmpty());
        QCOMPARE(bytesOf(path), before);
        QCOMPARE(QFile::exists(path), !before.isEmpty());
        if (file.startsWith("new/"_L1))
            QVERIFY(QDir(folder.path()).isEmpty()); // no half of one, nor the folders on its way
        syscalls::succeed();                        // there is room again
        const auto done = write(folder.path());
        QVERIFY2(done, done ? "" : qPrintable(describe(done.error())));
        QVERIFY(bytesOf(path) != before);
    }
}

void TestWholeFiles::anEmptySigningKeyIsMadeAnew()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"audit.key"_s);
    put(path, {}); // as a full disk left it
    const auto made = SigningKey::openOrCreate(path);
    QVERIFY(made);
    const auto again = SigningKey::openOrCreate(path);
    QVERIFY(again);
    QCOMPARE(again->publicKey(), made->publicKey());
    put(path, "half a k");
    QCOMPARE(SigningKey::openOrCreate(path).error().kind, ErrorKind::Damaged);
}

QTEST_GUILESS_MAIN(TestWholeFiles)
#include "tst_wholefiles.moc"
