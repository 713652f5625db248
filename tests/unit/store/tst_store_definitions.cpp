#include "storetesting.h"

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Pipeline versions and service revisions, as they are recorded and found again.
class StoreDefinitionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }

    void recordsAPipelineVersionOnce();
    void numbersServiceRevisions();
    void findsThePipelineVersionByDigest();

private:
    Store &store() { return m_fixture->store(); }
    StoreReader &reader() { return m_fixture->reader(); }

    std::optional<Fixture> m_fixture;
};

void StoreDefinitionsTest::recordsAPipelineVersionOnce()
{
    const auto first = store().commitAndWait(Transaction(PutPipelineVersion{pipelineVersion(u"p"_s, 1), at(1)}));
    const auto second = store().commitAndWait(Transaction(PutPipelineVersion{pipelineVersion(u"p"_s, 2), at(2)}));
    const auto again = store().commitAndWait(Transaction(PutPipelineVersion{pipelineVersion(u"p"_s, 1), at(3)}));
    VERIFY_OK(again);
    QCOMPARE(again->definitionId, first->definitionId);
    QVERIFY(second->definitionId > first->definitionId);
    const auto newest = reader().pipeline(u"p"_s);
    VERIFY_OK(newest);
    QCOMPARE(newest->pipeline.version, 2);
    QCOMPARE(newest->id, second->definitionId);
    QCOMPARE(newest->source, QByteArray("pipeline: p"));
    QCOMPARE(newest->digest, pipelineVersion(u"p"_s, 2).digest);
    QCOMPARE(reader().pipelineVersion(first->definitionId)->pipeline.version, 1);
}

void StoreDefinitionsTest::numbersServiceRevisions()
{
    const auto put = [&](const QString &variant) {
        return store().commitAndWait(
            Transaction(PutServiceRevision{serviceRevision(u"geo"_s, variant), at(1), u"ann"_s, u"why"_s}));
    };
    const auto first = put(u"a"_s);
    VERIFY_OK(first);
    QCOMPARE(reader().service(u"geo"_s)->revision, 1);
    QCOMPARE(put(u"a"_s)->definitionId, first->definitionId); // equal to the live one
    QVERIFY(put(u"b"_s)->definitionId > first->definitionId);
    QVERIFY(put(u"a"_s)->definitionId > first->definitionId); // gone back: a new revision all the same
    const auto live = reader().service(u"geo"_s);
    QCOMPARE(live->revision, 3);
    QCOMPARE(live->service.name, u"geo"_s);
    QCOMPARE(live->digest, serviceRevision(u"geo"_s, u"a"_s).digest);
}

void StoreDefinitionsTest::findsThePipelineVersionByDigest()
{
    RunRecord run = runRecord(1, 0);
    run.pipelineDigest = pipelineVersion(u"new"_s).digest;
    VERIFY_OK(store().commitAndWait(Transaction(PutPipelineVersion{pipelineVersion(u"new"_s), at(1)}, InsertRun{run})));
    QCOMPARE(reader().run(run.id)->pipeline, u"new"_s);
}

QTEST_GUILESS_MAIN(StoreDefinitionsTest)
#include "tst_store_definitions.moc"
