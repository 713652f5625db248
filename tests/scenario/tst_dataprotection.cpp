#include "workspacetest.h"

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Data of a protected class does not reach a service that is not cleared for it, whatever way it would go; and nothing that is
/// recorded or printed of that holds the data.
class TestDataProtection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isNotSent_data();
    void isNotSent();
    void clearedServicesGetIt();
    void editedInputPasses();
    void largeFilesAreLookedThrough();
    void ownClasses();
    void documentsAreTestedWhateverTheirType_data();
    void documentsAreTestedWhateverTheirType();
    void whatCannotBeTestedIsNotSent_data();
    void whatCannotBeTestedIsNotSent();
    void whatATestDoesNotApplyToIsSent();
    void manyFindingsTakeNoTime();
    void pollsAreLookedThrough();
    void whatServicesQuoteIsMasked();
    void whatRefusalsQuoteIsMasked();
    void addressesAreKeptWithoutSecrets();
    void unencryptedServicesAreTold();
    void checkTellsOfMistakes_data();
    void checkTellsOfMistakes();

private:
    static QByteArray protect(const QByteArray &classes);
    static bool isAnywhere(const OneServiceWorkspace &workspace, const QByteArray &secret);
};

namespace {
const QByteArray Card = "4111 1111 1111 1111";
const QByteArray Post =
    "  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n";
} // namespace

QByteArray TestDataProtection::protect(const QByteArray &classes)
{
    return "data: { protect: [" + classes + "] }\n";
}

/// In what the command line prints about the run.
bool TestDataProtection::isAnywhere(const OneServiceWorkspace &workspace, const QByteArray &secret)
{
    const QByteArray id = workspace.id().toUtf8();
    for (const QList<QByteArray> &words : QList<QList<QByteArray>>{{"show", id, "--json"},
                                                                   {"show", id},
                                                                   {"runs", "--json"},
                                                                   {"incident", "list", "--json"},
                                                                   {"incident", "show", "1"},
                                                                   {"events", "--json"},
                                                                   {"audit", "export"},
                                                                   {"incident", "postmortem", "1"}}) {
        const Outcome told = workspace.cairn(words);
        if ((told.output + told.errors).contains(secret))
            return true;
    }
    return false;
}

void TestDataProtection::isNotSent_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QString>("place");
    QTest::newRow("file") << "body: { file: \"${{ .input }}\" }"_ba << u"at byte 10"_s;
    QTest::newRow("json") << QByteArray(
                                 "body: { json: { order: { note: \"${{ .input.name }}: pay with 4111 1111 1111 1111\" } } }")
                          << u"at /order/note"_s;
    QTest::newRow("raw") << "body: { raw: \"4111 1111 1111 1111\" }"_ba << u"at byte 0"_s;
    QTest::newRow("multipart field") << "body: { multipart: { lang: en, note: \"4111 1111 1111 1111\" } }"_ba << u"at byte"_s;
    QTest::newRow("multipart file") << "body: { multipart: { lang: en, document: \"${{ .input }}\" } }"_ba << u"at byte"_s;
    QTest::newRow("query") << "query: { q: \"4111 1111 1111 1111\" }"_ba << u"in the URL's query"_s;
    QTest::newRow("header") << "headers: { x-note: \"4111 1111 1111 1111\" }"_ba << u"in header x-note"_s;
}

void TestDataProtection::isNotSent()
{
    QFETCH(QByteArray, request);
    QFETCH(QString, place);
    LedgerServer ledger;
    const OneServiceWorkspace workspace(
        ledger.port(), "  post:\n    service: api\n    request: { method: POST, path: /post, " + request + " }\n", {},
        protect("card, iban"));
    workspace.cairn().write(u"a.txt"_s, "pay with: " + Card + "\n");
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(ledger.count(), 0);
    const QJsonObject run = workspace.show();
    QCOMPARE(run.value(u"state"_s).toString(), u"blocked"_s);
    QCOMPARE(run.value(u"category"_s).toString(), u"policy"_s);
    const QString cause = run.value(u"cause"_s).toString();
    QVERIFY2(cause.contains(u"service api is not cleared for card (1, the first "_s + place), qPrintable(cause));
    QVERIFY(!isAnywhere(workspace, Card));
}

void TestDataProtection::clearedServicesGetIt()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post, "data: { cleared_for: [card] }\n", protect("card, iban"));
    workspace.cairn().write(u"a.txt"_s, Card);
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(ledger.count(), 1);
    workspace.cairn().write(u"a.txt"_s, Card + " from GB82WEST12345698765432");
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(ledger.count(), 1);
    const QString cause = workspace.show().value(u"cause"_s).toString();
    QVERIFY2(cause.contains(u"iban (1"_s) && !cause.contains(u"card"_s), qPrintable(cause));
    // cleared now, it is sent on
    workspace.cairn().write(u"services/api.yaml"_s,
                            workspace.cairn().read(u"services/api.yaml"_s).replace("[card]", "[card, iban]"));
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
}

void TestDataProtection::editedInputPasses()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post, {}, protect("card"));
    workspace.cairn().write(u"a.txt"_s, Card);
    QCOMPARE(workspace.run(), 1);
    workspace.cairn().write(u"worse.txt"_s, "still " + Card);
    QCOMPARE(workspace.cairn({"resume", workspace.id().toUtf8(), "--input", "worse.txt"}).exitCode, 0);
    workspace.drain();
    QCOMPARE(ledger.count(), 0);
    workspace.cairn().write(u"better.txt"_s, "card withheld");
    QCOMPARE(workspace.cairn({"resume", workspace.id().toUtf8(), "--input", "better.txt"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(ledger.count(), 1);
    QCOMPARE(ledger.entries().first().body, "card withheld"_ba);
}

void TestDataProtection::largeFilesAreLookedThrough()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post, {}, protect("card"));
    const QByteArray harmless = "2026-11-26 nothing to see here, order 4711\n"_ba.repeated(60'000);
    workspace.cairn().write(u"a.txt"_s, harmless);
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(ledger.count(), 1);
    workspace.cairn().write(u"a.txt"_s, harmless + Card + "\n" + harmless);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(ledger.count(), 1);
    const QString cause = workspace.show().value(u"cause"_s).toString();
    QVERIFY2(cause.contains(u"at byte %1 of the file"_s.arg(harmless.size())), qPrintable(cause));
}

void TestDataProtection::ownClasses()
{
    LedgerServer ledger;
    const QByteArray steps = "  post:\n    service: api\n    request: { method: POST, path: /post, body: { json: { patient: { "
                             "id: \"${{ .input.name }}\" }, no: KD-12345678 } } }\n";
    const OneServiceWorkspace workspace(ledger.port(), steps, {}, protect("customer, patient"));
    workspace.cairn().write(
        u"cairn.yaml"_s,
        "workspace: test\ndata: { classes: { customer: { regex: \"KD-[0-9]{8}\" }, patient: { jq: .body.patient.id } } }\n");
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(ledger.count(), 0);
    const QString cause = workspace.show().value(u"cause"_s).toString();
    QVERIFY2(cause.contains(u"customer (1, the first at /no), patient (1, the first where .body.patient.id holds)"_s),
             qPrintable(cause));
}

void TestDataProtection::documentsAreTestedWhateverTheirType_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("test");
    const QByteArray patients = "{\"patients\":[{\"name\":\"walk-in\"},{\"id\":\"P-4711\"}]}";
    const QByteArray ofAll = ".body.patients[].id";
    const QByteArray file = "file: \"${{ .input }}\"";
    const QByteArray form = "multipart: { lang: en, document: \"${{ .input }}\" }";
    QTest::newRow("said to be JSON") << file + ", content_type: application/json" << patients << ofAll;
    QTest::newRow("several places") << file + ", content_type: application/json" << patients
                                    << ".body.nobody, .body.patients[1].id"_ba;
    QTest::newRow("file") << file << "\xef\xbb\xbf \n" + patients << ofAll;
    QTest::newRow("large file") << file << QByteArray(100'000, ' ').prepend('[').append("]") << ".body == []"_ba;
    QTest::newRow("file that is too large") << file << "[" + QByteArray(9'000'000, ' ') + "1]" << ofAll;
    QTest::newRow("file that is too deep") << file << QByteArray(300, '[') + "7" + QByteArray(300, ']') << ofAll;
    QTest::newRow("file in a form") << form << patients << ofAll;
    QTest::newRow("large file in a form") << form << "[" + QByteArray(100'000, ' ') + "]"
                                          << ".body == []"_ba;
    QTest::newRow("field of a form") << "multipart: { data: '{\"patients\":[{\"id\":\"P-4711\"}]}' }"_ba << patients << ofAll;
    QTest::newRow("text") << "raw: '{\"patients\":[{\"id\":\"P-4711\"}]}'"_ba << patients << ofAll;
}

void TestDataProtection::documentsAreTestedWhateverTheirType()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, test);
    LedgerServer ledger;
    const QByteArray steps = "  post:\n    service: api\n    request: { method: POST, path: /post, body: { " + body + " } }\n";
    const OneServiceWorkspace workspace(ledger.port(), steps, {}, protect("patient"));
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: test\ndata: { classes: { patient: { jq: \"" + test + "\" } } }\n");
    workspace.cairn().write(u"a.txt"_s, input);
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(ledger.count(), 0);
    const QString cause = workspace.show().value(u"cause"_s).toString();
    QVERIFY2(cause.contains(u"not cleared for patient"_s), qPrintable(cause));
    if (body.contains("'{") || body.contains("json"))
        return;
    workspace.cairn().write(u"a.txt"_s, "[INFO] no document\n");
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(ledger.count(), 1);
}

void TestDataProtection::whatCannotBeTestedIsNotSent_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("test");
    QTest::addColumn<QString>("why");
    const QByteArray patient = ".body.patient.id";
    QTest::newRow("too large") << "{\"pad\":\"" + QByteArray(9'000'000, 'x') + "\",\"patient\":{\"id\":7}}" << patient
                               << u"the body has 9000029 bytes"_s;
    QTest::newRow("too deep") << QByteArray(300, '[') + "7" + QByteArray(300, ']') << patient << u"it is not JSON"_s;
    QTest::newRow("no JSON") << "{\"patient\":{\"id\":7},}"_ba << patient << u"it is not JSON"_s;
    QTest::newRow("failing") << "{\"patient\":{}}"_ba << patient + " | test(1)" << u"the test fails on what it holds"_s;
    QTest::newRow("endless") << "{}"_ba
                             << "(reduce range(1e12) as $i (0; . + 1)) > 0"_ba << u"it was stopped after 1s"_s;
}

/// A test that has not seen the whole body says nothing of it.
void TestDataProtection::whatCannotBeTestedIsNotSent()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, test);
    QFETCH(QString, why);
    LedgerServer ledger;
    const QByteArray steps =
        "  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: \"${{ .input }}\", "
        "content_type: application/json } }\n";
    const OneServiceWorkspace workspace(ledger.port(), steps, {}, protect("patient"));
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: test\ndata: { classes: { patient: { jq: \"" + test + "\" } } }\n");
    workspace.cairn().write(u"a.txt"_s, body);
    const QStringList run{u"run"_s, u"p"_s, workspace.cairn().path(u"a.txt"_s)}; // takes seconds of a processor
    QCOMPARE(workspace.cairn().run(run, 200'000).exitCode, 1);
    QCOMPARE(ledger.count(), 0);
    QCOMPARE(workspace.show().value(u"category"_s).toString(), u"policy"_s);
    const QString cause = workspace.show().value(u"cause"_s).toString();
    QVERIFY2(cause.contains(u"not cleared for patient (whether there is any cannot be told: "_s) && cause.contains(why),
             qPrintable(cause));
    workspace.cairn().write(u"services/api.yaml"_s,
                            workspace.cairn().read(u"services/api.yaml"_s) + "data: { cleared_for: [patient] }\n");
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn().run(run, 200'000).exitCode, 0); // nobody has to tell, where it may go anyway
    QCOMPARE(ledger.count(), 1);
}

void TestDataProtection::whatATestDoesNotApplyToIsSent()
{
    LedgerServer ledger;
    const QByteArray steps = "  post:\n    service: api\n    request: { method: POST, path: /post, body: { json: [1, 2] } }\n";
    const OneServiceWorkspace workspace(ledger.port(), steps, {}, protect("patient"));
    workspace.cairn().write(u"cairn.yaml"_s,
                            "workspace: test\ndata: { classes: { patient: { jq: \".body.patient.id # of a patient\" } } }\n");
    QCOMPARE(workspace.run(), 0); // a list has no patient
    QCOMPARE(ledger.count(), 1);
}

/// Where the first one is, is told; where all the others are would keep the runner from everything else.
void TestDataProtection::manyFindingsTakeNoTime()
{
    constexpr int Many = 25'000;
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return jsonAnswer(entry.method == "GET" ? "[" + "\"K\","_ba.repeated(Many) + "\"K\"]" : "{}"_ba);
    });
    const QByteArray steps = "  list:\n    service: api\n    request: { path: /list }\n"
                             "  post:\n    needs: [list]\n    service: api\n"
                             "    request: { method: POST, path: /post, body: { json: \"${{ .steps.list.body }}\" } }\n";
    const OneServiceWorkspace workspace(ledger.port(), steps, {}, protect("mark"));
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: test\ndata: { classes: { mark: { regex: K } } }\n");
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(workspace.run(), 1);
    QVERIFY2(timer.elapsed() < 15'000, QByteArray::number(timer.elapsed()).constData());
    const QString cause = workspace.show().value(u"cause"_s).toString();
    QVERIFY2(cause.contains(u"mark (%1, the first at /0)"_s.arg(Many + 1)), qPrintable(cause));
    QCOMPARE(ledger.count(), 1);
}

void TestDataProtection::pollsAreLookedThrough()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer(R"({"id":"4111111111111111","status":"new"})"); });
    const QByteArray steps = "  job:\n    service: api\n    request: { method: POST, path: /jobs, body: { json: {} } }\n"
                             "    await: { poll: { path: \"/jobs/${{ .response.body.id }}\", every: 20ms, until: '.body.status "
                             "== \"done\"' }, timeout: 1m }\n";
    const OneServiceWorkspace workspace(ledger.port(), steps, {}, protect("card"));
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(ledger.count(), 1); // the job was asked for; its number was not
    QCOMPARE(workspace.show().value(u"category"_s).toString(), u"policy"_s);
}

void TestDataProtection::whatServicesQuoteIsMasked()
{
    LedgerServer ledger([](const LedgerEntry &, int) {
        LedgerAnswer answer =
            jsonAnswer(R"({"type":"about:blank","title":"Declined","detail":"4111 1111 1111 1111 is declined"})", 422);
        answer.extraHeaders = "Content-Type: application/problem+json\r\n";
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.run(), 1);
    QVERIFY(!workspace.show().value(u"cause"_s).toString().isEmpty());
    QVERIFY(!isAnywhere(workspace, Card));
}

/// Of an order that could not be carried out the audit has the reason, out of which nothing is taken.
void TestDataProtection::whatRefusalsQuoteIsMasked()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 422); });
    const OneServiceWorkspace workspace(ledger.port(), "  post:\n    service: api\n    request: { method: POST, path: /post, "
                                                       "body: { json: { card: \"4111 1111 1111 1111\" } } }\n");
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(workspace.cairn({"resume", workspace.id().toUtf8(), "--patch", ".card | tonumber"}).exitCode, 0);
    workspace.drain();
    const QByteArray audit = workspace.cairn({"audit", "export"}).output;
    QVERIFY2(audit.contains("command.resume.refused"), audit.constData());
    QVERIFY(!isAnywhere(workspace, Card));
}

/// What a pipeline puts into a query is in no other place of ours than the request.
void TestDataProtection::addressesAreKeptWithoutSecrets()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(),
                                        "  post:\n    service: api\n    request: { method: POST, path: /post, query: { page: 2, "
                                        "access_token: planted-in-query }, body: { file: \"${{ .input }}\" } }\n");
    workspace.cairn().write(u"a.txt"_s, "content");
    QCOMPARE(workspace.run(), 0);
    QVERIFY(ledger.entries().first().path.contains("planted-in-query"));
    const QString url = workspace.show().value(u"attempts"_s).toArray().first().toObject().value(u"url"_s).toString();
    QVERIFY2(url.endsWith(u"/post?access_token=[redacted]&page=2"_s) || url.endsWith(u"/post?page=2&access_token=[redacted]"_s),
             qPrintable(url));
    QVERIFY(!isAnywhere(workspace, "planted-in-query"));
}

void TestDataProtection::unencryptedServicesAreTold()
{
    const OneServiceWorkspace workspace(1, Post);
    workspace.cairn().write(u"services/far.yaml"_s, "service: far\nbase_url: http://far.example.net\nallow_insecure: true\n");
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QVERIFY(workspace.cairn({"service", "show", "far"}).output.contains("INSECURE"));
    QVERIFY(!workspace.cairn({"service", "show", "api"}).output.contains("INSECURE"));
}

void TestDataProtection::checkTellsOfMistakes_data()
{
    QTest::addColumn<QByteArray>("workspace");
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("told");
    const auto row = [](const char *name, const QByteArray &workspace, const QByteArray &service, const QByteArray &input,
                        const QByteArray &told) { QTest::newRow(name) << workspace << service << input << told; };
    row("no class", {}, {}, "data: { protect: [crad] }\n", "p.yaml:3:19: there is no class of data 'crad'. Did you mean 'card'?");
    row("its own class", "data: { classes: { order: { regex: K } } }\n", {}, "data: { protect: [oder] }\n",
        "Did you mean 'order'?");
    row("unknown clearance", {}, "data: { cleared_for: [ibna] }\n", {}, "there is no class of data 'ibna'");
    row("twice", {}, {}, "data: { protect: [card, card] }\n", "named twice");
    row("nothing protected", {}, {}, "data: { otherwise: block }\n", "'protect' is missing");
    row("otherwise", {}, {}, "data: { protect: [card], otherwise: quarantaine }\n", "Did you mean 'quarantine'?");
    row("unknown key", {}, {}, "data: { portect: [card] }\n", "Did you mean 'protect'?");
    row("bad regex", "data: { classes: { c: { regex: \"(a)\\\\1\" } } }\n", {}, {}, "this regular expression cannot be used");
    row("empty regex", "data: { classes: { c: { regex: \"a*\" } } }\n", {}, {}, "matches nothing at all");
    row("jq that hides errors", "data: { classes: { c: { jq: '(.body[])? | test(1)' } } }\n", {}, {}, "would hide later errors");
    row("bad jq", "data: { classes: { c: { jq: \".body.a | nofun\" } } }\n", {}, {}, "bad expression");
    row("no detector", "data: { classes: { c: { detect: crad } } }\n", {}, {}, "Did you mean 'card'?");
    row("two ways", "data: { classes: { c: { detect: card, regex: x } } }\n", {}, {}, "found in one way");
    row("taken name", "data: { classes: { card: { regex: x } } }\n", {}, {}, "knows by itself");
    row("sidecar", {}, {}, "input: { provenance: { sidecar: sha265 } }\n", "Did you mean 'sha256'?");
    row("signature without a key", {}, {}, "input: { provenance: { sidecar: minisign } }\n", "'key' is missing");
    row("key of a checksum", {}, {}, "input: { provenance: { sidecar: sha256, key: x.pub } }\n", "a key belongs to signatures");
    row("no key file", {}, {}, "input: { provenance: { sidecar: minisign, key: keys/none.pub } }\n",
        "neither a minisign public key nor a file");
    row("key elsewhere", {}, {}, "input: { provenance: { sidecar: minisign, key: ../../etc/passwd } }\n",
        "neither a minisign public key nor a file");
    row("no key in it", {}, {}, "input: { provenance: { sidecar: minisign, key: a.txt } }\n", "holds no minisign public key");
}

void TestDataProtection::checkTellsOfMistakes()
{
    QFETCH(QByteArray, workspace);
    QFETCH(QByteArray, service);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, told);
    const OneServiceWorkspace made(1, Post, service, input);
    made.cairn().write(u"cairn.yaml"_s, "workspace: test\n" + workspace);
    const Outcome checked = made.cairn({"check"});
    QCOMPARE(checked.exitCode, 2);
    QVERIFY2((checked.output + checked.errors).contains(told), (checked.output + checked.errors).constData());
}

QTEST_GUILESS_MAIN(TestDataProtection)
#include "tst_dataprotection.moc"
