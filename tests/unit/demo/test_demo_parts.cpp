// The pieces of the demo services that need no program around them.

#include "documentstore.h"
#include "messagehead.h"
#include "multipart.h"
#include "textstatistics.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace cairn::demo;

class TestDemoParts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsText_data();
    void countsText();
    void tellsTextFromBytes_data();
    void tellsTextFromBytes();
    void splitsForms_data();
    void splitsForms();
    void keepsFileNamesOfForms();
    void makesSafeIds_data();
    void makesSafeIds();
    void readsHeads_data();
    void readsHeads();
    void storeSurvivesReopening();
};

void TestDemoParts::countsText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("lines");
    QTest::addColumn<int>("words");
    QTest::addColumn<int>("characters");
    QTest::addColumn<QString>("firstWord");

    QTest::newRow("empty") << QString() << 0 << 0 << 0 << QString();
    QTest::newRow("no line break at the end") << QStringLiteral("a b\nc") << 2 << 3 << 5 << QStringLiteral("a");
    QTest::newRow("line break at the end") << QStringLiteral("b a\n") << 1 << 2 << 4 << QStringLiteral("a");
    QTest::newRow("inner apostrophe and hyphen")
        << QStringLiteral("don't re-do - 'it'") << 1 << 3 << 18 << QStringLiteral("don't");
    QTest::newRow("case is one") << QStringLiteral("Über über X") << 1 << 3 << 11 << QStringLiteral("über");
    QTest::newRow("emoji is a character, no word") << QString::fromUtf8("hey🌊 🌊") << 1 << 1 << 6 << QStringLiteral("hey");
    QTest::newRow("letters beyond 16 bits") << QString::fromUtf8("𐐀𐐁 x") << 1 << 2 << 4 << QStringLiteral("x");
    QTest::newRow("combining mark") << QString::fromUtf8("e\u0301te\u0301") << 1 << 1 << 5
                                    << QString::fromUtf8("e\u0301te\u0301");
}

void TestDemoParts::countsText()
{
    QFETCH(QString, text);
    const TextStatistics found = countText(text);
    QTEST(int(found.lines), "lines");
    QTEST(int(found.words), "words");
    QTEST(int(found.characters), "characters");
    QTEST(found.mostFrequent.value(0).first, "firstWord");
}

void TestDemoParts::tellsTextFromBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isText");
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("UTF-8") << QByteArray("gr\xc3\xbc\xc3\x9f") << true;
    QTest::newRow("Latin-1") << QByteArray("gr\xfc\xdf") << false;
    QTest::newRow("cut sequence") << QByteArray("gr\xc3") << false;
    QTest::newRow("null") << QByteArray("a\0b", 3) << false;
}

void TestDemoParts::tellsTextFromBytes()
{
    QFETCH(QByteArray, bytes);
    QTEST(decodeText(bytes).has_value(), "isText");
}

void TestDemoParts::splitsForms_data()
{
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("parts"); ///< name=content; empty: refused

    const QByteArray type = "multipart/form-data; boundary=B";
    const QByteArray a = "Content-Disposition: form-data; name=\"a\"\r\n\r\n";
    QTest::newRow("one") << type << "--B\r\n" + a + "1\r\n--B--\r\n" << QStringList{QStringLiteral("a=1")};
    QTest::newRow("quoted boundary, preamble, epilogue")
        << QByteArray("Multipart/Form-Data; charset=utf-8; boundary=\"B\"") << "before\r\n--B\r\n" + a + "1\r\n--B--\r\nafter"
        << QStringList{QStringLiteral("a=1")};
    QTest::newRow("two") << type << "--B\r\n" + a + "1\r\n--B\r\nContent-Disposition: form-data; name=b\r\n\r\n\r\n--B--"
                         << QStringList{QStringLiteral("a=1"), QStringLiteral("b=")};
    QTest::newRow("line breaks and something like the boundary inside")
        << type << "--B\r\n" + a + "\r\n\r\nx --B\r\n-B\r\n\r\n--B--" << QStringList{QStringLiteral("a=\r\n\r\nx --B\r\n-B\r\n")};
    QTest::newRow("cut short") << type << "--B\r\n" + a + "1\r\n--B\r\n" << QStringList();
    QTest::newRow("no end") << type << "--B\r\n" + a + "1" << QStringList();
    QTest::newRow("no name") << type << QByteArray("--B\r\nContent-Disposition: form-data\r\n\r\n1\r\n--B--") << QStringList();
    QTest::newRow("no empty line") << type << QByteArray("--B\r\nContent-Disposition: form-data; name=a\r\n--B--")
                                   << QStringList();
    QTest::newRow("no boundary") << QByteArray("multipart/form-data") << "--B\r\n" + a + "1\r\n--B--" << QStringList();
    QTest::newRow("another type") << QByteArray("text/plain; boundary=B") << "--B\r\n" + a + "1\r\n--B--" << QStringList();
    QTest::newRow("empty") << type << QByteArray() << QStringList();
}

void TestDemoParts::splitsForms()
{
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    QStringList found;
    for (const FormPart &part : parseMultipart(contentType, body).value_or(QList<FormPart>()))
        found.append(part.name + u'=' + QString::fromUtf8(part.content));
    QTEST(found, "parts");
}

void TestDemoParts::keepsFileNamesOfForms()
{
    const auto nameOf = [](const QByteArray &disposition) {
        const auto parts = parseMultipart("multipart/form-data; boundary=B",
                                          "--B\r\nContent-Type: a/b\r\nContent-Disposition: form-data; name=\"x\"; " +
                                              disposition + "\r\n\r\n1\r\n--B--\r\n");
        return parts && parts->first().contentType == "a/b" ? parts->first().fileName : QStringLiteral("refused");
    };
    QCOMPARE(nameOf("filename=\"a b;c=.txt\""), QStringLiteral("a b;c=.txt"));
    QCOMPARE(nameOf("filename=\"gr\xc3\xbc\xc3\x9f.txt\""), QString::fromUtf8("grüß.txt"));
    QCOMPARE(nameOf("filename=\"a%22b\\\"c\""), QStringLiteral("a\"b\"c"));
    QCOMPARE(nameOf("filename=plain.txt"), QStringLiteral("plain.txt"));
    QCOMPARE(nameOf("filename=\"x\"; filename*=UTF-8''gr%C3%BC.txt"), QString::fromUtf8("grü.txt"));
}

void TestDemoParts::makesSafeIds_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("plain") << QStringLiteral("report-2_final.pdf") << true;
    QTest::newRow("letters of any script") << QString::fromUtf8("grüße-灯台.txt") << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("parent") << QStringLiteral("..") << false;
    QTest::newRow("path up") << QStringLiteral("../../etc/passwd") << false;
    QTest::newRow("backslashes") << QStringLiteral("..\\..\\x") << false;
    QTest::newRow("hidden") << QStringLiteral(".ssh") << false;
    QTest::newRow("null") << QStringLiteral("a\0b") << false;
    QTest::newRow("space") << QStringLiteral("a b") << false;
    QTest::newRow("long") << QString(300, u'x') << false;
    QTest::newRow("pair of surrogates") << QString::fromUtf8("🌊") << false;
}

void TestDemoParts::makesSafeIds()
{
    QFETCH(QString, name);
    const QString id = DocumentStore::idFor(name);
    QTEST(id == name, "isKept");
    QVERIFY(!id.isEmpty() && id.size() <= 80 && !id.startsWith(u'.') && !id.contains(u'/') && !id.contains(u'\\'));
    QCOMPARE(DocumentStore::idFor(id), id);
    QVERIFY(DocumentStore::idFor(name + u'!') != DocumentStore::idFor(name + u'?'));
}

void TestDemoParts::readsHeads_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QString>("found");
    QTest::newRow("length") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 12") << QStringLiteral("12");
    QTest::newRow("none") << QByteArray("GET / HTTP/1.1\r\nHost: x") << QStringLiteral("0");
    QTest::newRow("chunked") << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: Chunked") << QStringLiteral("chunked");
    QTest::newRow("close") << QByteArray("GET / HTTP/1.1\r\nConnection: Close") << QStringLiteral("0 close");
    QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0") << QStringLiteral("0 close");
    QTest::newRow("1.0 kept alive") << QByteArray("GET / HTTP/1.0\r\nConnection: keep-alive") << QStringLiteral("0");
    QTest::newRow("two lengths") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2")
                                 << QStringLiteral("malformed");
    QTest::newRow("length and chunked") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked")
                                        << QStringLiteral("malformed");
    QTest::newRow("negative") << QByteArray("POST / HTTP/1.1\r\nContent-Length: -1") << QStringLiteral("malformed");
    QTest::newRow("beyond 64 bits") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999")
                                    << QStringLiteral("malformed");
    QTest::newRow("gzip coding") << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: gzip") << QStringLiteral("malformed");
}

void TestDemoParts::readsHeads()
{
    QFETCH(QByteArray, head);
    const MessageHead read = MessageHead::parse(head);
    QString text = read.isMalformed ? QStringLiteral("malformed")
                   : read.isChunked ? QStringLiteral("chunked")
                                    : QString::number(read.contentLength);
    if (read.wantsClose)
        text += QStringLiteral(" close");
    QTEST(text, "found");
    QVERIFY(read.forwarded.endsWith("\r\n\r\n") && !read.forwarded.toLower().contains("connection:"));
}

void TestDemoParts::storeSurvivesReopening()
{
    QTemporaryDir folder;
    const QByteArray key = "../key";
    {
        auto store = DocumentStore::open(folder.path());
        QVERIFY(store);
        auto part = store->keep(QStringLiteral("document"), "text");
        QVERIFY(part);
        QVERIFY(store->save({QStringLiteral("id"), {*part}}));
        QVERIFY(store->remember(key, {QStringLiteral("digest"), {201, "a/b", "grü", {{"ETag", "\"x\""}}}}));
    }
    auto store = DocumentStore::open(folder.path());
    QVERIFY(store);
    const auto document = store->document(QStringLiteral("id"));
    QVERIFY(document);
    QCOMPARE(store->bytes(document->parts.first()).value_or(QByteArray()), QByteArray("text"));
    QCOMPARE(store->ids(), QStringList{QStringLiteral("id")});
    const auto answer = store->remembered(key);
    QVERIFY(answer);
    QCOMPARE(answer->request, QStringLiteral("digest"));
    QCOMPARE(answer->reply.status, 201);
    QCOMPARE(answer->reply.body, QByteArray("grü"));
    QCOMPARE(answer->reply.headers.first().second, QByteArray("\"x\""));
    QVERIFY(!store->remembered("other"));
    QVERIFY(!DocumentStore::open(QStringLiteral("/proc/nowhere")));
}

QTEST_GUILESS_MAIN(TestDemoParts)
#include "test_demo_parts.moc"
