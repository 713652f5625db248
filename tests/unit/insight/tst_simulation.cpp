#include "insight/simulation.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Timestamp at(Milliseconds time)
{
    return Timestamp(1'000'000'000ms + time);
}

/// One attempt each `every`, from 0 until `until`, that fails between the two times.
std::vector<Meeting> outage(Milliseconds until, Milliseconds every, Milliseconds from, Milliseconds to)
{
    std::vector<Meeting> meetings;
    for (Milliseconds time = 0ms; time < until; time += every) {
        Meeting meeting{at(time), 20ms, std::nullopt, 200, false, std::nullopt};
        if (time >= from && time < to) {
            meeting.category = Category::Service;
            meeting.status = 503;
        }
        meetings.push_back(meeting);
    }
    return meetings;
}

std::vector<Timestamp> wanted(Milliseconds until, Milliseconds every)
{
    std::vector<Timestamp> times;
    for (Milliseconds time = 0ms; time < until; time += every)
        times.push_back(at(time));
    return times;
}

Service service()
{
    Service made;
    made.name = u"ocr"_s;
    made.policy.breaker.minCalls = 1'000'000; // never opens, unless a test says so
    made.policy.retry.jitter = Jitter::None;
    made.policy.retry.attempts = 1;
    return made;
}

bool operator==(const SimulatedFigures &a, const SimulatedFigures &b)
{
    return a.calls == b.calls && a.requests == b.requests && a.failed == b.failed && a.left == b.left &&
           a.openings == b.openings && a.peak == b.peak && a.recoveries == b.recoveries && a.held == b.held;
}

} // namespace

class TestSimulation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void drawsFromWhatWasNear();
    void tellsHowLongItWouldHaveTaken();
    void nothingFailsWhereNothingFailed();
    void withoutRetriesEveryFailureIsLeft();
    void patienceOutlastsAnOutage();
    void theBreakerSparesAServiceThatIsDown();
    void aQuotaThatIsUsedUpIsLeftAlone();
    void firstAttemptsAndRetriesTakeTurns_data();
    void firstAttemptsAndRetriesTakeTurns();
    void theRunnerLooksTenTimesASecond();
    void theRateHolds();
    void noMoreAtOnceThanAllowed();
    void aShorterTimeoutGivesUpSooner();
    void whatMayHaveHappenedIsLeft();
    void tellsWhatHistoryCannot();
    void theSameSeedGivesTheSame();
    void endsWhenAskedTo();
};

void TestSimulation::drawsFromWhatWasNear()
{
    const Weather weather(outage(60s, 100ms, 20s, 40s));
    for (const double random : {0.0, 0.5, 0.999}) {
        Weather::Walk walk(weather, 1);
        const auto before = walk.at(at(-10s), random);
        QVERIFY(before.isEstimate);
        QCOMPARE(before.away, Milliseconds(10s));
        QVERIFY(!walk.at(at(10s), random).meeting.category);
        const auto down = walk.at(at(30s), random);
        QCOMPARE(down.meeting.category, std::optional(Category::Service));
        QVERIFY(!down.isEstimate);
        QVERIFY(down.away <= Weather::Near);
        const auto after = walk.at(at(90s), random); // long after the last
        QVERIFY(after.isEstimate);
        QCOMPARE(after.away, 90s - 59'900ms);
    }
}

void TestSimulation::tellsHowLongItWouldHaveTaken()
{
    const auto cut = [](Milliseconds from) {
        return Meeting{at(from), 2s, Category::Timeout, 0, true, std::nullopt, TransportFault::AttemptTimeout};
    };
    std::vector<Meeting> met; // as a rule any time between 100 and 200 ms is as likely
    for (int i = 0; i < 1'000; ++i)
        met.push_back({at(Milliseconds(i) * 100), Milliseconds(100 + i * 37 % 101), std::nullopt, 200, false});
    std::vector<Meeting> hung = met;
    for (int i = 0; i < 40; ++i)
        hung.push_back(i % 2 == 0 ? cut(Milliseconds(i) * 100 + 100s)
                                  : Meeting{at(Milliseconds(i) * 100 + 100s), 150ms, {}, 200, false});
    QVERIFY(!Weather::Walk(Weather(hung), 1).at(at(102s), 0).uncut); // whoever was answered was answered soon

    std::vector<Meeting> slow = met; // all of it 14 times as long, so that one in two is cut off
    for (int i = 0; i < 64; ++i) {
        const Milliseconds took(1'400 + i * 29 % 64 * 1'400 / 64);
        slow.push_back(took > 2s ? cut(Milliseconds(i) * 100 + 100s)
                                 : Meeting{at(Milliseconds(i) * 100 + 100s), took, {}, 200, false});
    }
    const Weather weather(slow);
    Weather::Walk walk(weather, 1);
    std::vector<Milliseconds> longer;
    for (int i = 0; i < 1'000; ++i) {
        const Weather::Forecast forecast = walk.at(at(103s), i / 1'000.0);
        QCOMPARE(forecast.uncut.has_value(), isCutOff(forecast.meeting));
        if (forecast.uncut)
            longer.push_back(*forecast.uncut);
    }
    std::sort(longer.begin(), longer.end());
    QVERIFY(longer.size() > 400 && longer.size() < 700);
    QVERIFY(longer.front() >= 2s);
    QVERIFY2(qAbs(longer[longer.size() / 2].count() - 2'400) < 80,
             qPrintable(QString::number(longer[longer.size() / 2].count())));
    QVERIFY2(qAbs(longer.back().count() - 2'800) < 120, qPrintable(QString::number(longer.back().count()))); // and no longer
}

void TestSimulation::nothingFailsWhereNothingFailed()
{
    const auto figures = simulate(wanted(60s, 50ms), Weather(outage(60s, 50ms, 0ms, 0ms)), service(), 1);
    QCOMPARE(figures.calls, 1'200);
    QCOMPARE(figures.requests, 1'200);
    QCOMPARE(figures.failed + figures.left + figures.openings, 0);
    QVERIFY(!figures.recovery(0.5));
    QVERIFY(figures.peak >= 20 && figures.peak <= 21);
}

void TestSimulation::withoutRetriesEveryFailureIsLeft()
{
    const auto figures = simulate(wanted(60s, 100ms), Weather(outage(60s, 100ms, 20s, 40s)), service(), 1);
    QCOMPARE(figures.requests, 600);
    QVERIFY2(qAbs(figures.left - 200) <= 10, qPrintable(QString::number(figures.left))); // 1 s of blur at each end
    QCOMPARE(figures.left, figures.failed);
}

void TestSimulation::patienceOutlastsAnOutage()
{
    Service patient = service();
    patient.policy.retry.attempts = 12;
    patient.policy.retry.initial = 1s;
    patient.policy.retry.max = 5s;
    patient.policy.budget.capacity = 100'000;
    const auto figures = simulate(wanted(60s, 100ms), Weather(outage(120s, 100ms, 20s, 40s)), patient, 1);
    QCOMPARE(figures.left, 0);
    QVERIFY(figures.requests > 800);
    QVERIFY(figures.recoveries.size() > 190);
    // who failed first waited longest, and nobody longer than the outage and one more wait
    QVERIFY(figures.recoveries.back() <= 20s + 5s + 2s);
    QVERIFY(*figures.recovery(0.5) > 5s && *figures.recovery(0.5) < 17s);
    QVERIFY(*figures.recovery(0.9) > *figures.recovery(0.5));
}

void TestSimulation::theBreakerSparesAServiceThatIsDown()
{
    Service patient = service();
    patient.policy.retry.attempts = 100;
    patient.policy.retry.initial = 500ms;
    patient.policy.retry.max = 1s;
    patient.policy.budget.capacity = 1'000'000;
    const auto bare = simulate(wanted(60s, 100ms), Weather(outage(120s, 100ms, 20s, 40s)), patient, 1);
    patient.policy.breaker = BreakerPolicy();
    patient.policy.breaker.open = 5s;
    const auto guarded = simulate(wanted(60s, 100ms), Weather(outage(120s, 100ms, 20s, 40s)), patient, 1);
    QCOMPARE(bare.openings, 0);
    QVERIFY(guarded.openings >= 1);
    QCOMPARE(guarded.left, 0);
    QVERIFY2(guarded.failed * 4 < bare.failed, qPrintable(u"%1 of %2"_s.arg(guarded.failed).arg(bare.failed)));
    QVERIFY(guarded.held > bare.held);
}

/// One call in each of the longest pauses between retries finds out.
void TestSimulation::aQuotaThatIsUsedUpIsLeftAlone()
{
    std::vector<Meeting> past = outage(120s, 1s, 30s, 90s);
    for (Meeting &meeting : past) {
        if (meeting.status == 503)
            meeting = {meeting.at, 20ms, Category::RateLimit, 402, false, std::nullopt};
    }
    Service paid = service();
    paid.policy.retry.max = 20s;
    const auto figures = simulate(wanted(120s, 1s), Weather(past), paid, 1);
    QVERIFY2(figures.failed >= 2 && figures.failed <= 5, qPrintable(QString::number(figures.failed)));
}

/// While the service is down for half a minute, four calls come; the first of them opens the breaker.
void TestSimulation::firstAttemptsAndRetriesTakeTurns_data()
{
    QTest::addColumn<int>("probes");
    QTest::addColumn<int>("requests");
    QTest::addColumn<int>("recoveries");
    // one fails after the other, but the last, which is held until all is well
    QTest::newRow("one probe: a first attempt") << 1 << 7 << 3;
    QTest::newRow("two probes: one of each kind") << 2 << 9 << 3;
    QTest::newRow("three: two first attempts, a retry") << 3 << 11 << 4;
}

void TestSimulation::firstAttemptsAndRetriesTakeTurns()
{
    QFETCH(const int, probes);
    QFETCH(const int, requests);
    QFETCH(const int, recoveries);
    Service probed = service();
    probed.policy.retry.attempts = 10;
    probed.policy.breaker.minCalls = 1;
    probed.policy.breaker.probes = probes;
    probed.policy.breaker.open = 10s;
    const auto figures = simulate(wanted(4s, 1s), Weather(outage(100s, 100ms, 0s, 35s)), probed, 1);
    QCOMPARE(figures.left, 0);
    QCOMPARE(figures.openings, 3);
    QCOMPARE(figures.requests, requests);
    QCOMPARE(figures.recoveries.size(), size_t(recoveries));
}

void TestSimulation::theRunnerLooksTenTimesASecond()
{
    Service once = service();
    once.policy.retry.attempts = 2;
    once.policy.retry.initial = 230ms;
    const auto figures = simulate({at(0ms)}, Weather(outage(10s, 20ms, 0s, 200ms)), once, 1);
    QCOMPARE(figures.recoveries, (std::vector<Milliseconds>{300ms})); // again at 300 ms, not at 250 ms; an answer takes 20 ms
}

void TestSimulation::theRateHolds()
{
    Service limited = service();
    limited.policy.rate = RatePolicy{1s, 5, 5};
    const auto figures = simulate(wanted(20s, 50ms), Weather(outage(100s, 50ms, 0ms, 0ms)), limited, 1);
    QCOMPARE(figures.requests, 400);
    QVERIFY2(figures.peak <= 10, qPrintable(QString::number(figures.peak))); // the burst and a second's worth
    QVERIFY(figures.held > 400s);
}

void TestSimulation::noMoreAtOnceThanAllowed()
{
    Service narrow = service();
    narrow.policy.maxConcurrency = 2;
    auto meetings = outage(100s, 50ms, 0ms, 0ms);
    for (Meeting &meeting : meetings)
        meeting.took = 1s;
    const auto figures = simulate(wanted(1s, 10ms), Weather(meetings), narrow, 1);
    QCOMPARE(figures.requests, 100);
    QVERIFY2(figures.peak <= 4, qPrintable(QString::number(figures.peak)));
}

void TestSimulation::aShorterTimeoutGivesUpSooner()
{
    Service hasty = service();
    hasty.policy.timeout.attempt = 10ms;
    const auto figures = simulate(wanted(5s, 100ms), Weather(outage(5s, 100ms, 0ms, 0ms)), hasty, 1);
    QCOMPARE(figures.failed, figures.requests);
}

void TestSimulation::whatMayHaveHappenedIsLeft()
{
    Service once = service();
    once.idempotent = false;
    once.policy.retry.attempts = 5;
    auto meetings = outage(10s, 100ms, 0s, 10s);
    for (Meeting &meeting : meetings)
        meeting.maybeHappened = true;
    const auto figures = simulate(wanted(10s, 100ms), Weather(meetings), once, 1);
    QCOMPARE(figures.left, 100);
    QCOMPARE(figures.requests, 100);
}

void TestSimulation::tellsWhatHistoryCannot()
{
    const auto figures = simulate(wanted(60s, 1s), Weather(outage(10s, 100ms, 0ms, 0ms)), service(), 1);
    QCOMPARE(figures.requests, 60);
    QCOMPARE(figures.estimates, 49); // from the 11th second on
}

void TestSimulation::theSameSeedGivesTheSame()
{
    Service jittery = service();
    jittery.policy.retry.jitter = Jitter::Full;
    jittery.policy.retry.attempts = 6;
    const Weather weather(outage(120s, 100ms, 20s, 40s));
    const auto first = simulate(wanted(60s, 100ms), weather, jittery, 7);
    QVERIFY(first == simulate(wanted(60s, 100ms), weather, jittery, 7));
    QVERIFY(!(first == simulate(wanted(60s, 100ms), weather, jittery, 8)));
}

void TestSimulation::endsWhenAskedTo()
{
    QList<double> shares;
    const auto figures = simulate(wanted(2'000s, 50ms), Weather(outage(2'000s, 50ms, 0ms, 0ms)), service(), 1, [&](double share) {
        shares.append(share);
        return shares.size() < 3;
    });
    QCOMPARE(shares.size(), 3);
    QVERIFY(shares.first() > 0 && shares.last() > shares.first() && shares.last() < 1);
    QVERIFY(figures.calls < 40'000);
    QVERIFY(simulate(wanted(1s, 1s), Weather({}), service(), 1).requests == 0); // nothing is known
}

QTEST_GUILESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
