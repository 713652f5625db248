#include "control/doctor.h"
#include "control/restored.h"
#include "policy/progress.h"
#include "storetesting.h"

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Nothing leaves a store that was put back from a backup before somebody has looked: what was done since is not known.
class TestRestored : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }
    void whatWouldGoOnIsPaused();
    void whatMessagesWakeIsPaused();
    void whatMayHaveBeenSentIsNoted();
    void whatHasNoItemsYetIsNoted();
    void ordersStop();
    void doctorTellsAsLongAsItStands();

private:
    Store &store() { return m_fixture->store(); }
    StoreReader &reader() { return m_fixture->reader(); }
    Checkpoint standing(RunId run, const QString &step, StepState state) const
    {
        Checkpoint standing = checkpoint(run, step);
        standing.state = state;
        return standing;
    }
    Restored settle() { return settleRestored(store(), u"night.backup"_s, u"ann"_s, u"the disk died"_s, at(9'000)).value(); }

    std::optional<Fixture> m_fixture;
};

void TestRestored::whatWouldGoOnIsPaused()
{
    int id = 0;
    for (const RunState state : allRunStates()) {
        const RunId run = m_fixture->addRun(++id, state);
        const StepState step = state == RunState::OutcomeUnknown ? StepState::OutcomeUnknown : StepState::Blocked;
        if (state == RunState::Blocked || state == RunState::OutcomeUnknown)
            VERIFY_OK(store().commitAndWait(Transaction(AddCheckpoint{standing(run, u"scan"_s, step)},
                                                        AddCheckpoint{standing(run, u"extract"_s, StepState::Blocked)})));
    }
    VERIFY_OK(
        store().commitAndWait(Transaction(AddAudit{{0, at(7'000), u"ann"_s, u"store.backed_up"_s, u"store"_s, {}, {}, {}}})));

    const Restored restored = settle();
    QCOMPARE(restored.backedUpAt, at(7'000));
    QVERIFY(restored.paused > 3);
    QVERIFY(reader().duePipelines()->isEmpty()); // a runner takes up nothing
    id = 0;
    for (const RunState state : allRunStates()) {
        const RunRecord run = reader().run(RunId(++id)).value();
        const bool stood =
            isFinished(state) || state == RunState::Paused || state == RunState::Blocked || state == RunState::OutcomeUnknown;
        QCOMPARE(word(run.state), word(stood ? state : RunState::Paused));
        QCOMPARE(run.cause.contains(u"put back from a backup of 1970-01-01T00:00:07"_s), !stood);
        QVERIFY(stood || run.startedAt);
    }
    const AuditEntry entry = reader().lastAuditEntry().value().value();
    QCOMPARE(entry.action, u"store.restored"_s);
    QCOMPARE(entry.reason, u"the disk died"_s);
    QVERIFY(entry.after.contains(R"("last_at":"1970-01-01T00:00:07)"));
}

/// A message wakes what needs a person, too: then whatever else there is of the run would be sent.
void TestRestored::whatMessagesWakeIsPaused()
{
    const RunId blocked = m_fixture->addRun(1, RunState::Blocked);
    RunRecord run = reader().run(blocked).value();
    run.wakeAt = at(3); // for what else of it goes by the clock
    const StagedPayload body = store().payloads().stage("{}").value();
    const Callback callback{u"callback-1"_s, blocked, StepKey(StepId(u"scan"_s)), 0, u"http://x/"_s, at(3)};
    const Message message{u"message"_s, "{}", body.ref, at(4)};
    VERIFY_OK(store().commitAndWait(Transaction(AddCheckpoint{standing(blocked, u"scan"_s, StepState::Blocked)},
                                                UpdateRun{run, at(2)}, PutPayload{body}, PutCallback{callback},
                                                AddCallbackMessage{callback.id, message, blocked})));
    QCOMPARE(settle().paused, 1);
    VERIFY_OK(store().commitAndWait(Transaction(WakeMessaged{at(9'500)}))); // as a runner does first
    QVERIFY(reader().duePipelines()->isEmpty());
    QCOMPARE(word(reader().run(blocked)->state), word(RunState::Paused));
}

/// A service that has forgotten the key by now would do it once more: see the life of keys.
void TestRestored::whatMayHaveBeenSentIsNoted()
{
    const RunId begun = m_fixture->addRun(1, RunState::Running);
    const RunId ended = m_fixture->addRun(2, RunState::Succeeded);
    VERIFY_OK(store().commitAndWait(Transaction(AddCheckpoint{checkpoint(begun)})));
    const Restored restored = settle();
    const auto sendings = reader().history(begun)->sendings;
    QCOMPARE(sendings.size(), 1); // scan is done
    QCOMPARE(sendings.first().step, StepId(u"extract"_s));
    QCOMPARE(sendings.first().since, restored.backedUpAt);
    QVERIFY(reader().history(ended)->sendings.isEmpty());
}

void TestRestored::whatHasNoItemsYetIsNoted()
{
    PipelineVersion each = pipelineVersion(u"each"_s);
    each.pipeline.steps.first().forEach = u".input"_s;
    const qint64 version = store().commitAndWait(Transaction(PutPipelineVersion{each, at(1)}))->definitionId;
    const RunRecord run = runRecord(1, version, RunState::Running);
    VERIFY_OK(store().commitAndWait(Transaction(InsertRun{run})));
    const Restored restored = settle();
    Checkpoint fannedOut = standing(run.id, u"only"_s, StepState::InFlight);
    fannedOut.decision = Action::FanOut;
    fannedOut.items = 2;
    VERIFY_OK(store().commitAndWait(Transaction(AddCheckpoint{fannedOut})));
    const RunProgress progress(each.pipeline, reader().history(run.id).value());
    for (const StepProgress &item : progress.items(fannedOut.step))
        QCOMPARE(item.sendings, QList<Timestamp>{restored.backedUpAt});
    QCOMPARE(progress.items(fannedOut.step).size(), 2);
}

void TestRestored::ordersStop()
{
    Command retry;
    retry.run = m_fixture->addRun(1, RunState::Blocked);
    retry.actor = u"ann"_s;
    retry.createdAt = at(3);
    Bulk order;
    order.actor = u"ann"_s;
    order.filter = u"state:blocked"_s;
    order.createdAt = at(3);
    VERIFY_OK(store().commitAndWait(Transaction(AddCommand{retry}, AddBulk{order})));
    Transaction many;
    for (int i = 0; i < 1'500; ++i) // more than are read at once
        many.add(AddCommand{retry});
    VERIFY_OK(store().commitAndWait(std::move(many)));
    QCOMPARE(reader().runningBulks()->size(), 1);
    settle();
    QVERIFY(reader().pendingCommands(10)->isEmpty());
    const Command refused = reader().commandsOf(retry.run, 10)->first();
    QVERIFY(refused.done && !refused.accepted && refused.result.contains(u"ask for it again"_s));
    QVERIFY(reader().runningBulks()->isEmpty());
    QCOMPARE(reader().bulks(0, 1)->first().state, BulkState::Stopped);
}

void TestRestored::doctorTellsAsLongAsItStands()
{
    const auto told = [this] {
        const auto findings = examine(store(), m_fixture->folder(), SystemClock()).value();
        const auto found =
            std::find_if(findings.begin(), findings.end(), [](const Finding &one) { return one.subject == "restored"_L1; });
        return found == findings.end() ? Finding() : *found;
    };
    const RunId id = m_fixture->addRun(1, RunState::Running);
    QVERIFY(told().detail.isEmpty());
    settle();
    QVERIFY2(told().detail.contains(u"1 run that had not ended is paused for it"_s), qPrintable(told().detail));
    QVERIFY(told().remedy.contains(u"cairn unpause"_s));
    RunRecord run = reader().run(id).value();
    run.state = RunState::Running;
    run.cause.clear();
    VERIFY_OK(store().commitAndWait(Transaction(UpdateRun{run, at(9'500)})));
    QVERIFY2(told().detail.contains(u"is not known here"_s), qPrintable(told().detail));
    QVERIFY(told().remedy.isEmpty());
}

QTEST_GUILESS_MAIN(TestRestored)
#include "tst_restored.moc"
