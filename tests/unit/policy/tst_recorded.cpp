#include "policy/recorded.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What is recorded as a sentence is read again as it was told, whatever people wrote into it.
class TestRecorded : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void causesOfBreakers_data();
    void causesOfBreakers();
    void othersTellNoCause();
    void whatEventsTell();
    void resultsOfProbes_data();
    void resultsOfProbes();
    void places();
    void holdsOfBreakers();
};

void TestRecorded::causesOfBreakers_data()
{
    QTest::addColumn<bool>("isOrdered");
    QTest::addColumn<Breaker::Order>("order");
    QTest::addColumn<CallWindow::Counts>("calls");
    QTest::addColumn<QString>("text");
    QTest::addColumn<BreakerCause>("cause");
    const auto order = [](const QString &reason, bool inWaves) { return Breaker::Order{!inWaves, {}, reason, inWaves}; };
    const CallWindow::Counts failed{20, 12, 3};
    const CallWindow::Counts slow{10, 2, 9};
    QTest::newRow("failed") << false << Breaker::Order() << failed << u"after 12 of 20 calls failed"_s
                            << BreakerCause{BreakerCause::Failed, {}, 12, 20};
    QTest::newRow("slow") << false << Breaker::Order() << slow << u"after 9 of 10 calls were slow"_s
                          << BreakerCause{BreakerCause::Slow, {}, 9, 10};
    QTest::newRow("an order comes first") << true << order(u"it is mended, ann"_s, false) << failed
                                          << u"by order: it is mended, ann"_s
                                          << BreakerCause{BreakerCause::Ordered, u"it is mended, ann"_s};
    QTest::newRow("in waves") << true << order(u"again"_s, true) << slow << u"in waves, by order: again"_s
                              << BreakerCause{BreakerCause::Released, u"again"_s};
    QTest::newRow("without a reason") << true << order({}, false) << CallWindow::Counts() << u"by order: "_s
                                      << BreakerCause{BreakerCause::Ordered};
    for (const QString &odd : {u"after 1 of 2 calls failed"_s, u"in waves, by order: by order: x"_s, u"by order: %1\n"_s})
        QTest::addRow("%s", qPrintable(odd))
            << true << order(odd, true) << failed << u"in waves, by order: "_s + odd << BreakerCause{BreakerCause::Released, odd};
}

void TestRecorded::causesOfBreakers()
{
    QFETCH(const bool, isOrdered);
    QFETCH(const Breaker::Order, order);
    QFETCH(const CallWindow::Counts, calls);
    QFETCH(const QString, text);
    QFETCH(const BreakerCause, cause);
    QCOMPARE(breakerCause(isOrdered ? &order : nullptr, calls), text);
    QCOMPARE(readBreakerCause(text), std::optional(cause));
    QCOMPARE(causeInTold(breakerTold(u"ocr"_s, text)), text);
}

void TestRecorded::othersTellNoCause()
{
    QCOMPARE(breakerCause(nullptr, {}), QString());
    for (const QString &text : {u""_s, u"of a later version"_s, u"by order"_s, u"after 1 of 2 calls failed twice"_s,
                                u"it is so after 1 of 2 calls failed"_s})
        QVERIFY2(!readBreakerCause(text), qPrintable(text));
}

void TestRecorded::whatEventsTell()
{
    QCOMPARE(breakerTold(u"ocr"_s, {}), u"ocr"_s);
    QCOMPARE(causeInTold(u"ocr"_s), QString());
    QCOMPARE(breakerTold(u"ocr"_s, u"by order: "_s), u"ocr by order: "_s);
}

void TestRecorded::resultsOfProbes_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("well") << 200 << QString() << u"ocr answers: HTTP 200 in 12ms"_s << u"12ms"_s;
    QTest::newRow("fails") << 503 << QString() << u"ocr answers, but with HTTP 503 (in 12ms)"_s << u"12ms"_s;
    QTest::newRow("silent") << 0 << u"refused (111)"_s << u"ocr does not answer: refused (111) (after 12ms)"_s
                            << u"refused (111) (after 12ms)"_s;
    QTest::newRow("said nothing, and that oddly")
        << 0 << u"x answers: HTTP 200 in 3ms"_s << u"ocr does not answer: x answers: HTTP 200 in 3ms (after 12ms)"_s
        << u"x answers: HTTP 200 in 3ms (after 12ms)"_s;
}

void TestRecorded::resultsOfProbes()
{
    QFETCH(const int, status);
    QFETCH(const QString, detail);
    QFETCH(const QString, text);
    QFETCH(const QString, said);
    QCOMPARE(probeResult(u"ocr"_s, status, detail, u"12ms"_s), text);
    QCOMPARE(readProbeResult(u"ocr"_s, text), std::optional(ProbeResult{status, said}));
    QVERIFY(!readProbeResult(u"ocr"_s, u"refused: there is no such service"_s));
}

void TestRecorded::places()
{
    QCOMPARE(deliveredTo(u"outbox/a b.txt"_s), u"written to outbox/a b.txt"_s);
    for (const QString &place : {u"outbox/a.txt"_s, u"/srv/in/written to x"_s, u"50%1"_s})
        QCOMPARE(readDelivered(deliveredTo(place)), place);
    QCOMPARE(readDelivered(u"the outbox was written to x"_s), QString());
}

/// Whatever an operator gave as a reason.
void TestRecorded::holdsOfBreakers()
{
    const QList<std::pair<HoldReason, bool>> holds{{{HoldReason::ForcedOpen, 0, 0, u"rate limit"_s}, true},
                                                   {{HoldReason::Open}, true},
                                                   {{HoldReason::Waves, 2, 5}, true},
                                                   {{HoldReason::Probes, 1, 3}, true},
                                                   {{HoldReason::None}, false},
                                                   {{HoldReason::Quiet}, false},
                                                   {{HoldReason::NoQuota}, false},
                                                   {{HoldReason::Budget}, false},
                                                   {{HoldReason::Rate, 5, 1'000}, false},
                                                   {{HoldReason::Concurrency, 4, 4}, false}};
    for (const auto &[hold, isOfBreaker] : holds)
        QVERIFY2(tellsOfBreaker(hold.text()) == isOfBreaker, qPrintable(hold.text()));
    QCOMPARE(holds.first().first.text(), u"breaker forced open: rate limit"_s);
}

QTEST_GUILESS_MAIN(TestRecorded)
#include "tst_recorded.moc"
