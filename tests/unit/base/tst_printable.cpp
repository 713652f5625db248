#include "base/printable.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Texts of foreign making where they could forge something.
class TestPrintable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneLine_data();
    void oneLine();
    void linesAndTabsMayStay();
    void jsonStaysTheSame();
};

void TestPrintable::oneLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("plain") << u"Rechnung für Łódź №7 – 完.pdf"_s << u"Rechnung für Łódź №7 – 完.pdf"_s;
    QTest::newRow("beyond 16 bits") << u"done 🙂"_s << u"done 🙂"_s;
    QTest::newRow("line") << u"a\nb\r\nc"_s << u"a\\nb\\r\\nc"_s;
    QTest::newRow("colour") << u"\x1b[31mred"_s << u"\\x1b[31mred"_s;
    QTest::newRow("zero and bell") << u"a\0b\a"_s << u"a\\x00b\\x07"_s;
    QTest::newRow("C1") << QString(QChar(0x9b)) + u"2J"_s << u"\\x9b2J"_s;
    QTest::newRow("turned") << u"invoice\u202efdp.exe"_s << u"invoice\\u202efdp.exe"_s;
    QTest::newRow("isolated") << u"\u2066a\u2069"_s << u"\\u2066a\\u2069"_s;
    QTest::newRow("separators") << u"a\u2028b\u2029c"_s << u"a\\u2028b\\u2029c"_s;
}

void TestPrintable::oneLine()
{
    QFETCH(const QString, text);
    QTEST(printable(text), "wanted");
    QCOMPARE(printable(printable(text)), printable(text));
}

void TestPrintable::linesAndTabsMayStay()
{
    QCOMPARE(printableLines(u"a\n\tb\x1b[2J"_s), u"a\n\tb\\x1b[2J"_s);
}

void TestPrintable::jsonStaysTheSame()
{
    const QJsonObject object{{u"name"_s, QString(QChar(0x9b)) + u"\u202ea\n\"\\"_s}};
    const QString json = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    const QString safe = printableJson(json);
    QVERIFY(!safe.contains(QChar(0x9b)) && !safe.contains(QChar(0x202e)));
    QCOMPARE(QJsonDocument::fromJson(safe.toUtf8()).object(), object);
}

QTEST_GUILESS_MAIN(TestPrintable)
#include "tst_printable.moc"
