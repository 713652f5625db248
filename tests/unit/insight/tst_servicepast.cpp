#include "insight/servicepast.h"
#include "insight/telemetryreading.h"
#include "rawstore.h"
#include "storetesting.h"

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The past of a service as it is read from a store.
class TestServicePast : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsThePeriodOfTheService();
    void silenceIsReadWhereItIsKnown();
    void firstAttemptsAreWhatWasWanted();
    void whatWaitedWasWantedBefore();
    void ordersAreCounted();
    void theOldestIsCut();
    void whatIsCutIsNotMissing();
    void twoThreadsReadTheSame();
    void endsWhenAskedTo();
    void thereMayBeNothing();
    void whatRetentionLeftIsPassedOver();

private:
    static constexpr qint64 Now = 1'795'000'000'000;
    static constexpr qint64 Hour = 3'600'000;
    static Attempt attemptAt(RunId run, qint64 ms, int number = 1, std::optional<Category> category = {});
    static Checkpoint heldAt(RunId run, qint64 ms, const QString &step = u"extract"_s);
    static void add(Fixture &fixture, Transaction transaction);
    static ServicePast read(Fixture &fixture, qint64 since, qint64 until, const QString &service = u"ocr"_s);
};

Attempt TestServicePast::attemptAt(RunId run, qint64 ms, int number, std::optional<Category> category)
{
    Attempt made = attempt(run, u"extract"_s);
    made.startedAt = at(ms);
    made.number = number;
    made.timing.total = 40ms;
    made.category = category;
    made.status = category ? 503 : 200;
    return made;
}

Checkpoint TestServicePast::heldAt(RunId run, qint64 ms, const QString &step)
{
    Checkpoint made = checkpoint(run, step);
    made.state = StepState::Held;
    made.attempts = 0;
    made.status = 0;
    made.decision = Action::Hold;
    made.at = at(ms);
    return made;
}

void TestServicePast::add(Fixture &fixture, Transaction transaction)
{
    VERIFY_OK(fixture.store().commitAndWait(std::move(transaction)));
}

ServicePast TestServicePast::read(Fixture &fixture, qint64 since, qint64 until, const QString &service)
{
    auto past = readServicePast(fixture.reader(), service, at(since), at(until));
    if (!past)
        qFatal("%s", qPrintable(describe(past.error())));
    return *past;
}

void TestServicePast::readsThePeriodOfTheService()
{
    Fixture fixture;
    const RunId run = fixture.addRun(1);
    Transaction recorded;
    for (qint64 hour = -100; hour < 100; ++hour) {
        Attempt made = attemptAt(run, Now + hour * Hour);
        made.number = int(hour + 101);
        if (hour == 3) {
            made.fault = TransportFault::AttemptTimeout;
            made.category = Category::Timeout;
        }
        if (hour == 4) {
            made.category = Category::RateLimit;
            made.status = 429;
            made.advised = 7s;
        }
        recorded.add(AddAttempt{made});
        Attempt other = made;
        other.service = u"antivirus"_s;
        recorded.add(AddAttempt{other});
    }
    add(fixture, std::move(recorded));
    const ServicePast past = read(fixture, Now, Now + 10 * Hour);
    QCOMPARE(past.attempts, 10);
    QCOMPARE(past.cutOff, 1);
    QCOMPARE(past.peak, 1);
    QVERIFY(!past.cut);
    const std::vector<Meeting> &met = past.weather.meetings();
    QCOMPARE(met.size(), size_t(10));
    QCOMPARE(met.front().at, at(Now)); // the period's beginning belongs to it, its end does not
    QCOMPARE(met.back().at, at(Now + 9 * Hour));
    QCOMPARE(met[2].took, 40ms);
    QVERIFY(!met[2].category && !met[2].maybeHappened);
    QVERIFY(isCutOff(met[3]) && met[3].maybeHappened);
    QCOMPARE(met[4].status, 429);
    QCOMPARE(met[4].advised, std::optional<Milliseconds>(7s));
    QVERIFY(!met[4].maybeHappened); // it refused
    QCOMPARE(read(fixture, Now, Now + 10 * Hour, u"antivirus"_s).attempts, 10);
}

void TestServicePast::silenceIsReadWhereItIsKnown()
{
    Fixture fixture;
    const RunId run = fixture.addRun(1);
    Attempt answered = attemptAt(run, Now);
    answered.timing = {2ms, 3ms, 905ms, 1'000ms};
    Attempt large = attemptAt(run, Now + 1'000);
    large.timing = answered.timing;
    large.request.size = 1 << 20; // sending it took its time
    Attempt silent = attemptAt(run, Now + 2'000, 1, Category::Timeout);
    silent.timing = {0ms, 10ms, 0ms, 1'010ms};
    silent.status = 0;
    silent.fault = TransportFault::IdleTimeout;
    Attempt largeSilent = silent;
    largeSilent.startedAt = at(Now + 3'000);
    largeSilent.number = 2;
    largeSilent.request.size = 1 << 20;
    Attempt refused = attemptAt(run, Now + 4'000, 3, Category::RateLimit);
    refused.timing = answered.timing;
    refused.status = 429;
    refused.advised = 7s;
    add(fixture,
        Transaction(AddAttempt{answered}, AddAttempt{large}, AddAttempt{silent}, AddAttempt{largeSilent}, AddAttempt{refused}));
    const ServicePast past = read(fixture, Now, Now + Hour);
    const std::vector<Meeting> &met = past.weather.meetings();
    QCOMPARE(met.size(), size_t(5));
    QCOMPARE(met[0].silent, 900ms);
    QCOMPARE(met[1].silent, 0ms);
    QCOMPARE(met[2].silent, 1'000ms);
    QCOMPARE(met[3].silent, 0ms);
    QCOMPARE(met[4].silent, 900ms);
    QCOMPARE(met[4].advised, std::optional<Milliseconds>(7s));
    QCOMPARE(past.cutOff, 2);
    const auto facts = fixture.reader().attemptFacts(u"ocr"_s, 0, 100);
    VERIFY_OK(facts);
    QCOMPARE(facts->at(0).silent, 900ms);
    QCOMPARE(facts->at(1).silent, 0ms);
    QCOMPARE(facts->at(2).silent, 1'000ms);
    QCOMPARE(facts->at(2).fault, TransportFault::IdleTimeout);
}

void TestServicePast::firstAttemptsAreWhatWasWanted()
{
    Fixture fixture;
    const RunId run = fixture.addRun(1);
    Transaction recorded;
    recorded.add(AddAttempt{attemptAt(run, Now, 1, Category::Service)});
    recorded.add(AddAttempt{attemptAt(run, Now + 500, 2, Category::Service)});
    recorded.add(AddAttempt{attemptAt(run, Now + 900, 3)});
    Attempt again = attemptAt(run, Now + 5'000);
    again.generation = 1; // with an edited payload
    recorded.add(AddAttempt{again});
    add(fixture, std::move(recorded));
    const ServicePast past = read(fixture, Now - Hour, Now + Hour);
    QCOMPARE(past.attempts, 4);
    QCOMPARE(past.peak, 3);
    QCOMPARE(past.wanted, (std::vector<Timestamp>{at(Now), at(Now + 5'000)}));
}

void TestServicePast::whatWaitedWasWantedBefore()
{
    Fixture fixture;
    const RunId waited = fixture.addRun(1);
    const RunId waits = fixture.addRun(2);
    const RunId retried = fixture.addRun(3);
    const RunId elsewhere = fixture.addRun(4);
    Transaction recorded;
    recorded.add(AddCheckpoint{heldAt(waited, Now + 100)});
    recorded.add(AddCheckpoint{heldAt(waited, Now + 60'000)}); // still
    recorded.add(AddCheckpoint{heldAt(waits, Now + 300)});     // never let in
    recorded.add(AddCheckpoint{heldAt(elsewhere, Now + 400, u"scan"_s)});
    Checkpoint heldRetry = heldAt(retried, Now + 800);
    heldRetry.attempts = 1;
    recorded.add(AddCheckpoint{heldRetry});
    recorded.add(AddAttempt{attemptAt(retried, Now + 500, 1, Category::Service)});
    recorded.add(AddAttempt{attemptAt(waited, Now + 90'000)});
    add(fixture, std::move(recorded));
    const ServicePast past = read(fixture, Now, Now + Hour);
    QCOMPARE(past.attempts, 2);
    QCOMPARE(past.wanted, (std::vector<Timestamp>{at(Now + 100), at(Now + 300), at(Now + 500)}));
}

void TestServicePast::ordersAreCounted()
{
    Fixture fixture;
    Transaction recorded;
    const auto changed = [&](qint64 ms, const QString &kind, const QString &detail) {
        recorded.add(AddEvent{{0, at(ms), kind, {}, detail}});
    };
    changed(Now - 1, u"breaker.open"_s, u"ocr by order: before, ann"_s);
    changed(Now, u"breaker.open"_s, u"ocr after 12 of 20 calls failed"_s);
    changed(Now + 1'000, u"breaker.half_open"_s, u"ocr in waves, by order: mended, ann"_s);
    changed(Now + 2'000, u"breaker.closed"_s, u"ocr"_s);
    changed(Now + 3'000, u"breaker.open"_s, u"ocr by order: maintenance, ann"_s);
    changed(Now + 3'000, u"breaker.open"_s, u"antivirus by order: maintenance, ann"_s);
    add(fixture, std::move(recorded));
    QCOMPARE(read(fixture, Now, Now + Hour).orders, 2);
    QCOMPARE(read(fixture, Now, Now + Hour, u"antivirus"_s).orders, 1);
    QCOMPARE(read(fixture, Now + 5'000, Now + Hour).orders, 0);
}

void TestServicePast::theOldestIsCut()
{
    Fixture fixture;
    const RunId run = fixture.addRun(1);
    constexpr int Attempts = 50'000;
    Transaction recorded;
    for (int i = 0; i < Attempts; ++i)
        recorded.add(AddAttempt{attemptAt(run, Now + i * 10, i + 1)});
    add(fixture, std::move(recorded));
    const auto past = readServicePast(fixture.reader(), u"ocr"_s, at(Now), at(Now + Hour), {}, 30'000);
    VERIFY_OK(past);
    QVERIFY(past->cut);
    QVERIFY(past->attempts >= 30'000 && past->attempts < Attempts);
    QCOMPARE(past->weather.meetings().back().at, at(Now + (Attempts - 1) * 10));
    QCOMPARE(past->since, past->weather.meetings().front().at);
    QVERIFY(!read(fixture, Now, Now + Hour).cut);
}

/// One that took hours began before what is cut off and was written after it: of the hours between not all are read.
void TestServicePast::whatIsCutIsNotMissing()
{
    Fixture fixture;
    const RunId run = fixture.addRun(1);
    constexpr int Attempts = 45'000;
    Transaction recorded;
    for (int i = 0; i < Attempts; ++i)
        recorded.add(AddAttempt{attemptAt(run, Now + i * 1'000, i + 1)});
    Attempt tookLong = attemptAt(run, Now + 600'000, Attempts + 1);
    tookLong.timing.total = Milliseconds(Attempts * 1'000 - 600'000);
    recorded.add(AddAttempt{tookLong});
    add(fixture, std::move(recorded));
    for (int counted = 0; counted <= Attempts; counted += 1'000) // it counts so many at once
        add(fixture, Transaction(Tally{at(Now + 20 * Hour)}));
    const auto past = readServicePast(fixture.reader(), u"ocr"_s, at(Now), at(Now + 13 * Hour), {}, 4'000);
    VERIFY_OK(past);
    QVERIFY(past->cut && !past->thinned && past->attempts < Attempts);
    ServiceRevision live;
    live.service.name = u"ocr"_s;
    const auto telemetry = readTelemetry(fixture.reader(), live, at(Now), at(Now + 13 * Hour), {}, 20'000);
    VERIFY_OK(telemetry);
    QVERIFY(telemetry->cut && telemetry->facts < Attempts);
    QCOMPARE(telemetry->keptSince, telemetry->since);
}

void TestServicePast::twoThreadsReadTheSame()
{
    Fixture fixture;
    const RunId run = fixture.addRun(1);
    Transaction recorded;
    for (int i = 0; i < 90'000; ++i) {
        recorded.add(
            AddAttempt{attemptAt(run, Now + (i ^ 5) * 10, i % 7 + 1, i % 5 ? std::nullopt : std::optional(Category::Service))});
        if (i % 1'000 == 0)
            recorded.add(AddCheckpoint{heldAt(run, Now + i)});
    }
    add(fixture, std::move(recorded));
    const ServicePast alone = read(fixture, Now, Now + Hour);
    const auto together =
        readServicePast(fixture.reader(), u"ocr"_s, at(Now), at(Now + Hour), {}, ServicePast::MostAttempts, &fixture.store());
    VERIFY_OK(together);
    QCOMPARE(together->attempts, 90'000);
    QCOMPARE(together->wanted, alone.wanted);
    QVERIFY(std::is_sorted(alone.wanted.begin(), alone.wanted.end()));
    QCOMPARE(together->peak, alone.peak);
    const auto &met = together->weather.meetings();
    QCOMPARE(met.size(), size_t(90'000));
    for (size_t i = 0; i < met.size(); ++i) {
        QCOMPARE(met[i].at, at(Now + qint64(i) * 10));
        QCOMPARE(met[i].category, alone.weather.meetings()[i].category);
    }
    // what is cut off is the oldest for two as well, and nothing is missing in what is left
    const auto cut = readServicePast(fixture.reader(), u"ocr"_s, at(Now), at(Now + Hour), {}, 30'000, &fixture.store());
    VERIFY_OK(cut);
    QVERIFY(cut->cut && cut->attempts >= 30'000 && cut->attempts < 90'000);
    QCOMPARE(cut->weather.meetings().back().at, met.back().at);
    QCOMPARE(qint64((met.back().at - cut->since).count()), (cut->attempts - 1) * 10);
    COMPARE_ERROR(readServicePast(
                      fixture.reader(), u"ocr"_s, at(Now), at(Now + Hour), [](double) { return false; },
                      ServicePast::MostAttempts, &fixture.store()),
                  ErrorKind::Cancelled);
}

void TestServicePast::endsWhenAskedTo()
{
    Fixture fixture;
    const RunId run = fixture.addRun(1);
    add(fixture, Transaction(AddAttempt{attemptAt(run, Now)}, AddCheckpoint{heldAt(run, Now)}));
    QList<double> shares;
    VERIFY_OK(readServicePast(fixture.reader(), u"ocr"_s, at(Now), at(Now + 1), [&](double share) {
        shares.append(share);
        return true;
    }));
    QVERIFY(std::is_sorted(shares.begin(), shares.end()));
    QCOMPARE(shares.last(), 1.0);
    COMPARE_ERROR(readServicePast(fixture.reader(), u"ocr"_s, at(Now), at(Now + 1), [](double) { return false; }),
                  ErrorKind::Cancelled);
}

void TestServicePast::thereMayBeNothing()
{
    Fixture fixture;
    const ServicePast past = read(fixture, Now, Now + Hour);
    QVERIFY(past.weather.isEmpty() && past.wanted.empty());
    QCOMPARE(past.attempts, 0);
}

/// From the first hour on of which all attempts are still there.
void TestServicePast::whatRetentionLeftIsPassedOver()
{
    Fixture fixture;
    const RunId stays = fixture.addRun(1);
    const RunId goes = fixture.addRun(2);
    Transaction recorded;
    for (qint64 hour = -1; hour < 10; ++hour) {
        recorded.add(AddAttempt{attemptAt(stays, Now + hour * Hour + 60'000, int(hour + 2), Category::Service)});
        recorded.add(AddAttempt{attemptAt(goes, Now + hour * Hour, int(hour + 2))});
    }
    add(fixture, std::move(recorded));
    add(fixture, Transaction(Tally{at(Now + 10 * Hour)}));
    QCOMPARE(read(fixture, Now, Now + 10 * Hour).attempts, 20);
    QVERIFY(!read(fixture, Now, Now + 10 * Hour).thinned);
    QVERIFY(!read(fixture, Now + 30'000, Now + 10 * Hour).thinned); // of its first hour one was before
    cairn::testing::RawStore(fixture.folder())
        .change(u"DELETE FROM attempt WHERE run_id = %1 AND started_at < %2"_s.arg(goes.value()).arg(Now + 4 * Hour));
    const ServicePast past = read(fixture, Now, Now + 10 * Hour);
    QVERIFY(past.thinned);
    QCOMPARE(past.attempts, 12);
    QCOMPARE(past.weather.meetings().size(), size_t(12));
    QVERIFY(past.since > at(Now + 3 * Hour) && past.since <= at(Now + 4 * Hour));
    QVERIFY(read(fixture, Now, Now + 2 * Hour).weather.isEmpty());
}

QTEST_GUILESS_MAIN(TestServicePast)
#include "tst_servicepast.moc"
