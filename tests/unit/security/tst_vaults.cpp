#include "security/commandvault.h"
#include "security/credentials.h"
#include "security/foldervault.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace cairn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QByteArray text(const SecretBytes &secret)
{
    return secret.view().toByteArray();
}

mode_t modeOf(const QString &path)
{
    struct stat status = {};
    ::stat(QFile::encodeName(path).constData(), &status);
    return status.st_mode & 0777;
}

const Timestamp Now{Milliseconds(1'800'000'000'000)};

} // namespace

/// Where secrets are kept, but for the keychain, which has a test of its own.
class TestVaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aFolderKeepsThemToItself();
    void filesOfOthersAreRefused_data();
    void filesOfOthersAreRefused();
    void keysLeadNowhereElse_data();
    void keysLeadNowhereElse();
    void theServiceManagersAreReadOnly();
    void commands_data();
    void commands();
    void aCommandThatHangsIsEnded();
    void theOrderOfPlaces();
    void withoutAKeychainTheChoicesAreNamed();
    void rotationKeepsTheFormerOneForAWhile();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestVaults::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qunsetenv("CREDENTIALS_DIRECTORY");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // no keychain of whoever runs the test
}

void TestVaults::aFolderKeepsThemToItself()
{
    const QString path = m_folder->filePath(u"credentials"_s);
    FolderVault vault(path, FolderVault::Kind::Own);
    const auto missing = vault.read(u"token"_s);
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
    QVERIFY(vault.write(u"token"_s, SecretBytes::copyOf("one\ntwo")));
    QCOMPARE(modeOf(path), mode_t(0700));
    QCOMPARE(modeOf(path + u"/token"_s), mode_t(0600));
    QCOMPARE(text(*vault.read(u"token"_s)), QByteArray("one\ntwo"));
    QVERIFY(vault.write(u"token"_s, SecretBytes::copyOf("three")));
    QCOMPARE(text(*vault.read(u"token"_s)), QByteArray("three"));
    QFile file(path + u"/token"_s);
    QVERIFY(file.resize(0)); // as after a disk was full
    QCOMPARE(vault.read(u"token"_s).error().detail, u"credential token is empty"_s);
    QVERIFY(vault.remove(u"token"_s));
    QVERIFY(!QFile::exists(path + u"/token"_s));
    QCOMPARE(vault.remove(u"token"_s).error().kind, ErrorKind::NotFound);
    QCOMPARE(QDir(path).entryList(QDir::Files | QDir::Hidden), QStringList());
}

void TestVaults::filesOfOthersAreRefused_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("readable");
    QTest::newRow("owner") << 0600 << true;
    QTest::newRow("owner, read-only") << 0400 << true;
    QTest::newRow("group reads") << 0640 << false;
    QTest::newRow("all read") << 0604 << false;
    QTest::newRow("all write") << 0602 << false;
}

void TestVaults::filesOfOthersAreRefused()
{
    QFETCH(int, mode);
    QFETCH(bool, readable);
    FolderVault vault(m_folder->path(), FolderVault::Kind::Own);
    QVERIFY(vault.write(u"token"_s, SecretBytes::copyOf("one")));
    QVERIFY(::chmod(QFile::encodeName(m_folder->filePath(u"token"_s)).constData(), mode_t(mode)) == 0);
    const auto read = vault.read(u"token"_s);
    QCOMPARE(read.has_value(), readable);
    if (!readable) {
        QCOMPARE(read.error().kind, ErrorKind::Usage);
        QVERIFY(read.error().remedy.contains(u"chmod 600"_s));
    }
}

void TestVaults::keysLeadNowhereElse_data()
{
    QTest::addColumn<QString>("key");
    for (const char *key : {"../outside", "/etc/passwd", "", ".", "..", ".hidden", "a/b", "a\nb", "a b"})
        QTest::newRow(key) << QString::fromUtf8(key);
}

void TestVaults::keysLeadNowhereElse()
{
    QFETCH(QString, key);
    FolderVault vault(m_folder->filePath(u"credentials"_s), FolderVault::Kind::Own);
    QCOMPARE(vault.read(key).error().kind, ErrorKind::Usage);
    QCOMPARE(vault.write(key, SecretBytes::copyOf("one")).error().kind, ErrorKind::Usage);
    QCOMPARE(vault.remove(key).error().kind, ErrorKind::Usage);
}

/// As systemd lays them down: an access list shows as rights of the group.
void TestVaults::theServiceManagersAreReadOnly()
{
    FolderVault own(m_folder->path(), FolderVault::Kind::Own);
    QVERIFY(own.write(u"token"_s, SecretBytes::copyOf("one")));
    QVERIFY(::chmod(QFile::encodeName(m_folder->filePath(u"token"_s)).constData(), 0440) == 0);
    FolderVault given(m_folder->path(), FolderVault::Kind::Given);
    QCOMPARE(text(*given.read(u"token"_s)), QByteArray("one"));
    QCOMPARE(given.write(u"token"_s, SecretBytes::copyOf("two")).error().kind, ErrorKind::Usage);
    QCOMPARE(given.remove(u"token"_s).error().kind, ErrorKind::Usage);
}

void TestVaults::commands_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("secret"); // empty: none
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("prints the key") << QStringList{u"echo"_s, u"secret of"_s} << u"k"_s << QByteArray("secret of k")
                                    << ErrorKind::Internal;
    QTest::newRow("no shell") << QStringList{u"echo"_s, u"$HOME;id"_s} << u"k"_s << QByteArray("$HOME;id k")
                              << ErrorKind::Internal;
    QTest::newRow("has none") << QStringList{u"false"_s} << u"k"_s << QByteArray() << ErrorKind::NotFound;
    QTest::newRow("prints nothing") << QStringList{u"true"_s} << u"k"_s << QByteArray() << ErrorKind::NotFound;
    QTest::newRow("prints, but fails") << QStringList{u"sh"_s, u"-c"_s, u"echo x; exit 3"_s} << u"k"_s << QByteArray()
                                       << ErrorKind::NotFound;
    QTest::newRow("is not there") << QStringList{u"/nonexistent/program"_s} << u"k"_s << QByteArray() << ErrorKind::Io;
    QTest::newRow("prints without end") << QStringList{u"yes"_s} << u"k"_s << QByteArray() << ErrorKind::Busy;
}

void TestVaults::commands()
{
    QFETCH(QStringList, command);
    QFETCH(QString, key);
    QFETCH(QByteArray, secret);
    QFETCH(ErrorKind, kind);
    CommandVault vault(command, m_folder->path());
    const auto read = vault.read(key);
    QCOMPARE(read.has_value(), !secret.isEmpty());
    if (read)
        QCOMPARE(text(*read), secret);
    else
        QCOMPARE(read.error().kind, kind);
    QCOMPARE(vault.write(key, SecretBytes::copyOf("one")).error().kind, ErrorKind::Usage);
}

void TestVaults::aCommandThatHangsIsEnded()
{
    CommandVault vault({u"sleep"_s, u"60"_s}, m_folder->path());
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(vault.read(u"1"_s).error().kind, ErrorKind::Busy);
    QVERIFY2(timer.elapsed() < 15'000, QByteArray::number(timer.elapsed()).constData());
}

void TestVaults::theOrderOfPlaces()
{
    QTemporaryDir given;
    qputenv("CREDENTIALS_DIRECTORY", given.path().toUtf8());
    const Credentials credentials(m_folder->path(), {u"sh"_s, u"-c"_s, u"test \"$0\" = both && echo by command"_s});
    QVERIFY(credentials.write(VaultPlace::Folder, u"both"_s, SecretBytes::copyOf("in the folder")));
    QVERIFY(credentials.write(VaultPlace::Folder, u"folder-only"_s, SecretBytes::copyOf("in the folder")));
    QCOMPARE(text(*credentials.read(u"both"_s)), QByteArray("by command"));
    QCOMPARE(*credentials.placeOf(u"both"_s), VaultPlace::Command);
    QCOMPARE(text(*credentials.read(u"folder-only"_s)), QByteArray("in the folder"));
    QCOMPARE(*credentials.placeOf(u"folder-only"_s), VaultPlace::Folder);
    QVERIFY(FolderVault(given.path(), FolderVault::Kind::Own).write(u"both"_s, SecretBytes::copyOf("by the manager")));
    QCOMPARE(text(*credentials.read(u"both"_s)), QByteArray("by the manager"));
    QCOMPARE(*credentials.placeOf(u"both"_s), VaultPlace::Service);
}

void TestVaults::withoutAKeychainTheChoicesAreNamed()
{
    const Credentials credentials(m_folder->path());
    QElapsedTimer timer;
    timer.start();
    const auto written = credentials.write(VaultPlace::Keychain, u"token"_s, SecretBytes::copyOf("planted"));
    QVERIFY(!written);
    for (const QString &choice : {u"--file"_s, u"LoadCredential="_s, u"command"_s})
        QVERIFY2(written.error().remedy.contains(choice), qPrintable(describe(written.error())));
    QVERIFY(!QFile::exists(m_folder->filePath(u".cairn"_s))); // and nothing was put anywhere else
    const auto read = credentials.read(u"token"_s);
    QVERIFY(!read);
    QVERIFY2(describe(read.error()).contains(u"there is no credential token"_s), qPrintable(describe(read.error())));
    QVERIFY2(timer.elapsed() < 12'000, QByteArray::number(timer.elapsed()).constData());
}

void TestVaults::rotationKeepsTheFormerOneForAWhile()
{
    const Credentials credentials(m_folder->path());
    QVERIFY(!credentials.rotate(u"token"_s, SecretBytes::copyOf("new"), Now + 1h));
    QVERIFY(credentials.write(VaultPlace::Folder, u"token"_s, SecretBytes::copyOf("old\nof two lines")));
    QVERIFY(!credentials.readPrevious(u"token"_s, Now));
    QCOMPARE(*credentials.rotate(u"token"_s, SecretBytes::copyOf("new"), Now + 1h), VaultPlace::Folder);
    QCOMPARE(text(*credentials.read(u"token"_s)), QByteArray("new"));
    QCOMPARE(text(*credentials.readPrevious(u"token"_s, Now)), QByteArray("old\nof two lines"));
    QCOMPARE(text(*credentials.readPrevious(u"token"_s, Now + 59min)), QByteArray("old\nof two lines"));
    QCOMPARE(credentials.readPrevious(u"token"_s, Now + 1h).error().kind, ErrorKind::NotFound);
    QCOMPARE(*credentials.secrets(u"token"_s, Now), (QStringList{u"new"_s, u"old\nof two lines"_s}));
    QCOMPARE(*credentials.secrets(u"token"_s, Now + 1h), QStringList{u"new"_s});
}

QTEST_GUILESS_MAIN(TestVaults)
#include "tst_vaults.moc"
