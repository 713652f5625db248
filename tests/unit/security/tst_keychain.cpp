#include "ownkeyring.h"

#include "security/credentials.h"
#include "security/keychainvault.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// The real gnome-keyring, on a bus and in a home of its own.
class TestKeychain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsReadsAndRemoves();
    void eachWorkspaceHasItsOwn();
    void firstOnesThatAreSetAtOnceAreAllThere();
    void isAskedBeforeTheFolder();
    void aLockedOneIsAnErrorWithinSeconds();
};

void TestKeychain::keepsReadsAndRemoves()
{
    const auto keychain = openKeychain();
    QCOMPARE(keychain->read(u"token"_s).error().kind, ErrorKind::NotFound);
    QByteArray bytes("bytes\0 and more: \xff", 18);
    QVERIFY(keychain->write(u"token"_s, SecretBytes::copyOf(bytes)));
    const auto read = keychain->read(u"token"_s);
    QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
    QCOMPARE(read->view().toByteArray(), bytes);
    QVERIFY(keychain->write(u"token"_s, SecretBytes::copyOf("another")));
    QCOMPARE(keychain->read(u"token"_s)->view().toByteArray(), QByteArray("another"));
    QCOMPARE(openKeychain()->read(u"token"_s)->view().toByteArray(), QByteArray("another"));
    QVERIFY(keychain->remove(u"token"_s));
    QCOMPARE(keychain->read(u"token"_s).error().kind, ErrorKind::NotFound);
    QCOMPARE(keychain->remove(u"token"_s).error().kind, ErrorKind::NotFound);
}

void TestKeychain::eachWorkspaceHasItsOwn()
{
    QVERIFY(openKeychain()->write(u"own"_s, SecretBytes::copyOf("everybody's")));
    QTemporaryDir folders;
    for (const QString &name : {u"prod/.cairn"_s, u"other/.cairn"_s})
        QVERIFY(QDir(folders.path()).mkpath(name));
    const Credentials prod(folders.filePath(u"prod"_s));
    const Credentials other(folders.filePath(u"other"_s));
    QVERIFY(prod.write(VaultPlace::Keychain, u"own"_s, SecretBytes::copyOf("production")));
    QCOMPARE(other.read(u"own"_s).error().kind, ErrorKind::NotFound);
    QCOMPARE(other.remove(VaultPlace::Keychain, u"own"_s).error().kind, ErrorKind::NotFound);
    QVERIFY(other.write(VaultPlace::Keychain, u"own"_s, SecretBytes::copyOf("staging")));
    QCOMPARE(Credentials(folders.filePath(u"prod"_s)).read(u"own"_s)->view().toByteArray(), QByteArray("production"));
    QVERIFY(other.remove(VaultPlace::Keychain, u"own"_s));
    QCOMPARE(other.read(u"own"_s).error().kind, ErrorKind::NotFound);
    QCOMPARE(prod.read(u"own"_s)->view().toByteArray(), QByteArray("production"));
    QCOMPARE(openKeychain()->read(u"own"_s)->view().toByteArray(), QByteArray("everybody's"));
}

/// As by a script that sets all at once.
void TestKeychain::firstOnesThatAreSetAtOnceAreAllThere()
{
    const QTemporaryDir folder;
    const QString idFile = folder.filePath(u"keychain-id"_s);
    constexpr int Several = 4;
    std::atomic<int> written = 0;
    std::vector<std::thread> programs;
    for (int i = 0; i < Several; ++i)
        programs.emplace_back([&, i] {
            if (openKeychain(idFile)->write(u"k%1"_s.arg(i), SecretBytes::copyOf(QByteArray::number(i))))
                ++written;
        });
    for (std::thread &program : programs)
        program.join();
    QCOMPARE(written.load(), Several);
    for (int i = 0; i < Several; ++i) {
        const auto read = openKeychain(idFile)->read(u"k%1"_s.arg(i));
        QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
        QCOMPARE(read->view().toByteArray(), QByteArray::number(i));
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"keychain-id"_s});
}

void TestKeychain::isAskedBeforeTheFolder()
{
    QTemporaryDir folder;
    const Credentials credentials(folder.path());
    QVERIFY(credentials.write(VaultPlace::Folder, u"key"_s, SecretBytes::copyOf("in the folder")));
    QCOMPARE(*credentials.placeOf(u"key"_s), VaultPlace::Folder);
    QVERIFY(credentials.write(VaultPlace::Keychain, u"key"_s, SecretBytes::copyOf("in the keychain")));
    QCOMPARE(*credentials.placeOf(u"key"_s), VaultPlace::Keychain);
    QCOMPARE(credentials.read(u"key"_s)->view().toByteArray(), QByteArray("in the keychain"));
}

void TestKeychain::aLockedOneIsAnErrorWithinSeconds()
{
    const auto keychain = openKeychain();
    QVERIFY(keychain->write(u"token"_s, SecretBytes::copyOf("planted")));
    QVERIFY(testing::lockKeyring());
    QElapsedTimer timer;
    timer.start();
    const auto read = keychain->read(u"token"_s);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Busy);
    QVERIFY2(timer.elapsed() < 20'000, QByteArray::number(timer.elapsed()).constData());
    timer.restart();
    const auto again = keychain->read(u"token"_s); // it does not wait behind the one that hangs
    QCOMPARE(again.error().kind, ErrorKind::Busy);
    QVERIFY2(timer.elapsed() < 20'000, QByteArray::number(timer.elapsed()).constData());
    QTemporaryDir folder;
    const Credentials credentials(folder.path());
    QVERIFY(credentials.write(VaultPlace::Folder, u"token"_s, SecretBytes::copyOf("in the folder")));
    QCOMPARE(credentials.read(u"token"_s)->view().toByteArray(), QByteArray("in the folder"));
}

int main(int argc, char *argv[])
{
    qputenv("QT_NO_GLIB", "1"); // as cairn does: libsecret's answers must come all the same
    QCoreApplication application(argc, argv);
    if (!testing::hasOwnKeyring())
        return testing::runOnOwnKeyring(QCoreApplication::applicationFilePath(), QCoreApplication::arguments().mid(1));
    TestKeychain test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keychain.moc"
