#include "ui/payload/hexlayout.h"
#include "ui/payload/payloadnature.h"
#include "ui/payload/temporarycopies.h"
#include "ui/payload/textpage.h"

#include <QFileInfo>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(cairn::PayloadNature)

namespace {

QByteArray utf16(const QString &text, bool little)
{
    QByteArray bytes;
    for (const QChar c : text) {
        const char low = char(c.unicode() & 0xff), high = char(c.unicode() >> 8);
        bytes.append(little ? low : high).append(little ? high : low);
    }
    return bytes;
}

using Kind = PayloadKind;
using Enc = TextEncoding;

void row(const char *tag, const QByteArray &bytes, PayloadNature nature, const char *type = "", const char *name = "",
         bool whole = true)
{
    QTest::newRow(tag) << bytes << whole << QString::fromLatin1(type) << QString::fromLatin1(name) << nature;
}

void addDocuments()
{
    row("nothing", {}, {});
    row("object", R"({"a": 1})", {Kind::Json});
    row("array", " \n[1, 2]", {Kind::Json});
    row("empty object", "{}", {Kind::Json});
    row("scalar without a hint", "42", {Kind::Text});
    row("scalar said to be JSON", "42", {Kind::Json}, "application/json; charset=utf-8");
    row("problem", R"({"title":"x"})", {Kind::Json}, "application/problem+json");
    row("by its name", "null", {Kind::Json}, "", "A.JSON");
    row("an error page said to be JSON", "<html>", {Kind::Text}, "application/json");
    row("set of words in braces", "{hello}", {Kind::Text});
    row("a section of an INI file", "[settings]\na=1", {Kind::Text});
}

void addEncodings()
{
    row("UTF-8",
        "Gr\xc3\xbc\xc3\x9f"
        "e",
        {Kind::Text});
    row("UTF-8 with a mark", "\xef\xbb\xbfHello", {Kind::Text, Enc::Utf8, 3});
    row("JSON with a mark", "\xef\xbb\xbf{\"a\":1}", {Kind::Json, Enc::Utf8, 3});
    row("UTF-8 cut off", "Gr\xc3", {Kind::Text}, "", "", false);
    row("UTF-8 that ends within a character", "Hello \xc3", {Kind::Text, Enc::Latin1});
    row("Latin-1",
        "Stra\xdf"
        "e in M\xfcnchen",
        {Kind::Text, Enc::Latin1});
    row("Latin-1 by its type", "\xe4\xf6\xfc", {Kind::Text, Enc::Latin1}, "text/plain; charset=iso-8859-1");
    row("only high bytes", "\xe4\xf6\xfc", {Kind::Binary, Enc::Latin1});
    row("UTF-16 LE", utf16(u"Hello, world"_s, true), {Kind::Text, Enc::Utf16LittleEndian});
    row("UTF-16 BE", utf16(u"Hello, world"_s, false), {Kind::Text, Enc::Utf16BigEndian});
    row("UTF-16 LE with a mark", "\xff\xfe" + utf16(u"Привет"_s, true), {Kind::Text, Enc::Utf16LittleEndian, 2});
    row("UTF-16 BE with a mark", "\xfe\xff" + utf16(u"Привет"_s, false), {Kind::Text, Enc::Utf16BigEndian, 2});
    row("JSON in UTF-16", utf16(u"{\"a\": [1, 2]}"_s, true), {Kind::Json, Enc::Utf16LittleEndian});
    row("a mark, and then none of it", QByteArray("\xff\xfe\x01\x00\x02\x00\x03\x00", 8), {Kind::Binary, Enc::Latin1});
    row("zeros", QByteArray(100, '\0'), {Kind::Binary, Enc::Latin1});
    row("text with a zero", QByteArray("abc\0def", 7), {Kind::Binary, Enc::Latin1});
    row("coloured log", "\x1b[31mred\x1b[0m\n", {Kind::Text});
    row("PDF", "%PDF-1.7\n", {Kind::Binary, Enc::Latin1});
    row("PNG", "\x89PNG\r\n\x1a\n....", {Kind::Image, Enc::Latin1});
    row("JPEG", "\xff\xd8\xff\xe0", {Kind::Image, Enc::Latin1});
    row("GIF", "GIF89a", {Kind::Image, Enc::Latin1});
    row("WebP", "RIFF....WEBPVP8 ", {Kind::Image, Enc::Latin1});
    row("BMP, or rather not", "BMW drives off into the sunset, quickly", {Kind::Text});
    row("zip", QByteArray("PK\x03\x04\x14\0", 6), {Kind::Binary, Enc::Latin1}, "text/plain");
}

} // namespace

/// What a payload is taken for, how its text is cut into pages, and how its bytes are laid out.
class TestPayloadNature : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isJudgedByItsBytes_data();
    void isJudgedByItsBytes();
    void cutsNoCharacterInTwo_data();
    void cutsNoCharacterInTwo();
    void breaksLongLines();
    void namesFiles_data();
    void namesFiles();
    void knowsWhatNotToOpen();
    void knowsHowProgramsBegin_data();
    void knowsHowProgramsBegin();
    void makesPrivatePlaces();
    void removesWhatTheDeadHaveLeft();
    void laysOutBytes();
    void readsOffsets_data();
    void readsOffsets();
};

void TestPayloadNature::isJudgedByItsBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("whole");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("name");
    QTest::addColumn<PayloadNature>("nature");
    addDocuments();
    addEncodings();
}

void TestPayloadNature::isJudgedByItsBytes()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, whole);
    QFETCH(const QString, type);
    QFETCH(const QString, name);
    QFETCH(const PayloadNature, nature);
    const PayloadNature found = natureOf(bytes, whole, type, name);
    QCOMPARE(int(found.kind), int(nature.kind));
    QCOMPARE(encodingName(found.encoding), encodingName(nature.encoding));
    QCOMPARE(found.markLength, nature.markLength);
}

void TestPayloadNature::cutsNoCharacterInTwo_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<PayloadNature>("nature");
    const auto around = [](const QByteArray &bytes, int before) {
        return QByteArray(TextPage::Size - before, 'x') + bytes + "end";
    };
    for (int before = 0; before <= 4; ++before) {
        QTest::addRow("UTF-8, %d", before) << around("\xf0\x9f\x9a\xa2", before) << PayloadNature{PayloadKind::Text};
        QTest::addRow("two bytes, %d", before) << around("\xc3\xbc\xc3\xbc", before) << PayloadNature{PayloadKind::Text};
    }
    const QString ship = u"🚢"_s;
    for (int before = 0; before <= 4; before += 2) {
        const QByteArray fill = utf16(QString(int(TextPage::Size - before) / 2, u'x'), true);
        QTest::addRow("UTF-16, %d", before) << fill + utf16(ship + u"end"_s, true)
                                            << PayloadNature{PayloadKind::Text, TextEncoding::Utf16LittleEndian};
    }
    QTest::newRow("exactly a page") << QByteArray(TextPage::Size, 'x') << PayloadNature{PayloadKind::Text};
    QTest::newRow("with a mark") << "\xef\xbb\xbf" + QByteArray(TextPage::Size, 'x')
                                 << PayloadNature{PayloadKind::Text, TextEncoding::Utf8, 3};
}

void TestPayloadNature::cutsNoCharacterInTwo()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const PayloadNature, nature);
    QString joined;
    for (qint64 page = 0; page < TextPage::count(bytes.size()); ++page) {
        const QByteArray part = bytes.mid(qsizetype(page * TextPage::Size), TextPage::Size + TextPage::Beyond);
        joined += TextPage::of(part, page == 0, nature).text;
    }
    QVERIFY(joined.remove(u'\n') == decodeText(bytes.mid(nature.markLength), nature.encoding));
}

void TestPayloadNature::breaksLongLines()
{
    QString text = u"abc\nabcdefgh\nabcd\n"_s;
    QVERIFY(!breakLongLines(text, 8));
    QVERIFY(breakLongLines(text, 4));
    QCOMPARE(text, u"abc\nabcd\nefgh\nabcd\n"_s);
    QString ships = u"🚢🚢🚢"_s;
    QVERIFY(breakLongLines(ships, 3));
    QCOMPARE(ships, u"🚢🚢\n🚢"_s);
    QString none;
    QVERIFY(!breakLongLines(none, 4));
}

void TestPayloadNature::namesFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("file");
    QTest::newRow("as it is") << u"invoice 1.pdf"_s << QString() << u"invoice 1.pdf"_s;
    QTest::newRow("by its type") << u"Response of extract"_s << u"application/pdf"_s << u"Response of extract.pdf"_s;
    QTest::newRow("by what it looks like") << u"Response"_s << QString() << u"Response.json"_s;
    QTest::newRow("no name") << QString() << u"image/png"_s << u"payload.png"_s;
    QTest::newRow("out of the folder") << u"../../etc/passwd"_s << QString() << u"passwd.json"_s;
    QTest::newRow("hidden") << u".bashrc"_s << QString() << u"bashrc.json"_s;
    QTest::newRow("an option") << u"-rf.txt"_s << QString() << u"rf.txt"_s;
    QTest::newRow("strange suffix") << u"a.b c"_s << QString() << u"a.b c.json"_s;
    QTest::newRow("control characters") << u"a\nb\t.txt"_s << QString() << u"a_b_.txt"_s;
}

void TestPayloadNature::namesFiles()
{
    QFETCH(const QString, name);
    QFETCH(const QString, type);
    QFETCH(const QString, file);
    QCOMPARE(safeFileName(name, suffixFor(name, type, {PayloadKind::Json})), file);
}

void TestPayloadNature::knowsWhatNotToOpen()
{
    for (const auto &suffix : {u".desktop"_s, u".SH"_s, u".exe"_s, u".html"_s, u".xht"_s, u".shtml"_s, u".mhtml"_s, u".svgz"_s,
                               u".php"_s, u".docm"_s, u".weird"_s, u".xml"_s, u""_s})
        QVERIFY2(!isHarmlessSuffix(suffix), qPrintable(suffix));
    for (const auto &suffix : {u".pdf"_s, u".JSON"_s, u".png"_s, u".txt"_s, u".docx"_s})
        QVERIFY2(isHarmlessSuffix(suffix), qPrintable(suffix));
}

void TestPayloadNature::knowsHowProgramsBegin_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("program");
    QTest::newRow("page") << "<!DOCTYPE html><p>"_ba << true;
    QTest::newRow("page after a mark") << "\xef\xbb\xbf\r\n <HTML>"_ba << true;
    QTest::newRow("picture") << "<svg xmlns='http://www.w3.org/2000/svg'/>"_ba << true;
    QTest::newRow("xml") << "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>"_ba << true;
    QTest::newRow("script") << "#!/bin/sh\n"_ba << true;
    QTest::newRow("elf") << "\x7f\x45LF\2\1"_ba << true;
    QTest::newRow("exe") << "MZ\x90\0\3"_ba << true;
    QTest::newRow("about MZ") << "MZ;intensity\n1;2\n"_ba << false;
    QTest::newRow("starter") << "[Desktop Entry]\nExec=sh"_ba << true;
    QTest::newRow("letter") << "Dear harbour office, 2 < 3"_ba << false;
    QTest::newRow("json") << "{\"a\": \"<html>\"}"_ba << false;
    QTest::newRow("pdf") << "%PDF-1.7"_ba << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void TestPayloadNature::knowsHowProgramsBegin()
{
    QFETCH(const QByteArray, head);
    QTEST(beginsAsProgram(head), "program");
}

void TestPayloadNature::makesPrivatePlaces()
{
    QString first, second;
    {
        TemporaryCopies copies;
        first = copies.placeFor(u"a.txt"_s).value();
        second = copies.placeFor(u"a.txt"_s).value();
        QVERIFY(first != second);
        QCOMPARE(QFileInfo(first).fileName(), u"a.txt"_s);
        const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
        const auto user = QFile::ReadUser | QFile::WriteUser | QFile::ExeUser;
        QCOMPARE(QFile::permissions(QFileInfo(QFileInfo(first).path()).path()), owner | user);
    }
    QVERIFY(!QFileInfo::exists(QFileInfo(first).path()));
}

void TestPayloadNature::removesWhatTheDeadHaveLeft()
{
    const QTemporaryDir others;
    QTemporaryDir left(QDir::tempPath() + u"/cairn-payloads-XXXXXX"_s);
    QFile copy(left.filePath(u"letter.txt"_s));
    QVERIFY(copy.open(QIODevice::WriteOnly) && copy.write("decrypted") == 9);
    const QString link = QDir::tempPath() + u"/cairn-payloads-link%1"_s.arg(QCoreApplication::applicationPid());
    QVERIFY(QFile::link(others.path(), link));
    TemporaryCopies living;
    const QString used = QFileInfo(living.placeFor(u"a.txt"_s).value()).path();
    const TemporaryCopies next;
    QVERIFY(!QFileInfo::exists(left.path()));
    QVERIFY(QFileInfo::exists(used));
    QVERIFY(QFileInfo::exists(others.path())); // nobody leads it elsewhere
    QVERIFY(QFile::remove(link));
}

void TestPayloadNature::laysOutBytes()
{
    QCOMPARE(HexLayout(0).lines(), 0);
    QCOMPARE(HexLayout(1).lines(), 1);
    QCOMPARE(HexLayout(17).lines(), 2);
    QCOMPARE(HexLayout(4LL << 30).lines(), 1LL << 28);
    QCOMPARE(HexLayout(4LL << 30).digits, 8);
    QCOMPARE(HexLayout((4LL << 30) + 1).digits, 9);
    const HexLayout layout(1000);
    QCOMPARE(layout.offsetText(0x3e0), u"000003E0"_s);
    for (int place = 0; place < HexLayout::BytesPerLine; ++place) {
        QCOMPARE(layout.placeAt(layout.hexColumn(place) + 1), place);
        QCOMPARE(layout.placeAt(layout.textColumn(place) + 0.5), place);
    }
    QCOMPARE(layout.placeAt(0), 0);
    QCOMPARE(layout.placeAt(1000), 15);
    QVERIFY(layout.textColumn(0) > layout.hexColumn(15) + 2);
    QCOMPARE(hexGlyph('A'), u'A');
    QCOMPARE(hexGlyph(0x7f), hexGlyph(0));
}

void TestPayloadNature::readsOffsets_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("offset");
    QTest::newRow("decimal") << u" 4096 "_s << 4096LL;
    QTest::newRow("hexadecimal") << u"0xFf"_s << 255LL;
    QTest::newRow("as assemblers write it") << u"ffh"_s << 255LL;
    QTest::newRow("forwards") << u"+0x10"_s << 116LL;
    QTest::newRow("backwards") << u"-40"_s << 60LL;
    QTest::newRow("before the start") << u"-400"_s << 0LL;
    QTest::newRow("nonsense") << u"there"_s << -1LL;
    QTest::newRow("nothing") << QString() << -1LL;
    QTest::newRow("twice negative") << u"--4"_s << -1LL;
}

void TestPayloadNature::readsOffsets()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, offset);
    QCOMPARE(parseOffset(text, 100), offset);
}

QTEST_MAIN(TestPayloadNature)
#include "tst_gui_payloadnature.moc"
