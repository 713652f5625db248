#include "control/requestbuilder.h"
#include "policy/holdreason.h"
#include "ui/run/explanation.h"
#include "ui/run/whybox.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace cairn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Each standstill says why, and what can be done about it.
class TestExplanation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void runsThatMoveNeedNone_data();
    void runsThatMoveNeedNone();
    void everyCategoryHasAdvice_data();
    void everyCategoryHasAdvice();
    void adviceLeadsToWhatIsWrong_data();
    void adviceLeadsToWhatIsWrong();
    void adviceIsThatOfTheItemThatFails();
    void whatElseIsBlockedIsNamed();
    void theBoxEditsTheStepThatItIsAbout();
    void waitingCountsDown();
    void heldSaysWhyAndAsksForNothing();
    void heldTellsHowTheBreakerStandsNow();
    void whatIsOnlyAskedAboutIsNotTriedAgain();
    void awaitedNamesTheService();
    void unknownNamesTheKey();
    void unknownIsNamedItemByItem();
    void cancelledNamesWhoAndWhy();
    void pausedSaysWhy();
    void commandsFitTheState_data();
    void commandsFitTheState();
};

namespace {

const Timestamp Now(1'795'512'600'000ms);

RunDetail detailOf(RunState state, StepState stepState, std::optional<Category> category = {})
{
    Step step;
    step.id = StepId(u"publish"_s);
    step.service = u"store"_s;
    RunDetail detail;
    detail.version.pipeline.steps = {step};
    detail.run.state = state;
    detail.run.step = step.id;
    detail.run.nextAt = Now + 75s;
    Checkpoint checkpoint;
    checkpoint.step = step.id;
    checkpoint.state = stepState;
    checkpoint.category = category;
    checkpoint.cause = u"the service answered so"_s;
    checkpoint.reason = u"because"_s;
    checkpoint.actor = u"ann"_s;
    checkpoint.nextAt = detail.run.nextAt;
    detail.history.checkpoints = {checkpoint};
    detail.progress = RunProgress(detail.version.pipeline, detail.history);
    return detail;
}

} // namespace

void TestExplanation::runsThatMoveNeedNone_data()
{
    QTest::addColumn<RunState>("state");
    QTest::newRow("pending") << RunState::Pending;
    QTest::newRow("running") << RunState::Running;
    QTest::newRow("succeeded") << RunState::Succeeded;
}

void TestExplanation::runsThatMoveNeedNone()
{
    QFETCH(RunState, state);
    QVERIFY(explain(detailOf(state, StepState::Pending), Now).isEmpty());
}

void TestExplanation::everyCategoryHasAdvice_data()
{
    QTest::addColumn<Category>("category");
    for (int category = 0; category <= int(Category::Internal); ++category)
        QTest::newRow(qPrintable(word(Category(category)))) << Category(category);
}

void TestExplanation::everyCategoryHasAdvice()
{
    QFETCH(Category, category);
    const Explanation why = explain(detailOf(RunState::Blocked, StepState::Blocked, category), Now);
    QVERIFY(why.title.contains(u"publish"_s));
    QVERIFY(why.cause.endsWith(u"the service answered so"_s));
    QCOMPARE(why.reason, u"because"_s);
    QVERIFY(why.advice.size() > 20);
    QCOMPARE(why.look, Look::Blocked);
    QCOMPARE(why.commands, commandsFor(RunState::Blocked));
}

void TestExplanation::adviceLeadsToWhatIsWrong_data()
{
    QTest::addColumn<Category>("category");
    QTest::addColumn<int>("status");
    QTest::addColumn<TransportFault>("fault");
    QTest::addColumn<bool>("delivers");
    QTest::addColumn<QString>("advice");
    const auto none = TransportFault::None;
    QTest::newRow("422") << Category::Data << 422 << none << false << u"does not accept this content"_s;
    QTest::newRow("404") << Category::Data << 404 << none << false << u"Service store takes no such request at this address"_s;
    QTest::newRow("expect") << Category::Data << 200 << none << false << u"its answer is not what the pipeline expects"_s;
    QTest::newRow("expression") << Category::Data << 0 << none << false << u"Nothing was sent: the pipeline makes no request"_s;
    QTest::newRow("policy") << Category::Policy << 0 << none << false << u"clear the service and retry"_s;
    QTest::newRow("401") << Category::Auth << 401 << none << false << u"refuses our credentials"_s;
    QTest::newRow("no secret") << Category::Auth << 0 << TransportFault::CredentialUnusable << false
                               << u"Nothing was sent: the secret is missing"_s;
    QTest::newRow("not trusted") << Category::Auth << 0 << TransportFault::TlsFailed << false
                                 << u"(http or https, host and port)"_s;
    QTest::newRow("not reached") << Category::Network << 0 << TransportFault::ConnectionRefused << false
                                 << u"See whether its base_url in services/ is right"_s;
    QTest::newRow("another form") << Category::Schema << 200 << none << false << u"say that it did not happen"_s;
    QTest::newRow("lost payload") << Category::Internal << 0 << TransportFault::RequestUnreadable << false
                                  << u"submit the same file again"_s;
    QTest::newRow("409") << Category::Conflict << 409 << none << false << u"Service store holds something"_s;
    QTest::newRow("name taken") << Category::Conflict << 0 << none << true << u"something has that name already"_s;
}

void TestExplanation::adviceLeadsToWhatIsWrong()
{
    QFETCH(Category, category);
    QFETCH(int, status);
    QFETCH(TransportFault, fault);
    QFETCH(bool, delivers);
    QFETCH(QString, advice);
    RunDetail detail = detailOf(RunState::Blocked, StepState::Blocked, category);
    detail.history.checkpoints.first().status = status;
    detail.history.checkpoints.first().attempts = 1;
    Attempt attempt;
    attempt.step = detail.run.step;
    attempt.status = status;
    attempt.fault = fault;
    detail.history.attempts = {attempt};
    if (delivers)
        detail.version.pipeline.steps.first().service.clear();
    detail.progress = RunProgress(detail.version.pipeline, detail.history);
    const Explanation why = explain(detail, Now);
    QVERIFY2(why.advice.contains(advice), qPrintable(why.advice));
}

/// The step whose items were gathered has been sent by none, and answered by none.
void TestExplanation::adviceIsThatOfTheItemThatFails()
{
    RunDetail detail = detailOf(RunState::Blocked, StepState::Blocked, Category::Data);
    const Checkpoint gathered = detail.history.checkpoints.takeFirst();
    Checkpoint fannedOut = gathered, passed = gathered, failed = gathered;
    fannedOut.state = StepState::InFlight;
    fannedOut.category.reset();
    fannedOut.items = 2;
    passed.item = 0;
    passed.state = StepState::Succeeded;
    passed.status = 200;
    failed.item = 1;
    failed.status = 404;
    detail.history.checkpoints = {fannedOut, passed, failed, gathered};
    detail.history.checkpoints.last().items = 2;
    detail.progress = RunProgress(detail.version.pipeline, detail.history);
    const QString advice = explain(detail, Now).advice;
    QVERIFY2(advice.startsWith(u"Service store takes no such request at this address"_s), qPrintable(advice));
}

void TestExplanation::whatElseIsBlockedIsNamed()
{
    RunDetail detail = detailOf(RunState::Blocked, StepState::Blocked, Category::Data);
    for (const auto &[name, state] : {std::pair(u"thumbnail"_s, StepState::Blocked), {u"notify"_s, StepState::Pending}}) {
        Step step;
        step.id = StepId(name);
        detail.version.pipeline.steps.append(step);
        Checkpoint checkpoint;
        checkpoint.step = step.id;
        checkpoint.state = state;
        checkpoint.category = Category::Auth;
        checkpoint.cause = u"the service answered 401"_s;
        detail.history.checkpoints.append(checkpoint);
    }
    detail.progress = RunProgress(detail.version.pipeline, detail.history);
    RunRelations relations;
    HandledIncident handled;
    handled.incident.id = 2;
    handled.incident.fingerprint.step = StepId(u"thumbnail"_s);
    handled.incident.counts.failing = 1;
    relations.incidents.append(handled);
    const Explanation why = explain(detail, Now, relations);
    QCOMPARE(why.incident, 0);
    QCOMPARE(why.advice.section(u'\n', 1), u"Also blocked: thumbnail · Credentials: the service answered 401"_s);
    QCOMPARE(why.others, (QList<Explanation::Other>{{2, u"thumbnail · Incident 2 (open)"_s}}));
}

/// Whatever step is chosen beside it.
void TestExplanation::theBoxEditsTheStepThatItIsAbout()
{
    RunDetail detail = detailOf(RunState::Blocked, StepState::Blocked, Category::Data);
    QVERIFY(!explain(detail, Now).edits); // nothing is sent that could be edited
    detail.version.pipeline.steps.first().request.body.kind = RequestBody::Kind::Json;
    const Explanation why = explain(detail, Now);
    QCOMPARE(why.edits, std::optional(StepKey{StepId(u"publish"_s)}));
    WhyBox box;
    QList<StepKey> edited;
    connect(&box, &WhyBox::editWanted, this, [&](const StepKey &step) { edited.append(step); });
    box.setExplanation(why);
    box.findChild<QPushButton *>(u"whyEdit"_s)->click();
    QCOMPARE(edited, (QList<StepKey>{{StepId(u"publish"_s)}}));
    box.setExplanation(explain(detailOf(RunState::OutcomeUnknown, StepState::OutcomeUnknown), Now));
    QVERIFY(box.findChild<QPushButton *>(u"whyEdit"_s)->isHidden());
}

void TestExplanation::waitingCountsDown()
{
    const RunDetail detail = detailOf(RunState::WaitingRetry, StepState::WaitingRetry, Category::Timeout);
    QVERIFY(explain(detail, Now).title.endsWith(u"in 1m 15s"_s));
    QVERIFY(explain(detail, Now + 74'500ms).title.endsWith(u"in 1s"_s));
    QVERIFY(explain(detail, Now + 80s).title.endsWith(u"now"_s));
}

void TestExplanation::heldSaysWhyAndAsksForNothing()
{
    const Explanation why = explain(detailOf(RunState::Held, StepState::Held), Now);
    QCOMPARE(why.title, u"Step publish is held"_s);
    QCOMPARE(why.reason, u"because"_s);
    QCOMPARE(why.look, Look::Held);
    QVERIFY2(why.advice.contains("no attempt"_L1), qPrintable(why.advice));
}

/// And not as it stood when the step came to be held.
void TestExplanation::heldTellsHowTheBreakerStandsNow()
{
    RunDetail detail = detailOf(RunState::Held, StepState::Held);
    const auto recorded = [&](const QString &reason) {
        detail.history.checkpoints.first().reason = reason;
        detail.progress = RunProgress(detail.version.pipeline, detail.history);
    };
    RunRelations relations;
    ServiceHealth &gate = relations.gate.emplace();
    gate.revision.service.name = u"store"_s;
    gate.state.breaker.force({true, Now + 31s, u"the vendor mends it"_s}, Now);
    recorded(HoldReason{HoldReason::Probes, 2, 2}.text());
    QCOMPARE(explain(detail, Now, relations).reason, u"Breaker forced open for another 31s: the vendor mends it"_s);
    QCOMPARE(explain(detail, Now + 500ms, relations).reason, u"Breaker forced open for another 31s: the vendor mends it"_s);
    QCOMPARE(explain(detail, Now + 40s, relations).reason, u"Breaker half open"_s);
    gate.state = {};
    QCOMPARE(explain(detail, Now, relations).reason, u"Breaker closed"_s); // its turn comes
    recorded(HoldReason{HoldReason::Rate, 5, 1'000}.text());
    QCOMPARE(explain(detail, Now, relations).reason, HoldReason({HoldReason::Rate, 5, 1'000}).text());

    WhyBox box;
    QSignalSpy breaker(&box, &WhyBox::breakerWanted);
    box.setExplanation(explain(detail, Now, relations));
    auto *link = box.findChild<QToolButton *>(u"whyBreaker"_s);
    QCOMPARE(link->text(), u"Breaker of store"_s);
    link->click();
    QCOMPARE(breaker.takeFirst().first().toString(), u"store"_s);
    box.setExplanation(explain(detailOf(RunState::Blocked, StepState::Blocked, Category::Data), Now, relations));
    QVERIFY(link->isHidden());
}

/// Its service lets no question in.
void TestExplanation::whatIsOnlyAskedAboutIsNotTriedAgain()
{
    using enum CommandKind;
    QCOMPARE(explain(detailOf(RunState::Held, StepState::WaitingCallback), Now).commands,
             (QList<CommandKind>{Skip, Pause, Cancel}));
    RunDetail detail = detailOf(RunState::Held, StepState::OutcomeUnknown);
    detail.version.pipeline.steps[0].reconcile.emplace();
    QCOMPARE(explain(detail, Now).commands, (QList<CommandKind>{Retry, Pause, Cancel}));
}

void TestExplanation::awaitedNamesTheService()
{
    const Explanation why = explain(detailOf(RunState::WaitingCallback, StepState::WaitingCallback), Now);
    QCOMPARE(why.title, u"Step publish is taken up, and not done yet"_s);
    QVERIFY2(why.advice.contains("Service store"_L1), qPrintable(why.advice));
}

void TestExplanation::unknownNamesTheKey()
{
    RunDetail detail = detailOf(RunState::OutcomeUnknown, StepState::OutcomeUnknown, Category::Timeout);
    Attempt attempt;
    attempt.step = detail.run.step;
    attempt.idempotencyKey = u"key-4711"_s;
    detail.history.attempts = {attempt};
    const Explanation why = explain(detail, Now);
    QVERIFY(why.advice.contains(u"key-4711"_s));
    QVERIFY(why.advice.contains(u"store"_s));
    QCOMPARE(why.commands, (QList<CommandKind>{CommandKind::MarkHappened, CommandKind::MarkNotHappened, CommandKind::Cancel}));
    QVERIFY(!why.advice.contains(u"Ask its service again"_s));
    detail.version.pipeline.steps.first().reconcile.emplace();
    QVERIFY(explain(detail, Now).advice.contains(u"Ask its service again"_s));
}

/// Of an item that was under way when its runner ended there is no attempt: the key is told by what was to be sent.
void TestExplanation::unknownIsNamedItemByItem()
{
    RunDetail detail = detailOf(RunState::OutcomeUnknown, StepState::InFlight);
    detail.run.id = RunId(17);
    detail.history.checkpoints.first().items = 3;
    for (int item = 0; item < 3; ++item) {
        Checkpoint checkpoint;
        checkpoint.step = detail.run.step;
        checkpoint.item = item;
        checkpoint.state = item < 2 ? StepState::OutcomeUnknown : StepState::Succeeded;
        checkpoint.inputDigest = Digest::of(QByteArray::number(item));
        detail.history.checkpoints.append(checkpoint);
    }
    Attempt attempt;
    attempt.step = detail.run.step;
    attempt.idempotencyKey = u"key-4711"_s;
    detail.history.attempts = {attempt};
    detail.history.attempts.first().item = 1;
    attempt.item = 2; // it has passed, and is the last one
    attempt.idempotencyKey = u"key-4712"_s;
    detail.history.attempts.append(attempt);
    detail.progress = RunProgress(detail.version.pipeline, detail.history);
    const Explanation why = explain(detail, Now);
    const QString first = idempotencyKey(RunId(17), detail.run.step, 0, Digest::of("0"), 0);
    QCOMPARE(why.advice.section(u'\n', 1), u"publish 0 · Service store · idempotency key %1\n"
                                           "publish 1 · Service store · idempotency key key-4711"_s.arg(first));
}

void TestExplanation::cancelledNamesWhoAndWhy()
{
    RunDetail detail = detailOf(RunState::Cancelled, StepState::Cancelled);
    detail.run.step = {};
    const Explanation why = explain(detail, Now);
    QVERIFY(why.title.contains(u"ann"_s));
    QCOMPARE(why.reason, u"because"_s);
    QVERIFY(why.commands.isEmpty());
}

void TestExplanation::pausedSaysWhy()
{
    RunDetail detail = detailOf(RunState::Paused, StepState::Blocked, Category::Service);
    detail.run.step = {};
    detail.run.cause = u"the publisher is down"_s;
    const Explanation why = explain(detail, Now);
    QVERIFY(!why.isEmpty());
    QCOMPARE(why.reason, u"the publisher is down"_s);
    QVERIFY2(why.advice.startsWith(u"Service store itself is failing"_s), qPrintable(why.advice));
    QVERIFY(why.advice.endsWith(u"until somebody lets it go on."_s));
    QCOMPARE(why.look, Look::Paused);
    QCOMPARE(why.commands, commandsFor(RunState::Paused));
}

void TestExplanation::commandsFitTheState_data()
{
    QTest::addColumn<RunState>("state");
    QTest::addColumn<QList<CommandKind>>("commands");
    using Kinds = QList<CommandKind>;
    for (RunState state : {RunState::Pending, RunState::Running})
        QTest::newRow(qPrintable(word(state))) << state << Kinds{CommandKind::Pause, CommandKind::Cancel};
    QTest::newRow("paused") << RunState::Paused << Kinds{CommandKind::Unpause, CommandKind::Cancel};
    for (RunState state : {RunState::Blocked, RunState::WaitingRetry, RunState::Held})
        QTest::newRow(qPrintable(word(state)))
            << state << Kinds{CommandKind::Retry, CommandKind::Skip, CommandKind::Pause, CommandKind::Cancel};
    QTest::newRow("waiting_callback") << RunState::WaitingCallback
                                      << Kinds{CommandKind::Pause, CommandKind::Skip, CommandKind::Cancel};
    for (RunState state : {RunState::Succeeded, RunState::Degraded, RunState::Cancelled})
        QTest::newRow(qPrintable(word(state))) << state << Kinds{};
    QTest::newRow("outcome_unknown") << RunState::OutcomeUnknown
                                     << Kinds{CommandKind::MarkHappened, CommandKind::MarkNotHappened, CommandKind::Cancel};
}

void TestExplanation::commandsFitTheState()
{
    QFETCH(RunState, state);
    QFETCH(QList<CommandKind>, commands);
    QCOMPARE(commandsFor(state), commands);
}

QTEST_MAIN(TestExplanation)
#include "tst_gui_explanation.moc"
