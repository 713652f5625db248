#include "workspacetest.h"

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Orders by `--where` that name a service, a step or a category are about what stands there, by the real program.
class TestBulkSteps : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyStepOfEveryRun();
    void aCanaryIsOneStep();
    void whatItsServiceHasAnsweredIsNotDecided();
    void whatIsBlockedBesideAnUnknownOutcome();
    void whatItsServiceIsAskedAbout();
    void oneEditIsForOneStep();
    void onlyItemsOfTheCategory();

private:
    static QJsonObject order(const OneServiceWorkspace &workspace)
    {
        return workspace.cairn({"bulk", "show", "1", "--json"}).json().value(0);
    }
    static int number(const QJsonObject &order, const QString &key) { return order.value(key).toInt(); }
};

namespace {

const QByteArray Steps = "  a:\n    service: api\n    request: { method: POST, path: /a, body: { file: \"${{ .input }}\" } }\n"
                         "  b:\n    service: api\n    request: { method: POST, path: /b, body: { file: \"${{ .input }}\" } }\n";

const QByteArray DoneOnce = "idempotent: false\npolicy: { timeout: { attempt: 300ms, step: 5s }, retry: { attempts: 1 } }\n";

/// In place of the service that a workspace comes with.
void serve(const OneServiceWorkspace &workspace, const LedgerServer &ledger, const QByteArray &policy)
{
    workspace.cairn().write(u"services/api.yaml"_s,
                            "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) + "\n" + policy);
}

QByteArray shown(const Outcome &outcome)
{
    return QByteArray::number(outcome.exitCode) + ": " + outcome.output + outcome.errors;
}

/// `files` runs.
void blockAll(const OneServiceWorkspace &workspace, int files)
{
    QStringList words{u"submit"_s, u"p"_s};
    for (int i = 0; i < files; ++i) {
        workspace.cairn().write(u"files/f%1.txt"_s.arg(i), "file " + QByteArray::number(i));
        words.append(workspace.cairn().path(u"files/f%1.txt"_s.arg(i)));
    }
    QCOMPARE(workspace.cairn().run(words).exitCode, 0);
    QCOMPARE(workspace.drain(), 1);
}

/// Of a, nobody knows whether it happened; b was answered, and not as its step wants.
class DoubtfulService
{
public:
    LedgerAnswer operator()(const LedgerEntry &entry, int)
    {
        LedgerAnswer answer = jsonAnswer(isMended ? "{\"booked\":true}" : "{}");
        answer.delayMs = entry.path == "/a" && !isMended ? 3'000 : 0;
        return answer;
    }
    std::atomic<bool> isMended = false;
};

const QByteArray Booking = Steps + "    response: { expect: \".body.booked == true\" }\n";

} // namespace

/// Both stand; when one of them goes on, the run does not stand any more, and the other is asked for all the same.
void TestBulkSteps::everyStepOfEveryRun()
{
    constexpr int Runs = 60;
    std::atomic<int> status = 422;
    LedgerServer ledger([&status](const LedgerEntry &entry, int) {
        LedgerAnswer answer = jsonAnswer("{}", status);
        answer.delayMs = status == 200 ? 5 * (int(qHash(entry.body)) & 0x1f) : 0;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    serve(workspace, ledger, "policy: { concurrency: { max: 6 } }\n");
    blockAll(workspace, Runs);
    QCOMPARE(ledger.count(), 2 * Runs);
    status = 200;
    const Outcome dry = workspace.cairn({"retry", "--where", "service:api", "--dry-run"});
    QCOMPARE(dry.output.trimmed(), QByteArray("120 eligible (120 blocked)"));
    const Outcome given = workspace.cairn({"retry", "--where", "service:api", "--yes"});
    QVERIFY2(given.output.contains("recorded for 120 targets"), shown(given).constData());
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(number(order(workspace), u"passed"_s), 2 * Runs);
    QCOMPARE(number(order(workspace), u"refused"_s), 0);
    QCOMPARE(ledger.count(), 4 * Runs);
    QCOMPARE(workspace.cairn({"runs", "state:succeeded", "--json", "--limit", "0"}).json().size(), Runs);
}

/// The rest of its run is asked for when its wave comes, whatever state it is in by then.
void TestBulkSteps::aCanaryIsOneStep()
{
    constexpr int Runs = 5;
    std::atomic<int> status = 422;
    LedgerServer ledger([&status](const LedgerEntry &, int) { return jsonAnswer("{}", status); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    blockAll(workspace, Runs);
    QCOMPARE(workspace.cairn({"retry", "--where", "service:api", "--yes", "--canary"}).exitCode, 0);
    workspace.drain();
    QCOMPARE(order(workspace).value(u"why"_s).toString(), u"1 of 1 in a wave of 1 failed again"_s);
    QCOMPARE(ledger.count(), 2 * Runs + 1);
    status = 200;
    QCOMPARE(workspace.cairn({"bulk", "continue", "1", "--reason", "mended"}).exitCode, 0);
    workspace.drain();
    QCOMPARE(order(workspace).value(u"state"_s).toString(), u"done"_s);
    QCOMPARE(number(order(workspace), u"passed"_s), 2 * Runs - 1);
    QCOMPARE(ledger.count(), 4 * Runs);
    QCOMPARE(workspace.cairn({"runs", "state:succeeded", "--json"}).json().size(), Runs - 1);
}

/// What a service that is not idempotent has done is not sent again for what somebody knows of another step.
void TestBulkSteps::whatItsServiceHasAnsweredIsNotDecided()
{
    DoubtfulService service;
    LedgerServer ledger(std::ref(service));
    const OneServiceWorkspace workspace(ledger.port(), Booking);
    serve(workspace, ledger, DoneOnce);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.states(u"a"_s), QStringList(u"outcome_unknown"_s));
    QCOMPARE(workspace.states(u"b"_s), QStringList(u"blocked"_s));
    service.isMended = true;
    const Outcome decided = workspace.cairn({"decide", "--where", "service:api", "not-happened", "--reason", "it never came"});
    QVERIFY2(decided.exitCode == 0, shown(decided).constData()); // nobody is asked about one target
    workspace.drain();
    QCOMPARE(countOf(ledger, "POST", "/a"), 2);
    QCOMPARE(countOf(ledger, "POST", "/b"), 1);
    QCOMPARE(workspace.states(u"a"_s), QStringList(u"succeeded"_s));
}

void TestBulkSteps::whatIsBlockedBesideAnUnknownOutcome()
{
    DoubtfulService service;
    LedgerServer ledger(std::ref(service));
    const OneServiceWorkspace workspace(ledger.port(), Booking);
    serve(workspace, ledger, DoneOnce);
    QCOMPARE(workspace.run(), 1);
    const QByteArray status = workspace.cairn({"status"}).output;
    QVERIFY2(status.contains("outcome_unknown  p/a") && status.contains("blocked          p/b"), status.constData());
    const Outcome skipped = workspace.cairn({"skip", "--where", "step:b", "--reason", "booked by hand"});
    QVERIFY2(skipped.exitCode == 0, shown(skipped).constData());
    workspace.drain();
    QCOMPARE(workspace.states(u"b"_s), QStringList(u"skipped"_s));
    const Outcome none = workspace.cairn({"skip", "--where", "step:a"});
    QCOMPARE(none.exitCode, 4);
    QVERIFY2(none.errors.contains("1 outcome_unknown; `cairn decide`"), none.errors.constData());
}

/// The run waits for the next question, and its step is what nobody knows of.
void TestBulkSteps::whatItsServiceIsAskedAbout()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        LedgerAnswer answer = jsonAnswer("{}", entry.method == "GET" ? 503 : 200);
        answer.delayMs = entry.method == "POST" ? 3'000 : 0;
        return answer;
    });
    const OneServiceWorkspace workspace(
        ledger.port(), "  a:\n    service: api\n    request: { method: POST, path: /a }\n"
                       "    reconcile: { path: /a, happened: '.status == 200', not_happened: '.status == 404' }\n");
    serve(workspace, ledger,
          "idempotent: false\npolicy: { timeout: { attempt: 300ms, step: 1h }, retry: { attempts: 9, "
          "backoff: { initial: 5m, max: 5m, jitter: none } } }\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"waiting_retry"_s, 20'000);
    const Outcome dry = workspace.cairn({"retry", "--where", "service:api", "--dry-run"});
    QCOMPARE(dry.output.trimmed(), QByteArray("1 eligible (1 outcome_unknown)"));
    const Outcome decided = workspace.cairn({"decide", "--where", "step:a", "happened", "--reason", "it is in their list"});
    QVERIFY2(decided.exitCode == 0, shown(decided).constData());
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"succeeded"_s, 20'000);
    QCOMPARE(countOf(ledger, "POST", "/a"), 1);
}

/// The runner says which are meant, as it does where the filter names none.
void TestBulkSteps::oneEditIsForOneStep()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 422); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    workspace.cairn().write(u"e.json"_s, "{\"edited\":1}");
    const Outcome resumed = workspace.cairn({"resume", "--where", "service:api", "--input", "e.json", "--yes"});
    QVERIFY2(resumed.exitCode == 0, shown(resumed).constData());
    const Outcome drained = workspace.cairn({"runner", "--drain"});
    QVERIFY2((drained.output + drained.errors).contains("several steps of it wait"), shown(drained).constData());
    QCOMPARE(ledger.count(), 2);
    QCOMPARE(workspace.cairn({"resume", "--where", "step:a", "--input", "e.json", "--yes"}).exitCode, 0);
    workspace.drain();
    QCOMPARE(countOf(ledger, "POST", "/a"), 2);
    QCOMPARE(countOf(ledger, "POST", "/b"), 1);
}

/// The one that failed otherwise waits on, and what has passed is kept.
void TestBulkSteps::onlyItemsOfTheCategory()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return jsonAnswer("{}", entry.path.endsWith('0') ? 422 : entry.path.endsWith('1') ? 500 : 200);
    });
    const OneServiceWorkspace workspace(ledger.port(),
                                        "  items:\n    foreach: \"${{ [range(3)] }}\"\n    service: api\n    request: { "
                                        "method: POST, path: \"/item/${{ .index }}\" }\n");
    serve(workspace, ledger, "policy: { retry: { attempts: 1 } }\n");
    QCOMPARE(workspace.run(), 1);
    const Outcome skipped = workspace.cairn({"skip", "--where", "category:data", "--reason", "not wanted"});
    QVERIFY2(skipped.exitCode == 0, shown(skipped).constData());
    workspace.drain();
    QCOMPARE(workspace.states(u"items"_s), (QStringList{u"blocked"_s, u"skipped"_s, u"blocked"_s, u"succeeded"_s}));
    QCOMPARE(workspace.state(), u"blocked"_s);
}

QTEST_GUILESS_MAIN(TestBulkSteps)
#include "tst_bulksteps.moc"
