#include "workspacetest.h"

#include <QFileInfo>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// From a failing service to an incident file, opened by somebody without the workspace, and to a post-mortem; by command line
/// alone.
class TestIncidentFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void toldToOthersAndDrafted();
    void touchedFileIsRefused();
    void namesOfFilesAreCoveredForOthers();
    void auditIsFiltered();
    void wrongUse();

private:
    static QByteArray file(const OneServiceWorkspace &workspace, const char *name)
    {
        return workspace.cairn().path(QString::fromLatin1(name)).toUtf8();
    }
};

namespace {

const QByteArray Steps =
    "  send:\n    service: api\n    request: { method: POST, path: \"/send?token=s3cr3t\", body: { file: \"${{ .input }}\" } }\n";

} // namespace

void TestIncidentFiles::toldToOthersAndDrafted()
{
    LedgerServer ledger(
        [](const LedgerEntry &, int attempt) { return jsonAnswer("{\"why\":\"no\"}", attempt == 1 ? 422 : 200); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    const QByteArray bundle = file(workspace, "one.cairn-incident");
    const Outcome made =
        workspace.cairn({"incident", "bundle", "1", "-o", bundle, "--payloads", "failing", "--reason", "for the vendor"});
    QVERIFY2(made.exitCode == 0, made.errors.constData());
    QVERIFY2(made.output.contains("1 runs, 2 payloads"), made.output.constData());
    QCOMPARE(QFileInfo(QString::fromUtf8(bundle)).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    const CairnProgram elsewhere; // no workspace there
    const Outcome opened = elsewhere.run({u"incident"_s, u"open"_s, QString::fromUtf8(bundle), u"--json"_s});
    QVERIFY2(opened.exitCode == 0, opened.errors.constData());
    QVERIFY(!opened.output.contains("s3cr3t"));
    const QJsonObject told = QJsonDocument::fromJson(opened.output).object();
    QCOMPARE(told.value(u"category"_s).toString(), u"data"_s);
    QCOMPARE(told.value(u"runs"_s).toArray().size(), 1);
    QVERIFY(!told.value(u"timeline"_s).toArray().isEmpty());
    const QString key = told.value(u"key"_s).toString();
    QCOMPARE(elsewhere.run({u"incident"_s, u"open"_s, QString::fromUtf8(bundle), u"--key"_s, key}).exitCode, 0);
    const Outcome other = elsewhere.run({u"incident"_s, u"open"_s, QString::fromUtf8(bundle), u"--key"_s, u"AAAA"_s});
    QCOMPARE(other.exitCode, 2);
    QVERIFY(other.errors.contains("signed by another key"));

    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8(), "--reason", "the vendor mended it"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    const Outcome draft = workspace.cairn({"incident", "postmortem", "1"});
    QCOMPARE(draft.exitCode, 0);
    for (const char *part : {"# Post-mortem: incident 1, api, step send: data 422", "State: resolved", "the vendor mended it",
                             "retry: the last thing done before the step passed, in 1 runs", "No runbook was used", "______"})
        QVERIFY2(draft.output.contains(part), draft.output.constData());
    QCOMPARE(
        elsewhere.run({u"incident"_s, u"postmortem"_s, QString::fromUtf8(bundle), u"-o"_s, elsewhere.path(u"d.html"_s)}).exitCode,
        0);
    QVERIFY(elsewhere.read(u"d.html"_s).contains("<h2>Impact</h2>"));
    const QByteArray audit = workspace.cairn({"audit", "list", "subject:incident/1"}).output;
    QVERIFY2(audit.contains("incident.bundled") && audit.contains("for the vendor"), audit.constData());
    QCOMPARE(workspace.cairn({"audit", "verify"}).exitCode, 0);
}

void TestIncidentFiles::touchedFileIsRefused()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 422); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    const QByteArray bundle = file(workspace, "one.cairn-incident");
    QCOMPARE(workspace.cairn({"incident", "bundle", "1", "-o", bundle}).exitCode, 0);
    QFile touched(QString::fromUtf8(bundle));
    QVERIFY(touched.open(QIODevice::ReadWrite) && touched.seek(touched.size() / 2) && touched.write("#!#!") == 4);
    touched.close();
    const Outcome opened = workspace.cairn({"incident", "open", bundle});
    QCOMPARE(opened.exitCode, 2);
    QVERIFY(opened.output.isEmpty());
    QVERIFY2(opened.errors.contains("Ask whoever sent it"), opened.errors.constData());
}

/// The store keeps them, and who looks at a run has to know which file it was.
void TestIncidentFiles::namesOfFilesAreCoveredForOthers()
{
    const QByteArray card = "4111 1111 1111 1111";
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 422); });
    const OneServiceWorkspace workspace(
        ledger.port(),
        "  keep:\n    deliver: { to: outbox, name: \"${{ .input.name }}\", content: \"${{ .input }}\" }\n" +
            QByteArray(Steps).replace("send:\n", "send:\n    needs: [keep]\n"),
        {}, "input: { watch: inbox, match: \"*.txt\" }\n");
    const QString name = u"inbox/re 4111 1111 1111 1111 from GB82WEST12345698765432.txt"_s;
    workspace.cairn().write(name, "content");
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"blocked"_s, 20'000);
    QVERIFY(askToStop(*runner));
    QTRY_COMPARE(runner->state(), QProcess::NotRunning);
    const QByteArray log = runner->readAllStandardError();
    QVERIFY2(log.contains("from watched file"), log.constData());
    const QByteArray bundle = workspace.cairn().path(u"one.cairn-incident"_s).toUtf8();
    QCOMPARE(workspace.cairn({"incident", "bundle", "1", "-o", bundle}).exitCode, 0);
    const QByteArray events = workspace.cairn({"events", "--json"}).output;
    const QByteArray opened = workspace.cairn({"incident", "open", bundle}).output;
    const QByteArray draft = workspace.cairn({"incident", "postmortem", "1"}).output;
    QVERIFY2(events.contains("written to outbox/re **** **** **** 1111 from "), events.constData());
    for (const QByteArray &told : {log, events, opened, draft}) {
        QVERIFY2(told.contains(" 1111 from "), told.constData());
        QVERIFY2(!told.contains(card) && !told.contains("GB82WEST"), told.constData());
    }
    QCOMPARE(workspace.show().value(u"input"_s).toObject().value(u"name"_s).toString(), name.mid(6));
    QVERIFY(workspace.cairn({"show", workspace.id().toUtf8(), "--lineage"}).output.contains(card));
}

void TestIncidentFiles::auditIsFiltered()
{
    LedgerServer ledger([](const LedgerEntry &, int attempt) { return jsonAnswer("{}", attempt == 1 ? 422 : 200); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    const QByteArray id = workspace.id().toUtf8();
    QCOMPARE(workspace.cairn({"retry", id, "--reason", "again"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    const auto lines = [&](const QList<QByteArray> &words) { return workspace.cairn(words).output.trimmed().split('\n').size(); };
    QCOMPARE(lines({"audit", "export", "subject:" + id}), 3); // submitted, and the retry: asked for and done
    QCOMPARE(lines({"audit", "list", "action:command.retry", "actor:runner"}), 1);
    QVERIFY(workspace.cairn({"audit", "list", "since:1h", "again"}).output.contains("command.retry"));
    QVERIFY(workspace.cairn({"audit", "list", "until:2020-01-01"}).output.startsWith("No entry"));
    const Outcome wrong = workspace.cairn({"audit", "list", "who:ann"});
    QCOMPARE(wrong.exitCode, 2);
    QVERIFY(wrong.errors.contains("Keys: actor, action, subject, since, until"));
}

void TestIncidentFiles::wrongUse()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 422); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    const QByteArray path = file(workspace, "x");
    QCOMPARE(workspace.cairn({"incident", "bundle", "one", "-o", path}).exitCode, 2);
    QCOMPARE(workspace.cairn({"incident", "bundle", "1"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"incident", "bundle", "1", "-o", path, "--payloads", "some"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"incident", "bundle", "99", "-o", path}).exitCode, 4);
    QVERIFY(!QFile::exists(QString::fromUtf8(path)));
    QCOMPARE(workspace.cairn({"incident", "open", path}).exitCode, 2);
    QCOMPARE(workspace.cairn({"incident", "open"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"incident", "postmortem", "1", "-o", path + ".pdf"}).exitCode, 2);
    QCOMPARE(workspace.cairn({"incident", "postmortem", "nothing"}).exitCode, 2);
}

QTEST_GUILESS_MAIN(TestIncidentFiles)
#include "tst_incidentfiles.moc"
