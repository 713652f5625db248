#include "ui/look/timedisplay.h"
#include "ui/look/translation.h"

#include <QHostAddress>
#include <QKeySequence>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QTranslator>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Times as people read them, with the clock, the zone and the locale held in hand; and the keys beside them.
class TestTimes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void absolute_data();
    void absolute();
    void days_data();
    void days();
    void relative_data();
    void relative();
    void withoutADisplayTimesAreLocal();
    void keysSpeakTheLanguageOfTheTexts();
    void whatIsRecordedSpeaksOne();
};

void TestTimes::absolute_data()
{
    QTest::addColumn<QString>("time");
    QTest::addColumn<TimeForm>("form");
    QTest::addColumn<TimePrecision>("precision");
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("text");
    const QString today = u"2026-11-24T23:30:05Z"_s;  // in Berlin it is the 25th already
    const QString before = u"2026-07-01T10:00:00Z"_s; // summer time
    using enum TimePrecision;
    QTest::newRow("local") << today << TimeForm::Local << Minutes << u"de_DE"_s << u"00:30"_s;
    QTest::newRow("local, seconds") << today << TimeForm::Local << Seconds << u"de_DE"_s << u"00:30:05"_s;
    QTest::newRow("local, another day") << before << TimeForm::Local << Minutes << u"de_DE"_s << u"01.07.26 12:00"_s;
    QTest::newRow("local, English") << before << TimeForm::Local << Seconds << u"en_GB"_s << u"01/07/2026 12:00:00"_s;
    QTest::newRow("utc") << today << TimeForm::Utc << Minutes << u"de_DE"_s << u"23:30 UTC"_s;
    QTest::newRow("utc, another day") << before << TimeForm::Utc << Seconds << u"de_DE"_s << u"01.07.26 10:00:00 UTC"_s;
    QTest::newRow("yesterday here, today in UTC")
        << u"2026-11-24T22:30:00Z"_s << TimeForm::Local << Minutes << u"de_DE"_s << u"24.11.26 23:30"_s;
}

void TestTimes::absolute()
{
    QFETCH(QString, time);
    QFETCH(TimeForm, form);
    QFETCH(TimePrecision, precision);
    QFETCH(QString, locale);
    QFETCH(QString, text);
    const Timestamp now = *fromRfc3339(u"2026-11-24T23:45:00Z"_s);
    QCOMPARE(formatTime(*fromRfc3339(time), now, form, precision, QLocale(locale), QTimeZone("Europe/Berlin")), text);
}

void TestTimes::days_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("axis");
    QTest::addColumn<QString>("length");
    QTest::addColumn<QString>("clock");
    QTest::newRow("C") << u"C"_s << u"7 Oct"_s << u"7 October 2026"_s << u"21:05"_s;
    QTest::newRow("German") << u"de_DE"_s << u"7. Okt."_s << u"7. Oktober 2026"_s << u"21:05"_s;
    QTest::newRow("American") << u"en_US"_s << u"Oct 7"_s << u"October 7, 2026"_s << u"9:05 PM"_s;
    QTest::newRow("British") << u"en_GB"_s << u"7 Oct"_s << u"7 October 2026"_s << u"21:05"_s;
    QTest::newRow("Japanese") << u"ja_JP"_s << u"10月7日"_s << u"2026年10月7日"_s << u"21:05"_s;
    QTest::newRow("Spanish") << u"es_ES"_s << u"7 de oct"_s << u"7 de octubre de 2026"_s << u"21:05"_s;
}

void TestTimes::days()
{
    QFETCH(QString, locale);
    const QDate day(2026, 10, 7);
    QTEST(shortDay(day, QLocale(locale)), "axis");
    QTEST(longDay(day, QLocale(locale)), "length");
    QTEST(hourAndMinute(QTime(21, 5, 44), QLocale(locale)), "clock");
}

void TestTimes::relative_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("now") << qint64(0) << u"just now"_s;
    QTest::newRow("a moment ago") << qint64(-9) << u"just now"_s;
    QTest::newRow("seconds") << qint64(-10) << u"10 s ago"_s;
    QTest::newRow("a minute") << qint64(-60) << u"1 min ago"_s;
    QTest::newRow("not rounded up") << qint64(-239) << u"3 min ago"_s;
    QTest::newRow("hours") << qint64(-3600) << u"1 h ago"_s;
    QTest::newRow("a day in hours") << qint64(-47 * 3600) << u"47 h ago"_s;
    QTest::newRow("days") << qint64(-5 * 86'400) << u"5 day(s) ago"_s; // the plural is the translation's
    QTest::newRow("to come") << qint64(125) << u"in 2 min"_s;
    QTest::newRow("far away") << qint64(-86'400LL * 365 * 100) << u"36500 day(s) ago"_s;
}

void TestTimes::relative()
{
    QFETCH(qint64, seconds);
    QFETCH(QString, text);
    QLocale::setDefault(QLocale::c());
    const Timestamp now = *fromRfc3339(u"2026-11-24T23:45:00Z"_s);
    const Timestamp time = now + std::chrono::seconds(seconds);
    QCOMPARE(relativeTime(time, now), text);
    QCOMPARE(formatTime(time, now, TimeForm::Relative, TimePrecision::Seconds, QLocale::c(), QTimeZone::utc()), text);
}

void TestTimes::withoutADisplayTimesAreLocal()
{
    QCOMPARE(TimeDisplay::form(), TimeForm::Local);
}

/// Qt writes them in menus, and our texts name them: both say Strg. (Qt's words are a package of their own: see
/// script/bootstrap.)
void TestTimes::keysSpeakTheLanguageOfTheTexts()
{
    QCoreApplication &application = *QCoreApplication::instance();
    const auto key = [] { return QKeySequence(u"Ctrl+E"_s).toString(QKeySequence::NativeText); };
    QCOMPARE(key(), u"Ctrl+E"_s);
    installTranslations(application, QLocale(u"de_DE"_s));
    QCOMPARE(key(), u"Strg+E"_s);
    qDeleteAll(application.findChildren<QTranslator *>());
}

/// A cause is read by others than those whose desktop it was.
void TestTimes::whatIsRecordedSpeaksOne()
{
    QCoreApplication &application = *QCoreApplication::instance();
    installTranslations(application, QLocale(u"de_DE"_s));
    const auto said = [](const char *context, const char *text) { return QCoreApplication::translate(context, text); };
    QCOMPARE(said("QNativeSocketEngine", "Connection refused"), u"Connection refused"_s);
    QCOMPARE(said("QHttp", "Connection closed"), u"Connection closed"_s);
    QCOMPARE(said("QHostInfo", "Unknown error"), u"Unknown error"_s);
    QCOMPARE(said("QShortcut", "Ctrl"), u"Strg"_s);
    QTcpSocket socket;
    QSignalSpy failed(&socket, &QTcpSocket::errorOccurred);
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), 1);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(socket.errorString(), u"Connection refused"_s);
    qDeleteAll(application.findChildren<QTranslator *>());
}

QTEST_GUILESS_MAIN(TestTimes)
#include "tst_ui_times.moc"
