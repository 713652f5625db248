#include "control/filter.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Filter words that name a version, or an attempt.
class TestFilter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aVersionBelongsToItsPipeline();
    void aVersionAloneIsRefused();
    void whatIsNoVersionIsRefused_data();
    void whatIsNoVersionIsRefused();
    void itsKeyIsKnown();
    void anAttemptIsNamed_data();
    void anAttemptIsNamed();
    void everyKeyComesOnce();
    void statesAddUp();
    void whatWasReachedIsNamed();
    void whatIsNoAttemptIsRefused_data();
    void whatIsNoAttemptIsRefused();

private:
    static Result<RunFilter> read(const QString &line) { return parseFilter(splitFilterLine(line), {}); }
};

void TestFilter::aVersionBelongsToItsPipeline()
{
    for (const QString &line : {u"pipeline:intake version:3"_s, u"version:3 pipeline:intake"_s}) {
        const auto filter = read(line);
        QVERIFY(filter);
        QCOMPARE(filter->pipeline, u"intake"_s);
        QCOMPARE(filter->version, 3);
        QVERIFY(filter->text.isEmpty());
    }
    QCOMPARE(read(u"pipeline:intake"_s)->version, 0);
}

void TestFilter::aVersionAloneIsRefused()
{
    const auto filter = read(u"version:3 state:blocked"_s);
    QVERIFY(!filter);
    QCOMPARE(word(filter.error().kind), word(ErrorKind::Usage));
    QVERIFY(filter.error().remedy.contains(u"pipeline:NAME version:3"_s));
}

void TestFilter::whatIsNoVersionIsRefused_data()
{
    QTest::addColumn<QString>("value");
    for (const auto *value : {"", "0", "-1", "three", "3.0", "99999999999"})
        QTest::addRow("'%s'", value) << QString::fromLatin1(value);
}

void TestFilter::whatIsNoVersionIsRefused()
{
    QFETCH(QString, value);
    const auto filter = read(u"pipeline:intake version:"_s + value);
    QVERIFY(!filter);
    QVERIFY(filter.error().detail.contains(u"version:"_s + value));
}

void TestFilter::itsKeyIsKnown()
{
    QVERIFY(filterKeys().contains(u"version"_s));
}

void TestFilter::anAttemptIsNamed_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("as");
    QTest::newRow("service") << u"ocr"_s << u"ocr"_s << QString();
    QTest::newRow("failed") << u"ocr/failed"_s << u"ocr"_s << u"failed"_s;
    QTest::newRow("retried") << u"extract/retried"_s << u"extract"_s << u"retried"_s;
    QTest::newRow("category") << u"ocr/rate_limit"_s << u"ocr"_s << u"rate_limit"_s;
    QTest::newRow("any") << u"any/timeout"_s << QString() << u"timeout"_s;
}

void TestFilter::anAttemptIsNamed()
{
    QFETCH(const QString, value);
    QFETCH(const QString, what);
    QFETCH(const QString, as);
    const auto filter = read(u"tried:"_s + value);
    QVERIFY(filter);
    QVERIFY(filter->tried);
    QCOMPARE(filter->tried->what, what);
    QCOMPARE(filter->tried->as, as);
}

/// All words have to match: none of them is replaced in silence.
void TestFilter::everyKeyComesOnce()
{
    static const QMap<QString, QString> values{
        {u"version"_s, u"3"_s},        {u"category"_s, u"data"_s},   {u"incident"_s, u"3"_s},     {u"bulk"_s, u"3"_s},
        {u"since"_s, u"1h"_s},         {u"until"_s, u"1h"_s},        {u"ended_since"_s, u"1h"_s}, {u"ended_until"_s, u"1h"_s},
        {u"reached_since"_s, u"1h"_s}, {u"reached_until"_s, u"1h"_s}};
    for (const QString &key : filterKeys()) {
        if (key == u"state"_s || key == u"reached"_s)
            continue;
        const QString word = key + u':' + values.value(key, u"one"_s);
        const QString line = key == u"version"_s            ? u"pipeline:p "_s + word
                             : key.startsWith(u"reached"_s) ? u"reached:held "_s + word
                                                            : word;
        QVERIFY2(read(line), qPrintable(line));
        const auto twice = read(line + u" state:blocked "_s + word);
        QVERIFY2(!twice, qPrintable(line));
        QCOMPARE(cairn::word(twice.error().kind), cairn::word(ErrorKind::Usage));
        QVERIFY2(twice.error().detail.contains(key + u':'), qPrintable(twice.error().detail));
    }
}

void TestFilter::statesAddUp()
{
    const QList<RunState> both{RunState::Blocked, RunState::Held};
    QCOMPARE(read(u"state:blocked state:held"_s)->states, both);
    QCOMPARE(read(u"state:blocked,held"_s)->states, both);
    QCOMPARE(read(u"state:blocked,"_s)->states, QList<RunState>{RunState::Blocked});
    for (const QString &none : {u"state:,"_s, u"state:held state:,"_s})
        QVERIFY2(!read(none), qPrintable(none)); // none is not all
    QVERIFY(read(u"\"\" \" \""_s) == RunFilter());
}

void TestFilter::whatWasReachedIsNamed()
{
    const auto filter = read(u"reached:blocked,held reached_since:1h reached:paused"_s);
    QVERIFY(filter);
    QVERIFY(filter->reached);
    QCOMPARE(filter->reached->states, (QList<RunState>{RunState::Blocked, RunState::Held, RunState::Paused}));
    QVERIFY(filter->reached->since);
    QVERIFY(!filter->reached->until);
    QVERIFY(filter->states.isEmpty());
    for (const QString &line : {u"reached_since:1h"_s, u"reached:gone"_s, u"reached:,"_s, u"reached_when:1h"_s}) {
        const auto refused = read(line);
        QVERIFY2(!refused, qPrintable(line));
        QCOMPARE(word(refused.error().kind), word(ErrorKind::Usage));
        QVERIFY(!refused.error().remedy.isEmpty());
    }
}

void TestFilter::whatIsNoAttemptIsRefused_data()
{
    QTest::addColumn<QString>("value");
    for (const auto *value : {"", "/failed", "ocr/", "ocr/often", "ocr/failed/twice"})
        QTest::addRow("'%s'", value) << QString::fromLatin1(value);
}

void TestFilter::whatIsNoAttemptIsRefused()
{
    QFETCH(const QString, value);
    const auto filter = read(u"tried:"_s + value);
    QVERIFY(!filter);
    QCOMPARE(word(filter.error().kind), word(ErrorKind::Usage));
    QVERIFY(!filter.error().remedy.isEmpty());
}

QTEST_GUILESS_MAIN(TestFilter)
#include "tst_control_filter.moc"
