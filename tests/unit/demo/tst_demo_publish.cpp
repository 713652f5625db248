// The one demo service with effects: what it stores, and that a key has one effect.

#include "demoprocess.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestDemoPublish : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void putsAndGets();
    void replaces();
    void keepsWithinItsFolder_data();
    void keepsWithinItsFolder();
    void publishesForms();
    void publishesJson();
    void refuses_data();
    void refuses();
    void replaysTheFirstAnswer();
    void replaysAFormWithAnotherBoundary();
    void refusesAKeyForAnotherRequest_data();
    void refusesAKeyForAnotherRequest();
    void failuresAreNotRemembered();
    void remembersAcrossRestarts();

private:
    QJsonObject effects() { return m_demo->get(u"/stats"_s).json()[u"effects"_s].toObject(); }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DemoProcess> m_demo;
};

static const QString Documents = u"/publish/v1/documents"_s;

static QByteArray form(const QByteArray &boundary, const QByteArray &document, const QByteArray &metadata)
{
    return "--" + boundary +
           "\r\nContent-Disposition: form-data; name=\"document\"; filename=\"gr\xc3\xbc\xc3\x9f e.txt\"\r\n"
           "Content-Type: text/plain\r\n\r\n" +
           document + "\r\n--" + boundary +
           "\r\nContent-Disposition: form-data; name=\"metadata\"\r\nContent-Type: application/json\r\n\r\n" + metadata +
           "\r\n--" + boundary + "--\r\n";
}

static Headers formHeaders(const QByteArray &boundary, const QByteArray &key = {})
{
    Headers headers{{"Content-Type", "multipart/form-data; boundary=" + boundary}};
    if (!key.isEmpty())
        headers.append({"Idempotency-Key", key});
    return headers;
}

static QString pathOf(const Answer &answer)
{
    return QUrl(QString::fromLatin1(answer.header("location"))).path(QUrl::FullyEncoded);
}

static QByteArray tagOf(const QByteArray &bytes)
{
    return '"' + QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex() + '"';
}

void TestDemoPublish::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_demo = std::make_unique<DemoProcess>();
    QVERIFY(m_demo->start({u"--store"_s, m_folder->filePath(u"store"_s)}));
}

void TestDemoPublish::cleanup()
{
    m_demo.reset();
    m_folder.reset();
}

void TestDemoPublish::putsAndGets()
{
    const QByteArray content("a\0b\xff", 4);
    const Answer put = m_demo->call("PUT", Documents + u"/report.bin"_s, content, {{"Content-Type", "application/x-report"}});
    QCOMPARE(put.status, 201);
    QCOMPARE(put.header("etag"), tagOf(content));
    QCOMPARE(put.json()[u"id"_s].toString(), u"report.bin"_s);
    const QString url = u"http://127.0.0.1:%1/publish/v1/documents/report.bin"_s.arg(m_demo->port());
    QCOMPARE(put.json()[u"url"_s].toString(), url);
    QCOMPARE(QString::fromLatin1(put.header("location")), url);

    const Answer got = m_demo->get(pathOf(put));
    QCOMPARE(got.status, 200);
    QCOMPARE(got.body, content);
    QCOMPARE(got.header("etag"), tagOf(content));
    QCOMPARE(got.header("content-type"), QByteArray("application/x-report"));
    QCOMPARE(m_demo->get(Documents + u"/other"_s).status, 404);
}

void TestDemoPublish::replaces()
{
    QCOMPARE(m_demo->call("PUT", Documents + u"/a"_s, "1").status, 201);
    QCOMPARE(m_demo->call("PUT", Documents + u"/a"_s, "2").status, 200);
    QCOMPARE(m_demo->get(Documents + u"/a"_s).body, QByteArray("2"));
    QCOMPARE(effects()[u"documents_created"_s].toInt(), 1);
    QCOMPARE(effects()[u"documents_replaced"_s].toInt(), 1);
}

void TestDemoPublish::keepsWithinItsFolder_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("up") << u"..%2F..%2F..%2Fescaped"_s;
    QTest::newRow("absolute") << u"%2Ftmp%2Fescaped"_s;
    QTest::newRow("dots") << u"%2E%2E"_s;
    QTest::newRow("null") << u"a%00b"_s;
    QTest::newRow("space and umlaut") << u"gr%C3%BC%C3%9F%20e.txt"_s;
    QTest::newRow("long") << QString(400, u'n');
}

void TestDemoPublish::keepsWithinItsFolder()
{
    QFETCH(QString, name);
    // Raw, because QUrl tidies dots away before they are sent.
    RawClient client(m_demo->port());
    QVERIFY(client.send(rawRequest("PUT", (Documents + u'/' + name).toLatin1(), "content")));
    const Answer put = client.readAnswer();
    if (put.status != 201) // dots may also be resolved before they reach the service; then there is no name
        QVERIFY2(put.status >= 400 && put.status < 500, qPrintable(QString::number(put.status)));
    else
        QCOMPARE(m_demo->get(pathOf(put)).body, QByteArray("content"));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{u"store"_s});
    QStringList strays = QDir(m_folder->filePath(u"store"_s)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    QCOMPARE(strays, QStringList({u"blobs"_s, u"documents"_s, u"keys"_s}));
    QVERIFY(!QFile::exists(u"/tmp/escaped"_s));
}

void TestDemoPublish::publishesForms()
{
    const Answer post = m_demo->post(Documents, form("B", "text", "{\"a\":1}"), formHeaders("B"));
    QCOMPARE(post.status, 201);
    QCOMPARE(post.header("etag"), tagOf("text"));
    QVERIFY(post.json()[u"id"_s].toString().startsWith(QString::fromUtf8("grüß-e")));
    const Answer document = m_demo->get(pathOf(post));
    QCOMPARE(document.body, QByteArray("text"));
    QCOMPARE(document.header("content-type"), QByteArray("text/plain"));
    const Answer metadata = m_demo->get(pathOf(post) + u"/metadata"_s);
    QCOMPARE(metadata.json()[u"a"_s].toInt(), 1);
    QCOMPARE(m_demo->get(pathOf(post) + u"/thumbnail"_s).status, 404);

    const Answer again =
        m_demo->post(Documents, form("B", "text", "{\"a\":1}"), formHeaders("B")); // without a key: another document
    QVERIFY(pathOf(again) != pathOf(post));
    QCOMPARE(m_demo->get(Documents).json()[u"count"_s].toInt(), 2);
}

void TestDemoPublish::publishesJson()
{
    const QByteArray body = R"({"name": "note.txt", "text": "hello"})";
    const Answer post = m_demo->post(Documents, body, {{"Content-Type", "application/json; charset=utf-8"}});
    QCOMPARE(post.status, 201);
    QVERIFY(post.json()[u"id"_s].toString().startsWith(u"note-"_s));
    QCOMPARE(m_demo->get(pathOf(post)).body, body);
}

void TestDemoPublish::refuses_data()
{
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const QByteArray type = "multipart/form-data; boundary=B";
    QTest::newRow("another type") << QByteArray("text/plain") << QByteArray("x") << 415;
    QTest::newRow("form cut short") << type << form("B", "text", "{}").chopped(6) << 400;
    QTest::newRow("form without a document") << type << form("B", "text", "{}").replace("\"document\"", "\"other\"") << 400;
    QTest::newRow("metadata is no JSON") << type << form("B", "text", "{a}") << 422;
    QTest::newRow("no JSON") << QByteArray("application/json") << QByteArray("{") << 400;
}

void TestDemoPublish::refuses()
{
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    const Answer answer = m_demo->post(Documents, body, {{"Content-Type", contentType}, {"Idempotency-Key", "k"}});
    QTEST(answer.status, "status");
    QCOMPARE(answer.header("content-type"), QByteArray("application/problem+json"));
    QCOMPARE(effects()[u"documents_created"_s].toInt(), 0);
}

void TestDemoPublish::replaysTheFirstAnswer()
{
    const Headers headers{{"Content-Type", "application/json"}, {"Idempotency-Key", "\"key-1\""}};
    const Answer first = m_demo->post(Documents, "{}", headers);
    QCOMPARE(first.status, 201);
    QVERIFY(first.header("idempotent-replayed").isEmpty());
    for (const QByteArray &key : {QByteArray("\"key-1\""), QByteArray("key-1")}) { // quoted and bare are one key
        const Answer again = m_demo->post(Documents, "{}", {{"Content-Type", "application/json"}, {"Idempotency-Key", key}});
        QCOMPARE(again.status, 201);
        QCOMPARE(again.body, first.body);
        QCOMPARE(again.header("location"), first.header("location"));
        QCOMPARE(again.header("etag"), first.header("etag"));
        QCOMPARE(again.header("idempotent-replayed"), QByteArray("true"));
    }
    const Headers putKey{{"Idempotency-Key", "put"}};
    QCOMPARE(m_demo->call("PUT", Documents + u"/p"_s, "1", putKey).status, 201);
    QCOMPARE(m_demo->call("PUT", Documents + u"/p"_s, "1", putKey).status, 201); // not 200: the first answer
    QCOMPARE(effects(),
             (QJsonObject{{u"documents_created"_s, 2}, {u"documents_replaced"_s, 0}, {u"replayed"_s, 3}, {u"key_refused"_s, 0}}));
}

void TestDemoPublish::replaysAFormWithAnotherBoundary()
{
    const Answer first = m_demo->post(Documents, form("one", "text", "{}"), formHeaders("one", "k"));
    const Answer again = m_demo->post(Documents, form("another", "text", "{}"), formHeaders("another", "k"));
    QCOMPARE(first.status, 201);
    QCOMPARE(again.header("idempotent-replayed"), QByteArray("true"));
    QCOMPARE(again.body, first.body);
}

void TestDemoPublish::refusesAKeyForAnotherRequest_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Headers>("headers");
    QTest::newRow("another document") << QByteArray("POST") << Documents << form("B", "other", "{}") << formHeaders("B", "k");
    QTest::newRow("another part") << QByteArray("POST") << Documents << form("B", "text", "{\"a\":1}") << formHeaders("B", "k");
    QTest::newRow("JSON") << QByteArray("POST") << Documents << QByteArray("{}")
                          << Headers{{"Content-Type", "application/json"}, {"Idempotency-Key", "k"}};
    QTest::newRow("PUT") << QByteArray("PUT") << Documents + u"/a"_s << QByteArray("text") << Headers{{"Idempotency-Key", "k"}};
}

void TestDemoPublish::refusesAKeyForAnotherRequest()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    QFETCH(Headers, headers);
    QCOMPARE(m_demo->post(Documents, form("B", "text", "{}"), formHeaders("B", "k")).status, 201);
    const Answer refused = m_demo->call(method, path, body, headers);
    QCOMPARE(refused.status, 422);
    QCOMPARE(refused.header("content-type"), QByteArray("application/problem+json"));
    QVERIFY(refused.json()[u"type"_s].toString().endsWith(u"idempotency-key-reused"_s));
    QCOMPARE(effects()[u"documents_created"_s].toInt(), 1);
    QCOMPARE(effects()[u"key_refused"_s].toInt(), 1);
}

void TestDemoPublish::failuresAreNotRemembered()
{
    const Headers headers{{"Content-Type", "application/json"}, {"Idempotency-Key", "k"}};
    QCOMPARE(m_demo->post(Documents, "{", headers).status, 400);
    QCOMPARE(m_demo->post(Documents, "{}", headers).status, 201);
    const Headers tooLong{{"Content-Type", "application/json"}, {"Idempotency-Key", QByteArray(256, 'k')}};
    QCOMPARE(m_demo->post(Documents, "{}", tooLong).status, 400);
}

void TestDemoPublish::remembersAcrossRestarts()
{
    const Answer first = m_demo->post(Documents, form("B", "text", "{}"), formHeaders("B", "k"));
    QCOMPARE(first.status, 201);
    m_demo->kill();
    m_demo = std::make_unique<DemoProcess>();
    QVERIFY(m_demo->start({u"--store"_s, m_folder->filePath(u"store"_s)}));
    const Answer again = m_demo->post(Documents, form("B", "text", "{}"), formHeaders("B", "k"));
    QCOMPARE(again.body, first.body);
    QCOMPARE(again.header("idempotent-replayed"), QByteArray("true"));
    QCOMPARE(m_demo->get(pathOf(first)).body, QByteArray("text"));
    QCOMPARE(effects()[u"documents_created"_s].toInt(), 0);

    // Killed between the document and the memory of the key: the repetition makes the same document, not a second one.
    const QDir keys(m_folder->filePath(u"store/keys"_s));
    for (const QString &name : keys.entryList(QDir::Files))
        QVERIFY(QFile::remove(keys.filePath(name)));
    const Answer repeated = m_demo->post(Documents, form("B", "text", "{}"), formHeaders("B", "k"));
    QCOMPARE(repeated.status, 201);
    QCOMPARE(repeated.json()[u"id"_s], first.json()[u"id"_s]);
    QCOMPARE(m_demo->get(Documents).json()[u"count"_s].toInt(), 1);
}

QTEST_GUILESS_MAIN(TestDemoPublish)
#include "tst_demo_publish.moc"
