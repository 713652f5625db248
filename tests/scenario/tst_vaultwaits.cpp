#include "workspacetest.h"

#include "net/webhooksignature.h"
#include "serverprocess.h"

#include <QTcpSocket>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Secrets of messages: a vault that takes its time holds up nobody but who waits for it, and a rotation shuts nobody out; what
/// is none is found out before it is needed.
class TestVaultWaits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aWebhookThatIsBeingCheckedHoldsUpNoRun();
    void anAlertThatIsBeingSignedHoldsUpNoRun();
    void theFormerSecretIsGoodForAWhile();
    void whatIsNoneIsRefused();

private:
    /// With a pipeline `q` beside `p`, and a vault that gives the secret once there is a file `go`.
    static void prepare(const OneServiceWorkspace &workspace, const QByteArray &settings);
    static bool isAsked(const OneServiceWorkspace &workspace) { return QFile::exists(workspace.cairn().path(u"asked"_s)); }
    static QByteArray signedPost(const QByteArray &body, const QByteArray &secret, const QByteArray &id = "msg_1");
};

namespace {

const QByteArray Secret = "whsec_" + QByteArray(32, 'k').toBase64();
const QByteArray Post =
    "  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n";

} // namespace

void TestVaultWaits::init()
{
    qunsetenv("CREDENTIALS_DIRECTORY");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // no keychain of whoever runs the test
}

void TestVaultWaits::prepare(const OneServiceWorkspace &workspace, const QByteArray &settings)
{
    workspace.cairn().write(u"secret"_s, Secret);
    workspace.cairn().write(u"pipelines/q.yaml"_s,
                            "pipeline: q\nversion: 1\nsteps:\n" + QByteArray(Post).replace("/post", "/other"));
    workspace.cairn().write(u"cairn.yaml"_s,
                            "workspace: test\nvault: { command: [sh, -c, 'echo $0 >> asked; until test -e go; do sleep "
                            "0.05; done; cat secret'] }\n" +
                                settings);
    const Outcome applied = workspace.cairn({"apply"});
    QVERIFY2(applied.exitCode == 0, applied.errors.constData());
}

QByteArray TestVaultWaits::signedPost(const QByteArray &body, const QByteArray &secret, const QByteArray &id)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const QByteArray signature = cairn::signWebhook(*cairn::parseWebhookSecret(QString::fromLatin1(secret)), id, now, body);
    return "POST /webhooks/p HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " +
           QByteArray::number(body.size()) + "\r\nwebhook-id: " + id + "\r\nwebhook-timestamp: " + QByteArray::number(now) +
           "\r\nwebhook-signature: " + signature + "\r\n\r\n" + body;
}

void TestVaultWaits::aWebhookThatIsBeingCheckedHoldsUpNoRun()
{
    LedgerServer ledger;
    const quint16 port = freePort();
    const OneServiceWorkspace workspace(ledger.port(), Post, {}, "input: { webhook: { secret: hook } }\n");
    prepare(workspace, "listener: { port: " + QByteArray::number(port) + " }\n");
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTcpSocket socket;
    const auto isListening = [&] {
        socket.connectToHost(QHostAddress::LocalHost, port);
        return socket.waitForConnected(5'000);
    };
    QTRY_VERIFY_WITH_TIMEOUT(isListening(), 20'000);
    socket.write(signedPost("{\"order\":7}", Secret));
    QTRY_VERIFY_WITH_TIMEOUT(isAsked(workspace), 20'000);
    QCOMPARE(workspace.cairn({"submit", "q", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/other"), 1, 20'000);
    QVERIFY2(socket.bytesAvailable() == 0, socket.peek(1'000).constData()); // and it is still being checked
    workspace.cairn().write(u"go"_s, "now");
    QTRY_VERIFY_WITH_TIMEOUT(socket.bytesAvailable() > 0, 20'000);
    QVERIFY(socket.readAll().startsWith("HTTP/1.1 202"));
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/post"), 1, 20'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

void TestVaultWaits::anAlertThatIsBeingSignedHoldsUpNoRun()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return jsonAnswer("{}", entry.path == "/post" ? 422 : 200); });
    LedgerServer pager([](const LedgerEntry &, int) { return jsonAnswer("", 204); });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    prepare(workspace, "alerts:\n  routes:\n    pager: { webhook: { url: \"http://127.0.0.1:" + QByteArray::number(pager.port()) +
                           "/\", secret: pager } }\n  rules:\n    - { name: needs-a-person, to: pager }\n");
    const auto runner = workspace.cairn().start({u"runner"_s});
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_VERIFY_WITH_TIMEOUT(isAsked(workspace), 20'000);
    QCOMPARE(workspace.cairn({"submit", "q", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(ledger, "POST", "/other"), 1, 20'000);
    workspace.cairn().write(u"go"_s, "now");
    QTRY_COMPARE_WITH_TIMEOUT(pager.count(), 1, 20'000);
    QCOMPARE(workspace.cairn().read(u"asked"_s), QByteArray("pager\n")); // it was not too late: once was enough
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

/// The sender gets the new one at another time than we do.
void TestVaultWaits::theFormerSecretIsGoodForAWhile()
{
    LedgerServer ledger;
    const quint16 port = freePort();
    const OneServiceWorkspace workspace(ledger.port(), Post, {}, "input: { webhook: { secret: hook } }\n");
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: test\nlistener: { port: " + QByteArray::number(port) + " }\n");
    workspace.cairn().write(u".cairn/credentials/hook"_s, Secret);
    QFile::setPermissions(workspace.cairn().path(u".cairn/credentials/hook"_s), QFile::ReadOwner | QFile::WriteOwner);
    const QByteArray renewed = "whsec_" + QByteArray(32, 'n').toBase64();
    const auto rotating = workspace.cairn().start({u"credential"_s, u"rotate"_s, u"hook"_s, u"--overlap"_s, u"2h"_s});
    rotating->write(renewed);
    rotating->closeWriteChannel();
    QVERIFY(rotating->waitForFinished() && rotating->exitCode() == 0);
    const auto runner = workspace.cairn().start({u"runner"_s});
    const auto answer = [port](const QByteArray &request) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        socket.write(request);
        return socket.waitForReadyRead(5'000) ? socket.readAll().mid(9, 3) : QByteArray();
    };
    const QByteArray stranger = "whsec_" + QByteArray(32, 's').toBase64();
    QTRY_COMPARE_WITH_TIMEOUT(answer(signedPost("{}", stranger)), QByteArray("401"), 20'000);
    QCOMPARE(answer(signedPost("{}", Secret, "msg_2")), QByteArray("202"));
    QCOMPARE(answer(signedPost("{}", renewed, "msg_3")), QByteArray("202"));
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

/// Else calls would be turned away, and messages not be signed, when it is too late.
void TestVaultWaits::whatIsNoneIsRefused()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post, {}, "input: { webhook: { secret: hook } }\n");
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: test\nlistener: { port: 8790 }\n");
    const auto set = [&](const QString &key, const QByteArray &secret) {
        const auto process = workspace.cairn().start({u"credential"_s, u"set"_s, key, u"--file"_s});
        process->write(secret);
        process->closeWriteChannel();
        return process->waitForFinished() ? process->exitCode() : -1;
    };
    QCOMPARE(set(u"hook"_s, "hello-hello"), 2);
    QVERIFY(!QFile::exists(workspace.cairn().path(u".cairn/credentials/hook"_s)));
    QCOMPARE(set(u"other"_s, "hello-hello"), 0);
    QCOMPARE(set(u"hook"_s, Secret), 0);
    QCOMPARE(workspace.cairn({"credential"}).exitCode, 0);
    workspace.cairn().write(u".cairn/credentials/hook"_s, "hello-hello");
    const Outcome listed = workspace.cairn({"credential", "--json"});
    QCOMPARE(listed.exitCode, 1);
    QVERIFY2(listed.output.contains("\"state\":\"unusable\""), listed.output.constData());
}

QTEST_GUILESS_MAIN(TestVaultWaits)
#include "tst_vaultwaits.moc"
