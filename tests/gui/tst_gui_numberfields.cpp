#include "ui/parts/durationspin.h"
#include "ui/parts/numberspin.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

/// In place of what it shows, also what has no key of its own; and leaves it.
void insertInto(QAbstractSpinBox *box, const QString &text)
{
    box->setFocus();
    box->selectAll();
    box->findChild<QLineEdit *>()->insert(text);
    QTest::keyClick(box, Qt::Key_Return);
}

} // namespace

/// Fields for numbers and times, in the reader's locale.
class TestNumberFields : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void numbersAreThoseOfTheLocale_data();
    void numbersAreThoseOfTheLocale();
    void timesAreThoseOfTheLocale_data();
    void timesAreThoseOfTheLocale();
};

void TestNumberFields::numbersAreThoseOfTheLocale_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("count"); // 0: it is none
    QTest::addColumn<double>("fraction");
    const QLocale c = QLocale::c(), german(QLocale::German, QLocale::Germany), french(QLocale::French, QLocale::France);
    QTest::newRow("C, plain") << c << u"10000"_s << 10'000 << 10'000.0;
    QTest::newRow("C, groups") << c << u"10,000"_s << 10'000 << 10'000.0;
    QTest::newRow("C, decimals") << c << u"10.000"_s << 0 << 10.0;
    QTest::newRow("C, half") << c << u"0.5"_s << 0 << 0.5;
    QTest::newRow("C, foreign") << c << u"0,5"_s << 0 << 0.0;
    QTest::newRow("C, foreign thousandths") << c << u"0,125"_s << 0 << 0.0;
    QTest::newRow("German, plain") << german << u"10000"_s << 10'000 << 10'000.0;
    QTest::newRow("German, groups") << german << u"10.000"_s << 10'000 << 10'000.0;
    QTest::newRow("German, decimals") << german << u"10,000"_s << 0 << 10.0;
    QTest::newRow("German, half") << german << u"0,5"_s << 0 << 0.5;
    QTest::newRow("German, as files say it") << german << u"0.5"_s << 0 << 0.5;
    QTest::newRow("German, thousandths") << german << u"0.125"_s << 0 << 0.125;
    QTest::newRow("German, wrong groups") << german << u"1.00"_s << 0 << 1.0;
    QTest::newRow("French, plain") << french << u"10000"_s << 10'000 << 10'000.0;
    QTest::newRow("French, groups") << french << u"10 000"_s << 10'000 << 10'000.0;
    QTest::newRow("French, own groups") << french << u"10\u202f000"_s << 10'000 << 10'000.0;
    QTest::newRow("French, decimals") << french << u"10,000"_s << 0 << 10.0;
    QTest::newRow("French, half") << french << u"0,5"_s << 0 << 0.5;
    QTest::newRow("French, as files say it") << french << u"2.5"_s << 0 << 2.5;
    QTest::newRow("French, wrong groups") << french << u"1 00"_s << 0 << 0.0;
}

void TestNumberFields::numbersAreThoseOfTheLocale()
{
    QFETCH(const QLocale, locale);
    QFETCH(const QString, typed);
    QFETCH(const int, count);
    QFETCH(const double, fraction);
    for (const bool whole : {true, false}) {
        NumberSpin spin(whole ? NumberSpin::Numbers::Whole : NumberSpin::Numbers::Fractions);
        spin.setLocale(locale);
        spin.setRange(0, 1'000'000);
        QSignalSpy refused(&spin, &NumberSpin::refused);
        insertInto(&spin, typed);
        QCOMPARE(spin.value(), whole ? count : fraction);
        QCOMPARE(refused.isEmpty(), spin.value() != 0);
        const QString shown = spin.text();
        insertInto(&spin, shown); // what it shows, it takes
        QCOMPARE(spin.value(), whole ? count : fraction);
    }
}

void TestNumberFields::timesAreThoseOfTheLocale_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("milliseconds");
    const QLocale c = QLocale::c(), german(QLocale::German, QLocale::Germany), french(QLocale::French, QLocale::France);
    QTest::newRow("C") << c << u"1.5s"_s << 1'500.0;
    QTest::newRow("C, groups") << c << u"10,000ms"_s << 10'000.0;
    QTest::newRow("German") << german << u"1,5s"_s << 1'500.0;
    QTest::newRow("German, as the page writes it") << german << u"2.5 s"_s << 2'500.0;
    QTest::newRow("German, groups") << german << u"10.000ms"_s << 10'000.0;
    QTest::newRow("German, thousandths") << german << u"0.125s"_s << 125.0;
    QTest::newRow("French") << french << u"1,5 s"_s << 1'500.0;
    QTest::newRow("French, groups") << french << u"10 000 ms"_s << 10'000.0;
    QTest::newRow("French, own groups") << french << u"10\u202f000\u00a0ms"_s << 10'000.0;
}

void TestNumberFields::timesAreThoseOfTheLocale()
{
    QFETCH(const QLocale, locale);
    QFETCH(const QString, typed);
    QFETCH(const double, milliseconds);
    DurationSpin spin(false);
    spin.setLocale(locale);
    insertInto(&spin, typed);
    QCOMPARE(spin.value(), milliseconds);
    const QString shown = spin.text();
    insertInto(&spin, u"7m"_s);
    insertInto(&spin, shown);
    QCOMPARE(spin.value(), milliseconds);
}

QTEST_MAIN(TestNumberFields)
#include "tst_gui_numberfields.moc"
