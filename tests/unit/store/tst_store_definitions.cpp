#include "rawstore.h"
#include "storetesting.h"

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Pipeline versions and service revisions, as they are recorded and found again.
class TestStoreDefinitions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }

    void recordsAPipelineVersionOnce();
    void numbersServiceRevisions();
    void mendsAllOfAServiceRevision();
    void findsThePipelineVersionByDigest();
    void listsVersionsAndCountsTheirRuns();

private:
    Store &store() { return m_fixture->store(); }
    StoreReader &reader() { return m_fixture->reader(); }

    std::optional<Fixture> m_fixture;
};

void TestStoreDefinitions::recordsAPipelineVersionOnce()
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

void TestStoreDefinitions::numbersServiceRevisions()
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

/// Also where its values came from, which may have changed though they are the same.
void TestStoreDefinitions::mendsAllOfAServiceRevision()
{
    ServiceRevision revision = serviceRevision(u"geo"_s);
    const auto first = store().commitAndWait(Transaction(PutServiceRevision{revision, at(1), u"ann"_s, {}}));
    cairn::testing::RawStore(m_fixture->folder())
        .change(u"UPDATE service_revision SET definition = x'00' WHERE service = 'geo'"_s);
    revision.source = "service: geo # elsewhere";
    revision.inherited = "{\"retry\":{}}";
    QCOMPARE(store().commitAndWait(Transaction(PutServiceRevision{revision, at(2), u"ann"_s, {}}))->definitionId,
             first->definitionId);
    const auto live = reader().service(u"geo"_s);
    VERIFY_OK(live);
    QCOMPARE(live->source, revision.source);
    QCOMPARE(live->inherited, revision.inherited);
}

void TestStoreDefinitions::findsThePipelineVersionByDigest()
{
    RunRecord run = runRecord(1, 0);
    run.pipelineDigest = pipelineVersion(u"new"_s).digest;
    VERIFY_OK(store().commitAndWait(Transaction(PutPipelineVersion{pipelineVersion(u"new"_s), at(1)}, InsertRun{run})));
    QCOMPARE(reader().run(run.id)->pipeline, u"new"_s);
}

void TestStoreDefinitions::listsVersionsAndCountsTheirRuns()
{
    QList<qint64> ids;
    for (int version : {1, 2}) {
        const auto recorded =
            store().commitAndWait(Transaction(PutPipelineVersion{pipelineVersion(u"archive"_s, version), at(10 * version)}));
        VERIFY_OK(recorded);
        ids.append(recorded->definitionId);
    }
    for (qint64 id : {1, 2, 3})
        VERIFY_OK(store().commitAndWait(Transaction(InsertRun{runRecord(id, ids.last(), RunState::Blocked)})));
    VERIFY_OK(store().commitAndWait(Transaction(InsertRun{runRecord(4, ids.last(), RunState::Succeeded)})));
    VERIFY_OK(store().commitAndWait(Transaction(InsertRun{runRecord(5, ids.first(), RunState::Blocked)})));

    const auto heads = reader().pipelineHeads();
    VERIFY_OK(heads);
    QStringList told;
    for (const PipelineHead &head : *heads)
        told.append(u"%1 %2 %3"_s.arg(head.name).arg(head.version).arg(head.recordedAt.time_since_epoch().count()));
    QCOMPARE(told.first(2), (QStringList{u"archive 2 20"_s, u"archive 1 10"_s}));
    QCOMPARE(told.size(), 3); // and that of the fixture
    QCOMPARE(heads->first().id, ids.last());
    QCOMPARE(heads->first().digest, pipelineVersion(u"archive"_s, 2).digest);

    const auto counts = reader().runsByVersion();
    VERIFY_OK(counts);
    QStringList counted;
    for (const VersionCount &one : *counts)
        counted.append(
            u"%1 %2 %3 %4"_s.arg(ids.indexOf(one.versionId)).arg(word(one.state)).arg(one.runs).arg(one.newest.value()));
    QCOMPARE(counted, (QStringList{u"0 blocked 1 5"_s, u"1 blocked 3 3"_s, u"1 succeeded 1 4"_s}));
}

QTEST_GUILESS_MAIN(TestStoreDefinitions)
#include "tst_store_definitions.moc"
