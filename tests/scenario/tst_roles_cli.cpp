#include "workspacetest.h"

#include "control/access.h"

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// Roles as their holders meet them: the programs refuse what cairn.yaml does not allow whoever started them.
class TestRolesCli : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anOperatorOperatesAndEditsNothing();
    void aViewerOnlyLooks();
    void whoOnlyLooksSeesNoSecret();
    void theFirstUseAppliesNothingForWhomMayNot();
    void aBrokenFileLetsNobodyAct();
};

namespace {

const QByteArray Steps =
    "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n";

QByteArray me()
{
    return cairn::currentPerson().user.toUtf8();
}

void setRoles(const OneServiceWorkspace &workspace, const QByteArray &roles)
{
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: test\n" + roles);
}

} // namespace

void TestRolesCli::anOperatorOperatesAndEditsNothing()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 503); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    setRoles(workspace, "roles: { operator: [" + me() + "], admin: [nobody-here] }\n");
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0);
    const Outcome edit = workspace.cairn({"--json", "service", "set", "api", "policy.retry.attempts=1"});
    QCOMPARE(edit.exitCode, 2);
    QVERIFY2(edit.errors.contains("\"category\":\"forbidden\"") && edit.errors.contains("nobody-here"), edit.errors.constData());
    QCOMPARE(workspace.cairn({"--json", "service", "history", "api"}).json().size(), 1);
}

void TestRolesCli::aViewerOnlyLooks()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 503); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    const int sent = ledger.count();
    setRoles(workspace, "roles: { admin: [nobody-here] }\n");
    QCOMPARE(workspace.cairn({"runs"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"show", workspace.id().toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 2);
    QCOMPARE(workspace.cairn({"runner", "--drain"}).exitCode, 2);
    QCOMPARE(workspace.run(), 2);
    QCOMPARE(ledger.count(), sent);
    const auto refused = [&] { return workspace.cairn({"audit", "list"}).output.count("access.refused"); };
    QCOMPARE(refused(), 3);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"export", "--yes"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"payload", workspace.id().toUtf8()}).exitCode, 2);
    QCOMPARE(workspace.cairn({"resume", "--incident", "1", "--patch", ".", "--dry-run"}).exitCode, 2);
    QCOMPARE(refused(), 7);
    setRoles(workspace, "roles: { operator: [" + me() + "], admin: [nobody-here] }\n");
    QVERIFY(!workspace.cairn({"audit", "list"}).output.contains("payload.revealed"));
    QCOMPARE(workspace.cairn({"payload", workspace.id().toUtf8(), "--reason", "the customer asked"}).exitCode, 0);
    const QByteArray audit = workspace.cairn({"audit", "list", "action:payload.revealed"}).output;
    QVERIFY2(audit.contains("the customer asked") && audit.contains("payload/"), audit.constData());
}

/// Of what services give and are given in header fields and addresses.
void TestRolesCli::whoOnlyLooksSeesNoSecret()
{
    LedgerServer ledger([](const LedgerEntry &, int) {
        LedgerAnswer answer = jsonAnswer("{}");
        answer.extraHeaders = "x-session: s3cr3t-9f8e7d\r\nx-customer: KD-12345678\r\n";
        return answer;
    });
    const OneServiceWorkspace workspace(
        ledger.port(), "  scan:\n    service: api\n    request: { path: /of/KD-12345678, headers: { x-auth-token: s3cr3t-1, "
                       "x-customer: KD-12345678, x-who: ann@example.com, x-other: seen } }\n");
    const QByteArray classes = "data: { classes: { customer: { regex: \"\\\\bKD-[0-9]{8}\\\\b\" } } }\n";
    setRoles(workspace, classes);
    QCOMPARE(workspace.run(), 0);
    for (const QByteArray &roles : {QByteArray(), "roles: { admin: [nobody-here] }\n"_ba}) {
        setRoles(workspace, classes + roles);
        const QByteArray told = workspace.cairn({"show", workspace.id().toUtf8(), "--json"}).output;
        for (const char *hidden : {"s3cr3t", "12345678", "ann@"})
            QVERIFY2(!told.contains(hidden), told.constData());
        for (const char *shown : {"\"x-auth-token\":\"[redacted]\"", "\"x-session\":\"[redacted]\"", "/of/**-********",
                                  "\"x-customer\":\"**-********\"", "\"x-other\":\"seen\""})
            QVERIFY2(told.contains(shown), told.constData());
    }
}

void TestRolesCli::theFirstUseAppliesNothingForWhomMayNot()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    for (const QByteArray role : {"viewer", "operator"}) {
        setRoles(workspace, "roles: { " + role + ": [" + me() + "], admin: [nobody-here] }\n");
        QVERIFY(workspace.cairn({"submit", "p", "a.txt"}).exitCode != 0);
        QVERIFY(workspace.cairn({"service", "--json"}).json().isEmpty());
    }
    setRoles(workspace, "roles: { editor: [" + me() + "], admin: [nobody-here] }\n");
    QCOMPARE(workspace.run(), 0);
}

void TestRolesCli::aBrokenFileLetsNobodyAct()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 503); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    setRoles(workspace, "roles: { admn: [" + me() + "] }\n");
    const Outcome retry = workspace.cairn({"retry", workspace.id().toUtf8()});
    QCOMPARE(retry.exitCode, 2);
    QVERIFY2(retry.errors.contains("cairn check"), retry.errors.constData());
}

QTEST_GUILESS_MAIN(TestRolesCli)
#include "tst_roles_cli.moc"
