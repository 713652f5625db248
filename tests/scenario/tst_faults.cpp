#include "cairnprogram.h"
#include "ledgerserver.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace cairn::testing;
using End = LedgerAnswer::End;

/// The real program against a service that misbehaves; the service's ledger and Cairn's records must tell the same story.
class TestFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachAttemptIsSentOnce_data();
    void eachAttemptIsSentOnce();
    void whatIsNoJsonIsNoSuccess_data();
    void whatIsNoJsonIsNoSuccess();
    void failuresPassWithRetries_data();
    void failuresPassWithRetries();
    void retryAfterIsKept();
    void unknownOutcomeAsksAPerson();
    void blockedRunGoesOnAfterRetry();
    void cancelledRunStaysCancelled();
    void secondRunnerIsTurnedAway();
    void watchedFilesAreTakenOnce();
    void sigtermLetsTheAnswerIn();

private:
    static void prepare(const CairnProgram &cairn, quint16 port, const QByteArray &service = {}, const QByteArray &idle = "20s");
    static QJsonObject onlyRun(const CairnProgram &cairn);
    static QJsonObject shown(const CairnProgram &cairn);
};

void TestFaults::prepare(const CairnProgram &cairn, quint16 port, const QByteArray &service, const QByteArray &idle)
{
    cairn.write(u"services/api.yaml"_s, "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) + "\n" + service +
                                            "policy: { timeout: { idle: " + idle +
                                            " }, retry: { attempts: 3, backoff: { initial: 10ms, max: 20ms } } }\n");
    cairn.write(u"pipelines/p.yaml"_s,
                "pipeline: p\nversion: 1\ninput: { watch: inbox, match: \"*.txt\" }\nsteps:\n"
                "  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n"
                "    response: { expect: \".body.ok == true\" }\n"
                "  out:\n    needs: [post]\n    deliver: { to: outbox, name: \"${{ .input.name }}\", content: \"${{ "
                ".steps.post.body }}\" }\n");
    cairn.write(u"a.txt"_s, "some content");
}

QJsonObject TestFaults::onlyRun(const CairnProgram &cairn)
{
    return cairn.run({u"runs"_s, u"--json"_s}).json().value(0);
}

QJsonObject TestFaults::shown(const CairnProgram &cairn)
{
    return cairn.run({u"show"_s, onlyRun(cairn).value(u"id"_s).toString(), u"--json"_s}).json().value(0);
}

void TestFaults::eachAttemptIsSentOnce_data()
{
    QTest::addColumn<int>("end");
    QTest::addColumn<QString>("category");
    QTest::newRow("reset after reading") << int(End::ResetBeforeReply) << u"network"_s;
    QTest::newRow("closed after reading") << int(End::CloseBeforeReply) << u"network"_s;
    QTest::newRow("answer cut short") << int(End::Truncate) << u"network"_s;
    QTest::newRow("answer cut short, without a length") << int(End::CutWithoutLength) << u"network"_s;
    QTest::newRow("no answer") << int(End::Silent) << u"timeout"_s;
}

void TestFaults::eachAttemptIsSentOnce()
{
    QFETCH(int, end);
    QFETCH(QString, category);
    LedgerServer ledger([end](const LedgerEntry &, int) {
        LedgerAnswer answer;
        answer.end = End(end);
        return answer;
    });
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), {}, End(end) == End::Silent ? "500ms" : "20s");
    const Outcome run = cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)});
    QCOMPARE(run.exitCode, 1);
    const QJsonObject detail = shown(cairn);
    QCOMPARE(detail.value(u"state"_s).toString(), u"blocked"_s);
    QCOMPARE(detail.value(u"category"_s).toString(), category);
    const QJsonArray attempts = detail.value(u"attempts"_s).toArray();
    QCOMPARE(int(attempts.size()), 3);
    QCOMPARE(ledger.count(), 3);
    for (int i = 0; i < 3; ++i) {
        const QJsonObject attempt = attempts[i].toObject();
        QCOMPARE(attempt.value(u"idempotency_key"_s).toString().toLatin1(), ledger.entries()[i].key);
        QVERIFY(ledger.entries()[i].trace.contains(attempt.value(u"span_id"_s).toString().toLatin1()));
        QVERIFY(ledger.entries()[i].trace.contains(attempt.value(u"trace_id"_s).toString().toLatin1()));
    }
}

void TestFaults::whatIsNoJsonIsNoSuccess_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("state");
    const QByteArray json = "Content-Type: application/json\r\n";
    QTest::newRow("a page") << json << QByteArray("<html>sorry</html>") << u"blocked"_s;
    QTest::newRow("packed") << json << QByteArray("\x1f\x8b\x08\x00\x00") << u"blocked"_s;
    QTest::newRow("no JSON is claimed") << QByteArray("Content-Type: text/html\r\n") << QByteArray("<html>") << u"succeeded"_s;
    QTest::newRow("another case") << QByteArray("Content-Type: Application/Problem+JSON\r\n") << QByteArray("{\"x\":1")
                                  << u"blocked"_s;
    QTest::newRow("a bare text") << json << QByteArray("\"yes\"") << u"succeeded"_s;
    QTest::newRow("nothing") << json << QByteArray() << u"succeeded"_s;
    QTest::newRow("several documents") << QByteArray("Content-Type: application/x-ndjson\r\n")
                                       << QByteArray("{\"a\":1}\n{\"a\":2}\n") << u"succeeded"_s;
    QTest::newRow("deeper than expressions take")
        << json << QByteArray(QByteArray(2'000, '[') + QByteArray(2'000, ']')) << u"succeeded"_s;
}

void TestFaults::whatIsNoJsonIsNoSuccess()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QString, state);
    LedgerServer ledger([&](const LedgerEntry &, int) {
        LedgerAnswer answer;
        answer.body = body;
        answer.extraHeaders = type;
        return answer;
    });
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    cairn.write(u"pipelines/p.yaml"_s, "pipeline: p\nversion: 1\nsteps:\n  post:\n    service: api\n"
                                       "    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n");
    cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)});
    const QJsonObject detail = shown(cairn);
    QCOMPARE(detail.value(u"state"_s).toString(), state);
    QCOMPARE(detail.value(u"category"_s).toString(), state == u"blocked"_s ? u"schema"_s : QString());
    QCOMPARE(ledger.count(), 1);
}

void TestFaults::failuresPassWithRetries_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("end");
    for (int status : {500, 502, 503, 504, 429, 408, 425})
        QTest::addRow("%d", status) << status << int(End::Normal);
    QTest::newRow("reset") << 200 << int(End::ResetBeforeReply);
    QTest::newRow("truncated") << 200 << int(End::Truncate);
}

void TestFaults::failuresPassWithRetries()
{
    QFETCH(int, status);
    QFETCH(int, end);
    LedgerServer ledger([status, end](const LedgerEntry &, int number) {
        LedgerAnswer answer;
        if (number < 3) {
            answer.status = status;
            answer.end = End(end);
        }
        return answer;
    });
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    const Outcome run = cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)});
    QVERIFY2(run.exitCode == 0, (run.output + run.errors).constData());
    QCOMPARE(ledger.count(), 3);
    QCOMPARE(ledger.entries()[0].key, ledger.entries()[2].key);
    QVERIFY(cairn.read(u"outbox/a.txt"_s).contains("\"ok\": true"));
}

void TestFaults::retryAfterIsKept()
{
    LedgerServer ledger([](const LedgerEntry &, int number) {
        LedgerAnswer answer;
        if (number == 1) {
            answer.status = 429;
            answer.extraHeaders = "Retry-After: 1\r\n";
        }
        return answer;
    });
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    QCOMPARE(cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 0);
    const QJsonObject first = shown(cairn).value(u"attempts"_s).toArray()[0].toObject();
    QCOMPARE(first.value(u"category"_s).toString(), u"rate_limit"_s);
    QCOMPARE(first.value(u"advised_ms"_s).toInt(), 1000);
    QVERIFY(first.value(u"delay_ms"_s).toInt() >= 1000);
}

void TestFaults::unknownOutcomeAsksAPerson()
{
    LedgerServer ledger([](const LedgerEntry &, int number) { return number == 1 ? reset() : LedgerAnswer(); });
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), "idempotent: false\n");
    QCOMPARE(cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 1);
    QJsonObject run = onlyRun(cairn);
    QCOMPARE(run.value(u"state"_s).toString(), u"outcome_unknown"_s);
    const QString id = run.value(u"id"_s).toString();

    // a blind retry is refused, also across a restart
    cairn.run({u"retry"_s, id});
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 1);
    QCOMPARE(onlyRun(cairn).value(u"state"_s).toString(), u"outcome_unknown"_s);
    QCOMPARE(ledger.count(), 1);

    cairn.run({u"decide"_s, id, u"not-happened"_s, u"--reason"_s, u"asked the owner"_s});
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 0);
    QCOMPARE(onlyRun(cairn).value(u"state"_s).toString(), u"succeeded"_s);
    QCOMPARE(ledger.count(), 2);
    const QJsonArray checkpoints = shown(cairn).value(u"checkpoints"_s).toArray();
    const bool reasoned = std::any_of(checkpoints.begin(), checkpoints.end(), [](const QJsonValue &checkpoint) {
        return checkpoint.toObject().value(u"reason"_s).toString() == "asked the owner"_L1;
    });
    QVERIFY(reasoned);
}

void TestFaults::blockedRunGoesOnAfterRetry()
{
    std::atomic<bool> mended = false;
    LedgerServer ledger([&](const LedgerEntry &, int) {
        LedgerAnswer answer;
        answer.status = mended ? 200 : 400;
        return answer;
    });
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    QCOMPARE(cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 1);
    QCOMPARE(ledger.count(), 1); // 400 is never repeated by itself
    mended = true;
    const QString id = onlyRun(cairn).value(u"id"_s).toString();
    QCOMPARE(cairn.run({u"retry"_s, id + u"/post"_s}).exitCode, 0);
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 0);
    QCOMPARE(onlyRun(cairn).value(u"state"_s).toString(), u"succeeded"_s);
    QCOMPARE(ledger.entries()[0].key, ledger.entries()[1].key); // same step, same input: the same key
    const Outcome late = cairn.run({u"retry"_s, id});           // and nothing is recorded that would only be refused
    QCOMPARE(late.exitCode, 4);
    QVERIFY2(late.errors.contains("the run is succeeded already"), late.errors.constData());
    QCOMPARE(cairn.run({u"retry"_s, u"--where"_s, u"state:blocked"_s}).exitCode, 4);
}

void TestFaults::cancelledRunStaysCancelled()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return silent(); });
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    const QByteArray id = cairn.run({u"submit"_s, u"p"_s, cairn.path(u"a.txt"_s)}).output.trimmed();
    const auto runner = cairn.start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    const Outcome cancelled = cairn.run({u"cancel"_s, QString::fromLatin1(id), u"--reason"_s, u"wrong file"_s});
    QVERIFY2(cancelled.exitCode == 0, (cancelled.output + cancelled.errors).constData());
    QCOMPARE(onlyRun(cairn).value(u"state"_s).toString(), u"cancelled"_s);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    QCOMPARE(runner->exitCode(), 0);
    QVERIFY(cairn.read(u"outbox/a.txt"_s).isEmpty());
}

void TestFaults::secondRunnerIsTurnedAway()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    const auto first = cairn.start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(!cairn.run({u"status"_s, u"--json"_s}).json().value(0).value(u"runner"_s).isNull(), 20'000);
    const Outcome second = cairn.run({u"runner"_s, u"--drain"_s, u"--json"_s});
    QCOMPARE(second.exitCode, 3);
    QVERIFY2(second.errors.contains("\"busy\""), second.errors.constData());
    // submitting beside it works, and waits for the other to carry
    QCOMPARE(cairn.run({u"run"_s, u"p"_s, cairn.path(u"a.txt"_s)}).exitCode, 0);
    ::kill(pid_t(first->processId()), SIGKILL);
    QVERIFY(first->waitForFinished(20'000));
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 0); // taken over at once
}

void TestFaults::watchedFilesAreTakenOnce()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    cairn.write(u"inbox/one.txt"_s, "one");
    cairn.write(u"inbox/two.txt.part"_s, "unfinished");
    cairn.write(u"inbox/by-hand.txt"_s, "submitted before any runner looked");
    QCOMPARE(cairn.run({u"submit"_s, u"p"_s, cairn.path(u"inbox/by-hand.txt"_s)}).exitCode, 0);
    cairn.write(u"inbox/other.pdf"_s, "does not match");
    for (int start = 0; start < 2; ++start) {
        const auto runner = cairn.start({u"runner"_s});
        QTRY_VERIFY_WITH_TIMEOUT(!cairn.read(u"outbox/one.txt"_s).isEmpty(), 20'000);
        QTest::qWait(start == 0 ? 0 : 3'000); // a second runner has scanned the same folder twice by then
        runner->terminate();
        QVERIFY(runner->waitForFinished(20'000));
    }
    QCOMPARE(ledger.count(), 2);
    QCOMPARE(int(cairn.run({u"runs"_s, u"--json"_s}).json().size()), 2);
}

void TestFaults::sigtermLetsTheAnswerIn()
{
    LedgerServer ledger([](const LedgerEntry &, int) {
        LedgerAnswer answer;
        answer.delayMs = 300;
        return answer;
    });
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    cairn.run({u"submit"_s, u"p"_s, cairn.path(u"a.txt"_s)});
    const auto runner = cairn.start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    QCOMPARE(runner->exitStatus(), QProcess::NormalExit);
    QCOMPARE(cairn.run({u"runner"_s, u"--drain"_s}).exitCode, 0);
    QCOMPARE(ledger.count(), 1); // the answer that was on its way had been written down
    QCOMPARE(onlyRun(cairn).value(u"state"_s).toString(), u"succeeded"_s);
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
