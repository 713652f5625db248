#include "cairnprogram.h"
#include "ledgerserver.h"
#include "ownkeyring.h"

#include "security/keychainvault.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Where the key of a store is: in a file, in the real gnome-keyring, with a command, or handed over by the service manager.
class TestStoreKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void liesInAFileUnlessAsked();
    void movesToTheKeychainAndBack();
    void aRunnerGoesOnMeanwhile();
    void withoutTheKeychainItSaysWhatElse();
    void itDoesNotMoveToAKeychainThatIsNotThere();
    void theServiceManagersComesFirst();
    void byACommand();
    void nowhereElse();
    void aLockedKeychainIsAnErrorWithinSeconds(); // the last: nobody unlocks it again

private:
    void prepare(const QByteArray &settings = {});
    QString vault() const;
    QString keyFile() const { return m_config->filePath(u"cairn/keys/cairn-store-key"_s); }
    Outcome moveTo(const QString &place) const
    {
        return m_cairn->run({u"store"_s, u"move-key"_s, place, u"--reason"_s, u"why not"_s});
    }

    std::optional<QTemporaryDir> m_config;
    std::optional<LedgerServer> m_ledger;
    std::optional<CairnProgram> m_cairn;
    QByteArray m_bus;
    QString m_run;
};

const QByteArray Content = "PLANTED-content-4711";

void TestStoreKeys::initTestCase()
{
    m_bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    QVERIFY(!m_bus.isEmpty());
}

void TestStoreKeys::init()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus);
    qunsetenv("CREDENTIALS_DIRECTORY");
    m_config.emplace();
    qputenv("XDG_CONFIG_HOME", m_config->path().toLocal8Bit());
    m_ledger.emplace();
    m_cairn.emplace();
    prepare();
    m_cairn->write(u"a.txt"_s, Content);
    const Outcome ran = m_cairn->run({u"run"_s, u"p"_s, m_cairn->path(u"a.txt"_s)});
    QVERIFY2(ran.exitCode == 0, ran.errors.constData());
    m_run = m_cairn->run({u"runs"_s, u"--json"_s}).json().value(0).value("id"_L1).toString();
}

void TestStoreKeys::cleanup()
{
    m_cairn.reset();
    m_ledger.reset();
}

void TestStoreKeys::prepare(const QByteArray &settings)
{
    m_cairn->write(u"cairn.yaml"_s, "workspace: test\n" + settings);
    m_cairn->write(u"services/api.yaml"_s,
                   "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(m_ledger->port()) + "\n");
    m_cairn->write(u"pipelines/p.yaml"_s,
                   "pipeline: p\nversion: 1\nsteps:\n  one:\n    service: api\n    request: { method: POST, "
                   "path: /v1, body: { file: \"${{ .input }}\" } }\n");
}

/// Of the newest key; empty if the store cannot be opened.
QString TestStoreKeys::vault() const
{
    const QJsonArray keys = m_cairn->run({u"store"_s, u"--json"_s}).json().value(0).value("keys"_L1).toArray();
    return keys.isEmpty() ? QString() : keys.last().toObject().value("vault"_L1).toString();
}

void TestStoreKeys::liesInAFileUnlessAsked()
{
    QCOMPARE(vault(), m_config->filePath(u"cairn/keys"_s));
    QCOMPARE(QFile::permissions(keyFile()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void TestStoreKeys::movesToTheKeychainAndBack()
{
    const Outcome moved = moveTo(u"keychain"_s);
    QVERIFY2(moved.exitCode == 0, moved.errors.constData());
    QVERIFY2(moved.errors.contains("stays there"), moved.errors.constData());
    QCOMPARE(vault(), u"the system's keychain"_s);
    QVERIFY(QFile::remove(keyFile()));
    QCOMPARE(m_cairn->run({u"payload"_s, m_run + "/one.in"_L1}).output, Content);
    QCOMPARE(m_cairn->run({u"store"_s, u"rotate-key"_s}).exitCode, 0);
    QCOMPARE(vault(), u"the system's keychain"_s);
    QCOMPARE(m_cairn->run({u"doctor"_s}).exitCode, 0);
    QVERIFY(!QFile::exists(keyFile())); // nothing has made one

    QCOMPARE(moveTo(u"file"_s).exitCode, 0);
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    QCOMPARE(vault(), m_config->filePath(u"cairn/keys"_s));
    QCOMPARE(m_cairn->run({u"payload"_s, m_run + "/one.in"_L1}).output, Content);
    QCOMPARE(m_cairn->run({u"audit"_s, u"list"_s, u"action:store.key_moved"_s, u"--json"_s}).json().size(), 2);
    QCOMPARE(m_cairn->run({u"audit"_s, u"verify"_s}).exitCode, 0);
}

/// It has the store open as it was; what it writes afterwards can be read by who opens it anew.
void TestStoreKeys::aRunnerGoesOnMeanwhile()
{
    const auto runner = m_cairn->start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(m_cairn->run({u"status"_s, u"--json"_s}).output.contains("pid"), 20'000);
    QCOMPARE(moveTo(u"keychain"_s).exitCode, 0);
    QVERIFY(QFile::remove(keyFile()));
    m_cairn->write(u"b.txt"_s, "b");
    QCOMPARE(m_cairn->run({u"run"_s, u"p"_s, m_cairn->path(u"b.txt"_s)}).exitCode, 0);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    const QString id = m_cairn->run({u"runs"_s, u"--limit"_s, u"1"_s, u"--json"_s}).json().value(0).value("id"_L1).toString();
    QVERIFY(id != m_run);
    QCOMPARE(m_cairn->run({u"payload"_s, id + "/one.in"_L1}).output, QByteArray("b"));
}

void TestStoreKeys::withoutTheKeychainItSaysWhatElse()
{
    QCOMPARE(moveTo(u"keychain"_s).exitCode, 0);
    const QByteArray before = m_cairn->read(u".cairn/store.sqlite"_s);
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    QElapsedTimer timer;
    timer.start();
    const Outcome refused = m_cairn->run({u"runs"_s});
    QVERIFY2(timer.elapsed() < 20'000, QByteArray::number(timer.elapsed()).constData());
    QCOMPARE(refused.exitCode, 3);
    for (const char *choice : {"keychain", "LoadCredential=cairn-store-key", "cairn store move-key file"})
        QVERIFY2(refused.errors.contains(choice), refused.errors.constData());
    QCOMPARE(m_cairn->read(u".cairn/store.sqlite"_s), before);
}

/// The store is well, and is not spoken of.
void TestStoreKeys::itDoesNotMoveToAKeychainThatIsNotThere()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    const Outcome refused = moveTo(u"keychain"_s);
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.errors.contains("the key cannot be moved there"), refused.errors.constData());
    QVERIFY2(!refused.errors.contains("cannot be had"), refused.errors.constData());
    QCOMPARE(vault(), m_config->filePath(u"cairn/keys"_s));
}

void TestStoreKeys::theServiceManagersComesFirst()
{
    QCOMPARE(moveTo(u"keychain"_s).exitCode, 0);
    const auto key = cairn::openKeychain()->read(u"cairn-store-key"_s);
    QVERIFY(key);
    QFile file(m_config->filePath(u"cairn-store-key"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(key->view().data(), key->size()) == key->size());
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner));
    qputenv("CREDENTIALS_DIRECTORY", m_config->path().toLocal8Bit());
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // as a unit of the system has none
    QCOMPARE(m_cairn->run({u"payload"_s, m_run + "/one.in"_L1}).output, Content);
    QCOMPARE(vault(), u"the system's keychain"_s);
    QCOMPARE(m_cairn->run({u"store"_s, u"rotate-key"_s}).exitCode, 0);
    qunsetenv("CREDENTIALS_DIRECTORY");
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus);
    QCOMPARE(vault(), u"the system's keychain"_s); // where it is all the same
    QCOMPARE(m_cairn->run({u"payload"_s, m_run + "/one.in"_L1}).output, Content);
}

void TestStoreKeys::byACommand()
{
    QCOMPARE(moveTo(u"command"_s).exitCode, 2); // there is none
    prepare("vault: { command: [sh, -c, 'test \"$0\" = cairn-store-key && cat store.key'] }\n");
    const Outcome empty = moveTo(u"command"_s);
    QCOMPARE(empty.exitCode, 2);
    QVERIFY2(empty.errors.contains("openssl rand -base64 32"), empty.errors.constData());
    QCOMPARE(vault(), m_config->filePath(u"cairn/keys"_s)); // nothing was changed
    m_cairn->write(u"store.key"_s, QByteArray("0123456789abcdefghijklmnopqrstuv").toBase64() + '\n');
    const Outcome moved = moveTo(u"command"_s);
    QVERIFY2(moved.exitCode == 0, moved.errors.constData());
    QVERIFY(QFile::remove(keyFile()));
    QCOMPARE(m_cairn->run({u"payload"_s, m_run + "/one.in"_L1}).output, Content);
    QCOMPARE(vault(), u"the command sh"_s);
    m_cairn->write(u"store.key"_s, QByteArray("another key of the right length!").toBase64() + '\n');
    const Outcome other = m_cairn->run({u"runs"_s});
    QCOMPARE(other.exitCode, 3);
    QVERIFY2(other.errors.contains("is not the one"), other.errors.constData());
}

void TestStoreKeys::nowhereElse()
{
    QCOMPARE(moveTo(u"drawer"_s).exitCode, 2);
    QCOMPARE(moveTo(u"file"_s).exitCode, 2); // it is there
    QCOMPARE(m_cairn->run({u"store"_s, u"move-key"_s}).exitCode, 2);
    QCOMPARE(m_cairn->run({u"store"_s, u"keys"_s, u"file"_s}).exitCode, 2);
    QVERIFY(m_cairn->run({u"audit"_s, u"list"_s, u"action:store"_s, u"--json"_s}).json().isEmpty());
}

void TestStoreKeys::aLockedKeychainIsAnErrorWithinSeconds()
{
    QCOMPARE(moveTo(u"keychain"_s).exitCode, 0);
    QVERIFY(lockKeyring());
    QElapsedTimer timer;
    timer.start();
    const Outcome refused = m_cairn->run({u"runs"_s});
    QVERIFY2(timer.elapsed() < 20'000, QByteArray::number(timer.elapsed()).constData());
    QCOMPARE(refused.exitCode, 3);
    QVERIFY2(refused.errors.contains("Unlock it"), refused.errors.constData());
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (!hasOwnKeyring())
        return runOnOwnKeyring(QCoreApplication::applicationFilePath(), QCoreApplication::arguments().mid(1));
    TestStoreKeys test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_storekeys.moc"
