#include "control/csv.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// CSV as spreadsheets and scripts read it, with nothing in it that a spreadsheet would carry out.
class TestCsv : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fields_data();
    void fields();
    void linesEndAsTheRfcSays();
    void aRunHasAFieldForEachHeading();
};

void TestCsv::fields_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("empty") << u""_s << u""_s;
    QTest::newRow("plain") << u"invoice.pdf"_s << u"invoice.pdf"_s;
    QTest::newRow("comma") << u"a,b"_s << u"\"a,b\""_s;
    QTest::newRow("quotes") << u"say \"a\""_s << u"\"say \"\"a\"\"\""_s;
    QTest::newRow("line end") << u"a\r\nb"_s << u"\"a\r\nb\""_s;
    QTest::newRow("blank at the end") << u"a "_s << u"\"a \""_s;
    QTest::newRow("formula") << u"=1+1"_s << u"'=1+1"_s;
    QTest::newRow("formula that needs quotes")
        << u"=HYPERLINK(\"http://x\",\"y\")"_s << u"\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""_s;
    QTest::newRow("plus") << u"+49"_s << u"'+49"_s;
    QTest::newRow("minus") << u"-x"_s << u"'-x"_s;
    QTest::newRow("at") << u"@SUM(A1)"_s << u"'@SUM(A1)"_s;
    QTest::newRow("tab first") << u"\t=1"_s << u"\"'\t=1\""_s;
    QTest::newRow("carriage return first") << u"\r=1"_s << u"\"'\r=1\""_s;
    QTest::newRow("a sign further in") << u"a-b=c"_s << u"a-b=c"_s;
}

void TestCsv::fields()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(csvField(text), expected);
}

void TestCsv::linesEndAsTheRfcSays()
{
    QCOMPARE(csvLine({u"a"_s, u""_s, u"Größe, \"neu\""_s}), QByteArray("a,,\"Gr\xc3\xb6\xc3\x9f"
                                                                       "e, \"\"neu\"\"\"\r\n"));
}

void TestCsv::aRunHasAFieldForEachHeading()
{
    RunRecord run;
    run.id = RunId(77);
    run.pipeline = u"intake"_s;
    run.version = 3;
    run.state = RunState::WaitingRetry;
    run.step = StepId(u"publish"_s);
    run.category = Category::RateLimit;
    run.cause = u"the service answered 429"_s;
    run.attempts = 2;
    run.inputName = u"a.pdf"_s;
    run.input = {Digest::of("x"), 12};
    run.submittedAt = *fromRfc3339(u"2026-11-24T09:30:00.123Z"_s);
    run.nextAt = run.submittedAt + Milliseconds(1000);
    const auto field = [&](const QString &heading) { return runCsvFields(run).value(runCsvHeadings().indexOf(heading)); };
    QCOMPARE(runCsvFields(run).size(), runCsvHeadings().size());
    QCOMPARE(field(u"id"_s), run.id.toString());
    QCOMPARE(field(u"state"_s), u"waiting_retry"_s);
    QCOMPARE(field(u"category"_s), u"rate_limit"_s);
    QCOMPARE(field(u"input_size"_s), u"12"_s);
    QCOMPARE(field(u"input_sha256"_s), Digest::of("x").toHex());
    QCOMPARE(field(u"attempts"_s), u"2"_s);
    QCOMPARE(field(u"submitted_at"_s), u"2026-11-24T09:30:00.123Z"_s);
    QCOMPARE(field(u"next_at"_s), u"2026-11-24T09:30:01.123Z"_s);
    QCOMPARE(field(u"finished_at"_s), QString());
    run.state = RunState::Succeeded;
    QCOMPARE(field(u"next_at"_s), QString()); // it does not come any more
}

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
