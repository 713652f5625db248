#include "control/securitycheck.h"
#include "store/sqlitestore.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace cairn;
using namespace Qt::StringLiterals;

/// `cairn doctor --security` finds what is open, and says nothing bad of what is not.
class TestSecurityCheck : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aNewWorkspaceIsSound();
    void secretsAreKeptOutOfGit();
    void openFilesAreFound_data();
    void openFilesAreFound();
    void definitionsAreJudged_data();
    void definitionsAreJudged();

private:
    void write(const QString &name, const QByteArray &text) const;
    QString path(const QString &name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

const Finding *findingOf(const QList<Finding> &findings, const QString &subject)
{
    const auto found = std::find_if(findings.begin(), findings.end(), [&](const Finding &one) { return one.subject == subject; });
    return found == findings.end() ? nullptr : &*found;
}

} // namespace

void TestSecurityCheck::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkpath(u"services"_s));
    write(u"cairn.yaml"_s, "workspace: harbour\nroles: { admin: [root] }\n");
    write(u"services/ocr.yaml"_s, "service: ocr\nbase_url: https://ocr.example.net\n");
    QVERIFY(::chmod(qPrintable(path(u"services"_s)), 0755) == 0);
}

void TestSecurityCheck::write(const QString &name, const QByteArray &text) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
}

void TestSecurityCheck::aNewWorkspaceIsSound()
{
    const auto store = openSqliteStore({path(u".cairn"_s), false});
    QVERIFY(store);
    const auto findings = examineSecurity(**store, loadWorkspace(m_folder->path()), path(u".cairn"_s));
    QVERIFY(findings);
    for (const Finding &finding : *findings) // (this store was opened without a key)
        QVERIFY2(finding.severity != Finding::Severity::Bad || finding.subject == "encryption"_L1,
                 qPrintable(finding.subject + u": "_s + finding.detail));
    for (const QString &subject :
         {u"store's files"_s, u"definitions"_s, u"roles"_s, u"services"_s, u"encryption"_s, u"audit"_s, u"user"_s, u"memory"_s})
        QVERIFY2(findingOf(*findings, subject), qPrintable(subject));
}

void TestSecurityCheck::secretsAreKeptOutOfGit()
{
    const Workspace workspace = loadWorkspace(m_folder->path());
    const QString ignored = path(u".cairn/.gitignore"_s);
    const auto severity = [&] { return findingOf(examineFiles(workspace, path(u".cairn"_s)), u"git"_s)->severity; };
    QVERIFY(openSqliteStore({path(u".cairn"_s), false}));
    QCOMPARE(severity(), Finding::Severity::Good);
    QCOMPARE(QFileInfo(ignored).permissions() & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
    write(u".cairn/.gitignore"_s, "store.sqlite\n");
    QCOMPARE(severity(), Finding::Severity::Bad);
    QVERIFY(openSqliteStore({path(u".cairn"_s), false})); // what its owner has written stays
    QCOMPARE(severity(), Finding::Severity::Bad);
    QVERIFY(QFile::remove(ignored)); // as in one that an older Cairn has made
    QCOMPARE(severity(), Finding::Severity::Bad);
    QVERIFY(openSqliteStore({path(u".cairn"_s), false}));
    QCOMPARE(severity(), Finding::Severity::Good);
}

void TestSecurityCheck::openFilesAreFound_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("mode");
    QTest::addColumn<QString>("subject");
    QTest::newRow("store folder") << u".cairn"_s << 0750 << u"store's files"_s;
    QTest::newRow("a file in it") << u".cairn/secret"_s << 0604 << u"store's files"_s;
    QTest::newRow("deep in it") << u".cairn/payloads/ab/x"_s << 0640 << u"store's files"_s;
    QTest::newRow("cairn.yaml") << u"cairn.yaml"_s << 0664 << u"definitions"_s;
    QTest::newRow("a service") << u"services/ocr.yaml"_s << 0646 << u"definitions"_s;
    QTest::newRow("the folder of services") << u"services"_s << 0777 << u"definitions"_s;
}

void TestSecurityCheck::openFilesAreFound()
{
    QFETCH(const QString, file);
    QFETCH(const int, mode);
    QFETCH(const QString, subject);
    QVERIFY(QDir(m_folder->path()).mkpath(u".cairn/payloads/ab"_s));
    QFile made(path(file));
    if (!made.exists())
        QVERIFY(made.open(QIODevice::WriteOnly));
    for (const QString &closed : {u".cairn"_s, u".cairn/payloads"_s, u".cairn/payloads/ab"_s})
        QVERIFY(::chmod(qPrintable(path(closed)), 0700) == 0);
    QVERIFY(::chmod(qPrintable(path(file)), mode_t(mode)) == 0);
    const Workspace workspace = loadWorkspace(m_folder->path());
    const QList<Finding> open = examineFiles(workspace, path(u".cairn"_s));
    const Finding *finding = findingOf(open, subject);
    QVERIFY(finding && finding->severity == Finding::Severity::Bad);
    QVERIFY2(finding->detail.contains(path(file)), qPrintable(finding->detail));
    QVERIFY(finding->remedy.contains(u"chmod"_s));
    QVERIFY(::chmod(qPrintable(path(file)), 0700) == 0);
    const QList<Finding> closed = examineFiles(workspace, path(u".cairn"_s));
    QVERIFY(findingOf(closed, subject)->severity == Finding::Severity::Good);
}

void TestSecurityCheck::definitionsAreJudged_data()
{
    QTest::addColumn<QByteArray>("cairn");
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<Finding::Severity>("severity");
    const QByteArray admin = "workspace: w\nroles: { admin: [root] }\n";
    const QByteArray tls = "service: ocr\nbase_url: https://ocr.example.net\n";
    QTest::newRow("roles") << admin << tls << u"roles"_s << Finding::Severity::Good;
    QTest::newRow("no roles") << QByteArray("workspace: w\n") << tls << u"roles"_s << Finding::Severity::Note;
    QTest::newRow("wrong roles") << QByteArray("workspace: w\nroles: { admn: [root] }\n") << tls << u"roles"_s
                                 << Finding::Severity::Bad;
    QTest::newRow("TLS") << admin << tls << u"services"_s << Finding::Severity::Good;
    QTest::newRow("this machine") << admin << QByteArray("service: ocr\nbase_url: http://127.0.0.1:80\n") << u"services"_s
                                  << Finding::Severity::Good;
    QTest::newRow("readable on its way") << admin
                                         << QByteArray("service: ocr\nbase_url: http://ocr.example.net\nallow_insecure: true\n")
                                         << u"services"_s << Finding::Severity::Bad;
    QTest::newRow("behind a proxy") << admin + "listener: { port: 8790 }\n" << tls << u"listener"_s << Finding::Severity::Note;
}

void TestSecurityCheck::definitionsAreJudged()
{
    QFETCH(const QByteArray, cairn);
    QFETCH(const QByteArray, service);
    QFETCH(const QString, subject);
    write(u"cairn.yaml"_s, cairn);
    write(u"services/ocr.yaml"_s, service);
    const QList<Finding> findings = examineDefinitions(loadWorkspace(m_folder->path()), SystemClock().now());
    const Finding *finding = findingOf(findings, subject);
    QVERIFY(finding);
    QTEST(finding->severity, "severity");
    QVERIFY(finding->severity == Finding::Severity::Good || !finding->remedy.isEmpty());
}

QTEST_GUILESS_MAIN(TestSecurityCheck)
#include "tst_securitycheck.moc"
