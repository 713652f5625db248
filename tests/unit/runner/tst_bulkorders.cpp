#include "runner/bulkorders.h"
#include "storetesting.h"

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

/// A store that refuses whatever an order asks for, and finds no room when the order is to be stopped for the first time.
class RefusingStore final : public Store
{
public:
    explicit RefusingStore(Store &inner) : m_inner(inner) {}

    void commit(Transaction transaction, Done done) override
    {
        const Write &write = transaction.writes.front();
        if (write.as<AskBulk>())
            return done(failure(ErrorKind::Internal, u"this one is not taken"_s));
        if (write.as<MoveBulk>() && ++stops == 1)
            return done(failure(ErrorKind::DiskFull, u"no room"_s));
        m_inner.commit(std::move(transaction), std::move(done));
    }
    Result<std::unique_ptr<StoreReader>> reader() override { return m_inner.reader(); }
    PayloadStore &payloads() override { return m_inner.payloads(); }
    Result<Lease> acquireLease() override { return m_inner.acquireLease(); }
    void releaseLease() override { m_inner.releaseLease(); }
    std::optional<QString> leaseHolder() override { return m_inner.leaseHolder(); }

    int stops = 0;

private:
    Store &m_inner;
};

} // namespace

/// Orders about many as the runner carries them out.
class TestBulkOrders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneThatIsRefusedIsStoppedOnceThereIsRoom();
    void stepsOfOneRunGoTogether();
};

/// Else it would be said to be running as long as the runner lives.
void TestBulkOrders::oneThatIsRefusedIsStoppedOnceThereIsRoom()
{
    storetesting::Fixture fixture;
    fixture.addRun(1, RunState::Blocked);
    const SystemClock clock;
    Bulk bulk;
    bulk.kind = CommandKind::Pause;
    bulk.filter = u"state:blocked"_s;
    bulk.actor = u"ann@host"_s;
    bulk.reason = u"maintenance"_s;
    bulk.createdAt = clock.now();
    const auto added = fixture.store().commitAndWait(Transaction(AddBulk{bulk}));
    VERIFY_OK(added);
    const auto lease = fixture.store().acquireLease();
    VERIFY_OK(lease);

    RefusingStore store(fixture.store());
    ResumeQueue queue;
    ServiceLanes lanes(
        queue, fixture.reader(), clock, [](const Service &to) { return std::make_unique<HttpClient>(to); }, 100);
    int troubles = 0;
    BulkOrders orders({store, fixture.reader(), clock, queue, lanes, lease->fence, 64,
                       [](qint64) { return failure(ErrorKind::NotFound, u"none"_s); }, [] {},
                       [&troubles](const Error &) { ++troubles; }});
    const auto state = [&] {
        orders.tick();
        const auto read = fixture.reader().bulk(added->bulkId);
        return read ? read->state : BulkState::Running;
    };
    QTRY_COMPARE(state(), BulkState::Stopped);
    QCOMPARE(store.stops, 2);
    QCOMPARE(troubles, 1);
    lanes.close();
    fixture.store().releaseLease();
}

/// As soon as one of them is under way its run is in another state, in which nobody would look for the rest.
void TestBulkOrders::stepsOfOneRunGoTogether()
{
    storetesting::Fixture fixture;
    for (int run = 1; run <= 4; ++run) {
        fixture.addRun(run, RunState::Blocked);
        for (const QString &step : {u"extract"_s, u"scan"_s, u"store"_s}) {
            Checkpoint failed = storetesting::checkpoint(RunId(run), step);
            failed.state = StepState::Blocked;
            failed.category = Category::Data;
            VERIFY_OK(fixture.store().commitAndWait(Transaction(AddCheckpoint{failed})));
        }
    }
    const SystemClock clock;
    Bulk bulk;
    bulk.kind = CommandKind::Skip;
    bulk.filter = u"category:data"_s;
    bulk.actor = u"ann@host"_s;
    bulk.createdAt = clock.now();
    const auto added = fixture.store().commitAndWait(Transaction(AddBulk{bulk}));
    VERIFY_OK(added);
    const auto lease = fixture.store().acquireLease();
    VERIFY_OK(lease);
    ResumeQueue queue;
    ServiceLanes lanes(
        queue, fixture.reader(), clock, [](const Service &to) { return std::make_unique<HttpClient>(to); }, 100);
    BulkOrders orders({fixture.store(), fixture.reader(), clock, queue, lanes, lease->fence, 4,
                       [](qint64) { return failure(ErrorKind::NotFound, u"none"_s); }, [] {}, [](const Error &) {}});
    QStringList asked;
    const auto isListed = [&] {
        orders.tick();
        const auto commands = fixture.reader().commandsOfBulk(added->bulkId, {}, 0, 100).value();
        for (const Command &command : commands.sliced(asked.size())) {
            asked.append(u"%1/%2"_s.arg(command.run.value()).arg(command.step.name()));
            RunRecord run = *fixture.reader().run(command.run);
            run.state = RunState::Running;
            [&] { VERIFY_OK(fixture.store().commitAndWait(Transaction(UpdateRun{run, clock.now()}))); }();
        }
        return fixture.reader().bulk(added->bulkId)->listed;
    };
    QTRY_VERIFY(isListed());
    QCOMPARE(asked, (QStringList{u"4/extract"_s, u"4/scan"_s, u"4/store"_s, u"3/extract"_s, u"3/scan"_s, u"3/store"_s,
                                 u"2/extract"_s, u"2/scan"_s, u"2/store"_s, u"1/extract"_s, u"1/scan"_s, u"1/store"_s}));
    lanes.close();
    fixture.store().releaseLease();
}

QTEST_GUILESS_MAIN(TestBulkOrders)
#include "tst_bulkorders.moc"
