#include "cairnprogram.h"
#include "ledgerserver.h"

#include "security/keyfile.h"
#include "store/sqlitestore.h"

#include <QRandomGenerator>
#include <QTest>

#include <csignal>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// The runner is killed again and again, at points chosen by the number of requests that the service has seen; a ledger outside
/// of Cairn judges. CAIRN_KILLS sets the number of kills (25), CAIRN_SEED the seed.
class TestKilled : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goesOnFromWhereItWas();
    void aWaitingCommandTakesOver();
    void aCommandThatHasEndedIsReplaced();

private:
    static constexpr int FilesPerKill = 8;
    static constexpr int Steps = 4;

    void prepare(const CairnProgram &cairn, quint16 port, int files);
    QSet<QByteArray> checkpointedKeys(const CairnProgram &cairn);
    void judgeEnd(const CairnProgram &cairn, const LedgerServer &ledger, int files);
};

void TestKilled::prepare(const CairnProgram &cairn, quint16 port, int files)
{
    cairn.write(u"services/api.yaml"_s,
                "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) +
                    "\npolicy: { retry: { attempts: 20, backoff: { initial: 5ms, max: 50ms } }, concurrency: { max: 16 } }\n");
    QByteArray yaml = "pipeline: work\nversion: 1\nsteps:\n";
    for (int i = 1; i <= Steps; ++i) {
        yaml += "  s" + QByteArray::number(i) + ":\n";
        if (i > 1)
            yaml += "    needs: [s" + QByteArray::number(i - 1) + "]\n";
        yaml += "    service: api\n    request: { method: POST, path: \"/s" + QByteArray::number(i) +
                "/${{ .input.name }}\", body: { file: \"${{ .input }}\" } }\n";
    }
    yaml += "  out:\n    needs: [s4]\n    deliver: { to: outbox, name: \"${{ .input.name }}\", content: \"${{ .input }}\" }\n";
    cairn.write(u"pipelines/work.yaml"_s, yaml);
    if (files == 0)
        return;
    QStringList words{u"submit"_s, u"work"_s};
    for (int i = 0; i < files; ++i) {
        const QString name = u"files/f%1.txt"_s.arg(i);
        cairn.write(name,
                    "content of file " + QByteArray::number(i) + QByteArray(i % 7 == 0 ? 100'000 : 200, 'a' + char(i % 26)));
        words.append(cairn.path(name));
    }
    const auto submitted = cairn.run(words);
    QVERIFY2(submitted.exitCode == 0, submitted.errors.constData());
}

/// Idempotency keys of all steps that the store says are done.
QSet<QByteArray> TestKilled::checkpointedKeys(const CairnProgram &cairn)
{
    QSet<QByteArray> keys;
    const auto store = openSqliteStore({cairn.path(u".cairn"_s), false, std::make_shared<KeyFile>(KeyFile::userFolder())});
    if (!store)
        qFatal("%s", qPrintable(describe(store.error())));
    const auto reader = (*store)->reader();
    const auto runs = (*reader)->runs({}, {}, 1'000'000);
    for (const RunRecord &run : *runs) {
        const auto history = (*reader)->history(run.id);
        for (const Attempt &attempt : history->attempts) {
            if (attempt.decision == Action::Succeed)
                keys.insert(attempt.idempotencyKey.toLatin1());
        }
    }
    return keys;
}

void TestKilled::judgeEnd(const CairnProgram &cairn, const LedgerServer &ledger, int files)
{
    const auto runs = cairn.run({u"runs"_s, u"--json"_s, u"--limit"_s, u"0"_s}).json();
    QCOMPARE(int(runs.size()), files);
    for (const QJsonObject &run : runs)
        QCOMPARE(run.value(u"state"_s).toString(), u"succeeded"_s);
    for (int i = 0; i < files; ++i) {
        const QString name = u"f%1.txt"_s.arg(i);
        QCOMPARE(cairn.read(u"outbox/"_s + name), cairn.read(u"files/"_s + name));
    }
    // one key per file and step, and every repeat of a key carried the same bytes
    QHash<QByteArray, QByteArray> bodies;
    for (const LedgerEntry &entry : ledger.entries()) {
        QVERIFY(!entry.key.isEmpty());
        const QByteArray before = bodies.value(entry.key, entry.path + entry.bodySha256);
        QCOMPARE(entry.path + entry.bodySha256, before);
        bodies.insert(entry.key, before);
    }
    QCOMPARE(int(bodies.size()), files * Steps);
    const auto doctor = cairn.run({u"doctor"_s});
    QVERIFY2(doctor.exitCode == 0, doctor.output.constData());
}

void TestKilled::goesOnFromWhereItWas()
{
    const int kills = qEnvironmentVariableIntValue("CAIRN_KILLS") > 0 ? qEnvironmentVariableIntValue("CAIRN_KILLS") : 25;
    const quint32 seed = qEnvironmentVariableIsSet("CAIRN_SEED") ? qEnvironmentVariable("CAIRN_SEED").toUInt()
                                                                 : QRandomGenerator::global()->generate();
    qInfo("seed %u, %d kills", seed, kills);
    QRandomGenerator random(seed);

    std::atomic<qint64> victim = 0; // process id of the runner
    std::atomic<int> killAt = 0;    // number of the request at whose arrival it dies
    std::atomic<bool> before = true;
    const auto kill = [](qint64 process) {
        if (process > 0)
            ::kill(pid_t(process), SIGKILL);
    };
    LedgerServer ledger([&](const LedgerEntry &, int number) {
        LedgerAnswer answer;
        if (number % 17 == 0)
            answer.status = 503;
        if (number == killAt && before) // the effect has happened, the answer never leaves
            kill(victim);
        else if (number == killAt + 1 && !before) // the answer is on its way, its checkpoint perhaps not yet
            kill(victim);
        return answer;
    });
    const CairnProgram cairn;
    const int files = std::min(kills * FilesPerKill, 2'000);
    prepare(cairn, ledger.port(), files);

    int killed = 0;
    while (killed < kills) {
        const QSet<QByteArray> done = checkpointedKeys(cairn);
        const int seen = ledger.count();
        if (done.size() == files * Steps)
            break;
        before = random.bounded(2) == 0;
        killAt = seen + 1 + int(random.bounded(std::max(1, files * Steps / kills)));
        const auto runner = cairn.start({u"runner"_s, u"--drain"_s});
        QVERIFY(runner->waitForStarted());
        victim = runner->processId();
        QVERIFY(runner->waitForFinished(120'000));
        killed += runner->exitStatus() == QProcess::CrashExit;
        const QList<LedgerEntry> entries = ledger.entries();
        for (qsizetype i = seen; i < entries.size(); ++i)
            QVERIFY2(!done.contains(entries[i].key), "a checkpointed step was sent again");
    }
    QVERIFY2(killed > kills / 2, "hardly any kill hit a running runner");
    const auto last = cairn.run({u"runner"_s, u"--drain"_s}, 120'000);
    QVERIFY2(last.exitCode == 0, last.errors.constData());
    judgeEnd(cairn, ledger, files);
    qInfo("%d kills, %d requests for %d steps", killed, ledger.count(), files * Steps);
}

/// `cairn run` beside a runner only watches; when that one is killed it carries its runs itself.
void TestKilled::aWaitingCommandTakesOver()
{
    std::atomic<qint64> victim = 0;
    LedgerServer ledger([&](const LedgerEntry &, int number) {
        if (number == 1 && victim > 0)
            ::kill(pid_t(victim.load()), SIGKILL);
        return LedgerAnswer();
    });
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), 0);
    const auto runner = cairn.start({u"runner"_s});
    QVERIFY(runner->waitForStarted());
    victim = runner->processId();
    const auto isCarried = [&] { return cairn.run({u"status"_s, u"--json"_s}).json().value(0).value(u"runner"_s); };
    QTRY_VERIFY_WITH_TIMEOUT(isCarried().isString(), 20'000);
    cairn.write(u"a.txt"_s, "content");
    const Outcome outcome = cairn.run({u"run"_s, u"work"_s, cairn.path(u"a.txt"_s)}, 30'000);
    QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
    // on a busy machine the other one may have ended before the command looked whether there is one
    QVERIFY2(outcome.output.contains("carried here now") == outcome.output.contains("it carries these runs"),
             outcome.output.constData());
    QVERIFY(runner->waitForFinished());
    QCOMPARE(runner->exitStatus(), QProcess::CrashExit);
    QCOMPARE(cairn.read(u"outbox/a.txt"_s), QByteArray("content"));
}

/// One that carries the runs of another as well ends with its own; the other goes on with what is left.
void TestKilled::aCommandThatHasEndedIsReplaced()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        LedgerAnswer answer;
        answer.delayMs = entry.path.contains("slow") ? 500 : 200;
        return answer;
    });
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), 0);
    const auto begin = [&](const QString &name) {
        cairn.write(name, "content");
        return cairn.start({u"run"_s, u"work"_s, cairn.path(name)});
    };
    const auto first = begin(u"quick.txt"_s);
    QTRY_VERIFY_WITH_TIMEOUT(ledger.count() > 0, 20'000);
    const auto second = begin(u"slow.txt"_s);
    for (QProcess *command : {first.get(), second.get()}) {
        QVERIFY(command->waitForFinished(30'000));
        QVERIFY2(command->exitCode() == 0, command->readAllStandardError().constData());
    }
    QCOMPARE(ledger.count(), 2 * Steps);
}

QTEST_GUILESS_MAIN(TestKilled)
#include "tst_killed.moc"
