#include "workspacetest.h"

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// Schemas of requests and answers, and what `cairn check` says about schemas and listeners before anything runs.
class TestContracts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerThatBreaksItsSchemaBlocks();
    void aRequestThatBreaksItsSchemaIsNotSent();
    void schemasReferToEachOther();
    void aRecordedSchemaDoesNotChange();
    void checkFindsWhatIsMissing_data();
    void checkFindsWhatIsMissing();
    void newerSchemasMustBeCompatible();
    void breachesOfAStepsLatencyBudgetAreCounted();
};

namespace {

const QByteArray Scan =
    "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { json: { n: \"${{ .input.size }}\" } } }\n"
    "    response: { schema: scan-result@1 }\n";
const QByteArray ScanResult = R"({"type": "object", "required": ["clean"], "properties": {"clean": {"type": "boolean"}}})";

} // namespace

void TestContracts::anAnswerThatBreaksItsSchemaBlocks()
{
    std::atomic<bool> mended = false;
    LedgerServer ledger(
        [&mended](const LedgerEntry &, int) { return jsonAnswer(mended ? "{\"clean\":true}" : "{\"clean\":\"yes\"}"); });
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    workspace.cairn().write(u"schemas/scan-result@1.json"_s, ScanResult);
    QCOMPARE(workspace.run(), 1);
    const QJsonObject run = workspace.show();
    QCOMPARE(run.value(u"category"_s).toString(), u"schema"_s);
    const QString cause = run.value(u"cause"_s).toString();
    QVERIFY2(cause.contains(u"scan-result@1"_s) && cause.contains(u"/clean"_s), qPrintable(cause));
    QVERIFY2(!cause.contains(u"yes"_s), "the value found may be confidential");
    QCOMPARE(ledger.count(), 1); // no repetition helps
    mended = true;
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
}

void TestContracts::aRequestThatBreaksItsSchemaIsNotSent()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(
        ledger.port(),
        "  scan:\n    service: api\n"
        "    request: { method: POST, path: /scan, body: { json: { n: \"${{ .input.size }}\" } }, schema: order@1 }\n");
    workspace.cairn().write(u"schemas/order@1.json"_s, R"({"properties": {"n": {"maximum": 5}}})");
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.show().value(u"category"_s).toString(), u"schema"_s);
    QCOMPARE(ledger.count(), 0);
}

void TestContracts::schemasReferToEachOther()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{\"clean\":[1]}"); });
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    workspace.cairn().write(u"schemas/scan-result@1.json"_s, R"({"properties": {"clean": {"$ref": "flag@1"}}})");
    workspace.cairn().write(u"schemas/flag@1.json"_s, R"({"type": "boolean"})");
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.show().value(u"category"_s).toString(), u"schema"_s);
}

void TestContracts::aRecordedSchemaDoesNotChange()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{\"clean\":true}"); });
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    workspace.cairn().write(u"schemas/scan-result@1.json"_s, ScanResult);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    workspace.cairn().write(u"schemas/scan-result@1.json"_s, R"({"type": "object"})");
    const Outcome changed = workspace.cairn({"apply"});
    QVERIFY(changed.exitCode != 0);
    QVERIFY2(changed.errors.contains("scan-result@2"), changed.errors.constData());
}

void TestContracts::checkFindsWhatIsMissing_data()
{
    QTest::addColumn<QByteArray>("steps");
    QTest::addColumn<QByteArray>("found");
    const QByteArray api =
        "  a:\n    service: api\n    request: { method: POST, path: /a, body: { json: { u: \"${{ .callback.url }}\" } } }\n";
    QTest::newRow("no such schema") << Scan << QByteArray("there is no schema scan-result@1");
    QTest::newRow("no listener") << api + "    await: { callback: {}, timeout: 1h }\n" << QByteArray("needs a listener");
    QTest::newRow("callback without timeout") << api + "    await: { callback: {} }\n" << QByteArray("timeout");
    QTest::newRow("callback that is not told") << QByteArray("  a:\n    service: api\n    request: { path: /a }\n"
                                                             "    await: { callback: {}, timeout: 1h }\n")
                                               << QByteArray("never told where to call back");
    QTest::newRow("callback elsewhere") << api << QByteArray("there is no .callback here");
    QTest::newRow("item without foreach") << QByteArray(
                                                 "  a:\n    service: api\n    request: { path: \"/${{ .item | @uri }}\" }\n")
                                          << QByteArray("there is no .item here");
    QTest::newRow("partial without foreach")
        << QByteArray("  a:\n    service: api\n    partial: { at_least: 5 }\n    request: { path: /a }\n")
        << QByteArray("means nothing without 'foreach'");
    QTest::newRow("foreach of text") << QByteArray("  a:\n    service: api\n    foreach: some\n    request: { path: /a }\n")
                                     << QByteArray("must be one expression that gives an array");
    QTest::newRow("bad share") << QByteArray(
                                      "  a:\n    service: api\n    foreach: \"${{ .input }}\"\n    partial: { at_least: 190% }\n"
                                      "    request: { path: /a }\n")
                               << QByteArray("neither a share nor a number");
    QTest::newRow("reconcile without tests")
        << QByteArray("  a:\n    service: api\n    request: { path: /a }\n    reconcile: { path: /b }\n")
        << QByteArray("happened");
}

void TestContracts::checkFindsWhatIsMissing()
{
    QFETCH(QByteArray, steps);
    QFETCH(QByteArray, found);
    const OneServiceWorkspace workspace(1, steps);
    const Outcome checked = workspace.cairn({"check"});
    QCOMPARE(checked.exitCode, 2);
    QVERIFY2(checked.output.contains(found), checked.output.constData());
    QVERIFY2(checked.output.startsWith("pipelines/p.yaml:"), checked.output.constData());
}

void TestContracts::newerSchemasMustBeCompatible()
{
    const OneServiceWorkspace workspace(1, Scan);
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: w\nschemas: { compatibility: backward }\n");
    workspace.cairn().write(u"schemas/scan-result@1.json"_s, R"({"type": "object"})");
    workspace.cairn().write(u"schemas/scan-result@2.json"_s, ScanResult);
    const Outcome checked = workspace.cairn({"check"});
    QCOMPARE(checked.exitCode, 2);
    QVERIFY2(checked.output.contains("not compatible with scan-result@1"), checked.output.constData());
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: w\nschemas: { compatibility: forward }\n");
    QCOMPARE(workspace.cairn({"check"}).exitCode, 0);
}

void TestContracts::breachesOfAStepsLatencyBudgetAreCounted()
{
    LedgerServer ledger([](const LedgerEntry &, int) {
        LedgerAnswer answer = jsonAnswer("{\"clean\":true}");
        answer.delayMs = 60;
        return answer;
    });
    const OneServiceWorkspace workspace(
        ledger.port(), "  scan:\n    service: api\n    contract: { latency_budget: 20ms }\n    request: { path: /a }\n"
                       "  quick:\n    service: api\n    contract: { latency_budget: 1h }\n    request: { path: /b }\n");
    QCOMPARE(workspace.run(), 0);
    const QJsonObject service = workspace.cairn({"service", "show", "api", "--json"}).json().value(0);
    QCOMPARE(service.value(u"exchanges"_s).toInt(), 2);
    QCOMPARE(service.value(u"over_latency_budget"_s).toInt(), 1);
}

QTEST_GUILESS_MAIN(TestContracts)
#include "tst_contracts.moc"
