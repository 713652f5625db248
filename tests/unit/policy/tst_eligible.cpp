#include "policy/eligible.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

using Fits = QMap<StepState, Fit>; ///< nothing of it in any other state

const QList<StepState> AllStates{StepState::Pending,        StepState::Ready,           StepState::InFlight,
                                 StepState::WaitingRetry,   StepState::WaitingCallback, StepState::Held,
                                 StepState::OutcomeUnknown, StepState::Blocked,         StepState::Succeeded,
                                 StepState::Skipped,        StepState::Degraded,        StepState::Cancelled};

/// What is so of a step beside its state.
enum Trait {
    Plain = 0,
    Items = 1,     ///< it was fanned out
    Reconcile = 2, ///< it says how its service is asked
    Answered = 4,  ///< its service has answered its last attempt with 200
    TakenUp = 8,   ///< and had taken it up before
    Named = 16,    ///< the command names it
};

/// pages, an item for each of two; then index, which says how its service is asked.
Pipeline pages()
{
    Pipeline pipeline;
    Step pages;
    pages.id = StepId(u"pages"_s);
    pages.forEach = u"[1, 2]"_s;
    Step index;
    index.id = StepId(u"index"_s);
    index.reconcile.emplace();
    pipeline.steps = {pages, index};
    return pipeline;
}

Checkpoint at(const QString &step, StepState state, int item = NoItem)
{
    Checkpoint checkpoint;
    checkpoint.step = StepId(step);
    checkpoint.item = item;
    checkpoint.state = state;
    return checkpoint;
}

/// Both items are blocked; `whole` is how their step stands.
RunProgress blockedItems(StepState whole)
{
    RunProgress progress(pages(), {});
    Checkpoint fanned = at(u"pages"_s, StepState::InFlight);
    fanned.items = 2;
    progress.apply(fanned);
    for (const int item : {0, 1})
        progress.apply(at(u"pages"_s, StepState::Blocked, item));
    fanned.state = whole;
    progress.apply(fanned);
    return progress;
}

QString names(const QList<StepKey> &keys)
{
    QStringList names;
    for (const StepKey &key : keys)
        names.append(key.toString());
    return names.join(u' ');
}

} // namespace

/// What may be asked of a step: the runner, orders about many, the command line and the console go by this.
class TestEligible : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatACommandMeansForAStep_data();
    void whatACommandMeansForAStep();
    void whatItMeansInARun();
    void whyItMeansNothing();
    void statesOfRuns();
};

void TestEligible::whatACommandMeansForAStep_data()
{
    QTest::addColumn<CommandKind>("kind");
    QTest::addColumn<int>("traits");
    QTest::addColumn<Fits>("fits");
    const auto row = [](const char *name, CommandKind kind, int traits, const Fits &fits) {
        QTest::newRow(name) << kind << traits << fits;
    };
    using enum StepState;
    const Fits standing{{Blocked, Fit::Meant}, {WaitingRetry, Fit::Meant}, {Held, Fit::Meant}};
    const auto with = [](Fits fits, StepState state, Fit fit) {
        fits.insert(state, fit);
        return fits;
    };
    const Fits unknown{{OutcomeUnknown, Fit::Meant}};
    row("retry", CommandKind::Retry, Plain, standing);
    row("retry, its service can be asked", CommandKind::Retry, Reconcile, with(standing, OutcomeUnknown, Fit::Asked));
    row("retry, its items are what stands", CommandKind::Retry, Items | Reconcile, {});
    row("retry, answered", CommandKind::Retry, Answered, with(standing, Blocked, Fit::AnsweredAlready));
    row("retry, answered when asked whether it is done", CommandKind::Retry, Answered | TakenUp, standing);
    row("resume", CommandKind::Resume, Reconcile | Named, standing);
    row("skip", CommandKind::Skip, Reconcile, with(standing, WaitingCallback, Fit::Meant));
    row("skip, with its items", CommandKind::Skip, Items | Answered, with(standing, WaitingCallback, Fit::Meant));
    row("happened", CommandKind::MarkHappened, Reconcile, unknown);
    row("happened, answered", CommandKind::MarkHappened, Answered | Named, unknown);
    row("happened, its items are what nobody knows of", CommandKind::MarkHappened, Items, {});
    row("did not happen", CommandKind::MarkNotHappened, Named, unknown);
    row("did not happen, answered", CommandKind::MarkNotHappened, Answered, unknown);
    row("did not happen, answered, and it is named", CommandKind::MarkNotHappened, Answered | Named,
        with(unknown, Blocked, Fit::AnsweredAlready));
    row("did not happen, taken up", CommandKind::MarkNotHappened, Answered | TakenUp | Named, unknown);
    row("did not happen, of items", CommandKind::MarkNotHappened, Answered | Items | Named, {});
    row("of a service", CommandKind::OpenBreaker, Named, {});
    Fits all;
    for (const StepState state : AllStates)
        all.insert(state, Fit::Meant);
    for (const CommandKind kind : {CommandKind::Cancel, CommandKind::Pause, CommandKind::Unpause})
        row(qPrintable(word(kind)), kind, Plain, all); // about the run, whatever its steps
}

void TestEligible::whatACommandMeansForAStep()
{
    QFETCH(CommandKind, kind);
    QFETCH(int, traits);
    QFETCH(Fits, fits);
    Step step;
    if (traits & Reconcile)
        step.reconcile.emplace();
    StepProgress row;
    if (traits & Items)
        row.items = 3;
    row.tries = 1;
    row.status = traits & Answered ? 200 : 503;
    if (traits & TakenUp)
        row.awaitedSince = Timestamp{};
    for (const StepState state : AllStates) {
        row.state = state;
        QVERIFY2(fitOf(kind, row, step, traits & Named) == fits.value(state, Fit::No), qPrintable(word(state)));
    }
}

void TestEligible::whatItMeansInARun()
{
    const Pipeline pipeline = pages();
    const RunProgress carried = blockedItems(StepState::InFlight);
    QCOMPARE(names(stepsFor(CommandKind::Retry, carried, pipeline)), u"pages/0 pages/1"_s);
    QCOMPARE(names(stepsFor(CommandKind::Skip, carried, pipeline)), u"pages/0 pages/1"_s);
    const RunProgress judged = blockedItems(StepState::Blocked);
    QCOMPARE(names(stepsFor(CommandKind::Retry, judged, pipeline)), u"pages/0 pages/1"_s);
    QCOMPARE(names(stepsFor(CommandKind::Skip, judged, pipeline)), u"pages"_s); // as a whole
    const RunProgress passed = blockedItems(StepState::Succeeded);              // enough of others did: these are history
    QCOMPARE(stepsFor(CommandKind::Retry, passed, pipeline), QList<StepKey>());
    Command one;
    one.kind = CommandKind::Skip;
    one.step = StepId(u"pages"_s);
    one.item = 1;
    QCOMPARE(fitOf(one, *judged.step({one.step, 1}), judged, pipeline), Fit::Meant);
    QCOMPARE(fitOf(one, *judged.step({one.step, 0}), judged, pipeline), Fit::No);
    QCOMPARE(fitOf(one, *judged.step({one.step}), judged, pipeline), Fit::No);
}

void TestEligible::whyItMeansNothing()
{
    const Pipeline pipeline = pages();
    RunProgress progress(pipeline, {});
    const RunRecord run;
    const auto why = [&](CommandKind kind, const QString &step = {}) {
        Command command;
        command.kind = kind;
        command.step = StepId(step);
        return whyRefused(command, run, progress, pipeline);
    };
    QVERIFY(why(CommandKind::Retry).contains(u"no step of it is blocked"_s));
    QVERIFY(why(CommandKind::MarkHappened).contains(u"no step of it has an unknown outcome"_s));
    progress.apply(at(u"pages"_s, StepState::OutcomeUnknown));
    QVERIFY(why(CommandKind::Retry).contains(u"decide first"_s));
    QVERIFY(why(CommandKind::Skip).contains(u"decide first"_s));
    QCOMPARE(why(CommandKind::MarkHappened), QString());
    progress.apply(at(u"index"_s, StepState::OutcomeUnknown));
    QCOMPARE(why(CommandKind::Retry), QString());
    QCOMPARE(why(CommandKind::Retry, u"index"_s), QString());
    QVERIFY(why(CommandKind::Retry, u"pages"_s).contains(u"decide first"_s));
    progress.apply(at(u"index"_s, StepState::WaitingCallback));
    QCOMPARE(why(CommandKind::Skip), QString());
    QVERIFY(why(CommandKind::Retry, u"index"_s).contains(u"no step of it is blocked"_s));
    progress.apply(at(u"index"_s, StepState::InFlight)); // as nothing is known of how that ends
    QCOMPARE(why(CommandKind::Retry, u"index"_s), QString());
}

void TestEligible::statesOfRuns()
{
    const QList<RunState> standing{RunState::WaitingRetry, RunState::Held, RunState::Blocked};
    QCOMPARE(statesFor(CommandKind::Retry), standing);
    QCOMPARE(statesFor(CommandKind::Resume), statesFor(CommandKind::Retry));
    QCOMPARE(statesFor(CommandKind::MarkHappened), QList<RunState>{RunState::OutcomeUnknown});
    QCOMPARE(statesFor(CommandKind::Unpause), QList<RunState>{RunState::Paused});
    for (const RunState state : allRunStates()) {
        QCOMPARE(statesFor(CommandKind::Cancel).contains(state), !isFinished(state));
        QCOMPARE(statesFor(CommandKind::Skip).contains(state), standing.contains(state) || state == RunState::WaitingCallback);
    }
}

QTEST_APPLESS_MAIN(TestEligible)
#include "tst_eligible.moc"
