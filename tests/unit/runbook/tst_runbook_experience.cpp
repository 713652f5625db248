#include "runbook/experience.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What helped before is what was done last before an incident was resolved.
class TestRunbookExperience : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theLastBeforeTheEndHelped();
    void unresolvedSaysNothing();
    void looksDoNotCount();
    void theSameFingerprintCountsMore();
    void eachEndCountsForItself();

private:
    static Fingerprint print(const QString &step = u"send"_s)
    {
        return {u"publish"_s, StepId(step), Category::Service, u"503"_s};
    }
    static Timestamp at(int seconds) { return Timestamp(std::chrono::seconds(seconds)); }
    static PastDeed deed(qint64 incident, const QString &key, int when, int resolved, const QString &step = u"send"_s)
    {
        return {incident, print(step), key, at(when), resolved > 0 ? std::optional(at(resolved)) : std::nullopt};
    }
};

void TestRunbookExperience::theLastBeforeTheEndHelped()
{
    const auto helped = helpedBefore({deed(1, u"retry at_most=1"_s, 10, 100), deed(1, u"canary stop_at=50%"_s, 20, 100),
                                      deed(2, u"canary stop_at=50%"_s, 40, 200), deed(2, u"retry at_most=1"_s, 30, 200),
                                      deed(3, u"retry at_most=1"_s, 50, 300)},
                                     print());
    QCOMPARE(helped.value(u"retry at_most=1"_s), (Helped{1, 3, true}));
    QCOMPARE(helped.value(u"canary stop_at=50%"_s), (Helped{2, 2, true}));
    QCOMPARE(helped.size(), 2);
}

void TestRunbookExperience::unresolvedSaysNothing()
{
    QVERIFY(helpedBefore({deed(1, u"retry"_s, 10, 0), deed(2, u"skip"_s, 10, 0)}, print()).isEmpty());
    QVERIFY(helpedBefore({}, print()).isEmpty());
}

void TestRunbookExperience::looksDoNotCount()
{
    const auto helped = helpedBefore(
        {deed(1, u"retry"_s, 10, 100), deed(1, u"probe path=/health"_s, 20, 100), deed(1, u"open what=runs"_s, 30, 100)},
        print());
    QCOMPARE(helped.size(), 1);
    QCOMPARE(helped.value(u"retry"_s), (Helped{1, 1, true}));
}

void TestRunbookExperience::theSameFingerprintCountsMore()
{
    const auto helped = helpedBefore(
        {deed(1, u"retry"_s, 10, 100), deed(2, u"retry"_s, 10, 100, u"scan"_s), deed(2, u"skip"_s, 20, 100, u"scan"_s)}, print());
    QCOMPARE(helped.value(u"retry"_s), (Helped{1, 1, true})); // the one of step scan is not among them
    QCOMPARE(helped.value(u"skip"_s), (Helped{1, 1, false}));
}

void TestRunbookExperience::eachEndCountsForItself()
{
    const auto helped =
        helpedBefore({deed(1, u"retry"_s, 10, 100), deed(1, u"retry"_s, 110, 200), deed(1, u"skip"_s, 120, 200)}, print());
    QCOMPARE(helped.value(u"retry"_s), (Helped{1, 2, true}));
    QCOMPARE(helped.value(u"skip"_s), (Helped{1, 1, true}));
}

QTEST_GUILESS_MAIN(TestRunbookExperience)
#include "tst_runbook_experience.moc"
