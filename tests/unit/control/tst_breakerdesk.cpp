#include "control/breakerdesk.h"
#include "storetesting.h"

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// What the breaker desk tells is read from events, states and runs.
class TestBreakerDesk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsWhatBecameOfABreaker();
    void readsCausesAndOrders();
    void countsWhatWaits();
    void onlyOrdersThatExpireHaveATime();

private:
    static constexpr qint64 Now = 1'795'000'000'000;
    static void note(Fixture &fixture, qint64 ms, const QString &kind, const QString &detail)
    {
        VERIFY_OK(fixture.store().commitAndWait(Transaction(AddEvent{Event{0, at(ms), kind, {}, detail}})));
    }
};

void TestBreakerDesk::findsWhatBecameOfABreaker()
{
    Fixture fixture;
    for (int i = 0; i < 30; ++i)
        note(fixture, Now + i, i % 2 == 0 ? u"breaker.open"_s : u"breaker.closed"_s,
             i % 3 == 0 ? u"ocr after 12 of 20 calls failed"_s : u"ocr2"_s);
    note(fixture, Now, u"runner.started"_s, u"ocr"_s);
    const auto first = readBreakerHistory(fixture.reader(), u"ocr"_s, 0, 4);
    VERIFY_OK(first);
    QCOMPARE(first->size(), 4);
    QCOMPARE(first->first().at, at(Now + 27));
    const auto rest = readBreakerHistory(fixture.reader(), u"ocr"_s, first->last().event, 100);
    QCOMPARE(rest->size(), 6);
    QCOMPARE(rest->first().at, at(Now + 15));
    QCOMPARE(readBreakerHistory(fixture.reader(), u"ocr2"_s, 0, 100)->size(), 20);
    QVERIFY(readBreakerHistory(fixture.reader(), u"oc"_s, 0, 100)->isEmpty());
}

void TestBreakerDesk::readsCausesAndOrders()
{
    Fixture fixture;
    note(fixture, Now, u"breaker.closed"_s, u"ocr"_s);
    note(fixture, Now, u"breaker.open"_s, u"ocr by order: it is mended, ann"_s);
    note(fixture, Now, u"breaker.half_open"_s, u"ocr in waves, by order: again"_s);
    note(fixture, Now, u"breaker.open"_s, u"ocr after 3 of 5 calls failed"_s);
    note(fixture, Now, u"breaker.melted"_s, u"ocr"_s); // of a later version
    const auto moments = readBreakerHistory(fixture.reader(), u"ocr"_s, 0, 100);
    VERIFY_OK(moments);
    QCOMPARE(moments->size(), 4);
    const BreakerMoment &bad = moments->at(0);
    QCOMPARE(bad.cause, u"after 3 of 5 calls failed"_s);
    QCOMPARE(bad.state, BreakerState::Open);
    QVERIFY(!bad.byOrder);
    QCOMPARE(moments->at(1).state, BreakerState::HalfOpen);
    QVERIFY(moments->at(1).byOrder);
    QCOMPARE(moments->at(2).cause, u"by order: it is mended, ann"_s);
    QVERIFY(moments->at(2).byOrder);
    QCOMPARE(moments->at(3).cause, QString());
    QVERIFY(!moments->at(3).byOrder);
}

void TestBreakerDesk::countsWhatWaits()
{
    Fixture fixture;
    COMPARE_ERROR(readBreaker(fixture.reader(), u"nobody"_s, at(Now), true), ErrorKind::NotFound);
    for (int i = 1; i <= 5; ++i) {
        RunRecord run = fixture.reader().run(fixture.addRun(i, RunState::Running)).value();
        run.state = i <= 3 ? RunState::Held : RunState::Blocked;
        run.step = StepId(i == 3 ? u"scan"_s : u"extract"_s); // of antivirus, and of ocr
        VERIFY_OK(fixture.store().commitAndWait(Transaction(UpdateRun{run, at(Now)})));
    }
    const auto detail = readBreaker(fixture.reader(), u"ocr"_s, at(Now), true);
    VERIFY_OK(detail);
    QCOMPARE(detail->held, 2);
    QVERIFY(detail->whole);
    QVERIFY(detail->moments.isEmpty());
    QCOMPARE(detail->health.state.breaker.state(at(Now)), BreakerState::Closed);
}

void TestBreakerDesk::onlyOrdersThatExpireHaveATime()
{
    for (const CommandKind kind : {CommandKind::OpenBreaker, CommandKind::CloseBreaker, CommandKind::ReleaseBreaker,
                                   CommandKind::FreeBreaker, CommandKind::ProbeService}) {
        const Command command = commandAboutBreaker(kind, u"ocr"_s, Milliseconds(60'000), u"ann"_s, u"why"_s, at(Now));
        const bool expires = kind != CommandKind::FreeBreaker && kind != CommandKind::ProbeService;
        QCOMPARE(command.arguments.value(u"for_ms"_s).toInteger(), expires ? 60'000 : 0);
        QVERIFY(isAboutService(command.kind));
        QCOMPARE(commandKindFromWord(word(kind)), std::optional(kind));
        QCOMPARE(command.service, u"ocr"_s);
        QCOMPARE(command.reason, u"why"_s);
    }
}

QTEST_GUILESS_MAIN(TestBreakerDesk)
#include "tst_breakerdesk.moc"
