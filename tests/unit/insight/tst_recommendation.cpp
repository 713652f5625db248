#include "advicetesting.h"

using namespace cairn;
using namespace cairn::advicetesting;

/// Advice about retries speaks where there is reason to, proposes what it says, and is silent just below its threshold, where
/// there is too little to go by, and where the policy is so already; and what all advice has in common.
class TestRecommendation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysNothingWithoutReason();
    void saysNothingWithTooLittle();
    void retriesThatNeverHelp();
    void lateRetriesThatNeverHelp();
    void retriesThatHelp_data();
    void retriesThatHelp();
    void emptyBudget();
    void budgetThatIsNotEmpty_data();
    void budgetThatIsNotEmpty();
    void silenceCutOff();
    void silenceIsNoLongerThanTheKeyLives();
    void silenceFollowed();
    void jitter();
    void surestFirst();
    void confidence_data();
    void confidence();
    void roundsAsPeopleDo_data();
    void roundsAsPeopleDo();
    void eachKindHasItsOwnWord();
};

void TestRecommendation::saysNothingWithoutReason()
{
    QCOMPARE(keys(quiet(), live()), QStringList());
    QCOMPARE(keys(Telemetry(), live()), QStringList());
}

void TestRecommendation::saysNothingWithTooLittle()
{
    Telemetry telemetry = quiet();
    telemetry.repeats[Category::Service] = repeats({{2, {40, 0}}});
    QCOMPARE(keys(telemetry, live()), QStringList{u"retries_never_help:service"_s});
    telemetry.facts = LeastAttempts - 1;
    QCOMPARE(keys(telemetry, live()), QStringList());
}

void TestRecommendation::retriesThatNeverHelp()
{
    Telemetry telemetry = quiet();
    telemetry.repeats[Category::Timeout] = repeats({{2, {60, 0}}, {3, {60, 1}}, {4, {60, 0}}});
    const Recommendation advice = only(telemetry, live());
    QCOMPARE(advice.key(), u"retries_never_help:timeout"_s);
    QCOMPARE(advice.among, 180);
    QCOMPARE(advice.cases, 179);
    QCOMPARE(advice.days, 4);
    QCOMPARE(advice.present, 6.0);
    QCOMPARE(advice.proposed, 1.0);
    QCOMPARE(advice.confidence, Confidence::Strong);
    QCOMPARE(changes(advice, live()), QStringList{u"policy.retry.per_category.timeout  1"_s});
}

void TestRecommendation::lateRetriesThatNeverHelp()
{
    Telemetry telemetry = quiet();
    telemetry.repeats[Category::Service] = repeats({{2, {100, 50}}, {3, {50, 10}}, {4, {40, 0}}, {5, {40, 0}}, {6, {40, 0}}});
    const Recommendation advice = only(telemetry, live());
    QCOMPARE(advice.proposed, 3.0);
    QCOMPARE(advice.among, 120);
    QCOMPARE(changes(advice, live()), QStringList{u"policy.retry.per_category.service  3"_s});
}

void TestRecommendation::retriesThatHelp_data()
{
    QTest::addColumn<RepeatFacts>("facts");
    QTest::addColumn<int>("attempts");
    QTest::newRow("they pass") << repeats({{2, {100, 60}}, {3, {40, 30}}}) << 6;
    QTest::newRow("the last one does, too") << repeats({{2, {60, 0}}, {3, {60, 0}}, {4, {60, 5}}}) << 4;
    QTest::newRow("too few") << repeats({{2, {29, 0}}}) << 6;
    QTest::newRow("one outage") << repeats({{2, {500, 0}}}, 1) << 6;
    QTest::newRow("not repeated any more") << repeats({{2, {500, 0}}}) << 1;
    QTest::newRow("none beyond what is allowed now") << repeats({{2, {100, 60}}, {3, {100, 0}}}) << 2;
}

void TestRecommendation::retriesThatHelp()
{
    QFETCH(const RepeatFacts, facts);
    QFETCH(const int, attempts);
    Telemetry telemetry = quiet();
    telemetry.repeats[Category::Service] = facts;
    Service service = live();
    service.policy.retry.attempts = attempts;
    QCOMPARE(keys(telemetry, service), QStringList());
}

void TestRecommendation::emptyBudget()
{
    Telemetry telemetry = quiet();
    telemetry.retries = 100;
    telemetry.wasted = 10;
    telemetry.unpaid = seen(30);
    telemetry.paid = 70;
    const Recommendation advice = only(telemetry, live());
    QCOMPARE(advice.key(), u"budget_empty"_s);
    QCOMPARE(advice.cases, 30);
    QCOMPARE(advice.among, 100);
    QCOMPARE(changes(advice, live()), QStringList{u"policy.budget.capacity 500 1000"_s});
}

void TestRecommendation::budgetThatIsNotEmpty_data()
{
    QTest::addColumn<qint64>("unpaid");
    QTest::addColumn<qint64>("paid");
    QTest::addColumn<qint64>("wasted");
    QTest::newRow("too few") << qint64(19) << qint64(0) << qint64(0);
    QTest::newRow("seldom") << qint64(30) << qint64(300) << qint64(0);
    QTest::newRow("what it holds back is wasted") << qint64(90) << qint64(10) << qint64(60);
}

void TestRecommendation::budgetThatIsNotEmpty()
{
    QFETCH(const qint64, unpaid);
    QFETCH(const qint64, paid);
    QFETCH(const qint64, wasted);
    Telemetry telemetry = quiet();
    telemetry.retries = 100;
    telemetry.wasted = wasted;
    telemetry.unpaid = seen(unpaid);
    telemetry.paid = paid;
    QCOMPARE(keys(telemetry, live()), QStringList());
}

void TestRecommendation::silenceCutOff()
{
    Telemetry telemetry = quiet();
    telemetry.beyondCap = seen(10);
    telemetry.advised = 40;
    telemetry.advisedBeyond = {15min, 15min, 15min, 15min, 15min, 15min, 15min, 15min, 15min, 14h};
    telemetry.advisedBeyond.insert(telemetry.advisedBeyond.end() - 1, 20min);
    const Recommendation advice = only(telemetry, live());
    QCOMPARE(advice.key(), u"retry_after_cut"_s);
    QCOMPARE(advice.measured, 20 * 60'000.0); // nine of ten; the one of 14 h is left to people
    QCOMPARE(changes(advice, live()), QStringList{u"policy.retry.retry_after_max 10m 20m"_s});
}

void TestRecommendation::silenceIsNoLongerThanTheKeyLives()
{
    Telemetry telemetry = quiet();
    telemetry.beyondCap = seen(5);
    telemetry.advisedBeyond = {48h, 48h, 48h, 48h, 48h};
    QCOMPARE(changes(only(telemetry, live()), live()), QStringList{u"policy.retry.retry_after_max 10m 1d"_s});
    Service service = live();
    service.idempotencyLifetime = 10min;
    QCOMPARE(keys(telemetry, service), QStringList());
}

void TestRecommendation::silenceFollowed()
{
    Telemetry telemetry = quiet();
    telemetry.beyondCap = seen(4);
    telemetry.advisedBeyond = {1h, 1h, 1h, 1h};
    QCOMPARE(keys(telemetry, live()), QStringList());
}

void TestRecommendation::jitter()
{
    Telemetry telemetry = quiet();
    telemetry.retries = 100;
    telemetry.bunched = seen(50);
    QCOMPARE(keys(telemetry, live()), QStringList()); // it has some
    Service service = live();
    service.policy.retry.jitter = Jitter::None;
    QCOMPARE(only(telemetry, service).key(), u"no_jitter"_s);
    QCOMPARE(changes(only(telemetry, service), service), QStringList{u"policy.retry.backoff.jitter none full"_s});
    telemetry.bunched = seen(49);
    QCOMPARE(keys(telemetry, service), QStringList());
}

void TestRecommendation::surestFirst()
{
    Telemetry telemetry = quiet();
    telemetry.repeats[Category::Service] = repeats({{2, {31, 0}}}, 2);
    telemetry.cutShort = seen(100);
    QCOMPARE(keys(telemetry, live()), QStringList({u"timeout_too_long"_s, u"retries_never_help:service"_s}));
}

void TestRecommendation::confidence_data()
{
    QTest::addColumn<qint64>("cases");
    QTest::addColumn<int>("days");
    QTest::addColumn<Confidence>("confidence");
    QTest::newRow("just enough") << qint64(10) << 5 << Confidence::Weak;
    QTest::newRow("much, of one day") << qint64(1'000) << 1 << Confidence::Weak;
    QTest::newRow("twice, of two days") << qint64(20) << 2 << Confidence::Fair;
    QTest::newRow("much, of two days") << qint64(1'000) << 2 << Confidence::Fair;
    QTest::newRow("much, of three days") << qint64(50) << 3 << Confidence::Strong;
}

void TestRecommendation::confidence()
{
    QFETCH(const qint64, cases);
    QFETCH(const int, days);
    QFETCH(const Confidence, confidence);
    QCOMPARE(advicerules::confidenceFrom(cases, 10, days), confidence);
}

void TestRecommendation::roundsAsPeopleDo_data()
{
    QTest::addColumn<double>("ms");
    QTest::addColumn<qint64>("rounded");
    for (const auto &[ms, rounded] : QList<std::pair<double, qint64>>{{0, 10},
                                                                      {11, 15},
                                                                      {840, 1'000},
                                                                      {1'000, 1'000},
                                                                      {1'001, 1'500},
                                                                      {12'000, 15'000},
                                                                      {61'000, 90'000},
                                                                      {900'000, 900'000},
                                                                      {1'900'000, 2'400'000},
                                                                      {7'100'000, 7'200'000}})
        QTest::newRow(qPrintable(QString::number(ms))) << ms << rounded;
}

void TestRecommendation::roundsAsPeopleDo()
{
    QFETCH(const double, ms);
    QFETCH(const qint64, rounded);
    QCOMPARE(advicerules::roundedUp(ms).count(), rounded);
}

void TestRecommendation::eachKindHasItsOwnWord()
{
    QSet<QString> words;
    for (int i = 0; i <= int(AdviceKind::PollTooTight); ++i)
        words.insert(word(AdviceKind(i)));
    QCOMPARE(words.size(), int(AdviceKind::PollTooTight) + 1);
}

QTEST_GUILESS_MAIN(TestRecommendation)
#include "tst_recommendation.moc"
