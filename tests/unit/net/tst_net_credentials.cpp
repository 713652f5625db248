#include "credentialsetup.h"
#include "rawserver.h"

#include "net/requestsigning.h"
#include "net/secretcover.h"

#include <QBuffer>
#include <QSet>
#include <QTest>

using namespace cairn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Refusal = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";

CredentialRule bearer(const QString &key = u"token"_s)
{
    return {CredentialKind::Bearer, key};
}

CredentialRule apiKey(const QByteArray &header, const QString &query)
{
    CredentialRule rule{CredentialKind::ApiKey, u"token"_s};
    rule.header = header;
    rule.query = query;
    return rule;
}

/// Takes the last line of a request's head for granted where its signature is right.
bool isSigned(const RawRequest &request, const QUrl &url, const QByteArray &body, const QByteArray &secret)
{
    HttpRequest seen;
    seen.method = request.method;
    seen.url = url.resolved(QUrl(QString::fromLatin1(request.target)));
    for (const char *name : {"content-digest", "content-type"}) {
        if (const QByteArray value = request.header(name); !value.isEmpty())
            seen.headers.append({name, value});
    }
    const QByteArray input = request.header("signature-input");
    SignatureTerms terms;
    for (const QByteArray &word : input.mid(input.indexOf('(') + 1, input.indexOf(')') - input.indexOf('(') - 1).split(' '))
        terms.components.append(word.mid(1, word.size() - 2));
    const auto created = input.indexOf("created=") + 8;
    terms.created = Timestamp(std::chrono::seconds(input.mid(created, input.indexOf(';', created) - created).toLongLong()));
    terms.keyId = "partner";
    const auto fields = signatureFields(seen, terms, secret);
    return fields && headerValue(*fields, "signature") == request.header("signature") &&
           (body.isNull() || request.header("content-digest") == contentDigest(Digest::of(body)));
}

} // namespace

/// What services are shown of who calls, and what nobody else is told of it.
class TestCredentials : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void kinds_data();
    void kinds();
    void aQueryKeepsWhatElseItHas();
    void signedRequests_data();
    void signedRequests();
    void withoutTheSecretNothingIsSent();
    void aFileThatOthersReadIsNotUsed();
    void otherAddressesGetNothing();
    void echoesAreRedacted();
    void echoesInBodiesAreCovered_data();
    void echoesInBodiesAreCovered();
    void aChangedSecretIsFoundAfterA401();
    void aWrongSecretIsNotTriedTwice();
    void theFormerSecretIsUsedWhileItMay();
    void theFormerSecretEnds();
    void manyAtOnceAskTheVaultOnce();
    void cancelledWhileTheVaultIsAsked();
    void theTransportGoesFirst();
    void aNewDefinitionCounts();
};

void TestCredentials::kinds_data()
{
    QTest::addColumn<CredentialKind>("kind");
    QTest::addColumn<QByteArray>("name"); // of a header, or "?name"
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("bearer") << CredentialKind::Bearer << QByteArray() << QByteArray("authorization")
                            << QByteArray("Bearer s3cr&t/ü");
    QTest::newRow("basic") << CredentialKind::Basic << QByteArray() << QByteArray("authorization")
                           << QByteArray("Basic " + QByteArray("ann:s3cr&t/ü").toBase64());
    QTest::newRow("header") << CredentialKind::ApiKey << QByteArray("x-api-key") << QByteArray("x-api-key")
                            << QByteArray("s3cr&t/ü");
    QTest::newRow("query") << CredentialKind::ApiKey << QByteArray("?api_key") << QByteArray()
                           << QByteArray("/x?a=1&api_key=s3cr%26t%2F%C3%BC");
}

void TestCredentials::kinds()
{
    QFETCH(CredentialKind, kind);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    RawServer server(answering());
    CredentialRule rule{kind, u"token"_s};
    rule.user = u"ann"_s;
    if (name.startsWith('?'))
        rule.query = QString::fromLatin1(name.mid(1));
    else
        rule.header = name;
    CredentialSetup setup(server.url(), rule);
    setup.put(u"token"_s, "s3cr&t/ü\n");
    HttpRequest request = requestTo(server.url(u"/x?a=1"_s), "POST", "body");
    request.headers = {{"Authorization", "Bearer of-the-step"}, {"X-Api-Key", "of-the-step"}};
    Call call(setup.transport(), request);
    QVERIFY(call.wait());
    QCOMPARE(call.exchange().status, 200);
    const RawRequest seen = server.requests().value(0);
    QCOMPARE(seen.body, QByteArray("body"));
    QCOMPARE(field.isEmpty() ? seen.target : seen.header(field), value);
    if (kind != CredentialKind::ApiKey)
        QVERIFY(!seen.head.contains("Bearer of-the-step"));
    QVERIFY(!request.url.toString().contains(u"api_key"_s)); // what the caller holds and records
}

void TestCredentials::aQueryKeepsWhatElseItHas()
{
    RawServer server(answering());
    CredentialSetup setup(server.url(), apiKey({}, u"key"_s));
    setup.put(u"token"_s, "planted+secret");
    for (const auto &[given, sent] :
         {std::pair("/x", "/x?key=planted%2Bsecret"), {"/x?key=old&b=%2B", "/x?b=%2B&key=planted%2Bsecret"}}) {
        const int before = server.requestCount();
        Call call(setup.transport(), requestTo(server.url(QLatin1String(given))));
        QVERIFY(call.wait());
        QCOMPARE(server.requests().value(before).target, QByteArray(sent));
    }
}

void TestCredentials::signedRequests_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no body") << QByteArray("GET") << QByteArray();
    QTest::newRow("small") << QByteArray("POST") << QByteArray("{\"a\":1}");
    QTest::newRow("in parts") << QByteArray("POST") << QByteArray(3 << 20, 'x'); // digested in several turns
}

void TestCredentials::signedRequests()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    RawServer server(answering());
    CredentialRule rule{CredentialKind::Hmac, u"token"_s};
    rule.keyId = u"partner"_s;
    CredentialSetup setup(server.url(), rule);
    setup.put(u"token"_s, "planted-secret");
    HttpRequest request = requestTo(server.url(u"/v1/x?q=1"_s), method);
    if (!body.isNull())
        request.body = OutgoingBody::ofDevice(
            [body]() -> Result<std::unique_ptr<QIODevice>> {
                auto buffer = std::make_unique<QBuffer>();
                buffer->setData(body);
                buffer->open(QIODevice::ReadOnly);
                return buffer;
            },
            body.size());
    request.headers = {{"content-type", "application/json"}};
    Call call(setup.transport(), request);
    QVERIFY(call.wait());
    QCOMPARE(call.exchange().status, 200);
    const RawRequest seen = server.requests().value(0);
    QCOMPARE(seen.bodySize, body.size());
    QVERIFY2(isSigned(seen, server.url(), body, "planted-secret"), seen.head.constData());
    QVERIFY(!isSigned(seen, server.url(), body, "another"));
    QVERIFY(!seen.head.contains("planted"));
}

void TestCredentials::withoutTheSecretNothingIsSent()
{
    RawServer server(answering());
    CredentialSetup setup(server.url(), bearer());
    Call call(setup.transport(), requestTo(server.url(), "POST", "body"));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::CredentialUnusable);
    QVERIFY(!call.exchange().maybeSent);
    QVERIFY(!call.exchange().renewable);
    QVERIFY2(call.exchange().detail.contains(u"cairn credential set"_s), qPrintable(call.exchange().detail));
    QCOMPARE(server.connections(), 0);

    setup.put(u"token"_s, "late"); // and then it goes
    Call again(setup.transport(), requestTo(server.url(), "POST", "body"));
    QVERIFY(again.wait());
    QCOMPARE(again.exchange().status, 200);
}

void TestCredentials::aFileThatOthersReadIsNotUsed()
{
    RawServer server(answering());
    CredentialSetup setup(server.url(), bearer());
    setup.put(u"token"_s, "planted");
    QFile::setPermissions(setup.folder.filePath(u".cairn/credentials/token"_s), QFile::ReadOwner | QFile::ReadGroup);
    Call call(setup.transport(), requestTo(server.url()));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::CredentialUnusable);
    QVERIFY2(call.exchange().detail.contains(u"chmod 600"_s), qPrintable(call.exchange().detail));
    QCOMPARE(server.connections(), 0);
}

void TestCredentials::otherAddressesGetNothing()
{
    RawServer own(answering());
    RawServer other(answering());
    CredentialSetup setup(own.url(), bearer());
    setup.put(u"token"_s, "planted");
    Call call(setup.transport(), requestTo(other.url()));
    QVERIFY(call.wait());
    QCOMPARE(call.exchange().status, 200);
    QVERIFY(!other.requests().value(0).head.contains("planted"));
}

void TestCredentials::echoesAreRedacted()
{
    RawServer server([](RawConnection &connection, const RawRequest &request) {
        connection.send("HTTP/1.1 200 OK\r\nX-Echo: " + request.target + "\r\nContent-Length: 0\r\n\r\n");
    });
    CredentialSetup setup(server.url(), apiKey({}, u"key"_s));
    setup.put(u"token"_s, "planted/secret");
    Call call(setup.transport(), requestTo(server.url(u"/x"_s)));
    QVERIFY(call.wait());
    QCOMPARE(headerValue(call.exchange().headers, "x-echo"), QByteArray("/x?key=[redacted]"));
}

void TestCredentials::echoesInBodiesAreCovered_data()
{
    QTest::addColumn<CredentialRule>("rule");
    QTest::newRow("bearer") << bearer();
    CredentialRule basic{CredentialKind::Basic, u"token"_s};
    basic.user = u"ann"_s;
    QTest::newRow("basic") << basic;
    QTest::newRow("header") << apiKey("x-api-key", {});
    QTest::newRow("query") << apiKey({}, u"key"_s);
}

/// A service that answers with all of the request, as debugging pages and some errors do, a byte at a time.
void TestCredentials::echoesInBodiesAreCovered()
{
    QFETCH(CredentialRule, rule);
    const QByteArray secret = "planted/secret&of-some-length";
    QByteArray sent;
    RawServer server([&](RawConnection &connection, const RawRequest &request) {
        sent = "the key " + secret + " in " + request.target + " and " + request.header("authorization") + " and " +
               request.header("x-api-key") + " is wrong";
        connection.send("HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (const char byte : std::as_const(sent))
            connection.send(QByteArray("1\r\n") + byte + "\r\n");
        connection.send("0\r\n\r\n");
    });
    CredentialSetup setup(server.url(), rule);
    setup.put(u"token"_s, secret);
    Call call(setup.transport(), requestTo(server.url(u"/x"_s)));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::None);
    QCOMPARE(call.sink.bytes.size(), sent.size());
    QVERIFY(sent.contains(secret));
    for (const QByteArray &form : quotableForms(rule, secret))
        QVERIFY2(!call.sink.bytes.contains(form), call.sink.bytes.constData());
    QVERIFY(call.sink.bytes.startsWith("the key *********"));
    QVERIFY(call.sink.bytes.endsWith(" is wrong"));
}

void TestCredentials::aChangedSecretIsFoundAfterA401()
{
    RawServer server([](RawConnection &connection, const RawRequest &request) {
        connection.send(request.header("authorization") == "Bearer new-one" ? okResponse() : Refusal);
    });
    CredentialSetup setup(server.url(), bearer());
    setup.put(u"token"_s, "old-one");
    Call first(setup.transport(), requestTo(server.url()));
    QVERIFY(first.wait());
    setup.put(u"token"_s, "new-one");
    setup.clock.pass(10s);
    Call refused(setup.transport(), requestTo(server.url()));
    QVERIFY(refused.wait());
    QCOMPARE(refused.exchange().status, 401);
    QVERIFY(refused.exchange().renewable);
    Call accepted(setup.transport(), requestTo(server.url()));
    QVERIFY(accepted.wait());
    QCOMPARE(accepted.exchange().status, 200);
}

void TestCredentials::aWrongSecretIsNotTriedTwice()
{
    RawServer server(answering(Refusal));
    CredentialSetup setup(server.url(), bearer());
    setup.put(u"token"_s, "wrong");
    Call call(setup.transport(), requestTo(server.url()));
    QVERIFY(call.wait());
    QCOMPARE(call.exchange().status, 401);
    QVERIFY(!call.exchange().renewable);
}

void TestCredentials::theFormerSecretIsUsedWhileItMay()
{
    RawServer server([](RawConnection &connection, const RawRequest &request) {
        connection.send(request.header("authorization") == "Bearer old-one" ? okResponse() : Refusal);
    });
    CredentialSetup setup(server.url(), bearer());
    setup.put(u"token"_s, "old-one");
    const Credentials credentials(setup.folder.path());
    QVERIFY(credentials.rotate(u"token"_s, SecretBytes::copyOf("new-one"), setup.clock.now() + 1h));
    Call refused(setup.transport(), requestTo(server.url()));
    QVERIFY(refused.wait());
    QCOMPARE(refused.exchange().status, 401);
    QVERIFY(refused.exchange().renewable);
    Call accepted(setup.transport(), requestTo(server.url()));
    QVERIFY(accepted.wait());
    QCOMPARE(accepted.exchange().status, 200);
    Call stays(setup.transport(), requestTo(server.url())); // with what works, until the other one is told to
    QVERIFY(stays.wait());
    QCOMPARE(stays.exchange().status, 200);
    QCOMPARE(server.requestCount(), 3);
}

void TestCredentials::theFormerSecretEnds()
{
    RawServer server(answering(Refusal));
    CredentialSetup setup(server.url(), bearer());
    setup.put(u"token"_s, "old-one");
    QVERIFY(Credentials(setup.folder.path()).rotate(u"token"_s, SecretBytes::copyOf("new-one"), setup.clock.now() + 1h));
    setup.clock.pass(61min);
    Call call(setup.transport(), requestTo(server.url()));
    QVERIFY(call.wait());
    QVERIFY(!call.exchange().renewable);
    QCOMPARE(server.requests().value(0).header("authorization"), QByteArray("Bearer new-one"));
}

void TestCredentials::manyAtOnceAskTheVaultOnce()
{
    RawServer server(answering());
    CredentialSetup setup(server.url(), bearer());
    setup.put(u"token"_s, "one");
    std::vector<std::unique_ptr<Call>> calls;
    for (int i = 0; i < 20; ++i)
        calls.push_back(std::make_unique<Call>(setup.transport(), requestTo(server.url())));
    setup.put(u"token"_s, "two"); // maybe before it is read, maybe after; in any case all get the same
    for (const auto &call : calls) {
        QVERIFY(call->wait());
        QCOMPARE(call->exchange().status, 200);
    }
    QSet<QByteArray> shown;
    for (const RawRequest &request : server.requests())
        shown.insert(request.header("authorization"));
    QCOMPARE(shown.size(), 1);
}

void TestCredentials::cancelledWhileTheVaultIsAsked()
{
    RawServer server(answering());
    CredentialSetup setup(server.url(), bearer());
    setup.put(u"token"_s, "one");
    Call call(setup.transport(), requestTo(server.url()));
    call.cancel();
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::Cancelled);
    auto destroyed = std::make_unique<Call>(setup.transport(), requestTo(server.url()));
    destroyed.reset();
    Call other(setup.transport(), requestTo(server.url()));
    QVERIFY(other.wait());
    QCOMPARE(server.requestCount(), 1);
}

void TestCredentials::theTransportGoesFirst()
{
    RawServer server(answering());
    QTemporaryDir folder;
    HandClock clock;
    Service service = serviceAt(server.url());
    service.credential = bearer();
    auto transport = std::make_unique<AuthorizedTransport>(service, Credentials(folder.path()), folder.path(), clock);
    Call call(*transport, requestTo(server.url()));
    transport.reset();
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::Cancelled);
    QVERIFY(!call.exchange().maybeSent);
}

void TestCredentials::aNewDefinitionCounts()
{
    RawServer server(answering());
    CredentialSetup setup(server.url(), bearer());
    setup.put(u"token"_s, "one");
    setup.put(u"other"_s, "two");
    Call first(setup.transport(), requestTo(server.url()));
    QVERIFY(first.wait());
    setup.service.credential = bearer(u"other"_s);
    setup.transport().setService(setup.service);
    Call second(setup.transport(), requestTo(server.url()));
    QVERIFY(second.wait());
    setup.service.credential = {};
    setup.transport().setService(setup.service);
    Call third(setup.transport(), requestTo(server.url()));
    QVERIFY(third.wait());
    QCOMPARE(server.requests().value(0).header("authorization"), QByteArray("Bearer one"));
    QCOMPARE(server.requests().value(1).header("authorization"), QByteArray("Bearer two"));
    QCOMPARE(server.requests().value(2).header("authorization"), QByteArray());
}

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_net_credentials.moc"
