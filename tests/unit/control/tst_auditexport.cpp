#include "control/audit.h"
#include "control/auditdesk.h"
#include "control/auditexport.h"
#include "storetesting.h"

#include <QDir>
#include <QJsonDocument>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Copies of the audit: all of it or what matches, whole or not at all, and for nobody else's eyes.
class TestAuditExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void allInOrder();
    void whatMatches();
    void stoppedLeavesNothing();
    void deskVerifiesAndTells();

private:
    QString path() { return QDir(m_fixture->folder()).filePath(u"audit.jsonl"_s); }
    QList<QJsonObject> lines();

    std::optional<Fixture> m_fixture;
};

void TestAuditExport::init()
{
    m_fixture.emplace();
    Transaction transaction;
    for (int i = 1; i <= 1'200; ++i)
        transaction.add(
            audited(at(i), i % 3 ? u"ann@pier"_s : u"bob@quay"_s, u"command.retry"_s, u"run %1"_s.arg(i), {}, {}, {{u"n"_s, i}}));
    VERIFY_OK(m_fixture->store().commitAndWait(std::move(transaction)));
}

QList<QJsonObject> TestAuditExport::lines()
{
    QFile file(path());
    QList<QJsonObject> all;
    if (!file.open(QIODevice::ReadOnly))
        return all;
    while (!file.atEnd())
        all.append(QJsonDocument::fromJson(file.readLine()).object());
    return all;
}

void TestAuditExport::allInOrder()
{
    LongWork work;
    const auto written = exportAudit(m_fixture->reader(), {}, path(), work);
    VERIFY_OK(written);
    QCOMPARE(*written, 1'200);
    QCOMPARE(work.done.load(), 1'200);
    QCOMPARE(work.total.load(), 1'200);
    const QList<QJsonObject> all = lines();
    QCOMPARE(all.size(), 1'200);
    for (qsizetype i = 0; i < all.size(); ++i)
        QCOMPARE(all.at(i).value(u"seq"_s).toInt(), int(i) + 1);
    QCOMPARE(all.last().value(u"after"_s).toObject().value(u"n"_s).toInt(), 1'200);
    QCOMPARE(QFileInfo(path()).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void TestAuditExport::whatMatches()
{
    LongWork work;
    QCOMPARE(exportAudit(m_fixture->reader(), {u"bob"_s, {}, {}, {}, {}, {}}, path(), work).value(), 400);
    QCOMPARE(lines().size(), 400);
    QCOMPARE(lines().first().value(u"seq"_s).toInt(), 3);
}

void TestAuditExport::stoppedLeavesNothing()
{
    LongWork work;
    work.stop = true;
    COMPARE_ERROR(exportAudit(m_fixture->reader(), {}, path(), work), ErrorKind::Cancelled);
    QVERIFY(!QFile::exists(path()));
    COMPARE_ERROR(exportAudit(m_fixture->reader(), {}, u"/no/such/folder/audit.jsonl"_s, work), ErrorKind::Io);
}

void TestAuditExport::deskVerifiesAndTells()
{
    const SystemClock clock;
    Desk desk(m_fixture->store(), clock);
    AuditDesk audit(desk);
    const auto work = std::make_shared<LongWork>();
    auto verified = audit.verify(work);
    verified.waitForFinished();
    VERIFY_OK(verified.result());
    QVERIFY(verified.result()->isSound());
    QCOMPARE(verified.result()->entries, 1'200);
    QCOMPARE(work->done.load(), 1'200);
    const auto stopped = std::make_shared<LongWork>();
    stopped->stop = true;
    auto given = audit.verify(stopped);
    given.waitForFinished();
    COMPARE_ERROR(given.result(), ErrorKind::Cancelled);
    auto found = audit.search({u"bob"_s, {}, {}, {}, {}, {}}, 0, AuditOrder::NewestFirst, 5);
    found.waitForFinished();
    VERIFY_OK(found.result());
    QCOMPARE(found.result()->entries.first().seq, 1'200);
}

QTEST_GUILESS_MAIN(TestAuditExport)
#include "tst_auditexport.moc"
