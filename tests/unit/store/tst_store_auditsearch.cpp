#include "storetesting.h"

#include <QTest>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// The audit is searched from either end, by what is asked for, never through more of it at once than was said.
class TestStoreAuditSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_fixture.reset(); }
    void anEmptyOneIsWhole();
    void filters_data();
    void filters();
    void pagesMeetNeitherTwiceNorNever_data();
    void pagesMeetNeitherTwiceNorNever();
    void stopsAfterSoManyRows();
    void newerOnesAreFoundFromBelow();

private:
    void add(const QString &actor, const QString &action, const QString &subject, qint64 when, const QString &reason = {},
             const QByteArray &after = {});
    QList<qint64> search(const AuditFilter &filter, AuditOrder order = AuditOrder::NewestFirst);
    StoreReader &reader() { return m_fixture->reader(); }

    std::optional<Fixture> m_fixture;
};

void TestStoreAuditSearch::add(const QString &actor, const QString &action, const QString &subject, qint64 when,
                               const QString &reason, const QByteArray &after)
{
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(AddAudit{{0, at(when), actor, action, subject, reason, {}, after}})));
}

void TestStoreAuditSearch::initTestCase()
{
    m_fixture.emplace();
    add(u"ann@pier"_s, u"service.revised"_s, u"ocr"_s, 100, u"slower"_s);                                 // 1
    add(u"ann@pier"_s, u"command.retry"_s, u"00000000000A1/scan"_s, 200, u"100% sure"_s);                 // 2
    add(u"runner"_s, u"command.retry.done"_s, u"00000000000A1/scan"_s, 300);                              // 3
    add(u"bob@quay"_s, u"command.retry_all"_s, u"00000000000A10"_s, 400);                                 // 4: another run
    add(u"bob@quay"_s, u"command.skip"_s, u"00000000000A1"_s, 500, u"hopeless"_s);                        // 5
    add(u"annabel@pier"_s, u"incident.note"_s, u"incident/7"_s, 600, {}, R"({"note":"the pump broke"})"); // 6
}

QList<qint64> TestStoreAuditSearch::search(const AuditFilter &filter, AuditOrder order)
{
    const auto page = reader().searchAudit(filter, 0, order, 100, 1'000);
    if (!page)
        qFatal("%s", qPrintable(describe(page.error())));
    QList<qint64> found;
    for (const AuditEntry &entry : page->entries)
        found.append(entry.seq);
    return found;
}

void TestStoreAuditSearch::anEmptyOneIsWhole()
{
    Fixture fresh;
    for (const AuditOrder order : {AuditOrder::NewestFirst, AuditOrder::OldestFirst}) {
        const auto page = fresh.reader().searchAudit({}, 0, order, 10, 100);
        VERIFY_OK(page);
        QVERIFY(page->entries.isEmpty());
        QVERIFY(page->whole);
    }
}

void TestStoreAuditSearch::filters_data()
{
    QTest::addColumn<AuditFilter>("filter");
    QTest::addColumn<QList<qint64>>("found");
    using Seqs = QList<qint64>;
    QTest::newRow("all") << AuditFilter{} << Seqs{6, 5, 4, 3, 2, 1};
    QTest::newRow("actor on whatever host") << AuditFilter{u"ann"_s, {}, {}, {}, {}, {}} << Seqs{2, 1};
    QTest::newRow("actor and host") << AuditFilter{u"bob@quay"_s, {}, {}, {}, {}, {}} << Seqs{5, 4};
    QTest::newRow("action") << AuditFilter{{}, u"command.retry"_s, {}, {}, {}, {}} << Seqs{3, 2};
    QTest::newRow("kind of action") << AuditFilter{{}, u"command"_s, {}, {}, {}, {}} << Seqs{5, 4, 3, 2};
    QTest::newRow("run and its steps") << AuditFilter{{}, {}, u"00000000000A1"_s, {}, {}, {}} << Seqs{5, 3, 2};
    QTest::newRow("step") << AuditFilter{{}, {}, u"00000000000A1/scan"_s, {}, {}, {}} << Seqs{3, 2};
    QTest::newRow("since") << AuditFilter{{}, {}, {}, at(400), {}, {}} << Seqs{6, 5, 4};
    QTest::newRow("until") << AuditFilter{{}, {}, {}, {}, at(300), {}} << Seqs{2, 1};
    QTest::newRow("text in a reason") << AuditFilter{{}, {}, {}, {}, {}, u"HOPE"_s} << Seqs{5};
    QTest::newRow("text in what came of it") << AuditFilter{{}, {}, {}, {}, {}, u"pump broke"_s} << Seqs{6};
    QTest::newRow("text with signs of patterns") << AuditFilter{{}, {}, {}, {}, {}, u"0% s"_s} << Seqs{2};
    QTest::newRow("underscore is itself") << AuditFilter{{}, {}, {}, {}, {}, u"retry_all"_s} << Seqs{4};
    QTest::newRow("all at once") << AuditFilter{u"runner"_s, u"command"_s, u"00000000000A1"_s, at(1), at(900), u"retry"_s}
                                 << Seqs{3};
    QTest::newRow("nothing") << AuditFilter{u"carl"_s, {}, {}, {}, {}, {}} << Seqs{};
}

void TestStoreAuditSearch::filters()
{
    QFETCH(AuditFilter, filter);
    QFETCH(QList<qint64>, found);
    QCOMPARE(search(filter), found);
    std::reverse(found.begin(), found.end());
    QCOMPARE(search(filter, AuditOrder::OldestFirst), found);
}

void TestStoreAuditSearch::pagesMeetNeitherTwiceNorNever_data()
{
    QTest::addColumn<bool>("newestFirst");
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("rows");
    for (const bool newestFirst : {true, false}) {
        for (const int limit : {1, 2, 3, 6, 7}) {
            for (const int rows : {1, 2, 5, 100})
                QTest::addRow("%d %d %d", newestFirst, limit, rows) << newestFirst << limit << rows;
        }
    }
}

void TestStoreAuditSearch::pagesMeetNeitherTwiceNorNever()
{
    QFETCH(bool, newestFirst);
    QFETCH(int, limit);
    QFETCH(int, rows);
    const AuditOrder order = newestFirst ? AuditOrder::NewestFirst : AuditOrder::OldestFirst;
    for (const QString &action : {QString(), u"command"_s, u"nothing"_s}) {
        const AuditFilter filter{{}, action, {}, {}, {}, {}};
        QList<qint64> found;
        AuditPage page;
        for (int pages = 0; !page.whole && pages < 20; ++pages) {
            const auto next = reader().searchAudit(filter, page.reached, order, limit, rows);
            VERIFY_OK(next);
            page = *next;
            for (const AuditEntry &entry : page.entries)
                found.append(entry.seq);
        }
        QVERIFY(page.whole);
        QCOMPARE(found, search(filter, order));
    }
}

void TestStoreAuditSearch::stopsAfterSoManyRows()
{
    const auto page = reader().searchAudit({{}, u"service"_s, {}, {}, {}, {}}, 0, AuditOrder::NewestFirst, 2, 2);
    VERIFY_OK(page);
    QVERIFY(page->entries.isEmpty()); // it is the first of six
    QVERIFY(!page->whole);
    QCOMPARE(page->reached, 5);
    const auto bySubject = reader().searchAudit({{}, {}, u"ocr"_s, {}, {}, {}}, 0, AuditOrder::NewestFirst, 2, 2);
    VERIFY_OK(bySubject);
    QCOMPARE(bySubject->entries.size(), 1); // an index knows where
    QVERIFY(bySubject->whole);
}

void TestStoreAuditSearch::newerOnesAreFoundFromBelow()
{
    const auto page = reader().searchAudit({}, 4, AuditOrder::OldestFirst, 100, 1'000);
    VERIFY_OK(page);
    QCOMPARE(page->entries.size(), 2);
    QCOMPARE(page->entries.first().seq, 5);
    QCOMPARE(page->reached, 6);
    QVERIFY(page->whole);
}

QTEST_GUILESS_MAIN(TestStoreAuditSearch)
#include "tst_store_auditsearch.moc"
