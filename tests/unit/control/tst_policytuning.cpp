#include "control/policytuning.h"

#include "control/audit.h"
#include "control/serviceadvice.h"
#include "definition/parser.h"
#include "storetesting.h"

using namespace cairn;
using namespace storetesting;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// The tuner over a real store: what it changes, what it takes back, and what it writes down. Each step knows nothing but the
/// store, as after a restart.
class TestPolicyTuning : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void leavesOthersAlone();
    void beginsOneTrial();
    void keepsWhatIsNoWorse();
    void takesBackWhatIsWorse();
    void doesNotMakeWhatIsForeseenToBeWorse();
    void anothersChangeEndsTheTrial();
    void whatIsUndoneIsNotDoneAgain_data();
    void whatIsUndoneIsNotDoneAgain();
    void whatIsDismissedIsNotDone();

private:
    static constexpr Timestamp Start{std::chrono::sys_days(std::chrono::year(2026) / 11 / 2)};
    static ServiceRevision tunable(const QByteArray &more = {});
    ServiceRevision live();
    void record(const ServiceRevision &revision, Timestamp at, const QString &actor = u"ann@host"_s);
    void addSteps(Timestamp from, int count, bool pass, bool retried);
    bool step(Timestamp now);
    QStringList notes();

    std::optional<Fixture> m_fixture;
    RunId m_run;
    int m_item = 0;
};

void TestPolicyTuning::init()
{
    m_fixture.emplace();
    m_run = m_fixture->addRun(1);
    m_item = 0;
}

ServiceRevision TestPolicyTuning::tunable(const QByteArray &more)
{
    const auto read = parseService("# ours\nservice: ocr\nbase_url: https://ocr.example.net\n" + more +
                                       "tuning:\n  trial: 1d\n  bounds:\n    retry.per_category.timeout: { least: 1, most: 6 }\n",
                                   u"ocr.yaml"_s);
    if (!read)
        qFatal("%s", qPrintable(read.error().first().toString()));
    return *read;
}

ServiceRevision TestPolicyTuning::live()
{
    return m_fixture->reader().service(u"ocr"_s).value_or(ServiceRevision());
}

void TestPolicyTuning::record(const ServiceRevision &revision, Timestamp at, const QString &actor)
{
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(PutServiceRevision{revision, at, actor, u"by hand"_s})));
}

/// Steps of a day: good ones, or those that time out, with a retry in vain or without.
void TestPolicyTuning::addSteps(Timestamp from, int count, bool pass, bool retried)
{
    Transaction all;
    for (int i = 0; i < count; ++i, ++m_item) {
        for (int number = 1; number <= (retried ? 2 : 1); ++number) {
            Attempt made = attempt(m_run);
            made.item = m_item;
            made.number = number;
            made.startedAt = from + i * 1min + number * 2s;
            made.timing.total = pass ? 200ms : 1s;
            made.category = pass ? std::nullopt : std::optional(Category::Timeout);
            made.decision = pass ? Action::Succeed : number == 1 && retried ? Action::Retry : Action::Block;
            all.add(AddAttempt{made});
        }
    }
    VERIFY_OK(m_fixture->store().commitAndWait(std::move(all)));
}

/// Whether there was anything to do.
bool TestPolicyTuning::step(Timestamp now)
{
    auto move = tuningStep(m_fixture->reader(), live(), now);
    if (!move)
        qFatal("%s", qPrintable(describe(move.error())));
    if (!*move)
        return false;
    const auto done = m_fixture->store().commitAndWait(std::move(**move));
    if (!done)
        qFatal("%s", qPrintable(describe(done.error())));
    return true;
}

/// What the audit has of the tuner, oldest first.
QStringList TestPolicyTuning::notes()
{
    QStringList found;
    const auto entries = m_fixture->reader().auditEntries(0, 1'000);
    for (const AuditEntry &entry : entries.value_or(QList<AuditEntry>())) {
        if (entry.actor == tuningActor())
            found.append(entry.action);
    }
    return found;
}

void TestPolicyTuning::leavesOthersAlone()
{
    for (int day = 0; day < 3; ++day)
        addSteps(Start + std::chrono::days(day), 40, false, true);
    QVERIFY(!step(Start + std::chrono::days(4))); // the fixture's service has no bounds
    QCOMPARE(live().revision, 1);
}

void TestPolicyTuning::beginsOneTrial()
{
    record(tunable(), Start);
    for (int day = 0; day < 3; ++day)
        addSteps(Start + std::chrono::days(day), 40, false, true);
    const Timestamp now = Start + std::chrono::days(4);
    QVERIFY(step(now));
    QCOMPARE(live().revision, 3);
    QCOMPARE(live().actor, u"cairn:tuner"_s);
    const QString reason = live().reason; // with what is foreseen
    QVERIFY2(
        reason.startsWith(
            u"retries_never_help:timeout: retry.per_category.timeout from none to 1; foreseen for the last 7d: 120 calls left to "
            "people instead of 120, 120 requests instead of "_s),
        qPrintable(reason));
    QVERIFY(!reason.endsWith(u" 120"_s)); // it saves the retries
    QCOMPARE(live().service.policy.retry.perCategory, (QMap<Category, int>{{Category::Timeout, 1}}));
    QVERIFY2(live().source.startsWith("# ours\n"), live().source.constData());
    const auto back = parseService(live().source, u"ocr.yaml"_s); // the text says what rules
    QVERIFY(back);
    QCOMPARE(back->digest, live().digest);
    QCOMPARE(notes(), QStringList({u"service.revised"_s, u"tuning.begun"_s}));
    QVERIFY(!step(now + 1min)); // one at a time
    QVERIFY(verifyAudit(m_fixture->reader(), {})->isSound());
}

void TestPolicyTuning::keepsWhatIsNoWorse()
{
    record(tunable(), Start);
    for (int day = 0; day < 4; ++day)
        addSteps(Start + std::chrono::days(day), 60, false, true);
    const Timestamp now = Start + std::chrono::days(4);
    QVERIFY(step(now));
    addSteps(now + 1h, 60, false, false); // as many are left to people, without the requests
    QVERIFY(!step(now + 23h));
    QVERIFY(step(now + 24h));
    QCOMPARE(live().revision, 3);
    QCOMPARE(notes().last(), u"tuning.kept"_s);
    QVERIFY(!step(now + 25h)); // it rests
}

void TestPolicyTuning::takesBackWhatIsWorse()
{
    record(tunable(), Start);
    const Digest before = live().digest;
    for (int day = 0; day < 4; ++day) {
        addSteps(Start + std::chrono::days(day), 40, false, true);
        addSteps(Start + std::chrono::days(day) + 2h, 400, true, false);
    }
    const Timestamp now = Start + std::chrono::days(4);
    QVERIFY(step(now));
    addSteps(now + 1h, 200, false, false);
    addSteps(now + 5h, 200, true, false);
    QVERIFY(step(now + 23h)); // half of them, where hardly any was: before its time is over
    QCOMPARE(live().revision, 4);
    QCOMPARE(live().digest, before);
    QVERIFY2(live().reason.startsWith(u"rolled back: "_s), qPrintable(live().reason));
    QCOMPARE(notes(), QStringList({u"service.revised"_s, u"tuning.begun"_s, u"service.revised"_s, u"tuning.rolled_back"_s}));
    QVERIFY(!step(now + std::chrono::days(10))); // what made it worse is not tried again soon
}

/// A month says that retries never help, but in the last week they always did.
void TestPolicyTuning::doesNotMakeWhatIsForeseenToBeWorse()
{
    record(tunable(), Start);
    for (int day = 0; day < 3; ++day)
        addSteps(Start + std::chrono::days(day), 1'000, false, true);
    const Timestamp recently = Start + std::chrono::days(15);
    Transaction helped;
    for (int i = 0; i < 25; ++i, ++m_item) {
        for (int number = 1; number <= 2; ++number) {
            Attempt made = attempt(m_run);
            made.item = m_item;
            made.number = number;
            made.startedAt = recently + i * 10min + number * 2s;
            made.timing.total = 1s;
            made.category = number == 1 ? std::optional(Category::Timeout) : std::nullopt;
            made.decision = number == 1 ? Action::Retry : Action::Succeed;
            helped.add(AddAttempt{made});
        }
    }
    VERIFY_OK(m_fixture->store().commitAndWait(std::move(helped)));
    const Timestamp now = recently + std::chrono::days(2);
    QVERIFY(step(now));
    QCOMPARE(live().revision, 2);
    QCOMPARE(notes(), QStringList({u"tuning.refused"_s}));
    const QString why = m_fixture->reader().auditEntries(0, 1'000)->last().reason;
    const QRegularExpression left(u"not done, since (\\d+) calls would be left to people instead of 0;"_s);
    QVERIFY2(left.match(why).captured(1).toInt() > 5, qPrintable(why)); // of 25, half of whose attempts fail
    QVERIFY(!step(now + 10min));                                        // it is not asked again for a week
    // then there is no recent past that speaks against it
    QVERIFY(step(now + std::chrono::days(8)));
    QCOMPARE(live().revision, 3);
    QVERIFY(!live().reason.contains(u"foreseen"_s));
}

void TestPolicyTuning::anothersChangeEndsTheTrial()
{
    record(tunable(), Start);
    for (int day = 0; day < 3; ++day)
        addSteps(Start + std::chrono::days(day), 40, false, true);
    const Timestamp now = Start + std::chrono::days(4);
    QVERIFY(step(now));
    record(tunable("policy: { retry: { attempts: 2 } }\n"), now + 1h);
    QVERIFY(step(now + 2h));
    QCOMPARE(notes().last(), u"tuning.abandoned"_s);
    QCOMPARE(live().revision, 4);
    QCOMPARE(live().actor, u"ann@host"_s);
}

void TestPolicyTuning::whatIsUndoneIsNotDoneAgain_data()
{
    QTest::addColumn<bool>("isKept");
    QTest::newRow("during the trial") << false;
    QTest::newRow("when it had been kept") << true;
}

void TestPolicyTuning::whatIsUndoneIsNotDoneAgain()
{
    QFETCH(const bool, isKept);
    record(tunable(), Start);
    for (int day = 0; day < 4; ++day)
        addSteps(Start + std::chrono::days(day), 60, false, true);
    Timestamp now = Start + std::chrono::days(4);
    QVERIFY(step(now));
    if (isKept) {
        addSteps(now + 1h, 60, false, false);
        now += std::chrono::days(1);
        QVERIFY(step(now));
        QCOMPARE(notes().last(), u"tuning.kept"_s);
    }
    record(tunable(), now + 1h);       // as before
    QCOMPARE(step(now + 2h), !isKept); // abandoned
    for (int day = 2; day < 20; ++day)
        QVERIFY2(!step(now + std::chrono::days(day)), qPrintable(notes().last()));
    QCOMPARE(live().actor, u"ann@host"_s);
}

void TestPolicyTuning::whatIsDismissedIsNotDone()
{
    record(tunable(), Start);
    for (int day = 0; day < 3; ++day)
        addSteps(Start + std::chrono::days(day), 40, false, true);
    const Timestamp now = Start + std::chrono::days(4);
    const auto advice = readAdvice(m_fixture->reader(), u"ocr"_s, Start, now);
    QVERIFY(advice);
    for (const AdviceItem &item : advice->items)
        VERIFY_OK(
            m_fixture->store().commitAndWait(dismissal(u"ocr"_s, item.advice, u"ann@host"_s, u"the contract wants it"_s, now)));
    QVERIFY(!step(now));
    QCOMPARE(live().revision, 2);
    addSteps(Start + std::chrono::days(3), 200, false, true); // there is more to it
    QVERIFY(step(now));
}

QTEST_GUILESS_MAIN(TestPolicyTuning)
#include "tst_policytuning.moc"
