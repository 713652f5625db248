#include "alertworkspace.h"

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What people are told of what may have happened: where to look, and how to say so. What its service is still asked about is
/// nobody's yet; and it can be asked again.
class TestUndecided : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everybodyIsLedToADecision();
    void bothAreToldWhereOthersAreBlocked();
    void whatSettlesItselfIsNoIncident();
    void anIncidentBeginsWhenTheQuestionsGiveUp();
    void aRetryAsksAgainAndSendsNothing();
    void ordersAboutManyAskAgainAsWell_data();
    void ordersAboutManyAskAgainAsWell();
    void aRetryWithoutAQuestionIsRefused();
    void aWrongQuestionIsMendedByTheNewestVersion();
    void itemsAreAskedAgain();
};

namespace {

const QByteArray NotIdempotent = "idempotent: false\n";
const QByteArray PayOnly = "  pay:\n    service: api\n"
                           "    request: { method: POST, path: /payments, body: { json: { amount: 5 } } }\n";

QByteArray asking(const QByteArray &happened)
{
    return PayOnly +
           "    reconcile:\n      path: /payments\n      query: { key: \"${{ .idempotency_key }}\" }\n"
           "      happened: '" +
           happened + "'\n      not_happened: '.status == 404'\n";
}

/// Takes payments without a word, and answers questions as it is told to.
struct Bank
{
    std::atomic<int> status = 503;
    LedgerServer server{[this](const LedgerEntry &entry, int) {
        return entry.method == "POST" ? reset() : jsonAnswer("{\"id\":\"p9\"}", status);
    }};
};

QJsonObject incident(const OneServiceWorkspace &workspace)
{
    return workspace.cairn({"incident", "show", "1", "--json"}).json().value(0);
}

QString keyOf(const OneServiceWorkspace &workspace)
{
    return workspace.show().value(u"attempts"_s).toArray().first()[u"idempotency_key"_s].toString();
}

} // namespace

void TestUndecided::everybodyIsLedToADecision()
{
    Bank bank;
    LedgerServer pager([](const LedgerEntry &, int) { return jsonAnswer("", 204); });
    const OneServiceWorkspace workspace(bank.server.port(), PayOnly, NotIdempotent);
    configure(workspace, webhookRules(pager.port()));
    const auto runner = startRunner(workspace);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(types(pager), QStringList{u"cairn.alert.fired"_s}, 20'000);
    const QJsonObject data = told(pager).first().data;
    end(*runner);
    const QString remedy = u"Nobody knows whether it happened: look at api for the request (idempotency key %1), then `cairn "
                           u"decide %2/pay happened` "
                           "or `not-happened`. It is not sent again before that."_s.arg(keyOf(workspace), workspace.id());
    QCOMPARE(data.value(u"remedy"_s).toString(), remedy);
    QCOMPARE(data.value(u"outcome_unknown"_s).toInt(), 1);
    QCOMPARE(incident(workspace).value(u"remedy"_s).toString(), remedy);
    const QByteArray run = workspace.id().toUtf8();
    for (const QList<QByteArray> &words : QList<QList<QByteArray>>{{"show", run}, {"incident", "show", "1"}}) {
        const QByteArray shown = workspace.cairn(words).output;
        QVERIFY2(shown.contains(remedy.toUtf8()), shown.constData());
    }
    const auto status = workspace.cairn({"status"}).output;
    QVERIFY2(status.contains("cairn decide"), status.constData());
    const QJsonObject page = workspace.cairn({"runbook", "match", "1", "--json"}).json().value(0);
    QCOMPARE(page.value(u"name"_s).toString(), u"standard-unknown"_s);
    QVERIFY(workspace.cairn({"runbook", "show", "standard-unknown"}).output.contains("decide"));
}

/// One answered that it is ill before the other was cut off.
void TestUndecided::bothAreToldWhereOthersAreBlocked()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 500); });
    const OneServiceWorkspace workspace(ledger.port(), PayOnly);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(workspace.cairn({"service", "set", "api", "idempotent=false", "--reason", "it is not"}).exitCode, 0);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.state(), u"outcome_unknown"_s);
    const QString remedy = incident(workspace).value(u"remedy"_s).toString();
    QVERIFY2(remedy.contains(u"cairn decide %1/pay"_s.arg(workspace.id())), qPrintable(remedy));
    QVERIFY2(remedy.endsWith(u"So with 1 of the 2 that fail; of the others: Ask the service's owners what failed, then retry."_s),
             qPrintable(remedy));
}

void TestUndecided::whatSettlesItselfIsNoIncident()
{
    Bank bank;
    bank.status = 200;
    const OneServiceWorkspace workspace(bank.server.port(), asking(".status == 200"), NotIdempotent);
    QCOMPARE(workspace.run(), 0);
    QVERIFY(workspace.cairn({"incident", "list", "--all", "--json"}).json().isEmpty());
}

/// With the failure of the request, not of the questions; and what these were answered is told.
void TestUndecided::anIncidentBeginsWhenTheQuestionsGiveUp()
{
    Bank bank;
    bank.status = 410;
    const OneServiceWorkspace workspace(bank.server.port(), asking(".status == 200"), NotIdempotent);
    QCOMPARE(workspace.run(), 1);
    const QJsonObject begun = incident(workspace);
    QCOMPARE(begun.value(u"category"_s).toString(), u"network"_s);
    QCOMPARE(begun.value(u"code"_s).toString(), u"connection_closed"_s);
    const QString cause = begun.value(u"cause"_s).toString();
    QVERIFY2(cause.endsWith(u"; asked whether it happened: the service answered 410"_s), qPrintable(cause));
    QCOMPARE(cause.count(u"asked whether"_s), 1);
    QCOMPARE(workspace.show().value(u"cause"_s).toString(), cause);
    QCOMPARE(begun.value(u"first_at"_s), begun.value(u"last_at"_s));
}

void TestUndecided::aRetryAsksAgainAndSendsNothing()
{
    Bank bank;
    const OneServiceWorkspace workspace(bank.server.port(), asking(".status == 200"), NotIdempotent);
    QCOMPARE(workspace.run(), 1);
    const int asked = countOf(bank.server, "GET");
    const QByteArray run = workspace.id().toUtf8();
    const QByteArray told = workspace.cairn({"show", run}).output;
    QVERIFY2(told.contains("`cairn retry " + run + "/pay` only asks the service once more"), told.constData());
    QCOMPARE(workspace.cairn({"retry", run}).exitCode, 0);
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(countOf(bank.server, "GET"), 2 * asked); // with an allowance of its own
    bank.status = 200;
    QCOMPARE(workspace.cairn({"retry", run}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(bank.server, "POST"), 1);
    QCOMPARE(countOf(bank.server, "GET"), 2 * asked + 1);
    QCOMPARE(incident(workspace).value(u"state"_s).toString(), u"resolved"_s);
}

void TestUndecided::ordersAboutManyAskAgainAsWell_data()
{
    QTest::addColumn<QByteArrayList>("which");
    QTest::newRow("an incident") << QByteArrayList{"--incident", "1"};
    QTest::newRow("a step") << QByteArrayList{"--where", "step:pay", "--canary"};
    QTest::newRow("runs") << QByteArrayList{"--where", "state:outcome_unknown", "--canary"};
}

/// What is asked in vain and asked again is under way, and has not failed.
void TestUndecided::ordersAboutManyAskAgainAsWell()
{
    QFETCH(QByteArrayList, which);
    std::atomic<int> patience = 1'000; ///< how many questions are answered in vain
    LedgerServer server([&](const LedgerEntry &entry, int) {
        if (entry.method == "POST")
            return reset();
        return jsonAnswer("{}", entry.method == "GET" && --patience < 0 ? 200 : 503);
    });
    const OneServiceWorkspace workspace(server.port(), asking(".status == 200"), NotIdempotent);
    QCOMPARE(workspace.run(), 1);
    const auto retry = [&](const QByteArrayList &more) { return workspace.cairn(QByteArrayList{"retry"} + which + more); };
    const Outcome dry = retry({"--dry-run"});
    QVERIFY2(dry.output.startsWith("1 eligible (1 outcome_unknown)"), dry.output.constData());
    patience = 1;
    const Outcome given = retry({"--yes"});
    QVERIFY2(given.exitCode == 0, given.errors.constData());
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(server, "POST"), 1);
    const QJsonObject order = workspace.cairn({"bulk", "show", "1", "--json"}).json().value(0);
    QCOMPARE(order.value(u"state"_s).toString(), u"done"_s);
    QCOMPARE(order.value(u"passed"_s).toInt(), 1);
    QCOMPARE(incident(workspace).value(u"state"_s).toString(), u"resolved"_s);
}

void TestUndecided::aRetryWithoutAQuestionIsRefused()
{
    Bank bank;
    const OneServiceWorkspace workspace(bank.server.port(), PayOnly, NotIdempotent);
    QCOMPARE(workspace.run(), 1);
    const Outcome refused = workspace.cairn({"retry", workspace.id().toUtf8()});
    QVERIFY2(refused.exitCode == 1 && refused.errors.contains("decide first"), refused.errors.constData());
}

void TestUndecided::aWrongQuestionIsMendedByTheNewestVersion()
{
    Bank bank;
    bank.status = 200;
    const OneServiceWorkspace workspace(bank.server.port(), asking(".body.state == \"paid\""), NotIdempotent);
    QCOMPARE(workspace.run(), 1);
    const QString cause = workspace.show().value(u"cause"_s).toString();
    QVERIFY2(cause.endsWith(u"; asked whether it happened: its answer says neither"_s), qPrintable(cause));
    workspace.writeSteps(asking(".status == 200"), 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"resume", workspace.id().toUtf8(), "--latest"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(bank.server, "POST"), 1);
    const QList<LedgerEntry> entries = bank.server.entries();
    QCOMPARE(entries.last().path, entries.at(1).path); // by the same key
}

void TestUndecided::itemsAreAskedAgain()
{
    Bank bank;
    const QByteArray each = "  pay:\n    service: api\n    foreach: \"${{ [1, 2] }}\"\n"
                            "    request: { method: POST, path: /payments, body: { json: { amount: \"${{ .item }}\" } } }\n"
                            "    reconcile: { path: /payments, happened: '.status == 200', not_happened: '.status == 404' }\n";
    const OneServiceWorkspace workspace(bank.server.port(), each, NotIdempotent);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(incident(workspace).value(u"failing"_s).toInt(), 2);
    bank.status = 200;
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(countOf(bank.server, "POST"), 2);
    QCOMPARE(incident(workspace).value(u"state"_s).toString(), u"resolved"_s);
}

QTEST_GUILESS_MAIN(TestUndecided)
#include "tst_undecided.moc"
