#include "rawstore.h"
#include "workspacetest.h"

#include <QDir>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What a step was answered, or a run was given, and cannot be read any more: whoever needs it stops, and nothing goes out in its
/// place.
class TestUnreadable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theStepThatNeedsItBlocks_data();
    void theStepThatNeedsItBlocks();
    void anotherTryFindsNothingEither();
    void othersGoOn();
    void aQuestionIsNotAskedWithoutIt();
    void whatIsPutBackIsReadAgain();
    void whatIsErasedIsNotRerun();
    void aRerunKeepsTheItemsThatItTookOver();
    void anotherDigestIsNoPayload();
};

namespace {

/// Blocks until the ledger lets it pass; what was read before is read anew then.
const QByteArray Gate = "  gate:\n    service: api\n    request: { method: POST, path: /gate }\n";
const QByteArray Given = "  given:\n    service: api\n    request: { path: /given }\n";
const QByteArray Needs = "  then:\n    needs: [given, gate]\n";
const QByteArray Amount = R"({"amount":5,"list":[1],"sum":"x"})";

QByteArray sends(const QByteArray &body)
{
    return Needs + "    service: api\n    request: { method: POST, path: /then, body: " + body + " }\n";
}

/// A ledger that passes the gate the second time.
LedgerServer::Behaviour gated(const QByteArray &given)
{
    return [given, gates = 0](const LedgerEntry &entry, int) mutable {
        if (entry.path == "/gate")
            return jsonAnswer("{\"n\":7}", ++gates > 1 ? 200 : 422);
        return jsonAnswer(entry.path == "/given" ? given : QByteArray("{}"));
    };
}

const QString OfGiven = u"WHERE digest = (SELECT output_digest FROM checkpoint WHERE step = 'given' AND state = 'succeeded')"_s;
const QString OfInput = u"WHERE digest = (SELECT input_digest FROM run)"_s;
constexpr auto Damage = "UPDATE payload SET bytes = zeroblob(length(bytes)) "_L1;
constexpr auto Lose = "DELETE FROM payload "_L1;

/// As an erasure of it would leave it.
QStringList erasure(const QString &which)
{
    return {u"INSERT INTO erasure (run_id, actor, reason, asked_at, done_at) SELECT id, 'ann', 'the law', 5, 5 FROM run"_s,
            u"INSERT INTO erased_payload (digest, run_id) SELECT digest, (SELECT id FROM run) FROM payload "_s + which,
            Lose + which};
}

void change(const OneServiceWorkspace &workspace, const QStringList &statements)
{
    for (const QString &statement : statements)
        RawStore(workspace.cairn().path(u".cairn"_s)).change(statement);
}

QJsonObject rowOf(const QJsonObject &run, const QString &step)
{
    const QJsonArray rows = run.value("steps"_L1).toArray();
    for (const QJsonValue &row : rows) {
        if (row["id"_L1] == step)
            return row.toObject();
    }
    return {};
}

} // namespace

void TestUnreadable::theStepThatNeedsItBlocks_data()
{
    QTest::addColumn<QByteArray>("then");
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<QString>("told");
    const QStringList damaged{Damage + OfGiven};
    const QString step = u"the output of step given cannot be read"_s;
    QTest::newRow("a body") << sends("{ json: { pay: \"${{ .steps.given.body.amount }}\" } }") << damaged << step;
    QTest::newRow("a default") << sends("{ json: { pay: \"${{ .steps.given.body.amount // 0 }}\" } }") << damaged << step;
    QTest::newRow("all steps") << sends("{ json: \"${{ [.steps[].body] }}\" }") << damaged << step;
    QTest::newRow("a form") << sends("{ multipart: { pay: \"${{ .steps.given.body }}\" } }") << damaged << step;
    QTest::newRow("a condition") << Needs + "    when: \"${{ .steps.given.body.amount == null }}\"\n    service: api\n"
                                            "    request: { method: POST, path: /then }\n"
                                 << damaged << step;
    QTest::newRow("a list") << Needs + "    foreach: \"${{ .steps.given.body.list // [1] }}\"\n    service: api\n"
                                       "    request: { method: POST, path: /then }\n"
                            << damaged << step;
    QTest::newRow("a digest") << Needs + "    service: api\n    request: { method: POST, path: /then }\n"
                                         "    response: { sha256: \"${{ .steps.given.body.sum }}\" }\n"
                              << damaged << step;
    QTest::newRow("a delivery") << Needs + "    deliver: { to: outbox, name: then, content: \"${{ .steps.given.body }}\" }\n"
                                << damaged << step;
    QTest::newRow("erased") << sends("{ json: \"${{ .steps.given.body }}\" }") << erasure(OfGiven) << u"Erased on "_s;
    QTest::newRow("erased headers") << sends("{ json: { pay: \"${{ .steps.given.headers }}\" } }")
                                    << QStringList{u"UPDATE checkpoint SET output_headers = NULL WHERE step = 'given'"_s}
                                    << u"were erased"_s;
    QTest::newRow("lost") << sends("{ json: \"${{ .steps.given.body }}\" }") << QStringList{Lose + OfGiven} << step;
    QTest::newRow("the file, sent") << sends("{ file: \"${{ .input }}\" }") << erasure(OfInput) << u"Erased on "_s;
    QTest::newRow("the file, delivered") << Needs + "    deliver: { to: outbox, name: then, content: \"${{ .input }}\" }\n"
                                         << erasure(OfInput) << u"Erased on "_s;
    QTest::newRow("the file, delivered damaged")
        << Needs + "    deliver: { to: outbox, name: then, content: \"${{ .input }}\" }\n"
        << QStringList{Damage + OfInput} << u"are not what was stored"_s;
}

void TestUnreadable::theStepThatNeedsItBlocks()
{
    QFETCH(const QByteArray, then);
    QFETCH(const QStringList, statements);
    QFETCH(const QString, told);
    LedgerServer ledger(gated(Amount));
    const OneServiceWorkspace workspace(ledger.port(), Given + Gate + then);
    QCOMPARE(workspace.run(), 1); // at the gate
    change(workspace, statements);
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.drain(), 1);
    const QJsonObject row = rowOf(workspace.show(), u"then"_s);
    QCOMPARE(row.value("state"_L1).toString(), u"blocked"_s);
    QCOMPARE(row.value("category"_L1).toString(), u"internal"_s);
    const QString cause = row.value("cause"_L1).toString();
    QVERIFY2(cause.contains(told), qPrintable(cause));
    QCOMPARE(countOf(ledger, "POST", "/gate"), 2);
    QCOMPARE(countOf(ledger, "POST", "/then"), 0);
    QVERIFY(!QFile::exists(workspace.cairn().path(u"outbox/then"_s)));
}

/// It is not there the second time either; a person's own bytes need it no more.
void TestUnreadable::anotherTryFindsNothingEither()
{
    LedgerServer ledger(gated(Amount));
    const QByteArray last =
        "  last:\n    needs: [given, then]\n    when: \"${{ .steps.given.body.amount > 1 }}\"\n    service: api\n"
        "    request: { path: /last }\n";
    const OneServiceWorkspace workspace(ledger.port(),
                                        Given + Gate + sends("{ json: { pay: \"${{ .steps.given.body.amount }}\" } }") + last);
    QCOMPARE(workspace.run(), 1);
    change(workspace, {Damage + OfGiven});
    const QByteArray id = workspace.id().toUtf8();
    for (int time = 1; time <= 2; ++time) {
        QCOMPARE(workspace.cairn({"retry", id}).exitCode, 0);
        QCOMPARE(workspace.drain(), 1);
    }
    QCOMPARE(countOf(ledger, "POST", "/then"), 0);
    workspace.cairn().write(u"own.json"_s, R"({"pay":6})");
    const Outcome resumed = workspace.cairn({"resume", id + "/then", "--input", "own.json"});
    QVERIFY2(resumed.exitCode == 0, resumed.errors.constData());
    QCOMPARE(workspace.drain(), 1);
    QCOMPARE(ledger.entries().last().body, R"({"pay":6})"_ba);
    QCOMPARE(rowOf(workspace.show(), u"last"_s).value("category"_L1).toString(), u"internal"_s);
    QCOMPARE(workspace.cairn({"skip", id + "/last"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(countOf(ledger, "GET", "/last"), 0);
}

/// What does not look at the step's output, or at no more of it than what is recorded beside.
void TestUnreadable::othersGoOn()
{
    LedgerServer ledger(gated(Amount));
    const OneServiceWorkspace workspace(
        ledger.port(),
        Given + Gate +
            sends("{ json: { n: \"${{ first(.steps.gate.body.n) // 0 }}\", by: \"${{ .input.name | ascii_upcase }}\" } }"));
    QCOMPARE(workspace.run(), 1);
    change(workspace, {Damage + OfGiven});
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(ledger.entries().last().body, R"({"by":"A.TXT","n":7})"_ba);
}

void TestUnreadable::aQuestionIsNotAskedWithoutIt()
{
    LedgerServer ledger(
        [](const LedgerEntry &entry, int) { return jsonAnswer(entry.method == "POST" ? "{\"id\":4}" : "{\"done\":false}"); });
    const OneServiceWorkspace workspace(
        ledger.port(), "  given:\n    service: api\n    request: { method: POST, path: /jobs }\n"
                       "    await: { poll: { path: \"/jobs/${{ .response.body.id // \\\"none\\\" }}\", every: 10ms, "
                       "until: .body.done }, timeout: 10m }\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(countOf(ledger, "GET", "/jobs/4") > 0, 20'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
    change(workspace, {u"UPDATE payload SET bytes = zeroblob(length(bytes)) WHERE digest = (SELECT output_digest FROM checkpoint "
                       "WHERE step = 'given' AND output_digest IS NOT NULL)"_s});
    QCOMPARE(workspace.drain(), 1);
    const QJsonObject row = rowOf(workspace.show(), u"given"_s);
    QCOMPARE(row.value("state"_L1).toString(), u"blocked"_s);
    QCOMPARE(row.value("category"_L1).toString(), u"internal"_s);
    const QString cause = row.value("cause"_L1).toString();
    QVERIFY2(cause.contains("what step given was answered cannot be read"_L1), qPrintable(cause));
    QCOMPARE(countOf(ledger, "GET", "none"), 0);
}

/// The disk did not give a file, and gives it again: the same runner goes on, though it has begun with the run already.
void TestUnreadable::whatIsPutBackIsReadAgain()
{
    LedgerServer ledger([gates = 0](const LedgerEntry &entry, int) mutable {
        if (entry.path == "/given")
            return jsonAnswer("{\"amount\":5,\"text\":\"" + QByteArray(100'000, 'x') + "\"}");
        if (entry.path == "/slow")
            return silent();
        return jsonAnswer("{}", entry.path == "/gate" && ++gates == 1 ? 422 : 200);
    });
    const QByteArray slow = "  slow:\n    needs: [gate]\n    service: api\n    request: { path: /slow }\n";
    const OneServiceWorkspace workspace(ledger.port(),
                                        Given + Gate + sends("{ json: { pay: \"${{ .steps.given.body.amount }}\" } }") + slow);
    workspace.cairn().write(u"services/api.yaml"_s,
                            "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
                                "\npolicy: { timeout: { idle: 1h, attempt: 1h } }\n");
    QCOMPARE(workspace.run(), 1);
    const QString file = workspace.cairn().payloadFiles().value(0);
    QVERIFY(QFile::rename(file, file + ".away"_L1) && QDir().mkdir(file));
    const auto runner = workspace.cairn().start({u"runner"_s});
    const QByteArray id = workspace.id().toUtf8();
    QCOMPARE(workspace.cairn({"retry", id}).exitCode, 0);
    const auto row = [&](const QString &step) { return rowOf(workspace.show(), step); };
    QTRY_COMPARE_WITH_TIMEOUT(row(u"then"_s).value("state"_L1).toString(), u"blocked"_s, 20'000);
    QCOMPARE(row(u"then"_s).value("category"_L1).toString(), u"internal"_s);
    QVERIFY(QDir().rmdir(file) && QFile::rename(file + ".away"_L1, file));
    QCOMPARE(workspace.cairn({"retry", id + "/then"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(row(u"then"_s).value("state"_L1).toString(), u"succeeded"_s, 20'000);
    QVERIFY(row(u"slow"_s).value("state"_L1).toString() != "succeeded"_L1); // it was the same runner
    QCOMPARE(countOf(ledger, "POST", "/then"), 1);
    runner->kill();
    runner->waitForFinished();
}

void TestUnreadable::whatIsErasedIsNotRerun()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Given + Gate + sends("{ file: \"${{ .input }}\" }"));
    const auto runner = workspace.cairn().start({u"runner"_s}); // which has the file at hand
    QCOMPARE(workspace.run(), 0);
    const QByteArray id = workspace.id().toUtf8();
    QCOMPARE(workspace.cairn({"erase", id, "--yes", "--reason", "the law"}).exitCode, 0);
    for (const QList<QByteArray> &words : {QList<QByteArray>{"rerun", id}, {"rerun", id, "--from", "then"}}) {
        const Outcome refused = workspace.cairn(words);
        QVERIFY(refused.exitCode != 0);
        QVERIFY2(refused.errors.contains("Erased on ") && refused.errors.contains("the law") &&
                     refused.errors.contains("Submit the file again"),
                 refused.errors.constData());
    }
    QCOMPARE(workspace.cairn({"runs", "--json"}).json().size(), 1);
    QCOMPARE(ledger.count(), 3);
    QCOMPARE(workspace.run(), 0); // submitted again, it is another run's
    QCOMPARE(ledger.entries().last().body, "some content"_ba);
    QVERIFY(runner->state() != QProcess::NotRunning);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

/// What an older run was answered is erased with it; but for what a younger one goes on with.
void TestUnreadable::aRerunKeepsTheItemsThatItTookOver()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        return jsonAnswer(entry.method == "PUT" ? "{\"page\":\"" + entry.path.mid(1) + "\"}" : QByteArray("{}"));
    });
    const OneServiceWorkspace workspace(
        ledger.port(), "  pages:\n    foreach: \"${{ [1, 2] }}\"\n    service: api\n"
                       "    request: { method: PUT, path: \"/p${{ .index }}\" }\n"
                       "  then:\n    needs: [pages]\n    service: api\n    request: { method: POST, path: /then, "
                       "body: { json: \"${{ [.steps.pages.body.items[].body.page] }}\" } }\n");
    QCOMPARE(workspace.run(), 0);
    const QByteArray id = workspace.id().toUtf8();
    QCOMPARE(workspace.cairn({"rerun", id, "--from", "then"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"erase", id, "--yes", "--reason", "the law"}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(countOf(ledger, "PUT"), 2);
    QCOMPARE(countOf(ledger, "POST"), 2);
    QCOMPARE(ledger.entries().last().body, R"(["p0","p1"])"_ba);
    QCOMPARE(workspace.states(u"pages"_s), QStringList(3, u"succeeded"_s));
}

/// A service's own object with a digest in it is delivered as it is.
void TestUnreadable::anotherDigestIsNoPayload()
{
    const QByteArray manifest = "{\"sha256\":\"" + QByteArray(64, 'c') + "\",\"size\":3}";
    LedgerServer ledger(gated(manifest));
    const OneServiceWorkspace workspace(
        ledger.port(),
        Given + "  then:\n    needs: [given]\n    deliver: { to: outbox, name: then, content: \"${{ .steps.given.body }}\" }\n");
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(QJsonDocument::fromJson(workspace.cairn().read(u"outbox/then"_s)), QJsonDocument::fromJson(manifest));
}

QTEST_GUILESS_MAIN(TestUnreadable)
#include "tst_unreadable.moc"
