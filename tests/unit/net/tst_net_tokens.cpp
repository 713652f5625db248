#include "credentialsetup.h"
#include "rawserver.h"

#include <QTest>

using namespace cairn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QByteArray answer(int status, const QByteArray &body)
{
    return "HTTP/1.1 " + QByteArray::number(status) +
           " x\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

/// An authorisation server and the service behind it: tokens are numbered, and the last one given is good.
class Tokens
{
public:
    Tokens()
        : login([this](RawConnection &connection, const RawRequest &request) { give(connection, request); }),
          api([this](RawConnection &connection, const RawRequest &request) {
              const bool good = request.header("authorization") == "Bearer token-" + QByteArray::number(valid.load());
              connection.send(answer(good ? 200 : 401, "{}"));
          })
    {
        CredentialRule rule{CredentialKind::OAuth2, u"client-secret"_s};
        rule.tokenUrl = login.url(u"/oauth2/token"_s);
        rule.clientId = u"cairn id"_s;
        rule.scopes = {u"read"_s, u"write:all"_s};
        setup = std::make_unique<CredentialSetup>(api.url(), rule);
        setup->put(u"client-secret"_s, "planted:secret\n");
    }

    int askForStatus()
    {
        Call call(setup->transport(), requestTo(api.url(), "POST", "body"));
        if (!call.wait())
            return -1;
        last = call.exchange();
        return last.status;
    }

    std::atomic<int> given = 0;
    std::atomic<int> valid = 0;
    std::atomic<int> status = 200; ///< of the authorisation server
    std::atomic<int> life = 3600;
    QByteArray accepts = "planted%3Asecret"; ///< the client's secret, encoded; set before the first request
    RawServer login;
    RawServer api;
    std::unique_ptr<CredentialSetup> setup;
    Exchange last;

private:
    void give(RawConnection &connection, const RawRequest &request)
    {
        if (request.header("authorization") != "Basic " + QByteArray("cairn+id:" + accepts).toBase64())
            return connection.send(answer(401, "{\"error\":\"invalid_client\"}"));
        if (status != 200)
            return connection.send(answer(status, "{\"error\":\"temporarily_unavailable\"}"));
        valid = ++given;
        connection.send(answer(200, "{\"access_token\":\"token-" + QByteArray::number(valid.load()) +
                                        "\",\"token_type\":\"Bearer\",\"expires_in\":" + QByteArray::number(life.load()) + "}"));
    }
};

} // namespace

/// OAuth 2's client credentials grant: tokens are fetched, kept, renewed, and never more than one at a time.
class TestTokens : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneTokenForManyRequests();
    void isRenewedBeforeItExpires();
    void isRenewedOnceAfterA401();
    void aRefusedClientIsNoTransientFailure();
    void aServerThatIsAwayIs();
    void theFormerSecretOfTheClient();
    void answers_data();
    void answers();
};

void TestTokens::oneTokenForManyRequests()
{
    Tokens tokens;
    std::vector<std::unique_ptr<Call>> calls;
    for (int i = 0; i < 12; ++i)
        calls.push_back(std::make_unique<Call>(tokens.setup->transport(), requestTo(tokens.api.url(), "POST", "body")));
    for (const auto &call : calls) {
        QVERIFY(call->wait());
        QCOMPARE(call->exchange().status, 200);
    }
    QCOMPARE(tokens.login.requestCount(), 1);
    const RawRequest asked = tokens.login.requests().value(0);
    QCOMPARE(asked.method, QByteArray("POST"));
    QCOMPARE(asked.target, QByteArray("/oauth2/token"));
    QCOMPARE(asked.body, QByteArray("grant_type=client_credentials&scope=read+write%3Aall"));
    QCOMPARE(asked.header("content-type"), QByteArray("application/x-www-form-urlencoded"));
    for (const RawRequest &request : tokens.api.requests())
        QVERIFY(!request.head.contains("planted"));
}

void TestTokens::isRenewedBeforeItExpires()
{
    Tokens tokens;
    QCOMPARE(tokens.askForStatus(), 200);
    tokens.setup->clock.pass(3500s);
    QCOMPARE(tokens.askForStatus(), 200);
    QCOMPARE(tokens.given.load(), 1);
    tokens.setup->clock.pass(80s); // 20 s before its end
    QCOMPARE(tokens.askForStatus(), 200);
    QCOMPARE(tokens.given.load(), 2);
    QCOMPARE(tokens.api.requestCount(), 3); // none was refused for it
}

void TestTokens::isRenewedOnceAfterA401()
{
    Tokens tokens;
    QCOMPARE(tokens.askForStatus(), 200);
    tokens.valid = 77; // withdrawn
    QCOMPARE(tokens.askForStatus(), 401);
    QVERIFY(tokens.last.renewable);
    QCOMPARE(tokens.askForStatus(), 200);
    QCOMPARE(tokens.given.load(), 2);
}

void TestTokens::aRefusedClientIsNoTransientFailure()
{
    Tokens tokens;
    tokens.accepts = "another";
    QCOMPARE(tokens.askForStatus(), 0);
    QCOMPARE(tokens.last.fault, TransportFault::CredentialUnusable);
    QVERIFY(!tokens.last.maybeSent);
    QVERIFY2(tokens.last.detail.contains(u"401 (invalid_client)"_s), qPrintable(tokens.last.detail));
    QVERIFY(!tokens.last.detail.contains(u"planted"_s));
    QCOMPARE(tokens.api.connections(), 0);
}

void TestTokens::aServerThatIsAwayIs()
{
    Tokens tokens;
    tokens.status = 503;
    QCOMPARE(tokens.askForStatus(), 0);
    QCOMPARE(tokens.last.fault, TransportFault::CredentialUnavailable);
    tokens.status = 200;
    QCOMPARE(tokens.askForStatus(), 200);
    tokens.login.stopListening();
    tokens.setup->clock.pass(2h);
    Service moved = tokens.setup->service;
    moved.credential.tokenUrl.setPort(1);
    tokens.setup->transport().setService(moved);
    QCOMPARE(tokens.askForStatus(), 0);
    QCOMPARE(tokens.last.fault, TransportFault::CredentialUnavailable);
    QCOMPARE(tokens.api.requestCount(), 1);
}

void TestTokens::theFormerSecretOfTheClient()
{
    Tokens tokens;
    const Credentials credentials(tokens.setup->folder.path());
    QVERIFY(credentials.rotate(u"client-secret"_s, SecretBytes::copyOf("new"), tokens.setup->clock.now() + 1h));
    QCOMPARE(tokens.askForStatus(), 200);
    QCOMPARE(tokens.login.requestCount(), 2); // the new one first
}

void TestTokens::answers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("good");
    QTest::addColumn<qint64>("renewAfter");
    const QByteArray token = "{\"access_token\":\"t\",\"token_type\":\"bearer\"";
    QTest::newRow("an hour") << 200 << token + ",\"expires_in\":3600}" << true << qint64(3570);
    QTest::newRow("a minute") << 200 << token + ",\"expires_in\":60}" << true << qint64(54);
    QTest::newRow("does not say") << 200 << token + "}" << true << qint64(270);
    QTest::newRow("nonsense") << 200 << token + ",\"expires_in\":-5}" << true << qint64(0);
    QTest::newRow("for ever") << 200 << token + ",\"expires_in\":1e12}" << true << qint64(86'370);
    QTest::newRow("of another type") << 200 << QByteArray("{\"access_token\":\"t\",\"token_type\":\"mac\"}") << false
                                     << qint64(0);
    QTest::newRow("a header in it") << 200 << QByteArray("{\"access_token\":\"t\\r\\nX: y\",\"token_type\":\"bearer\"}") << false
                                    << qint64(0);
    QTest::newRow("no token") << 200 << QByteArray("{\"token_type\":\"bearer\"}") << false << qint64(0);
    QTest::newRow("no JSON") << 200 << QByteArray("<html>") << false << qint64(0);
    QTest::newRow("created") << 201 << token + "}" << false << qint64(0);
}

void TestTokens::answers()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, good);
    QFETCH(qint64, renewAfter);
    Exchange exchange;
    exchange.status = status;
    const auto token = readToken(exchange, body, 5s);
    QCOMPARE(token.has_value(), good);
    if (good)
        QCOMPARE(std::chrono::floor<std::chrono::seconds>((*token)->renewAt - 5s).count(), renewAfter);
    else
        QCOMPARE(token.error().fault, TransportFault::CredentialUnusable);
}

QTEST_GUILESS_MAIN(TestTokens)
#include "tst_net_tokens.moc"
