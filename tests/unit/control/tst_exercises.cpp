#include "control/exercisechecks.h"
#include "control/faultboard.h"
#include "control/traininglog.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// How exercises are read and judged: from values as they would be recorded.
class TestExercises : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsADefinition();
    void mistakesInADefinitionHaveTheirPlace_data();
    void mistakesInADefinitionHaveTheirPlace();
    void passedCountsAndIsMissed();
    void heldMeansTheBreaker();
    void aRetryIsSeenByWhomItWas();
    void anEditIsNoRetry();
    void decidedNeedsAnUnknownOutcome();
    void theLedgerJudges();
    void theCanaryGoesAlone_data();
    void theCanaryGoesAlone();
    void notesOfPeopleCount();
    void switchesShareFields();
    void theLogComesBack();

private:
    static constexpr Timestamp at(int second) { return Timestamp(std::chrono::seconds(1'000'000 + second)); }
    static Exercise exerciseWith(CheckKind kind) { return exerciseWith(kind, MistakeKind::Retried); }
    static Exercise exerciseWith(CheckKind kind, MistakeKind mistake);
    static ExerciseEvidence twoRuns(RunState state = RunState::Succeeded);
    static Checkpoint checkpoint(StepState state, int second, const QString &actor = u"runner"_s);
    static CheckFinding::State stateOf(CheckKind kind, const ExerciseEvidence &evidence);
    static int countOf(MistakeKind kind, const ExerciseEvidence &evidence);
};

const QByteArray Good = R"(exercise: lost-letters
number: 2
title: T
story: S
goal: G
pipeline: intake
step: scan
files: [{ name: a.txt, text: "hello" }]
faults: { scan: [down, slow] }
runbook: r
hints: [one, two]
checks: [{ kind: passed, text: "all" }]
mistakes: [{ kind: gave_up, text: "no" }]
)";

Exercise TestExercises::exerciseWith(CheckKind kind, MistakeKind mistake)
{
    Exercise exercise;
    exercise.step = StepId(u"scan"_s);
    exercise.checks = {{kind, u"it is so"_s}};
    exercise.mistakes = {{mistake, u"do not"_s}};
    return exercise;
}

ExerciseEvidence TestExercises::twoRuns(RunState state)
{
    ExerciseEvidence evidence;
    for (int i = 1; i <= 2; ++i) {
        RunRecord run;
        run.id = RunId(i);
        run.state = state;
        if (isFinished(state))
            run.finishedAt = at(10 * i);
        evidence.runs.append(run);
        evidence.histories.insert(run.id, {});
    }
    return evidence;
}

Checkpoint TestExercises::checkpoint(StepState state, int second, const QString &actor)
{
    Checkpoint one;
    one.step = StepId(u"scan"_s);
    one.state = state;
    one.at = at(second);
    one.actor = actor;
    return one;
}

CheckFinding::State TestExercises::stateOf(CheckKind kind, const ExerciseEvidence &evidence)
{
    return judge(exerciseWith(kind), evidence).checks.first().state;
}

int TestExercises::countOf(MistakeKind kind, const ExerciseEvidence &evidence)
{
    return judge(exerciseWith(CheckKind::Passed, kind), evidence).mistakes.first();
}

void TestExercises::readsADefinition()
{
    const auto read = parseExercise(Good, u"x.yaml"_s);
    QVERIFY2(read, read ? "" : qPrintable(read.error().first().toString()));
    QCOMPARE(read->name, u"lost-letters"_s);
    QCOMPARE(read->number, 2);
    QCOMPARE(read->files.first().text, u"hello"_s);
    QCOMPARE(read->faults.value(u"scan"_s), (QStringList{u"down"_s, u"slow"_s}));
    QCOMPARE(read->hints.size(), 2);
    QCOMPARE(read->checks.first().kind, CheckKind::Passed);
    QCOMPARE(read->mistakes.first().kind, MistakeKind::GaveUp);
    QVERIFY(read->repair.isEmpty());
}

void TestExercises::mistakesInADefinitionHaveTheirPlace_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("told");
    QTest::newRow("unknown key") << QByteArray("title:") << QByteArray("titel:") << u"3:1"_s;
    QTest::newRow("unknown fault") << QByteArray("[down, slow]") << QByteArray("[dwon]") << u"Did you mean 'down'?"_s;
    QTest::newRow("no fault") << QByteArray("{ scan: [down, slow] }") << QByteArray("{}") << u"9:"_s;
    QTest::newRow("unknown check") << QByteArray("kind: passed") << QByteArray("kind: pased") << u"Did you mean 'passed'?"_s;
    QTest::newRow("unknown mistake") << QByteArray("kind: gave_up") << QByteArray("kind: sang") << u"13:"_s;
    QTest::newRow("a path for a name") << QByteArray("name: a.txt") << QByteArray("name: ../a.txt") << u"plain file name"_s;
    QTest::newRow("no list") << QByteArray("[one, two]") << QByteArray("one") << u"'hints' is no list"_s;
    QTest::newRow("no map") << Good << QByteArray("- 1\n") << u"1:1"_s;
}

void TestExercises::mistakesInADefinitionHaveTheirPlace()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, told);
    QVERIFY(Good.contains(from));
    const auto read = parseExercise(QByteArray(Good).replace(from, to), u"x.yaml"_s);
    QVERIFY(!read);
    QStringList all;
    for (const Problem &problem : read.error())
        all.append(problem.toString());
    QVERIFY2(all.join(u'\n').contains(told), qPrintable(all.join(u'\n')));
}

void TestExercises::passedCountsAndIsMissed()
{
    ExerciseEvidence evidence = twoRuns();
    const CheckFinding done = judge(exerciseWith(CheckKind::Passed), evidence).checks.first();
    QCOMPARE(done.state, CheckFinding::Done);
    QCOMPARE(done.at, at(20)); // the last of them
    evidence.runs[1].state = RunState::Running;
    evidence.runs[1].finishedAt.reset();
    const CheckFinding half = judge(exerciseWith(CheckKind::Passed), evidence).checks.first();
    QCOMPARE(half.state, CheckFinding::Open);
    QCOMPARE(half.reached, 1);
    QCOMPARE(half.wanted, 2);
    evidence.runs[1].state = RunState::Cancelled;
    evidence.runs[1].finishedAt = at(30);
    QCOMPARE(stateOf(CheckKind::Passed, evidence), CheckFinding::Missed);
    QCOMPARE(stateOf(CheckKind::Passed, {}), CheckFinding::Open); // of nothing, nothing is reached
}

void TestExercises::heldMeansTheBreaker()
{
    ExerciseEvidence evidence = twoRuns(RunState::Held);
    Checkpoint busy = checkpoint(StepState::Held, 1);
    busy.reason = u"4 of 4 requests in flight"_s;
    evidence.histories[RunId(1)].checkpoints = {busy};
    QCOMPARE(stateOf(CheckKind::Held, evidence), CheckFinding::Open);
    Checkpoint open = checkpoint(StepState::Held, 3);
    open.reason = u"breaker open after too many failures or slow answers"_s;
    evidence.histories[RunId(2)].checkpoints = {open};
    const CheckFinding finding = judge(exerciseWith(CheckKind::Held), evidence).checks.first();
    QCOMPARE(finding.state, CheckFinding::Done);
    QCOMPARE(finding.at, at(3));
}

void TestExercises::aRetryIsSeenByWhomItWas()
{
    ExerciseEvidence evidence = twoRuns();
    evidence.histories[RunId(1)].checkpoints = {checkpoint(StepState::Blocked, 1), checkpoint(StepState::Ready, 2)};
    QCOMPARE(countOf(MistakeKind::Retried, evidence), 0); // the runner itself
    QCOMPARE(stateOf(CheckKind::LeftAlone, evidence), CheckFinding::Done);
    evidence.histories[RunId(1)].checkpoints.append(checkpoint(StepState::Ready, 5, u"ann"_s));
    QCOMPARE(countOf(MistakeKind::Retried, evidence), 1);
    QCOMPARE(stateOf(CheckKind::LeftAlone, evidence), CheckFinding::Missed);
    QCOMPARE(countOf(MistakeKind::RetriedBeforeRepair, evidence), 1);
    evidence.repairedAt = at(4);
    QCOMPARE(countOf(MistakeKind::RetriedBeforeRepair, evidence), 0);
    evidence.histories[RunId(2)].checkpoints = {checkpoint(StepState::Skipped, 6, u"ann"_s)};
    QCOMPARE(countOf(MistakeKind::GaveUp, evidence), 1);
}

void TestExercises::anEditIsNoRetry()
{
    ExerciseEvidence evidence = twoRuns();
    for (RunHistory &history : evidence.histories) {
        Checkpoint edited = checkpoint(StepState::Ready, 3, u"ann"_s);
        edited.edited = {Digest::of("mended"), 6};
        history.checkpoints = {checkpoint(StepState::Blocked, 1), edited};
    }
    QCOMPARE(countOf(MistakeKind::RetriedBeforeRepair, evidence), 0);
    QCOMPARE(stateOf(CheckKind::Edited, evidence), CheckFinding::Done);
    evidence.runs[0].state = RunState::Blocked; // edited, but it did not help
    QCOMPARE(stateOf(CheckKind::Edited, evidence), CheckFinding::Open);
}

void TestExercises::decidedNeedsAnUnknownOutcome()
{
    ExerciseEvidence evidence = twoRuns();
    evidence.histories[RunId(1)].checkpoints = {checkpoint(StepState::OutcomeUnknown, 1),
                                                checkpoint(StepState::Succeeded, 4, u"ann"_s)};
    evidence.histories[RunId(2)].checkpoints = {checkpoint(StepState::OutcomeUnknown, 1),
                                                checkpoint(StepState::Ready, 6, u"ann"_s)};
    const CheckFinding finding = judge(exerciseWith(CheckKind::Decided), evidence).checks.first();
    QCOMPARE(finding.state, CheckFinding::Done);
    QCOMPARE(finding.at, at(6));
    evidence.histories[RunId(2)].checkpoints = {checkpoint(StepState::Succeeded, 2)}; // never was unknown
    QCOMPARE(stateOf(CheckKind::Decided, evidence), CheckFinding::Open);
}

void TestExercises::theLedgerJudges()
{
    ExerciseEvidence evidence = twoRuns();
    evidence.notices = {{RunId(1).toString(), 1}, {RunId(2).toString(), 1}};
    QCOMPARE(stateOf(CheckKind::SentOnce, evidence), CheckFinding::Done);
    QCOMPARE(countOf(MistakeKind::SentTwice, evidence), 0);
    evidence.notices[RunId(2).toString()] = 2;
    QCOMPARE(stateOf(CheckKind::SentOnce, evidence), CheckFinding::Missed);
    QCOMPARE(countOf(MistakeKind::SentTwice, evidence), 1);
    evidence.notices.remove(RunId(2).toString()); // marked as happened, and it had not
    QCOMPARE(stateOf(CheckKind::SentOnce, evidence), CheckFinding::Missed);
    evidence.runs[1].finishedAt.reset();
    QCOMPARE(stateOf(CheckKind::SentOnce, evidence), CheckFinding::Open);
}

void TestExercises::theCanaryGoesAlone_data()
{
    QTest::addColumn<int>("first"); // second at which it starts; it takes 2
    QTest::addColumn<bool>("good");
    QTest::addColumn<int>("second"); // 0: not tried yet
    QTest::addColumn<int>("state");
    QTest::newRow("not tried") << 0 << true << 0 << int(CheckFinding::Open);
    QTest::newRow("before the repair") << 3 << true << 0 << int(CheckFinding::Open);
    QTest::newRow("alone and good") << 6 << true << 0 << int(CheckFinding::Done);
    QTest::newRow("then the other") << 6 << true << 8 << int(CheckFinding::Done);
    QTest::newRow("both at once") << 6 << true << 7 << int(CheckFinding::Missed);
    QTest::newRow("alone and bad") << 6 << false << 0 << int(CheckFinding::Open);
    QTest::newRow("bad, and on") << 6 << false << 9 << int(CheckFinding::Missed);
}

void TestExercises::theCanaryGoesAlone()
{
    QFETCH(int, first);
    QFETCH(bool, good);
    QFETCH(int, second);
    QFETCH(int, state);
    const auto tried = [](int start, bool succeeds) {
        Attempt attempt;
        attempt.step = StepId(u"scan"_s);
        attempt.startedAt = at(start);
        attempt.timing.total = std::chrono::seconds(2);
        attempt.decision = succeeds ? Action::Succeed : Action::Block;
        return attempt;
    };
    ExerciseEvidence evidence = twoRuns();
    evidence.repairedAt = at(5);
    for (RunHistory &history : evidence.histories)
        history.attempts = {tried(1, false)};
    if (first > 0)
        evidence.histories[RunId(2)].attempts.append(tried(first, good));
    if (second > 0)
        evidence.histories[RunId(1)].attempts.append(tried(second, true));
    QCOMPARE(int(stateOf(CheckKind::Canary, evidence)), state);
}

void TestExercises::notesOfPeopleCount()
{
    ExerciseEvidence evidence = twoRuns();
    evidence.notes = {{1, 1, at(1), u"runner"_s, u"opened"_s, {}}};
    QCOMPARE(stateOf(CheckKind::Escalated, evidence), CheckFinding::Open);
    evidence.notes.append({2, 1, at(2), u"ann"_s, u"escalate"_s, u"security"_s});
    QCOMPARE(stateOf(CheckKind::Escalated, evidence), CheckFinding::Done);
    QCOMPARE(stateOf(CheckKind::Acknowledged, evidence), CheckFinding::Open);
    QCOMPARE(stateOf(CheckKind::Resolved, evidence), CheckFinding::Open);
    evidence.notes.append({3, 1, at(3), u"runner"_s, u"resolved"_s, {}});
    QCOMPARE(stateOf(CheckKind::Resolved, evidence), CheckFinding::Done);
}

void TestExercises::switchesShareFields()
{
    const auto &down = *faultSwitch(u"down"_s);
    const auto &flaky = *faultSwitch(u"flaky"_s);
    const auto &silent = *faultSwitch(u"silent"_s);
    const auto &doubtful = *faultSwitch(u"doubtful"_s);
    QJsonObject settings = switchedOn(switchedOn({}, *faultSwitch(u"slow"_s)), down);
    QVERIFY(isOn(down, settings) && isOn(*faultSwitch(u"slow"_s), settings) && !isOn(flaky, settings));
    settings = switchedOn(settings, flaky);
    QVERIFY(!isOn(down, settings) && isOn(flaky, settings));
    settings = switchedOn(settings, doubtful);
    QVERIFY(isOn(doubtful, settings) && !isOn(silent, settings));
    settings = switchedOn(settings, silent);
    QVERIFY(!isOn(doubtful, settings) && isOn(silent, settings));
    settings = switchedOff(settings, silent);
    QVERIFY(!isOn(silent, settings) && isOn(flaky, settings));
    QVERIFY(!faultSwitch(u"dwon"_s));
}

void TestExercises::theLogComesBack()
{
    ExerciseTry one;
    one.exercise = u"publisher-down"_s;
    one.startedAt = at(1);
    one.runs = {RunId(7), RunId(8)};
    one.repairedAt = at(2);
    one.hints = 2;
    one.findings = {{{CheckFinding::Done, at(3), 2, 2}, {CheckFinding::Missed, {}, 0, 1}}, {0, 3}};
    ExerciseTry ended = one;
    ended.endedAt = at(9);
    ended.reached = true;
    const TrainingLog log{one, ended};
    QCOMPARE(trainingLogFromJson(toJson(log)), log);
    QVERIFY(!trainingLogFromJson("{}"));
    QVERIFY(!trainingLogFromJson("nonsense"));
}

QTEST_GUILESS_MAIN(TestExercises)
#include "tst_exercises.moc"
