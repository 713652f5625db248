#include "control/serviceadvice.h"

#include "control/advicetext.h"
#include "rawstore.h"
#include "storetesting.h"

using namespace cairn;
using namespace storetesting;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Advice over a real store: with its effect, its words, and what was dismissed.
class TestServiceAdvice : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void looksAtItsOwnServiceAndPeriod();
    void tellsEvidenceAndEffect();
    void whatIsDismissedStaysSoUntilItGrows();
    void growth_data();
    void growth();
    void everyKindHasWords_data();
    void everyKindHasWords();
    void canBeStopped();
    void whatRetentionLeftIsNotLearntFrom();

private:
    static constexpr Timestamp Now{std::chrono::sys_days(std::chrono::year(2026) / 11 / 26)};
    void addTimeouts(const QString &service, int days, int perDay);
    void addRetried(RunId run, int days, bool passes);
    void remove(RunId run, Timestamp before);
    ServiceAdvice advice(Milliseconds period = std::chrono::days(30));

    std::optional<Fixture> m_fixture;
    RunId m_run;
    int m_item = 0;
};

void TestServiceAdvice::init()
{
    m_fixture.emplace();
    m_run = m_fixture->addRun(1);
    m_item = 0;
}

/// Each retried once in vain.
void TestServiceAdvice::addTimeouts(const QString &service, int days, int perDay)
{
    Transaction all;
    for (int day = 1; day <= days; ++day) {
        for (int i = 0; i < perDay; ++i, ++m_item) {
            for (int number = 1; number <= 2; ++number) {
                Attempt made = attempt(m_run);
                made.service = service;
                made.item = m_item;
                made.number = number;
                made.startedAt = Now - std::chrono::days(day) + i * 1min + number * 2s;
                made.timing.total = 1s;
                made.category = Category::Timeout;
                made.decision = number == 1 ? Action::Retry : Action::Block;
                all.add(AddAttempt{made});
            }
        }
    }
    VERIFY_OK(m_fixture->store().commitAndWait(std::move(all)));
}

/// Twenty a day, each retried once.
void TestServiceAdvice::addRetried(RunId run, int days, bool passes)
{
    Transaction all;
    for (int day = 1; day <= days; ++day) {
        for (int i = 0; i < 20; ++i, ++m_item) {
            for (int number = 1; number <= 2; ++number) {
                Attempt made = attempt(run);
                made.service = u"ocr"_s;
                made.item = m_item;
                made.number = number;
                made.startedAt = Now - std::chrono::days(day) + i * 1min + number * 2s;
                made.timing.total = 1s;
                made.category = number == 2 && passes ? std::nullopt : std::optional(Category::Service);
                made.decision = number == 1 ? Action::Retry : passes ? Action::Succeed : Action::Block;
                all.add(AddAttempt{made});
            }
        }
    }
    VERIFY_OK(m_fixture->store().commitAndWait(std::move(all)));
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(Tally{Now})));
}

/// As retention does.
void TestServiceAdvice::remove(RunId run, Timestamp before)
{
    cairn::testing::RawStore(m_fixture->folder())
        .change(u"DELETE FROM attempt WHERE run_id = %1 AND started_at < %2"_s.arg(run.value())
                    .arg(before.time_since_epoch().count()));
}

ServiceAdvice TestServiceAdvice::advice(Milliseconds period)
{
    auto read = readAdvice(m_fixture->reader(), u"ocr"_s, Now - period, Now);
    if (!read)
        qFatal("%s", qPrintable(describe(read.error())));
    return *read;
}

void TestServiceAdvice::looksAtItsOwnServiceAndPeriod()
{
    addTimeouts(u"antivirus"_s, 3, 40);
    QCOMPARE(advice().attempts, 0);
    QVERIFY(advice().saysTooLittle());
    addTimeouts(u"ocr"_s, 3, 40);
    QCOMPARE(advice().attempts, 240);
    QCOMPARE(advice(36h).attempts, 80);
    QVERIFY(advice(36h).items.isEmpty()); // of one day alone
    COMPARE_ERROR(readAdvice(m_fixture->reader(), u"nowhere"_s, Now - 24h, Now), ErrorKind::NotFound);
}

void TestServiceAdvice::tellsEvidenceAndEffect()
{
    addTimeouts(u"ocr"_s, 3, 60);
    const ServiceAdvice read = advice();
    QCOMPARE(read.items.size(), 1);
    const AdviceItem &item = read.items.first();
    QCOMPARE(item.advice.key(), u"retries_never_help:timeout"_s);
    QCOMPARE(item.changes, (QList<ServiceChange>{{u"policy.retry.per_category.timeout"_s, {}, u"1"_s}}));
    QVERIFY(item.effect);
    QCOMPARE(item.effect->calls, 180);
    QCOMPARE(item.effect->draft.requests.median, 180.0);
    QVERIFY(item.effect->live.requests.median > 180.0);
    QVERIFY(!effectParts(*item.effect).isEmpty());
    QCOMPARE(adviceRemedy(u"ocr"_s, item),
             u"cairn service set ocr policy.retry.per_category.timeout=1 --reason \"advice: retries_never_help:timeout\""_s);
    const QJsonObject json = toJson(read, item);
    QCOMPARE(json.value(u"confidence"_s).toString(), u"strong"_s);
    QCOMPARE(json.value(u"cases"_s).toInt(), 180);
    QVERIFY(json.value(u"evidence"_s).toString().contains(u"180 of 180"_s));
    QVERIFY(json.value(u"effect"_s).toObject().contains(u"draft"_s));
    QVERIFY(!json.contains(u"dismissed"_s));
    QVERIFY(!json.contains(u"worse"_s));
    AdviceItem harmful = item;
    harmful.effect->draft.left = {90, 100, 110};
    harmful.effect->live.left = {0, 0, 0};
    QCOMPARE(drawback(harmful), u"100 calls would be left to people instead of 0"_s);
    QCOMPARE(toJson(read, harmful).value(u"worse"_s).toString(), drawback(harmful));
}

void TestServiceAdvice::whatIsDismissedStaysSoUntilItGrows()
{
    addTimeouts(u"ocr"_s, 3, 50);
    const AdviceItem item = advice().items.first();
    VERIFY_OK(m_fixture->store().commitAndWait(dismissal(u"ocr"_s, item.advice, u"ann@host"_s, u"they mend it"_s, Now)));
    addTimeouts(u"ocr"_s, 3, 49);
    const AdviceItem after = advice().items.first();
    QVERIFY(after.dismissed);
    QCOMPARE(after.dismissed->actor, u"ann@host"_s);
    QCOMPARE(after.dismissed->reason, u"they mend it"_s);
    QCOMPARE(after.dismissed->cases, 150);
    QCOMPARE(toJson(advice(), after).value(u"dismissed"_s).toObject().value(u"reason"_s).toString(), u"they mend it"_s);
    addTimeouts(u"ocr"_s, 3, 1);
    QVERIFY(!advice().items.first().dismissed);
}

void TestServiceAdvice::growth_data()
{
    QTest::addColumn<qint64>("cases");
    QTest::addColumn<Confidence>("confidence");
    QTest::addColumn<bool>("grown");
    QTest::newRow("the same") << qint64(100) << Confidence::Fair << false;
    QTest::newRow("nearly twice") << qint64(199) << Confidence::Fair << false;
    QTest::newRow("twice") << qint64(200) << Confidence::Fair << true;
    QTest::newRow("surer") << qint64(100) << Confidence::Strong << true;
    QTest::newRow("less") << qint64(50) << Confidence::Weak << false;
}

void TestServiceAdvice::growth()
{
    QFETCH(const qint64, cases);
    QFETCH(const Confidence, confidence);
    QFETCH(const bool, grown);
    Recommendation found;
    found.cases = cases;
    found.confidence = confidence;
    QCOMPARE(hasGrown(found, {{}, 100, Confidence::Fair, {}, {}, {}}), grown);
}

void TestServiceAdvice::everyKindHasWords_data()
{
    QTest::addColumn<AdviceKind>("kind");
    for (int i = 0; i <= int(AdviceKind::PollTooTight); ++i)
        QTest::newRow(qPrintable(word(AdviceKind(i)))) << AdviceKind(i);
}

void TestServiceAdvice::everyKindHasWords()
{
    QFETCH(const AdviceKind, kind);
    AdviceItem item;
    item.advice.kind = kind;
    item.advice.category = Category::Timeout;
    item.advice.poll = {u"intake"_s, u"extract"_s};
    item.advice.cases = 1'234;
    item.advice.among = 5'678;
    item.advice.days = 9;
    item.advice.measured = item.advice.present = item.advice.beside = 2'000;
    item.advice.proposed = 3'000;
    QVERIFY(!adviceTitle(item.advice).contains(u'%'));
    const QString evidence = adviceEvidence(item.advice);
    QVERIFY2(evidence.contains(u"1234"_s), qPrintable(evidence));
    QVERIFY2(!evidence.contains(u"%1"_s) && evidence.endsWith(u'.'), qPrintable(evidence));
    QVERIFY(adviceRemedy(u"ocr"_s, item).contains(u"intake.yaml"_s)); // without a draft, it is the pipeline's
}

void TestServiceAdvice::canBeStopped()
{
    addTimeouts(u"ocr"_s, 3, 40);
    COMPARE_ERROR(readAdvice(m_fixture->reader(), u"ocr"_s, Now - 24h, Now, [](double) { return false; }), ErrorKind::Cancelled);
}

/// Runs that went well are removed, those that wait for a person stay: of what is left it would seem that no retry ever helped.
void TestServiceAdvice::whatRetentionLeftIsNotLearntFrom()
{
    const RunId good = m_run;
    const RunId bad = m_fixture->addRun(2);
    addRetried(good, 3, true);
    addRetried(bad, 3, false);
    QCOMPARE(advice().attempts, 240);
    QVERIFY(!advice().isThinned());
    QVERIFY(advice().items.isEmpty());

    remove(good, Now - std::chrono::days(2));
    QCOMPARE(advice().attempts, 160);
    QVERIFY(advice().isThinned());
    QCOMPARE(advice().keptSince, Now - std::chrono::days(2));
    QVERIFY(advice().items.isEmpty());
    QCOMPARE(advice(std::chrono::days(2)).keptSince, Now - std::chrono::days(2));
    QVERIFY(!advice(std::chrono::days(2)).isThinned());

    remove(good, Now);
    QCOMPARE(advice().attempts, 0);
    QVERIFY(advice().items.isEmpty());
    QVERIFY(advice().saysTooLittle());
    QCOMPARE(advice(36h).attempts, 0); // by the hour, of half a day
}

QTEST_GUILESS_MAIN(TestServiceAdvice)
#include "tst_serviceadvice.moc"
