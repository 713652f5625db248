#include "callbackmessages.h"

#include "base/timestamp.h"
#include "net/webhooksignature.h"

#include <QDir>

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// What services send by themselves: callbacks of steps, and webhooks that start runs.
class TestCallbacks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneThatComesLaterEndsTheStep();
    void repeatsAndStrangersChangeNothing();
    void onesThatAreNoJsonSayNothingOfABody();
    void progressIsNoEndAndFailureIsOne();
    void whatFailedIsAskedForAnewWhileAnotherStepIsUnderWay();
    void aKilledRunnerGoesOnWaiting();
    void theLastWordOfManyIsHeard();
    void aLongWaitIsToldAsOne();
    void oneProvesThatItHappened_data();
    void oneProvesThatItHappened();
    void oneThatComesAfterAnErasureIsNotKept();
    void signedOnesMustBeSigned();
    void oneThatCannotBeCheckedIsTold();
    void soItIsBesideAStepThatIsBlocked();
    void oneOfAnotherSecretIsTold();
    void webhooksStartRunsOnce();

private:
    static QByteArray signedHeaders(const QByteArray &id, const QByteArray &body, const QString &secret);
};

namespace {

const QString Secret = u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s;

} // namespace

QByteArray TestCallbacks::signedHeaders(const QByteArray &id, const QByteArray &body, const QString &secret)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const QByteArray signature = cairn::signWebhook(*cairn::parseWebhookSecret(secret), id, now, body);
    return "webhook-id: " + id + "\r\nwebhook-timestamp: " + QByteArray::number(now) + "\r\nwebhook-signature: " + signature +
           "\r\n";
}

void TestCallbacks::oneThatComesLaterEndsTheStep()
{
    AwaitedJob job(stepsWith("{}"));
    QVERIFY(job.isWaitedFor());
    QCOMPARE(job.call("{\"result\":42}"), 202);
    QVERIFY(job.endsAs(u"succeeded"_s));
    QCOMPARE(job.read(u"outbox/r.json"_s).trimmed(), "42"_ba);
    QCOMPARE(job.ledger.count(), 1);
}

void TestCallbacks::oneThatComesAfterAnErasureIsNotKept()
{
    AwaitedJob job(stepsWith("{}"));
    QVERIFY(job.isWaitedFor());
    const QByteArray id = job.workspace.id().toUtf8();
    QCOMPARE(job.workspace.cairn({"cancel", id}).exitCode, 0);
    QVERIFY(job.endsAs(u"cancelled"_s));
    QCOMPARE(job.call("{\"name\":\"Ann\"}"), 202); // kept, to be seen
    QCOMPARE(job.workspace.cairn({"erase", id, "--yes", "--reason", "asked for"}).exitCode, 0);
    QCOMPARE(job.call("{\"name\":\"Bob\"}"), 410);
}

/// Nothing is unequal to everything, and would end the step with nothing.
void TestCallbacks::onesThatAreNoJsonSayNothingOfABody()
{
    AwaitedJob job(stepsWith("{ until: '.body.state != \"running\"', fail_when: '.body.ok != true' }"));
    QVERIFY(job.isWaitedFor());
    QCOMPARE(job.call("<p>we are closed today</p>", {}, "text/html"), 202);
    QCOMPARE(job.call("{\"ok\":true,\"state\":\"done\",\"result\":42}"), 202);
    QVERIFY(job.endsAs(u"succeeded"_s));
    QCOMPARE(job.read(u"outbox/r.json"_s).trimmed(), "42"_ba);
}

void TestCallbacks::repeatsAndStrangersChangeNothing()
{
    AwaitedJob job(stepsWith("{}"));
    QVERIFY(job.isWaitedFor());
    const Reply stranger = post(job.port, "/callbacks/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "{\"result\":1}");
    const Reply elsewhere = post(job.port, "/nothing", "{}");
    QCOMPARE(stranger.status, 404);
    QCOMPARE(stranger.body, elsewhere.body); // one cannot tell a wrong id from a wrong path
    QCOMPARE(job.call("{\"result\":42}"), 202);
    QVERIFY(job.endsAs(u"succeeded"_s));
    QCOMPARE(job.call("{\"result\":42}"), 202);
    QCOMPARE(job.call("{\"result\":43}"), 202); // late: acknowledged, kept, without effect
    QCOMPARE(job.workspace.state(), u"succeeded"_s);
    QCOMPARE(job.read(u"outbox/r.json"_s).trimmed(), "42"_ba);
}

void TestCallbacks::progressIsNoEndAndFailureIsOne()
{
    AwaitedJob job(stepsWith("{ until: '.body.state == \"done\"', fail_when: '.body.state == \"failed\"' }"));
    QVERIFY(job.isWaitedFor());
    QCOMPARE(job.call("{\"state\":\"half\"}"), 202);
    QCOMPARE(job.call("{\"state\":\"failed\"}"), 202); // they are heard in turn: had the first ended the step, this came too late
    QVERIFY(job.endsAs(u"blocked"_s));
    QCOMPARE(job.workspace.show().value(u"category"_s).toString(), u"data"_s);
}

void TestCallbacks::whatFailedIsAskedForAnewWhileAnotherStepIsUnderWay()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        if (entry.path == "/slow")
            return silent(); // keeps the run where it is, in memory
        return jsonAnswer("{\"id\":\"j7\"}", 202);
    });
    const quint16 port = freePort();
    Listening listening(ledger, port,
                        stepsWith("{ until: '.body.state == \"done\"', fail_when: '.body.state == \"failed\"' }") +
                            "  slow:\n    service: api\n    request: { path: /slow }\n");
    listening.write(u"services/api.yaml"_s, // patient with /slow
                    "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
                        "\npolicy: { timeout: { idle: 5m, attempt: 5m } }\n");
    listening.startRunner();
    QVERIFY(listening.submit());
    const auto job = [&] { return listening.workspace.states(u"job"_s).value(0); };
    const auto jobs = [&] {
        QList<LedgerEntry> asked = ledger.entries();
        asked.removeIf([](const LedgerEntry &entry) { return entry.path != "/jobs"; });
        return asked;
    };
    QTRY_COMPARE_WITH_TIMEOUT(job(), u"waiting_callback"_s, 20'000);
    QCOMPARE(post(port, toldPath(jobs()[0]), "{\"state\":\"half\"}").status, 202);
    QCOMPARE(post(port, toldPath(jobs()[0]), "{\"state\":\"failed\"}").status, 202);
    QTRY_COMPARE_WITH_TIMEOUT(job(), u"blocked"_s, 20'000);
    QCOMPARE(listening.workspace.cairn({"retry", (listening.workspace.id() + u"/job"_s).toUtf8()}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(jobs().size(), 2, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(job(), u"waiting_callback"_s, 20'000);
    QVERIFY(jobs()[0].key != jobs()[1].key);
    QVERIFY(toldPath(jobs()[0]) != toldPath(jobs()[1]));
    QCOMPARE(post(port, toldPath(jobs()[0]), "{\"state\":\"done\",\"of\":\"before\"}").status, 202); // of the one that failed
    QCOMPARE(post(port, toldPath(jobs()[1]), "{\"state\":\"done\",\"result\":42}").status, 202);
    QTRY_COMPARE_WITH_TIMEOUT(job(), u"succeeded"_s, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(listening.read(u"outbox/r.json"_s).trimmed(), "42"_ba, 20'000);
    listening.kill();
}

void TestCallbacks::aKilledRunnerGoesOnWaiting()
{
    AwaitedJob job(stepsWith("{}"));
    QVERIFY(job.isWaitedFor());
    job.kill();
    job.startRunner();
    QVERIFY(QTest::qWaitFor([&] { return job.call("{\"result\":42}") == 202; }, 20'000));
    QVERIFY(job.endsAs(u"succeeded"_s));
    QCOMPARE(job.ledger.count(), 1);
}

/// However often a service says how far it is.
void TestCallbacks::theLastWordOfManyIsHeard()
{
    AwaitedJob job(stepsWith("{ until: '.body.state == \"done\"' }"));
    QVERIFY(job.isWaitedFor());
    for (int page = 0; page < 250; ++page)
        QCOMPARE(job.call("{\"state\":\"running\",\"page\":" + QByteArray::number(page) + "}"), 202);
    QCOMPARE(job.workspace.state(), u"waiting_callback"_s);
    QCOMPARE(job.call("{\"state\":\"done\",\"result\":42}"), 202);
    QVERIFY(job.endsAs(u"succeeded"_s));
    QCOMPARE(job.read(u"outbox/r.json"_s).trimmed(), "42"_ba);
}

/// By what is waited for, rather than by how the answer before it ended; and beside a step that is under way.
void TestCallbacks::aLongWaitIsToldAsOne()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        LedgerAnswer answer = jsonAnswer({}, 202);
        answer.end = entry.path == "/slow" ? LedgerAnswer::End::Silent : LedgerAnswer::End::WholeWithoutLength;
        return answer;
    });
    Listening listening(ledger, freePort(),
                        stepsWith("{}", "720h") + "  slow:\n    service: api\n    request: { path: /slow }\n");
    listening.startRunner();
    QVERIFY(listening.submit());
    const auto job = [&] { return listening.workspace.show().value(u"steps"_s)[0]; };
    QTRY_COMPARE_WITH_TIMEOUT(job()[u"state"_s].toString(), u"waiting_callback"_s, 20'000);
    QCOMPARE(job()[u"reason"_s].toString(), u"taken up; the service calls back"_s);
    QCOMPARE(job()[u"cause"_s].toString(), QString());
    listening.kill();
    const QByteArray log = listening.runner->readAllStandardError();
    QVERIFY2(!log.contains("negative"), log.constData());
}

void TestCallbacks::oneProvesThatItHappened_data()
{
    QTest::addColumn<bool>("early");
    QTest::addColumn<bool>("killed");
    QTest::addColumn<bool>("isAtOnceDone");
    QTest::newRow("after the answer is given up") << false << false << false;
    QTest::newRow("before that") << true << false << false;
    QTest::newRow("while no runner has the run") << false << true << false;
    QTest::newRow("by its end") << false << false << true;
}

/// The service was told the address by the request in doubt, and by nothing else.
void TestCallbacks::oneProvesThatItHappened()
{
    QFETCH(const bool, early);
    QFETCH(const bool, killed);
    QFETCH(const bool, isAtOnceDone);
    const quint16 port = freePort();
    LedgerServer ledger([port, early](const LedgerEntry &entry, int) {
        if (early)
            post(port, toldPath(entry), "{\"state\":\"half\"}");
        return silent();
    });
    Listening listening(ledger, port, stepsWith("{ until: '.body.state == \"done\"' }"));
    listening.write(u"services/api.yaml"_s, "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
                                                "\nidempotent: false\npolicy: { timeout: { attempt: 1s } }\n");
    listening.startRunner();
    QVERIFY(listening.submit());
    if (!early)
        QVERIFY(listening.endsAs(u"outcome_unknown"_s));
    if (killed) {
        listening.kill();
        listening.startRunner();
    }
    QTRY_VERIFY_WITH_TIMEOUT(!ledger.entries().isEmpty(), 20'000);
    const QByteArray path = toldPath(ledger.entries().first());
    if (!early && !isAtOnceDone)
        QVERIFY(QTest::qWaitFor([&] { return post(port, path, "{\"state\":\"half\"}").status == 202; }, 20'000));
    if (!isAtOnceDone)
        QVERIFY(listening.endsAs(u"waiting_callback"_s)); // taken up, and not done yet
    QCOMPARE(post(port, path, "{\"state\":\"done\",\"result\":42}").status, 202);
    QVERIFY(listening.endsAs(u"succeeded"_s));
    QCOMPARE(listening.read(u"outbox/r.json"_s).trimmed(), "42"_ba);
    QCOMPARE(ledger.count(), 1);
    const QJsonObject job = listening.workspace.show().value(u"steps"_s)[0].toObject();
    QVERIFY2(!job.value(u"reason"_s).toString().contains(u'-'), qPrintable(job.value(u"reason"_s).toString()));
    QVERIFY(listening.workspace.cairn({"incident", "list", "--json"}).json().isEmpty());
}

void TestCallbacks::signedOnesMustBeSigned()
{
    AwaitedJob job(stepsWith("{ secret: hook }"));
    job.setSecret(Secret.toLatin1());
    QVERIFY(job.isWaitedFor());
    QCOMPARE(job.call("{\"result\":41}"), 401);
    const QByteArray good = signedHeaders("msg_1", "{\"result\":42}", Secret);
    QCOMPARE(job.call("{\"result\":43}", good), 401); // of another body
    QCOMPARE(job.call("{\"result\":42}", good), 202);
    QVERIFY(job.endsAs(u"succeeded"_s));
    QCOMPARE(job.read(u"outbox/r.json"_s).trimmed(), "42"_ba);
    const QByteArray all = job.runner->readAllStandardError();
    QVERIFY(!all.contains("MfKQ9r8"));
}

/// What is wrong is on our side, and the service does not call for ever.
void TestCallbacks::oneThatCannotBeCheckedIsTold()
{
    AwaitedJob job(stepsWith("{ secret: hook }", "8s"));
    job.setSecret("hello-hello");
    QVERIFY(job.isWaitedFor());
    for (int call = 0; call < 3; ++call)
        QCOMPARE(job.call("{\"result\":42}"), 503);
    const auto reason = [&] { return job.workspace.show().value(u"steps"_s)[0][u"reason"_s].toString(); };
    QTRY_VERIFY_WITH_TIMEOUT(reason().contains(u"could not be checked"_s), 20'000);
    const Outcome doctor = job.workspace.cairn({"doctor"});
    QCOMPARE(doctor.exitCode, 1);
    QVERIFY2(doctor.output.contains("does not begin with whsec_"), doctor.output.constData());
    QVERIFY(job.endsAs(u"blocked"_s));
    const QString cause = job.workspace.show().value(u"cause"_s).toString();
    QVERIFY2(cause.startsWith(u"the service did not call back within 8s; a call came at "_s), qPrintable(cause));
    QVERIFY2(cause.contains(u"hook: the webhook secret does not begin with whsec_"_s), qPrintable(cause));
    QVERIFY(job.workspace.cairn({"show", job.workspace.id().toUtf8()}).output.contains("cairn rerun RUN --from STEP"));
}

/// Of which the run's row tells.
void TestCallbacks::soItIsBesideAStepThatIsBlocked()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return jsonAnswer("{}", entry.path == "/refused" ? 422 : 202); });
    const quint16 port = freePort();
    Listening listening(ledger, port,
                        stepsWith("{ secret: missing }") +
                            "  beside: { service: api, request: { method: POST, path: /refused } }\n");
    listening.startRunner();
    QVERIFY(listening.submit());
    QVERIFY(listening.endsAs(u"blocked"_s));
    QTRY_COMPARE(listening.workspace.states(u"job"_s), QStringList{u"waiting_callback"_s});
    const auto sent = ledger.entries();
    QCOMPARE(post(port, toldPath(sent[sent[0].path == "/refused" ? 1 : 0]), "{\"result\":42}").status, 503);
    QTRY_VERIFY(listening.workspace.show()[u"steps"_s][0][u"reason"_s].toString().contains(u"could not be checked"_s));
}

/// The service shares another secret with us, the commonest mistake of all; or it signs nothing.
void TestCallbacks::oneOfAnotherSecretIsTold()
{
    AwaitedJob job(stepsWith("{ secret: hook }", "5s"), "input: { webhook: { secret: hook } }\n");
    job.setSecret(Secret.toLatin1());
    QVERIFY(job.isWaitedFor());
    const QByteArray body = "{\"result\":42}";
    const QString other = u"whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"_s;
    for (int call = 0; call < 3; ++call) {
        QCOMPARE(job.call(body, signedHeaders("msg_1", body, other)), 401);
        QCOMPARE(job.call(body), 401);
        QCOMPARE(post(job.port, "/webhooks/p", body).status, 401);
    }
    const auto reason = [&] { return job.workspace.show().value(u"steps"_s)[0][u"reason"_s].toString(); };
    QTRY_VERIFY_WITH_TIMEOUT(reason().endsWith(u"was turned away: no signature in webhook-signature matches"_s), 20'000);
    QVERIFY(job.endsAs(u"blocked"_s));
    const QJsonObject blocked = job.workspace.show();
    const QString cause = blocked.value(u"cause"_s).toString();
    QVERIFY2(cause.startsWith(u"the service did not call back within 5s; a call came at "_s), qPrintable(cause));
    QVERIFY2(cause.endsWith(u"was turned away: no signature in webhook-signature matches"_s), qPrintable(cause));
    QCOMPARE(blocked.value(u"checkpoints"_s).toArray().size(), 3); // taken up, called in vain, blocked
    const QByteArray log = job.runner->readAllStandardError();
    QCOMPARE(log.count("warning: a call back to run "), 1);
    QVERIFY2(log.contains("a webhook for p was turned away: the header webhook-id is missing"), log.constData());
    QCOMPARE(log.count("warning: a webhook for p was turned away"), 1);
    QVERIFY(!log.contains("MfKQ9r8"));
}

void TestCallbacks::webhooksStartRunsOnce()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}"); });
    const quint16 port = freePort();
    Listening listening(
        ledger, port, "  send:\n    service: api\n    request: { method: POST, path: /in, body: { file: \"${{ .input }}\" } }\n",
        "input: { webhook: { secret: hook } }\n");
    const QString credential = u".cairn/credentials/hook"_s;
    listening.write(credential, Secret.toLatin1());
    QFile::setPermissions(listening.workspace.cairn().path(credential), QFile::ReadOwner | QFile::WriteOwner);
    listening.startRunner();
    const QByteArray body = "{\"order\":7}";
    QVERIFY(QTest::qWaitFor([&] { return post(port, "/webhooks/p", body).status == 401; }, 20'000));
    const Reply first = post(port, "/webhooks/p", body, signedHeaders("msg_1", body, Secret));
    QCOMPARE(first.status, 202);
    const Reply again = post(port, "/webhooks/p", body, signedHeaders("msg_1", body, Secret));
    QCOMPARE(again.status, 202);
    QCOMPARE(again.body, first.body);
    QVERIFY(listening.endsAs(u"succeeded"_s));
    QCOMPARE(ledger.count(), 1);
    QCOMPARE(ledger.entries()[0].body, body);
    const QJsonObject run = listening.workspace.show();
    QCOMPARE(QJsonDocument::fromJson(first.body).object().value(u"run"_s), run.value(u"id"_s));
    QCOMPARE(run.value(u"input"_s).toObject().value(u"name"_s).toString(), u"msg_1.json"_s);
    QCOMPARE(post(port, "/webhooks/nobody", body, signedHeaders("msg_2", body, Secret)).status, 404);
}

QTEST_GUILESS_MAIN(TestCallbacks)
#include "tst_callbacks.moc"
