#include "cairnprogram.h"
#include "ledgerserver.h"

#include <QFile>
#include <QTest>

#include <atomic>
#include <csignal>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
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
    cairn.write(u"services/api.yaml"_s, "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) + "\n" + policy);
    cairn.write(
        u"pipelines/p.yaml"_s,
        "pipeline: p\nversion: 1\n" + input +
            "steps:\n  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n");
    cairn.write(u"a.txt"_s, "some content");
    const Outcome applied = cairn.run({u"apply"_s});
    QVERIFY2(applied.exitCode == 0, applied.errors.constData());
}

/// Runs `script` by bash with $CAIRN for the program on this workspace, in the workspace's folder.
Outcome TestBadFiles::shell(const CairnProgram &cairn, const QString &script)
{
    QProcess process;
    process.setWorkingDirectory(cairn.path(QString()));
    process.start(u"bash"_s, {u"-c"_s, u"CAIRN=\"$0 -C $1\"; "_s + script, programPath(u"cairn"_s), cairn.path(QString())});
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

/// Lets the user nobody reach the workspace, and a copy of the program, wherever the checkout lies: root may do anything,
/// whatever a file's mode says.
void TestBadFiles::openToAll(const CairnProgram &cairn, int folderMode, int fileMode)
{
    const QString script = u"find . -type f -exec chmod %2 {} +; cp \"$0\" program; chmod 755 program; "
                           "find . -type d -exec chmod %1 {} +"_s;
    shell(cairn, script.arg(folderMode, 0, 8).arg(fileMode, 0, 8));
}

/// Who is not root is nobody enough.
QStringList TestBadFiles::nobodysProgram()
{
    const QStringList other{u"setpriv"_s, u"--reuid=65534"_s, u"--regid=65534"_s, u"--clear-groups"_s};
    return (isRoot() ? other : QStringList()) + QStringList{u"./program"_s, u"-C"_s, u"."_s};
}

Outcome TestBadFiles::byNobody(const CairnProgram &cairn, const QString &words)
{
    return shell(cairn, u"exec "_s + nobodysProgram().join(QLatin1Char(' ')) + QLatin1Char(' ') + words);
}

void TestBadFiles::secondRunnerIsTurnedAway()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    const auto first = cairn.start({u"runner"_s});
    QVERIFY(first->waitForStarted());
    QTRY_VERIFY(cairn.run({u"status"_s, u"--json"_s}).output.contains("pid"));
    const Outcome second = cairn.run({u"runner"_s, u"--drain"_s});
    QCOMPARE(second.exitCode, 3);
    QVERIFY2(second.errors.contains("pid " + QByteArray::number(first->processId())), second.errors.constData());
    // while a runner holds the store, `run` leaves the work to it
    const Outcome run = cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)});
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
    if (byNobody(cairn, u"--version"_s).exitCode != 0)
        QSKIP("the temporary folder cannot be reached by another user");
    const Outcome outcome = byNobody(cairn, u"submit p a.txt"_s);
    QCOMPARE(outcome.exitCode, 3);
    QVERIFY2(outcome.errors.contains(".cairn"), outcome.errors.constData());
    QVERIFY2(outcome.errors.contains("Give the user"), outcome.errors.constData()); // what to do
    openToAll(cairn, 0755, 0644);
    QCOMPARE(cairn.run({u"doctor"_s}).exitCode, 0);
}

void TestBadFiles::damagedPagesAreFound()
{
    const CairnProgram cairn;
    prepare(cairn, 1);
    QCOMPARE(cairn.run({u"submit"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 0);
    QFile store(cairn.path(u".cairn/store.sqlite"_s));
    QVERIFY(store.open(QIODevice::ReadWrite));
    QVERIFY(store.size() > 3 * 4096);
    for (qint64 page = 2; page * 4096 < store.size(); ++page) { // the first page stays: it is a store, but a broken one
        store.seek(page * 4096);
        store.write(QByteArray(512, '\xa5'));
    }
    store.close();
    const Outcome doctor = cairn.run({u"doctor"_s});
    QVERIFY2(doctor.exitCode == 1 || doctor.exitCode == 3, (doctor.output + doctor.errors).constData());
    QVERIFY2((doctor.output + doctor.errors).contains("store.sqlite") || doctor.output.contains("malformed"),
             (doctor.output + doctor.errors).constData());
    const Outcome list = cairn.run({u"runs"_s});
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
    cairn.write(u"large.bin"_s, QByteArray(200'000, 'x'));
    QCOMPARE(cairn.run({u"submit"_s, u"p"_s, cairn.path(u"large.bin"_s)}).exitCode, 0);
    const QJsonObject run = cairn.run({u"runs"_s, u"--json"_s}).json().value(0);
    const QString digest = run.value(u"input"_s).toObject().value(u"sha256"_s).toString();
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
    const Outcome doctor = cairn.run({u"doctor"_s});
    QCOMPARE(doctor.exitCode, 1);
    QVERIFY2(doctor.output.contains(digest.left(12).toLatin1()), doctor.output.constData());
    const Outcome shown = cairn.run({u"payload"_s, digest});
    QVERIFY2(shown.exitCode != 0, "damaged bytes were handed out as if they were whole");
    QVERIFY2(shown.errors.contains("payload"), shown.errors.constData());
    QCOMPARE(cairn.run({u"payload"_s, digest, u"-o"_s, cairn.path(u"out.bin"_s)}).exitCode, 3);
    QVERIFY(!QFile::exists(cairn.path(u"out.bin"_s)));
    // nor does a service get them as a whole request
    QVERIFY(cairn.run({u"runner"_s, u"--drain"_s}).exitCode <= 1);
    QCOMPARE(ledger.count(), 0);
}

/// What is no regular file is written to, never replaced by one: `-o /dev/null` must leave a device behind.
void TestBadFiles::payloadIntoAPipe()
{
    const CairnProgram cairn;
    prepare(cairn, 1);
    const Outcome outcome = shell(cairn, u"mkfifo pipe; run=$($CAIRN submit p a.txt); timeout 20 cat pipe > got & "
                                         "timeout 20 $CAIRN payload $run -o pipe; code=$?; wait; test -p pipe && exit $code"_s);
    QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
    QCOMPARE(cairn.read(u"got"_s), QByteArray("some content"));
}

void TestBadFiles::fileThatGrowsWhileRead()
{
    const CairnProgram cairn;
    prepare(cairn, 1);
    cairn.write(u"growing.bin"_s, QByteArray(96 << 20, 'x'));
    std::atomic<bool> ends = false;
    std::thread writer([&] {
        QFile file(cairn.path(u"growing.bin"_s));
        if (!file.open(QIODevice::Append | QIODevice::Unbuffered))
            return;
        while (!ends) {
            file.write("more");
            ::usleep(500);
        }
    });
    const Outcome outcome = cairn.run({u"submit"_s, u"p"_s, cairn.path(u"growing.bin"_s)});
    ends = true;
    writer.join();
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains("growing.bin") && outcome.errors.contains("chang"), outcome.errors.constData());
    QVERIFY(cairn.run({u"runs"_s, u"--json"_s}).json().isEmpty());
    QCOMPARE(cairn.run({u"doctor"_s}).exitCode, 0);
}

void TestBadFiles::unreadableFile()
{
    const CairnProgram cairn;
    cairn.write(u"cairn.yaml"_s, "workspace: test\nencryption: off\n"); // the other user has no key
    prepare(cairn, 1);
    openToAll(cairn, 0777, 0666);
    ::chmod(QFile::encodeName(cairn.path(u"a.txt"_s)).constData(), 0000);
    if (byNobody(cairn, u"--version"_s).exitCode != 0)
        QSKIP("the temporary folder cannot be reached by another user");
    const Outcome outcome = byNobody(cairn, u"submit p \"$1/a.txt\""_s);
    QVERIFY2(outcome.exitCode == 1, (QByteArray::number(outcome.exitCode) + outcome.errors).constData());
    QVERIFY2(outcome.errors.contains("a.txt") && outcome.errors.contains("ermi"), outcome.errors.constData());
}

void TestBadFiles::namesThatAreNoUtf8()
{
    const CairnProgram cairn;
    prepare(cairn, 1);
    for (const char *verb : {"submit", "run"}) {
        const QString script = u"echo x > $'latin-\\xe4.txt'; $CAIRN %1 p $'latin-\\xe4.txt'"_s;
        const Outcome outcome = shell(cairn, script.arg(QLatin1String(verb)));
        QVERIFY2(outcome.exitCode == 1 || outcome.exitCode == 2,
                 (QByteArray::number(outcome.exitCode) + outcome.errors).constData());
        QVERIFY2(outcome.errors.contains("UTF-8") && outcome.errors.contains("latin-"), outcome.errors.constData());
    }
    shell(cairn, u"rm latin-*"_s); // QTemporaryDir cannot
}

void TestBadFiles::watchedFolderTellsOfWhatItCannotTake()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), "input: { watch: inbox, max_size: 1KB }\n");
    cairn.write(u"inbox/empty.txt"_s, "");
    cairn.write(u"inbox/large.txt"_s, QByteArray(2'000, 'x'));
    shell(cairn, u"echo x > $'inbox/latin-\\xe4.txt'; mkdir inbox/folder; mkfifo inbox/pipe; ln -s /etc/passwd inbox/link"_s);
    const auto runner = cairn.start({u"runner"_s});
    QVERIFY(runner->waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    QTest::qWait(2'500); // two more looks into the folder
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    shell(cairn, u"rm inbox/latin-*"_s); // QTemporaryDir cannot
    const QByteArray log = runner->readAllStandardError() + runner->readAllStandardOutput();
    QCOMPARE(ledger.count(), 1);
    QCOMPARE(ledger.entries()[0].bodySize, 0);
    // told once, not at every look
    QVERIFY2(log.count("more than the 1000 that pipeline p takes") == 1, log.constData());
    QVERIFY2(log.count("name is not UTF-8") == 1, log.constData());
    QVERIFY2(!log.contains("inbox/link") && !log.contains("inbox/pipe"), log.constData());
}

/// What was settled stays where it is: the rest must not wait behind it for ever. Files on both sides, whatever order a folder
/// has.
void TestBadFiles::watchedFolderOfManyFiles()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), "input: { watch: inbox, max_size: 1 }\n");
    shell(cairn, u"mkdir inbox; cd inbox; for i in $(seq 20); do echo -n x > first-$i; done; "
                 "for i in $(seq 12000); do echo xx > large-$i; done; for i in $(seq 20); do echo -n x > last-$i; done"_s);
    const auto runner = cairn.start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 40, 200'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
}

void TestBadFiles::refusedFileIsTakenOnceThePipelineTakesIt()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), "input: { watch: inbox, max_size: 1KB }\n");
    cairn.write(u"inbox/large.txt"_s, QByteArray(2'000, 'x'));
    const auto runner = cairn.start({u"runner"_s});
    const auto tells = [&](const QByteArray &what) { return cairn.run({u"events"_s, u"--json"_s}).output.contains(what); };
    QTRY_VERIFY_WITH_TIMEOUT(tells("more than the 1000 that pipeline p takes"), 20'000);
    QByteArray pipeline = cairn.read(u"pipelines/p.yaml"_s).replace("1KB", "1MB").replace("version: 1", "version: 2");
    cairn.write(u"pipelines/p.yaml"_s, pipeline); // as the remedy says
    QCOMPARE(cairn.run({u"apply"_s}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    // one that watches the same folder from now on takes what is there
    cairn.write(u"pipelines/q.yaml"_s, pipeline.replace("pipeline: p", "pipeline: q"));
    QCOMPARE(cairn.run({u"apply"_s}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 2, 20'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    QCOMPARE(ledger.count(), 2); // and the first did not take it twice
}

void TestBadFiles::unreadableFolderAndFileAreTakenOnceReadable()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    cairn.write(u"cairn.yaml"_s, "workspace: test\nencryption: off\n"); // the other user has no key
    prepare(cairn, ledger.port(), "input: { watch: inbox }\n");
    cairn.write(u"inbox/shut.txt"_s, "content");
    openToAll(cairn, 0777, 0666);
    if (byNobody(cairn, u"--version"_s).exitCode != 0)
        QSKIP("the temporary folder cannot be reached by another user");
    const auto setMode = [&](const QString &path, mode_t mode) {
        ::chmod(QFile::encodeName(cairn.path(path)).constData(), mode);
    };
    setMode(u"inbox/shut.txt"_s, 0000);
    setMode(u"inbox"_s, 0000);
    const Outcome doctor = byNobody(cairn, u"doctor"_s);
    QCOMPARE(doctor.exitCode, 1);
    QVERIFY2(doctor.output.contains("pipeline p: takes no files: ") && doctor.output.contains("/inbox: "),
             doctor.output.constData());
    QProcess runner;
    runner.setWorkingDirectory(cairn.path(QString()));
    QStringList words = nobodysProgram() + QStringList{u"runner"_s};
    const QString program = words.takeFirst();
    runner.start(program, words);
    QVERIFY(runner.waitForStarted());
    const auto timesTold = [&](const QByteArray &what) { return cairn.run({u"events"_s, u"--json"_s}).output.count(what); };
    QTRY_COMPARE_WITH_TIMEOUT(timesTold("the watched folder cannot be read"), 1, 20'000);
    setMode(u"inbox"_s, 0755);
    QTRY_COMPARE_WITH_TIMEOUT(timesTold("shut.txt"), 1, 20'000);
    setMode(u"inbox/shut.txt"_s, 0644);
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
    QCOMPARE(cairn.run({u"submit"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 0);
    // A file size limit stands in for a full disk: room for the log's index, but hardly for a row.
    QProcess limited;
    limited.start(u"bash"_s, {u"-c"_s, u"trap '' XFSZ; ulimit -f 36; exec \"$0\" -C \"$1\" runner --grace 200ms"_s,
                              programPath(u"cairn"_s), cairn.path(QString())});
    QVERIFY(limited.waitForStarted());
    QByteArray log;
    const auto hasMetIt = [&] { return (log += limited.readAllStandardError()).contains("disk"); };
    QTRY_VERIFY_WITH_TIMEOUT(hasMetIt() || limited.state() == QProcess::NotRunning, 60'000);
    if (limited.state() == QProcess::Running) {
        limited.terminate();
        QVERIFY(limited.waitForFinished(20'000));
    } else {
        QCOMPARE(limited.exitCode(), 3);
    }
    QCOMPARE(limited.exitStatus(), QProcess::NormalExit);
    log += limited.readAllStandardError();
    QVERIFY2(log.contains("store.sqlite") && log.contains("disk"), log.constData());
    // with room again it goes on; had the answer come before, its key is the same
    const Outcome drained = cairn.run({u"runner"_s, u"--drain"_s});
    QVERIFY2(drained.exitCode == 0, drained.errors.constData());
    QVERIFY(ledger.count() >= 1);
    for (const LedgerEntry &entry : ledger.entries())
        QCOMPARE(entry.key, ledger.entries()[0].key);
    QCOMPARE(cairn.run({u"doctor"_s}).exitCode, 0);
    const QJsonObject run = cairn.run({u"runs"_s, u"--json"_s}).json().value(0);
    QCOMPARE(run.value(u"state"_s).toString(), u"succeeded"_s);
}

QTEST_GUILESS_MAIN(TestBadFiles)
#include "tst_badfiles.moc"
