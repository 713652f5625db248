#include "call.h"
#include "rawserver.h"

#include <QThread>
#include <QtTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 Large = 256LL << 20;
constexpr qint64 MayGrow = 24LL << 20; ///< bytes; a tenth of what would be held without a limit

/// Bytes without end, made as they are read.
class Zeros final : public QIODevice
{
public:
    explicit Zeros(qint64 size) : m_left(size) { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_left; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 count = std::min(most, m_left);
        std::memset(data, 0, size_t(count));
        m_left -= count;
        return count > 0 ? count : -1;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 m_left;
};

OutgoingBody zeros(qint64 size)
{
    return OutgoingBody::ofDevice([size]() -> Result<std::unique_ptr<QIODevice>> { return std::make_unique<Zeros>(size); }, size);
}

/// The most memory above the start that was seen at any accept().
struct Growth
{
    qint64 start = residentBytes();
    qint64 most = 0;
    void look() { most = std::max(most, residentBytes() - start); }
};
} // namespace

/// Bodies far larger than memory should ever hold, in both directions.
class TestLarge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void downloadStaysSmall_data();
    void downloadStaysSmall();
    void uploadStaysSmall();
};

/// What the first exchange of all brings into memory is no growth.
void TestLarge::initTestCase()
{
    RawServer server(answering());
    HttpClient client(serviceAt(server.url()));
    Call call(client, requestTo(server.url()));
    QVERIFY(call.wait());
}

void TestLarge::downloadStaysSmall_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<bool>("withLength");
    QTest::newRow("GET, length told") << QByteArray("GET") << true;
    QTest::newRow("GET, until the connection closes") << QByteArray("GET") << false;
    QTest::newRow("POST, length told") << QByteArray("POST") << true;
}

/// The sink is slower than the server: what it has not taken must wait at the server, not here.
void TestLarge::downloadStaysSmall()
{
    QFETCH(QByteArray, method);
    QFETCH(bool, withLength);
    RawServer server([&](RawConnection &connection, const RawRequest &) {
        const QByteArray length = withLength ? "Content-Length: " + QByteArray::number(Large) + "\r\n" : QByteArray();
        connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n" + length + "\r\n");
        connection.pour(Large, [&connection, withLength] {
            if (!withLength)
                connection.fin();
        });
    });
    HttpClient client(serviceAt(server.url()));
    Growth growth;
    HttpRequest request = requestTo(server.url(), method, method == "POST" ? QByteArray("{}") : QByteArray());
    request.maxResponse = 2 * Large;
    MemorySink taking;
    taking.keeps = false;
    int accepted = 0;
    taking.onAccept = [&]() -> Result<void> {
        if (++accepted % 4 == 0) {
            growth.look();
            QThread::msleep(1);
        }
        return {};
    };
    Call call(client, std::move(request), taking);
    QVERIFY(call.wait(60'000));
    QCOMPARE(call.fault(), TransportFault::None);
    QCOMPARE(call.sink.size, Large);
    QVERIFY2(growth.most < MayGrow, qPrintable(u"grew by %1 MiB"_s.arg(growth.most >> 20)));
}

void TestLarge::uploadStaysSmall()
{
    RawServer server(answering());
    HttpClient client(serviceAt(server.url()));
    HttpRequest request = requestTo(server.url(), "PUT");
    request.body = zeros(Large);
    Growth growth;
    Call call(client, std::move(request));
    while (!call.isOver() && server.bytesReceived() < Large) {
        QVERIFY(waitUntil([&, seen = server.bytesReceived()] { return call.isOver() || server.bytesReceived() > seen; }));
        growth.look();
    }
    QVERIFY(call.wait(60'000));
    QCOMPARE(call.fault(), TransportFault::None);
    QCOMPARE(server.requests().constFirst().bodySize, Large);
    QVERIFY2(growth.most < MayGrow, qPrintable(u"grew by %1 MiB"_s.arg(growth.most >> 20)));
}

QTEST_GUILESS_MAIN(TestLarge)
#include "tst_net_large.moc"
