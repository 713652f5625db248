// The pieces of the demo services that need no program around them.

#include "documentstore.h"
#include "messagehead.h"
#include "multipart.h"
#include "textstatistics.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
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
    QTest::newRow("no line break at the end") << u"a b\nc"_s << 2 << 3 << 5 << u"a"_s;
    QTest::newRow("line break at the end") << u"b a\n"_s << 1 << 2 << 4 << u"a"_s;
    QTest::newRow("inner apostrophe and hyphen") << u"don't re-do - 'it'"_s << 1 << 3 << 18 << u"don't"_s;
    QTest::newRow("case is one") << u"Über über X"_s << 1 << 3 << 11 << u"über"_s;
    QTest::newRow("emoji is a character, no word") << QString::fromUtf8("hey🌊 🌊") << 1 << 1 << 6 << u"hey"_s;
    QTest::newRow("letters beyond 16 bits") << QString::fromUtf8("𐐀𐐁 x") << 1 << 2 << 4 << u"x"_s;
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
    QTest::newRow("one") << type << "--B\r\n" + a + "1\r\n--B--\r\n" << QStringList{u"a=1"_s};
    QTest::newRow("quoted boundary, preamble, epilogue")
        << QByteArray("Multipart/Form-Data; charset=utf-8; boundary=\"B\"") << "before\r\n--B\r\n" + a + "1\r\n--B--\r\nafter"
        << QStringList{u"a=1"_s};
    QTest::newRow("two") << type << "--B\r\n" + a + "1\r\n--B\r\nContent-Disposition: form-data; name=b\r\n\r\n\r\n--B--"
                         << QStringList{u"a=1"_s, u"b="_s};
    QTest::newRow("line breaks and something like the boundary inside")
        << type << "--B\r\n" + a + "\r\n\r\nx --B\r\n-B\r\n\r\n--B--" << QStringList{u"a=\r\n\r\nx --B\r\n-B\r\n"_s};
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
        return parts && parts->first().contentType == "a/b" ? parts->first().fileName : u"refused"_s;
    };
    QCOMPARE(nameOf("filename=\"a b;c=.txt\""), u"a b;c=.txt"_s);
    QCOMPARE(nameOf("filename=\"gr\xc3\xbc\xc3\x9f.txt\""), QString::fromUtf8("grüß.txt"));
    QCOMPARE(nameOf("filename=\"a%22b\\\"c\""), u"a\"b\"c"_s);
    QCOMPARE(nameOf("filename=plain.txt"), u"plain.txt"_s);
    QCOMPARE(nameOf("filename=\"x\"; filename*=UTF-8''gr%C3%BC.txt"), QString::fromUtf8("grü.txt"));
}

void TestDemoParts::makesSafeIds_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("plain") << u"report-2_final.pdf"_s << true;
    QTest::newRow("letters of any script") << QString::fromUtf8("grüße-灯台.txt") << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("parent") << u".."_s << false;
    QTest::newRow("path up") << u"../../etc/passwd"_s << false;
    QTest::newRow("backslashes") << u"..\\..\\x"_s << false;
    QTest::newRow("hidden") << u".ssh"_s << false;
    QTest::newRow("null") << u"a\0b"_s << false;
    QTest::newRow("space") << u"a b"_s << false;
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
    QTest::newRow("length") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 12") << u"12"_s;
    QTest::newRow("none") << QByteArray("GET / HTTP/1.1\r\nHost: x") << u"0"_s;
    QTest::newRow("chunked") << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: Chunked") << u"chunked"_s;
    QTest::newRow("close") << QByteArray("GET / HTTP/1.1\r\nConnection: Close") << u"0 close"_s;
    QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0") << u"0 close"_s;
    QTest::newRow("1.0 kept alive") << QByteArray("GET / HTTP/1.0\r\nConnection: keep-alive") << u"0"_s;
    QTest::newRow("two lengths") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2") << u"malformed"_s;
    QTest::newRow("length and chunked") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked")
                                        << u"malformed"_s;
    QTest::newRow("negative") << QByteArray("POST / HTTP/1.1\r\nContent-Length: -1") << u"malformed"_s;
    QTest::newRow("beyond 64 bits") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999") << u"malformed"_s;
    QTest::newRow("gzip coding") << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: gzip") << u"malformed"_s;
}

void TestDemoParts::readsHeads()
{
    QFETCH(QByteArray, head);
    const MessageHead read = MessageHead::parse(head);
    QString text = read.isMalformed ? u"malformed"_s : read.isChunked ? u"chunked"_s : QString::number(read.contentLength);
    if (read.wantsClose)
        text += u" close"_s;
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
        auto part = store->keep(u"document"_s, "text");
        QVERIFY(part);
        QVERIFY(store->save({u"id"_s, {*part}}));
        QVERIFY(store->remember(key, {u"digest"_s, {201, "a/b", "grü", {{"ETag", "\"x\""}}}}));
    }
    auto store = DocumentStore::open(folder.path());
    QVERIFY(store);
    const auto document = store->document(u"id"_s);
    QVERIFY(document);
    QCOMPARE(store->bytes(document->parts.first()).value_or(QByteArray()), QByteArray("text"));
    QCOMPARE(store->ids(), QStringList{u"id"_s});
    const auto answer = store->remembered(key);
    QVERIFY(answer);
    QCOMPARE(answer->request, u"digest"_s);
    QCOMPARE(answer->reply.status, 201);
    QCOMPARE(answer->reply.body, QByteArray("grü"));
    QCOMPARE(answer->reply.headers.first().second, QByteArray("\"x\""));
    QVERIFY(!store->remembered("other"));
    QVERIFY(!DocumentStore::open(u"/proc/nowhere"_s));
}

QTEST_GUILESS_MAIN(TestDemoParts)
#include "tst_demo_parts.moc"
