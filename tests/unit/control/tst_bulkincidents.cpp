#include "bulktargetstest.h"

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Who is meant by an order about an incident.
class TestBulkIncidents : public cairn::testing::BulkTargetsTest
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }
    void anIncidentsFailures();
    void whatFailedSinceItWasCountedIsNotMeant();
    void whatMayHaveHappenedIsDecidedFirst();
    void aRunIsCancelledOnce();
};

void TestBulkIncidents::anIncidentsFailures()
{
    const RunId one = m_fixture->addRun(1, RunState::Blocked);
    const RunId two = m_fixture->addRun(2, RunState::Blocked);
    const RunId late = m_fixture->addRun(3, RunState::Blocked);
    fail(one, u"extract"_s, 0, 10);
    fail(one, u"extract"_s, 4, 11);
    fail(two, u"extract"_s, NoItem, 12);
    fail(late, u"extract"_s, NoItem, 5'000); // after the order was given
    BulkOrder order;
    order.incident = reader().incidents({}, std::nullopt, 1)->first().id;
    for (const int limit : {1, 2, 10})
        QCOMPARE(targets(bulkFor(order), limit), (QList<qint64>{1, 1, 2}));
    const BulkPage page = nextTargets(reader(), bulkFor(order), 2).value();
    QCOMPARE(page.targets.at(1).command.step, StepId(u"extract"_s));
    QCOMPARE(page.targets.at(1).command.item, 4);
    QCOMPARE(previewBulk(reader(), order, at(1'000))->eligible, 4);
    // Where the clock says 2,000 when it is carried out, it was set back.
    QCOMPARE(nextTargets(reader(), bulkFor(order), 10, at(2'000))->targets.size(), 4);
    QCOMPARE(nextTargets(reader(), bulkFor(order), 10, at(5'000))->targets.size(), 3);
}

/// Whoever confirms takes time to write why.
void TestBulkIncidents::whatFailedSinceItWasCountedIsNotMeant()
{
    fail(m_fixture->addRun(1, RunState::Blocked), u"extract"_s, NoItem, 10);
    BulkOrder order;
    order.kind = CommandKind::Skip;
    order.incident = reader().incidents({}, std::nullopt, 1)->first().id;
    const BulkPreview preview = previewBulk(reader(), order, at(100)).value();
    QCOMPARE(preview.eligible, 1);
    QCOMPARE(preview.moment, at(100));
    fail(m_fixture->addRun(2, RunState::Blocked), u"extract"_s, NoItem, 500);
    order.counted = preview.moment;
    QCOMPARE(targets(bulkFor(order), 10), QList<qint64>{1}); // which is given at 1,000
    BulkOrder runs = orderFor({});
    runs.counted = reader().run(RunId(2))->submittedAt;
    QCOMPARE(previewBulk(reader(), runs, at(1'000))->eligible, 1); // counted again: of those that were there
}

/// A retry of what may have happened is refused by the runner: it is not promised, and not asked for.
void TestBulkIncidents::whatMayHaveHappenedIsDecidedFirst()
{
    fail(m_fixture->addRun(1, RunState::Blocked), u"extract"_s, NoItem, 10);
    const RunId two = m_fixture->addRun(2, RunState::OutcomeUnknown);
    fail(two, u"extract"_s, NoItem, 10); // and again, with another end
    fail(two, u"extract"_s, NoItem, 11, StepState::OutcomeUnknown);
    BulkOrder order;
    order.incident = reader().incidents({}, std::nullopt, 1)->first().id;
    const auto eligible = [&](CommandKind kind) {
        order.kind = kind;
        const BulkPreview preview = previewBulk(reader(), order, at(1'000)).value();
        return std::pair(preview.eligible, preview.others());
    };
    QCOMPARE(eligible(CommandKind::Retry), std::pair(qint64(1), qint64(1)));
    QCOMPARE(targets(bulkFor(order), 1), QList<qint64>{1});
    QCOMPARE(eligible(CommandKind::MarkNotHappened), std::pair(qint64(1), qint64(1)));
    QCOMPARE(targets(bulkFor(order), 1), QList<qint64>{2});
    QCOMPARE(eligible(CommandKind::Cancel), std::pair(qint64(2), qint64(0)));
    QCOMPARE(targets(bulkFor(order), 1), (QList<qint64>{1, 2}));
}

void TestBulkIncidents::aRunIsCancelledOnce()
{
    const RunId one = m_fixture->addRun(1, RunState::Blocked);
    const RunId two = m_fixture->addRun(2, RunState::Blocked);
    for (int item = 0; item < 3; ++item) {
        fail(one, u"extract"_s, item, 10);
        fail(two, u"extract"_s, item, 10);
    }
    BulkOrder order;
    order.kind = CommandKind::Cancel;
    order.incident = reader().incidents({}, std::nullopt, 1)->first().id;
    for (const int limit : {1, 2, 10})
        QCOMPARE(targets(bulkFor(order), limit), (QList<qint64>{1, 2}));
    QVERIFY(nextTargets(reader(), bulkFor(order), 1)->targets.first().command.step.isEmpty());
}

QTEST_GUILESS_MAIN(TestBulkIncidents)
#include "tst_bulkincidents.moc"
