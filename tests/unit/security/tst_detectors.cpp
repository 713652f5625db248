#include "security/detectors.h"
#include "security/masking.h"
#include "security/redaction.h"

#include <QElapsedTimer>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What is sensitive data, by example; what hostile texts do not do; and how what was found is covered.
class TestDetectors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void examples_data();
    void examples();
    void ownPatterns();
    void ownPatternsInBothEncodings_data();
    void ownPatternsInBothEncodings();
    void longKeysAreCoveredToTheirEnd();
    void ownPatternsAcrossBlocks();
    void unknownPatterns();
    void hostileTextsTakeNoLonger_data();
    void hostileTextsTakeNoLonger();
    void masks_data();
    void masks();
    void redactionMasks();
};

void TestDetectors::examples_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("found"); // "class text|class text"
    const auto row = [](const char *name, const QByteArray &text, const QByteArray &found) {
        QTest::newRow(name) << text << found;
    };
    row("nothing", "", "");
    row("card", "4111111111111111", "card 4111111111111111");
    row("card in CSV", "7,5500005555555559,12", "card 5500005555555559");
    row("card in JSON", R"({"pan":378282246310005})", "card 378282246310005");
    row("card in a path", "GET /cards/4111-1111-1111-1111?x", "card 4111-1111-1111-1111");
    row("card beside a year", "4111 1111 1111 1111 2027", "card 4111 1111 1111 1111");
    row("two cards", "4111111111111111 4012888888881881", "card 4111111111111111|card 4012888888881881");
    row("mixed separators", "4111-1111 1111-1111", "");
    row("card of no issuer", "1234567812345670", "");
    row("within a longer number", "41111111111111112222222", "");
    row("fraction", "0.4111111111111111", "");
    row("iban", "IBAN: DE89 3704 0044 0532 0130 00, thanks", "iban DE89 3704 0044 0532 0130 00");
    row("compact iban", "GB82WEST12345698765432;", "iban GB82WEST12345698765432");
    row("iban of a wrong length", "DE8937040044053201300", "");
    row("iban of no country", "XX89370400440532013000", "");
    row("iban, wrong check", "DE88370400440532013000", "");
    row("e-mail", "To: Ann <ann.o-neil+x@mail.example.com>.", "email ann.o-neil+x@mail.example.com");
    row("e-mail at a sentence's end", "ask max@example.de.", "email max@example.de");
    row("two e-mails", "a@b.de,c@d.fr", "email a@b.de|email c@d.fr");
    row("no mailbox", "git@github.com:x/y root@localhost icon@2x.png pkg@1.2.3", "");
    row("phone", "call +49 (0)30 901820 now", "phone +49 (0)30 901820");
    row("American phone", "(415) 555-2671", "phone (415) 555-2671");
    row("called one", R"({"telephone": "030 901820"})", "phone 030 901820");
    row("date and zone", "2026-11-26T10:00:00+01:00", "");
    row("ssn", "SSN 219-09-9998.", "national_id 219-09-9998");
    row("no ssn", "000-12-3456 666-12-3456 900-12-3456 219-00-1234 219-09-0000", "");
    row("tax id", "IdNr 86095742719", "national_id 86095742719");
    row("grouped tax id", "86 095 742 719", "national_id 86 095 742 719");
    row("no tax id", "86095742718 12345678901", "");
    row("nino", "AB123456C, AB 12 34 56 C", "national_id AB123456C|national_id AB 12 34 56 C");
    row("bearer", "Authorization: Bearer abc123def456ghi789jklm0", "token abc123def456ghi789jklm0");
    row("bearers", "bearer Bearer Bearer abc123def456ghi789jklm0", "token abc123def456ghi789jklm0");
    row("aws", "id AKIAIOSFODNN7EXAMPLE", "token AKIAIOSFODNN7EXAMPLE");
    row("public key",
        "-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4\n-----END", "");
}

void TestDetectors::examples()
{
    QFETCH(QByteArray, text);
    const auto set = DetectorSet::of(allDataKinds());
    QByteArrayList found;
    for (const DataFinding &finding : DataScanner::scan(*set, text))
        found.append(set->nameOf(finding).toUtf8() + ' ' + text.mid(finding.offset, finding.length));
    QTEST(found.join('|'), "found");
}

void TestDetectors::ownPatterns()
{
    const auto set = DetectorSet::make({{u"customer"_s, DataClass::By::Regex, u"\\bKD-[0-9]{8}\\b"_s},
                                        {u"bank"_s, DataClass::By::Detector, u"iban"_s},
                                        {u"iban"_s, DataClass::By::Detector, u"iban"_s},
                                        {u"patient"_s, DataClass::By::Jq, u".body.patient"_s}});
    QVERIFY(set);
    QCOMPARE((*set)->classes().size(), 3); // jq looks at documents
    const auto found = DataScanner::scan(**set, "KD-12345678 XKD-12345678 KD-123 GB82WEST12345698765432");
    QCOMPARE(found.size(), 3);
    QStringList names;
    for (const DataFinding &finding : found)
        names.append((*set)->nameOf(finding));
    names.sort();
    QCOMPARE(names, (QStringList{u"bank"_s, u"customer"_s, u"iban"_s}));
}

void TestDetectors::ownPatternsInBothEncodings_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("match");
    QTest::newRow("set") << u"M[uü]ller-[0-9]{4}"_s << u"é Müller-1234 §"_s << u"Müller-1234"_s;
    QTest::newRow("repeated") << u"Stra[sß]{1,2}e"_s << u"ä Straße ß"_s << u"Straße"_s;
    QTest::newRow("optional") << u"Gro(ß)?-?ä+"_s << u"Groß-äää"_s << u"Groß-äää"_s;
    QTest::newRow("letters") << u"\\p{L}{6}-[0-9]{4}"_s << u"7 Müller-1234"_s << u"Müller-1234"_s;
    QTest::newRow("any") << u"M.ller"_s << u"(Müller)"_s << u"Müller"_s;
    QTest::newRow("not") << u"M[^a]ller"_s << u"(Müller)"_s << u"Müller"_s;
    QTest::newRow("any case") << u"(?i)müller"_s << u"MÜLLER"_s << u"MÜLLER"_s;
    QTest::newRow("by number") << u"M\\x{fc}ller"_s << u"Müller"_s << u"Müller"_s;
    QTest::newRow("by short number") << u"M\\xFCller"_s << u"Müller"_s << u"Müller"_s;
    QTest::newRow("ASCII") << u"\\bKD-[0-9]{4}\\b"_s << u"ü KD-1234 ü"_s << u"KD-1234"_s;
}

void TestDetectors::ownPatternsInBothEncodings()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(QString, match);
    const auto set = DetectorSet::make({{u"own"_s, DataClass::By::Regex, pattern}});
    QVERIFY(set);
    const qsizetype at = text.indexOf(match);
    const DataFinding inUtf8{0, text.left(at).toUtf8().size(), match.toUtf8().size()};
    QCOMPARE(DataScanner::scan(**set, text.toUtf8()), QList<DataFinding>{inUtf8});
    QCOMPARE(DataScanner::scan(**set, text.toLatin1()), (QList<DataFinding>{{0, at, match.size()}}));
    QCOMPARE(DataScanner::scan(**set, "\xc3 \xff" + text.toUtf8() + "\xc3").size(), 1); // broken UTF-8 hides nothing
    const auto far = DetectorSet::make({{u"own"_s, DataClass::By::Regex, u"[Łł]ukasz"_s}});
    QVERIFY(far);
    QCOMPARE(DataScanner::scan(**far, u"Łukasz łukasz"_s.toUtf8()).size(), 2);
}

/// In what is at hand as a whole; in a stream what is longer is found by its beginning.
void TestDetectors::longKeysAreCoveredToTheirEnd()
{
    const QByteArray begin = "-----BEGIN PGP PRIVATE KEY BLOCK-----\n";
    const QByteArray key = begin + QByteArray(64, 'A').append('\n').repeated(120);
    const auto set = DetectorSet::of({DataKind::PrivateKey});
    const auto found = DataScanner::scan(*set, key + "-----END PGP PRIVATE KEY BLOCK-----\nend");
    QCOMPARE(found, (QList<DataFinding>{{0, 0, key.size()}}));
    QVERIFY(DataScanner::scan(*set, key + "end").first().length < key.size());
}

void TestDetectors::ownPatternsAcrossBlocks()
{
    const auto set = DetectorSet::make(
        {{u"customer"_s, DataClass::By::Regex, u"KD-[0-9]{8}"_s}, {u"card"_s, DataClass::By::Detector, u"card"_s}});
    QVERIFY(set);
    QByteArray text;
    int there = 0;
    while (text.size() < 700'000) {
        text += QByteArray(1 + there * 37 % 5'000, 'x') + " KD-12345678 4111111111111111 ";
        ++there;
    }
    QHash<int, int> found;
    DataScanner scanner(*set, [&](const DataFinding &finding) {
        ++found[finding.what];
        QVERIFY(finding.what == 0 ? text.mid(finding.offset, finding.length) == "KD-12345678"
                                  : text.mid(finding.offset, finding.length) == "4111111111111111");
    });
    for (qsizetype at = 0; at < text.size(); at += 999)
        scanner.add(QByteArrayView(text).sliced(at, std::min<qsizetype>(999, text.size() - at)));
    scanner.finish();
    QCOMPARE(found.value(0), there);
    QCOMPARE(found.value(1), there);
}

void TestDetectors::unknownPatterns()
{
    const auto set = DetectorSet::make({{u"x"_s, DataClass::By::Regex, u"(a)\\1"_s}}); // a back-reference has no bound
    QVERIFY(!set);
    QVERIFY(set.error().kind == ErrorKind::Definition);
}

void TestDetectors::hostileTextsTakeNoLonger_data()
{
    QTest::addColumn<QByteArray>("unit");
    for (const char *unit : {"1 ", "4111-", "@", "a@a.", "eyJ", "+1 ", "DE89 ", "-----BEGIN ", "Bearer ", "gh_", "xoxb-", "tel",
                             "9", "aaaa@", "-", "eyJaaaaaaaaaaaa.", "tel:1 "})
        QTest::newRow(unit) << QByteArray(unit);
}

/// Whatever is repeated, a mebibyte of it takes a fraction of a second.
void TestDetectors::hostileTextsTakeNoLonger()
{
    QFETCH(QByteArray, unit);
    const QByteArray text = unit.repeated((1 << 20) / unit.size());
    const auto set = DetectorSet::make({{u"own"_s, DataClass::By::Regex, u"(a+)+$|(x|xx)*y"_s},
                                        {u"card"_s, DataClass::By::Detector, u"card"_s},
                                        {u"iban"_s, DataClass::By::Detector, u"iban"_s},
                                        {u"email"_s, DataClass::By::Detector, u"email"_s},
                                        {u"phone"_s, DataClass::By::Detector, u"phone"_s},
                                        {u"national_id"_s, DataClass::By::Detector, u"national_id"_s},
                                        {u"token"_s, DataClass::By::Detector, u"token"_s},
                                        {u"private_key"_s, DataClass::By::Detector, u"private_key"_s}});
    QVERIFY(set);
    QElapsedTimer taken;
    taken.start();
    DataScanner scanner(*set, [](const DataFinding &) {});
    scanner.add(text);
    scanner.finish();
    QVERIFY2(taken.elapsed() < 5'000, qPrintable(QString::number(taken.elapsed())));
}

void TestDetectors::masks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("masked");
    QTest::newRow("card") << u"paid with 4111-1111-1111-1111 — fine"_s << u"paid with ****-****-****-1111 — fine"_s;
    QTest::newRow("iban") << u"DE89 3704 0044 0532 0130 00"_s << u"**** **** **** **** **30 00"_s;
    QTest::newRow("national id") << u"SSN 219-09-9998"_s << u"SSN ***-**-****"_s;
    QTest::newRow("token") << u"AKIAIOSFODNN7EXAMPLE"_s << u"********************"_s;
    QTest::newRow("people stay") << u"escalated to ann@example.com, +49 30 901820"_s
                                 << u"escalated to ann@example.com, +49 30 901820"_s;
    QTest::newRow("nothing") << u"Grüße, 503 after 1200 ms"_s << u"Grüße, 503 after 1200 ms"_s;
}

void TestDetectors::masks()
{
    QFETCH(QString, text);
    QTEST(maskText(text), "masked");
    QCOMPARE(maskText(maskText(text)), maskText(text));
}

void TestDetectors::redactionMasks()
{
    QCOMPARE(redactText(u"HTTP 422: 4111111111111111 is declined"_s), u"HTTP 422: ************1111 is declined"_s);
    const QJsonObject kept =
        redactJson({{u"note"_s, u"GB82WEST12345698765432"_s}, {u"pan"_s, qint64(378282246310005)}, {u"n"_s, 12}});
    QCOMPARE(kept.value(u"note"_s).toString(), u"******************5432"_s);
    QCOMPARE(kept.value(u"pan"_s).toString(), u"***********0005"_s);
    QCOMPARE(kept.value(u"n"_s).toInt(), 12);
    const QByteArray all = maskBytes("ann@example.com 4111111111111111", *everyDetector());
    QCOMPARE(all, QByteArray("***@*******.*** ************1111"));
}

QTEST_GUILESS_MAIN(TestDetectors)
#include "tst_detectors.moc"
