#include "alertmanagerserver.h"
#include "alertworkspace.h"

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Who is told of incidents, by the real runner: signed webhooks and Debian's Alertmanager, over refusals, breakdowns and kills.
class TestAlerts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aWebhookTellsBeginAndEnd();
    void enoughFailuresAreTold();
    void aRefusalIsPassedOver();
    void whatCannotBeTakenIsSentAgainUnderTheSameId();
    void whoIsNotBelievedTellsItAgain();
    void aKilledRunnerTellsNothingTwice();
    void alertmanagerHoldsItUntilItIsResolved();
    void aRouteCanBeTried();
    void theListTellsWhatWasSentLast();
};

void TestAlerts::aWebhookTellsBeginAndEnd()
{
    Moody api;
    LedgerServer pager([](const LedgerEntry &, int) { return jsonAnswer("", 204); });
    const OneServiceWorkspace workspace(api.server.port(), Steps, "contract: { owner: docs-team, escalate_to: oncall }\n");
    configure(workspace, webhookRules(pager.port()));
    const auto runner = startRunner(workspace);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(types(pager), QStringList{u"cairn.alert.fired"_s}, 20'000);
    const QJsonObject data = told(pager).first().data;
    QVERIFY2(told(pager).first().id.startsWith("alert-"), told(pager).first().id.constData());
    QCOMPARE(pager.entries().first().path, QByteArray("/hook?to=night"));
    QCOMPARE(data.value("alert"_L1).toString(), u"needs-a-person"_s);
    QCOMPARE(data.value("workspace"_L1).toString(), u"harbour"_s);
    QCOMPARE(data.value("component"_L1).toString(), u"api"_s);
    QCOMPARE(data.value("code"_L1).toString(), u"422"_s);
    QCOMPARE(data.value("category"_L1).toString(), u"data"_s);
    QCOMPARE(data.value("escalate_to"_L1).toString(), u"oncall"_s);
    QVERIFY(data.value("checkpoint"_L1).toString().endsWith(u"/scan"_s));
    QVERIFY(!data.value("cause"_L1).toString().isEmpty());
    QVERIFY(!data.value("remedy"_L1).toString().isEmpty());
    QCOMPARE(data.value("link"_L1).toString(), u"cairn://incident/1"_s);

    QTRY_COMPARE_WITH_TIMEOUT(workspace.cairn({"runs", "state:blocked", "--json"}).json().size(), 3, 20'000);
    api.mended = true;
    QCOMPARE(workspace.cairn({"retry", "--where", "state:blocked", "--yes"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(types(pager), (QStringList{u"cairn.alert.fired"_s, u"cairn.alert.resolved"_s}), 20'000);
    QVERIFY(told(pager).last().data.contains("ended_at"_L1));
    QVERIFY(told(pager).last().id != told(pager).first().id);
    end(*runner);
}

void TestAlerts::enoughFailuresAreTold()
{
    Moody api;
    LedgerServer pager([](const LedgerEntry &, int) { return jsonAnswer("", 204); });
    const OneServiceWorkspace workspace(api.server.port(), Steps);
    configure(workspace,
              "alerts:\n  routes: { pager: { webhook: { url: \"" + urlOf(pager.port()) +
                  "\", secret: pager } } }\n  rules:\n    - { name: storm, when: { count: 3, within: 1h }, to: pager }\n");
    const auto runner = startRunner(workspace);
    const auto blocked = [&] { return workspace.cairn({"runs", "state:blocked", "--json"}).json().size(); };
    for (int i = 1; i <= 3; ++i) {
        QCOMPARE(pager.count(), 0);
        QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(blocked(), i, 20'000);
    }
    QTRY_COMPARE_WITH_TIMEOUT(pager.count(), 1, 20'000);
    QCOMPARE(told(pager).first().data.value("failing"_L1).toInteger(), 3);
    QCOMPARE(told(pager).first().data.value("alert"_L1).toString(), u"storm"_s);
    end(*runner);
}

void TestAlerts::aRefusalIsPassedOver()
{
    Moody api;
    LedgerServer pager([](const LedgerEntry &, int number) { return jsonAnswer("", number == 1 ? 400 : 204); });
    const OneServiceWorkspace workspace(api.server.port(), Steps);
    configure(workspace, webhookRules(pager.port()));
    const auto runner = startRunner(workspace);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_VERIFY_WITH_TIMEOUT(history(workspace).contains(u"dev.cairn.alert.refused"_s), 20'000);
    api.mended = true;
    QCOMPARE(workspace.cairn({"retry", "--where", "state:blocked", "--yes"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(types(pager), (QStringList{u"cairn.alert.fired"_s, u"cairn.alert.resolved"_s}), 20'000);
    end(*runner);
}

void TestAlerts::whatCannotBeTakenIsSentAgainUnderTheSameId()
{
    Moody api;
    LedgerServer pager([](const LedgerEntry &, int number) {
        return number == 3 ? reset() : jsonAnswer("", number == 1 ? 503 : number == 2 ? 429 : 204);
    });
    const OneServiceWorkspace workspace(api.server.port(), Steps);
    configure(workspace, webhookRules(pager.port()));
    const auto runner = startRunner(workspace);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(told(pager).size(), 4, 60'000);
    QSet<QByteArray> ids;
    for (const Told &one : told(pager))
        ids.insert(one.id);
    QCOMPARE(ids.size(), 1);
    const auto waits = [&] { return workspace.cairn({"alerts"}).output.contains("waiting"); };
    QTRY_VERIFY_WITH_TIMEOUT(!waits(), 20'000);
    QCOMPARE(told(pager).size(), 4);
    end(*runner);
}

/// A secret that was changed on the other side is mended on this one; the alert waits for it.
void TestAlerts::whoIsNotBelievedTellsItAgain()
{
    Moody api;
    LedgerServer pager([](const LedgerEntry &, int number) {
        return jsonAnswer("", number == 1 ? 401 : number == 2 ? 403 : 204);
    });
    const OneServiceWorkspace workspace(api.server.port(), Steps);
    configure(workspace, webhookRules(pager.port()));
    const auto runner = startRunner(workspace);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(told(pager).size(), 3, 60'000);
    QCOMPARE(told(pager).first().id, told(pager).last().id);
    QVERIFY(!history(workspace).contains(u"dev.cairn.alert.refused"_s));
    end(*runner);
}

/// Killed while the receiver has the message and has not answered: it gets it again, and can tell that by its id; nothing else.
void TestAlerts::aKilledRunnerTellsNothingTwice()
{
    Moody api;
    LedgerServer pager([](const LedgerEntry &, int number) { return number == 1 ? silent() : jsonAnswer("", 204); });
    const OneServiceWorkspace workspace(api.server.port(), Steps);
    configure(workspace, webhookRules(pager.port()));
    auto runner = startRunner(workspace);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(pager.count(), 1, 20'000);
    runner->kill();
    QVERIFY(runner->waitForFinished());
    runner = startRunner(workspace);
    QTRY_COMPARE_WITH_TIMEOUT(told(pager).size(), 2, 20'000);
    QCOMPARE(told(pager).at(0).id, told(pager).at(1).id);
    const auto sent = [&] { return workspace.cairn({"alerts", "--json"}).json().value(0).contains("last"_L1); };
    QTRY_VERIFY_WITH_TIMEOUT(sent(), 20'000);
    runner->kill();
    QVERIFY(runner->waitForFinished());
    runner = startRunner(workspace); // it was told of everything
    QCOMPARE(workspace.cairn({"alerts", "test", "pager"}).exitCode, 0);
    QCOMPARE(types(pager), (QStringList{u"cairn.alert.fired"_s, u"cairn.alert.fired"_s, u"cairn.alert.test"_s}));
    end(*runner);
}

void TestAlerts::alertmanagerHoldsItUntilItIsResolved()
{
    LedgerServer notified;
    AlertmanagerServer manager;
    manager.receiver = QString::fromLatin1(urlOf(notified.port(), "/notified"));
    QVERIFY2(manager.start(), qPrintable(manager.error()));
    Moody api;
    const OneServiceWorkspace workspace(api.server.port(), Steps);
    configure(workspace, "alerts:\n  routes:\n    am: { alertmanager: { url: \"" + urlOf(manager.port()) +
                             "\", resolve_timeout: 20s } }\n  rules:\n    - { name: CairnIncident, to: am }\n");
    auto runner = startRunner(workspace);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(manager.alerts().size(), 1, 20'000);
    const QJsonObject alert = manager.alerts().first().toObject();
    const QJsonObject labels = alert.value("labels"_L1).toObject();
    QCOMPARE(labels.value("alertname"_L1).toString(), u"CairnIncident"_s);
    QCOMPARE(labels.value("workspace"_L1).toString(), u"harbour"_s);
    QCOMPARE(labels.value("service"_L1).toString(), u"api"_s);
    QCOMPARE(labels.value("step"_L1).toString(), u"scan"_s);
    QCOMPARE(labels.value("category"_L1).toString(), u"data"_s);
    QCOMPARE(labels.value("code"_L1).toString(), u"422"_s);
    QCOMPARE(labels.value("severity"_L1).toString(), u"warning"_s);
    QCOMPARE(labels.value("incident"_L1).toString(), u"1"_s);
    const QJsonObject annotations = alert.value("annotations"_L1).toObject();
    for (const QString &key : {u"component"_s, u"checkpoint"_s, u"cause"_s, u"remedy"_s, u"runbook"_s})
        QVERIFY2(!annotations.value(key).toString().isEmpty(), qPrintable(key));
    QCOMPARE(annotations.value("link"_L1).toString(), u"cairn://incident/1"_s);
    QCOMPARE(alert.value("generatorURL"_L1).toString(), u"cairn://incident/1"_s);

    // It outlasts the time after which Alertmanager forgets what it hears nothing of, and a killed runner.
    const QString first = alert.value("updatedAt"_L1).toString();
    const auto updated = [&] { return manager.alerts().first().toObject().value("updatedAt"_L1).toString(); };
    const QDateTime began = QDateTime::currentDateTimeUtc();
    QTRY_VERIFY_WITH_TIMEOUT(updated() != first && began.secsTo(QDateTime::currentDateTimeUtc()) >= 21, 60'000);
    QCOMPARE(manager.alerts().size(), 1);
    runner->kill();
    QVERIFY(runner->waitForFinished());
    runner = startRunner(workspace);
    const QString killed = updated();
    QTRY_VERIFY_WITH_TIMEOUT(updated() != killed, 20'000);
    QCOMPARE(manager.alerts().size(), 1);
    QCOMPARE(manager.alerts().first().toObject().value("fingerprint"_L1), alert.value("fingerprint"_L1));
    QCOMPARE(manager.alerts().first().toObject().value("startsAt"_L1), alert.value("startsAt"_L1));

    api.mended = true;
    QCOMPARE(workspace.cairn({"retry", "--where", "state:blocked", "--yes"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(manager.alerts().size(), 0, 20'000);
    // Its own receiver heard of one alert that fires, and of its end.
    const auto heard = [&] {
        QStringList states;
        for (const LedgerEntry &entry : notified.entries())
            states.append(QJsonDocument::fromJson(entry.body).object().value("status"_L1).toString());
        return states;
    };
    QTRY_COMPARE_WITH_TIMEOUT(heard(), (QStringList{u"firing"_s, u"resolved"_s}), 20'000);
    end(*runner);
}

void TestAlerts::aRouteCanBeTried()
{
    LedgerServer ledger;
    LedgerServer pager([](const LedgerEntry &, int number) { return jsonAnswer("", number == 1 ? 204 : 404); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    configure(workspace, webhookRules(pager.port()));
    QCOMPARE(workspace.cairn({"alerts", "test", "pager"}).exitCode, 0); // nobody carries the store: it carries the alert itself
    QCOMPARE(types(pager), QStringList{u"cairn.alert.test"_s});
    const Outcome refused = workspace.cairn({"alerts", "test", "pager"});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.output.contains("refuses it"), refused.output.constData());
    QCOMPARE(workspace.cairn({"alerts", "test", "desktop"}).exitCode, 0);
    const Outcome unknown = workspace.cairn({"alerts", "test", "pagre"});
    QCOMPARE(unknown.exitCode, 4);
    QVERIFY2(unknown.errors.contains("Did you mean 'pager'"), unknown.errors.constData());
    QCOMPARE(workspace.cairn({"alerts", "test"}).exitCode, 2);
    QVERIFY(workspace.cairn({"audit"}).output.contains("alerts.test"));
}

void TestAlerts::theListTellsWhatWasSentLast()
{
    Moody api;
    LedgerServer pager([](const LedgerEntry &, int) { return jsonAnswer("", 204); });
    const OneServiceWorkspace workspace(api.server.port(), Steps);
    configure(workspace, webhookRules(pager.port()));
    QVERIFY(workspace.cairn({"alerts"}).output.contains("never"));
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QVERIFY(workspace.cairn({"runner", "--drain"}).exitCode >= 0);
    const QJsonObject rule = workspace.cairn({"alerts", "list", "--json"}).json().value(0);
    QCOMPARE(rule.value("rule"_L1).toString(), u"needs-a-person"_s);
    QCOMPARE(rule.value("last"_L1).toObject().value("news"_L1).toString(), u"fired"_s);
    QVERIFY(!workspace.cairn({"alerts"}).output.contains("never"));
    QVERIFY(workspace.cairn({"alerts"}).output.contains("  sent 20")); // by the route
    for (const QByteArray &line : workspace.cairn({"alerts"}).output.split('\n'))
        QVERIFY2(QString::fromUtf8(line).size() <= 120, line.constData());
}

QTEST_GUILESS_MAIN(TestAlerts)
#include "tst_alerts.moc"
