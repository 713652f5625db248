#include "workspacetest.h"

#include <QDate>
#include <QDirIterator>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Scan =
    "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n";

/// Places of the planted text in any file below the workspace but the vault's own.
QStringList foundBelow(const CairnProgram &cairn, const QByteArray &planted)
{
    QStringList found;
    QDirIterator files(cairn.path(u"."_s), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QFile file(path);
        if (!path.contains(u"/.cairn/credentials/"_s) && file.open(QIODevice::ReadOnly) && file.readAll().contains(planted))
            found.append(path);
    }
    return found;
}

} // namespace

/// Credentials through the real program: what is sent, what stays, and what nobody ever finds.
class TestCredentialScenario : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void setUsedListedRotatedAndRemoved();
    void whatIsGoneCanBeForgotten();
    void withoutASecretTheStepWaitsForAPerson();
    void whatExpiresIsTold();
    void aTokenIsRenewedExactlyOnce();
    void plantedSecretsAreNowhere();
    void withoutAKeychainItSaysWhatElse();
    void byACommand();
    void theServiceGivesTheNewSecret();
    void aServiceThatGivesNone_data();
    void aServiceThatGivesNone();
    void killedBeforeTheNewSecretIsKept();
    void whoMayNotChangeSecretsAsksForNone();
    void wrongWords_data();
    void wrongWords();

private:
    static Outcome withInput(const OneServiceWorkspace &workspace, const QStringList &words, const QByteArray &input);
    static QJsonObject keyed(const OneServiceWorkspace &workspace, const QString &key);
};

void TestCredentialScenario::init()
{
    qunsetenv("CREDENTIALS_DIRECTORY");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // no keychain of whoever runs the test
}

Outcome TestCredentialScenario::withInput(const OneServiceWorkspace &workspace, const QStringList &words, const QByteArray &input)
{
    const auto process = workspace.cairn().start(words);
    process->write(input);
    process->closeWriteChannel();
    Outcome outcome;
    if (process->waitForFinished(60'000))
        outcome.exitCode = process->exitCode();
    outcome.output = process->readAllStandardOutput();
    outcome.errors = process->readAllStandardError();
    return outcome;
}

QJsonObject TestCredentialScenario::keyed(const OneServiceWorkspace &workspace, const QString &key)
{
    for (const QJsonObject &one : workspace.cairn({"credential", "list", "--json"}).json()) {
        if (one.value(u"key"_s) == key)
            return one;
    }
    return {};
}

void TestCredentialScenario::setUsedListedRotatedAndRemoved()
{
    QByteArray wanted = "Bearer first-secret";
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        return jsonAnswer("{}", entry.headers.value("authorization") == wanted ? 200 : 401);
    });
    const OneServiceWorkspace workspace(ledger.port(), Scan, "credential: { kind: bearer, key: api-token }\n");
    QCOMPARE(workspace.cairn({"credential"}).exitCode, 1); // it is missing
    QCOMPARE(keyed(workspace, u"api-token"_s).value(u"state"_s).toString(), u"missing"_s);

    const Outcome set = withInput(workspace,
                                  {u"credential"_s, u"set"_s, u"api-token"_s, u"--file"_s, u"--expires"_s, u"2099-01-31"_s,
                                   u"--reason"_s, u"given by the provider"_s},
                                  "first-secret\n");
    QVERIFY2(set.exitCode == 0, set.errors.constData());
    QCOMPARE(workspace.run(), 0);
    const QJsonObject listed = keyed(workspace, u"api-token"_s);
    QCOMPARE(listed.value(u"state"_s).toString(), u"good"_s);
    QCOMPARE(listed.value(u"place"_s).toString(), u"folder"_s);
    QCOMPARE(listed.value(u"kind"_s).toString(), u"bearer"_s);
    QCOMPARE(listed.value(u"used_by"_s).toArray(), QJsonArray{u"service api"_s});
    QCOMPARE(listed.value(u"expires_at"_s).toString(), u"2099-01-31T00:00:00.000Z"_s);

    // The service still knows the old one alone: one refusal, then the old one.
    const Outcome rotated =
        withInput(workspace, {u"credential"_s, u"rotate"_s, u"api-token"_s, u"--overlap"_s, u"2h"_s}, "second-secret");
    QVERIFY2(rotated.exitCode == 0, rotated.errors.constData());
    QVERIFY(keyed(workspace, u"api-token"_s).contains(u"previous_until"_s));
    const int before = ledger.count();
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(ledger.count() - before, 2);
    wanted = "Bearer second-secret";
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(ledger.entries().last().headers.value("authorization"), wanted);

    QCOMPARE(workspace.cairn({"credential", "remove", "api-token"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"credential", "remove", "api-token"}).exitCode, 4);
    QCOMPARE(keyed(workspace, u"api-token"_s).value(u"state"_s).toString(), u"missing"_s);
    const QByteArray audit = workspace.cairn({"audit", "list"}).output;
    for (const char *action : {"credential.set", "credential.rotated", "credential.removed", "given by the provider"})
        QVERIFY2(audit.contains(action), audit.constData());
}

void TestCredentialScenario::whatIsGoneCanBeForgotten()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    QCOMPARE(withInput(workspace, {u"credential"_s, u"set"_s, u"spare"_s, u"--file"_s}, "planted").exitCode, 0);
    QVERIFY(QFile::remove(workspace.cairn().path(u".cairn/credentials/spare"_s)));
    QCOMPARE(keyed(workspace, u"spare"_s).value(u"state"_s).toString(), u"missing"_s);
    const Outcome forgotten = workspace.cairn({"credential", "remove", "spare"});
    QVERIFY2(forgotten.exitCode == 0 && forgotten.output.contains("forgotten"), forgotten.errors.constData());
    QCOMPARE(workspace.cairn({"credential"}).exitCode, 0);
    QVERIFY(keyed(workspace, u"spare"_s).isEmpty());
    QVERIFY(workspace.cairn({"audit", "list"}).output.contains("credential.removed"));
}

void TestCredentialScenario::withoutASecretTheStepWaitsForAPerson()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Scan, "credential: { kind: bearer, key: api-token }\nidempotent: false\n");
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(ledger.count(), 0);
    const QJsonObject step = workspace.show().value(u"steps"_s).toArray().first().toObject();
    QCOMPARE(step.value(u"state"_s).toString(), u"blocked"_s);
    QCOMPARE(step.value(u"category"_s).toString(), u"auth"_s);
    QVERIFY2(step.value(u"cause"_s).toString().contains(u"cairn credential set api-token"_s),
             qPrintable(step.value(u"cause"_s).toString()));
    QCOMPARE(workspace.show().value(u"attempts"_s).toArray().size(), 1);

    QCOMPARE(withInput(workspace, {u"credential"_s, u"set"_s, u"api-token"_s, u"--file"_s}, "now-there").exitCode, 0);
    QCOMPARE(workspace.cairn({"retry", workspace.id().toUtf8()}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
}

void TestCredentialScenario::whatExpiresIsTold()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Scan, "credential: { kind: bearer, key: k }\n");
    const QString soon = QDate::currentDate().addDays(3).toString(Qt::ISODate);
    QCOMPARE(withInput(workspace, {u"credential"_s, u"set"_s, u"k"_s, u"--file"_s, u"--expires"_s, soon}, "planted").exitCode, 0);
    QCOMPARE(keyed(workspace, u"k"_s).value(u"state"_s).toString(), u"expiring"_s);
    QCOMPARE(workspace.cairn({"credential"}).exitCode, 0); // it is good
    QCOMPARE(workspace.run(), 0);
    const QByteArray events = workspace.cairn({"events"}).output;
    QVERIFY2(events.contains("credential.expiring") && events.contains(soon.toUtf8()), events.constData());
    QVERIFY(!events.contains("planted"));
}

/// Withdrawn while it was good for long: one more is fetched; what is refused with that one too waits for a person.
void TestCredentialScenario::aTokenIsRenewedExactlyOnce()
{
    std::atomic<int> given = 0;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        if (entry.path == "/token")
            return jsonAnswer("{\"access_token\":\"planted-token-" + QByteArray::number(++given) +
                              "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
        return jsonAnswer("{}", entry.headers.value("authorization") == "Bearer planted-token-2" ? 200 : 401);
    });
    const QByteArray rule = "credential: { kind: oauth2, key: client, client_id: cairn, token_url: 'http://127.0.0.1:" +
                            QByteArray::number(ledger.port()) + "/token' }\n";
    const OneServiceWorkspace workspace(ledger.port(), Scan, rule);
    QCOMPARE(withInput(workspace, {u"credential"_s, u"set"_s, u"client"_s, u"--file"_s}, "planted-client-secret").exitCode, 0);
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(countOf(ledger, "POST", "/scan"), 2);
    QCOMPARE(given.load(), 2);
    QCOMPARE(workspace.show().value(u"attempts"_s).toArray().first().toObject().value(u"category"_s).toString(), u"auth"_s);

    given = 10; // none of these is taken
    QCOMPARE(workspace.run(), 1);
    QCOMPARE(countOf(ledger, "POST", "/scan"), 4);
    QCOMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(foundBelow(workspace.cairn(), "planted-"), QStringList());
}

void TestCredentialScenario::plantedSecretsAreNowhere()
{
    LedgerServer ledger([](const LedgerEntry &, int number) { return jsonAnswer("{}", number % 2 ? 503 : 200); });
    for (const QByteArray &rule : {QByteArray("{ kind: bearer, key: k }"), QByteArray("{ kind: basic, key: k, user: ann }"),
                                   QByteArray("{ kind: api_key, key: k, header: X-Key }"),
                                   QByteArray("{ kind: api_key, key: k, query: key }"), QByteArray("{ kind: hmac, key: k }")}) {
        const OneServiceWorkspace workspace(ledger.port(), Scan, "credential: " + rule + "\n");
        const QByteArray secret = "planted%7Bsecret";
        QCOMPARE(withInput(workspace, {u"credential"_s, u"set"_s, u"k"_s, u"--file"_s}, secret).exitCode, 0);
        const Outcome ran = workspace.cairn({"run", "p", "a.txt"});
        QCOMPARE(ran.exitCode, 0);
        QByteArray told = ran.output + ran.errors;
        for (const QList<QByteArray> &words : {QList<QByteArray>{"show", workspace.id().toUtf8(), "--json"},
                                               {"events", "--json"},
                                               {"audit", "list"},
                                               {"credential", "list"},
                                               {"doctor"},
                                               {"service", "show", "api"},
                                               {"export", "--help"}}) {
            const Outcome outcome = workspace.cairn(words);
            told += outcome.output + outcome.errors;
        }
        for (const QByteArray &form : {secret, secret.toPercentEncoding(), ("ann:" + secret).toBase64(), secret.toBase64()}) {
            QVERIFY2(!told.contains(form), rule.constData());
            QCOMPARE(foundBelow(workspace.cairn(), form), QStringList());
        }
        const LedgerEntry seen = ledger.entries().last();
        QVERIFY(seen.path.contains("key=") || seen.headers.contains("authorization") || seen.headers.contains("x-key") ||
                seen.headers.contains("signature"));
    }
}

void TestCredentialScenario::withoutAKeychainItSaysWhatElse()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Scan, "credential: { kind: bearer, key: k }\n");
    const Outcome refused = withInput(workspace, {u"credential"_s, u"set"_s, u"k"_s}, "planted");
    QVERIFY(refused.exitCode != 0);
    for (const char *choice : {"keychain", "--file", "LoadCredential=", "command"})
        QVERIFY2(refused.errors.contains(choice), refused.errors.constData());
    QVERIFY(!refused.errors.contains("planted"));
    QCOMPARE(foundBelow(workspace.cairn(), "planted"), QStringList());
    QVERIFY(!QFile::exists(workspace.cairn().path(u".cairn/credentials/k"_s)));
}

void TestCredentialScenario::byACommand()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Scan, "credential: { kind: bearer, key: k }\n");
    workspace.cairn().write(u"cairn.yaml"_s,
                            "workspace: test\nvault: { command: [sh, -c, 'test \"$0$QT_NO_GLIB\" = k && echo by-command'] }\n");
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(ledger.entries().last().headers.value("authorization"), QByteArray("Bearer by-command"));
    const Outcome rotated = withInput(workspace, {u"credential"_s, u"rotate"_s, u"k"_s}, "new");
    QCOMPARE(rotated.exitCode, 2);
    QVERIFY(rotated.errors.contains("the program that keeps them"));
}

const QByteArray Rotated =
    "credential: { kind: bearer, key: k, rotate: { request: { path: /keys, body: { json: { name: cairn } } }, "
    "secret: .key.value, expires: .key.until } }\nidempotent: false\n";

void TestCredentialScenario::theServiceGivesTheNewSecret()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        const QByteArray shown = entry.headers.value("authorization");
        if (entry.path == "/keys" && shown == "Bearer planted-old")
            return jsonAnswer("{\"key\":{\"value\":\"planted-new\",\"until\":\"2099-03-01T00:00:00Z\"}}", 201);
        return jsonAnswer("{}", shown == "Bearer planted-new" ? 200 : 401);
    });
    const OneServiceWorkspace workspace(ledger.port(), Scan, Rotated);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(withInput(workspace, {u"credential"_s, u"set"_s, u"k"_s, u"--file"_s}, "planted-old").exitCode, 0);
    const Outcome rotated = workspace.cairn({"credential", "rotate", "k", "--reason", "quarterly"});
    QVERIFY2(rotated.exitCode == 0, rotated.errors.constData());
    QCOMPARE(countOf(ledger, "POST", "/keys"), 1);
    QCOMPARE(ledger.entries().last().body, QByteArray("{\"name\":\"cairn\"}"));
    QCOMPARE(ledger.entries().last().headers.value("content-type"), QByteArray("application/json"));
    const QJsonObject listed = keyed(workspace, u"k"_s);
    QCOMPARE(listed.value(u"expires_at"_s).toString(), u"2099-03-01T00:00:00.000Z"_s);
    QVERIFY(listed.contains(u"previous_until"_s));
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(ledger.entries().last().headers.value("authorization"), QByteArray("Bearer planted-new"));
    QCOMPARE(foundBelow(workspace.cairn(), "planted-"), QStringList());
    const QByteArray audit = workspace.cairn({"audit", "list"}).output;
    QVERIFY2(audit.contains("credential.asked") && audit.contains("credential.rotated") && audit.contains("quarterly"),
             audit.constData());
    QCOMPARE(workspace.cairn({"credential"}).exitCode, 0);

    // A person has another one.
    QCOMPARE(withInput(workspace, {u"credential"_s, u"rotate"_s, u"k"_s, u"--ask"_s}, "planted-by-hand").exitCode, 0);
    QCOMPARE(countOf(ledger, "POST", "/keys"), 1);
}

void TestCredentialScenario::aServiceThatGivesNone_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("end");
    QTest::addColumn<QByteArray>("told");
    QTest::addColumn<bool>("mayBeLost");
    const int normal = int(LedgerAnswer::End::Normal);
    QTest::newRow("refused") << QByteArray("{}") << 403 << normal << QByteArray("gave no new secret (403)") << false;
    QTest::newRow("of another form") << QByteArray("{\"planted-form\":1}") << 200 << normal << QByteArray("finds no text")
                                     << true;
    QTest::newRow("no JSON") << QByteArray("planted-text") << 200 << normal << QByteArray("finds no text") << true;
    QTest::newRow("no text") << QByteArray("{\"key\":{\"value\":[\"planted-list\"]}}") << 200 << normal
                             << QByteArray("finds no text") << true;
    QTest::newRow("in trouble") << QByteArray("{}") << 500 << normal << QByteArray("status 500") << true;
    QTest::newRow("cut off") << QByteArray("{}") << 200 << int(LedgerAnswer::End::ResetBeforeReply)
                             << QByteArray("did not give it") << true;
}

void TestCredentialScenario::aServiceThatGivesNone()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, status);
    QFETCH(int, end);
    QFETCH(QByteArray, told);
    QFETCH(bool, mayBeLost);
    LedgerServer ledger([&](const LedgerEntry &, int) {
        LedgerAnswer given = jsonAnswer(answer, status);
        given.end = LedgerAnswer::End(end);
        return given;
    });
    const OneServiceWorkspace workspace(ledger.port(), Scan, Rotated);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(withInput(workspace, {u"credential"_s, u"set"_s, u"k"_s, u"--file"_s}, "planted-old").exitCode, 0);
    const Outcome rotated = workspace.cairn({"credential", "rotate", "k"});
    QVERIFY(rotated.exitCode != 0);
    QVERIFY2(rotated.errors.contains(told), rotated.errors.constData());
    QCOMPARE(rotated.errors.contains("a new secret that nobody has"), mayBeLost);
    QVERIFY2(!rotated.errors.contains("planted"), rotated.errors.constData());
    QCOMPARE(ledger.count(), 1); // it is asked once
    QCOMPARE(workspace.cairn().read(u".cairn/credentials/k"_s), QByteArray("planted-old"));
    QVERIFY(!keyed(workspace, u"k"_s).contains(u"previous_until"_s));
    QVERIFY(workspace.cairn({"audit", "list"}).output.contains("credential.not_rotated"));
    QCOMPARE(workspace.cairn({"credential"}).exitCode, 0); // it has ended, if not well
}

/// While the service thinks about it: whoever asks next learns that it was asked.
void TestCredentialScenario::killedBeforeTheNewSecretIsKept()
{
    std::atomic<bool> asked = false;
    LedgerServer ledger([&](const LedgerEntry &, int) {
        asked = true;
        return silent();
    });
    const OneServiceWorkspace workspace(ledger.port(), Scan, Rotated);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(withInput(workspace, {u"credential"_s, u"set"_s, u"k"_s, u"--file"_s}, "planted-old").exitCode, 0);
    const auto rotating = workspace.cairn().start({u"credential"_s, u"rotate"_s, u"k"_s});
    QTRY_VERIFY_WITH_TIMEOUT(asked.load(), 20'000);
    rotating->kill();
    QVERIFY(rotating->waitForFinished());
    const Outcome listed = workspace.cairn({"credential"});
    QCOMPARE(listed.exitCode, 1);
    QVERIFY2(listed.errors.contains("what became of it nobody knows") && listed.errors.contains("withdraw it"),
             listed.errors.constData());
    QCOMPARE(withInput(workspace, {u"credential"_s, u"rotate"_s, u"k"_s, u"--ask"_s}, "planted-new").exitCode, 0);
    QCOMPARE(workspace.cairn({"credential"}).exitCode, 0);
}

void TestCredentialScenario::whoMayNotChangeSecretsAsksForNone()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Scan, Rotated);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(withInput(workspace, {u"credential"_s, u"set"_s, u"k"_s, u"--file"_s}, "planted-old").exitCode, 0);
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: test\nroles: { admin: [somebody-else] }\n"); // all others look
    const Outcome refused = workspace.cairn({"credential", "rotate", "k"});
    QVERIFY(refused.exitCode != 0);
    QVERIFY2(refused.errors.contains("somebody-else"), refused.errors.constData());
    QCOMPARE(ledger.count(), 0);
    QCOMPARE(workspace.cairn().read(u".cairn/credentials/k"_s), QByteArray("planted-old"));
}

void TestCredentialScenario::wrongWords_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("no verb") << QStringList{u"put"_s, u"k"_s} << QByteArray("s");
    QTest::newRow("no key") << QStringList{u"set"_s} << QByteArray("s");
    QTest::newRow("a path") << QStringList{u"set"_s, u"../k"_s, u"--file"_s} << QByteArray("s");
    QTest::newRow("nothing given") << QStringList{u"set"_s, u"k"_s, u"--file"_s} << QByteArray("\n");
    QTest::newRow("too much") << QStringList{u"set"_s, u"k"_s, u"--file"_s} << QByteArray(100'000, 'x');
    QTest::newRow("past") << QStringList{u"set"_s, u"k"_s, u"--file"_s, u"--expires"_s, u"2001-01-01"_s} << QByteArray("s");
    QTest::newRow("no day") << QStringList{u"set"_s, u"k"_s, u"--file"_s, u"--expires"_s, u"soon"_s} << QByteArray("s");
    QTest::newRow("as an argument") << QStringList{u"set"_s, u"k"_s, u"secret"_s} << QByteArray("s");
}

void TestCredentialScenario::wrongWords()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, input);
    const OneServiceWorkspace workspace(1, Scan);
    const Outcome outcome = withInput(workspace, QStringList{u"credential"_s} + words, input);
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(!outcome.errors.isEmpty());
    QVERIFY(!QFile::exists(workspace.cairn().path(u".cairn/credentials/k"_s)));
}

QTEST_GUILESS_MAIN(TestCredentialScenario)
#include "tst_credentials.moc"
