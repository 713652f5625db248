#include "cairnprogram.h"
#include "ledgerserver.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>

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
    static void prepare(const CairnProgram &cairn, quint16 port, const QByteArray &service = {});
    static QJsonObject onlyRun(const CairnProgram &cairn);
    static QJsonObject shown(const CairnProgram &cairn);
};

void TestFaults::prepare(const CairnProgram &cairn, quint16 port, const QByteArray &service)
{
    cairn.write(QStringLiteral("services/api.yaml"),
                "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) + "\n" + service +
                    "policy: { timeout: { idle: 500ms }, retry: { attempts: 3, backoff: { initial: 10ms, max: 20ms } } }\n");
    cairn.write(QStringLiteral("pipelines/p.yaml"),
                "pipeline: p\nversion: 1\ninput: { watch: inbox, match: \"*.txt\" }\nsteps:\n"
                "  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n"
                "    response: { expect: \".body.ok == true\" }\n"
                "  out:\n    needs: [post]\n    deliver: { to: outbox, name: \"${{ .input.name }}\", content: \"${{ "
                ".steps.post.body }}\" }\n");
    cairn.write(QStringLiteral("a.txt"), "some content");
}

QJsonObject TestFaults::onlyRun(const CairnProgram &cairn)
{
    return cairn.run({QStringLiteral("runs"), QStringLiteral("--json")}).json().value(0);
}

QJsonObject TestFaults::shown(const CairnProgram &cairn)
{
    return cairn.run({QStringLiteral("show"), onlyRun(cairn).value(QStringLiteral("id")).toString(), QStringLiteral("--json")})
        .json()
        .value(0);
}

void TestFaults::eachAttemptIsSentOnce_data()
{
    QTest::addColumn<int>("end");
    QTest::addColumn<QString>("category");
    QTest::newRow("reset after reading") << int(End::ResetBeforeReply) << QStringLiteral("network");
    QTest::newRow("closed after reading") << int(End::CloseBeforeReply) << QStringLiteral("network");
    QTest::newRow("answer cut short") << int(End::Truncate) << QStringLiteral("network");
    QTest::newRow("answer cut short, without a length") << int(End::CutWithoutLength) << QStringLiteral("network");
    QTest::newRow("no answer") << int(End::Silent) << QStringLiteral("timeout");
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
    prepare(cairn, ledger.port());
    const Outcome run = cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))});
    QCOMPARE(run.exitCode, 1);
    const QJsonObject detail = shown(cairn);
    QCOMPARE(detail.value(QStringLiteral("state")).toString(), QStringLiteral("blocked"));
    QCOMPARE(detail.value(QStringLiteral("category")).toString(), category);
    const QJsonArray attempts = detail.value(QStringLiteral("attempts")).toArray();
    QCOMPARE(int(attempts.size()), 3);
    QCOMPARE(ledger.count(), 3);
    for (int i = 0; i < 3; ++i) {
        const QJsonObject attempt = attempts[i].toObject();
        QCOMPARE(attempt.value(QStringLiteral("idempotency_key")).toString().toLatin1(), ledger.entries()[i].key);
        QVERIFY(ledger.entries()[i].trace.contains(attempt.value(QStringLiteral("span_id")).toString().toLatin1()));
        QVERIFY(ledger.entries()[i].trace.contains(attempt.value(QStringLiteral("trace_id")).toString().toLatin1()));
    }
}

void TestFaults::whatIsNoJsonIsNoSuccess_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("state");
    const QByteArray json = "Content-Type: application/json\r\n";
    QTest::newRow("a page") << json << QByteArray("<html>sorry</html>") << QStringLiteral("blocked");
    QTest::newRow("packed") << json << QByteArray("\x1f\x8b\x08\x00\x00") << QStringLiteral("blocked");
    QTest::newRow("no JSON is claimed") << QByteArray("Content-Type: text/html\r\n") << QByteArray("<html>") << QStringLiteral("succeeded");
    QTest::newRow("another case") << QByteArray("Content-Type: Application/Problem+JSON\r\n") << QByteArray("{\"x\":1") << QStringLiteral("blocked");
    QTest::newRow("a bare text") << json << QByteArray("\"yes\"") << QStringLiteral("succeeded");
    QTest::newRow("nothing") << json << QByteArray() << QStringLiteral("succeeded");
    QTest::newRow("several documents") << QByteArray("Content-Type: application/x-ndjson\r\n") << QByteArray("{\"a\":1}\n{\"a\":2}\n")
                                       << QStringLiteral("succeeded");
    QTest::newRow("deeper than expressions take") << json << QByteArray(QByteArray(2'000, '[') + QByteArray(2'000, ']'))
                                                  << QStringLiteral("succeeded");
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
    cairn.write(QStringLiteral("pipelines/p.yaml"), "pipeline: p\nversion: 1\nsteps:\n  post:\n    service: api\n"
                                                    "    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n");
    cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))});
    const QJsonObject detail = shown(cairn);
    QCOMPARE(detail.value(QStringLiteral("state")).toString(), state);
    QCOMPARE(detail.value(QStringLiteral("category")).toString(), state == QStringLiteral("blocked") ? QStringLiteral("schema") : QString());
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
    const Outcome run = cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))});
    QVERIFY2(run.exitCode == 0, (run.output + run.errors).constData());
    QCOMPARE(ledger.count(), 3);
    QCOMPARE(ledger.entries()[0].key, ledger.entries()[2].key);
    QVERIFY(cairn.read(QStringLiteral("outbox/a.txt")).contains("\"ok\": true"));
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
    QCOMPARE(cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 0);
    const QJsonObject first = shown(cairn).value(QStringLiteral("attempts")).toArray()[0].toObject();
    QCOMPARE(first.value(QStringLiteral("category")).toString(), QStringLiteral("rate_limit"));
    QCOMPARE(first.value(QStringLiteral("advised_ms")).toInt(), 1000);
    QVERIFY(first.value(QStringLiteral("delay_ms")).toInt() >= 1000);
}

void TestFaults::unknownOutcomeAsksAPerson()
{
    LedgerServer ledger([](const LedgerEntry &, int number) {
        LedgerAnswer answer;
        answer.end = number == 1 ? End::ResetBeforeReply : End::Normal;
        return answer;
    });
    const CairnProgram cairn;
    prepare(cairn, ledger.port(), "idempotent: false\n");
    QCOMPARE(cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 1);
    QJsonObject run = onlyRun(cairn);
    QCOMPARE(run.value(QStringLiteral("state")).toString(), QStringLiteral("outcome_unknown"));
    const QString id = run.value(QStringLiteral("id")).toString();

    // a blind retry is refused, also across a restart
    cairn.run({QStringLiteral("retry"), id});
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 1);
    QCOMPARE(onlyRun(cairn).value(QStringLiteral("state")).toString(), QStringLiteral("outcome_unknown"));
    QCOMPARE(ledger.count(), 1);

    cairn.run({QStringLiteral("decide"), id, QStringLiteral("not-happened"), QStringLiteral("--reason"),
               QStringLiteral("asked the owner")});
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 0);
    QCOMPARE(onlyRun(cairn).value(QStringLiteral("state")).toString(), QStringLiteral("succeeded"));
    QCOMPARE(ledger.count(), 2);
    const QJsonArray checkpoints = shown(cairn).value(QStringLiteral("checkpoints")).toArray();
    const bool reasoned = std::any_of(checkpoints.begin(), checkpoints.end(), [](const QJsonValue &checkpoint) {
        return checkpoint.toObject().value(QStringLiteral("reason")).toString() == QLatin1String("asked the owner");
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
    QCOMPARE(cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 1);
    QCOMPARE(ledger.count(), 1); // 400 is never repeated by itself
    mended = true;
    const QString id = onlyRun(cairn).value(QStringLiteral("id")).toString();
    QCOMPARE(cairn.run({QStringLiteral("retry"), id + QStringLiteral("/post")}).exitCode, 0);
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 0);
    QCOMPARE(onlyRun(cairn).value(QStringLiteral("state")).toString(), QStringLiteral("succeeded"));
    QCOMPARE(ledger.entries()[0].key, ledger.entries()[1].key); // same step, same input: the same key
    const Outcome late = cairn.run({QStringLiteral("retry"), id}); // and nothing is recorded that would only be refused
    QCOMPARE(late.exitCode, 1);
    QVERIFY2(late.errors.contains("the run is succeeded already"), late.errors.constData());
    QCOMPARE(cairn.run({QStringLiteral("retry"), QStringLiteral("--where"), QStringLiteral("state:blocked")}).exitCode, 4);
}

void TestFaults::cancelledRunStaysCancelled()
{
    LedgerServer ledger([](const LedgerEntry &, int) {
        LedgerAnswer answer;
        answer.delayMs = 400;
        return answer;
    });
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    const QByteArray id =
        cairn.run({QStringLiteral("submit"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).output.trimmed();
    const auto runner = cairn.start({QStringLiteral("runner")});
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 10'000);
    const Outcome cancelled =
        cairn.run({QStringLiteral("cancel"), QString::fromLatin1(id), QStringLiteral("--reason"), QStringLiteral("wrong file")});
    QVERIFY2(cancelled.exitCode == 0, (cancelled.output + cancelled.errors).constData());
    QCOMPARE(onlyRun(cairn).value(QStringLiteral("state")).toString(), QStringLiteral("cancelled"));
    runner->terminate();
    QVERIFY(runner->waitForFinished(10'000));
    QCOMPARE(runner->exitCode(), 0);
    QVERIFY(cairn.read(QStringLiteral("outbox/a.txt")).isEmpty());
}

void TestFaults::secondRunnerIsTurnedAway()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    const auto first = cairn.start({QStringLiteral("runner")});
    QTRY_VERIFY_WITH_TIMEOUT(
        !cairn.run({QStringLiteral("status"), QStringLiteral("--json")}).json().value(0).value(QStringLiteral("runner")).isNull(),
        10'000);
    const Outcome second = cairn.run({QStringLiteral("runner"), QStringLiteral("--drain"), QStringLiteral("--json")});
    QCOMPARE(second.exitCode, 3);
    QVERIFY2(second.errors.contains("\"busy\""), second.errors.constData());
    // submitting beside it works, and waits for the other to carry
    QCOMPARE(cairn.run({QStringLiteral("run"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))}).exitCode, 0);
    ::kill(pid_t(first->processId()), SIGKILL);
    QVERIFY(first->waitForFinished(5'000));
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 0); // taken over at once
}

void TestFaults::watchedFilesAreTakenOnce()
{
    LedgerServer ledger;
    const CairnProgram cairn;
    prepare(cairn, ledger.port());
    cairn.write(QStringLiteral("inbox/one.txt"), "one");
    cairn.write(QStringLiteral("inbox/two.txt.part"), "unfinished");
    cairn.write(QStringLiteral("inbox/by-hand.txt"), "submitted before any runner looked");
    QCOMPARE(cairn.run({QStringLiteral("submit"), QStringLiteral("p"), cairn.path(QStringLiteral("inbox/by-hand.txt"))}).exitCode,
             0);
    cairn.write(QStringLiteral("inbox/other.pdf"), "does not match");
    for (int start = 0; start < 2; ++start) {
        const auto runner = cairn.start({QStringLiteral("runner")});
        QTRY_VERIFY_WITH_TIMEOUT(!cairn.read(QStringLiteral("outbox/one.txt")).isEmpty(), 20'000);
        QTest::qWait(start == 0 ? 0 : 3'000); // a second runner has scanned the same folder twice by then
        runner->terminate();
        QVERIFY(runner->waitForFinished(10'000));
    }
    QCOMPARE(ledger.count(), 2);
    QCOMPARE(int(cairn.run({QStringLiteral("runs"), QStringLiteral("--json")}).json().size()), 2);
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
    cairn.run({QStringLiteral("submit"), QStringLiteral("p"), cairn.path(QStringLiteral("a.txt"))});
    const auto runner = cairn.start({QStringLiteral("runner")});
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 10'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished(10'000));
    QCOMPARE(runner->exitStatus(), QProcess::NormalExit);
    QCOMPARE(cairn.run({QStringLiteral("runner"), QStringLiteral("--drain")}).exitCode, 0);
    QCOMPARE(ledger.count(), 1); // the answer that was on its way had been written down
    QCOMPARE(onlyRun(cairn).value(QStringLiteral("state")).toString(), QStringLiteral("succeeded"));
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
