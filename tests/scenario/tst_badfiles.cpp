#include "cairnprogram.h"
#include "ledgerserver.h"

#include <QFile>
#include <QTest>

#include <atomic>
#include <csignal>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace cairn::testing;

/// Files and stores in a state that no program left them in: a clear error with a remedy, nothing lost, no crash.
class TestBadFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void secondRunnerIsTurnedAway();
    void storeThatCannotBeWritten();
    void damagedPagesAreFound();
    void payloadFileDamaged_data();
    void payloadFileDamaged();
    void payloadIntoAPipe();
    void fileThatGrowsWhileRead();
    void unreadableFile();
    void namesThatAreNoUtf8();
    void watchedFolderTellsOfWhatItCannotTake();
    void watchedFolderOfManyFiles();
    void refusedFileIsTakenOnceThePipelineTakesIt();
    void unreadableFolderAndFileAreTakenOnceReadable();
    void runnerOnAFullDiskHoldsAndGoesOn();

private:
    static void prepare(const CairnProgram &cairn, quint16 port, const QByteArray &input = {}, const QByteArray &policy = {});
    static Outcome shell(const CairnProgram &cairn, const QString &script);
    static void openToAll(const CairnProgram &cairn, int folderMode, int fileMode);
    static bool isRoot() { return ::geteuid() == 0; }
    static QStringList nobodysProgram();
    static Outcome byNobody(const CairnProgram &cairn, const QString &words);
};

void TestBadFiles::prepare(const CairnProgram &cairn, quint16 port, const QByteArray &input, const QByteArray &policy)
{
    cairn.write(QStringLiteral("services/api.yaml"),
                "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) + "\n" + policy);
    cairn.write(QStringLiteral("pipelines/p.yaml"),
                "pipeline: p\nversion: 1\n" + input +
                    "steps:\n  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n");
    cairn.write(QStringLiteral("a.txt"), "some content");
    const Outcome applied = cairn.run({QStringLiteral("apply")});
    QVERIFY2(applied.exitCode == 0, applied.errors.constData());
}

/// Runs `script` by bash with $CAIRN for the program on this workspace, in the workspace's folder.
Outcome TestBadFiles::shell(const CairnProgram &cairn, const QString &script)
{
    QProcess process;
    process.setWorkingDirectory(cairn.path(QString()));
    process.start(QStringLiteral("bash"),
                  {QStringLiteral("-c"), QStringLiteral("CAIRN=\"$0 -C $1\"; ") + script, programPath(QStringLiteral("cairn")),
                   cairn.path(QString())});
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

/// Lets the user nobody reach the workspace, and a copy of the program, wherever the checkout lies: root may do anything, whatever
/// a file's mode says.
void TestBadFiles::openToAll(const CairnProgram &cairn, int folderMode, int fileMode)
{
    const QString script = QStringLiteral("find . -type f -exec chmod %2 {} +; cp \"$0\" program; chmod 755 program; "
                                          "find . -type d -exec chmod %1 {} +");
    shell(cairn, script.arg(folderMode, 0, 8).arg(fileMode, 0, 8));
}

/// Who is not root is nobody enough.
QStringList TestBadFiles::nobodysProgram()
{
    const QStringList other{QStringLiteral("setpriv"), QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"),
                            QStringLiteral("--clear-groups")};
    return (isRoot() ? other : QStringList()) + QStringList{QStringLiteral("./program"), QStringLiteral("-C"), QStringLiteral(".")};
}

Outcome TestBadFiles::byNobody(const CairnProgram &cairn, const QString &words)
{
    return shell(cairn, QStringLiteral("exec ") + nobodysProgram().join(QLatin1Char(' ')) + QLatin1Char(' ') + words);
}

void TestBadFiles::secondRunnerIsTurnedAway()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    const auto first = cairn.start({QStringLiteral("runner")});
    QVERIFY(first->waitForStarted());
    QTRY_VERIFY(cairn.run({QStringLiteral("status"), QStringLiteral("--json")}).output.contains("pid"));
    const Outcome second = cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")});
    QCOMPARE(second.exitCode, 3);
    QVERIFY2(second.errors.contains("pid " + QByteArray::number(first->processId())), second.errors.constData());
    // while a runner holds the store, `run` leaves the work to it
    const Outcome run = cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))});
    QVERIFY2(run.exitCode == 0, (run.output + run.errors).constData());
    QCOMPARE(ledger.count(), 1);
    first->terminate();
    QVERIFY(first->waitForFinished(20'000));
    QCOMPARE(first->exitCode(), 0);
}

void TestBadFiles::storeThatCannotBeWritten()
{
    const CairnProgram cairn;
    prepare(cairn, 1);
    openToAll(cairn, isRoot() ? 0755 : 0555, isRoot() ? 0644 : 0444);
    if (byNobody(cairn, QStringLiteral("--version")).exitCode != 0)
        QSKIP("the temporary folder cannot be reached by another user");
    const Outcome outcome = byNobody(cairn, QStringLiteral("submit p a.txt"));
    QCOMPARE(outcome.exitCode, 3);
    QVERIFY2(outcome.errors.contains(".cairn"), outcome.errors.constData());
    QVERIFY2(outcome.errors.contains("Give the user"), outcome.errors.constData()); // what to do
    openToAll(cairn, 0755, 0644);
    QCOMPARE(cairn.run({QStringLiteral("doctor")}).exitCode, 0);
}

void TestBadFiles::damagedPagesAreFound()
{
    const CairnProgram cairn;
    prepare(cairn, 1);
    QCOMPARE(cairn.run({QStringLiteral("submit"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 0);
    QFile store(cairn.path(QStringLiteral(".cairn/store.sqlite")));
    QVERIFY(store.open(QIODevice::ReadWrite));
    QVERIFY(store.size() > 3 * 4096);
    for (qint64 page = 2; page * 4096 < store.size(); ++page) { // the first page stays: it is a store, but a broken one
        store.seek(page * 4096);
        store.write(QByteArray(512, '\xa5'));
    }
    store.close();
    const Outcome doctor = cairn.run({QStringLiteral("doctor")});
    QVERIFY2(doctor.exitCode == 1 || doctor.exitCode == 3, (doctor.output + doctor.errors).constData());
    QVERIFY2((doctor.output + doctor.errors).contains("store.sqlite") || doctor.output.contains("malformed"),
             (doctor.output + doctor.errors).constData());
    const Outcome list = cairn.run({QStringLiteral("runs")});
    QVERIFY(list.exitCode >= 0);
    QVERIFY2(list.exitCode == 3, (list.output + list.errors).constData());
}

void TestBadFiles::payloadFileDamaged_data()
{
    QTest::addColumn<bool>("truncate");
    QTest::newRow("truncated") << true;
    QTest::newRow("a flipped bit") << false;
}

void TestBadFiles::payloadFileDamaged()
{
    QFETCH(bool, truncate);
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), {}, "policy: { retry: { attempts: 2, backoff: { initial: 5ms } } }\n");
    cairn.write(QStringLiteral("large.bin"), QByteArray(200'000, 'x'));
    QCOMPARE(cairn.run({QStringLiteral("submit"), QStringLiteral("p"), cairn.path(QStringLiteral("large.bin"))}).exitCode, 0);
    const QJsonObject run = cairn.run({QStringLiteral("runs"), QStringLiteral("--json")}).json().value(0);
    const QString digest = run.value(QStringLiteral("input")).toObject().value(QStringLiteral("sha256")).toString();
    QCOMPARE(cairn.payloadFiles().size(), 1);
    QFile payload(cairn.payloadFiles().first());
    QVERIFY(payload.open(QIODevice::ReadWrite));
    if (truncate) {
        payload.resize(100'000);
    } else {
        payload.seek(123'456);
        payload.write("y");
    }
    payload.close();
    const Outcome doctor = cairn.run({QStringLiteral("doctor")});
    QCOMPARE(doctor.exitCode, 1);
    QVERIFY2(doctor.output.contains(digest.left(12).toLatin1()), doctor.output.constData());
    const Outcome shown = cairn.run({QStringLiteral("payload"), digest});
    QVERIFY2(shown.exitCode != 0, "damaged bytes were handed out as if they were whole");
    QVERIFY2(shown.errors.contains("payload"), shown.errors.constData());
    QCOMPARE(cairn.run({QStringLiteral("payload"), digest, QStringLiteral("-o"), cairn.path(QStringLiteral("out.bin"))}).exitCode, 3);
    QVERIFY(!QFile::exists(cairn.path(QStringLiteral("out.bin"))));
    // nor does a service get them as a whole request
    QVERIFY(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode <= 1);
    QCOMPARE(ledger.count(), 0);
}

/// What is no regular file is written to, never replaced by one: `-o /dev/null` must leave a device behind.
void TestBadFiles::payloadIntoAPipe()
{
    const CairnProgram cairn;
    prepare(cairn, 1);
    const Outcome outcome = shell(cairn, QStringLiteral("mkfifo pipe; run=$($CAIRN submit p a.txt); timeout 20 cat pipe > got & "
                                                        "timeout 20 $CAIRN payload $run -o pipe; code=$?; wait; test -p pipe && exit $code"));
    QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
    QCOMPARE(cairn.read(QStringLiteral("got")), QByteArray("some content"));
}

void TestBadFiles::fileThatGrowsWhileRead()
{
    const CairnProgram cairn;
    prepare(cairn, 1);
    cairn.write(QStringLiteral("growing.bin"), QByteArray(96 << 20, 'x'));
    std::atomic<bool> ends = false;
    std::thread writer([&] {
        QFile file(cairn.path(QStringLiteral("growing.bin")));
        if (!file.open(QIODevice::Append | QIODevice::Unbuffered))
            return;
        while (!ends) {
            file.write("more");
            ::usleep(500);
        }
    });
    const Outcome outcome = cairn.run({QStringLiteral("submit"), QStringLiteral("p"), cairn.path(QStringLiteral("growing.bin"))});
    ends = true;
    writer.join();
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains("growing.bin") && outcome.errors.contains("chang"), outcome.errors.constData());
    QVERIFY(cairn.run({QStringLiteral("runs"), QStringLiteral("--json")}).json().isEmpty());
    QCOMPARE(cairn.run({QStringLiteral("doctor")}).exitCode, 0);
}

void TestBadFiles::unreadableFile()
{
    const CairnProgram cairn;
    cairn.write(QStringLiteral("cairn.yaml"), "workspace: test\nencryption: off\n"); // the other user has no key
    prepare(cairn, 1);
    openToAll(cairn, 0777, 0666);
    ::chmod(QFile::encodeName(cairn.path(QStringLiteral("a.txt"))).constData(), 0000);
    if (byNobody(cairn, QStringLiteral("--version")).exitCode != 0)
        QSKIP("the temporary folder cannot be reached by another user");
    const Outcome outcome = byNobody(cairn, QStringLiteral("submit p \"$1/a.txt\""));
    QVERIFY2(outcome.exitCode == 1, (QByteArray::number(outcome.exitCode) + outcome.errors).constData());
    QVERIFY2(outcome.errors.contains("a.txt") && outcome.errors.contains("ermi"), outcome.errors.constData());
}

void TestBadFiles::namesThatAreNoUtf8()
{
    const CairnProgram cairn;
    prepare(cairn, 1);
    for (const char *verb : {"submit", "run"}) {
        const QString script = QStringLiteral("echo x > $'latin-\\xe4.txt'; $CAIRN %1 p $'latin-\\xe4.txt'");
        const Outcome outcome = shell(cairn, script.arg(QLatin1String(verb)));
        QVERIFY2(outcome.exitCode == 1 || outcome.exitCode == 2, (QByteArray::number(outcome.exitCode) + outcome.errors).constData());
        QVERIFY2(outcome.errors.contains("UTF-8") && outcome.errors.contains("latin-"), outcome.errors.constData());
    }
    shell(cairn, QStringLiteral("rm latin-*")); // QTemporaryDir cannot
}

void TestBadFiles::watchedFolderTellsOfWhatItCannotTake()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), "input: { watch: inbox, max_size: 1KB }\n");
    cairn.write(QStringLiteral("inbox/empty.txt"), "");
    cairn.write(QStringLiteral("inbox/large.txt"), QByteArray(2'000, 'x'));
    shell(cairn, QStringLiteral("echo x > $'inbox/latin-\\xe4.txt'; mkdir inbox/folder; mkfifo inbox/pipe; ln -s /etc/passwd inbox/link"));
    const auto runner = cairn.start({QStringLiteral("runner")});
    QVERIFY(runner->waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    QTest::qWait(2'500); // two more looks into the folder
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    shell(cairn, QStringLiteral("rm inbox/latin-*")); // QTemporaryDir cannot
    const QByteArray log = runner->readAllStandardError() + runner->readAllStandardOutput();
    QCOMPARE(ledger.count(), 1);
    QCOMPARE(ledger.entries()[0].bodySize, 0);
    // told once, not at every look
    QVERIFY2(log.count("more than the 1000 that pipeline p takes") == 1, log.constData());
    QVERIFY2(log.count("name is not UTF-8") == 1, log.constData());
    QVERIFY2(!log.contains("inbox/link") && !log.contains("inbox/pipe"), log.constData());
}

/// What was settled stays where it is: the rest must not wait behind it for ever. Files on both sides, whatever order a folder has.
void TestBadFiles::watchedFolderOfManyFiles()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), "input: { watch: inbox, max_size: 1 }\n");
    shell(cairn, QStringLiteral("mkdir inbox; cd inbox; for i in $(seq 20); do echo -n x > first-$i; done; "
                                "for i in $(seq 12000); do echo xx > large-$i; done; for i in $(seq 20); do echo -n x > last-$i; done"));
    const auto runner = cairn.start({QStringLiteral("runner")});
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 40, 60'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
}

void TestBadFiles::refusedFileIsTakenOnceThePipelineTakesIt()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), "input: { watch: inbox, max_size: 1KB }\n");
    cairn.write(QStringLiteral("inbox/large.txt"), QByteArray(2'000, 'x'));
    const auto runner = cairn.start({QStringLiteral("runner")});
    const auto tells = [&](const QByteArray &what) {
        return cairn.run({QStringLiteral("events"), QStringLiteral("--json")}).output.contains(what);
    };
    QTRY_VERIFY_WITH_TIMEOUT(tells("more than the 1000 that pipeline p takes"), 20'000);
    QByteArray pipeline = cairn.read(QStringLiteral("pipelines/p.yaml")).replace("1KB", "1MB").replace("version: 1", "version: 2");
    cairn.write(QStringLiteral("pipelines/p.yaml"), pipeline); // as the remedy says
    QCOMPARE(cairn.run({QStringLiteral("apply")}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    // one that watches the same folder from now on takes what is there
    cairn.write(QStringLiteral("pipelines/q.yaml"), pipeline.replace("pipeline: p", "pipeline: q"));
    QCOMPARE(cairn.run({QStringLiteral("apply")}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 2, 20'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    QCOMPARE(ledger.count(), 2); // and the first did not take it twice
}

void TestBadFiles::unreadableFolderAndFileAreTakenOnceReadable()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    cairn.write(QStringLiteral("cairn.yaml"), "workspace: test\nencryption: off\n"); // the other user has no key
    prepare(cairn, ledger.port(), "input: { watch: inbox }\n");
    cairn.write(QStringLiteral("inbox/shut.txt"), "content");
    openToAll(cairn, 0777, 0666);
    if (byNobody(cairn, QStringLiteral("--version")).exitCode != 0)
        QSKIP("the temporary folder cannot be reached by another user");
    const auto setMode = [&](const QString &path, mode_t mode) { ::chmod(QFile::encodeName(cairn.path(path)).constData(), mode); };
    setMode(QStringLiteral("inbox/shut.txt"), 0000);
    setMode(QStringLiteral("inbox"), 0000);
    const Outcome doctor = byNobody(cairn, QStringLiteral("doctor"));
    QCOMPARE(doctor.exitCode, 1);
    QVERIFY2(doctor.output.contains("pipeline p: takes no files: ") && doctor.output.contains("/inbox: "), doctor.output.constData());
    QProcess runner;
    runner.setWorkingDirectory(cairn.path(QString()));
    QStringList words = nobodysProgram() + QStringList{QStringLiteral("runner")};
    const QString program = words.takeFirst();
    runner.start(program, words);
    QVERIFY(runner.waitForStarted());
    const auto timesTold = [&](const QByteArray &what) {
        return cairn.run({QStringLiteral("events"), QStringLiteral("--json")}).output.count(what);
    };
    QTRY_COMPARE_WITH_TIMEOUT(timesTold("the watched folder cannot be read"), 1, 20'000);
    setMode(QStringLiteral("inbox"), 0755);
    QTRY_COMPARE_WITH_TIMEOUT(timesTold("shut.txt"), 1, 20'000);
    setMode(QStringLiteral("inbox/shut.txt"), 0644);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    runner.terminate();
    QVERIFY(runner.waitForFinished(20'000));
    QCOMPARE(timesTold("watch.refused"), 2);
}

void TestBadFiles::runnerOnAFullDiskHoldsAndGoesOn()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    QCOMPARE(cairn.run({QStringLiteral("submit"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 0);
    // A file size limit stands in for a full disk: room for the log's index, but hardly for a row.
    QProcess limited;
    limited.start(QStringLiteral("bash"), {QStringLiteral("-c"), QStringLiteral("trap '' XFSZ; ulimit -f 36; exec \"$0\" -C \"$1\" runner --grace 200ms"),
                                           programPath(QStringLiteral("cairn")), cairn.path(QString())});
    QVERIFY(limited.waitForStarted());
    QVERIFY(!limited.waitForFinished(2'500) || limited.exitCode() == 3);
    if (limited.state() == QProcess::Running) {
        limited.terminate();
        QVERIFY(limited.waitForFinished(20'000));
    }
    QCOMPARE(limited.exitStatus(), QProcess::NormalExit);
    const QByteArray log = limited.readAllStandardError();
    QVERIFY2(log.contains("store.sqlite") && log.contains("disk"), log.constData());
    // with room again it goes on; had the answer come before, its key is the same
    const Outcome drained = cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")});
    QVERIFY2(drained.exitCode == 0, drained.errors.constData());
    QVERIFY(ledger.count() >= 1);
    for (const LedgerEntry &entry : ledger.entries())
        QCOMPARE(entry.key, ledger.entries()[0].key);
    QCOMPARE(cairn.run({QStringLiteral("doctor")}).exitCode, 0);
    const QJsonObject run = cairn.run({QStringLiteral("runs"), QStringLiteral("--json")}).json().value(0);
    QCOMPARE(run.value(QStringLiteral("state")).toString(), QStringLiteral("succeeded"));
}

QTEST_GUILESS_MAIN(TestBadFiles)
#include "tst_badfiles.moc"
