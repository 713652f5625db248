#include "net/sendoncedevice.h"

#include <QBuffer>
#include <QTemporaryDir>
#include <QtTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

OutgoingBody::Segment deviceSegment(const QByteArray &content, qint64 announced, int *opened = nullptr)
{
    return {{},
            [content, opened]() -> Result<std::unique_ptr<QIODevice>> {
                if (opened)
                    ++*opened;
                auto buffer = std::make_unique<QBuffer>();
                buffer->setData(content);
                buffer->open(QIODevice::ReadOnly);
                return buffer;
            },
            announced};
}

/// Bytes that are found to be wrong when they are read.
class AlteredDevice : public QIODevice
{
public:
    AlteredDevice() { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }

protected:
    qint64 readData(char *, qint64) override
    {
        setErrorString(u"its bytes were altered"_s);
        return -1;
    }
    qint64 writeData(const char *, qint64) override { return -1; }
};

/// Reads as Qt does, in blocks, until -1.
QByteArray readOut(SendOnceDevice &device, qint64 block)
{
    QByteArray all;
    QByteArray buffer(block, 0);
    for (;;) {
        const qint64 got = device.read(buffer.data(), block);
        if (got <= 0)
            return all;
        all.append(buffer.constData(), got);
    }
}

} // namespace

class TestSendOnce : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesSegmentsInOrder_data();
    void givesSegmentsInOrder();
    void opensLazily();
    void cannotBeRewound();
    void wrongLengthIsNeverDeliveredWhole_data();
    void wrongLengthIsNeverDeliveredWhole();
    void failureToOpenIsFoundFirst();
    void aVanishedFileIsTold();
    void whatItsSourceSaysIsTold();
    void abandonedGivesNothing();
    void givingUpWhileOpening();
    void emptyDevicesAreChecked();
};

void TestSendOnce::givesSegmentsInOrder_data()
{
    QTest::addColumn<qint64>("block");
    for (const qint64 block : {1, 3, 16, 16384})
        QTest::addRow("%lld", block) << block;
}

void TestSendOnce::givesSegmentsInOrder()
{
    QFETCH(qint64, block);
    OutgoingBody body;
    body.segments.push_back({"head ", {}, 5});
    body.segments.push_back(deviceSegment("from a device", 13));
    body.segments.push_back({{}, {}, 0});
    body.segments.push_back(deviceSegment("", 0));
    body.segments.push_back({" tail", {}, 5});
    body.present = true;
    QCOMPARE(body.size(), 23);
    SendOnceDevice device(std::move(body));
    QVERIFY(device.prepare());
    QVERIFY(device.isSequential());
    QCOMPARE(device.bytesAvailable(), 23);
    QVERIFY(!device.atEnd());
    QCOMPARE(readOut(device, block), QByteArray("head from a device tail"));
    QVERIFY(device.atEnd());
    QVERIFY(!device.error());
    QCOMPARE(device.delivered(), 23);
}

void TestSendOnce::opensLazily()
{
    int first = 0, second = 0;
    OutgoingBody body;
    body.segments.push_back(deviceSegment("aaaa", 4, &first));
    body.segments.push_back(deviceSegment("bbbb", 4, &second));
    SendOnceDevice device(std::move(body));
    QVERIFY(device.prepare());
    QCOMPARE(first, 1);
    QCOMPARE(second, 0);
    char block[2];
    QCOMPARE(device.read(block, 2), 2);
    QCOMPARE(second, 0);
    QCOMPARE(readOut(device, 16), QByteArray("aabbbb"));
    QCOMPARE(first, 1);
    QCOMPARE(second, 1);
}

void TestSendOnce::cannotBeRewound()
{
    SendOnceDevice device(OutgoingBody::ofBytes("x"));
    QVERIFY(!device.rewindAsked());
    QVERIFY(!device.reset());
    QVERIFY(!device.seek(0));
    QVERIFY(device.rewindAsked());
}

void TestSendOnce::wrongLengthIsNeverDeliveredWhole_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<qint64>("announced");
    QTest::addColumn<bool>("isFirst");
    for (const bool isFirst : {true, false}) {
        const char *where = isFirst ? "first" : "last";
        QTest::addRow("shorter, %s", where) << QByteArray(50'000, 'a') << qint64(50'001) << isFirst;
        QTest::addRow("empty, %s", where) << QByteArray() << qint64(10) << isFirst;
        QTest::addRow("longer, %s", where) << QByteArray(50'001, 'a') << qint64(50'000) << isFirst;
        QTest::addRow("longer by much, %s", where) << QByteArray(500'000, 'a') << qint64(10) << isFirst;
    }
}

void TestSendOnce::wrongLengthIsNeverDeliveredWhole()
{
    QFETCH(QByteArray, content);
    QFETCH(qint64, announced);
    QFETCH(bool, isFirst);
    OutgoingBody body;
    if (!isFirst)
        body.segments.push_back({"head", {}, 4});
    body.segments.push_back(deviceSegment(content, announced));
    if (isFirst)
        body.segments.push_back({"tail", {}, 4});
    const qint64 size = body.size();
    SendOnceDevice device(std::move(body));
    device.prepare();
    QVERIFY(readOut(device, 16384).size() < size);
    QVERIFY(device.error());
    QCOMPARE(device.bytesAvailable(), 0);
    char c;
    QCOMPARE(device.read(&c, 1), -1);
}

void TestSendOnce::failureToOpenIsFoundFirst()
{
    SendOnceDevice device(OutgoingBody::ofDevice(
        []() -> Result<std::unique_ptr<QIODevice>> { return failure(ErrorKind::NotFound, u"gone"_s); }, 10));
    QVERIFY(!device.prepare());
    QCOMPARE(device.error()->detail, u"gone"_s);

    SendOnceDevice closed(
        OutgoingBody::ofDevice([]() -> Result<std::unique_ptr<QIODevice>> { return std::make_unique<QBuffer>(); }, 10));
    QVERIFY(!closed.prepare());
    SendOnceDevice none(
        OutgoingBody::ofDevice([]() -> Result<std::unique_ptr<QIODevice>> { return std::unique_ptr<QIODevice>(); }, 10));
    QVERIFY(!none.prepare());
}

void TestSendOnce::aVanishedFileIsTold()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"payload"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(100'000, 'p'));
    file.close();
    SendOnceDevice device(OutgoingBody::ofDevice(
        [path]() -> Result<std::unique_ptr<QIODevice>> {
            auto opened = std::make_unique<QFile>(path);
            if (!opened->open(QIODevice::ReadOnly))
                return failure(ErrorKind::Io, opened->errorString(), path);
            return opened;
        },
        100'000));
    QVERIFY(device.prepare());
    char block[16384];
    QCOMPARE(device.read(block, sizeof block), qint64(sizeof block));
    QVERIFY(file.resize(20'000)); // cut while it is being sent
    QVERIFY(readOut(device, 16384).size() < 100'000 - qint64(sizeof block));
    QVERIFY(device.error());
}

void TestSendOnce::whatItsSourceSaysIsTold()
{
    SendOnceDevice device(
        OutgoingBody::ofDevice([]() -> Result<std::unique_ptr<QIODevice>> { return std::make_unique<AlteredDevice>(); }, 10));
    QVERIFY(readOut(device, 16384).isEmpty());
    QCOMPARE(device.error()->detail, u"its bytes were altered"_s);
}

void TestSendOnce::abandonedGivesNothing()
{
    SendOnceDevice device(OutgoingBody::ofBytes("abcdef"));
    char block[3];
    QCOMPARE(device.read(block, 3), 3);
    device.abandon();
    QCOMPARE(device.read(block, 3), -1);
}

void TestSendOnce::givingUpWhileOpening()
{
    SendOnceDevice *self = nullptr;
    OutgoingBody body;
    body.segments.push_back({"ab", {}, 2});
    body.segments.push_back({{},
                             [&self]() -> Result<std::unique_ptr<QIODevice>> {
                                 self->abandon();
                                 return std::make_unique<QBuffer>();
                             },
                             5});
    SendOnceDevice device(std::move(body));
    self = &device;
    QVERIFY(device.prepare());
    char block[10];
    QCOMPARE(device.read(block, sizeof block), -1);
}

void TestSendOnce::emptyDevicesAreChecked()
{
    SendOnceDevice grown(OutgoingBody::ofDevice(
        []() -> Result<std::unique_ptr<QIODevice>> {
            auto buffer = std::make_unique<QBuffer>();
            buffer->setData("not empty");
            buffer->open(QIODevice::ReadOnly);
            return buffer;
        },
        0));
    QVERIFY(!grown.prepare());
    SendOnceDevice empty(OutgoingBody::ofBytes({}));
    QVERIFY(empty.prepare());
    QVERIFY(empty.atEnd());
}

QTEST_GUILESS_MAIN(TestSendOnce)
#include "tst_net_sendonce.moc"
