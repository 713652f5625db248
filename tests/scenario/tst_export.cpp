#include "workspacetest.h"

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What is live goes back into the workspace's files, where git keeps it; nothing that stands there is replaced unasked.
class TestExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatWasSetIsWritten();
    void whatNobodyAppliedIsNotReplacedUnasked();
    void lostFilesAreMadeAgain();
    void unreadableOnesAreReplacedWhenAsked();
    void otherCommentsAreNothingElse();
    void filesOfOthersAreLeftAlone();
};

namespace {

const QByteArray Steps =
    "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n";

/// One that is applied, and of which revision 2 was set since.
void setOnce(const OneServiceWorkspace &workspace)
{
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"service", "set", "api", "policy.retry.attempts=4"}).exitCode, 0);
}

} // namespace

void TestExport::whatWasSetIsWritten()
{
    const OneServiceWorkspace workspace(1, Steps);
    setOnce(workspace);
    const QByteArray before = workspace.cairn().read(u"services/api.yaml"_s);
    const Outcome told = workspace.cairn({"export", "--dry-run", "--json"});
    QCOMPARE(told.exitCode, 0);
    const QJsonArray files = told.json().first().value("files"_L1).toArray();
    QCOMPARE(files.size(), 1);
    QCOMPARE(files[0].toObject().value("what"_L1).toString(), u"service api, revision 2"_s);
    QCOMPARE(workspace.cairn().read(u"services/api.yaml"_s), before);

    QVERIFY(!workspace.cairn({"audit", "list"}).output.contains("workspace.exported"));

    QCOMPARE(workspace.cairn({"export", "--yes", "--reason", "for git"}).exitCode, 0);
    QVERIFY(workspace.cairn().read(u"services/api.yaml"_s).contains("attempts: 4"));
    const QByteArray audit = workspace.cairn({"audit", "list", "action:workspace.exported"}).output;
    QVERIFY2(audit.contains("for git"), audit.constData());
    QVERIFY(workspace.cairn({"apply"}).output.contains("Nothing has changed"));
    QVERIFY(workspace.cairn({"export"}).output.contains("The files say what is live"));
    QCOMPARE(workspace.cairn({"audit", "list"}).output.count("workspace.exported"), 1); // nothing was written
}

void TestExport::whatNobodyAppliedIsNotReplacedUnasked()
{
    const OneServiceWorkspace workspace(1, Steps);
    setOnce(workspace);
    workspace.writeSteps(QByteArray(Steps).replace("/scan", "/other"), 2);
    const QByteArray work = workspace.cairn().read(u"pipelines/p.yaml"_s);
    const Outcome refused = workspace.cairn({"export"}); // there is no terminal to ask on
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.output.contains("pipelines/p.yaml: pipeline p@1, in place of what it says now"), refused.output.constData());
    QVERIFY2(refused.errors.contains("--yes"), refused.errors.constData());
    QCOMPARE(workspace.cairn().read(u"pipelines/p.yaml"_s), work);
    QVERIFY(!workspace.cairn().read(u"services/api.yaml"_s).contains("attempts: 4"));
}

void TestExport::lostFilesAreMadeAgain()
{
    const OneServiceWorkspace workspace(1, Steps);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const QByteArray pipeline = workspace.cairn().read(u"pipelines/p.yaml"_s);
    QVERIFY(QFile::remove(workspace.cairn().path(u"pipelines/p.yaml"_s)));
    QVERIFY(QFile::remove(workspace.cairn().path(u"services/api.yaml"_s)));
    QCOMPARE(workspace.cairn({"export"}).exitCode, 0); // nothing is replaced: nothing is asked
    QCOMPARE(workspace.cairn().read(u"pipelines/p.yaml"_s), pipeline);
    QVERIFY(workspace.cairn({"apply"}).output.contains("Nothing has changed"));
}

void TestExport::unreadableOnesAreReplacedWhenAsked()
{
    const OneServiceWorkspace workspace(1, Steps);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    workspace.cairn().write(u"services/api.yaml"_s, "<<<<<<< HEAD\n");
    QCOMPARE(workspace.cairn({"export"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"export", "--yes"}).exitCode, 0);
    QVERIFY(workspace.cairn({"apply"}).output.contains("Nothing has changed"));
}

void TestExport::otherCommentsAreNothingElse()
{
    const OneServiceWorkspace workspace(1, Steps);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const QByteArray commented = "# ours\n" + workspace.cairn().read(u"services/api.yaml"_s);
    workspace.cairn().write(u"services/api.yaml"_s, commented);
    QVERIFY(workspace.cairn({"export", "--yes"}).output.contains("The files say what is live"));
    QCOMPARE(workspace.cairn().read(u"services/api.yaml"_s), commented);
}

/// The name is no reason: nothing is written, of the others either, and what is to be done is said.
void TestExport::filesOfOthersAreLeftAlone()
{
    const OneServiceWorkspace workspace(1, Steps);
    setOnce(workspace);
    const QByteArray other = "service: other\nbase_url: http://127.0.0.1:1\n";
    workspace.cairn().write(u"services/api.yaml"_s, other);
    QVERIFY(QFile::remove(workspace.cairn().path(u"pipelines/p.yaml"_s)));
    for (const QByteArray &how : {"--dry-run"_ba, "--yes"_ba}) {
        const Outcome refused = workspace.cairn({"export", how});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.errors.contains("services/api.yaml") && refused.errors.contains("another name"),
                 refused.errors.constData());
    }
    QCOMPARE(workspace.cairn().read(u"services/api.yaml"_s), other);
    QVERIFY(workspace.cairn().read(u"pipelines/p.yaml"_s).isEmpty());
    QVERIFY(QFile::rename(workspace.cairn().path(u"services/api.yaml"_s), workspace.cairn().path(u"services/other.yaml"_s)));
    QCOMPARE(workspace.cairn({"export"}).exitCode, 0);
    QVERIFY(workspace.cairn().read(u"services/api.yaml"_s).contains("attempts: 4"));
}

QTEST_GUILESS_MAIN(TestExport)
#include "tst_export.moc"
