#include "workspacetest.h"

#include <QElapsedTimer>
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
    void answersThatCouldNotBeKeptAreAskedForAgain();
    void requestsThatCouldNotBeKeptAreSentOnceThereIsRoom();
    void atAServiceThatIsNotIdempotentTheyAreNot();

private:
    /// A runner for which writes to files whose path holds `part` find no room until setRoom().
    static std::unique_ptr<QProcess> startRunner(const OneServiceWorkspace &workspace, const QString &part);
    static void setRoom(const OneServiceWorkspace &workspace) { QFile::remove(workspace.cairn().path(u"full"_s)); }
    static void stop(QProcess &runner);
    static QJsonObject stepOf(const OneServiceWorkspace &workspace, const QString &step);
    /// Of the policy's, as the last checkpoint has it.
    static int attemptsUsed(const OneServiceWorkspace &workspace);
};

namespace {

constexpr int Large = 3'000'000;
const QByteArray Post = "  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n";

LedgerAnswer large(const LedgerEntry &, int)
{
    LedgerAnswer answer;
    answer.body = QByteArray(Large, 'x');
    answer.extraHeaders = "Content-Type: application/octet-stream\r\n";
    return answer;
}

} // namespace

void TestFullDisk::initTestCase()
{
    QVERIFY2(QFile::exists(programPath(u"libcairn-full-disk.so"_s)), "the library that fills the disk is not built");
}

std::unique_ptr<QProcess> TestFullDisk::startRunner(const OneServiceWorkspace &workspace, const QString &part)
{
    workspace.cairn().write(u"full"_s, "yes");
    qputenv("LD_PRELOAD", programPath(u"libcairn-full-disk.so"_s).toLocal8Bit());
    qputenv("ASAN_OPTIONS", "verify_asan_link_order=0");
    qputenv("CAIRN_FULL_AT", part.toLocal8Bit());
    qputenv("CAIRN_FULL_WHILE", workspace.cairn().path(u"full"_s).toLocal8Bit());
    auto runner = workspace.cairn().start({u"runner"_s});
    std::ignore = runner->waitForStarted();
    for (const char *name : {"LD_PRELOAD", "ASAN_OPTIONS", "CAIRN_FULL_AT", "CAIRN_FULL_WHILE"})
        qunsetenv(name);
    return runner;
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

void TestFullDisk::answersThatCouldNotBeKeptAreAskedForAgain()
{
    LedgerServer ledger(large);
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QElapsedTimer timer;
    timer.start();
    const auto runner = startRunner(workspace, u"/payloads/tmp/"_s);
    QTRY_VERIFY_WITH_TIMEOUT(ledger.count() >= 4, 30'000); // more than the policy's attempts
    QVERIFY2(timer.elapsed() > 1'000 + 2'000 + 4'000 - 500, qPrintable(QString::number(timer.elapsed())));
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"waiting_retry"_s, 20'000);
    QCOMPARE(attemptsUsed(workspace), 0);
    setRoom(workspace);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"succeeded"_s, 60'000);
    QCOMPARE(attemptsUsed(workspace), 1);
    const QList<LedgerEntry> entries = ledger.entries();
    for (const LedgerEntry &entry : entries)
        QCOMPARE(entry.key, entries[0].key);
    QCOMPARE(workspace.show().value(u"attempts"_s).toArray().size(), entries.size()); // all of them are told
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
    const auto timesTold = [&] { return (log += runner->readAllStandardError()).count("the store cannot be used"); };
    QTRY_COMPARE_WITH_TIMEOUT(timesTold(), 1, 20'000);
    QCOMPARE(ledger.count(), 0);
    QVERIFY(workspace.state() != u"blocked"_s);
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

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_fulldisk.moc"
