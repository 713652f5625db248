#include "net/sendoncedevice.h"

#include <QBuffer>
#include <QtTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

QByteArray encoded(std::vector<FormPart> parts, const QByteArray &seed, QByteArray *type = nullptr)
{
    auto [body, contentType] = multipartBody(std::move(parts), seed);
    if (type)
        *type = contentType;
    const qint64 announced = body.size();
    SendOnceDevice device(std::move(body));
    const QByteArray all = device.readAll();
    return all.size() == announced && !device.error() ? all : QByteArray("size differs");
}

OutgoingBody::Segment bytes(const QByteArray &content)
{
    return {content, {}, content.size()};
}

} // namespace

class TestMultipart : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void encodesPerRfc7578();
    void escapesNames_data();
    void escapesNames();
    void contentTypeCannotStartALine();
    void boundaryComesFromTheSeedAlone();
    void noParts();
    void devicesAreStreamed();
};

void TestMultipart::encodesPerRfc7578()
{
    QByteArray type;
    const QByteArray all =
        encoded({{u"lang"_s, {}, {}, bytes("en")}, {u"document"_s, u"a.pdf"_s, "application/pdf", bytes("%PDF")}}, "seed", &type);
    const QByteArray boundary = "cairn-" + Digest::of("seed").toHex().toLatin1();
    QCOMPARE(type, "multipart/form-data; boundary=" + boundary);
    QCOMPARE(all, "--" + boundary + "\r\nContent-Disposition: form-data; name=\"lang\"\r\n\r\nen\r\n--" + boundary +
                      "\r\nContent-Disposition: form-data; name=\"document\"; filename=\"a.pdf\"\r\nContent-Type: "
                      "application/pdf\r\n\r\n%PDF\r\n--" +
                      boundary + "--\r\n");
}

void TestMultipart::escapesNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("quote") << u"a\"b"_s << QByteArray("\"a%22b\"");
    QTest::newRow("CRLF") << u"a\r\nX-Evil: 1"_s << QByteArray("\"a%0D%0AX-Evil: 1\"");
    QTest::newRow("LF") << u"a\nb"_s << QByteArray("\"a%0Ab\"");
    QTest::newRow("backslash stays") << u"C:\\x"_s << QByteArray("\"C:\\x\"");
    QTest::newRow("percent stays") << u"100%22"_s << QByteArray("\"100%22\"");
    QTest::newRow("UTF-8") << u"Größe – 値"_s
                           << QByteArray("\"Gr\xc3\xb6\xc3\x9f"
                                         "e \xe2\x80\x93 \xe5\x80\xa4\"");
}

void TestMultipart::escapesNames()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, written);
    const QByteArray all = encoded({{name, name, {}, bytes("v")}}, "s");
    QVERIFY(all.contains("\r\nContent-Disposition: form-data; name=" + written + "; filename=" + written + "\r\n\r\nv"));
}

void TestMultipart::contentTypeCannotStartALine()
{
    const QByteArray all = encoded({{u"n"_s, {}, "text/plain\r\nX-Evil: 1", bytes("v")}}, "s");
    QVERIFY(all.contains("\r\nContent-Type: text/plainX-Evil: 1\r\n\r\n"));
}

void TestMultipart::boundaryComesFromTheSeedAlone()
{
    QByteArray one, again, other;
    encoded({{u"a"_s, {}, {}, bytes("1")}}, "seed", &one);
    encoded({{u"b"_s, {}, {}, bytes("2")}}, "seed", &again);
    encoded({{u"a"_s, {}, {}, bytes("1")}}, "seed2", &other);
    QCOMPARE(one, again);
    QVERIFY(one != other);
    QVERIFY(one.mid(one.indexOf('=') + 1).size() <= 70); // RFC 2046 section 5.1.1
}

void TestMultipart::noParts()
{
    QCOMPARE(encoded({}, "s"), "--cairn-" + Digest::of("s").toHex().toLatin1() + "--\r\n");
}

void TestMultipart::devicesAreStreamed()
{
    int opened = 0;
    OutgoingBody::Segment file{{},
                               [&opened]() -> Result<std::unique_ptr<QIODevice>> {
                                   ++opened;
                                   auto buffer = std::make_unique<QBuffer>();
                                   buffer->setData(QByteArray(100'000, 'f'));
                                   buffer->open(QIODevice::ReadOnly);
                                   return buffer;
                               },
                               100'000};
    auto [body, type] =
        multipartBody({{u"x"_s, {}, {}, bytes("1")}, {u"f"_s, u"f"_s, {}, file}, {u"y"_s, {}, {}, bytes("2")}}, "s");
    QVERIFY(body.present);
    QCOMPARE(opened, 0);
    QCOMPARE(body.segments.size(), size_t(3)); // text around the file is merged
    const qint64 announced = body.size();
    SendOnceDevice device(std::move(body));
    QCOMPARE(device.readAll().size(), announced);
    QVERIFY(!device.error());
    QCOMPARE(opened, 1);
}

QTEST_GUILESS_MAIN(TestMultipart)
#include "tst_net_multipart.moc"
