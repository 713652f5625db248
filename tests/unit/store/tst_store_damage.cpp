#include "storetesting.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

namespace {

QByteArray content(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = quint32(size) | 1;
    for (char &c : bytes) {
        state = state * 1664525 + 1013904223;
        c = char(state >> 24);
    }
    return bytes;
}

} // namespace

/// Payloads that were lost, cut short or altered behind the store's back are told, never served.
class StoreDamageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }

    void findsALostFile();
    void findsATruncatedFile();
    void findsAlteredBytes();

private:
    StagedPayload recorded(const QByteArray &bytes);
    QString fileOf(const Digest &digest) const
    {
        return m_fixture->folder() + "/payloads/"_L1 + digest.toHex().left(2) + u'/' + digest.toHex().mid(2);
    }

    std::optional<Fixture> m_fixture;
};

StagedPayload StoreDamageTest::recorded(const QByteArray &bytes)
{
    const auto staged = m_fixture->store().payloads().stage(bytes);
    if (!staged || !m_fixture->store().commitAndWait(Transaction(PutPayload{*staged})))
        qFatal("cannot record a payload");
    return *staged;
}

void StoreDamageTest::findsALostFile()
{
    const auto ref = recorded(content(100'000)).ref;
    QVERIFY(QFile::remove(fileOf(ref.digest)));
    const auto lost = m_fixture->reader().openPayload(ref.digest);
    COMPARE_ERROR(lost, ErrorKind::Damaged);
    QVERIFY(!lost.error().remedy.isEmpty());
}

void StoreDamageTest::findsATruncatedFile()
{
    const auto ref = recorded(content(100'000)).ref;
    QVERIFY(QFile::resize(fileOf(ref.digest), 99'999));
    COMPARE_ERROR(m_fixture->reader().openPayload(ref.digest), ErrorKind::Damaged);
}

void StoreDamageTest::findsAlteredBytes()
{
    const auto file = recorded(content(100'000)).ref;
    QFile altered(fileOf(file.digest));
    QVERIFY(altered.open(QIODevice::ReadWrite));
    altered.seek(50'000);
    altered.write("!!!!");
    altered.close();
    const auto device = m_fixture->reader().openPayload(file.digest);
    VERIFY_OK(device);
    COMPARE_ERROR(verifyPayload(**device, file), ErrorKind::Damaged);

    const auto inlined = recorded("small").ref;
    {
        QSqlDatabase raw = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"alter"_s);
        raw.setDatabaseName(m_fixture->folder() + "/store.sqlite"_L1);
        QVERIFY(raw.open());
        QSqlQuery query(raw);
        QVERIFY(query.exec(u"UPDATE payload SET bytes = x'736d616c21' WHERE bytes IS NOT NULL"_s));
    }
    QSqlDatabase::removeDatabase(u"alter"_s);
    COMPARE_ERROR(m_fixture->reader().openPayload(inlined.digest), ErrorKind::Damaged);
}

QTEST_GUILESS_MAIN(StoreDamageTest)
#include "tst_store_damage.moc"
