#include "call.h"
#include "net/networkthread.h"
#include "rawserver.h"

#include <QtTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {
/// Answers with a body in two parts, the second of which waits to be released.
class TwoParts
{
    std::atomic<bool> m_released = false;

public:
    RawServer server{[this](RawConnection &connection, const RawRequest &) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + QByteArray(50'000, 'a'));
        poll(connection);
    }};
    void release() { m_released = true; }

private:
    void poll(RawConnection &connection)
    {
        connection.later(2, [this, &connection] {
            if (!m_released)
                return poll(connection);
            connection.send(QByteArray(50'000, 'b'));
        });
    }
};

/// Looks where it is read.
class WatchedDevice final : public QIODevice
{
public:
    WatchedDevice(const QByteArray &bytes, std::atomic<QThread *> &reader) : m_left(bytes), m_reader(reader)
    {
        open(ReadOnly | Unbuffered);
    }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        m_reader = QThread::currentThread();
        const qint64 size = std::min<qint64>(most, m_left.size());
        std::copy_n(m_left.constData(), size, data);
        m_left.remove(0, size);
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_left;
    std::atomic<QThread *> &m_reader;
};
} // namespace

/// What Qt does for exchanges goes on in a thread of its own; who waits for them notices nothing of it.
class TestThreads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bytesPassBesideTheCaller();
    void payloadsAreOpenedAtTheirTurn();
    void aPayloadThatCannotBeOpenedIsNotSent();
    void nothingComesAfterLettingGo();
    void aWaiterMayCloseTheClient();
    void clientsOfManyThreads();
};

void TestThreads::bytesPassBesideTheCaller()
{
    TwoParts parts;
    parts.release();
    HttpClient client(serviceAt(parts.server.url()));
    std::atomic<QThread *> taker = nullptr;
    QThread *told = nullptr;
    MemorySink taking;
    taking.onAccept = [&]() -> Result<void> {
        taker = QThread::currentThread();
        return {};
    };
    Call call(client, requestTo(parts.server.url()), taking);
    call.onOver = [&] { told = QThread::currentThread(); };
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::None);
    QCOMPARE(call.sink.size, 100'000);
    QVERIFY(taker != nullptr && taker != QThread::currentThread());
    QCOMPARE(told, QThread::currentThread());
}

void TestThreads::payloadsAreOpenedAtTheirTurn()
{
    RawServer server([](RawConnection &connection, const RawRequest &) { connection.send(okResponse()); });
    HttpClient client(serviceAt(server.url()));
    HttpRequest request = requestTo(server.url(), "POST");
    request.body.present = true;
    std::atomic<QThread *> opener = nullptr, reader = nullptr;
    std::atomic<int> openNow = 0, openAtOnce = 0;
    for (int i = 0; i < 20; ++i) {
        const auto open = [&]() -> Result<std::unique_ptr<QIODevice>> {
            opener = QThread::currentThread();
            openAtOnce = std::max<int>(openAtOnce, ++openNow);
            auto device = std::make_unique<WatchedDevice>("payload", reader);
            connect(device.get(), &QObject::destroyed, [&openNow] { --openNow; });
            return device;
        };
        request.body.segments.push_back({{}, open, 7});
    }
    Call call(client, std::move(request));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::None);
    QCOMPARE(server.requests().constFirst().body, QByteArray("payload").repeated(20));
    QVERIFY(reader != nullptr && reader != QThread::currentThread());
    QCOMPARE(opener.load(), reader.load());
    QCOMPARE(openAtOnce.load(), 1);
    QCOMPARE(openNow.load(), 0);
}

void TestThreads::aPayloadThatCannotBeOpenedIsNotSent()
{
    RawServer server([](RawConnection &connection, const RawRequest &) { connection.send(okResponse()); });
    HttpClient client(serviceAt(server.url()));
    HttpRequest request = requestTo(server.url(), "POST");
    request.body = OutgoingBody::ofDevice(
        []() -> Result<std::unique_ptr<QIODevice>> { return failure(ErrorKind::Damaged, u"payload is lost"_s); }, 7);
    Call call(client, std::move(request));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::RequestUnreadable);
    QVERIFY(call.exchange().detail.contains("payload is lost"_L1));
    QVERIFY(!call.exchange().maybeSent);
    QCOMPARE(server.connections(), 0);
}

/// Whoever destroys an exchange may destroy its sink right after, though bytes are just coming.
void TestThreads::nothingComesAfterLettingGo()
{
    for (int round = 0; round < 50; ++round) {
        TwoParts parts;
        HttpClient client(serviceAt(parts.server.url()));
        std::atomic<int> taken = 0;
        {
            MemorySink taking;
            taking.onAccept = [&taken]() -> Result<void> {
                ++taken;
                return {};
            };
            Call call(client, requestTo(parts.server.url()), taking);
            QVERIFY(waitUntil([&] { return taken > 0; }));
            parts.release();
            if (round % 2)
                QTest::qWait(round % 7);
        }
        const int before = taken;
        Call after(client, requestTo(parts.server.url()));
        QVERIFY(after.wait());
        QCOMPARE(after.fault(), TransportFault::None);
        QCOMPARE(taken, before);
    }
}

/// Its end is told in one turn with the ends of others, whose calls go as well.
void TestThreads::aWaiterMayCloseTheClient()
{
    RawServer server([](RawConnection &connection, const RawRequest &) { connection.send(okResponse()); });
    for (int round = 0; round < 20; ++round) {
        auto client = std::make_unique<HttpClient>(serviceAt(server.url()));
        std::vector<std::unique_ptr<Call>> others;
        int told = 0;
        Call first(*client, requestTo(server.url()));
        for (int i = 0; i < 5; ++i) {
            others.push_back(std::make_unique<Call>(*client, requestTo(server.url())));
            others.back()->onOver = [&told] { ++told; };
        }
        first.onOver = [&] {
            others.clear();
            client.reset();
        };
        QVERIFY(first.wait());
        const int toldBefore = told;
        QTest::qWait(2);
        QCOMPARE(told, toldBefore);
        QVERIFY(!client);
    }
}

void TestThreads::clientsOfManyThreads()
{
    RawServer server([](RawConnection &connection, const RawRequest &) { connection.send(okResponse("answer")); });
    const QUrl url = server.url();
    std::weak_ptr<NetworkThread> thread;
    {
        std::vector<std::unique_ptr<QThread>> threads;
        std::atomic<int> answered = 0;
        const auto mine = NetworkThread::shared();
        thread = mine;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back(QThread::create([&answered, url, &mine] {
                HttpClient client(serviceAt(url));
                for (int i = 0; i < 20; ++i) {
                    Call call(client, requestTo(url, "POST", "b"));
                    if (call.wait() && call.fault() == TransportFault::None && NetworkThread::shared() == mine)
                        ++answered;
                }
            }));
            threads.back()->start();
        }
        for (const auto &each : threads)
            QVERIFY(each->wait(30'000));
        QCOMPARE(answered, 80);
    }
    QVERIFY(thread.expired()); // nobody keeps it, or the process's end waits for nobody
}

QTEST_GUILESS_MAIN(TestThreads)
#include "tst_net_threads.moc"
