#include "runner/servicecommands.h"
#include "storetesting.h"

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Orders about a service as the runner carries them out.
class TestServiceCommands : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aReleaseIsForWhatIsHeldBack_data();
    void aReleaseIsForWhatIsHeldBack();
    void ordersLastForAMonthAtMost();
    void anOrdersTimeCountsFromWhenItWasGiven();
    void aSilenceIsToldAndEndedByOneOrder_data();
    void aSilenceIsToldAndEndedByOneOrder();

private:
    static Command command(CommandKind kind, Milliseconds lasting);
    /// What became of an order to `ocr`, of which `standing` was ordered before, if anything.
    static FinishCommand carriedOut(const Command &command, const std::optional<Breaker::Order> &standing, BreakerState &after);
    static FinishCommand finishOf(const Transaction &done);
};

Command TestServiceCommands::command(CommandKind kind, Milliseconds lasting)
{
    Command made;
    made.id = 7;
    made.kind = kind;
    made.service = u"ocr"_s;
    made.actor = u"ann@host"_s;
    made.createdAt = SystemClock().now();
    made.arguments.insert(u"for_ms"_s, qint64(lasting.count()));
    return made;
}

FinishCommand TestServiceCommands::carriedOut(const Command &command, const std::optional<Breaker::Order> &standing,
                                              BreakerState &after)
{
    storetesting::Fixture fixture;
    const SystemClock clock;
    ResumeQueue queue;
    ServiceLanes lanes(
        queue, fixture.reader(), clock, [](const Service &to) { return std::make_unique<HttpClient>(to); }, 100);
    const auto lane = lanes.lane(u"ocr"_s);
    if (!lane)
        qFatal("%s", qPrintable(describe(lane.error())));
    if (standing)
        (*lane)->gate.order(standing);
    const Transaction done = carryOutServiceCommand(command, **lane, clock.now());
    after = (*lane)->gate.state().breaker.state(clock.now());
    lanes.close();
    return finishOf(done);
}

FinishCommand TestServiceCommands::finishOf(const Transaction &done)
{
    const auto *finished = done.writes.front().as<FinishCommand>();
    return finished ? *finished : FinishCommand();
}

void TestServiceCommands::aReleaseIsForWhatIsHeldBack_data()
{
    QTest::addColumn<bool>("isOpen");
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<BreakerState>("after");
    QTest::newRow("nothing waits behind a closed breaker") << false << false << BreakerState::Closed;
    QTest::newRow("behind an open one it does") << true << true << BreakerState::HalfOpen;
}

void TestServiceCommands::aReleaseIsForWhatIsHeldBack()
{
    QFETCH(bool, isOpen);
    QFETCH(bool, accepted);
    QFETCH(BreakerState, after);
    const Breaker::Order maintenance{true, SystemClock().now() + 1h, u"maintenance"_s};
    BreakerState stands{};
    const FinishCommand done =
        carriedOut(command(CommandKind::ReleaseBreaker, 1h), isOpen ? std::optional(maintenance) : std::nullopt, stands);
    QCOMPARE(done.id, 7);
    QCOMPARE(done.accepted, accepted);
    QCOMPARE(stands, after);
    QCOMPARE(done.result.contains("is closed"_L1), !accepted);
}

void TestServiceCommands::ordersLastForAMonthAtMost()
{
    BreakerState stands{};
    QVERIFY(!carriedOut(command(CommandKind::OpenBreaker, 31 * 24h), {}, stands).accepted);
    QCOMPARE(stands, BreakerState::Closed);
    QVERIFY(carriedOut(command(CommandKind::OpenBreaker, 30 * 24h), {}, stands).accepted);
    QCOMPARE(stands, BreakerState::Open);
}

/// No runner was there: it does not stop the service the day after.
void TestServiceCommands::anOrdersTimeCountsFromWhenItWasGiven()
{
    BreakerState stands{};
    Command evening = command(CommandKind::OpenBreaker, 10min);
    evening.createdAt -= 12h;
    const FinishCommand late = carriedOut(evening, {}, stands);
    QVERIFY(!late.accepted && late.result.startsWith("its time was over at "_L1));
    QCOMPARE(stands, BreakerState::Closed);
    evening.createdAt = SystemClock().now() - 9min;
    const FinishCommand inTime = carriedOut(evening, {}, stands);
    QVERIFY2(inTime.accepted && inTime.result.endsWith(toRfc3339(evening.createdAt + 10min)), qPrintable(inTime.result));
    QCOMPARE(stands, BreakerState::Open);
}

void TestServiceCommands::aSilenceIsToldAndEndedByOneOrder_data()
{
    QTest::addColumn<CommandKind>("kind");
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<bool>("ends");
    QTest::newRow("close") << CommandKind::CloseBreaker << true << true;
    QTest::newRow("release") << CommandKind::ReleaseBreaker << false << false;
    QTest::newRow("auto") << CommandKind::FreeBreaker << true << false;
    QTest::newRow("open") << CommandKind::OpenBreaker << true << false;
}

/// The service has asked for it, and is well again sooner: somebody knows.
void TestServiceCommands::aSilenceIsToldAndEndedByOneOrder()
{
    QFETCH(const CommandKind, kind);
    QFETCH(const bool, accepted);
    QFETCH(const bool, ends);
    storetesting::Fixture fixture;
    const SystemClock clock;
    ResumeQueue queue;
    ServiceLanes lanes(
        queue, fixture.reader(), clock, [](const Service &to) { return std::make_unique<HttpClient>(to); }, 100);
    ServiceLane &lane = **lanes.lane(u"ocr"_s);
    ServiceGate::Entry entry(lane.gate, {u"intake"_s, {}});
    QVERIFY(entry.done().await_ready());
    Settled refusal;
    refusal.category = Category::RateLimit;
    refusal.advised = 5min;
    entry.done().await_resume().pass.settle(refusal);
    const auto quiet = quietUntil(lane.gate.state(), lane.gate.policy(), clock.now());
    QVERIFY(quiet);
    const FinishCommand done = finishOf(carryOutServiceCommand(command(kind, 10min), lane, clock.now()));
    QCOMPARE(done.accepted, accepted);
    QCOMPARE(quietUntil(lane.gate.state(), lane.gate.policy(), clock.now()).has_value(), !ends);
    const QString told =
        ends ? u"; it was to be left alone until %1, and is no longer"_s.arg(toRfc3339(*quiet))
             : u"; ocr is left alone until %1, as it asked (`cairn breaker ocr close` ends that)"_s.arg(toRfc3339(*quiet));
    QVERIFY2(done.result.endsWith(told), qPrintable(done.result));
    QVERIFY(!done.result.contains(u"nothing waits"_s));
    lanes.close();
}

QTEST_GUILESS_MAIN(TestServiceCommands)
#include "tst_servicecommands.moc"
