#include "control/editing.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// The rules of going on with something changed.
class TestEditing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatCanBeEdited_data();
    void whatCanBeEdited();
    void sizesAreBounded();
    void followersAreFound();
    void editsAreFoundWithWhatWasBefore();
    void aBasisGoesThroughArguments();
    void aNewerVersionTakesOverWhatIsTheSame();
    void itemsOfAStepThatIsDoneAreHistory_data();
    void itemsOfAStepThatIsDoneAreHistory();

private:
    static Step step(const QString &name, const QStringList &needs, const QJsonValue &body);
    static Checkpoint checkpoint(StepState state, int generation, const QByteArray &edited = {});
};

Step TestEditing::step(const QString &name, const QStringList &needs, const QJsonValue &body)
{
    Step step;
    step.id = StepId(name);
    for (const QString &need : needs)
        step.needs.append(StepId(need));
    step.service = u"api"_s;
    step.request.body.kind = RequestBody::Kind::Json;
    step.request.body.json = body;
    return step;
}

Checkpoint TestEditing::checkpoint(StepState state, int generation, const QByteArray &edited)
{
    Checkpoint checkpoint;
    checkpoint.step = StepId(u"send"_s);
    checkpoint.state = state;
    checkpoint.generation = generation;
    if (!edited.isEmpty())
        checkpoint.edited = {Digest::of(edited), edited.size()};
    checkpoint.actor = u"ann"_s;
    checkpoint.reason = u"round %1"_s.arg(generation);
    return checkpoint;
}

void TestEditing::whatCanBeEdited_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("fansOut");
    QTest::addColumn<int>("item");
    QTest::addColumn<bool>("may");
    QTest::newRow("JSON") << int(RequestBody::Kind::Json) << false << NoItem << true;
    QTest::newRow("a file") << int(RequestBody::Kind::File) << false << NoItem << true;
    QTest::newRow("text") << int(RequestBody::Kind::Raw) << false << NoItem << true;
    QTest::newRow("nothing") << int(RequestBody::Kind::None) << false << NoItem << false;
    QTest::newRow("a form") << int(RequestBody::Kind::Multipart) << false << NoItem << false;
    QTest::newRow("all items") << int(RequestBody::Kind::Json) << true << NoItem << false;
    QTest::newRow("one item") << int(RequestBody::Kind::Json) << true << 3 << true;
}

void TestEditing::whatCanBeEdited()
{
    QFETCH(int, kind);
    QFETCH(bool, fansOut);
    QFETCH(int, item);
    QFETCH(bool, may);
    Step step = TestEditing::step(u"send"_s, {}, {});
    step.request.body.kind = RequestBody::Kind(kind);
    step.forEach = fansOut ? u"${{ [1] }}"_s : QString();
    QCOMPARE(refuseEdit(step, item).isEmpty(), may);
    step.callback = CallbackRule();
    QVERIFY(!refuseEdit(step, item).isEmpty()); // its body tells an address that only the runner knows
}

void TestEditing::sizesAreBounded()
{
    Pipeline pipeline;
    Step step = TestEditing::step(u"send"_s, {}, {});
    QVERIFY(refuseSize(pipeline, step, 8 << 20).isEmpty());
    QVERIFY(!refuseSize(pipeline, step, (8 << 20) + 1).isEmpty());
    step.request.body.kind = RequestBody::Kind::File;
    QVERIFY(refuseSize(pipeline, step, Q_INT64_C(1) << 40).isEmpty()); // as large as any input
    pipeline.input.maxSize = 10;
    QVERIFY(refuseSize(pipeline, step, 10).isEmpty());
    QVERIFY(refuseSize(pipeline, step, 11).contains(u"max_size"_s));
}

void TestEditing::followersAreFound()
{
    Pipeline pipeline;
    pipeline.steps = {step(u"last"_s, {u"use"_s, u"other"_s}, u"${{ .steps.use.body }}"_s), step(u"send"_s, {}, {}),
                      step(u"other"_s, {}, {}),
                      step(u"use"_s, {u"send"_s}, QJsonObject{{u"of"_s, u"${{ .steps.send.body.id }}"_s}}),
                      step(u"wait"_s, {u"send"_s}, QJsonArray{u"send"_s})};
    QCOMPARE(followersOf(pipeline, StepId(u"send"_s)),
             (QList<Follower>{{StepId(u"last"_s), false}, {StepId(u"use"_s), true}, {StepId(u"wait"_s), false}}));
    QVERIFY(followersOf(pipeline, StepId(u"last"_s)).isEmpty());
}

void TestEditing::editsAreFoundWithWhatWasBefore()
{
    RunHistory history;
    history.checkpoints = {checkpoint(StepState::Blocked, 0), checkpoint(StepState::Ready, 1, "one"),
                           checkpoint(StepState::Blocked, 1, "one"), checkpoint(StepState::Ready, 1, "one"), // a retry is no edit
                           checkpoint(StepState::Ready, 2, "two")};
    for (int generation = 0; generation < 2; ++generation) {
        Attempt attempt;
        attempt.step = StepId(u"send"_s);
        attempt.generation = generation;
        attempt.request = {Digest::of(generation == 0 ? "original" : "one"), 3};
        history.attempts.append(attempt);
    }
    const QList<InputEdit> edits = editsOf(history);
    QCOMPARE(edits.size(), 2);
    QCOMPARE(edits[0].before.digest, Digest::of("original"));
    QCOMPARE(edits[0].after.digest, Digest::of("one"));
    QCOMPARE(edits[1].before.digest, Digest::of("one"));
    QCOMPARE(edits[1].reason, u"round 2"_s);
    QVERIFY(whatBecameOf(StepId(u"send"_s), history).contains(u"ann edited its input"_s));
    QCOMPARE(whatBecameOf(StepId(u"scan"_s), history), u"step scan has not begun"_s);
}

void TestEditing::aBasisGoesThroughArguments()
{
    const EditBasis basis{3, Digest::of("x")};
    QCOMPARE(editBasis({{u"basis"_s, toJson(basis)}}), basis);
    QCOMPARE(editBasis({{u"edited"_s, u"…"_s}}), EditBasis());
}

void TestEditing::aNewerVersionTakesOverWhatIsTheSame()
{
    Pipeline pinned;
    pinned.steps = {step(u"scan"_s, {}, 1), step(u"send"_s, {u"scan"_s}, 1)};
    RunHistory history;
    Checkpoint scanned = checkpoint(StepState::Succeeded, 0);
    scanned.step = StepId(u"scan"_s);
    history.checkpoints = {scanned, checkpoint(StepState::Blocked, 0)};
    const RunProgress progress(pinned, history);
    Pipeline newer = pinned;
    newer.version = 2;
    newer.steps[1].request.body.json = 2;
    QCOMPARE(whyNotNewest(progress, pinned, newer), QString());
    newer.steps[0].request.body.json = 2;
    QVERIFY(whyNotNewest(progress, pinned, newer).contains(u"version 2 changes it"_s));
    newer.steps.removeFirst();
    QVERIFY(whyNotNewest(progress, pinned, newer).contains(u"does not have it"_s));
    history.checkpoints[1].state = StepState::OutcomeUnknown;
    QVERIFY(whyNotNewest(RunProgress(pinned, history), pinned, pinned).contains(u"settle that first"_s));
    history.checkpoints = {scanned, checkpoint(StepState::Blocked, 0)};
    history.checkpoints[0].state = StepState::Skipped; // it stays so, unless its condition is another
    newer = pinned;
    newer.version = 2;
    newer.steps[0].request.body.json = 2;
    QCOMPARE(whyNotNewest(RunProgress(pinned, history), pinned, newer), QString());
    newer.steps[0].when = u"${{ true }}"_s;
    QVERIFY(
        whyNotNewest(RunProgress(pinned, history), pinned, newer).contains(u"step scan is skipped, and version 2 changes it"_s));
    newer.steps.removeFirst();
    QCOMPARE(whyNotNewest(RunProgress(pinned, history), pinned, newer), QString());
}

void TestEditing::itemsOfAStepThatIsDoneAreHistory_data()
{
    QTest::addColumn<StepState>("item");
    QTest::newRow("with its service") << StepState::Blocked;
    QTest::newRow("in doubt") << StepState::OutcomeUnknown;
}

/// Nothing can be decided of them any more.
void TestEditing::itemsOfAStepThatIsDoneAreHistory()
{
    QFETCH(const StepState, item);
    Pipeline pinned;
    pinned.steps = {step(u"send"_s, {}, 1)};
    pinned.steps[0].forEach = u"${{ [1] }}"_s;
    pinned.steps[0].poll = Polling();
    Checkpoint fannedOut = checkpoint(StepState::InFlight, 0);
    fannedOut.items = 1;
    Checkpoint awaited = checkpoint(StepState::WaitingCallback, 0);
    awaited.item = 0;
    awaited.decision = Action::Await;
    Checkpoint stands = checkpoint(item, 0);
    stands.item = 0;
    Checkpoint skipped = checkpoint(StepState::Skipped, 0);
    skipped.items = 1;
    Pipeline newer = pinned;
    newer.version = 2;
    newer.steps[0].request.body.json = 2;
    RunHistory history;
    history.checkpoints = {fannedOut, awaited, stands};
    QVERIFY(!whyNotNewest(RunProgress(pinned, history), pinned, newer).isEmpty());
    history.checkpoints.append(skipped);
    QCOMPARE(whyNotNewest(RunProgress(pinned, history), pinned, newer), QString());
}

QTEST_GUILESS_MAIN(TestEditing)
#include "tst_control_editing.moc"
