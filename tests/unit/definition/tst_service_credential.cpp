#include "definition/canonical.h"
#include "definition/parser.h"
#include "definition/workspace.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// How services say who calls them, and whom they are believed to be.
class TestServiceCredential : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void kinds_data();
    void kinds();
    void tls();
    void oldDigestsStay();
    void mistakes_data();
    void mistakes();
    void inTheClearIsWarnedOf();
    void theVaultsCommand();

private:
    static Parsed<ServiceRevision> parse(const QByteArray &lines, const QByteArray &base = "https://e.net")
    {
        return parseService("service: ocr\nbase_url: " + base + "\n" + lines, u"ocr.yaml"_s);
    }
};

void TestServiceCredential::kinds_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<CredentialRule>("rule");
    QTest::newRow("bearer") << QByteArray("{ kind: bearer, key: ocr-token }")
                            << CredentialRule{CredentialKind::Bearer, u"ocr-token"_s};
    CredentialRule basic{CredentialKind::Basic, u"k"_s};
    basic.user = u"ann"_s;
    QTest::newRow("basic") << QByteArray("{ kind: basic, key: k, user: ann }") << basic;
    CredentialRule header{CredentialKind::ApiKey, u"k"_s};
    header.header = "x-api-key";
    QTest::newRow("header") << QByteArray("{ kind: api_key, key: k, header: X-Api-Key }") << header;
    CredentialRule query{CredentialKind::ApiKey, u"k"_s};
    query.query = u"apiKey"_s;
    QTest::newRow("query") << QByteArray("{ kind: api_key, key: k, query: apiKey }") << query;
    CredentialRule oauth{CredentialKind::OAuth2, u"k"_s};
    oauth.tokenUrl = QUrl(u"https://login.e.net/token?tenant=a"_s);
    oauth.clientId = u"cairn"_s;
    oauth.scopes = {u"read"_s, u"https://e.net/write"_s};
    QTest::newRow("oauth2") << QByteArray(
                                   "{ kind: oauth2, key: k, client_id: cairn, token_url: 'https://login.e.net/token?tenant=a', "
                                   "scopes: [read, 'https://e.net/write'] }")
                            << oauth;
    CredentialRule mtls{CredentialKind::Mtls, u"k"_s};
    mtls.certificate = u"certificates/client.pem"_s;
    QTest::newRow("mtls") << QByteArray("{ kind: mtls, key: k, certificate: certificates/client.pem }") << mtls;
    CredentialRule hmac{CredentialKind::Hmac, u"k"_s};
    hmac.keyId = u"partner-7"_s;
    CredentialRule bound = oauth;
    bound.scopes.clear();
    bound.certificate = u"certificates/client.pem"_s;
    bound.certificateKey = u"client-key"_s;
    QTest::newRow("oauth2 with a certificate")
        << QByteArray("{ kind: oauth2, key: k, client_id: cairn, token_url: 'https://login.e.net/token?tenant=a', certificate: "
                      "certificates/client.pem, certificate_key: client-key }")
        << bound;
    CredentialRule rotated{CredentialKind::Bearer, u"k"_s};
    rotated.rotation = {"PUT", u"/v1/keys?kind=api"_s, "{\"days\":90,\"name\":\"cairn\"}", u".key.value"_s, u".key.until"_s};
    QTest::newRow("rotated") << QByteArray(
                                    "{ kind: bearer, key: k, rotate: { request: { method: PUT, path: '/v1/keys?kind=api', "
                                    "body: { json: { name: cairn, days: 90 } } }, secret: .key.value, expires: .key.until } }")
                             << rotated;
    CredentialRule plainly{CredentialKind::Bearer, u"k"_s};
    plainly.rotation = {"POST", u"/renew"_s, {}, u".token"_s, {}};
    QTest::newRow("rotated, in short") << QByteArray(
                                              "{ kind: bearer, key: k, rotate: { request: { path: /renew }, secret: .token } }")
                                       << plainly;
    QTest::newRow("hmac") << QByteArray("{ kind: hmac, key: k, key_id: partner-7 }") << hmac;
}

void TestServiceCredential::kinds()
{
    QFETCH(QByteArray, yaml);
    QFETCH(CredentialRule, rule);
    const auto read = parse("credential: " + yaml + "\n");
    QVERIFY2(read, read ? "" : qPrintable(read.error().first().what));
    QCOMPARE(read->service.credential, rule);
    const auto back = serviceFromJson(toJson(read->service));
    QVERIFY2(back, back ? "" : qPrintable(describe(back.error())));
    QCOMPARE(back->credential, rule);
    QCOMPARE(digestOf(*back), read->digest);
}

void TestServiceCredential::tls()
{
    const auto read = parse("tls: { ca: certificates/ca.pem, pin: [sha256/AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=] }\n");
    QVERIFY2(read, read ? "" : qPrintable(read.error().first().what));
    QCOMPARE(read->service.tls.ca, u"certificates/ca.pem"_s);
    QCOMPARE(read->service.tls.pins.size(), 1);
    QCOMPARE(read->service.tls.pins.first().at(31), char(31));
    const auto back = serviceFromJson(toJson(read->service));
    QVERIFY(back);
    QCOMPARE(back->tls, read->service.tls);
}

void TestServiceCredential::oldDigestsStay()
{
    const QJsonObject json = toJson(parse({})->service);
    QVERIFY(!json.contains(u"credential"_s));
    QVERIFY(!json.contains(u"tls"_s));
}

void TestServiceCredential::mistakes_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("what");
    const auto row = [](const QByteArray &name, const QByteArray &yaml, const QString &what) {
        QTest::newRow(name.constData()) << yaml << what;
    };
    row("empty", "credential: {}\n", u"'kind' is missing"_s);
    row("no kind", "credential: { key: k }\n", u"'kind' is missing"_s);
    row("other kind", "credential: { kind: baerer, key: k }\n", u"'baerer' is no kind of credential"_s);
    row("no key", "credential: { kind: bearer }\n", u"'key' is missing"_s);
    row("a path for a key", "credential: { kind: bearer, key: ../x }\n", u"'key' is not the name of a credential"_s);
    for (const QByteArray &secret : {"ghp_aaaaaaaaaaaaaaaaaaaa"_ba, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_ba,
                                     "9f86d081884c7d659a2feaa0c55ad015"_ba, "k.7Hq2pXw9LmZt4RbV8cYnJ3Ds"_ba}) {
        row("the secret itself " + secret.first(6), "credential: { kind: bearer, key: " + secret + " }\n",
            u"'key' looks like the secret itself, and it is to be the name of one"_s);
    }
    for (const QByteArray &name :
         {"PaymentGatewayApiKeyV2Prod"_ba, "s3AccessKeyForInvoiceArchive"_ba, "sk-invoices"_ba, "ASIA-ocr"_ba})
        QVERIFY2(parse("credential: { kind: bearer, key: " + name + " }\n"), name.constData());
    row("a secret in the file", "credential: { kind: bearer, key: k, token: s }\n", u"token"_s);
    row("of another kind", "credential: { kind: bearer, key: k, user: ann }\n", u"user"_s);
    row("no user", "credential: { kind: basic, key: k }\n", u"'user' is missing"_s);
    row("a colon", "credential: { kind: basic, key: k, user: 'a:b' }\n", u"'user' holds a colon"_s);
    row("neither", "credential: { kind: api_key, key: k }\n", u"'header' or 'query'"_s);
    row("both", "credential: { kind: api_key, key: k, header: X-K, query: k }\n", u"'header' or 'query'"_s);
    row("no header", "credential: { kind: api_key, key: k, header: 'X K' }\n", u"'X K' is not a header"_s);
    row("the transport's", "credential: { kind: api_key, key: k, header: Content-Length }\n",
        u"'Content-Length' is not a header"_s);
    row("no parameter", "credential: { kind: api_key, key: k, query: 'a&b' }\n", u"'a&b' is not the name of a parameter"_s);
    row("no token_url", "credential: { kind: oauth2, key: k, client_id: c }\n", u"'token_url' is missing"_s);
    row("token in the clear", "credential: { kind: oauth2, key: k, client_id: c, token_url: 'http://login.e.net/' }\n",
        u"unencrypted"_s);
    row("a password in it", "credential: { kind: oauth2, key: k, client_id: c, token_url: 'https://a:b@e.net/' }\n",
        u"token_url"_s);
    row("scopes as text", "credential: { kind: oauth2, key: k, client_id: c, token_url: 'https://e.net/', scopes: a b }\n",
        u"'scopes'"_s);
    row("a certificate elsewhere", "credential: { kind: mtls, key: k, certificate: /etc/ssl/x.pem }\n",
        u"is not a file of the workspace"_s);
    row("a certificate above", "credential: { kind: mtls, key: k, certificate: a/../../x.pem }\n",
        u"is not a file of the workspace"_s);
    row("half a certificate",
        "credential: { kind: oauth2, key: k, client_id: c, token_url: 'https://e.net/', certificate: a.pem }\n",
        u"'certificate' and 'certificate_key'"_s);
    row("its key alone", "credential: { kind: oauth2, key: k, client_id: c, token_url: 'https://e.net/', certificate_key: a }\n",
        u"'certificate' and 'certificate_key'"_s);
    row("a certificate with a bearer", "credential: { kind: bearer, key: k, certificate: a.pem }\n", u"certificate"_s);
    const auto rotate = [&](const char *name, const QByteArray &rule, const QString &what) {
        row(name, "credential: { kind: bearer, key: k, rotate: " + rule + " }\n", what);
    };
    rotate("no rotation", "{}", u"'request' is missing"_s);
    rotate("no secret", "{ request: { path: /r } }", u"'secret' is missing"_s);
    rotate("no path", "{ request: { method: POST }, secret: .t }", u"'path' is missing"_s);
    rotate("elsewhere", "{ request: { path: 'https://evil.example/' }, secret: .t }", u"is not a path"_s);
    rotate("a path of two lines", "{ request: { path: \"/a\\r\\nHost: b\" }, secret: .t }", u"is not a path"_s);
    rotate("a question", "{ request: { method: GET, path: /r }, secret: .t }", u"does not ask for anything new"_s);
    rotate("an expression", "{ request: { path: /r, body: { json: { a: '${{ .input }}' } } }, secret: .t }", u"no run"_s);
    rotate("a form", "{ request: { path: /r, body: { raw: abc } }, secret: .t }", u"JSON"_s);
    rotate("no program", "{ request: { path: /r }, secret: '.t ==' }", u"'secret'"_s);
    rotate("a program that reads", "{ request: { path: /r }, secret: 'env.HOME' }", u"'secret'"_s);
    rotate("a header", "{ request: { path: /r, headers: { A: b } }, secret: .t }", u"headers"_s);
    row("another key takes another certificate",
        "credential: { kind: mtls, key: k, certificate: a.pem, rotate: { request: { path: /r }, secret: .t } }\n", u"rotate"_s);
    row("no pins", "tls: { pin: [] }\n", u"'pin' must be a list"_s);
    row("short pin", "tls: { pin: [sha256/AAEC] }\n", u"pins no public key"_s);
    row("other hash", "tls: { pin: ['sha1/AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='] }\n", u"pins no public key"_s);
    row("verification off", "tls: { verify: false }\n", u"verify"_s);
}

void TestServiceCredential::mistakes()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, what);
    const auto read = parse(yaml);
    QVERIFY(!read);
    QVERIFY2(read.error().first().what.contains(what), qPrintable(read.error().first().what));
    QVERIFY(!read.error().first().remedy.isEmpty());
    QVERIFY(read.error().first().line == 3);
}

void TestServiceCredential::inTheClearIsWarnedOf()
{
    QTemporaryDir folder;
    const auto write = [&](const QString &name, const QByteArray &text) {
        QDir(folder.path()).mkpath(QFileInfo(name).path());
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write(u"cairn.yaml"_s, "workspace: w\n");
    write(u"services/a.yaml"_s,
          "service: a\nbase_url: http://e.net\nallow_insecure: true\ncredential: { kind: bearer, key: k }\n");
    const Workspace workspace = loadWorkspace(folder.path());
    QVERIFY(workspace.isSound());
    QCOMPARE(workspace.problems.size(), 1);
    QVERIFY(workspace.problems.first().what.contains(u"unencrypted"_s));
}

void TestServiceCredential::theVaultsCommand()
{
    QTemporaryDir folder;
    const auto load = [&](const QByteArray &vault) {
        QFile file(folder.filePath(u"cairn.yaml"_s));
        [&] { QVERIFY(file.open(QIODevice::WriteOnly)); }();
        file.write("workspace: w\n" + vault);
        file.close();
        return loadWorkspace(folder.path());
    };
    QCOMPARE(load("vault: { command: [pass, show] }\n").settings.vaultCommand, (QStringList{u"pass"_s, u"show"_s}));
    QVERIFY(load({}).settings.vaultCommand.isEmpty());
    for (const char *wrong :
         {"vault: { command: pass show }\n", "vault: { command: [] }\n", "vault: {}\n", "vault: { command: [[a]] }\n"}) {
        const Workspace workspace = load(wrong);
        QVERIFY2(!workspace.isSound(), wrong);
        QVERIFY(workspace.settings.vaultCommand.isEmpty());
    }
}

QTEST_APPLESS_MAIN(TestServiceCredential)
#include "tst_service_credential.moc"
