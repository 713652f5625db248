#include "base/openfiles.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// How much may be under way where few files may be open.
class TestOpenFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void boundsRequests_data();
    void boundsRequests();
};

void TestOpenFiles::boundsRequests_data()
{
    QTest::addColumn<qint64>("files");
    QTest::addColumn<int>("requests"); // 0: it is told that they are too few
    QTest::newRow("48, where threads could not be had") << 48LL << 0;
    QTest::newRow("one too few") << 95LL << 0;
    QTest::newRow("the least") << 96LL << 8;
    QTest::newRow("a login's usual limit") << 1'024LL << 240;
    QTest::newRow("all that are wanted") << 1'048'576LL << 512;
}

void TestOpenFiles::boundsRequests()
{
    QFETCH(const qint64, files);
    QFETCH(const int, requests);
    const auto found = requestsWithin(files, 512);
    QCOMPARE(found.value_or(0), requests);
    if (requests == 0)
        QVERIFY(found.error().remedy.contains("LimitNOFILE"_L1));
}

QTEST_GUILESS_MAIN(TestOpenFiles)
#include "tst_openfiles.moc"
