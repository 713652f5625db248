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
    void whatIsSentOnIsLeftOut_data();
    void whatIsSentOnIsLeftOut();
    void anEmptyFieldIsSent();
    void commentsStayComments();
    void formsAndPersonalDataAreNamed();

private:
    /// What a shell calls curl with.
    QStringList words(const QString &command);

    QTemporaryDir m_folder;
    Attempt m_attempt;
    Service m_service;
    Cover m_cover = Cover::standard();
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
    m_cover = Cover::standard();
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
    QCOMPARE(curlCommand(m_attempt, m_service, m_cover),
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
    const QStringList seen = words(curlCommand(m_attempt, m_service, m_cover));
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
    const QString command = curlCommand(m_attempt, m_service, m_cover);
    QVERIFY2(command.contains(said), qPrintable(command));
    QCOMPARE(command.contains(u"ocr-token"_s), kind != CredentialKind::None);
    QCOMPARE(words(command).contains(u"@credential.header"_s), fromFile);
    QVERIFY(command.contains(u"# Left out, for what they hold: x-other\n"_s));
    QVERIFY(!command.contains(u"x-other: "_s));
}

void TestCurlCommand::whatIsSentOnIsLeftOut_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("by its name") << "x-auth-token"_ba
                                 << "s3cr3t-Session-9f8e7d"_ba;
    QTest::newRow("a session") << "x-session"_ba
                               << "s3cr3t-Session-9f8e7d"_ba;
    QTest::newRow("by its form") << "x-note"_ba
                                 << "Bearer abcdef0123"_ba;
    QTest::newRow("a parameter's") << "referer"_ba
                                   << "https://e.net/?token=abcdef"_ba;
    QTest::newRow("an own class") << "x-customer"_ba
                                  << "KD-12345678"_ba;
    QTest::newRow("an own class, encoded") << "x-where"_ba
                                           << "/of/%4BD%2D12345678"_ba;
    QTest::newRow("a person") << "x-who"_ba
                              << "ann@example.com"_ba;
    QTest::newRow("told by its name") << "x-phone"_ba
                                      << "030 1234567"_ba;
}

/// What a service gave, and the pipeline gives to the next.
void TestCurlCommand::whatIsSentOnIsLeftOut()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, value);
    m_cover = Cover::with({{u"customer"_s, DataClass::By::Regex, u"\\bKD-[0-9]{8}\\b"_s}}).value();
    m_attempt.url = u"https://e.net/customers/KD-12345678?of=%4BD%2D87654321"_s;
    m_attempt.status = 0;
    m_attempt.cause = u"no customer KD-12345678"_s;
    m_attempt.requestHeaders = storedHeaders({{"accept", "*/*"}, {name, value}});
    const QString command = curlCommand(m_attempt, m_service, m_cover);
    QVERIFY2(!command.contains(QString::fromLatin1(value)) && !command.contains(u"345678"_s), qPrintable(command));
    QVERIFY(command.contains(u"# Left out, for what they hold: %1\n"_s.arg(QString::fromLatin1(name))));
    QVERIFY(words(command).contains(u"accept: */*"_s));
    QVERIFY(words(command).contains(u"https://e.net/customers/**-********?of=**-********"_s));
    QVERIFY(command.contains(u"no customer **-********\n"_s));
}

/// With a colon behind its name curl would leave it out.
void TestCurlCommand::anEmptyFieldIsSent()
{
    m_attempt.requestHeaders = storedHeaders({{"x-a", ""}});
    QVERIFY(words(curlCommand(m_attempt, m_service, m_cover)).contains(u"x-a;"_s));
}

/// A service's own words may be in them.
void TestCurlCommand::commentsStayComments()
{
    m_attempt.status = 0;
    m_attempt.cause = u"it said: a\ntouch here\r\nb"_s;
    const QString command = curlCommand(m_attempt, m_service, m_cover);
    QVERIFY(command.contains(u": it said: a touch here b\n"_s));
    QVERIFY(words(command).contains(m_attempt.url));
    QVERIFY(!QFile::exists(m_folder.filePath(u"here"_s)));
}

void TestCurlCommand::formsAndPersonalDataAreNamed()
{
    m_attempt.url = u"https://e.net/of/ann@example.com"_s;
    m_attempt.requestHeaders = storedHeaders({{"content-type", "multipart/form-data; boundary=x"}, {"idempotency-key", "\"k\""}});
    const QString command = curlCommand(m_attempt, m_service, m_cover);
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
