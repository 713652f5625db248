#include "insight/encounter.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp Now(1'000'000'000ms);

Weather::Forecast met(Milliseconds took, std::optional<Category> category, int status = 200,
                      TransportFault fault = TransportFault::None)
{
    return {{Now, took, category, status, false, std::nullopt, fault}, 0ms, false, std::nullopt};
}

Policy limitedTo(Milliseconds attempt)
{
    Policy policy;
    policy.timeout.attempt = attempt;
    return policy;
}

CategoryRule rule(int status, Category as)
{
    CategoryRule made;
    made.status = status;
    made.as = as;
    return made;
}

} // namespace

class TestEncounter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void timeouts_data();
    void timeouts();
    void waitingLongerIsAnEstimate();
    void silenceEndsAtTheIdleTimeout_data();
    void silenceEndsAtTheIdleTimeout();
    void anIdleTimeoutThatIsLongerIsAnEstimate();
    void rulesJudgeAnew_data();
    void rulesJudgeAnew();
};

void TestEncounter::timeouts_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<qint64>("took");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<qint64>("expected");
    QTest::addColumn<bool>("fails");
    QTest::newRow("soon enough") << int(TransportFault::None) << 800ll << 1'000ll << 800ll << false;
    QTest::newRow("given up sooner") << int(TransportFault::None) << 1'800ll << 1'000ll << 1'000ll << true;
    QTest::newRow("given up as before") << int(TransportFault::AttemptTimeout) << 1'000ll << 1'000ll << 1'000ll << true;
    QTest::newRow("by a timer that was late") << int(TransportFault::AttemptTimeout) << 1'040ll << 1'000ll << 1'000ll << true;
    QTest::newRow("by one that was early") << int(TransportFault::AttemptTimeout) << 990ll << 1'000ll << 990ll << true;
    QTest::newRow("given up sooner than before") << int(TransportFault::AttemptTimeout) << 5'000ll << 1'000ll << 1'000ll << true;
    QTest::newRow("no connection") << int(TransportFault::ConnectTimeout) << 5'000ll << 60'000ll << 700ll << true;
    QTest::newRow("nothing moves") << int(TransportFault::IdleTimeout) << 20'000ll << 60'000ll << 900ll << true;
    QTest::newRow("nothing moves until it is given up") << int(TransportFault::IdleTimeout) << 20'000ll << 600ll << 600ll << true;
}

void TestEncounter::timeouts()
{
    QFETCH(int, fault);
    QFETCH(qint64, took);
    QFETCH(qint64, limit);
    QFETCH(qint64, expected);
    QFETCH(bool, fails);
    Policy policy = limitedTo(Milliseconds(limit));
    policy.timeout.connect = 700ms;
    policy.timeout.idle = 900ms;
    const bool failed = TransportFault(fault) != TransportFault::None;
    const Encounter encounter = Encounters(policy).of(met(
        Milliseconds(took), failed ? std::optional(Category::Timeout) : std::nullopt, failed ? 0 : 200, TransportFault(fault)));
    QCOMPARE(encounter.took.count(), expected);
    QCOMPARE(encounter.category, fails ? std::optional(Category::Timeout) : std::nullopt);
    QCOMPARE(encounter.status, fails ? 0 : 200);
    QVERIFY(!encounter.isEstimate);
}

void TestEncounter::waitingLongerIsAnEstimate()
{
    const Policy patient = limitedTo(10s);
    Weather::Forecast cut = met(2s, Category::Timeout, 0, TransportFault::AttemptTimeout);
    Encounter encounter = Encounters(patient).of(cut);
    QVERIFY(encounter.isEstimate); // nothing tells that it would ever have been answered
    QCOMPARE(encounter.category, std::optional(Category::Timeout));
    QCOMPARE(encounter.took, Milliseconds(10s));

    cut.uncut = 4s;
    encounter = Encounters(patient).of(cut);
    QVERIFY(encounter.isEstimate);
    QVERIFY(!encounter.category);
    QCOMPARE(encounter.status, 200);
    QCOMPARE(encounter.took, Milliseconds(4s));
    cut.uncut = 11s;
    encounter = Encounters(patient).of(cut);
    QCOMPARE(encounter.category, std::optional(Category::Timeout));
    QCOMPARE(encounter.took, Milliseconds(10s));
    QVERIFY(encounter.maybeHappened);
}

void TestEncounter::silenceEndsAtTheIdleTimeout_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<qint64>("silent");
    QTest::addColumn<qint64>("expected");
    QTest::addColumn<bool>("fails");
    QTest::newRow("began in time") << int(TransportFault::None) << 450ll << 800ll << false;
    QTest::newRow("began too late") << int(TransportFault::None) << 700ll << 500ll << true;
    QTest::newRow("not known, as it was being sent") << int(TransportFault::None) << 0ll << 800ll << false;
    QTest::newRow("cut off while silent") << int(TransportFault::AttemptTimeout) << 790ll << 500ll << true;
    QTest::newRow("cut off, and not known") << int(TransportFault::AttemptTimeout) << 0ll << 800ll << true;
}

/// Of the attempts that lasted 800 ms, under an idle timeout of 500 ms.
void TestEncounter::silenceEndsAtTheIdleTimeout()
{
    QFETCH(int, fault);
    QFETCH(qint64, silent);
    QFETCH(qint64, expected);
    QFETCH(bool, fails);
    Policy policy = limitedTo(820ms);
    policy.timeout.idle = 500ms;
    const bool failed = TransportFault(fault) != TransportFault::None;
    Weather::Forecast forecast =
        met(800ms, failed ? std::optional(Category::Timeout) : std::nullopt, failed ? 0 : 200, TransportFault(fault));
    forecast.meeting.silent = Milliseconds(silent);
    const Encounter encounter = Encounters(policy).of(forecast);
    QCOMPARE(encounter.category, fails ? std::optional(Category::Timeout) : std::nullopt);
    QCOMPARE(encounter.took.count(), expected);
    QVERIFY(!encounter.isEstimate);
}

void TestEncounter::anIdleTimeoutThatIsLongerIsAnEstimate()
{
    Policy patient = limitedTo(10s);
    patient.timeout.idle = 3s;
    Weather::Forecast cut = met(1s, Category::Timeout, 0, TransportFault::IdleTimeout);
    cut.uncut = 1'300ms;
    Encounter encounter = Encounters(patient).of(cut);
    QVERIFY(encounter.isEstimate);
    QVERIFY(!encounter.category);
    QCOMPARE(encounter.took, Milliseconds(1'300ms));
    cut.uncut.reset();
    QCOMPARE(Encounters(patient).of(cut).took, Milliseconds(3s)); // not the attempt's

    Weather::Forecast silent = met(1s, Category::Timeout, 0, TransportFault::AttemptTimeout);
    silent.meeting.silent = 1s;
    silent.uncut = 1'300ms;
    patient.timeout.idle = 1s; // the attempt may last longer, and it is still given up
    encounter = Encounters(patient).of(silent);
    QVERIFY(!encounter.isEstimate);
    QCOMPARE(encounter.category, std::optional(Category::Timeout));
    QCOMPARE(encounter.took, Milliseconds(1s));
}

void TestEncounter::rulesJudgeAnew_data()
{
    QTest::addColumn<CategoryRule>("rule");
    QTest::addColumn<int>("status");
    QTest::addColumn<Category>("recorded");
    QTest::addColumn<Category>("expected");
    QTest::newRow("by status") << rule(503, Category::RateLimit) << 503 << Category::Service << Category::RateLimit;
    QTest::newRow("of another status") << rule(500, Category::RateLimit) << 503 << Category::Service << Category::Service;
    QTest::newRow("of any") << rule(0, Category::Data) << 503 << Category::Service << Category::Data;
    CategoryRule looking = rule(503, Category::RateLimit);
    looking.test = u".body.busy"_s;
    QTest::newRow("by what is not recorded") << looking << 503 << Category::Service << Category::Service;
    QTest::newRow("by what was so") << looking << 503 << Category::RateLimit << Category::RateLimit;
}

void TestEncounter::rulesJudgeAnew()
{
    QFETCH(CategoryRule, rule);
    QFETCH(int, status);
    QFETCH(Category, recorded);
    QFETCH(Category, expected);
    rule.attempts = 3;
    Policy policy;
    policy.categories = {rule};
    const Encounter encounter = Encounters(policy).of(met(20ms, recorded, status));
    QCOMPARE(encounter.category, std::optional(expected));
    QCOMPARE(encounter.attempts, expected == rule.as ? 3 : 0);
    QVERIFY(!Encounters(policy).of(met(20ms, std::nullopt)).category); // successes are not their business
}

QTEST_GUILESS_MAIN(TestEncounter)
#include "tst_encounter.moc"
