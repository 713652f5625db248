#include "runner/tuner.h"

#include "control/policytuning.h"
#include "definition/parser.h"
#include "storetesting.h"

using namespace cairn;
using namespace storetesting;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// The runner's tuner changes policies beside its own work, as long as it may.
class TestTuner : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void tunesBesideTheRunner();
    void asksNobodyWithoutBounds();
    void doesNothingOnceAnotherCarriesTheRuns();

private:
    static constexpr Timestamp Start{std::chrono::sys_days(std::chrono::year(2026) / 11 / 2)};
    static constexpr Timestamp Now = Start + std::chrono::days(4);
    void recordTunable();
    int revision() { return m_fixture->reader().service(u"ocr"_s).value_or(ServiceRevision()).revision; }

    std::optional<Fixture> m_fixture;
};

/// Three days on which timeouts were retried in vain.
void TestTuner::init()
{
    m_fixture.emplace();
    const RunId run = m_fixture->addRun(1);
    Transaction all;
    for (int i = 0; i < 120; ++i) {
        for (int number = 1; number <= 2; ++number) {
            Attempt made = attempt(run);
            made.item = i;
            made.number = number;
            made.startedAt = Start + std::chrono::days(i / 40) + i * 1min + number * 2s;
            made.timing.total = 1s;
            made.category = Category::Timeout;
            made.decision = number == 1 ? Action::Retry : Action::Block;
            all.add(AddAttempt{made});
        }
    }
    VERIFY_OK(m_fixture->store().commitAndWait(std::move(all)));
}

void TestTuner::recordTunable()
{
    const auto read = parseService("service: ocr\nbase_url: https://ocr.example.net\n"
                                   "tuning: { bounds: { retry.per_category.timeout: { least: 1, most: 6 } } }\n",
                                   u"ocr.yaml"_s);
    QVERIFY(read);
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(PutServiceRevision{*read, Start, u"ann"_s, {}})));
}

void TestTuner::tunesBesideTheRunner()
{
    recordTunable();
    const auto lease = m_fixture->store().acquireLease();
    VERIFY_OK(lease);
    Tuner tuner(m_fixture->store(), m_fixture->reader(), lease->fence);
    tuner.tick(Now);
    QTRY_COMPARE(revision(), 3);
    QCOMPARE(m_fixture->reader().service(u"ocr"_s)->actor, tuningActor());
}

void TestTuner::asksNobodyWithoutBounds()
{
    const auto lease = m_fixture->store().acquireLease();
    VERIFY_OK(lease);
    {
        Tuner tuner(m_fixture->store(), m_fixture->reader(), lease->fence);
        tuner.tick(Now);
    } // its end waits for what is under way
    QCOMPARE(revision(), 1);
}

void TestTuner::doesNothingOnceAnotherCarriesTheRuns()
{
    recordTunable();
    const auto lease = m_fixture->store().acquireLease();
    VERIFY_OK(lease);
    {
        Tuner tuner(m_fixture->store(), m_fixture->reader(), lease->fence - 1);
        tuner.tick(Now);
    }
    QCOMPARE(revision(), 2);
}

QTEST_GUILESS_MAIN(TestTuner)
#include "tst_tuner.moc"
