#include "workspacetest.h"

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// A token that was withdrawn while a service works on a job is no reason to give the job up: what is asked and told meanwhile is
/// asked and told once more, with another one.
class TestRenewal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aRefusedRequestIsSentOnceMore_data();
    void aRefusedRequestIsSentOnceMore();
    void questionsAreAskedOnceMore();
    void aRefusedQuestionWaitsForAPerson();
    void aCancelIsToldOnceMore();
    void tokensThatCannotBeHadSayNothingOfTheService();

private:
    /// Gives tokens at /token; `isGood` says of each token (1, 2, …) whether it is taken.
    LedgerAnswer answer(const LedgerEntry &entry, const QByteArray &body, const std::function<bool(int)> &isGood);
    static std::unique_ptr<OneServiceWorkspace> workspaceOf(const LedgerServer &ledger, const QByteArray &every);

    std::atomic<int> m_given = 0;
};

void TestRenewal::init()
{
    m_given = 0;
    qunsetenv("CREDENTIALS_DIRECTORY");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // no keychain of whoever runs the test
}

LedgerAnswer TestRenewal::answer(const LedgerEntry &entry, const QByteArray &body, const std::function<bool(int)> &isGood)
{
    if (entry.path == "/token")
        return jsonAnswer("{\"access_token\":\"token-" + QByteArray::number(++m_given) +
                          "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    const int token = entry.headers.value("authorization").mid(13).toInt(); // "Bearer token-"
    return jsonAnswer(body, isGood(token) ? 200 : 401);
}

std::unique_ptr<OneServiceWorkspace> TestRenewal::workspaceOf(const LedgerServer &ledger, const QByteArray &every)
{
    auto workspace = std::make_unique<OneServiceWorkspace>(
        ledger.port(),
        "  job:\n    service: api\n    request: { method: POST, path: /jobs }\n"
        "    await: { poll: { path: /jobs/7, every: " +
            every + ", until: '.body.state == \"done\"' }, timeout: 1h }\n    cancel: { method: DELETE, path: /jobs/7 }\n",
        "credential: { kind: oauth2, key: client, client_id: cairn, token_url: 'http://127.0.0.1:" +
            QByteArray::number(ledger.port()) + "/token' }\n");
    const QString credential = u".cairn/credentials/client"_s;
    workspace->cairn().write(credential, "planted");
    QFile::setPermissions(workspace->cairn().path(credential), QFile::ReadOwner | QFile::WriteOwner);
    return workspace;
}

void TestRenewal::aRefusedRequestIsSentOnceMore_data()
{
    QTest::addColumn<QByteArray>("idempotent");
    QTest::newRow("idempotent") << "idempotent: true\n"_ba;
    QTest::newRow("not, where each sending is written down first") << "idempotent: false\n"_ba;
}

void TestRenewal::aRefusedRequestIsSentOnceMore()
{
    QFETCH(QByteArray, idempotent);
    LedgerServer ledger([this](const LedgerEntry &entry, int) { return answer(entry, "{}", [](int) { return false; }); });
    const auto workspace = workspaceOf(ledger, "20ms");
    const QString service = u"services/api.yaml"_s;
    workspace->cairn().write(service, workspace->cairn().read(service) + idempotent);
    QCOMPARE(workspace->run(), 1);
    QCOMPARE(countOf(ledger, "POST", "/jobs"), 2);
    QCOMPARE(m_given.load(), 2);
    QCOMPARE(workspace->state(), u"blocked"_s);
    QCOMPARE(workspace->show().value(u"category"_s).toString(), u"auth"_s);
}

void TestRenewal::questionsAreAskedOnceMore()
{
    LedgerServer ledger([this](const LedgerEntry &entry, int) {
        return answer(entry, "{\"state\":\"done\"}", [&](int token) { return entry.method == "POST" || token > 1; });
    });
    const auto workspace = workspaceOf(ledger, "20ms");
    QCOMPARE(workspace->run(), 0);
    QCOMPARE(countOf(ledger, "POST", "/jobs"), 1);
    QCOMPARE(countOf(ledger, "GET", "/jobs"), 2);
    QCOMPARE(m_given.load(), 2);
}

void TestRenewal::aRefusedQuestionWaitsForAPerson()
{
    LedgerServer ledger(
        [this](const LedgerEntry &entry, int) { return answer(entry, "{}", [&](int) { return entry.method == "POST"; }); });
    const auto workspace = workspaceOf(ledger, "20ms");
    QCOMPARE(workspace->run(), 1);
    QCOMPARE(countOf(ledger, "GET", "/jobs"), 2);
    QCOMPARE(workspace->state(), u"blocked"_s);
    QCOMPARE(workspace->show().value(u"category"_s).toString(), u"auth"_s);
}

void TestRenewal::aCancelIsToldOnceMore()
{
    LedgerServer ledger([this](const LedgerEntry &entry, int) {
        return answer(entry, "{\"state\":\"working\"}", [&](int token) { return entry.method != "DELETE" || token > 1; });
    });
    const auto workspace = workspaceOf(ledger, "1h");
    const auto runner = workspace->cairn().start({u"runner"_s});
    QCOMPARE(workspace->cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(workspace->state(), u"waiting_callback"_s, 20'000);
    const Outcome cancelled = workspace->cairn({"cancel", workspace->id().toUtf8(), "--json"});
    QCOMPARE(cancelled.json().value(0).value(u"result"_s).toString(), u"cancelled; job: the service was told"_s);
    QCOMPARE(countOf(ledger, "DELETE"), 2);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

/// Whose breaker stays closed: it was asked for nothing.
void TestRenewal::tokensThatCannotBeHadSayNothingOfTheService()
{
    std::atomic<bool> gives = false;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        return entry.path == "/token" && !gives ? jsonAnswer("{}", 503)
                                                : answer(entry, "{\"state\":\"done\"}", [](int) { return true; });
    });
    const auto workspace = workspaceOf(ledger, "20ms");
    const QString service = u"services/api.yaml"_s;
    workspace->cairn().write(service,
                             workspace->cairn().read(service).replace("policy: { ", "policy: { breaker: { min_calls: 2 }, "));
    QCOMPARE(workspace->run(), 1);
    QCOMPARE(workspace->state(), u"blocked"_s);
    QCOMPARE(workspace->show().value(u"attempts"_s).toArray().size(), 3);
    const QByteArray events = workspace->cairn({"events"}).output;
    QVERIFY2(!events.contains("breaker"), events.constData());
    QCOMPARE(countOf(ledger, "POST", "/jobs"), 0);
    gives = true;
    QCOMPARE(workspace->run(), 0);
}

QTEST_GUILESS_MAIN(TestRenewal)
#include "tst_renewal.moc"
