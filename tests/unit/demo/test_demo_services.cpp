// Scanner, extractor and thumbnailer as a client sees them.

#include "demoprocess.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QTest>

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
    QFile file(qEnvironmentVariable("CAIRN_SOURCE") + QStringLiteral("/resources/examples/intake/inbox/") + name);
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
    QTest::newRow("text") << sample(QStringLiteral("harbour-notice.txt")) << true;
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
    const Answer answer = m_demo.post(QStringLiteral("/scan/v1/scan"), file);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("content-type"), QByteArray("application/json"));
    const QJsonObject expected{
        {QStringLiteral("clean"), clean},
        {QStringLiteral("signature"), clean ? QJsonValue() : QJsonValue(QStringLiteral("EICAR-Test-File"))},
        {QStringLiteral("bytes"), file.size()},
        {QStringLiteral("sha256"), sha256(file)}};
    QCOMPARE(answer.json(), expected);
}

void TestDemoServices::extractsText()
{
    const QByteArray text = QByteArrayLiteral("The harbour is open.\nThe quay and the caf\xc3\xa9 are not.\n");
    const QJsonObject found = m_demo.post(QStringLiteral("/extract/v1/extract"), text).json();
    QCOMPARE(found[QStringLiteral("media_type")].toString(), QStringLiteral("text/plain"));
    QCOMPARE(found[QStringLiteral("bytes")].toInt(), int(text.size()));
    QCOMPARE(found[QStringLiteral("lines")].toInt(), 2);
    QCOMPARE(found[QStringLiteral("words")].toInt(), 11);
    QCOMPARE(found[QStringLiteral("characters")].toInt(), int(text.size()) - 1);
    QCOMPARE(found[QStringLiteral("language_guess")].toString(), QStringLiteral("en"));
    QCOMPARE(found[QStringLiteral("sha256")].toString(), sha256(text));
    const QJsonObject first{{QStringLiteral("word"), QStringLiteral("the")}, {QStringLiteral("count"), 3}};
    QCOMPARE(found[QStringLiteral("most_frequent")].toArray().first().toObject(), first);
    QVERIFY(!found.contains(QStringLiteral("image")));

    const QJsonObject german = m_demo.post(QStringLiteral("/extract/v1/extract"), sample(QStringLiteral("greetings.txt"))).json();
    QCOMPARE(german[QStringLiteral("language_guess")].toString(), QStringLiteral("de"));
}

void TestDemoServices::extractsImages()
{
    const QJsonObject found = m_demo.post(QStringLiteral("/extract/v1/extract"), sample(QStringLiteral("cairn.png"))).json();
    QCOMPARE(found[QStringLiteral("media_type")].toString(), QStringLiteral("image/png"));
    QVERIFY(found[QStringLiteral("words")].isNull());
    const QJsonObject image = found[QStringLiteral("image")].toObject();
    QCOMPARE(image[QStringLiteral("format")].toString(), QStringLiteral("png"));
    QCOMPARE(image[QStringLiteral("width")].toInt(), 96);
    QCOMPARE(image[QStringLiteral("height")].toInt(), 64);
    QCOMPARE(image[QStringLiteral("depth")].toInt(), 32);
}

void TestDemoServices::saysLittleAboutBytes()
{
    const QJsonObject found = m_demo.post(QStringLiteral("/extract/v1/extract"), QByteArray("\x01\xff\x00\x02", 4)).json();
    QCOMPARE(found[QStringLiteral("media_type")].toString(), QStringLiteral("application/octet-stream"));
    QVERIFY(found[QStringLiteral("lines")].isNull() && found[QStringLiteral("characters")].isNull());
    QVERIFY(found[QStringLiteral("most_frequent")].toArray().isEmpty());
}

void TestDemoServices::believesContentFirst_data()
{
    QTest::addColumn<QByteArray>("declared");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("mediaType");
    QTest::newRow("text refined") << QByteArray("text/csv; charset=utf-8") << QByteArray("a,b\n") << QStringLiteral("text/csv");
    QTest::newRow("text called an image") << QByteArray("image/png") << QByteArray("hello there\n")
                                          << QStringLiteral("text/plain");
    QTest::newRow("image called text") << QByteArray("text/plain") << png(2, 2) << QStringLiteral("image/png");
    QTest::newRow("bytes called text") << QByteArray("text/plain") << QByteArray("\x01\xff\x00", 3)
                                       << QStringLiteral("application/octet-stream");
    QTest::newRow("nonsense") << QByteArray("no such/type") << QByteArray("hello there\n") << QStringLiteral("text/plain");
}

void TestDemoServices::believesContentFirst()
{
    QFETCH(QByteArray, declared);
    QFETCH(QByteArray, file);
    const Answer answer = m_demo.post(QStringLiteral("/extract/v1/extract"), file, {{"Content-Type", declared}});
    QTEST(answer.json()[QStringLiteral("media_type")].toString(), "mediaType");
}

void TestDemoServices::shrinksImages_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QSize>("size");
    QTest::newRow("default size") << png(400, 200) << QString() << QSize(128, 64);
    QTest::newRow("portrait") << png(50, 1000) << QStringLiteral("?size=100") << QSize(5, 100);
    QTest::newRow("never enlarged") << png(20, 10) << QStringLiteral("?size=1024") << QSize(20, 10);
    QTest::newRow("a line stays visible") << png(3000, 1) << QStringLiteral("?size=16") << QSize(16, 1);
}

void TestDemoServices::shrinksImages()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, query);
    const Answer answer = m_demo.post(QStringLiteral("/thumbnail/v1/thumbnail") + query, file);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("content-type"), QByteArray("image/png"));
    const QImage image = QImage::fromData(answer.body, "PNG");
    QTEST(image.size(), "size");
    QCOMPARE(image.pixelColor(0, 0), QColor(Qt::red));
}

void TestDemoServices::drawsTexts()
{
    const QString path = QStringLiteral("/thumbnail/v1/thumbnail?size=160");
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
    QVERIFY(ink(sample(QStringLiteral("greetings.txt"))) > 4 * few);
    QVERIFY(ink(QByteArray("\x00\xff\x10\x80", 4)) > 10);                                                        // a hex dump
    QVERIFY(ink(QByteArray("<svg xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>")) > 10); // its source
}

void TestDemoServices::refusesThumbnails_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("status");
    QTest::newRow("too small") << QStringLiteral("?size=15") << png(2, 2) << 400;
    QTest::newRow("too large") << QStringLiteral("?size=1025") << png(2, 2) << 400;
    QTest::newRow("no number") << QStringLiteral("?size=big") << png(2, 2) << 400;
    QTest::newRow("cut image") << QString() << png(200, 200).left(60) << 422;
}

void TestDemoServices::refusesThumbnails()
{
    QFETCH(QString, query);
    QFETCH(QByteArray, file);
    const Answer answer = m_demo.post(QStringLiteral("/thumbnail/v1/thumbnail") + query, file);
    QTEST(answer.status, "status");
    QCOMPARE(answer.header("content-type"), QByteArray("application/problem+json"));
    QCOMPARE(answer.json()[QStringLiteral("status")].toInt(), answer.status);
}

void TestDemoServices::answersStrangePaths_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("allow");
    QTest::newRow("health") << QByteArray("GET") << QStringLiteral("/health") << 200 << QByteArray();
    QTest::newRow("root") << QByteArray("GET") << QStringLiteral("/") << 404 << QByteArray();
    QTest::newRow("service alone") << QByteArray("POST") << QStringLiteral("/scan") << 404 << QByteArray();
    QTest::newRow("another version") << QByteArray("POST") << QStringLiteral("/scan/v2/scan") << 404 << QByteArray();
    QTest::newRow("deeper") << QByteArray("POST") << QStringLiteral("/extract/v1/extract/x") << 404 << QByteArray();
    QTest::newRow("scan GET") << QByteArray("GET") << QStringLiteral("/scan/v1/scan") << 405 << QByteArray("POST");
    QTest::newRow("thumbnail PUT") << QByteArray("PUT") << QStringLiteral("/thumbnail/v1/thumbnail") << 405 << QByteArray("POST");
    QTest::newRow("documents PATCH") << QByteArray("PATCH") << QStringLiteral("/publish/v1/documents") << 405
                                     << QByteArray("GET, POST");
    QTest::newRow("a method QHttpServer has no word for")
        << QByteArray("MKCOL") << QStringLiteral("/health") << 404 << QByteArray();
    QTest::newRow("health POST") << QByteArray("POST") << QStringLiteral("/health") << 405 << QByteArray("GET");
    QTest::newRow("faults POST") << QByteArray("POST") << QStringLiteral("/faults") << 405 << QByteArray("GET, DELETE");
    QTest::newRow("faults of nobody") << QByteArray("GET") << QStringLiteral("/faults/nobody") << 404 << QByteArray();
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
#include "test_demo_services.moc"
