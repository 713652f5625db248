#include "workspacetest.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <sys/resource.h>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What stands between a mistake and somebody who makes use of it: how the programs are built and run, and what is installed.
class TestHardening : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void programsAreBuiltHard_data();
    void programsAreBuiltHard();
    void noCoreDumpIsWritten();
    void manyFilesMayBeOpen();
    void fewFilesAreNotExceeded();
    void theUnitLetsNothingThatIsNotNeeded();
    void theUnitCanMakeAKey();
    void systemdJudgesTheUnit();
    void theBillOfMaterialsIsWhole();
};

namespace {

QByteArray outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    return process.waitForFinished(60'000) && process.exitCode() == 0 ? process.readAll() : QByteArray();
}

QString sourcePath(const QString &relative)
{
    return qEnvironmentVariable("CAIRN_SOURCE") + u'/' + relative;
}

} // namespace

void TestHardening::programsAreBuiltHard_data()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("cairn") << u"cairn"_s;
    QTest::newRow("console") << u"cairn-console"_s;
}

void TestHardening::programsAreBuiltHard()
{
    QFETCH(const QString, program);
    const QByteArray told = outputOf(u"readelf"_s, {u"-W"_s, u"-h"_s, u"-l"_s, u"-d"_s, u"--dyn-syms"_s, programPath(program)});
    QVERIFY2(told.contains("DYN (Position-Independent Executable file)"), told.left(2'000).constData());
    QVERIFY(told.contains("GNU_RELRO"));
    QVERIFY(!told.contains("RPATH"));
    for (const QByteArray &line : told.split('\n')) {
        if (line.contains("GNU_STACK"))
            QVERIFY2(!line.contains("RWE"), line.constData());
    }
#ifndef CAIRN_SANITIZED // which does more, and is built without
    QVERIFY(told.contains("BIND_NOW") || told.contains("NOW PIE"));
    QVERIFY(told.contains("__stack_chk_fail"));
#endif
}

void TestHardening::noCoreDumpIsWritten()
{
#ifdef CAIRN_SANITIZED
    QSKIP("sanitizers trace the process themselves");
#endif
    const OneServiceWorkspace workspace(
        1, "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n");
    const auto runner = workspace.cairn().start({u"runner"_s});
    QVERIFY(runner->waitForStarted());
    const QString proc = u"/proc/%1/"_s.arg(runner->processId());
    // its limit is lowered first thing in main
    QTRY_VERIFY(QFile(proc + u"limits"_s).exists());
    const auto limits = [&] {
        QFile file(proc + u"limits"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const auto limit = [&](const QByteArray &name) {
        for (const QByteArray &line : limits().split('\n')) {
            if (line.startsWith("Max " + name))
                return line.simplified().split(' ').mid(2 + name.count(' '), 2);
        }
        return QByteArrayList();
    };
    QTRY_COMPARE(limit("core file size"), (QByteArrayList{"0", "0"}));
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

/// Whatever the login's limit is: a socket and a file for each of some hundred exchanges.
void TestHardening::manyFilesMayBeOpen()
{
    const OneServiceWorkspace workspace(1, "  scan:\n    service: api\n    request: { path: /scan }\n");
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const rlimit low{256, before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &low), 0);
    const auto runner = workspace.cairn().start({u"runner"_s});
    const bool started = runner->waitForStarted();
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
    QVERIFY(started);
    rlimit found{};
    QTRY_VERIFY(::prlimit(pid_t(runner->processId()), RLIMIT_NOFILE, nullptr, &found) == 0 && found.rlim_cur > 256);
    QVERIFY(found.rlim_cur >= std::min<rlim_t>(before.rlim_max, 65'536));
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

/// Else Qt ends the program, and again at the next start.
void TestHardening::fewFilesAreNotExceeded()
{
    LedgerServer ledger([](const LedgerEntry &, int) {
        LedgerAnswer answer;
        answer.delayMs = 300;
        return answer;
    });
    const OneServiceWorkspace workspace(
        ledger.port(),
        "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n",
        "http: 1.1\n");
    const QByteArray service = workspace.cairn().read(u"services/api.yaml"_s);
    workspace.cairn().write(u"services/api.yaml"_s,
                            QByteArray(service).replace("policy: {", "policy: { concurrency: { max: 100 },"));
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const QString file = workspace.cairn().path(u"large.pdf"_s);
    workspace.cairn().write(u"large.pdf"_s, QByteArray(200'000, 'a')); // a file in the store as well
    QCOMPARE(workspace.cairn().run(QStringList{u"submit"_s, u"p"_s} + QStringList(100, file)).exitCode, 0);
    const auto drained = [&](int files) {
        QProcess process;
        process.start(u"/bin/sh"_s, {u"-c"_s, u"ulimit -n %1; exec \"$0\" -C \"$1\" runner --drain"_s.arg(files),
                                     programPath(u"cairn"_s), workspace.cairn().path({})});
        process.waitForFinished(60'000);
        return Outcome{
            process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, {}, process.readAllStandardError()};
    };
    const Outcome refused = drained(60);
    QVERIFY2(refused.exitCode == 3 && refused.errors.contains("Only 60 files") && refused.errors.contains("LimitNOFILE"),
             refused.errors.constData());
    const Outcome done = drained(100);
    QVERIFY2(done.exitCode == 0 && done.errors.contains("at most 9 requests"), done.errors.constData());
    QCOMPARE(workspace.cairn({"runs", "state:succeeded", "--limit", "0", "--json"}).json().size(), 100);
}

void TestHardening::theUnitLetsNothingThatIsNotNeeded()
{
    QFile file(sourcePath(u"resources/systemd/cairn-runner@.service"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray unit = file.readAll();
    for (const char *line : {"NoNewPrivileges=true", "ProtectSystem=strict", "CapabilityBoundingSet=\n", "LimitCORE=0",
                             "UMask=0077", "MemoryDenyWriteExecute=true", "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX"})
        QVERIFY2(unit.contains(line), line);
    QVERIFY(!unit.contains("Environment=")); // where secrets tend to end
}

/// A store's key is made in the home of who makes the store, which is to be writable where all else is not.
void TestHardening::theUnitCanMakeAKey()
{
    QFile unit(sourcePath(u"resources/systemd/cairn-runner@.service"_s));
    QFile users(sourcePath(u"resources/systemd/cairn.sysusers"_s));
    QVERIFY(unit.open(QIODevice::ReadOnly) && users.open(QIODevice::ReadOnly));
    QVERIFY(unit.readAll().contains("\nStateDirectory=cairn\n"));
    QVERIFY(users.readAll().contains("\nu cairn - \"Cairn runner\" /var/lib/cairn\n"));
}

/// How much of the system it could still reach, by systemd's own reckoning: 0 nothing, 10 all. What remains are the network,
/// which is its work, and local sockets.
void TestHardening::systemdJudgesTheUnit()
{
    QVERIFY2(!QStandardPaths::findExecutable(u"systemd-analyze"_s).isEmpty(), "systemd is not installed: see script/bootstrap");
    const QTemporaryDir folder;
    const QString unit = folder.filePath(u"cairn-runner@x.service"_s);
    QVERIFY(QFile::copy(sourcePath(u"resources/systemd/cairn-runner@.service"_s), unit));
    const QByteArray told = outputOf(u"systemd-analyze"_s, {u"security"_s, u"--offline=true"_s, u"--threshold=12"_s, unit});
    QVERIFY2(told.contains("Overall exposure level"), told.constData()); // nothing is told of what is beyond the threshold
    QVERIFY2(!told.contains("Unknown") && !told.contains("ignoring"), told.constData());
}

void TestHardening::theBillOfMaterialsIsWhole()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"bom.json"_s);
    const QByteArray told =
        outputOf(u"cmake"_s, {u"-D"_s, u"PROGRAMS=%1;%2"_s.arg(programPath(u"cairn"_s), programPath(u"cairn-console"_s)), u"-D"_s,
                              u"NAME=cairn"_s, u"-D"_s, u"VERSION=1.2.3"_s, u"-D"_s, u"HEADERS=libexpected-dev"_s, u"-D"_s,
                              u"OUTPUT="_s + path, u"-P"_s, sourcePath(u"cmake/sbom.cmake"_s)});
    QFile file(path);
    QVERIFY2(file.open(QIODevice::ReadOnly), told.constData());
    const QJsonObject bom = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(bom.value(u"bomFormat"_s).toString(), u"CycloneDX"_s);
    QCOMPARE(bom.value(u"metadata"_s).toObject().value(u"component"_s).toObject().value(u"version"_s).toString(), u"1.2.3"_s);
    QStringList names;
    for (const auto &component : bom.value(u"components"_s).toArray()) {
        const QJsonObject object = component.toObject();
        names.append(object.value(u"name"_s).toString());
        QVERIFY2(object.value(u"purl"_s).toString().startsWith(u"pkg:deb/debian/"_s + names.last() + u'@'),
                 qPrintable(names.last()));
        QVERIFY(!object.value(u"version"_s).toString().isEmpty());
    }
    for (const QString &name : {u"libqt6core6"_s, u"libsodium23"_s, u"libjq1"_s, u"libqt6widgets6"_s, u"libexpected-dev"_s})
        QVERIFY2(names.contains(name), qPrintable(name));
}

QTEST_GUILESS_MAIN(TestHardening)
#include "tst_hardening.moc"
