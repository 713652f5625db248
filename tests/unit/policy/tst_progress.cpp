#include "policy/progress.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// a → b, a → c, (b, c) → d
Pipeline diamond()
{
    Pipeline pipeline;
    const auto add = [&](const char *name, QList<StepId> needs) {
        Step step;
        step.id = StepId(QString::fromLatin1(name));
        step.needs = std::move(needs);
        pipeline.steps.append(step);
    };
    const StepId a(u"a"_s), b(u"b"_s), c(u"c"_s);
    add("a", {});
    add("b", {a});
    add("c", {a});
    add("d", {b, c});
    return pipeline;
}

Checkpoint at(const char *step, StepState state)
{
    Checkpoint checkpoint;
    checkpoint.step = StepId(QString::fromLatin1(step));
    checkpoint.state = state;
    return checkpoint;
}

QString names(const QList<StepKey> &keys)
{
    QString text;
    for (const StepKey &key : keys)
        text += key.step.name();
    return text;
}

} // namespace

class TestProgress : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsWhatItsNeedsAllow();
    void waitingStartsWhenItsTimeHasCome();
    void summarises_data();
    void summarises();
    void whatIsBeingFoundOutWaits();
    void heldStepsAskAgainWhenToldSo();
    void whatWaitsForAnotherStepWakesNobody();
    void aWaitingBranchWakesABlockedRun();
    void anAllowanceBeginsWithItsOwnAttempts();
    void degradedStepDegradesTheRun();
    void attemptsOfAnOldGenerationDoNotCount();
    void whatMayHaveHappenedStaysInDoubt();
    void whatWasSentPerhapsStaysSoUntilItsAttemptTells();
    void whatIsAheadWaitsAsLongFromNowOn_data();
    void whatIsAheadWaitsAsLongFromNowOn();
    void checkpointsOfUnknownStepsAreIgnored();
};

void TestProgress::startsWhatItsNeedsAllow()
{
    RunProgress progress(diamond(), {});
    QCOMPARE(names(progress.startable(Timestamp{})), u"a"_s);
    progress.apply(at("a", StepState::Succeeded));
    QCOMPARE(names(progress.startable(Timestamp{})), u"bc"_s);
    progress.apply(at("b", StepState::Succeeded));
    QCOMPARE(names(progress.startable(Timestamp{})), u"c"_s);
    progress.apply(at("c", StepState::Skipped));
    QCOMPARE(names(progress.startable(Timestamp{})), u"d"_s);
    QVERIFY(!progress.allPassed());
    progress.apply(at("d", StepState::Succeeded));
    QVERIFY(progress.allPassed());
    QVERIFY(progress.startable(Timestamp{}).isEmpty());
}

void TestProgress::waitingStartsWhenItsTimeHasCome()
{
    RunProgress progress(diamond(), {});
    Checkpoint wait = at("a", StepState::WaitingRetry);
    wait.nextAt = Timestamp(100s);
    progress.apply(wait);
    QVERIFY(progress.startable(Timestamp(99s)).isEmpty());
    QCOMPARE(names(progress.startable(Timestamp(100s))), u"a"_s);
}

void TestProgress::summarises_data()
{
    QTest::addColumn<QList<StepState>>("states"); // of b and c, after a succeeded
    QTest::addColumn<RunState>("state");
    QTest::addColumn<QString>("step");
    using S = StepState;
    QTest::newRow("nothing wrong") << QList<S>{S::Succeeded, S::Pending} << RunState::Running << QString();
    QTest::newRow("one blocked") << QList<S>{S::Blocked, S::Succeeded} << RunState::Blocked << u"b"_s;
    QTest::newRow("blocked outweighs waiting") << QList<S>{S::WaitingRetry, S::Blocked} << RunState::Blocked << u"c"_s;
    QTest::newRow("unknown outweighs blocked") << QList<S>{S::Blocked, S::OutcomeUnknown} << RunState::OutcomeUnknown << u"c"_s;
    QTest::newRow("the earliest wait") << QList<S>{S::WaitingRetry, S::WaitingRetry} << RunState::WaitingRetry << u"c"_s;
}

void TestProgress::summarises()
{
    QFETCH(QList<StepState>, states);
    QFETCH(RunState, state);
    QFETCH(QString, step);
    RunProgress progress(diamond(), {});
    progress.apply(at("a", StepState::Succeeded));
    Checkpoint b = at("b", states[0]);
    Checkpoint c = at("c", states[1]);
    const auto waits = [](StepState one) { return one == StepState::WaitingRetry; };
    if (waits(states[0]))
        b.nextAt = Timestamp(20s);
    if (waits(states[1]))
        c.nextAt = Timestamp(10s);
    progress.apply(b);
    progress.apply(c);
    QCOMPARE(progress.summary().state, state);
    QCOMPARE(progress.summary().step.name(), step);
}

void TestProgress::whatIsBeingFoundOutWaits()
{
    RunProgress progress(diamond(), {});
    progress.apply(at("a", StepState::Succeeded));
    progress.apply(at("b", StepState::Blocked));
    Checkpoint doubtful = at("c", StepState::OutcomeUnknown);
    doubtful.nextAt = Timestamp(10s);
    progress.apply(doubtful);
    QCOMPARE(progress.summary().state, RunState::Blocked); // nobody has to decide about c yet
    QCOMPARE(progress.summary().wakeAt, doubtful.nextAt);
    QVERIFY(progress.startable(Timestamp(9s)).isEmpty());
    QCOMPARE(names(progress.startable(Timestamp(10s))), u"c"_s);
    doubtful.nextAt.reset();
    doubtful.decision = Action::AskOutcome;
    progress.apply(doubtful);
    QCOMPARE(progress.step(StepId(u"c"_s))->questions, 1);
    QCOMPARE(progress.summary().state, RunState::OutcomeUnknown);
    QVERIFY(progress.startable(Timestamp(100s)).isEmpty());
    doubtful.nextAt = Timestamp(100s);
    doubtful.decision = Action::Succeed; // a person has it asked anew
    progress.apply(doubtful);
    QCOMPARE(progress.step(StepId(u"c"_s))->questions, 0);
    QCOMPARE(names(progress.startable(Timestamp(100s))), u"c"_s);
}

/// As one does that needs more in the version that its run goes on with.
void TestProgress::whatWaitsForAnotherStepWakesNobody()
{
    RunProgress progress(diamond(), {});
    Checkpoint wait = at("b", StepState::WaitingCallback);
    wait.nextAt = Timestamp(10s);
    progress.apply(wait);
    progress.apply(at("a", StepState::Blocked));
    QVERIFY(!progress.summary().wakeAt);
    progress.apply(at("a", StepState::Succeeded));
    QCOMPARE(progress.summary().wakeAt, std::optional(Timestamp(10s)));
    QVERIFY(!progress.summary({StepKey(StepId(u"b"_s))}).wakeAt);
}

void TestProgress::heldStepsAskAgainWhenToldSo()
{
    RunProgress progress(diamond(), {});
    Checkpoint held = at("a", StepState::Held);
    held.nextAt = Timestamp(100s);
    progress.apply(held);
    QVERIFY(progress.startable(Timestamp(99s)).isEmpty());
    QCOMPARE(names(progress.startable(Timestamp(100s))), u"a"_s);
    const StepId a(u"a"_s);
    progress.postpone(a, Timestamp(200s));
    QCOMPARE(progress.summary().wakeAt, Timestamp(200s));
    QCOMPARE(progress.summary().state, RunState::Held);
    progress.postpone(a, std::nullopt);
    QCOMPARE(names(progress.startable(Timestamp{})), u"a"_s);
    progress.apply(at("a", StepState::Succeeded));
    progress.postpone(a, Timestamp(300s)); // it is not held any more
    QVERIFY(!progress.step(a)->nextAt);
}

void TestProgress::aWaitingBranchWakesABlockedRun()
{
    RunProgress progress(diamond(), {});
    progress.apply(at("a", StepState::Succeeded));
    progress.apply(at("b", StepState::Blocked));
    Checkpoint wait = at("c", StepState::WaitingRetry);
    wait.nextAt = Timestamp(10s);
    progress.apply(wait);
    QCOMPARE(progress.summary().state, RunState::Blocked);
    QVERIFY(!progress.summary().nextAt);
    QCOMPARE(progress.summary().wakeAt, Timestamp(10s));
}

void TestProgress::anAllowanceBeginsWithItsOwnAttempts()
{
    RunHistory history;
    const StepId a(u"a"_s);
    const auto attempt = [&](int number, std::chrono::seconds startedAt) {
        Attempt made;
        made.step = a;
        made.number = number;
        made.startedAt = Timestamp(startedAt);
        history.attempts.append(made);
    };
    attempt(1, 10s);
    attempt(2, 20s);
    Checkpoint again = at("a", StepState::Ready);
    again.at = Timestamp(30s);
    history.checkpoints.append(again);
    Checkpoint waits = at("a", StepState::WaitingRetry);
    waits.decision = Action::Retry;
    waits.attempts = 1;
    waits.at = Timestamp(41s);
    waits.nextAt = Timestamp(44s);
    history.checkpoints.append(waits);
    attempt(3, 40s);
    const RunProgress progress(diamond(), history);
    QCOMPARE(progress.step(a)->firstTryAt, Timestamp(10s));
    QCOMPARE(progress.step(a)->allowanceFirstAt, Timestamp(40s));
    QCOMPARE(progress.step(a)->lastDelay, Milliseconds(3s));
}

void TestProgress::degradedStepDegradesTheRun()
{
    RunProgress progress(diamond(), {});
    progress.apply(at("a", StepState::Succeeded));
    progress.apply(at("b", StepState::Degraded));
    progress.apply(at("c", StepState::Skipped));
    QCOMPARE(progress.summary().state, RunState::Running);
    progress.apply(at("d", StepState::Succeeded));
    QCOMPARE(progress.summary().state, RunState::Degraded);
    QCOMPARE(progress.summary().step.name(), u"b"_s);
}

void TestProgress::attemptsOfAnOldGenerationDoNotCount()
{
    RunHistory history;
    Checkpoint first = at("a", StepState::Blocked);
    Checkpoint resumed = at("a", StepState::Ready);
    resumed.generation = 1;
    history.checkpoints = {first, resumed};
    Attempt attempt;
    attempt.step = StepId(u"a"_s);
    attempt.number = 4;
    history.attempts = {attempt};
    QCOMPARE(RunProgress(diamond(), history).steps().first().tries, 0);
    history.checkpoints = {first};
    QCOMPARE(RunProgress(diamond(), history).steps().first().tries, 4);
}

void TestProgress::whatWasSentPerhapsStaysSoUntilItsAttemptTells()
{
    const StepId a(u"a"_s);
    const auto sending = [&](int generation, std::chrono::seconds since) {
        return Sending{RunId(1), a, NoItem, generation, Timestamp(since)};
    };
    RunHistory history;
    history.checkpoints = {at("a", StepState::Held)};
    history.sendings = {sending(0, 5s), sending(0, 10s), sending(1, 20s)};
    Attempt attempt;
    attempt.step = a;
    attempt.number = 1;
    attempt.startedAt = Timestamp(10s);
    history.attempts = {attempt};
    RunProgress progress(diamond(), history);
    QCOMPARE(progress.step(a)->sendings, QList<Timestamp>{Timestamp(5s)});
    progress.note(sending(0, 5s));
    progress.note(sending(1, 20s));
    QCOMPARE(progress.step(a)->sendings, QList<Timestamp>{Timestamp(5s)});
    Checkpoint edited = at("a", StepState::Ready);
    edited.generation = 1; // it is another request
    progress.apply(edited);
    QVERIFY(progress.step(a)->sendings.isEmpty());
}

/// Over attempts that certainly did nothing, and over a person's retry; until somebody has found out, or it is another request.
void TestProgress::whatMayHaveHappenedStaysInDoubt()
{
    const auto attempt = [](int number, Timestamp startedAt, TransportFault fault, int generation = 0) {
        Attempt made;
        made.step = StepId(u"a"_s);
        made.number = number;
        made.startedAt = startedAt;
        made.fault = fault;
        made.category = Category::Network;
        made.generation = generation;
        return made;
    };
    const auto later = [](StepState state, Timestamp when) {
        Checkpoint checkpoint = at("a", state);
        checkpoint.at = when;
        return checkpoint;
    };
    RunHistory history;
    const auto isInDoubt = [&history] { return !RunProgress(diamond(), history).steps().first().doubtful.isEmpty(); };
    history.checkpoints = {later(StepState::WaitingRetry, Timestamp(10s))};
    history.attempts = {attempt(1, Timestamp(9s), TransportFault::ConnectionRefused)};
    QVERIFY(!isInDoubt());
    history.attempts = {attempt(1, Timestamp(8s), TransportFault::AttemptTimeout),
                        attempt(2, Timestamp(9s), TransportFault::ConnectionRefused)};
    QVERIFY(isInDoubt());
    history.checkpoints.append(later(StepState::Ready, Timestamp(11s)));
    QVERIFY(isInDoubt());
    history.checkpoints.append(later(StepState::OutcomeUnknown, Timestamp(12s)));
    QVERIFY(!isInDoubt()); // which asks
    history.checkpoints.append(later(StepState::WaitingRetry, Timestamp(14s)));
    history.attempts.append(attempt(3, Timestamp(13s), TransportFault::None)); // the question
    QVERIFY(!isInDoubt());
    history.attempts.append(attempt(4, Timestamp(15s), TransportFault::ConnectionClosed));
    QVERIFY(isInDoubt());
    Checkpoint denied = later(StepState::Ready, Timestamp(16s));
    denied.decision = Action::AskOutcome;
    history.checkpoints.append(denied);
    QVERIFY(!isInDoubt());
    history.attempts.append(attempt(5, Timestamp(17s), TransportFault::ConnectionClosed));
    QVERIFY(isInDoubt());
    history.checkpoints.append(later(StepState::Ready, Timestamp(18s)));
    history.checkpoints.last().generation = 1;
    QVERIFY(!isInDoubt());
}

void TestProgress::whatIsAheadWaitsAsLongFromNowOn_data()
{
    using Time = std::optional<Timestamp>;
    QTest::addColumn<Timestamp>("changed");
    QTest::addColumn<Time>("next");
    QTest::addColumn<bool>("isAhead");
    QTest::addColumn<Time>("from");
    const auto time = [](std::chrono::seconds seconds) { return Timestamp(seconds); };
    QTest::newRow("long past") << time(10s) << Time(time(130s)) << false << Time();
    QTest::newRow("this moment") << time(100s) << Time(time(130s)) << false << Time();
    QTest::newRow("a moment ahead") << time(101s) << Time(time(131s)) << true << Time(time(130s));
    QTest::newRow("a day ahead") << time(86'500s) << Time(time(86'530s)) << true << Time(time(130s));
    QTest::newRow("at once") << time(101s) << Time() << true << Time();
    QTest::newRow("due already") << time(150s) << Time(time(120s)) << true << Time(time(100s));
}

/// By a clock that shows 100 s.
void TestProgress::whatIsAheadWaitsAsLongFromNowOn()
{
    QFETCH(const Timestamp, changed);
    QFETCH(const std::optional<Timestamp>, next);
    QFETCH(const bool, isAhead);
    QFETCH(const std::optional<Timestamp>, from);
    Checkpoint waits = at("a", StepState::WaitingRetry);
    waits.at = changed;
    waits.nextAt = next;
    RunProgress progress(diamond(), {});
    QVERIFY(!progress.steps().first().isAhead(Timestamp(100s)));
    progress.apply(waits);
    const StepProgress &step = progress.steps().first();
    QCOMPARE(step.isAhead(Timestamp(100s)), isAhead);
    if (isAhead)
        QCOMPARE(step.nextFrom(Timestamp(100s)), from);
}

void TestProgress::checkpointsOfUnknownStepsAreIgnored()
{
    RunProgress progress(diamond(), {});
    progress.apply(at("z", StepState::Blocked));
    QCOMPARE(progress.summary().state, RunState::Running);
}

QTEST_GUILESS_MAIN(TestProgress)
#include "tst_progress.moc"
