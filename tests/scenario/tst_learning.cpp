#include "cairnprogram.h"

#include "definition/parser.h"
#include "insight/policyreview.h"
#include "security/keyfile.h"
#include "store/sqlitestore.h"

#include <QJsonArray>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// What history says about policies, on the command line: advice, and the monthly review with its sign-off.
class TestLearning : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void advises();
    void saysWhenThereIsNothing();
    void reviewsAndSignsOff();
    void asksBeforeItSignsSeveral();
    void wrongUse();

private:
    Outcome cairn(const QStringList &words) const { return m_cairn->run(words); }
    void fill(Timestamp lastDay) const;
    /// Makes a definition a service's live one a week before a day.
    static void record(Store &store, const QByteArray &yaml, Timestamp lastDay);
    /// A day ago, and not so late that what lasts for an hour from then on crosses midnight.
    static Timestamp yesterday()
    {
        const Timestamp then = SystemClock().now() - 24h;
        return then - std::chrono::floor<std::chrono::days>(then) > 23h ? then - 1h : then;
    }
    static Month lastMonth() { return monthOf(SystemClock().now()) - std::chrono::months(1); }

    std::optional<CairnProgram> m_cairn;
};

void TestLearning::init()
{
    m_cairn.emplace();
    m_cairn->write(u"cairn.yaml"_s, "workspace: harbour\n");
    m_cairn->write(u"services/ocr.yaml"_s, "service: ocr\nbase_url: http://127.0.0.1:9\n"
                                           "contract: { latency_budget: 100ms, recovery_budget: 1m }\n");
    const Outcome applied = cairn({u"apply"_s});
    QVERIFY2(applied.exitCode == 0, applied.errors.constData());
}

void TestLearning::record(Store &store, const QByteArray &yaml, Timestamp lastDay)
{
    const auto revision = parseService(yaml, u"service.yaml"_s);
    QVERIFY2(revision, revision ? "" : qPrintable(revision.error().first().toString()));
    QVERIFY(store.commitAndWait(Transaction(PutServiceRevision{*revision, lastDay - std::chrono::days(7), u"ann@host"_s, {}})));
}

/// Three days up to `lastDay` on which timeouts were retried in vain, as a runner writes them down.
void TestLearning::fill(Timestamp lastDay) const
{
    auto store = openSqliteStore({m_cairn->path(u".cairn"_s), false, std::make_shared<KeyFile>(KeyFile::userFolder())});
    QVERIFY2(store, store ? "" : qPrintable(describe(store.error())));
    record(**store, "service: ocr\nbase_url: http://127.0.0.1:9\ncontract: { latency_budget: 200ms, recovery_budget: 1m }\n",
           lastDay);
    record(**store, "service: stamp\nbase_url: http://127.0.0.1:9\n", lastDay);
    const auto pipeline =
        parsePipeline("pipeline: intake\nversion: 1\ninput: { watch: inbox }\nsteps:\n  scan:\n    service: ocr\n"
                      "    request: { method: POST, path: /v1 }\n",
                      u"intake.yaml"_s);
    QVERIFY2(pipeline, pipeline ? "" : qPrintable(pipeline.error().first().toString()));
    const auto recorded = (*store)->commitAndWait(Transaction(PutPipelineVersion{*pipeline, lastDay}));
    QVERIFY(recorded);
    RunRecord run;
    run.id = RunId::generate(lastDay.time_since_epoch().count());
    run.pipelineVersionId = recorded->definitionId;
    run.inputName = u"invoice.pdf"_s;
    run.input = {Digest::of("invoice"), 7};
    run.submittedAt = lastDay;
    Transaction all(InsertRun{run});
    for (int i = 0; i < 120; ++i) {
        for (int number = 1; number <= 2; ++number) {
            Attempt made;
            made.run = run.id;
            made.step = StepId(u"scan"_s);
            made.item = i;
            made.number = number;
            made.idempotencyKey = u"\"%1\""_s.arg(i);
            made.service = u"ocr"_s;
            made.method = "POST";
            made.url = u"http://127.0.0.1:9/v1"_s;
            made.startedAt = lastDay - std::chrono::days(i / 40) + (i % 40) * 1min + number * 2s;
            made.timing.total = 1s;
            made.category = Category::Timeout;
            made.decision = number == 1 ? Action::Retry : Action::Block;
            all.add(AddAttempt{made});
        }
    }
    QVERIFY((*store)->commitAndWait(std::move(all)));
    QVERIFY((*store)->commitAndWait(Transaction(Tally{SystemClock().now()})));
}

void TestLearning::advises()
{
    fill(yesterday());
    const Outcome told = cairn({u"advice"_s, u"ocr"_s});
    QVERIFY2(told.exitCode == 0, told.errors.constData());
    for (const char *part : {"ocr: Retries after timeout failures never help (fair evidence)",
                             "120 of 120 such repeats failed again, on 3 days.", "policy.retry.per_category.timeout: none → 1",
                             "effect   ", "cairn service set ocr policy.retry.per_category.timeout=1"})
        QVERIFY2(told.output.contains(part), told.output.constData());
    const QList<QJsonObject> json = cairn({u"advice"_s, u"--json"_s}).json();
    QCOMPARE(json.size(), 1);
    QCOMPARE(json.first().value(u"advice"_s).toString(), u"retries_never_help:timeout"_s);
    const QJsonObject effect = json.first().value(u"effect"_s).toObject();
    QVERIFY(effect.value(u"draft"_s).toObject().value(u"requests"_s).toObject().value(u"median"_s).toDouble() <
            effect.value(u"live"_s).toObject().value(u"requests"_s).toObject().value(u"median"_s).toDouble());
    const Outcome oneDay = cairn({u"advice"_s, u"--since"_s, u"30h"_s});
    QVERIFY2(oneDay.output.contains("ocr: nothing to change (80 attempts looked at)"), oneDay.output.constData());
}

void TestLearning::saysWhenThereIsNothing()
{
    const Outcome told = cairn({u"advice"_s});
    QCOMPARE(told.exitCode, 0);
    QVERIFY2(told.output.contains("ocr: too little is recorded to go by (0 attempts)"), told.output.constData());
    QVERIFY(cairn({u"advice"_s, u"--json"_s}).output.isEmpty());
}

void TestLearning::reviewsAndSignsOff()
{
    fill(endOf(lastMonth()) - 48h);
    const bool isOverdue = SystemClock().now() >= endOf(lastMonth()) + ReviewGrace;
    const Outcome told = cairn({u"review"_s});
    QCOMPARE(told.exitCode, isOverdue ? 1 : 0);
    for (const QString &part :
         {u"ocr, %1 (revision 2 at its end)"_s.arg(toText(lastMonth())), u"attempts   240, 240 failed"_s,
          u"no good answer; promised 200ms, nothing to measure"_s, u"120, of which 120 (100.0 %) were wasted"_s})
        QVERIFY2(told.output.contains(part.toUtf8()), told.output.constData());
    const QString page = m_cairn->path(u"review.html"_s);
    const Outcome signedOff =
        cairn({u"review"_s, u"ocr"_s, u"--sign-off"_s, u"--reason"_s, u"the vendor <mends> it"_s, u"--html"_s, page});
    QVERIFY2(signedOff.exitCode == 0, signedOff.errors.constData());
    QVERIFY2(signedOff.output.contains("the vendor <mends> it"), signedOff.output.constData());
    const QByteArray html = m_cairn->read(u"review.html"_s);
    QVERIFY2(html.contains("the vendor &lt;mends&gt; it") && html.contains("<h2>ocr</h2>"), html.constData());
    const QJsonObject json = cairn({u"review"_s, u"--month"_s, toText(lastMonth()), u"--json"_s}).json().value(0);
    QCOMPARE(json.value(u"signed"_s).toObject().value(u"note"_s).toString(), u"the vendor <mends> it"_s);
    QCOMPARE(json.value(u"overdue"_s).toBool(), false);
    const QByteArray audit = cairn({u"audit"_s, u"list"_s, u"subject:service/ocr"_s}).output;
    QVERIFY2(audit.contains("policy.reviewed"), audit.constData());
    QCOMPARE(cairn({u"audit"_s, u"verify"_s}).exitCode, 0);
}

void TestLearning::asksBeforeItSignsSeveral()
{
    fill(endOf(lastMonth()) - 48h);
    const QStringList words{u"review"_s, u"--sign-off"_s, u"--reason"_s, u"looked at"_s};
    const Outcome unsure = cairn(words); // there is nobody to ask
    QCOMPARE(unsure.exitCode, 2);
    QVERIFY2(unsure.errors.contains("nothing was signed off: ocr, stamp are due"), unsure.errors.constData());
    QVERIFY(!cairn({u"audit"_s, u"list"_s}).output.contains("policy.reviewed"));
    QCOMPARE(cairn(words + QStringList{u"--yes"_s}).exitCode, 0);
    QCOMPARE(cairn({u"audit"_s, u"list"_s}).output.count("policy.reviewed"), 2);
    const Outcome again = cairn(words + QStringList{u"--yes"_s});
    QCOMPARE(again.exitCode, 4);
    QVERIFY2(again.errors.contains("no review of this month is due"), again.errors.constData());
}

void TestLearning::wrongUse()
{
    QCOMPARE(cairn({u"review"_s, u"ocr"_s, u"--month"_s, u"2999-01"_s}).exitCode, 2);
    QCOMPARE(cairn({u"review"_s, u"--month"_s, u"october"_s}).exitCode, 2);
    QCOMPARE(cairn({u"advice"_s, u"--since"_s, u"ever"_s}).exitCode, 2);
    QCOMPARE(cairn({u"advice"_s, u"nowhere"_s}).exitCode, 4);
    QCOMPARE(cairn({u"review"_s, u"nowhere"_s}).exitCode, 4);
    const Outcome early =
        cairn({u"review"_s, u"--month"_s, toText(monthOf(SystemClock().now())), u"--sign-off"_s, u"--reason"_s, u"x"_s});
    QCOMPARE(early.exitCode, 2);
    QVERIFY2(early.errors.contains("is not over yet"), early.errors.constData());
    QCOMPARE(cairn({u"review"_s, u"--html"_s, u"/nowhere/page.html"_s}).exitCode, 2);
}

QTEST_GUILESS_MAIN(TestLearning)
#include "tst_learning.moc"
