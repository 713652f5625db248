#include "cairnprogram.h"
#include "ledgerserver.h"

#include "control/audit.h"
#include "security/keyfile.h"
#include "store/sqlitestore.h"

#include <QRandomGenerator>
#include <QTest>

#include <csignal>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// The runner is killed in the middle of an order about many targets, at points counted by what the service and the store have
/// seen: each target is asked for once, what came of each is known in the end, and the audit is sound. CAIRN_KILLS sets the
/// number of kills (15), CAIRN_SEED the seed.
class TestBulkKilled : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachTargetOnce_data();
    void eachTargetOnce();

private:
    static void prepare(const CairnProgram &cairn, quint16 port);
    static std::unique_ptr<StoreReader> read(const CairnProgram &cairn, std::unique_ptr<Store> &store);
    static void judgeEnd(const CairnProgram &cairn, const LedgerServer &ledger);
};

namespace {
constexpr int Files = 240;
}

void TestBulkKilled::prepare(const CairnProgram &cairn, quint16 port)
{
    cairn.write(u"services/api.yaml"_s,
                "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) +
                    "\npolicy: { retry: { attempts: 20, backoff: { initial: 5ms, max: 50ms } }, concurrency: { max: 16 } }\n");
    cairn.write(u"pipelines/work.yaml"_s, "pipeline: work\nversion: 1\nsteps:\n  post:\n    service: api\n    request: { method: "
                                          "POST, path: \"/${{ .input.name }}\", "
                                          "body: { file: \"${{ .input }}\" } }\n");
    QStringList words{u"submit"_s, u"work"_s};
    for (int i = 0; i < Files; ++i) {
        const QString name = u"files/f%1.txt"_s.arg(i);
        cairn.write(name, "content of file " + QByteArray::number(i));
        words.append(cairn.path(name));
    }
    QCOMPARE(cairn.run(words).exitCode, 0);
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 1);
}

std::unique_ptr<StoreReader> TestBulkKilled::read(const CairnProgram &cairn, std::unique_ptr<Store> &store)
{
    auto opened = openSqliteStore({cairn.path(u".cairn"_s), false, std::make_shared<KeyFile>(KeyFile::userFolder())});
    if (!opened)
        qFatal("%s", qPrintable(describe(opened.error())));
    store = std::move(*opened);
    return std::move(*store->reader());
}

void TestBulkKilled::judgeEnd(const CairnProgram &cairn, const LedgerServer &ledger)
{
    std::unique_ptr<Store> store;
    const auto reader = read(cairn, store);
    const Bulk bulk = reader->bulk(1).value();
    QCOMPARE(bulk.state, BulkState::Done);
    QCOMPARE(bulk.counts, (BulkCounts{Files, 0, Files, 0, 0}));
    QSet<RunId> runs;
    const auto commands = reader->commandsOfBulk(1, std::nullopt, 0, 10'000).value();
    for (const Command &command : commands) {
        QVERIFY2(!runs.contains(command.run), "a target was asked for twice");
        runs.insert(command.run);
        QCOMPARE(command.outcome, CommandOutcome::Passed);
        int letGo = 0;
        const RunHistory history = reader->history(command.run).value();
        for (const Checkpoint &checkpoint : history.checkpoints)
            letGo += checkpoint.state == StepState::Ready && checkpoint.actor == command.actor;
        QVERIFY2(letGo == 1, "a command was carried out twice");
    }
    QCOMPARE(runs.size(), Files);
    QHash<QByteArray, QByteArray> keys; // one key per file, whatever was repeated
    const auto requests = ledger.entries();
    for (const LedgerEntry &entry : requests)
        QCOMPARE(keys.contains(entry.path) ? keys.value(entry.path) : keys[entry.path] = entry.key, entry.key);
    const auto verdict = verifyAudit(*reader, {});
    QVERIFY(verdict && verdict->isSound());
    QHash<QString, int> actions;
    const auto entries = reader->auditEntries(0, 100'000).value();
    for (const AuditEntry &entry : entries)
        ++actions[entry.action];
    QCOMPARE(actions.value(u"bulk.retry"_s), 1);
    QCOMPARE(actions.value(u"command.retry"_s), Files);
    QCOMPARE(actions.value(u"command.retry.done"_s), Files);
    QCOMPARE(actions.value(u"bulk.retry.done"_s), 1);
}

void TestBulkKilled::eachTargetOnce_data()
{
    QTest::addColumn<bool>("canary");
    QTest::newRow("plain") << false;
    QTest::newRow("canary") << true;
}

void TestBulkKilled::eachTargetOnce()
{
    QFETCH(bool, canary);
    const int kills = qEnvironmentVariableIntValue("CAIRN_KILLS") > 0 ? qEnvironmentVariableIntValue("CAIRN_KILLS") : 15;
    const quint32 seed = qEnvironmentVariableIsSet("CAIRN_SEED") ? qEnvironmentVariable("CAIRN_SEED").toUInt()
                                                                 : QRandomGenerator::global()->generate();
    qInfo("seed %u, %d kills", seed, kills);
    QRandomGenerator random(seed);
    std::atomic<bool> mended = false;
    std::atomic<qint64> victim = 0;
    std::atomic<int> killAt = 0; // number of the request at whose arrival it dies
    LedgerServer ledger([&](const LedgerEntry &, int number) {
        LedgerAnswer answer;
        answer.status = mended ? 200 : 400;
        if (number == killAt && victim > 0)
            ::kill(pid_t(victim.load()), SIGKILL);
        return answer;
    });
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    mended = true;
    QStringList order{u"retry"_s, u"--where"_s, u"state:blocked"_s, u"--yes"_s, u"--no-wait"_s};
    if (canary)
        order.append(u"--canary"_s);
    QCOMPARE(cairn.run(order).exitCode, 0);

    int killed = 0;
    std::unique_ptr<Store> store;
    const auto reader = read(cairn, store);
    for (int starts = 0; killed < kills && starts < 4 * kills && reader->bulk(1)->state == BulkState::Running; ++starts) {
        const bool atRequest = random.bounded(2) == 0;
        const qint64 askedBefore = reader->bulk(1)->counts.asked;
        killAt = atRequest ? ledger.count() + 1 + int(random.bounded(Files / kills)) : 0;
        const auto runner = cairn.start({u"runner"_s, u"--drain"_s});
        QVERIFY(runner->waitForStarted());
        victim = runner->processId();
        // at the other moments it dies as soon as it has asked for the next targets, before or while it carries them out
        while (!atRequest && runner->state() == QProcess::Running && reader->bulk(1)->counts.asked == askedBefore &&
               askedBefore < Files)
            runner->waitForFinished(1);
        if (!atRequest && runner->state() == QProcess::Running)
            runner->kill();
        QVERIFY(runner->waitForFinished(120'000));
        killed += runner->exitStatus() == QProcess::CrashExit;
    }
    QVERIFY2(killed > kills / 3, "hardly any kill hit a running runner");
    victim = 0;
    const auto last = cairn.run({u"runner"_s, u"--drain"_s}, 120'000);
    QVERIFY2(last.exitCode == 0, last.errors.constData());
    judgeEnd(cairn, ledger);
    qInfo("%d kills, %d requests for %d retries", killed, ledger.count() - Files, Files);
}

QTEST_GUILESS_MAIN(TestBulkKilled)
#include "tst_bulkkilled.moc"
