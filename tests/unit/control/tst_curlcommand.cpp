#include "control/curlcommand.h"

#include "control/storedheaders.h"
#include "model/records.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What an operator pastes into a shell: exactly what was sent, without what is secret.
class TestCurlCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void saysWhatWasSent();
    void theShellSeesWhatWasSent_data();
    void theShellSeesWhatWasSent();
    void nothingSecretIsInIt_data();
    void nothingSecretIsInIt();
    void commentsStayComments();
    void formsAndPersonalDataAreNamed();

private:
    /// What a shell calls curl with.
    QStringList words(const QString &command);

    QTemporaryDir m_folder;
    Attempt m_attempt;
    Service m_service;
};

void TestCurlCommand::init()
{
    m_attempt = Attempt();
    m_attempt.run = RunId(4711);
    m_attempt.step = StepId(u"extract"_s);
    m_attempt.service = u"ocr"_s;
    m_attempt.method = "POST";
    m_attempt.url = u"https://ocr.example.net/v1/extract?lang=en"_s;
    m_attempt.status = 503;
    m_attempt.startedAt = Timestamp(Milliseconds(1'800'000'000'000));
    m_attempt.request = {Digest::of("body"), 4};
    m_attempt.requestHeaders = storedHeaders({{"content-type", "text/plain"}, {"traceparent", "00-1-2-01"}});
    m_service = Service();
    m_service.http = HttpVersion::Http11;
    QFile curl(m_folder.filePath(u"curl"_s));
    QVERIFY(curl.open(QIODevice::WriteOnly));
    curl.write("#!/bin/sh\nfor word in \"$@\"; do printf '%s\\0' \"$word\"; done\n");
    curl.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

QStringList TestCurlCommand::words(const QString &command)
{
    QProcess shell;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PATH"_s, m_folder.path());
    shell.setProcessEnvironment(environment);
    shell.setWorkingDirectory(m_folder.path());
    shell.start(u"/bin/sh"_s, {u"-c"_s, command});
    if (!shell.waitForFinished() || shell.exitCode() != 0 || !shell.readAllStandardError().isEmpty())
        return {u"it failed"_s};
    QStringList found = QString::fromUtf8(shell.readAllStandardOutput()).split(QChar(u'\0'));
    found.removeLast(); // behind the last end
    return found;
}

void TestCurlCommand::saysWhatWasSent()
{
    m_service.idempotent = false;
    const QString digest = Digest::of("body").toHex();
    const QString brief = Digest::of("body").brief();
    QCOMPARE(curlCommand(m_attempt, m_service),
             u"# Attempt 1 of step extract of run %1, 2027-01-15T08:00:00.000Z: the service answered 503\n"
             "# ocr is not idempotent: this may do it once more\n"
             "# The body: cairn payload %2 -o body-%3\n"
             "curl --globoff --path-as-is --request 'POST' 'https://ocr.example.net/v1/extract?lang=en' \\\n"
             "  --http1.1 \\\n"
             "  --header 'content-type: text/plain' \\\n"
             "  --data-binary @body-%3\n"_s.arg(RunId(4711).toString(), digest, brief));
}

void TestCurlCommand::theShellSeesWhatWasSent_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"a"_s;
    QTest::newRow("quotes") << u"it's \"so\" '' '\\''"_s;
    QTest::newRow("what shells carry out") << u"$(touch here) `touch here` $HOME ${HOME} ; touch here & | > here"_s;
    QTest::newRow("what they match") << u"* ? [a] {a,b} ~ !! # \\ \\\\"_s;
    QTest::newRow("a line break") << u"a\ntouch here\n"_s;
    QTest::newRow("others' letters") << u"größe 大"_s;
}

void TestCurlCommand::theShellSeesWhatWasSent()
{
    QFETCH(const QString, text);
    m_attempt.url = u"https://e.net/?q="_s + text;
    m_attempt.requestHeaders = storedHeaders({{"x-note", text.toUtf8()}});
    const QStringList seen = words(curlCommand(m_attempt, m_service));
    QVERIFY2(seen.contains(m_attempt.url), qPrintable(seen.join(u'|')));
    QVERIFY2(seen.contains(u"x-note: "_s + text), qPrintable(seen.join(u'|')));
    QVERIFY(!QFile::exists(m_folder.filePath(u"here"_s)));
}

void TestCurlCommand::nothingSecretIsInIt_data()
{
    QTest::addColumn<CredentialKind>("kind");
    QTest::addColumn<QString>("said");
    QTest::addColumn<bool>("fromFile");
    QTest::newRow("none") << CredentialKind::None << QString() << false;
    QTest::newRow("bearer") << CredentialKind::Bearer << u"Authorization: Bearer TOKEN"_s << true;
    QTest::newRow("token") << CredentialKind::OAuth2 << u"Authorization: Bearer TOKEN"_s << true;
    QTest::newRow("basic") << CredentialKind::Basic << u"Authorization: Basic BASE64, of ann:PASSWORD"_s << true;
    QTest::newRow("key in a header") << CredentialKind::ApiKey << u"x-key: KEY"_s << true;
    QTest::newRow("signature") << CredentialKind::Hmac << u"which curl cannot make"_s << false;
    QTest::newRow("certificate") << CredentialKind::Mtls << u"put it into key.pem"_s << false;
}

void TestCurlCommand::nothingSecretIsInIt()
{
    QFETCH(const CredentialKind, kind);
    QFETCH(const QString, said);
    QFETCH(const bool, fromFile);
    m_service.credential = {kind, u"ocr-token"_s};
    m_service.credential.user = u"ann"_s;
    m_service.credential.header = "x-key";
    m_attempt.requestHeaders = storedHeaders({{"x-other", "[redacted]"}});
    const QString command = curlCommand(m_attempt, m_service);
    QVERIFY2(command.contains(said), qPrintable(command));
    QCOMPARE(command.contains(u"ocr-token"_s), kind != CredentialKind::None);
    QCOMPARE(words(command).contains(u"@credential.header"_s), fromFile);
    QVERIFY(command.contains(u"# Left out, for what they hold: x-other\n"_s));
    QVERIFY(!command.contains(u"x-other: "_s));
}

/// A service's own words may be in them.
void TestCurlCommand::commentsStayComments()
{
    m_attempt.status = 0;
    m_attempt.cause = u"it said: a\ntouch here\r\nb"_s;
    const QString command = curlCommand(m_attempt, m_service);
    QVERIFY(command.contains(u": it said: a touch here b\n"_s));
    QVERIFY(words(command).contains(m_attempt.url));
    QVERIFY(!QFile::exists(m_folder.filePath(u"here"_s)));
}

void TestCurlCommand::formsAndPersonalDataAreNamed()
{
    m_attempt.url = u"https://e.net/of/ann@example.com"_s;
    m_attempt.requestHeaders = storedHeaders({{"content-type", "multipart/form-data; boundary=x"}, {"idempotency-key", "\"k\""}});
    const QString command = curlCommand(m_attempt, m_service);
    QVERIFY2(!command.contains(u"ann@example.com"_s), qPrintable(command));
    QVERIFY(command.contains(u"# Parts of the address are covered\n"_s));
    QVERIFY(command.contains(u"put --form NAME=@FILE for each\n"_s));
    QVERIFY(!command.contains(u"boundary"_s));
    QVERIFY(!command.contains(u"--data-binary"_s));
    QVERIFY(command.contains(u"# With the key of the attempt"_s));
    QVERIFY(words(command).contains(u"idempotency-key: \"k\""_s));
}

QTEST_GUILESS_MAIN(TestCurlCommand)
#include "tst_curlcommand.moc"
