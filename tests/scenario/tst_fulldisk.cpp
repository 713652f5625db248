#include "workspacetest.h"

#include <QDir>
#include <QFile>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// A disk that is full is no failure of a step: what could not be written is written once there is room, and uses up no attempt.
class TestFullDisk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void deliveriesWaitForRoom();
    void nothingIsWrittenToAnOutboxThatIsTooSmall();
    void answersThatCouldNotBeKeptAreAskedForOnceThereIsAsMuch();
    void aServiceIsNotAskedWithoutEndForWhatItHasGiven_data();
    void aServiceIsNotAskedWithoutEndForWhatItHasGiven();
    void requestsThatCouldNotBeKeptAreSentOnceThereIsRoom();
    void atAServiceThatIsNotIdempotentTheyAreNot();
    void answersToPollsWaitForRoom();
    void pollsWaitNoLongerThanTheyMay();
    void answersThatWouldSettleADoubtAreNotAskedForWithoutEnd();

private:
    /// A runner for which writes to files whose path holds `part` find no room until setRoom(). `free`: bytes that the disk says
    /// it has until then; -1: it tells the truth.
    static std::unique_ptr<QProcess> startRunner(const OneServiceWorkspace &workspace, const QString &part, qint64 free = -1);
    static std::unique_ptr<QProcess> start(const OneServiceWorkspace &workspace, const QString &part, qint64 free,
                                           const QString &command);
    static void setRoom(const OneServiceWorkspace &workspace) { QFile::remove(workspace.cairn().path(u"full"_s)); }
    static void stop(QProcess &runner);
    static QJsonObject stepOf(const OneServiceWorkspace &workspace, const QString &step);
    /// Of the policy's, as the last checkpoint has it.
    static int attemptsUsed(const OneServiceWorkspace &workspace);
    static QStringList incidents(const OneServiceWorkspace &workspace, const QByteArray &state);
};

namespace {

constexpr int Large = 3'000'000;
const QByteArray Post =
    "  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n";

/// Takes a job up, or fails to, and is large where it is asked about it.
LedgerServer::Behaviour largeToQuestions(LedgerAnswer::End end = LedgerAnswer::End::Normal)
{
    return [end](const LedgerEntry &entry, int) {
        LedgerAnswer answer = jsonAnswer("{\"id\":1}");
        answer.end = end;
        if (entry.method == "POST")
            return answer;
        return LedgerAnswer{200, QByteArray(Large, 'x'), "Content-Type: application/octet-stream\r\n"};
    };
}

/// But to a file that is to be answered shortly.
LedgerAnswer large(const LedgerEntry &entry, int)
{
    LedgerAnswer answer;
    if (entry.body == "short")
        return answer;
    answer.body = QByteArray(Large, 'x');
    answer.extraHeaders = "Content-Type: application/octet-stream\r\n";
    return answer;
}

} // namespace

void TestFullDisk::initTestCase()
{
    QVERIFY2(QFile::exists(programPath(u"libcairn-full-disk.so"_s)), "the library that fills the disk is not built");
}

std::unique_ptr<QProcess> TestFullDisk::startRunner(const OneServiceWorkspace &workspace, const QString &part, qint64 free)
{
    return start(workspace, part, free, u"runner"_s);
}

std::unique_ptr<QProcess> TestFullDisk::start(const OneServiceWorkspace &workspace, const QString &part, qint64 free,
                                              const QString &command)
{
    workspace.cairn().write(u"full"_s, "yes");
    qputenv("LD_PRELOAD", programPath(u"libcairn-full-disk.so"_s).toLocal8Bit());
    qputenv("ASAN_OPTIONS", "verify_asan_link_order=0");
    qputenv("CAIRN_FULL_AT", part.toLocal8Bit());
    qputenv("CAIRN_FULL_WHILE", workspace.cairn().path(u"full"_s).toLocal8Bit());
    qputenv("CAIRN_FULL_FREE", free < 0 ? QByteArray() : QByteArray::number(free));
    auto program = workspace.cairn().start({command});
    std::ignore = program->waitForStarted();
    for (const char *name : {"LD_PRELOAD", "ASAN_OPTIONS", "CAIRN_FULL_AT", "CAIRN_FULL_WHILE", "CAIRN_FULL_FREE"})
        qunsetenv(name);
    return program;
}

void TestFullDisk::stop(QProcess &runner)
{
    runner.terminate();
    QVERIFY(runner.waitForFinished(20'000));
    QCOMPARE(runner.exitStatus(), QProcess::NormalExit);
}

QJsonObject TestFullDisk::stepOf(const OneServiceWorkspace &workspace, const QString &step)
{
    for (const QJsonValue &row : workspace.show().value(u"steps"_s).toArray()) {
        if (row[u"id"_s] == step)
            return row.toObject();
    }
    return {};
}

int TestFullDisk::attemptsUsed(const OneServiceWorkspace &workspace)
{
    return workspace.show().value(u"checkpoints"_s).toArray().last()[u"attempts"_s].toInt(-1);
}

/// In the words of `cairn incident list`: what they are about.
QStringList TestFullDisk::incidents(const OneServiceWorkspace &workspace, const QByteArray &state)
{
    QStringList found;
    for (const QJsonObject &incident : workspace.cairn({"incident", "list", "--json", "--state", state}).json())
        found.append(incident.value(u"step"_s).toString() + u' ' + incident.value(u"category"_s).toString());
    return found;
}

void TestFullDisk::deliveriesWaitForRoom()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(
        ledger.port(), "  out:\n    deliver: { to: outbox, name: \"${{ .input.name }}\", content: \"${{ .input }}\" }\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = startRunner(workspace, u"/outbox/"_s);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"waiting_retry"_s, 20'000);
    const QJsonObject waiting = stepOf(workspace, u"out"_s);
    QVERIFY2(waiting.value(u"cause"_s).toString().contains("No space left"_L1), qPrintable(waiting.value(u"cause"_s).toString()));
    QCOMPARE(attemptsUsed(workspace), 0);
    QVERIFY(workspace.cairn().read(u"outbox/a.txt"_s).isEmpty());
    setRoom(workspace);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"succeeded"_s, 20'000);
    QCOMPARE(workspace.cairn().read(u"outbox/a.txt"_s), QByteArray("some content"));
    stop(*runner);
}

/// Told as an incident, in the log and by the doctor; and each try is no row more in a store that may be on the same disk.
void TestFullDisk::nothingIsWrittenToAnOutboxThatIsTooSmall()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(
        ledger.port(), "  out:\n    deliver: { to: outbox, name: \"${{ .input.name }}\", content: \"${{ .input }}\" }\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = startRunner(workspace, u"/nowhere/"_s, 0);
    QTRY_COMPARE_WITH_TIMEOUT(incidents(workspace, "open"), QStringList(u"out internal"_s), 20'000);
    const auto nextTry = [&] { return workspace.show().value(u"next_at"_s).toString(); };
    const QString before = nextTry();
    QTRY_VERIFY_WITH_TIMEOUT(nextTry() > before, 20'000);
    const QJsonObject run = workspace.show();
    QCOMPARE(run.value(u"state"_s).toString(), u"waiting_retry"_s);
    QCOMPARE(run.value(u"checkpoints"_s).toArray().size(), 2);
    QVERIFY(QDir(workspace.cairn().path(u"outbox"_s)).isEmpty(QDir::Files | QDir::Hidden)); // not even a part
    const auto doctor = start(workspace, u"/nowhere/"_s, 0, u"doctor"_s);
    QVERIFY(doctor->waitForFinished(20'000));
    const QByteArray findings = doctor->readAllStandardOutput();
    QVERIFY2(doctor->exitCode() != 0 && findings.contains("outbox outbox") && findings.contains("0 MiB free"),
             findings.constData());
    setRoom(workspace);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"succeeded"_s, 20'000);
    QCOMPARE(incidents(workspace, "resolved"), QStringList(u"out internal"_s));
    stop(*runner);
    QCOMPARE(runner->readAllStandardError().count("No space left"), 1);
}

/// Its service is asked once in vain; others are asked meanwhile.
void TestFullDisk::answersThatCouldNotBeKeptAreAskedForOnceThereIsAsMuch()
{
    LedgerServer ledger(large);
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = startRunner(workspace, u"/payloads/tmp/"_s, Large - 100'000);
    QTRY_COMPARE_WITH_TIMEOUT(incidents(workspace, "open"), QStringList(u"post internal"_s), 20'000);
    QCOMPARE(workspace.state(), u"waiting_retry"_s);
    QCOMPARE(attemptsUsed(workspace), 0);
    QVERIFY(stepOf(workspace, u"post"_s).value(u"cause"_s).toString().contains(QString::number(Large)));
    const QString waiting = workspace.id();
    workspace.cairn().write(u"b.txt"_s, "short");
    QCOMPARE(workspace.cairn({"submit", "p", "b.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"succeeded"_s, 20'000);
    const auto stateOf = [&] { return workspace.show(waiting).value(u"state"_s).toString(); };
    QCOMPARE(stateOf(), u"waiting_retry"_s);
    QCOMPARE(ledger.count(), 2);
    setRoom(workspace);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(), u"succeeded"_s, 60'000);
    QCOMPARE(ledger.count(), 3);
    QCOMPARE(ledger.entries()[0].key, ledger.entries()[2].key);
    const QJsonObject run = workspace.show(waiting);
    QCOMPARE(run.value(u"attempts"_s).toArray().size(), 2); // both are told
    QCOMPARE(run.value(u"checkpoints"_s).toArray().last()[u"attempts"_s].toInt(), 1);
    QCOMPARE(incidents(workspace, "resolved"), QStringList(u"post internal"_s));
    stop(*runner);
}

void TestFullDisk::aServiceIsNotAskedWithoutEndForWhatItHasGiven_data()
{
    QTest::addColumn<bool>("tellsLength");
    QTest::addColumn<int>("requests");
    QTest::newRow("there is room, but not for us") << true << 1 + 3; // the policy's attempts
    QTest::newRow("nobody knows how much it takes") << false << 3;
}

void TestFullDisk::aServiceIsNotAskedWithoutEndForWhatItHasGiven()
{
    QFETCH(bool, tellsLength);
    QFETCH(int, requests);
    LedgerServer ledger([tellsLength](const LedgerEntry &entry, int number) {
        LedgerAnswer answer = large(entry, number);
        if (!tellsLength)
            answer.end = LedgerAnswer::End::WholeWithoutLength;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = startRunner(workspace, u"/payloads/tmp/"_s);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"blocked"_s, 30'000);
    QCOMPARE(ledger.count(), requests);
    QCOMPARE(attemptsUsed(workspace), 3);
    stop(*runner);
}

void TestFullDisk::requestsThatCouldNotBeKeptAreSentOnceThereIsRoom()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(
        ledger.port(), "  post:\n    service: api\n"
                       "    request: { method: POST, path: /post, body: { json: { all: \"${{ [range(20000)] }}\" } } }\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = startRunner(workspace, u"/payloads/tmp/"_s);
    QByteArray log;
    const auto timesTold = [&] { return (log += runner->readAllStandardError()).count("waits for room"); };
    QTRY_COMPARE_WITH_TIMEOUT(timesTold(), 1, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(incidents(workspace, "open"), QStringList(u"post internal"_s), 20'000);
    QCOMPARE(timesTold(), 1);
    QCOMPARE(ledger.count(), 0);
    QCOMPARE(workspace.state(), u"waiting_retry"_s);
    setRoom(workspace);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"succeeded"_s, 20'000);
    QCOMPARE(ledger.count(), 1);
    stop(*runner);
}

void TestFullDisk::atAServiceThatIsNotIdempotentTheyAreNot()
{
    LedgerServer ledger(large);
    const OneServiceWorkspace workspace(ledger.port(), Post, "idempotent: false\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = startRunner(workspace, u"/payloads/tmp/"_s);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"outcome_unknown"_s, 20'000);
    const QString cause = stepOf(workspace, u"post"_s).value(u"cause"_s).toString();
    QVERIFY2(cause.contains("No space left"_L1) && !cause.contains("goes on by itself"_L1), qPrintable(cause));
    setRoom(workspace);
    stop(*runner);
    std::ignore = workspace.drain();
    QCOMPARE(workspace.state(), u"outcome_unknown"_s);
    QCOMPARE(ledger.count(), 1);
}

/// Told as an incident; and each question is no row more in a store that may be on the same disk.
void TestFullDisk::answersToPollsWaitForRoom()
{
    LedgerServer ledger(largeToQuestions());
    const OneServiceWorkspace workspace(
        ledger.port(), Post + "    await: { poll: { path: /job, every: 100ms, until: '.status == 200' }, timeout: 1h }\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = startRunner(workspace, u"/payloads/tmp/"_s);
    QTRY_COMPARE_WITH_TIMEOUT(incidents(workspace, "open"), QStringList(u"post internal"_s), 20'000);
    const int asked = countOf(ledger, "GET");
    QTRY_VERIFY_WITH_TIMEOUT(countOf(ledger, "GET") > asked, 20'000);
    const QJsonObject run = workspace.show();
    QCOMPARE(run.value(u"state"_s).toString(), u"waiting_callback"_s);
    QCOMPARE(run.value(u"checkpoints"_s).toArray().size(), 3);
    QCOMPARE(run.value(u"attempts"_s).toArray().size(), 2);
    QCOMPARE(attemptsUsed(workspace), 0);
    setRoom(workspace);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"succeeded"_s, 20'000);
    QCOMPARE(incidents(workspace, "resolved"), QStringList(u"post internal"_s));
    QCOMPARE(countOf(ledger, "POST"), 1);
    stop(*runner);
}

void TestFullDisk::pollsWaitNoLongerThanTheyMay()
{
    LedgerServer ledger(largeToQuestions());
    const OneServiceWorkspace workspace(
        ledger.port(), Post + "    await: { poll: { path: /job, every: 100ms, until: '.status == 200' }, timeout: 3s }\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = startRunner(workspace, u"/payloads/tmp/"_s);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"blocked"_s, 20'000);
    QCOMPARE(workspace.show().value(u"category"_s).toString(), u"timeout"_s);
    const QString cause = workspace.show().value(u"cause"_s).toString();
    QVERIFY2(cause.contains("not done within 3s"_L1) && cause.contains("No space left"_L1), qPrintable(cause));
    setRoom(workspace);
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0); // it is asked about
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"succeeded"_s, 20'000);
    QCOMPARE(countOf(ledger, "POST"), 1);
    stop(*runner);
}

/// They count as answers that cannot tell.
void TestFullDisk::answersThatWouldSettleADoubtAreNotAskedForWithoutEnd()
{
    LedgerServer ledger(largeToQuestions(LedgerAnswer::End::ResetBeforeReply));
    const OneServiceWorkspace workspace(
        ledger.port(), Post + "    reconcile: { path: /post, happened: '.status == 200', not_happened: '.status == 404' }\n",
        "idempotent: false\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = startRunner(workspace, u"/payloads/tmp/"_s);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"outcome_unknown"_s, 20'000);
    QCOMPARE(countOf(ledger, "GET"), 3); // as often as the service's policy tries anything
    const QString reason = workspace.show().value(u"checkpoints"_s).toArray().last()[u"reason"_s].toString();
    QVERIFY2(reason.contains("No space left"_L1) && reason.contains("a person must"_L1), qPrintable(reason));
    setRoom(workspace);
    stop(*runner);
    QCOMPARE(countOf(ledger, "POST"), 1);
}

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_fulldisk.moc"
