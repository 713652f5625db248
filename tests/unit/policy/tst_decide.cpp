#include "policy/decide.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Verdicts with the full policies.
class TestDecide : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allowances_data();
    void allowances();
    void timesOut_data();
    void timesOut();
    void saysWhy();
    void whatWasAnsweredIsSentOnce();
    void whatWasPutOffMayComeTooLate();
    void renewsTheCredentialOnce();
    void retryUsesThePreviousWait();
    void whatIsUnderWayIsAwaited_data();
    void whatIsUnderWayIsAwaited();
};

void TestDecide::allowances_data()
{
    QTest::addColumn<Category>("category");
    QTest::addColumn<int>("perCategory"); // 0: not written
    QTest::addColumn<int>("automatic");   // of the rule: -1 not said
    QTest::addColumn<int>("ruleAttempts");
    QTest::addColumn<int>("most"); // attempts that are made in all
    const auto row = [](const char *name, Category category, int perCategory, int automatic, int ruleAttempts, int most) {
        QTest::newRow(name) << category << perCategory << automatic << ruleAttempts << most;
    };
    row("automatic", Category::Service, 0, -1, 0, 6);
    row("not automatic", Category::Conflict, 0, -1, 0, 1);
    row("per category", Category::Timeout, 3, -1, 0, 3);
    row("per category, once", Category::Timeout, 1, -1, 0, 1);
    row("per category makes it automatic", Category::Conflict, 3, -1, 0, 3);
    row("rule says no", Category::Service, 5, 0, 0, 1);
    row("rule says yes", Category::Data, 0, 1, 0, 6);
    row("rule says how often", Category::Data, 0, -1, 4, 4);
    row("rule says yes, per category how often", Category::Conflict, 2, 1, 0, 2);
    row("rule goes before per category", Category::Timeout, 3, -1, 5, 5);
    row("rule says once", Category::Service, 0, -1, 1, 1);
}

void TestDecide::allowances()
{
    QFETCH(Category, category);
    QFETCH(int, perCategory);
    QFETCH(int, automatic);
    QFETCH(int, ruleAttempts);
    QFETCH(int, most);
    Service service;
    if (perCategory > 0)
        service.policy.retry.perCategory.insert(category, perCategory);
    Outcome outcome{category, u"x"_s, false, {}};
    if (automatic >= 0)
        outcome.automatic = automatic == 1;
    outcome.attempts = ruleAttempts;
    int made = 1;
    while (decide(outcome, service, {made, Timestamp{}, {}, 0.5}).action == Action::Retry)
        ++made;
    QCOMPARE(made, most);
}

void TestDecide::timesOut_data()
{
    QTest::addColumn<bool>("idempotent");
    QTest::addColumn<qint64>("sinceFirst"); // seconds
    QTest::addColumn<qint64>("step");       // timeout, seconds; 0: none
    QTest::addColumn<QString>("says");      // empty: retried
    QTest::newRow("soon enough") << true << qint64(500) << qint64(600) << QString();
    QTest::newRow("step's timeout") << true << qint64(571) << qint64(600) << u"step's timeout (10m)"_s;
    QTest::newRow("no step timeout") << true << qint64(86'000) << qint64(0) << QString();
    QTest::newRow("key forgotten") << true << qint64(86'380) << qint64(0) << u"forgotten the idempotency key (after 1d)"_s;
    QTest::newRow("no key to forget") << false << qint64(86'380) << qint64(0) << QString();
}

void TestDecide::timesOut()
{
    QFETCH(bool, idempotent);
    QFETCH(qint64, sinceFirst);
    QFETCH(qint64, step);
    QFETCH(QString, says);
    Service service;
    service.name = u"ocr"_s;
    service.idempotent = idempotent;
    service.policy.timeout.step = std::chrono::seconds(step);
    const Timestamp now(1'000'000s);
    DecisionContext context{1, now, {}, 0};
    context.firstAttemptAt = now - std::chrono::seconds(sinceFirst);
    context.keyFirstUsedAt = context.firstAttemptAt;
    const Verdict verdict = decide({Category::RateLimit, u"429"_s, false, Milliseconds(30s)}, service, context);
    QCOMPARE(verdict.action, says.isEmpty() ? Action::Retry : Action::Block);
    QVERIFY2(verdict.reason.contains(says), qPrintable(verdict.reason));
    if (says.isEmpty())
        QVERIFY(verdict.delay >= 30s); // never shortened
}

void TestDecide::saysWhy()
{
    Service service;
    Outcome outcome{Category::RateLimit, u"429"_s, false, Milliseconds(4s)};
    QCOMPARE(decide(outcome, service, {3, Timestamp{}, {}, 0.5}).reason, u"3 of 6; waits 4.2s because Retry-After said 4s"_s);
    outcome.advisedBy = u"RateLimit"_s;
    QCOMPARE(decide(outcome, service, {3, Timestamp{}, {}, 0}).reason, u"3 of 6; waits 4s because RateLimit said 4s"_s);
    outcome.advised.reset();
    QCOMPARE(decide(outcome, service, {2, Timestamp{}, {}, 0.3}).reason, u"2 of 6; waits 300ms"_s);
    QCOMPARE(decide(outcome, service, {6, Timestamp{}, {}, 0}).reason, u"6 of 6 attempts used"_s);
    outcome.automatic = false;
    QCOMPARE(decide(outcome, service, {1, Timestamp{}, {}, 0}).reason, u"rate_limit failures are not retried by themselves"_s);
}

/// Whatever a rule of the service calls it.
void TestDecide::whatWasAnsweredIsSentOnce()
{
    Service service;
    service.name = u"api"_s;
    Outcome outcome{Category::Service, u"expect"_s, false, {}};
    outcome.automatic = true;
    outcome.isAnswered = true;
    const DecisionContext context{1, Timestamp(1'000s), {}};
    service.idempotent = false;
    QCOMPARE(decide(outcome, service, context).action, Action::Block);
    service.idempotent = true; // the key makes it harmless
    QCOMPARE(decide(outcome, service, context).action, Action::Retry);
    service.idempotent = false;
    outcome.isAnswered = false;
    QCOMPARE(decide(outcome, service, context).action, Action::Retry);
}

void TestDecide::whatWasPutOffMayComeTooLate()
{
    Service service;
    service.name = u"api"_s;
    service.idempotencyLifetime = 4s;
    service.policy.timeout.step = 9s;
    const Timestamp now(1'000s);
    DecisionContext context{2, now, {}};
    context.keyFirstUsedAt = now - 3'999ms;
    context.firstAttemptAt = now - 8'999ms;
    context.deadline = now + 1ms;
    QCOMPARE(whyTooLate(service, context), QString());
    context.keyFirstUsedAt = now - 4s;
    QCOMPARE(whyTooLate(service, context),
             u"the next attempt would come when api may have forgotten the idempotency key (after 4s), and be a new request"_s);
    service.idempotent = false; // no key makes that harmless in any case
    QCOMPARE(whyTooLate(service, context), QString());
    context.firstAttemptAt = now - 9s;
    QCOMPARE(whyTooLate(service, context), u"the next attempt would come after the step's timeout (9s)"_s);
    context.deadline = now;
    QCOMPARE(whyTooLate(service, context), u"the next attempt would come after the run's deadline"_s);
}

void TestDecide::renewsTheCredentialOnce()
{
    const Service service;
    const Outcome outcome{Category::Auth, u"401"_s, false, {}};
    DecisionContext context{1, Timestamp(100s), {}, 0.5};
    context.canRefresh = true;
    const Verdict verdict = decide(outcome, service, context);
    QCOMPARE(verdict.action, Action::Retry);
    QVERIFY(verdict.delay == 0ms && verdict.reason.contains(u"renewed credential"));
    context.deadline = Timestamp(100s);
    QCOMPARE(decide(outcome, service, context).action, Action::Block);
    context.deadline.reset();
    context.canRefresh = false;
    QCOMPARE(decide(outcome, service, context).action, Action::Block);
    context.canRefresh = true;
    QVERIFY(!decide({Category::Service, u"500"_s, false, {}}, service, context).reason.contains(u"credential"));
}

void TestDecide::retryUsesThePreviousWait()
{
    Service service;
    service.policy.retry.jitter = Jitter::Decorrelated;
    DecisionContext context{2, Timestamp{}, {}, 0.5};
    context.previousDelay = Milliseconds(2s);
    QCOMPARE(decide({Category::Network, u"x"_s, false, {}}, service, context).delay, 3250ms);
}

void TestDecide::whatIsUnderWayIsAwaited_data()
{
    QTest::addColumn<bool>("mayBeUnderWay");
    QTest::addColumn<Category>("category");
    QTest::addColumn<int>("automatic"); // of a rule: -1 not said
    QTest::addColumn<int>("perCategory");
    QTest::addColumn<int>("most"); // attempts in all
    QTest::newRow("after a timeout") << true << Category::Conflict << -1 << 0 << 6;
    QTest::newRow("at the first attempt") << false << Category::Conflict << -1 << 0 << 1;
    QTest::newRow("a rule calls it otherwise") << true << Category::Data << -1 << 0 << 1;
    QTest::newRow("a rule says no") << true << Category::Conflict << 0 << 0 << 1;
    QTest::newRow("the policy says how often") << true << Category::Conflict << -1 << 2 << 2;
}

void TestDecide::whatIsUnderWayIsAwaited()
{
    QFETCH(bool, mayBeUnderWay);
    QFETCH(Category, category);
    QFETCH(int, automatic);
    QFETCH(int, perCategory);
    QFETCH(int, most);
    Service service;
    service.name = u"api"_s;
    if (perCategory > 0)
        service.policy.retry.perCategory.insert(category, perCategory);
    Outcome outcome{category, u"409"_s, false, {}};
    if (automatic >= 0)
        outcome.automatic = automatic == 1;
    DecisionContext context{1, Timestamp{}, {}, 0.5};
    context.mayBeUnderWay = mayBeUnderWay;
    while (decide(outcome, service, context).action == Action::Retry)
        ++context.attempts;
    QCOMPARE(context.attempts, most);
    context.attempts = 1;
    QCOMPARE(decide(outcome, service, context).reason.contains(u"may still be at an earlier attempt"_s), most == 6);
}

QTEST_GUILESS_MAIN(TestDecide)
#include "tst_decide.moc"
