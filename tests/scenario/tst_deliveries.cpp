#include "rawstore.h"
#include "workspacetest.h"

#include "base/ids.h"

#include <QCryptographicHash>
#include <QDir>

#include <csignal>
#include <sys/stat.h>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What is in an outbox is replaced by its own newer self, and by nothing else.
class TestDeliveries : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itemsOfOneNameAreNotWrittenOverEachOther_data();
    void itemsOfOneNameAreNotWrittenOverEachOther();
    void itemsThatChangedTheirPlacesReplaceTheirOlderSelves();
    void whatEqualsAnOlderFileElsewhereStays();
    void aWorkspaceMayBeFoundByAnotherPath_data();
    void aWorkspaceMayBeFoundByAnotherPath();
    void whatAnotherRerunDeliversMeanwhileIsReplaced();
    void anAnswerWithADigestIsItself_data();
    void anAnswerWithADigestIsItself();
    void nothingMakesNoFile_data();
    void nothingMakesNoFile();
    void itemsStandForTheirBytes();
    void aMountThatHangsKeepsNothingElseWaiting();

private:
    static QByteArray outbox(const OneServiceWorkspace &workspace, const QString &name)
    {
        return workspace.cairn().read(u"outbox/"_s + name);
    }
};

namespace {

QByteArray listAndDeliver(const QByteArray &name, const QByteArray &parallel = "1")
{
    return "  list:\n    service: api\n    request: { method: POST, path: /list, body: { file: \"${{ .input }}\" } }\n"
           "  out:\n    needs: [list]\n    foreach: \"${{ .steps.list.body.l }}\"\n    parallel: " +
           parallel + "\n    deliver: { to: outbox, name: \"" + name + "\", content: \"${{ .item }}\" }\n";
}

LedgerAnswer inOrder(const LedgerEntry &, int)
{
    return jsonAnswer(R"({"l":["a","b"]})");
}

/// Each time the other way round.
LedgerAnswer turned(const LedgerEntry &, int number)
{
    return jsonAnswer(number % 2 == 1 ? R"({"l":["a","b"]})" : R"({"l":["b","a"]})");
}

} // namespace

void TestDeliveries::itemsOfOneNameAreNotWrittenOverEachOther_data()
{
    QTest::addColumn<QByteArray>("parallel");
    QTest::newRow("one after the other") << QByteArray("1");
    QTest::newRow("at once") << QByteArray("2");
}

/// In a rerun neither, for which the other item's file was one that an older run made.
void TestDeliveries::itemsOfOneNameAreNotWrittenOverEachOther()
{
    QFETCH(QByteArray, parallel);
    LedgerServer ledger(inOrder);
    const OneServiceWorkspace workspace(ledger.port(), listAndDeliver("f.txt", parallel));
    QCOMPARE(workspace.run(), 1);
    const QString first = workspace.id();
    QCOMPARE(workspace.state(), u"blocked"_s);
    const QByteArray content = outbox(workspace, u"f.txt"_s);
    QVERIFY(content == "a" || content == "b");
    for (int rerun = 0; rerun < 5; ++rerun) {
        QCOMPARE(workspace.cairn({"rerun", first.toUtf8()}).exitCode, 0);
        workspace.drain();
        QCOMPARE(workspace.state(), u"blocked"_s);
        QCOMPARE(workspace.show().value(u"category"_s).toString(), u"conflict"_s);
        QCOMPARE(workspace.states(u"out"_s).count(u"succeeded"_s), 1);
    }
}

void TestDeliveries::itemsThatChangedTheirPlacesReplaceTheirOlderSelves()
{
    LedgerServer ledger(turned);
    const OneServiceWorkspace workspace(ledger.port(), listAndDeliver("f${{ .index }}.txt"));
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(outbox(workspace, u"f0.txt"_s), QByteArray("a"));
    QCOMPARE(workspace.cairn({"rerun", workspace.id().toUtf8()}).exitCode, 0);
    workspace.drain();
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(outbox(workspace, u"f0.txt"_s), QByteArray("b"));
    QCOMPARE(outbox(workspace, u"f1.txt"_s), QByteArray("a"));
}

/// Somebody's file that holds what the step once delivered under another name.
void TestDeliveries::whatEqualsAnOlderFileElsewhereStays()
{
    LedgerServer ledger;
    const auto steps = [](const QByteArray &name, const QByteArray &content) {
        return "  out:\n    deliver: { to: outbox, name: " + name + ", content: \"" + content + "\" }\n";
    };
    const OneServiceWorkspace workspace(ledger.port(), steps("one.txt", "once"));
    QCOMPARE(workspace.run(), 0);
    const QString first = workspace.id();
    workspace.cairn().write(u"outbox/two.txt"_s, "once");
    workspace.writeSteps(steps("two.txt", "again"), 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"rerun", first.toUtf8(), "--latest"}).exitCode, 0);
    workspace.drain();
    QCOMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(workspace.show().value(u"category"_s).toString(), u"conflict"_s);
    QCOMPARE(outbox(workspace, u"two.txt"_s), QByteArray("once"));
}

void TestDeliveries::aWorkspaceMayBeFoundByAnotherPath_data()
{
    QTest::addColumn<bool>("isOld");
    QTest::newRow("written by this version") << false;
    QTest::newRow("written by one that told the whole path") << true;
}

/// By a link, or because it was moved or put back elsewhere.
void TestDeliveries::aWorkspaceMayBeFoundByAnotherPath()
{
    QFETCH(bool, isOld);
    LedgerServer ledger(turned);
    const OneServiceWorkspace workspace(ledger.port(), listAndDeliver("f${{ .index }}.txt"));
    QCOMPARE(workspace.run(), 0);
    const QString id = workspace.id();
    const QString root = QDir(workspace.cairn().path({})).absolutePath();
    if (isOld)
        RawStore(workspace.cairn().path(u".cairn"_s))
            .change(u"UPDATE checkpoint SET reason = replace(reason, 'written to ', 'written to %1/')"_s.arg(root));
    QTemporaryDir elsewhere;
    const QString link = elsewhere.filePath(u"link"_s);
    QVERIFY(QFile::link(root, link));
    const auto there = [&link](const QStringList &words) {
        QProcess program;
        program.start(programPath(u"cairn"_s), QStringList{u"-C"_s, link} + words);
        return program.waitForFinished(60'000) ? program.exitCode() : -1;
    };
    QCOMPARE(there({u"rerun"_s, id}), 0);
    QCOMPARE(there({u"runner"_s, u"--drain"_s}), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QVERIFY(workspace.id() != id);
    QCOMPARE(outbox(workspace, u"f0.txt"_s), QByteArray("b"));
}

/// The later of two reruns has looked already at what was there when the earlier one delivers.
void TestDeliveries::whatAnotherRerunDeliversMeanwhileIsReplaced()
{
    LedgerServer ledger([](const LedgerEntry &, int number) {
        LedgerAnswer answer = jsonAnswer("{\"n\":\"" + QByteArray::number(number) + "\"}");
        answer.delayMs = number == 1 ? 0 : number == 2 ? 2'500 : 5'000;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), R"(  one:
    deliver: { to: outbox, name: one.txt, content: "${{ .run.id }}" }
  gate:
    needs: [one]
    service: api
    request: { method: POST, path: /gate, body: { json: "${{ .run.id }}" } }
  two:
    needs: [gate]
    deliver: { to: outbox, name: two.txt, content: "${{ .steps.gate.body.n }}" }
)");
    QCOMPARE(workspace.run(), 0);
    const QByteArray first = workspace.id().toUtf8();
    const auto runner = workspace.cairn().start({u"runner"_s});
    for (const int sent : {2, 3}) {
        QCOMPARE(workspace.cairn({"rerun", first}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), sent, 20'000);
    }
    QTRY_VERIFY_WITH_TIMEOUT(outbox(workspace, u"two.txt"_s) == "2", 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(workspace.state() != u"running"_s, 20'000);
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(outbox(workspace, u"two.txt"_s), QByteArray("3"));
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
}

/// Scanners and stores answer with the digest of what they were sent: the answer is meant, not the file.
void TestDeliveries::anAnswerWithADigestIsItself_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("of a result") << "\"clean\":true,\"size\":1,\"status\":2"_ba;
    QTest::newRow("of the file") << "\"clean\":true,\"name\":\"a.txt\",\"media_type\":\"text/plain\",\"size\":1"_ba;
}

/// Though it is that of the run's own file.
void TestDeliveries::anAnswerWithADigestIsItself()
{
    QFETCH(QByteArray, fields);
    LedgerServer ledger([&fields](const LedgerEntry &entry, int) {
        const QByteArray digest = QCryptographicHash::hash(entry.body, QCryptographicHash::Sha256).toHex();
        return jsonAnswer('{' + fields + ",\"sha256\":\"" + digest + "\"}");
    });
    const OneServiceWorkspace workspace(
        ledger.port(),
        "  scan: { service: api, request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } } }\n"
        "  report: { needs: [scan], deliver: { to: outbox, name: r.json, content: \"${{ .steps.scan.body }}\" } }\n"
        "  file: { needs: [scan], deliver: { to: outbox, name: a.json, content: \"${{ .steps.scan }}\" } }\n"
        "  send: { needs: [scan], service: api, request: { method: POST, path: /send, body: { multipart: "
        "{ report: \"${{ .steps.scan.body }}\", answer: \"${{ .steps.scan }}\" } } } }\n");
    QCOMPARE(workspace.run(), 0);
    const QByteArray answer = outbox(workspace, u"a.json"_s);
    QVERIFY(answer.startsWith('{' + fields + ",\"sha256\":"));
    QCOMPARE(QJsonDocument::fromJson(outbox(workspace, u"r.json"_s)), QJsonDocument::fromJson(answer));
    const auto entries = ledger.entries();
    const auto sent =
        std::find_if(entries.begin(), entries.end(), [](const LedgerEntry &entry) { return entry.path == "/send"; });
    QVERIFY(sent != entries.end());
    QCOMPARE(sent->body.count("\"clean\":true"), 2);
}

void TestDeliveries::nothingMakesNoFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("delivered");
    QTest::newRow("its body") << ".steps.scan.body"_ba << QByteArray();
    QTest::newRow("it") << ".steps.scan"_ba << QByteArray();
    QTest::newRow("a default") << ".steps.scan.body // \\\"none\\\""_ba
                               << "none"_ba;
}

/// A step that was skipped has no answer, and so it is with one that was given up or decided about.
void TestDeliveries::nothingMakesNoFile()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, delivered);
    LedgerServer ledger(inOrder);
    const OneServiceWorkspace workspace(
        ledger.port(), "  scan: { when: \"${{ .input.size > 1000 }}\", service: api, request: { path: /scan } }\n"
                       "  out: { needs: [scan], deliver: { to: outbox, name: r.json, content: \"${{ " +
                           content + " }}\" } }\n");
    QCOMPARE(workspace.run(), delivered.isEmpty() ? 1 : 0);
    QCOMPARE(outbox(workspace, u"r.json"_s), delivered);
    if (delivered.isEmpty())
        QVERIFY(workspace.show().value(u"cause"_s).toString().contains(u"it gives null"_s));
}

/// Here two files that nobody reads from, where deliveries write to before they put them into place.
void TestDeliveries::aMountThatHangsKeepsNothingElseWaiting()
{
    LedgerServer ledger(inOrder);
    const OneServiceWorkspace workspace(ledger.port(),
                                        "  out:\n    deliver: { to: outbox, name: f.txt, content: \"${{ .input }}\" }\n");
    workspace.cairn().write(u"pipelines/w.yaml"_s,
                            "pipeline: w\nversion: 1\ninput: { watch: inbox }\nsteps:\n"
                            "  out:\n    deliver: { to: elsewhere, name: g.txt, content: \"${{ .input }}\" }\n");
    workspace.cairn().write(u"outbox/before"_s, {});
    for (int run = 0; run < 2; ++run) {
        QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
        const QByteArray by = workspace.id().toUtf8() + "/out/f.txt";
        const QString part = u"outbox/.%1.cairn-part"_s.arg(cairn::Digest::of(by).brief());
        QCOMPARE(::mkfifo(QFile::encodeName(workspace.cairn().path(part)).constData(), 0600), 0);
    }
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"running"_s, 20'000);
    workspace.cairn().write(u"inbox/new.txt"_s, "new");
    QTRY_COMPARE_WITH_TIMEOUT(workspace.cairn().read(u"elsewhere/g.txt"_s), "new"_ba, 20'000);
    ::kill(pid_t(runner->processId()), SIGKILL);
    QVERIFY(runner->waitForFinished());
}

/// Also as values of another step's items, which are written down.
void TestDeliveries::itemsStandForTheirBytes()
{
    const QByteArray page = "{ \"n\": 1.50, \"t\": \"\xc3\xbc\" }";
    LedgerServer ledger([&page](const LedgerEntry &, int) { return jsonAnswer(page); });
    const OneServiceWorkspace workspace(
        ledger.port(),
        "  pages: { foreach: '${{ [1, 2] }}', service: api, request: { method: POST, path: /page, body: { json: '${{ .item }}' } "
        "} }\n"
        "  out: { needs: [pages], foreach: '${{ .steps.pages.body.items }}', deliver: { to: outbox, name: '${{ .index }}.json', "
        "content: '${{ .item }}' } }\n"
        "  send: { needs: [pages], foreach: '${{ [.steps.pages.body.items[] | {page: .}] }}', service: api,\n"
        "          request: { method: POST, path: /send, body: { file: '${{ .item.page }}' } } }\n");
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(outbox(workspace, u"0.json"_s), page);
    QCOMPARE(outbox(workspace, u"1.json"_s), page);
    QList<LedgerEntry> sent = ledger.entries();
    sent.removeIf([](const LedgerEntry &entry) { return entry.path != "/send"; });
    QCOMPARE(sent.size(), 2);
    QCOMPARE(sent.first().body, page);
}

QTEST_GUILESS_MAIN(TestDeliveries)
#include "tst_deliveries.moc"
