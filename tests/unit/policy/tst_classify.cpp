#include "policy/classify.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

class TestClassify : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void statuses_data();
    void statuses();
    void faults_data();
    void faults();
    void everyFaultHasACategory();
    void acceptedStatusesReplaceTheDefault();
    void whatLooksLikeSuccessMayHaveHappened();
    void jsonIsPromisedByItsTypeAlone_data();
    void jsonIsPromisedByItsTypeAlone();
    void redirectCanBeAccepted();
    void aRefusalThatIsCutShortIsOneStill_data();
    void aRefusalThatIsCutShortIsOneStill();
};

void TestClassify::statuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<QString>("category"); // empty: success
    QTest::addColumn<bool>("maybeHappened");
    const auto row = [](int status, const char *category, bool maybe, const char *retryAfter = "") {
        QTest::addRow("%d%s", status, *retryAfter ? " with advice" : "")
            << status << QByteArray(retryAfter) << QString::fromLatin1(category) << maybe;
    };
    row(200, "", false);
    row(201, "", false);
    row(204, "", false);
    row(304, "schema", true);
    row(400, "data", false);
    row(401, "auth", false);
    row(402, "rate_limit", false);
    row(403, "auth", false);
    row(404, "data", false);
    row(406, "schema", false);
    row(408, "timeout", true);
    row(409, "conflict", false);
    row(412, "conflict", false);
    row(413, "data", false);
    row(415, "schema", false);
    row(422, "data", false);
    row(423, "conflict", false);
    row(425, "service", false);
    row(429, "rate_limit", false);
    row(500, "service", true);
    row(501, "service", false);
    row(502, "service", true);
    row(503, "service", true); // a gateway may say so of a request that it has passed on
    row(503, "rate_limit", false, "3");
    row(504, "timeout", true);
    row(599, "service", true);
}

void TestClassify::statuses()
{
    QFETCH(int, status);
    QFETCH(QByteArray, retryAfter);
    QFETCH(QString, category);
    QFETCH(bool, maybeHappened);
    Exchange exchange;
    exchange.status = status;
    exchange.maybeSent = true;
    if (!retryAfter.isEmpty())
        exchange.headers.append({"retry-after", retryAfter});
    const Outcome outcome = classify(exchange, {}, Timestamp{});
    QCOMPARE(outcome.category ? word(*outcome.category) : QString(), category);
    QCOMPARE(outcome.maybeHappened, maybeHappened);
    QCOMPARE(outcome.advised.has_value(), !retryAfter.isEmpty());
}

void TestClassify::faults_data()
{
    QTest::addColumn<TransportFault>("fault");
    QTest::addColumn<Category>("category");
    QTest::newRow("dns") << TransportFault::HostNotFound << Category::Network;
    QTest::newRow("refused") << TransportFault::ConnectionRefused << Category::Network;
    QTest::newRow("reset") << TransportFault::ConnectionClosed << Category::Network;
    QTest::newRow("truncated") << TransportFault::TruncatedBody << Category::Network;
    QTest::newRow("connect timeout") << TransportFault::ConnectTimeout << Category::Timeout;
    QTest::newRow("idle timeout") << TransportFault::IdleTimeout << Category::Timeout;
    QTest::newRow("attempt timeout") << TransportFault::AttemptTimeout << Category::Timeout;
    QTest::newRow("certificate") << TransportFault::TlsFailed << Category::Auth;
    QTest::newRow("not http") << TransportFault::InvalidResponse << Category::Schema;
    QTest::newRow("too large") << TransportFault::BodyTooLarge << Category::Schema;
    QTest::newRow("disk full") << TransportFault::SinkFailed << Category::Internal;
    QTest::newRow("forbidden url") << TransportFault::BadUrl << Category::Policy;
}

void TestClassify::faults()
{
    QFETCH(TransportFault, fault);
    QFETCH(Category, category);
    for (bool maybeSent : {false, true}) {
        Exchange exchange;
        exchange.fault = fault;
        exchange.status = 200; // a truncated answer has a fine status
        exchange.maybeSent = maybeSent;
        exchange.detail = u"because"_s;
        const Outcome outcome = classify(exchange, {}, Timestamp{});
        QVERIFY(!outcome.succeeded());
        QCOMPARE(*outcome.category, category);
        QCOMPARE(outcome.maybeHappened, maybeSent);
        QVERIFY(outcome.cause.contains("because"_L1));
    }
}

void TestClassify::everyFaultHasACategory()
{
    for (int value = int(TransportFault::BadUrl); value <= int(TransportFault::Cancelled); ++value) {
        Exchange exchange;
        exchange.fault = TransportFault(value);
        QVERIFY(!classify(exchange, {}, Timestamp{}).succeeded());
    }
}

void TestClassify::acceptedStatusesReplaceTheDefault()
{
    ResponseRule rule;
    rule.status = {201, 405};
    Exchange exchange;
    exchange.status = 405;
    QVERIFY(classify(exchange, rule, Timestamp{}).succeeded());
    exchange.status = 200;
    QVERIFY(!classify(exchange, rule, Timestamp{}).succeeded());
}

/// Created, accepted, already there: whatever was wanted instead, a service that answers so did something.
void TestClassify::whatLooksLikeSuccessMayHaveHappened()
{
    ResponseRule rule;
    rule.status = {201};
    for (int status : {200, 202, 204, 207, 302, 304}) {
        Exchange exchange;
        exchange.status = status;
        const Outcome outcome = classify(exchange, rule, Timestamp{});
        QVERIFY(!outcome.succeeded());
        QVERIFY2(outcome.maybeHappened, qPrintable(QString::number(status)));
    }
}

void TestClassify::jsonIsPromisedByItsTypeAlone_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("promised");
    QTest::addColumn<bool>("maybe");
    const auto row = [](const char *type, bool promised, bool maybe) {
        QTest::newRow(type) << QByteArray(type) << promised << maybe;
    };
    row("application/json", true, true);
    row("Application/JSON ; charset=utf-8", true, true);
    row("text/json", true, true);
    row("application/problem+json;x=y", true, true);
    row("application/x-amz-json-1.1", false, true);
    row("application/x-ndjson", false, true);
    row("application/jsonl", false, true);
    row("application/json-seq", false, true);
    row("application/geo+json-seq", false, true);
    row("text/plain; format=json", false, true);
    row("text/html", false, false);
    row("", false, false);
}

void TestClassify::jsonIsPromisedByItsTypeAlone()
{
    QFETCH(QByteArray, type);
    QFETCH(bool, promised);
    QFETCH(bool, maybe);
    const HeaderList headers{{"content-type", type}};
    QCOMPARE(promisesJson(headers), promised);
    QCOMPARE(saysJson(headers), maybe);
}

void TestClassify::redirectCanBeAccepted()
{
    Exchange exchange;
    exchange.fault = TransportFault::Redirected;
    exchange.status = 303;
    exchange.headers = {{"location", "https://ann:pw@login.example.net/in?token=abc#x"}};
    const Outcome outcome = classify(exchange, {}, Timestamp{});
    QCOMPARE(*outcome.category, Category::Schema);
    QVERIFY2(outcome.cause.endsWith(u": to https://login.example.net/in"_s), qPrintable(outcome.cause));
    ResponseRule rule;
    rule.status = {303};
    QVERIFY(classify(exchange, rule, Timestamp{}).succeeded());
}

void TestClassify::aRefusalThatIsCutShortIsOneStill_data()
{
    QTest::addColumn<TransportFault>("fault");
    QTest::addColumn<bool>("judged");
    QTest::newRow("cut") << TransportFault::TruncatedBody << true;
    QTest::newRow("closed") << TransportFault::ConnectionClosed << true;
    QTest::newRow("idle") << TransportFault::IdleTimeout << true;
    QTest::newRow("slow") << TransportFault::AttemptTimeout << true;
    QTest::newRow("not kept") << TransportFault::SinkFailed << false;
    QTest::newRow("given up") << TransportFault::Cancelled << false;
}

/// Its status and header fields came, and with them how long the service wants to be left alone.
void TestClassify::aRefusalThatIsCutShortIsOneStill()
{
    QFETCH(TransportFault, fault);
    QFETCH(bool, judged);
    Exchange exchange;
    exchange.fault = fault;
    exchange.status = 429;
    exchange.headers = {{"retry-after", "30"}};
    exchange.maybeSent = true;
    CategoryRule rule;
    rule.status = 429;
    rule.as = Category::Conflict;
    const Outcome outcome = classify(exchange, {}, Timestamp{});
    QCOMPARE(*outcome.category == Category::RateLimit, judged);
    QCOMPARE(outcome.advised == Milliseconds(30'000), judged);
    QVERIFY(!outcome.maybeHappened);
    QCOMPARE(*classify(exchange, {}, Timestamp{}, {rule}, {429, {}, {}}).category == Category::Conflict, judged);
    ResponseRule wanted; // then the rest of it is
    wanted.status = {429};
    QVERIFY(!classify(exchange, wanted, Timestamp{}).succeeded());
    QVERIFY(*classify(exchange, wanted, Timestamp{}).category != Category::RateLimit);
}

QTEST_GUILESS_MAIN(TestClassify)
#include "tst_classify.moc"
