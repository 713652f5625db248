#include "policy/classify.h"
#include "policy/taxonomy.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// The ten categories, and what a service's own rules make of an answer.
class TestTaxonomy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void traits_data();
    void traits();
    void contractNamesTheOwner();
    void remediesLeadToWhatIsWrong_data();
    void remediesLeadToWhatIsWrong();
    void rulesMatch_data();
    void rulesMatch();
    void theFirstMatchingRuleRules();
    void testsCountOnlyWhenPassed();
    void rulesLeaveSuccessAndBrokenExchangesAlone();
    void quotaProblemsAreRateLimits();
    void contentFailuresCanBeReclassified();
};

void TestTaxonomy::traits_data()
{
    QTest::addColumn<Category>("category");
    QTest::addColumn<bool>("automatic");
    QTest::addColumn<QString>("escalation");
    const auto row = [](Category category, bool automatic, const char *escalation) {
        QTest::newRow(word(category).toLatin1().constData()) << category << automatic << QString::fromLatin1(escalation);
    };
    row(Category::Network, true, "the service's owners");
    row(Category::Timeout, true, "the service's owners");
    row(Category::RateLimit, true, "the service's owners");
    row(Category::Service, true, "the service's owners");
    row(Category::Auth, false, "security");
    row(Category::Data, false, "the data's owners");
    row(Category::Schema, false, "the integration's owners");
    row(Category::Conflict, false, "the service's owners");
    row(Category::Policy, false, "security");
    row(Category::Internal, false, "Cairn's operators");
}

void TestTaxonomy::traits()
{
    QFETCH(Category, category);
    QFETCH(bool, automatic);
    QFETCH(QString, escalation);
    const CategoryTraits &traits = traitsOf(category);
    QCOMPARE(traits.category, category);
    QCOMPARE(traits.automatic, automatic);
    QCOMPARE(escalationOf({category, 400}, {}), escalation);
    QVERIFY(QByteArray(traits.remedy).endsWith('.'));
    RetryPolicy retry;
    QCOMPARE(mostAttempts(category, retry), automatic ? 6 : 1);
    retry.perCategory.insert(category, 4);
    QCOMPARE(mostAttempts(category, retry), 4);
}

void TestTaxonomy::contractNamesTheOwner()
{
    Contract contract;
    contract.owner = u"docs-team"_s;
    QCOMPARE(escalationOf({Category::Service, 500}, contract), u"docs-team"_s);
    QCOMPARE(escalationOf({Category::Data, 422}, contract), u"the data's owners"_s);
}

void TestTaxonomy::remediesLeadToWhatIsWrong_data()
{
    QTest::addColumn<Failure>("failure");
    QTest::addColumn<QString>("remedy");
    QTest::addColumn<QString>("escalation");
    const auto row = [](const char *name, const Failure &failure, const char *remedy, const char *escalation) {
        QTest::newRow(name) << failure << QString::fromLatin1(remedy) << QString::fromLatin1(escalation);
    };
    row("refused content", {Category::Data, 422}, "Correct the input", "the data's owners");
    row("too large", {Category::Data, 413}, "Correct the input", "the data's owners");
    for (const int status : {404, 405, 410})
        row(qPrintable(QString::number(status)), {Category::Data, status}, "Compare the service's base_url",
            "the integration's owners");
    row("another rule for 404", {Category::Service, 404}, "Ask the service's owners", "the service's owners");
    row("expect", {Category::Data, 200}, "where it is not idempotent, skip the step or decide that it did not happen",
        "the service's owners");
    row("form of the answer", {Category::Schema, 200}, "where it is not idempotent, skip the step or decide",
        "the integration's owners");
    row("form of the request", {Category::Schema}, "then retry if the service was mended", "the integration's owners");
    for (const TransportFault fault : {TransportFault::HostNotFound, TransportFault::ConnectionRefused})
        row("not reached", {Category::Network, 0, fault}, "base_url is right, that the service is up", "the service's owners");
    row("not reached in time", {Category::Timeout, 0, TransportFault::ConnectTimeout}, "base_url is right",
        "the service's owners");
    row("cut off", {Category::Network, 0, TransportFault::ConnectionClosed}, "Check that the service is up",
        "the service's owners");
    row("not trusted", {Category::Auth, 0, TransportFault::TlsFailed}, "http or https", "security");
    row("expression", {Category::Data}, "Nothing was sent: mend what the cause names in the pipeline",
        "the integration's owners");
    row("question", {Category::Data, 0, TransportFault::AttemptTimeout, true, true}, "skip the step once it is done",
        "the integration's owners");
    row("no call", {Category::Timeout, 202, TransportFault::None, true, true}, "cairn rerun RUN --from STEP",
        "the service's owners");
    row("slow", {Category::Timeout}, "Find out why the service is slow", "the service's owners");
    row("policy", {Category::Policy}, "clear the service and retry, or change the pipeline and resume with --latest", "security");
    row("refused credential", {Category::Auth, 401}, "give it one if its definition names none", "security");
    row("no secret", {Category::Auth, 0, TransportFault::CredentialUnusable}, "Nothing was sent: set the service's secret",
        "security");
    row("lost payload", {Category::Internal, 0, TransportFault::RequestUnreadable}, "`cairn submit` of the same file",
        "Cairn's operators");
    row("conflict", {Category::Conflict, 409}, "Look at what the service holds", "the service's owners");
    row("name taken", {Category::Conflict, 0, TransportFault::None, false}, "move it away and retry", "the integration's owners");
}

void TestTaxonomy::remediesLeadToWhatIsWrong()
{
    QFETCH(Failure, failure);
    QFETCH(QString, remedy);
    QFETCH(QString, escalation);
    QVERIFY2(remedyFor(failure).contains(remedy), qPrintable(remedyFor(failure)));
    QVERIFY(remedyFor(failure).endsWith(u'.'));
    QCOMPARE(escalationOf(failure, {}), escalation);
}

void TestTaxonomy::rulesMatch_data()
{
    QTest::addColumn<CategoryRule>("rule");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *name, const CategoryRule &rule, bool matches) { QTest::newRow(name) << rule << matches; };
    const auto rule = [](int status, const QByteArray &header, const QByteArray &value, const QString &problem) {
        return CategoryRule{status, header, value, problem, {}, Category::Data, {}, 0};
    };
    const auto type = u"https://e.net/full"_s;
    row("status", rule(409, {}, {}, {}), true);
    row("another status", rule(410, {}, {}, {}), false);
    row("header is there", rule(0, "x-why", {}, {}), true);
    row("header is not there", rule(0, "x-not", {}, {}), false);
    row("header's value", rule(0, "x-why", "quota", {}), true);
    row("second of that name", rule(0, "x-why", "again", {}), true);
    row("header's other value", rule(0, "x-why", "Quota", {}), false);
    row("problem type", rule(0, {}, {}, type), true);
    row("another problem type", rule(0, {}, {}, u"about:blank"_s), false);
    row("all of them", rule(409, "x-why", "quota", type), true);
    row("all but the status", rule(400, "x-why", "quota", type), false);
    row("all but the header", rule(409, "x-why", "full", type), false);
}

void TestTaxonomy::rulesMatch()
{
    QFETCH(CategoryRule, rule);
    QFETCH(bool, matches);
    const HeaderList headers{{"content-type", "x"}, {"x-why", " quota "}, {"x-why", "again"}};
    const QList<CategoryRule> rules{rule};
    const CategoryRule *found = matchingRule(rules, headers, {409, u"https://e.net/full"_s, {}});
    QCOMPARE(found != nullptr, matches);
}

void TestTaxonomy::theFirstMatchingRuleRules()
{
    CategoryRule first, second;
    first.status = second.status = 409;
    first.as = Category::Data;
    first.attempts = 3;
    first.automatic = true;
    second.as = Category::Service;
    Exchange exchange;
    exchange.status = 409;
    const Outcome outcome = classify(exchange, {}, Timestamp{}, {first, second}, {409, {}, {}});
    QCOMPARE(*outcome.category, Category::Data);
    QCOMPARE(outcome.attempts, 3);
    QCOMPARE(outcome.automatic, std::optional(true));
    const Outcome other = classify(exchange, {}, Timestamp{}, {}, {409, {}, {}});
    QCOMPARE(*other.category, Category::Conflict);
    QVERIFY(!other.automatic && other.attempts == 0);
}

void TestTaxonomy::testsCountOnlyWhenPassed()
{
    CategoryRule plain, tested;
    plain.status = 500;
    tested.test = u".body.code == 7"_s;
    const QList<CategoryRule> rules{plain, tested};
    QBitArray passed(2);
    QVERIFY(!matchingRule(rules, {}, {409, {}, {}}));
    QVERIFY(!matchingRule(rules, {}, {409, {}, passed}));
    passed.setBit(1);
    QCOMPARE(matchingRule(rules, {}, {409, {}, passed}), &rules[1]);
    QVERIFY(!matchingRule(rules, {}, {409, {}, QBitArray(1, true)}));
}

void TestTaxonomy::rulesLeaveSuccessAndBrokenExchangesAlone()
{
    CategoryRule rule;
    rule.status = 200;
    Exchange exchange;
    exchange.status = 200;
    QVERIFY(classify(exchange, {}, Timestamp{}, {rule}, {200, {}, {}}).succeeded());
    exchange.fault = TransportFault::TruncatedBody;
    QCOMPARE(*classify(exchange, {}, Timestamp{}, {rule}, {200, {}, {}}).category, Category::Network);
    exchange.fault = TransportFault::Redirected;
    exchange.status = rule.status = 302;
    QCOMPARE(*classify(exchange, {}, Timestamp{}, {rule}, {302, {}, {}}).category, Category::Service);
}

void TestTaxonomy::quotaProblemsAreRateLimits()
{
    Exchange exchange;
    exchange.status = 403;
    const QString registry = u"https://iana.org/assignments/http-problem-types#"_s;
    for (const char *name : {"quota-exceeded", "temporary-reduced-capacity", "abnormal-usage-detected"})
        QCOMPARE(*classify(exchange, {}, Timestamp{}, {}, {403, registry + QLatin1String(name), {}}).category,
                 Category::RateLimit);
    QCOMPARE(*classify(exchange, {}, Timestamp{}, {}, {403, registry + u"date"_s, {}}).category, Category::Auth);
    CategoryRule rule;
    rule.status = 403;
    rule.as = Category::Policy;
    QCOMPARE(*classify(exchange, {}, Timestamp{}, {rule}, {403, registry + u"quota-exceeded"_s, {}}).category, Category::Policy);
}

void TestTaxonomy::contentFailuresCanBeReclassified()
{
    Exchange exchange;
    exchange.status = 200;
    CategoryRule rule;
    rule.test = u".body.error == \"busy\""_s;
    rule.as = Category::RateLimit;
    Outcome failed{Category::Data, u"expect"_s, true, {}};
    applyRules(failed, exchange, {rule}, {200, {}, QBitArray(1, true)});
    QCOMPARE(*failed.category, Category::RateLimit);
    QVERIFY(failed.maybeHappened);
    Outcome good;
    applyRules(good, exchange, {rule}, {200, {}, QBitArray(1, true)});
    QVERIFY(good.succeeded());
}

QTEST_GUILESS_MAIN(TestTaxonomy)
#include "tst_taxonomy.moc"
