#include "workspacetest.h"

#include <atomic>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// `cairn incident` on real runs through a service that misbehaves: from the first failure to resolved, and back.
class TestIncidents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fromFailureToResolvedAndBack();
    void isFilteredByWhatFailed();
    void aRunThatStandsAtTwoStepsCountsAtBoth();
    void theSecondIsToldWhoCameFirst();
    void wrongWordsAreRefused();

private:
    static QJsonObject incident(const OneServiceWorkspace &workspace, const QByteArray &id = "1")
    {
        return workspace.cairn({"incident", "show", id, "--json"}).json().value(0);
    }
    static QString value(const QJsonObject &json, const char *key) { return json.value(QLatin1String(key)).toString(); }
    static QStringList kinds(const QJsonObject &json)
    {
        QStringList told;
        for (const QJsonValue &note : json.value(u"history"_s).toArray())
            told.append(note[u"kind"_s].toString());
        return told;
    }
    static inline const QByteArray Steps =
        "  send:\n    service: api\n    request: { method: POST, path: /send, body: { file: \"${{ .input }}\" } }\n";
    static inline const QByteArray Contract = "contract: { owner: docs-team, escalate_to: oncall-docs }\n";
};

void TestIncidents::fromFailureToResolvedAndBack()
{
    std::atomic_bool isWell = false;
    LedgerServer ledger([&](const LedgerEntry &, int) { return jsonAnswer("{}", isWell ? 200 : 422); });
    const OneServiceWorkspace workspace(ledger.port(), Steps, Contract);
    QCOMPARE(workspace.cairn({"incident"}).output, QByteArray("No incident is open.\n"));
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.run(), 1);
    const QList<QJsonObject> listed = workspace.cairn({"incident", "list", "--json"}).json();
    QCOMPARE(listed.size(), 1);
    QCOMPARE(value(listed[0], "state"), u"open"_s);
    QCOMPARE(value(listed[0], "code"), u"422"_s);
    QCOMPARE(value(listed[0], "owner"), u"the data's owners"_s); // of data, whatever the service
    QCOMPARE(value(listed[0], "escalate_to"), u"oncall-docs"_s);
    QCOMPARE(listed[0].value(u"failing"_s).toInt(), 2);
    QVERIFY(workspace.cairn({"status"}).output.contains("incidents  1 open"));

    QCOMPARE(workspace.cairn({"incident", "ack", "1", "--reason", "looking"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"incident", "assign", "1", "bob"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"incident", "note", "1", "the", "vendor", "knows"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"incident", "escalate", "1"}).exitCode, 0);
    QCOMPARE(value(incident(workspace), "state"), u"escalated"_s);
    QCOMPARE(value(incident(workspace), "assignee"), u"bob"_s);
    const Outcome shown = workspace.cairn({"incident", "show", "1"});
    QVERIFY2(shown.output.contains("cairn show " + workspace.id().toUtf8()), shown.output.constData());
    QVERIFY2(shown.output.contains("the vendor knows") && shown.output.contains("oncall-docs"), shown.output.constData());

    isWell = true;
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8(), "--reason", "mended"}).exitCode, 0);
    workspace.drain();
    QCOMPARE(incident(workspace).value(u"failing"_s).toInt(), 1);
    QCOMPARE(incident(workspace).value(u"passed"_s).toInt(), 1);
    QCOMPARE(workspace.cairn({"retry", "--where", "incident:1 state:blocked", "--yes"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(value(incident(workspace), "state"), u"resolved"_s);
    QVERIFY(workspace.cairn({"incident", "list", "--json"}).json().isEmpty());
    QCOMPARE(workspace.cairn({"incident", "list", "--all", "--json"}).json().size(), 1);

    isWell = false;
    QCOMPARE(workspace.run(), 1);
    const QJsonObject back = incident(workspace);
    QCOMPARE(value(back, "state"), u"open"_s);
    QCOMPARE(back.value(u"reopened"_s).toInt(), 1);
    QCOMPARE(kinds(back), (QStringList{u"opened"_s, u"acknowledge"_s, u"assign"_s, u"note"_s, u"escalate"_s, u"command.retry"_s,
                                       u"command.retry"_s, u"verifying"_s, u"resolved"_s, u"reopened"_s}));
    const QString asked = back.value(u"history"_s)[5][u"detail"_s].toString();
    QVERIFY2(asked.endsWith(u": mended"_s), qPrintable(asked));
    QCOMPARE(workspace.cairn({"audit", "verify"}).exitCode, 0);
    QVERIFY(workspace.cairn({"audit"}).output.contains("incident.escalate"));
}

void TestIncidents::isFilteredByWhatFailed()
{
    LedgerServer ledger([](const LedgerEntry &, int number) { return jsonAnswer("{}", number == 1 ? 422 : 401); });
    const OneServiceWorkspace workspace(ledger.port(), Steps, Contract);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.run(), 1);
    const auto count = [&](const QList<QByteArray> &options) {
        return workspace.cairn(QList<QByteArray>{"incident", "list", "--json"} + options).json().size();
    };
    QCOMPARE(count({}), 2);
    QCOMPARE(count({"--category", "auth"}), 1);
    QCOMPARE(count({"--service", "api"}), 2);
    QCOMPARE(count({"--service", "other"}), 0);
    QCOMPARE(count({"--pipeline", "p"}), 2);
    QCOMPARE(count({"--state", "acknowledged,escalated"}), 0);
    const QJsonObject auth = workspace.cairn({"incident", "list", "--category", "auth", "--json"}).json().value(0);
    QVERIFY(auth.value(u"escalate_at_once"_s).toBool());
    QCOMPARE(value(auth, "owner"), u"security"_s);
}

/// For whoever looks, and for orders: what is about one of the two leaves the other alone.
void TestIncidents::aRunThatStandsAtTwoStepsCountsAtBoth()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) { return jsonAnswer("{}", entry.path == "/send" ? 422 : 401); });
    const QByteArray second =
        "  note:\n    service: api\n    request: { method: POST, path: /note, body: { file: \"${{ .input }}\" } }\n";
    const OneServiceWorkspace workspace(ledger.port(), Steps + second, Contract);
    QCOMPARE(workspace.run(), 1);
    const QByteArray status = workspace.cairn({"status"}).output;
    const qsizetype credentials = status.indexOf("auth: the service answered 401 (at once)");
    QVERIFY2(credentials > 0 && credentials < status.indexOf("data: the service answered 422"), status.constData());
    const auto found = [&](const QByteArray &filter) { return workspace.cairn({"runs", filter, "--json"}).json().size(); };
    for (const QByteArray filter : {"step:send", "step:note", "category:auth", "category:data"})
        QVERIFY2(found(filter) == 1, filter.constData());
    QCOMPARE(workspace.cairn({"skip", "--where", "category:auth", "--reason", "not needed", "--yes"}).exitCode, 0);
    workspace.drain();
    QCOMPARE(found("step:note"), 0);
    QCOMPARE(workspace.cairn({"runs", "state:blocked", "step:send", "category:data", "--json"}).json().size(), 1);
}

void TestIncidents::theSecondIsToldWhoCameFirst()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 422); });
    const OneServiceWorkspace workspace(ledger.port(), Steps, Contract);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.cairn({"incident", "ack", "1", "--reason", "mine"}).exitCode, 0);
    const Outcome second = workspace.cairn({"incident", "ack", "1"});
    QCOMPARE(second.exitCode, 1);
    QVERIFY2(second.errors.contains("came first at ") && second.errors.contains("mine"), second.errors.constData());
    QCOMPARE(kinds(incident(workspace)), (QStringList{u"opened"_s, u"acknowledge"_s}));
}

void TestIncidents::wrongWordsAreRefused()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Steps, Contract);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    for (const QList<QByteArray> &words : QList<QList<QByteArray>>{{"close", "1"},
                                                                   {"show"},
                                                                   {"show", "x"},
                                                                   {"ack", "0"},
                                                                   {"list", "1"},
                                                                   {"list", "--state", "closed"},
                                                                   {"list", "--category", "bad"}}) {
        const Outcome refused = workspace.cairn(QList<QByteArray>{"incident"} + words);
        QVERIFY2(refused.exitCode == 2 && !refused.errors.isEmpty(), words.join(' ').constData());
    }
    QCOMPARE(workspace.cairn({"incident", "show", "1"}).exitCode, 4);
    QCOMPARE(workspace.cairn({"incident", "ack", "1"}).exitCode, 4);
}

QTEST_GUILESS_MAIN(TestIncidents)
#include "tst_incidents.moc"
