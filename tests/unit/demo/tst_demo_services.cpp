// Scanner, extractor and thumbnailer as a client sees them.

#include "demoprocess.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

class TestDemoServices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void scans_data();
    void scans();
    void extractsText();
    void extractsImages();
    void saysLittleAboutBytes();
    void believesContentFirst_data();
    void believesContentFirst();
    void shrinksImages_data();
    void shrinksImages();
    void drawsTexts();
    void refusesThumbnails_data();
    void refusesThumbnails();
    void answersStrangePaths_data();
    void answersStrangePaths();

private:
    static QByteArray sample(const QString &name);
    static QByteArray png(int width, int height);
    DemoProcess m_demo;
};

static QByteArray eicar()
{
    return QByteArray("X5O!P%@AP[4\\PZX54(P^)7CC)7}$") + QByteArray("EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");
}

static QString sha256(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QByteArray TestDemoServices::sample(const QString &name)
{
    QFile file(qEnvironmentVariable("CAIRN_SOURCE") + u"/resources/examples/intake/inbox/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray TestDemoServices::png(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

void TestDemoServices::initTestCase()
{
    QVERIFY(m_demo.start());
}

void TestDemoServices::scans_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<bool>("clean");
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("text") << sample(u"harbour-notice.txt"_s) << true;
    QTest::newRow("signature alone") << eicar() << false;
    QTest::newRow("signature at the end") << QByteArray(100'000, 'x') + eicar() << false;
    QTest::newRow("signature in the middle of bytes") << QByteArray(70'001, '\0') + eicar() + QByteArray(70'000, '\xff') << false;
    QTest::newRow("all but the last character") << eicar().chopped(1) << true;
    QTest::newRow("large") << QByteArray(20'000'000, 'a') << true;
}

void TestDemoServices::scans()
{
    QFETCH(QByteArray, file);
    QFETCH(bool, clean);
    const Answer answer = m_demo.post(u"/scan/v1/scan"_s, file);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("content-type"), QByteArray("application/json"));
    const QJsonObject expected{{u"clean"_s, clean},
                               {u"signature"_s, clean ? QJsonValue() : QJsonValue(u"EICAR-Test-File"_s)},
                               {u"bytes"_s, file.size()},
                               {u"sha256"_s, sha256(file)}};
    QCOMPARE(answer.json(), expected);
}

void TestDemoServices::extractsText()
{
    const QByteArray text = "The harbour is open.\nThe quay and the caf\xc3\xa9 are not.\n"_ba;
    const QJsonObject found = m_demo.post(u"/extract/v1/extract"_s, text).json();
    QCOMPARE(found[u"media_type"_s].toString(), u"text/plain"_s);
    QCOMPARE(found[u"bytes"_s].toInt(), int(text.size()));
    QCOMPARE(found[u"lines"_s].toInt(), 2);
    QCOMPARE(found[u"words"_s].toInt(), 11);
    QCOMPARE(found[u"characters"_s].toInt(), int(text.size()) - 1);
    QCOMPARE(found[u"language_guess"_s].toString(), u"en"_s);
    QCOMPARE(found[u"sha256"_s].toString(), sha256(text));
    const QJsonObject first{{u"word"_s, u"the"_s}, {u"count"_s, 3}};
    QCOMPARE(found[u"most_frequent"_s].toArray().first().toObject(), first);
    QVERIFY(!found.contains(u"image"_s));

    const QJsonObject german = m_demo.post(u"/extract/v1/extract"_s, sample(u"greetings.txt"_s)).json();
    QCOMPARE(german[u"language_guess"_s].toString(), u"de"_s);
}

void TestDemoServices::extractsImages()
{
    const QJsonObject found = m_demo.post(u"/extract/v1/extract"_s, sample(u"cairn.png"_s)).json();
    QCOMPARE(found[u"media_type"_s].toString(), u"image/png"_s);
    QVERIFY(found[u"words"_s].isNull());
    const QJsonObject image = found[u"image"_s].toObject();
    QCOMPARE(image[u"format"_s].toString(), u"png"_s);
    QCOMPARE(image[u"width"_s].toInt(), 96);
    QCOMPARE(image[u"height"_s].toInt(), 64);
    QCOMPARE(image[u"depth"_s].toInt(), 32);
}

void TestDemoServices::saysLittleAboutBytes()
{
    const QJsonObject found = m_demo.post(u"/extract/v1/extract"_s, QByteArray("\x01\xff\x00\x02", 4)).json();
    QCOMPARE(found[u"media_type"_s].toString(), u"application/octet-stream"_s);
    QVERIFY(found[u"lines"_s].isNull() && found[u"characters"_s].isNull());
    QVERIFY(found[u"most_frequent"_s].toArray().isEmpty());
}

void TestDemoServices::believesContentFirst_data()
{
    QTest::addColumn<QByteArray>("declared");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("mediaType");
    QTest::newRow("text refined") << QByteArray("text/csv; charset=utf-8") << QByteArray("a,b\n") << u"text/csv"_s;
    QTest::newRow("text called an image") << QByteArray("image/png") << QByteArray("hello there\n") << u"text/plain"_s;
    QTest::newRow("image called text") << QByteArray("text/plain") << png(2, 2) << u"image/png"_s;
    QTest::newRow("bytes called text") << QByteArray("text/plain") << QByteArray("\x01\xff\x00", 3)
                                       << u"application/octet-stream"_s;
    QTest::newRow("nonsense") << QByteArray("no such/type") << QByteArray("hello there\n") << u"text/plain"_s;
}

void TestDemoServices::believesContentFirst()
{
    QFETCH(QByteArray, declared);
    QFETCH(QByteArray, file);
    const Answer answer = m_demo.post(u"/extract/v1/extract"_s, file, {{"Content-Type", declared}});
    QTEST(answer.json()[u"media_type"_s].toString(), "mediaType");
}

void TestDemoServices::shrinksImages_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QSize>("size");
    QTest::newRow("default size") << png(400, 200) << QString() << QSize(128, 64);
    QTest::newRow("portrait") << png(50, 1000) << u"?size=100"_s << QSize(5, 100);
    QTest::newRow("never enlarged") << png(20, 10) << u"?size=1024"_s << QSize(20, 10);
    QTest::newRow("a line stays visible") << png(3000, 1) << u"?size=16"_s << QSize(16, 1);
}

void TestDemoServices::shrinksImages()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, query);
    const Answer answer = m_demo.post(u"/thumbnail/v1/thumbnail"_s + query, file);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("content-type"), QByteArray("image/png"));
    const QImage image = QImage::fromData(answer.body, "PNG");
    QTEST(image.size(), "size");
    QCOMPARE(image.pixelColor(0, 0), QColor(Qt::red));
}

void TestDemoServices::drawsTexts()
{
    const QString path = u"/thumbnail/v1/thumbnail?size=160"_s;
    const auto ink = [&](const QByteArray &file) {
        const QImage page = QImage::fromData(m_demo.post(path, file).body, "PNG");
        int dark = page.size() == QSize(120, 160) ? 0 : -1'000'000;
        for (int y = 0; y < page.height(); ++y) {
            for (int x = 0; x < page.width(); ++x)
                dark += page.pixelColor(x, y).lightness() < 100;
        }
        return dark;
    };
    QCOMPARE(ink(QByteArray()), 0);
    const int few = ink("one line\n");
    QVERIFY(few > 10);
    QVERIFY(ink(sample(u"greetings.txt"_s)) > 4 * few);
    QVERIFY(ink(QByteArray("\x00\xff\x10\x80", 4)) > 10);                                                        // a hex dump
    QVERIFY(ink(QByteArray("<svg xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>")) > 10); // its source
}

void TestDemoServices::refusesThumbnails_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("status");
    QTest::newRow("too small") << u"?size=15"_s << png(2, 2) << 400;
    QTest::newRow("too large") << u"?size=1025"_s << png(2, 2) << 400;
    QTest::newRow("no number") << u"?size=big"_s << png(2, 2) << 400;
    QTest::newRow("cut image") << QString() << png(200, 200).left(60) << 422;
}

void TestDemoServices::refusesThumbnails()
{
    QFETCH(QString, query);
    QFETCH(QByteArray, file);
    const Answer answer = m_demo.post(u"/thumbnail/v1/thumbnail"_s + query, file);
    QTEST(answer.status, "status");
    QCOMPARE(answer.header("content-type"), QByteArray("application/problem+json"));
    QCOMPARE(answer.json()[u"status"_s].toInt(), answer.status);
}

void TestDemoServices::answersStrangePaths_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("allow");
    QTest::newRow("health") << QByteArray("GET") << u"/health"_s << 200 << QByteArray();
    QTest::newRow("root") << QByteArray("GET") << u"/"_s << 404 << QByteArray();
    QTest::newRow("service alone") << QByteArray("POST") << u"/scan"_s << 404 << QByteArray();
    QTest::newRow("another version") << QByteArray("POST") << u"/scan/v2/scan"_s << 404 << QByteArray();
    QTest::newRow("deeper") << QByteArray("POST") << u"/extract/v1/extract/x"_s << 404 << QByteArray();
    QTest::newRow("scan GET") << QByteArray("GET") << u"/scan/v1/scan"_s << 405 << QByteArray("POST");
    QTest::newRow("thumbnail PUT") << QByteArray("PUT") << u"/thumbnail/v1/thumbnail"_s << 405 << QByteArray("POST");
    QTest::newRow("documents PATCH") << QByteArray("PATCH") << u"/publish/v1/documents"_s << 405 << QByteArray("GET, POST");
    QTest::newRow("a method QHttpServer has no word for") << QByteArray("MKCOL") << u"/health"_s << 404 << QByteArray();
    QTest::newRow("health POST") << QByteArray("POST") << u"/health"_s << 405 << QByteArray("GET");
    QTest::newRow("faults POST") << QByteArray("POST") << u"/faults"_s << 405 << QByteArray("GET, DELETE");
    QTest::newRow("faults of nobody") << QByteArray("GET") << u"/faults/nobody"_s << 404 << QByteArray();
}

void TestDemoServices::answersStrangePaths()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    const Answer answer = m_demo.call(method, path);
    QTEST(answer.status, "status");
    QTEST(answer.header("allow"), "allow");
}

QTEST_MAIN(TestDemoServices)
#include "tst_demo_services.moc"
