#include "insight/whatif.h"

#include <QTest>

#include <thread>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp Begin(1'000'000'000ms);

/// Ten calls a second for a minute and a half, of which those between the 20th second and the 40th fail.
ServicePast past()
{
    ServicePast past;
    past.service = u"ocr"_s;
    past.since = Begin;
    past.until = Begin + 90s;
    std::vector<Meeting> meetings;
    for (Milliseconds time = 0ms; time < 90s; time += 100ms) {
        Meeting meeting{Begin + time, 20ms, std::nullopt, 200, false};
        if (time >= 20s && time < 40s) {
            meeting.category = Category::Service;
            meeting.status = 503;
        }
        meetings.push_back(meeting);
        past.wanted.push_back(Begin + time);
    }
    past.attempts = qint64(meetings.size());
    past.peak = 10;
    past.weather = Weather(std::move(meetings));
    return past;
}

Service service(int attempts)
{
    Service made;
    made.name = u"ocr"_s;
    made.policy.breaker.minCalls = 1'000'000;
    made.policy.budget.capacity = 100'000;
    made.policy.retry.attempts = attempts;
    made.policy.retry.initial = 1s;
    made.policy.retry.max = 5s;
    return made;
}

bool isOrdered(const Spread &spread)
{
    return spread.least <= spread.median && spread.median <= spread.most;
}

bool hasKind(const WhatIf &told, Blindness::Kind kind)
{
    return std::any_of(told.blind.begin(), told.blind.end(), [kind](const Blindness &one) { return one.kind == kind; });
}

} // namespace

class TestWhatIf : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSamePolicyComesToTheSame();
    void patienceLeavesLess();
    void silenceIsForeseen();
    void isTheSameEachTime();
    void saysWhatHistoryCannotTell();
    void nothingIsKnownOfNothing();
    void tellsHowFarItIs();
    void endsWhenAskedTo();
    void triesChanceOftenerWhereItIsCheap();
};

void TestWhatIf::theSamePolicyComesToTheSame()
{
    const Service live = service(3);
    const WhatIf told = *whatIf(past(), live, live, 3);
    QVERIFY(told.live == told.draft);
    QCOMPARE(told.seeds, 3);
    QCOMPARE(told.calls, 900);
    QCOMPARE(told.attempts, 900);
    QVERIFY(told.live.requests.median > 900);
}

void TestWhatIf::patienceLeavesLess()
{
    const WhatIf told = *whatIf(past(), service(2), service(40), 7);
    QVERIFY(told.live.left.least > 100);
    QCOMPARE(told.draft.left.most, 0.0);
    QVERIFY(told.draft.requests.least > told.live.requests.most);
    QVERIFY(told.draft.recoveryMedian && isOrdered(*told.draft.recoveryMedian) && isOrdered(*told.draft.recoveryP90));
    QVERIFY(told.draft.recoveryMean && isOrdered(*told.draft.recoveryMean));
    QVERIFY(told.draft.recoveryMean->most <= told.draft.recoveryP90->most * 2 && told.draft.recoveryMean->least > 0);
    QVERIFY(told.draft.recoveryP90->median > told.draft.recoveryMedian->median);
    for (const Spread &spread : {told.draft.requests, told.draft.failed, told.draft.peak, told.draft.held, told.live.left})
        QVERIFY(isOrdered(spread));
    QVERIFY(told.draft.requests.least < told.draft.requests.most); // chance makes a difference
}

/// A service that says nothing for 600 to 1,098 ms, recorded while silence of a second was too much.
void TestWhatIf::silenceIsForeseen()
{
    ServicePast known = past();
    std::vector<Meeting> meetings;
    for (int i = 0; i < 900; ++i) {
        const Milliseconds silent(600 + i * 337 % 499);
        Meeting meeting{known.wanted[size_t(i)], std::min(silent, 1'000ms), std::nullopt, 200, false};
        meeting.silent = meeting.took;
        if (silent >= 1s) {
            meeting.category = Category::Timeout;
            meeting.status = 0;
            meeting.fault = TransportFault::IdleTimeout;
        }
        meetings.push_back(meeting);
    }
    known.cutOff = std::count_if(meetings.begin(), meetings.end(), isCutOff);
    known.weather = Weather(std::move(meetings));
    Service live = service(3);
    live.policy.timeout.idle = 1s;
    Service cure = live;
    cure.policy.timeout.idle = 3s;
    const WhatIf cured = *whatIf(known, live, cure, 3);
    QVERIFY(cured.live.failed.least > 150);
    QVERIFY2(cured.draft.failed.most < 10, qPrintable(QString::number(cured.draft.failed.most)));
    QVERIFY(hasKind(cured, Blindness::EndedByUs));
    Service patient = live; // with each attempt, but not with silence
    patient.policy.timeout.attempt = 2min;
    QCOMPARE(whatIf(known, live, patient, 3)->draft.failed, cured.live.failed);
    Service deadly = live;
    deadly.policy.timeout.idle = 500ms;
    QCOMPARE(whatIf(known, live, deadly, 3)->draft.left.least, 900.0);
}

void TestWhatIf::isTheSameEachTime()
{
    const WhatIf first = *whatIf(past(), service(2), service(6), 4);
    const WhatIf second = *whatIf(past(), service(2), service(6), 4);
    QVERIFY(first.live == second.live && first.draft == second.draft && first.blind == second.blind);
}

void TestWhatIf::saysWhatHistoryCannotTell()
{
    Service draft = service(2);
    draft.policy.timeout.attempt = 2min;
    draft.policy.categories.append(CategoryRule());
    ServicePast known = past();
    QVERIFY(!hasKind(*whatIf(known, service(2), service(2), 1), Blindness::EndedByUs));
    known.cutOff = 4;
    known.cut = true;
    known.peak = 2;
    known.orders = 3;
    for (int second = 90; second < 120; ++second)
        known.wanted.push_back(Begin + std::chrono::seconds(second)); // nobody asked then
    const WhatIf told = *whatIf(known, service(2), draft, 1);
    QList<Blindness::Kind> kinds;
    for (const Blindness &one : told.blind)
        kinds.append(one.kind);
    QCOMPARE(kinds,
             (QList<Blindness::Kind>{Blindness::OlderIsCut, Blindness::NeverMade, Blindness::EndedByUs, Blindness::OtherLoad,
                                     Blindness::OtherCategories, Blindness::NobodySteppedIn, Blindness::Ordered}));
    QCOMPARE(told.blind[1].number, told.draft.estimates.median);
    QVERIFY(told.draft.estimates.median > 0.01 && told.draft.estimates.median < 0.05);
    QCOMPARE(told.blind[2].number, 4.0);
    QVERIFY(told.blind[3].number > 4);
    QCOMPARE(told.blind[5].number, told.draft.left.median);
    QCOMPARE(told.blind[6].number, 3.0);
}

void TestWhatIf::nothingIsKnownOfNothing()
{
    ServicePast nothing;
    nothing.wanted = {Begin};
    const WhatIf told = *whatIf(nothing, service(2), service(3), 2);
    QCOMPARE(told.blind, (QList<Blindness>{{Blindness::NothingRecorded, 0}}));
    nothing.thinned = true; // there was something, and what is left of it is passed over
    QCOMPARE(whatIf(nothing, service(2), service(3), 2)->blind,
             (QList<Blindness>{{Blindness::NothingRecorded, 0}, {Blindness::OlderIsThinned, 0}}));
    QCOMPARE(told.draft.requests.most, 0.0);
    QVERIFY(!told.draft.recoveryMedian);
}

void TestWhatIf::tellsHowFarItIs()
{
    ServicePast known = past();
    std::vector<Timestamp> many;
    for (int i = 0; i < 400'000; ++i)
        many.push_back(Begin + Milliseconds(i));
    known.wanted = many;
    const auto caller = std::this_thread::get_id();
    QList<double> shares;
    QVERIFY(whatIf(known, service(2), service(3), 3, [&](double share) {
        if (std::this_thread::get_id() != caller)
            qFatal("asked in another thread");
        shares.append(share);
        return true;
    }));
    QVERIFY(!shares.isEmpty());
    QVERIFY(std::is_sorted(shares.begin(), shares.end()));
    QVERIFY(shares.first() >= 0 && shares.last() <= 1);
}

void TestWhatIf::endsWhenAskedTo()
{
    ServicePast known = past();
    known.wanted.clear();
    for (int i = 0; i < 2'000'000; ++i)
        known.wanted.push_back(Begin + Milliseconds(i / 20));
    int asked = 0;
    QVERIFY(!whatIf(known, service(2), service(3), 20, [&](double) { return ++asked < 2; }));
    QCOMPARE(asked, 2);
}

void TestWhatIf::triesChanceOftenerWhereItIsCheap()
{
    ServicePast known = past();
    QCOMPARE(whatIf(known, service(2), service(3))->seeds, 25);
    for (const auto &[attempts, seeds] :
         {std::pair(0, 25), std::pair(100'000, 25), std::pair(250'000, 10), std::pair(5'000'000, 5)}) {
        known.attempts = attempts;
        QCOMPARE(usualSeeds(known), seeds);
    }
}

QTEST_GUILESS_MAIN(TestWhatIf)
#include "tst_whatif.moc"
