#include "control/securitycheck.h"
#include "definition/pemfile.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Certificates and keys that definitions name as files: missing, damaged, of another, or at their end, they are told of by
/// `cairn check` and `cairn doctor --security` before a service is called.
class TestCertificates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void factsAreRead();
    void whatIsNoneIsTold_data();
    void whatIsNoneIsTold();
    void checkNamesThePlace_data();
    void checkNamesThePlace();
    void theListenersFilesAreWarnedOf();
    void doctorTellsOfTheirEnd();

private:
    void write(const QString &name, const QByteArray &text) const;
    QByteArray content(const QString &name) const;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void make(const QString &name) const;
    QList<Problem> problemsOf(const QByteArray &cairn, const QByteArray &service) const;

    QTemporaryDir m_folder;
};

namespace {

const QByteArray Api = "service: api\nbase_url: https://api.example.net\n";

QList<Finding> certificateFindings(const QList<Finding> &all)
{
    QList<Finding> found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found),
                 [](const Finding &one) { return one.subject == "certificates"_L1; });
    return found;
}

} // namespace

/// NAME.pem and NAME.key, good for ten days.
void TestCertificates::make(const QString &name) const
{
    QProcess openssl;
    openssl.start(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
                                 u"-nodes"_s, u"-days"_s, u"10"_s, u"-subj"_s, u"/CN="_s + name, u"-keyout"_s,
                                 path(name + u".key"_s), u"-out"_s, path(name + u".pem"_s)});
    QVERIFY(openssl.waitForFinished());
    QVERIFY2(openssl.exitCode() == 0, openssl.readAllStandardError().constData());
}

void TestCertificates::initTestCase()
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"services"_s));
    make(u"one"_s);
    make(u"other"_s);
    write(u"both.pem"_s, content(u"one.pem"_s) + content(u"other.pem"_s));
    write(u"cut.pem"_s, content(u"one.pem"_s) + content(u"other.pem"_s).left(200));
    write(u"text.pem"_s, "no certificate\n");
    write(u"empty.pem"_s, {});
}

void TestCertificates::write(const QString &name, const QByteArray &text) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

QByteArray TestCertificates::content(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<Problem> TestCertificates::problemsOf(const QByteArray &cairn, const QByteArray &service) const
{
    write(u"cairn.yaml"_s, "workspace: test\n" + cairn);
    write(u"services/api.yaml"_s, Api + service);
    return loadWorkspace(m_folder.path()).problems;
}

void TestCertificates::factsAreRead()
{
    const auto one = readCertificateFile(path(u"one.pem"_s));
    QVERIFY(one);
    QCOMPARE(one->count, 1);
    const auto life = one->validUntil - one->validFrom;
    QVERIFY(life >= std::chrono::hours(24 * 10) && life < std::chrono::hours(24 * 11));
    QVERIFY(one->validFrom <= SystemClock().now());
    QCOMPARE(readCertificateFile(path(u"both.pem"_s))->count, 2);
    QVERIFY(checkKeyFile(path(u"one.key"_s), path(u"one.pem"_s)));
}

void TestCertificates::whatIsNoneIsTold_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("missing") << u"none.pem"_s << ErrorKind::NotFound;
    QTest::newRow("text") << u"text.pem"_s << ErrorKind::Usage;
    QTest::newRow("empty") << u"empty.pem"_s << ErrorKind::Usage;
    QTest::newRow("second one cut") << u"cut.pem"_s << ErrorKind::Usage;
    QTest::newRow("a key") << u"one.key"_s << ErrorKind::Usage;
}

void TestCertificates::whatIsNoneIsTold()
{
    QFETCH(const QString, file);
    const auto facts = readCertificateFile(path(file));
    QVERIFY(!facts);
    QTEST(facts.error().kind, "kind");
    QVERIFY(!facts.error().remedy.isEmpty());
}

void TestCertificates::checkNamesThePlace_data()
{
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QString>("told"); // empty: nothing
    QTest::newRow("good authority") << QByteArray("tls: { ca: one.pem }\n") << QString();
    QTest::newRow("good certificate") << QByteArray("credential: { kind: mtls, key: k, certificate: both.pem }\n") << QString();
    QTest::newRow("no authority") << QByteArray("tls: { ca: none.pem }\n")
                                  << u"services/api.yaml:3:12: none.pem cannot be used: it cannot be read"_s;
    QTest::newRow("no certificate") << QByteArray("credential:\n  kind: mtls\n  key: k\n  certificate: text.pem\n")
                                    << u"services/api.yaml:6:16: text.pem cannot be used: it holds no certificate"_s;
}

void TestCertificates::checkNamesThePlace()
{
    QFETCH(const QByteArray, service);
    QFETCH(const QString, told);
    const QList<Problem> problems = problemsOf({}, service);
    QCOMPARE(problems.size(), told.isEmpty() ? 0 : 1);
    if (told.isEmpty())
        return;
    QVERIFY2(problems.first().toString().startsWith(told), qPrintable(problems.first().toString()));
    QVERIFY(!problems.first().warning);
}

void TestCertificates::theListenersFilesAreWarnedOf()
{
    const auto listener = [](const QByteArray &certificate, const QByteArray &key) {
        return "listener: { port: 8790, certificate: " + certificate + ", key: " + key + " }\n";
    };
    QCOMPARE(problemsOf(listener("one.pem", "one.key"), {}), QList<Problem>());
    const QList<Problem> other = problemsOf(listener("one.pem", "other.key"), {});
    QCOMPARE(other.size(), 1);
    QVERIFY2(other.first().warning && other.first().what.contains(u"it is not the key of the certificate"_s),
             qPrintable(other.first().what));
    QCOMPARE(other.first().line, 2);
    QCOMPARE(other.first().column, 52);
    QCOMPARE(problemsOf(listener("none.pem", "none.key"), {}).size(), 2);
}

void TestCertificates::doctorTellsOfTheirEnd()
{
    QVERIFY(problemsOf("listener: { port: 8790, certificate: one.pem, key: one.key }\n", "tls: { ca: other.pem }\n").isEmpty());
    const Workspace workspace = loadWorkspace(m_folder.path());
    const Timestamp now = SystemClock().now();
    const auto at = [&](std::chrono::hours later) { return certificateFindings(examineDefinitions(workspace, now + later)); };
    QVERIFY(QFile::setPermissions(path(u"one.key"_s), QFile::ReadOwner | QFile::WriteOwner));
    QList<Finding> findings = at(std::chrono::hours(1));
    QCOMPARE(findings.size(), 2); // both end within the month
    QCOMPARE(findings.first().severity, Finding::Severity::Note);
    findings = at(std::chrono::hours(24 * 11));
    QCOMPARE(findings.size(), 2);
    QVERIFY(findings.first().severity == Finding::Severity::Bad && findings.first().detail.contains(u"ended"_s));
    findings = at(std::chrono::hours(-24 * 2));
    QVERIFY(findings.first().severity == Finding::Severity::Bad && findings.first().detail.contains(u"counts from"_s));
    QVERIFY(QFile::setPermissions(path(u"one.key"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    QVERIFY(at(std::chrono::hours(1)).last().detail.startsWith(u"others than its owner can read the listener's key"_s));
    QVERIFY(QFile::remove(path(u"other.pem"_s)));
    QVERIFY(at(std::chrono::hours(1)).first().detail.contains(u"the authority of api"_s));
}

QTEST_GUILESS_MAIN(TestCertificates)
#include "tst_certificates.moc"
