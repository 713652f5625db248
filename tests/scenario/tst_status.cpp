#include "workspacetest.h"

#include <QDir>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What is told of a workspace at a glance, to people and to programs, is true and whole.
class TestStatus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatNeedsAPersonIsListed();
    void nothingIsInFlightOnceItsRunnerIsKilled();
    void driftIsShownWhereOneLooks();
    void allRunsAreListedForPrograms();
    void aRenamedPipelineTakesNothingTwice();
    void refusedFilesAreToldWhileTheyAreThere();
};

namespace {

const QByteArray Send = "  send:\n    service: api\n    request: { method: POST, path: /x, body: { file: \"${{ .input }}\" } }\n";

QJsonObject statusOf(const OneServiceWorkspace &workspace)
{
    return workspace.cairn({"status", "--json"}).json().value(0);
}

} // namespace

void TestStatus::whatNeedsAPersonIsListed()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 422); });
    const OneServiceWorkspace workspace(ledger.port(), Send);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.run(), 1);
    const QJsonArray needs = statusOf(workspace).value(u"needs_a_person"_s).toArray();
    QCOMPARE(needs.size(), 1);
    const QJsonObject trouble = needs.first().toObject();
    QCOMPARE(trouble.value(u"runs"_s).toInt(), 2);
    QCOMPARE(trouble.value(u"state"_s).toString(), u"blocked"_s);
    QCOMPARE(trouble.value(u"step"_s).toString(), u"send"_s);
    QCOMPARE(trouble.value(u"service"_s).toString(), u"api"_s);
    QCOMPARE(trouble.value(u"newest"_s).toString(), workspace.id());
    QVERIFY(!trouble.value(u"category"_s).toString().isEmpty() && !trouble.value(u"at_once"_s).toBool(true));
    QCOMPARE(workspace.show().value(u"remedies"_s).toArray().size(), 1);
}

/// What its runner wrote down last is over.
void TestStatus::nothingIsInFlightOnceItsRunnerIsKilled()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return LedgerAnswer{200, {}, {}, LedgerAnswer::End::Silent}; });
    const OneServiceWorkspace workspace(ledger.port(), Send);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = workspace.cairn().start({u"runner"_s});
    const auto service = [&] { return statusOf(workspace)[u"services"_s][0].toObject(); };
    QTRY_COMPARE_WITH_TIMEOUT(service().value(u"in_flight"_s).toInt(), 1, 20'000);
    runner->kill();
    QVERIFY(runner->waitForFinished(20'000));
    QVERIFY(service().value(u"in_flight"_s).isNull() && service().value(u"waiting"_s).isNull());
    const QByteArray told = workspace.cairn({"status"}).output;
    QVERIFY2(told.contains(" - of 8") || told.contains(" - of 16"), told.constData());
}

void TestStatus::driftIsShownWhereOneLooks()
{
    const OneServiceWorkspace workspace(1, Send);
    QVERIFY(!workspace.cairn({"check"}).output.contains("as it is live")); // there is no store
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QVERIFY(statusOf(workspace).value(u"drift"_s).toArray().isEmpty());
    QVERIFY(!workspace.cairn({"check"}).output.contains("as it is live"));
    QCOMPARE(workspace.cairn({"service", "set", "api", "policy.retry.attempts=8"}).exitCode, 0);
    workspace.writeSteps(QByteArray(Send).replace("/x", "/y"));
    QCOMPARE(statusOf(workspace).value(u"drift"_s).toArray(), (QJsonArray{u"service api"_s, u"pipeline p"_s}));
    QVERIFY(workspace.cairn({"status"}).output.contains("differ: service api, pipeline p"));
    QVERIFY(workspace.cairn({"doctor"}).output.contains("drift: files and what is live differ: service api, pipeline p"));
    const Outcome checked = workspace.cairn({"check"});
    QCOMPARE(checked.exitCode, 2); // as applying it would
    QVERIFY2(checked.output.contains("not as it is live: api, p") && checked.errors.contains("version: 2"),
             (checked.output + checked.errors).constData());
}

void TestStatus::allRunsAreListedForPrograms()
{
    const OneServiceWorkspace workspace(1, Send);
    QList<QByteArray> words{"submit", "p"};
    words += QList<QByteArray>(101, "a.txt");
    QCOMPARE(workspace.cairn(words).exitCode, 0);
    QCOMPARE(workspace.cairn({"runs", "--json"}).json().size(), 101);
    QCOMPARE(workspace.cairn({"runs", "--json", "--limit", "100"}).json().size(), 100);
    QVERIFY(workspace.cairn({"runs"}).output.contains("These are the newest 100"));
}

void TestStatus::aRenamedPipelineTakesNothingTwice()
{
    LedgerServer ledger;
    const QByteArray watching = "input: { watch: inbox }\n";
    const OneServiceWorkspace workspace(ledger.port(), Send, {}, watching);
    for (const auto &name : {u"a"_s, u"b"_s})
        workspace.cairn().write(u"inbox/%1.txt"_s.arg(name), "content of " + name.toUtf8());
    const Outcome first = workspace.cairn({"apply"});
    QCOMPARE(first.exitCode, 0);
    QVERIFY2(first.output.contains("pipeline p takes 2 files from inbox, which lie there already"), first.output.constData());
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 2, 20'000);
    const QByteArray text = workspace.cairn().read(u"pipelines/p.yaml"_s);
    QVERIFY(QFile::remove(workspace.cairn().path(u"pipelines/p.yaml"_s)));
    workspace.cairn().write(u"pipelines/q.yaml"_s, QByteArray(text).replace("pipeline: p", "pipeline: q"));
    const Outcome looked = workspace.cairn({"apply", "--retire", "p", "--dry-run"});
    QVERIFY2(looked.output.contains("would retire p\n  pipeline q goes on where it ends"), looked.output.constData());
    QVERIFY(!looked.output.contains("lie there already"));
    const Outcome applied = workspace.cairn({"apply", "--retire", "p"});
    QVERIFY2(applied.exitCode == 0 && applied.output.contains("retired p\n  pipeline q goes on where it ends"),
             (applied.output + applied.errors).constData());
    workspace.cairn().write(u"inbox/c.txt"_s, "content of c");
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 3, 20'000); // by then the others have been looked at as well
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    QCOMPARE(ledger.count(), 3);
    QCOMPARE(workspace.show().value(u"pipeline"_s).toString(), u"q"_s);
    QVERIFY(workspace.cairn({"status"}).output.contains("p@2 (retired), q@1"));

    QVERIFY(QFile::remove(workspace.cairn().path(u"pipelines/q.yaml"_s)));
    QCOMPARE(workspace.cairn({"apply", "--retire", "q"}).exitCode, 0);
    workspace.cairn().write(u"pipelines/p.yaml"_s, QByteArray(text).replace("version: 1", "version: 3"));
    const Outcome back = workspace.cairn({"apply"}); // it has taken the first two
    QVERIFY2(back.output.contains("pipeline p takes 1 file from inbox"), back.output.constData());
}

/// Whoever carries the store; and a folder that comes back has the same ones as before.
void TestStatus::refusedFilesAreToldWhileTheyAreThere()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return LedgerAnswer{200, {}, {}, LedgerAnswer::End::Silent}; });
    const OneServiceWorkspace workspace(ledger.port(), Send, {}, "input: { watch: inbox, max_size: 15 }\n");
    for (const auto &name : {u"a"_s, u"b"_s})
        workspace.cairn().write(u"inbox/%1.txt"_s.arg(name), "content that is too much");
    QDir folder(workspace.cairn().path(u"."_s));
    const auto refused = [&] { return statusOf(workspace)[u"refused_files"_s].toObject(); };
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(refused()[u"count"_s].toInt(), 2, 20'000);
    const QJsonObject before = refused();
    QVERIFY(before[u"files"_s][0][u"why"_s].toString().startsWith(u"the file has 24 bytes"_s)); // its place stands beside it
    QVERIFY(folder.rename(u"inbox"_s, u"away"_s));
    QCOMPARE(refused()[u"count"_s].toInt(-1), 0);
    QTRY_VERIFY_WITH_TIMEOUT(workspace.cairn({"events", "--json"}).output.contains("the watched folder cannot be read"), 20'000);
    QVERIFY(folder.rename(u"away"_s, u"inbox"_s));
    QCOMPARE(refused(), before);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));

    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto drain = workspace.cairn().start({u"runner"_s, u"--drain"_s}); // it watches no folder
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    QVERIFY(QFile::remove(folder.filePath(u"inbox/a.txt"_s)));
    QCOMPARE(refused()[u"count"_s].toInt(), 1);
    drain->kill();
    QVERIFY(drain->waitForFinished(20'000));
}

QTEST_GUILESS_MAIN(TestStatus)
#include "tst_status.moc"
