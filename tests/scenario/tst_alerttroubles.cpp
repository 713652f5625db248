#include "alertworkspace.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Receivers of alerts and events that cannot take everything, and what Cairn does about it; what else a route's test must not
/// do.
class TestAlertTroubles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tryingARouteBeginsNoRun();
    void aReceiverMayKnowTheFormerSecretAlone();
    void whatCannotBeDigestedKeepsNothingElseBack();
    void anAnswerThatAsksForMonthsIsNotFollowed();
    void anAddressOfOwnAuthorityNeedsAService();
    void aRenamedRuleTellsTheEnd();
    void anUnreachableRouteDoesNotKeepRunsWaiting();
    void aSinkThatRefusesEventsIsNotAskedForEver();
    void aSinkThatTakesLessAtOnceGetsAll();
};

/// It would be cut off as soon as the pager has answered.
void TestAlertTroubles::tryingARouteBeginsNoRun()
{
    LedgerServer ledger([](const LedgerEntry &, int number) {
        LedgerAnswer answer = number == 1 ? jsonAnswer("{}", 422) : jsonAnswer("{}");
        answer.delayMs = number == 1 ? 0 : 5'000;
        return answer;
    });
    LedgerServer pager([](const LedgerEntry &, int) { return jsonAnswer("", 204); });
    const OneServiceWorkspace workspace(ledger.port(), Steps, "idempotent: false\n");
    configure(workspace, webhookRules(pager.port()));
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.cairn({"alerts", "test", "pager"}).exitCode, 0);
    QVERIFY(types(pager).contains(u"cairn.alert.test"_s));
    QCOMPARE(ledger.count(), 1);
    QCOMPARE(workspace.state(), u"blocked"_s);
}

void TestAlertTroubles::aReceiverMayKnowTheFormerSecretAlone()
{
    LedgerServer ledger;
    LedgerServer pager([](const LedgerEntry &, int) { return jsonAnswer("", 204); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    configure(workspace, webhookRules(pager.port()));
    const auto rotating = workspace.cairn().start({u"credential"_s, u"rotate"_s, u"pager"_s});
    rotating->write("whsec_" + QByteArray(32, 'n').toBase64());
    rotating->closeWriteChannel();
    QVERIFY(rotating->waitForFinished() && rotating->exitCode() == 0);
    QCOMPARE(workspace.cairn({"alerts", "test", "pager"}).exitCode, 0);
    QVERIFY2(told(pager).first().id.startsWith("alert-"), told(pager).first().id.constData());
}

void TestAlertTroubles::whatCannotBeDigestedKeepsNothingElseBack()
{
    LedgerServer api([](const LedgerEntry &, int number) { return jsonAnswer("{}", number == 1 ? 422 : 403); });
    QByteArray poison;
    LedgerServer pager([&poison](const LedgerEntry &entry, int number) {
        const QByteArray id = entry.headers.value("webhook-id");
        poison = number == 1 ? id : poison;
        return jsonAnswer("", id == poison ? 500 : 204);
    });
    const OneServiceWorkspace workspace(api.port(), Steps);
    configure(workspace, webhookRules(pager.port()));
    const auto runner = startRunner(workspace);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_VERIFY_WITH_TIMEOUT(pager.count() > 0, 20'000);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto ids = [&] {
        QSet<QByteArray> all;
        for (const Told &one : told(pager))
            all.insert(one.id);
        return all.size();
    };
    QTRY_COMPARE_WITH_TIMEOUT(ids(), 2, 20'000);
    QTRY_VERIFY(workspace.cairn({"alerts"}).output.contains("waiting: 1")); // the other's end is written down
    const Outcome tested = workspace.cairn({"alerts", "test", "pager"});
    QVERIFY2(tested.exitCode == 0, tested.output.constData());
    const Outcome doctor = workspace.cairn({"doctor"});
    QVERIFY2(doctor.exitCode == 1 && doctor.output.contains("BAD  alert route pager: 1 alerts wait"), doctor.output.constData());
    QVERIFY2(doctor.output.contains("500"), doctor.output.constData());
    end(*runner);
}

void TestAlertTroubles::anAnswerThatAsksForMonthsIsNotFollowed()
{
    LedgerServer ledger;
    LedgerServer pager([](const LedgerEntry &, int number) {
        LedgerAnswer answer = jsonAnswer("", number == 1 ? 503 : 204);
        answer.extraHeaders = number == 1 ? "Retry-After: 2592000\r\n" : "";
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    workspace.cairn().write(u"services/chat.yaml"_s,
                            "service: chat\nbase_url: " + urlOf(pager.port()) +
                                "\npolicy: { retry: { backoff: { initial: 100ms, max: 1s }, retry_after_max: 2s } }\n");
    configure(workspace, "alerts:\n  routes: { pager: { webhook: { service: chat, path: /hook, secret: pager } } }\n"
                         "  rules: [ { name: any, to: pager } ]\n");
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const Outcome tested = workspace.cairn({"alerts", "test", "pager"});
    QVERIFY2(tested.exitCode == 0, tested.output.constData());
    QCOMPARE(pager.count(), 2);
}

/// A route's url takes no tls:. Here its receiver speaks none, which is another fault with the same remedy.
void TestAlertTroubles::anAddressOfOwnAuthorityNeedsAService()
{
    LedgerServer api([](const LedgerEntry &, int) { return jsonAnswer("{}", 422); });
    QTcpServer pager;
    QVERIFY(pager.listen(QHostAddress::LocalHost));
    QObject::connect(&pager, &QTcpServer::newConnection, &pager, [&] { pager.nextPendingConnection()->write("no TLS\n"); });
    const OneServiceWorkspace workspace(api.port(), Steps);
    configure(workspace, webhookRules(pager.serverPort()).replace("http:", "https:"));
    const auto runner = startRunner(workspace);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    Outcome doctor;
    QTRY_VERIFY2_WITH_TIMEOUT((doctor = workspace.cairn({"doctor"})).output.contains("write it as a service"),
                              doctor.output.constData(), 20'000);
    end(*runner);
}

/// Whoever was told of the beginning by a rule that is called otherwise now.
void TestAlertTroubles::aRenamedRuleTellsTheEnd()
{
    Moody api;
    LedgerServer pager([](const LedgerEntry &, int) { return jsonAnswer("", 204); });
    const OneServiceWorkspace workspace(api.server.port(), Steps);
    configure(workspace, webhookRules(pager.port()));
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(types(pager), QStringList{u"cairn.alert.fired"_s});
    configure(workspace, webhookRules(pager.port()).replace("needs-a-person", "another"));
    api.mended = true;
    QCOMPARE(workspace.cairn({"retry", "--where", "state:blocked", "--yes"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(types(pager), (QStringList{u"cairn.alert.fired"_s, u"cairn.alert.resolved"_s}));
    QCOMPARE(told(pager).last().data.value("alert"_L1).toString(), u"needs-a-person"_s);
}

void TestAlertTroubles::anUnreachableRouteDoesNotKeepRunsWaiting()
{
    Moody api;
    const OneServiceWorkspace workspace(api.server.port(), Steps);
    configure(workspace, webhookRules(1)); // where nobody listens
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QVERIFY(workspace.cairn({"runner", "--drain"}).exitCode >= 0); // it ends
    QCOMPARE(workspace.state(), u"blocked"_s);
    const QByteArray list = workspace.cairn({"alerts"}).output;
    QVERIFY2(list.contains("waiting: 1"), list.constData());
}

void TestAlertTroubles::aSinkThatRefusesEventsIsNotAskedForEver()
{
    LedgerServer sink([](const LedgerEntry &, int number) { return jsonAnswer("{}", number == 1 ? 400 : 204); });
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    workspace.cairn().write(u"services/sink.yaml"_s, "service: sink\nbase_url: " + urlOf(sink.port()) + "\n");
    configure(workspace, "events: { service: sink }\n");
    const auto runner = startRunner(workspace);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto refused = [&] { return workspace.cairn({"audit"}).output.contains("events.refused"); };
    QTRY_VERIFY_WITH_TIMEOUT(refused(), 20'000);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto taken = [&] {
        QByteArray all;
        for (const LedgerEntry &entry : sink.entries().mid(1))
            all += entry.body;
        return all.contains("dev.cairn.run.succeeded") && !all.contains(sink.entries().first().body);
    };
    QTRY_VERIFY_WITH_TIMEOUT(taken(), 20'000);
    end(*runner);
}

/// As a gateway does that bounds the bodies of requests.
void TestAlertTroubles::aSinkThatTakesLessAtOnceGetsAll()
{
    constexpr int Most = 5;
    const auto batch = [](const LedgerEntry &entry) { return QJsonDocument::fromJson(entry.body).array(); };
    LedgerServer sink([batch](const LedgerEntry &entry, int) { return jsonAnswer("", batch(entry).size() > Most ? 413 : 204); });
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    workspace.cairn().write(u"services/sink.yaml"_s, "service: sink\nbase_url: " + urlOf(sink.port()) + "\n");
    configure(workspace, "events: { service: sink }\n");
    QCOMPARE(workspace.run(), 0); // from here on
    configure(workspace, "");
    QCOMPARE(workspace.cairn({"run", "p", "a.txt", "a.txt", "a.txt", "a.txt", "a.txt", "a.txt"}).exitCode, 0);
    configure(workspace, "events: { service: sink }\n");
    QCOMPARE(workspace.drain(), 0);
    int succeeded = 0;
    bool wasTooLarge = false;
    for (const LedgerEntry &entry : sink.entries()) {
        const QJsonArray events = batch(entry);
        wasTooLarge = wasTooLarge || events.size() > Most;
        if (events.size() <= Most)
            succeeded += int(entry.body.count("dev.cairn.run.succeeded"));
    }
    QVERIFY(wasTooLarge);
    QCOMPARE(succeeded, 7);
    QVERIFY(!workspace.cairn({"audit"}).output.contains("events.refused"));
}

QTEST_GUILESS_MAIN(TestAlertTroubles)
#include "tst_alerttroubles.moc"
