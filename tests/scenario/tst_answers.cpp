#include "nginxserver.h"
#include "passingtime.h"
#include "rawstore.h"
#include "workspacetest.h"

#include <QCryptographicHash>

#include <csignal>

using namespace cairn::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// What an answer means where it is neither the one that was wanted nor a refusal: what was done is not done again blindly, what
/// is whole is not called cut short, and nobody minds a body that nobody reads.
class TestAnswers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatWasAnsweredIsNotSentAgainBlindly_data();
    void whatWasAnsweredIsNotSentAgainBlindly();
    void aQuestionPassesNothingThatWasFoundWrong();
    void whatDidNotHappenMayBeTriedAgain();
    void whatCannotBeJudgedIsNotAskedFor();
    void aDamagedPayloadWaitsForAPersonAtOnce();
    void whatEndsWithItsConnectionMayBeWhole_data();
    void whatEndsWithItsConnectionMayBeWhole();
    void whatMayBeCutOffIsTold_data();
    void whatMayBeCutOffIsTold();
    void whatHttp2EndsIsWhole();
    void bodiesThatNobodyReadsStopNoQuestion_data();
    void bodiesThatNobodyReadsStopNoQuestion();
    void brokenBodiesSettleNoDoubt();
    void answersWithoutBodySettleOnlyWhatTheirStatusSays_data();
    void answersWithoutBodySettleOnlyWhatTheirStatusSays();
    void whatComesTooLateIsNotSentAgain();
    void aCancelIsTakenWhateverItsAnswerHolds();
    void rehearsalsRefuseWhatTheRunnerRefuses();

private:
    static QJsonObject attemptOf(const OneServiceWorkspace &workspace);
};

namespace {

const QByteArray NotIdempotent = "idempotent: false\n";
const QByteArray Post =
    "  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: '${{ .input }}' } }\n";

LedgerAnswer broken(int status = 200)
{
    return jsonAnswer("{\"state\":\"don", status);
}

} // namespace

QJsonObject TestAnswers::attemptOf(const OneServiceWorkspace &workspace)
{
    return workspace.show().value(u"attempts"_s).toArray().last().toObject();
}

void TestAnswers::whatWasAnsweredIsNotSentAgainBlindly_data()
{
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("category");
    QTest::addColumn<QString>("state");
    QTest::newRow("by a rule") << "categories: { 200: { as: service } }"_ba
                               << "expect: '.body.ok == false'"_ba << 200 << u"service"_s << u"blocked"_s;
    QTest::newRow("not as expected") << QByteArray() << "expect: '.body.ok == false'"_ba << 200 << u"data"_s << u"blocked"_s;
    QTest::newRow("other bytes") << QByteArray() << QByteArray("sha256: \"" + QByteArray(64, 'a') + '"') << 200 << u"data"_s
                                 << u"blocked"_s;
    QTest::newRow("another success") << QByteArray() << "status: [201]"_ba << 200 << u"schema"_s << u"outcome_unknown"_s;
    QTest::newRow("not modified") << QByteArray() << "status: [200]"_ba << 304 << u"schema"_s << u"outcome_unknown"_s;
}

/// What it did is known where the whole answer is there, and in doubt where the answer is another than the one that is asked for.
void TestAnswers::whatWasAnsweredIsNotSentAgainBlindly()
{
    QFETCH(const QByteArray, rules);
    QFETCH(const QByteArray, response);
    QFETCH(const int, status);
    QFETCH(const QString, category);
    QFETCH(const QString, state);
    LedgerServer ledger([&](const LedgerEntry &, int) { return jsonAnswer(status == 304 ? "" : "{\"ok\":true}", status); });
    const OneServiceWorkspace workspace(ledger.port(), Post + "    response: { " + response + " }\n");
    workspace.cairn().write(u"services/api.yaml"_s,
                            "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) + '\n' +
                                NotIdempotent + "policy: { retry: { attempts: 3, backoff: { initial: 10ms, max: 20ms } }" +
                                (rules.isEmpty() ? "" : ", " + rules) + " }\n");
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.state(), state);
    QCOMPARE(attemptOf(workspace).value(u"category"_s).toString(), category);

    const QByteArray id = workspace.id().toUtf8();
    std::ignore = workspace.cairn({"retry", id}); // nor by a retry that decides nothing
    std::ignore = workspace.cairn({"resume", id, "--latest"});
    std::ignore = workspace.drain();
    QCOMPARE(workspace.state(), state);
    QCOMPARE(ledger.count(), 1);
    if (state == u"blocked"_s)
        QCOMPARE(workspace.cairn({"skip", id, "--reason", "seen there"}).exitCode, 0);
    else
        QCOMPARE(workspace.cairn({"decide", id, "happened", "--reason", "seen there"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(ledger.count(), 1);
}

/// That the request took effect makes no good answer of a bad one.
void TestAnswers::aQuestionPassesNothingThatWasFoundWrong()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{\"clean\":false}"); });
    const QByteArray scan = Post + "    response: { expect: '.body.clean == true' }\n"
                                   "    reconcile: { path: /post, happened: '.status == 200', not_happened: '.status == 404' }\n";
    const OneServiceWorkspace workspace(ledger.port(), scan, NotIdempotent);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(ledger.count(), 1);
    const QByteArray id = workspace.id().toUtf8();
    std::ignore = workspace.cairn({"decide", id, "happened", "--reason", "seen there"}); // which nobody doubts
    std::ignore = workspace.drain();
    QCOMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(ledger.count(), 1);
    const OneServiceWorkspace lenient(ledger.port(), scan + "    critical: false\n", NotIdempotent);
    QCOMPARE(lenient.run(), 0);
    QCOMPARE(lenient.state(), u"degraded"_s);
}

/// The answer to the question, a success, is none to the step's request.
void TestAnswers::whatDidNotHappenMayBeTriedAgain()
{
    LedgerServer ledger(
        [](const LedgerEntry &entry, int) { return entry.method == "POST" ? reset() : jsonAnswer("{\"found\":false}"); });
    const OneServiceWorkspace workspace(
        ledger.port(), Post + "    reconcile: { path: /post, happened: .body.found, not_happened: .body.found == false }\n",
        NotIdempotent);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    const int sent = countOf(ledger, "POST");
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.drain(), 1);
    QVERIFY(countOf(ledger, "POST") > sent);
}

/// An answer that breaks off says nothing of what is asked; "not done yet" least of all.
void TestAnswers::brokenBodiesSettleNoDoubt()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return entry.method == "POST" ? reset() : broken(); });
    const OneServiceWorkspace workspace(ledger.port(),
                                        Post + "    reconcile: { path: /post, happened: '.body.state == \"done\"', "
                                               "not_happened: '.body.state != \"done\"' }\n",
                                        NotIdempotent);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.state(), u"outcome_unknown"_s);
    QCOMPARE(countOf(ledger, "POST"), 1);
    QCOMPARE(countOf(ledger, "GET"), 3);
}

void TestAnswers::answersWithoutBodySettleOnlyWhatTheirStatusSays_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("tests");
    QTest::addColumn<QString>("state");
    const QByteArray login = "<html>Please log in</html>";
    const QString unknown = u"outcome_unknown"_s;
    const QString done = u"succeeded"_s;
    const QByteArray unequal = "happened: '.body.state == \"done\"', not_happened: '.body.state != \"done\"'";
    QTest::newRow("a page, looked for what it is not") << login << 200 << unequal << unknown;
    QTest::newRow("nothing, looked for what it is not") << ""_ba << 200 << unequal << unknown;
    QTest::newRow("not pending") << login << 200 << "happened: '.body.state != \"pending\"', not_happened: '.status == 404'"_ba
                                 << unknown;
    QTest::newRow("no entries") << login << 200 << "happened: '.body | length > 0', not_happened: '.body | length == 0'"_ba
                                << unknown;
    QTest::newRow("a status") << login << 404 << "happened: '.body.state == \"done\"', not_happened: '.status == 404'"_ba << done;
    QTest::newRow("either") << login << 404
                            << "happened: '.status == 200', not_happened: '.status == 404 or .body.state == \"failed\"'"_ba
                            << done;
}

/// Nothing is unequal to everything, and would have the request sent again.
void TestAnswers::answersWithoutBodySettleOnlyWhatTheirStatusSays()
{
    QFETCH(QByteArray, page);
    QFETCH(int, status);
    QFETCH(QByteArray, tests);
    QFETCH(QString, state);
    LedgerServer ledger([&, posts = 0](const LedgerEntry &entry, int) mutable {
        LedgerAnswer answer{status, page, "Content-Type: text/html\r\n"};
        if (entry.method == "POST") {
            answer.status = 200;
            if (++posts == 1)
                answer.end = LedgerAnswer::End::ResetBeforeReply;
        }
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), Post + "    reconcile: { path: /post, " + tests + " }\n", NotIdempotent);
    QCOMPARE(workspace.run(), state == u"succeeded"_s ? 0 : 1);
    QCOMPARE(workspace.state(), state);
    QCOMPARE(countOf(ledger, "POST"), state == u"succeeded"_s ? 2 : 1);
}

/// The service has forgotten the key by then: it would be another request.
void TestAnswers::whatComesTooLateIsNotSentAgain()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 500); });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    workspace.cairn().write(u"cairn.yaml"_s, Unsealed);
    workspace.cairn().write(
        u"services/api.yaml"_s,
        "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
            "\nidempotency: { lifetime: 6m }\n"
            "policy: { timeout: { attempt: 20s }, retry: { attempts: 2, backoff: { initial: 5m, max: 5m, jitter: none } } }\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"waiting_retry"_s, 20'000);
    ::kill(pid_t(runner->processId()), SIGKILL);
    runner->waitForFinished();
    letTimePass(workspace.cairn(), 7min); // the key's life
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    QVERIFY2(workspace.show().value(u"cause"_s).toString().contains(u"may have forgotten the idempotency key"_s),
             qPrintable(workspace.show().value(u"cause"_s).toString()));
    QCOMPARE(ledger.count(), 1);
}

void TestAnswers::whatCannotBeJudgedIsNotAskedFor()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post + "    response: { schema: answer@1 }\n", NotIdempotent);
    workspace.cairn().write(u"schemas/answer@1.json"_s, R"({"type":"object"})");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    RawStore(workspace.cairn().path(u".cairn"_s)).change(u"UPDATE schema_version SET document = x'00'"_s);
    std::ignore = workspace.drain();
    QCOMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(workspace.show().value(u"category"_s).toString(), u"internal"_s);
    QCOMPARE(ledger.count(), 0);
}

/// That is no weather which passes: not one attempt is made after the first.
void TestAnswers::aDamagedPayloadWaitsForAPersonAtOnce()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post);
    workspace.cairn().write(u"a.txt"_s, QByteArray(3'000'000, 'x'));
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const QStringList files = workspace.cairn().payloadFiles();
    QCOMPARE(files.size(), 1);
    QFile payload(files.first());
    QVERIFY(payload.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && payload.open(QIODevice::ReadWrite));
    QVERIFY(payload.seek(2'900'000) && payload.write("y") == 1);
    payload.close();
    std::ignore = workspace.drain();
    QCOMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(workspace.show().value(u"category"_s).toString(), u"internal"_s);
    QVERIFY(workspace.show().value(u"attempts"_s).toArray().size() <= 1);
    QCOMPARE(ledger.count(), 0); // never whole
}

void TestAnswers::whatEndsWithItsConnectionMayBeWhole_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("end");
    QTest::addColumn<QString>("category");
    QTest::addColumn<int>("sends");
    using End = LedgerAnswer::End;
    QTest::newRow("no JSON at all") << "OK"_ba << int(End::WholeWithoutLength) << u"schema"_s << 1;
    QTest::newRow("a page") << "<html>sorry {</html>"_ba << int(End::WholeWithoutLength) << u"schema"_s << 1;
    QTest::newRow("two documents") << "{\"a\":1}{\"a\":"_ba << int(End::WholeWithoutLength) << u"schema"_s << 1;
    QTest::newRow("cut short") << "{\"key\":\"0123456789\"}"_ba << int(End::CutWithoutLength) << u"network"_s << 3;
    QTest::newRow("cut through a character") << "[\"\xc3\xa4x\"]"_ba << int(End::CutWithoutLength) << u"network"_s << 3;
}

void TestAnswers::whatEndsWithItsConnectionMayBeWhole()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, end);
    QFETCH(const QString, category);
    QFETCH(const int, sends);
    LedgerServer ledger([&](const LedgerEntry &, int) {
        LedgerAnswer answer = jsonAnswer(body);
        answer.end = LedgerAnswer::End(end);
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(attemptOf(workspace).value(u"category"_s).toString(), category);
    QCOMPARE(ledger.count(), sends);
}

void TestAnswers::whatMayBeCutOffIsTold_data()
{
    QTest::addColumn<int>("end");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<bool>("told");
    using End = LedgerAnswer::End;
    QTest::newRow("closed") << int(End::WholeWithoutLength) << QByteArray() << true;
    QTest::newRow("lost") << int(End::CutWithoutLength) << QByteArray() << true;
    QTest::newRow("with a length") << int(End::Normal) << QByteArray() << false;
    const QByteArray digest = QCryptographicHash::hash("half a file", QCryptographicHash::Sha256).toHex();
    QTest::newRow("with a digest") << int(End::WholeWithoutLength) << "    response: { sha256: " + digest + " }\n" << false;
}

/// Qt shows no difference between the two.
void TestAnswers::whatMayBeCutOffIsTold()
{
    QFETCH(const int, end);
    QFETCH(const QByteArray, rule);
    QFETCH(const bool, told);
    LedgerServer ledger([&](const LedgerEntry &, int) {
        LedgerAnswer answer;
        answer.body = "half a file";
        answer.extraHeaders = "Content-Type: application/pdf\r\n";
        answer.end = LedgerAnswer::End(end);
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), Post + rule);
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(attemptOf(workspace).value(u"cause"_s).toString().contains("the connection's end"_L1), told);
    QCOMPARE(workspace.cairn({"show", workspace.id().toUtf8()}).output.contains("taken for whole"), told);
}

/// There a body has neither length nor chunks, and its last frame says that it was the last.
void TestAnswers::whatHttp2EndsIsWhole()
{
    LedgerServer ledger([](const LedgerEntry &, int) {
        LedgerAnswer answer = jsonAnswer("{\"open\":");
        answer.end = LedgerAnswer::End::WholeWithoutLength;
        return answer;
    });
    NginxServer nginx;
    const QString proxy =
        u"daemon off; worker_processes 1; pid @DIR@/pid; error_log @DIR@/error.log;\n"
        "events { worker_connections 64; }\n"
        "http { access_log off; client_body_temp_path @DIR@/b; proxy_temp_path @DIR@/p; fastcgi_temp_path @DIR@/f;\n"
        "uwsgi_temp_path @DIR@/u; scgi_temp_path @DIR@/s;\n"
        "server { listen 127.0.0.1:@PORT@ http2; location / { proxy_pass http://127.0.0.1:%1; } } }\n"_s;
    QVERIFY2(nginx.start(proxy.arg(ledger.port())), qPrintable(nginx.error()));
    const OneServiceWorkspace workspace(nginx.port(), Post, "http: 2\n");
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(attemptOf(workspace).value(u"category"_s).toString(), u"schema"_s);
    QCOMPARE(ledger.count(), 1);
}

void TestAnswers::bodiesThatNobodyReadsStopNoQuestion_data()
{
    QTest::addColumn<QByteArray>("until");
    QTest::addColumn<QString>("state");
    QTest::newRow("the status says it") << ".status == 200"_ba << u"succeeded"_s;
    QTest::newRow("the body would") << ".body.state == \"done\""_ba << u"blocked"_s;
}

void TestAnswers::bodiesThatNobodyReadsStopNoQuestion()
{
    QFETCH(const QByteArray, until);
    QFETCH(const QString, state);
    LedgerServer ledger(
        [](const LedgerEntry &entry, int) { return entry.method == "POST" ? jsonAnswer("{\"id\":\"j7\"}", 202) : broken(); });
    const QByteArray poll = "    await: { poll: { path: /job, every: 20ms, until: '" + until + "' }, timeout: 1h }\n";
    const OneServiceWorkspace workspace(ledger.port(), Post + poll);
    std::ignore = workspace.run();
    QCOMPARE(workspace.state(), state);
    QCOMPARE(countOf(ledger, "GET"), 1);
}

void TestAnswers::aCancelIsTakenWhateverItsAnswerHolds()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return entry.method == "DELETE" ? broken() : jsonAnswer("{\"id\":\"j7\"}", entry.method == "POST" ? 202 : 200);
    });
    const OneServiceWorkspace workspace(
        ledger.port(), Post + "    await: { poll: { path: /job, every: 20ms, until: '.body.state == \"done\"' }, timeout: 1h }\n"
                              "    cancel: { method: DELETE, path: /job }\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(countOf(ledger, "GET") >= 1, 20'000);
    const Outcome cancelled = workspace.cairn({"cancel", workspace.id().toUtf8(), "--json"});
    QCOMPARE(cancelled.json().value(0).value(u"result"_s).toString(), u"cancelled; post: the service was told"_s);
    QCOMPARE(countOf(ledger, "DELETE"), 1);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

void TestAnswers::rehearsalsRefuseWhatTheRunnerRefuses()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return broken(); });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.run(), 1);
    workspace.writeSteps(Post + "    contract: { latency_budget: 9s }\n", 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const QJsonObject compared = workspace.cairn({"rerun", workspace.id().toUtf8(), "--compare", "--json"}).json().value(0);
    const QJsonObject step = compared.value(u"steps"_s).toArray().first().toObject();
    for (const QString &side : {u"pinned"_s, u"newest"_s}) {
        QCOMPARE(step[side][u"decision"_s].toString(), u"fails"_s);
        QCOMPARE(step[side][u"category"_s].toString(), u"schema"_s);
    }
}

QTEST_GUILESS_MAIN(TestAnswers)
#include "tst_answers.moc"
