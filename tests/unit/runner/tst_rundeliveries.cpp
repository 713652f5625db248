#include "runner/deliveries.h"
#include "storetesting.h"

#include <QTest>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class ClockByHand final : public Clock
{
public:
    Timestamp now() const override { return at; }
    std::chrono::nanoseconds steady() const override { return at.time_since_epoch(); }
    Timestamp at{1'000'000s};
};

/// scan delivers into outbox, extract into archive.
Pipeline pipeline()
{
    Pipeline pipeline = pipelineVersion(u"intake"_s, 1, {{u"scan"_s, {}}, {u"extract"_s, {}}}).pipeline;
    pipeline.steps[0].deliver = Delivery{u"outbox"_s, {}, {}};
    pipeline.steps[1].deliver = Delivery{u"archive"_s, {}, {}};
    return pipeline;
}

} // namespace

/// What a run may write over.
class TestRunDeliveries : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }
    void oneAtATimeOfOneName();
    void whatTheRunDeliveredIsItsOwn();
    void olderSelvesAreThoseOfTheFamily();
    void whatOthersDeliverMeanwhileIsFoundAfterAMoment();

private:
    /// A run, and what its step delivered there; the content is named after the run.
    void delivers(qint64 id, std::optional<RunId> rerunOf, const QString &step, const QString &place);
    QList<Digest> older(const StepId &step = StepId(u"scan"_s), const QString &place = u"outbox/a.txt"_s)
    {
        return m_deliveries->olderSelves({step, place}, pipeline()).value();
    }
    static Digest contentOf(qint64 id) { return Digest::of(QByteArray::number(id)); }
    void begin(qint64 id, std::optional<RunId> rerunOf)
    {
        m_run.id = RunId(id);
        m_run.rerunOf = rerunOf;
        m_deliveries.emplace(m_fixture->reader(), m_clock, m_run);
    }

    std::optional<Fixture> m_fixture;
    ClockByHand m_clock;
    RunRecord m_run;
    std::optional<Deliveries> m_deliveries;
};

void TestRunDeliveries::delivers(qint64 id, std::optional<RunId> rerunOf, const QString &step, const QString &place)
{
    RunRecord run = runRecord(id, m_fixture->pipelineId, RunState::Succeeded);
    run.rerunOf = rerunOf;
    Checkpoint delivered = checkpoint(run.id, step);
    delivered.reason = u"written to "_s + place;
    const auto staged = m_fixture->store().payloads().stage(QByteArray::number(id)).value();
    delivered.output = staged.ref;
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(PutPayload{staged}, InsertRun{run}, AddCheckpoint{delivered})));
}

void TestRunDeliveries::oneAtATimeOfOneName()
{
    begin(1, {});
    QVERIFY(m_deliveries->begin(u"outbox/a.txt"_s));
    QVERIFY(m_deliveries->begin(u"outbox/b.txt"_s));
    QVERIFY(!m_deliveries->begin(u"outbox/a.txt"_s));
    m_deliveries->end(u"outbox/a.txt"_s);
    QVERIFY(m_deliveries->begin(u"outbox/a.txt"_s));
}

/// Older rows tell whole paths.
void TestRunDeliveries::whatTheRunDeliveredIsItsOwn()
{
    RunProgress progress(pipeline(), {});
    const auto apply = [&](const QString &step, const QString &reason) {
        Checkpoint delivered = checkpoint(RunId(1), step);
        delivered.reason = reason;
        progress.apply(delivered);
    };
    apply(u"scan"_s, u"written to /srv/files/outbox/a.txt"_s);
    apply(u"extract"_s, u"its condition does not hold"_s);
    begin(1, {});
    m_deliveries->add(u"outbox/early.txt"_s); // as its row tells as well
    QVERIFY(m_deliveries->isOwn(u"outbox/a.txt"_s, progress, pipeline()));
    QVERIFY(!m_deliveries->isOwn(u"archive/a.txt"_s, progress, pipeline()));
    m_deliveries->add(u"archive/a.txt"_s);
    QVERIFY(m_deliveries->isOwn(u"archive/a.txt"_s, progress, pipeline()));
}

void TestRunDeliveries::olderSelvesAreThoseOfTheFamily()
{
    delivers(1, {}, u"scan"_s, u"outbox/a.txt"_s);
    delivers(2, RunId(1), u"scan"_s, u"/srv/files/outbox/a.txt"_s);
    delivers(3, RunId(1), u"extract"_s, u"outbox/a.txt"_s);
    delivers(4, {}, u"scan"_s, u"outbox/a.txt"_s);
    delivers(6, RunId(2), u"scan"_s, u"outbox/a.txt"_s);
    begin(5, RunId(2));
    QList<Digest> found = older();
    std::sort(found.begin(), found.end(), [](const Digest &a, const Digest &b) { return a.toHex() < b.toHex(); });
    QList<Digest> wanted{contentOf(1), contentOf(2)};
    std::sort(wanted.begin(), wanted.end(), [](const Digest &a, const Digest &b) { return a.toHex() < b.toHex(); });
    QCOMPARE(found, wanted);
    QCOMPARE(older(StepId(u"extract"_s)), QList<Digest>{contentOf(3)});
    QCOMPARE(older(StepId(u"scan"_s), u"outbox/b.txt"_s), QList<Digest>());
    begin(5, {});
    QCOMPARE(older(), QList<Digest>());
}

void TestRunDeliveries::whatOthersDeliverMeanwhileIsFoundAfterAMoment()
{
    delivers(1, {}, u"extract"_s, u"archive/a.txt"_s);
    begin(5, RunId(1));
    QCOMPARE(older(), QList<Digest>());
    delivers(2, RunId(1), u"scan"_s, u"outbox/a.txt"_s);
    m_clock.at += 999ms;
    QCOMPARE(older(), QList<Digest>());
    m_clock.at += 1ms;
    QCOMPARE(older(), QList<Digest>{contentOf(2)});
}

QTEST_GUILESS_MAIN(TestRunDeliveries)
#include "tst_rundeliveries.moc"
