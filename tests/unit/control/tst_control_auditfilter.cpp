#include "control/auditfilter.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// The words that the audit is filtered by.
class TestAuditFilter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void words();
    void wrongWords_data();
    void wrongWords();

private:
    const Timestamp m_now{Milliseconds(1'000'000'000'000)};
};

void TestAuditFilter::words()
{
    const auto filter = parseAuditFilter(
        {u"actor:ann"_s, u"action:command.retry"_s, u"subject:incident/7"_s, u"since:2h"_s, u"until:1h"_s, u"the"_s, u"pump"_s},
        m_now);
    QVERIFY(filter);
    QCOMPARE(*filter, (AuditFilter{u"ann"_s, u"command.retry"_s, u"incident/7"_s, m_now - std::chrono::hours(2),
                                   m_now - std::chrono::hours(1), u"the pump"_s}));
    QCOMPARE(parseAuditFilter({}, m_now).value(), AuditFilter());
    QCOMPARE(parseAuditFilter({u""_s, u" "_s}, m_now).value(), AuditFilter()); // asks for nothing
    QVERIFY(!parseAuditFilter({u"actor:ann"_s, u"actor:bert"_s}, m_now));      // both would have to match
    QCOMPARE(parseAuditFilter({u"10:30"_s}, m_now).value().text, u"10:30"_s);  // a time is no key
    for (const QString &key : auditFilterKeys())
        QVERIFY2(parseAuditFilter({key + (key == u"since"_s || key == u"until"_s ? u":1h"_s : u":x"_s)}, m_now), qPrintable(key));
}

void TestAuditFilter::wrongWords_data()
{
    QTest::addColumn<QString>("word");
    QTest::newRow("unknown key") << u"state:blocked"_s;
    QTest::newRow("nothing") << u"actor:"_s;
    QTest::newRow("no time") << u"since:soon"_s;
}

void TestAuditFilter::wrongWords()
{
    QFETCH(QString, word);
    const auto filter = parseAuditFilter({u"good"_s, word}, m_now);
    QVERIFY(!filter);
    QVERIFY2(filter.error().detail.contains(word), qPrintable(filter.error().detail));
    QVERIFY(!filter.error().remedy.isEmpty());
}

QTEST_GUILESS_MAIN(TestAuditFilter)
#include "tst_control_auditfilter.moc"
