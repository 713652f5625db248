#include "storetesting.h"

#include <QJsonDocument>
#include <QTest>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Orders about many targets: each target is asked for once, and what comes of each follows from its run's checkpoints.
class TestStoreBulk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }
    void keepsEveryField();
    void asksEachTargetOnce();
    void knowsWhatCameOfEach();
    void allStepsThatWereLetGoMustPass();
    void commandsThatAreDoneAtOnce();
    void isOverWhenAllIsKnown();
    void canBeCancelledAndContinued();
    void knowsAfterReopening();
    void ordinaryStepsAreLeftAlone();
    void findsItsRuns();
    void tellsTheAudit();

private:
    Store &store() { return m_fixture->store(); }
    StoreReader &reader() { return m_fixture->reader(); }
    qint64 add(CommandKind kind = CommandKind::Retry, bool canary = false)
    {
        Bulk bulk;
        bulk.kind = kind;
        bulk.filter = u"state:blocked"_s;
        bulk.actor = u"anna"_s;
        bulk.reason = u"mended"_s;
        bulk.createdAt = at(1'000);
        bulk.canary = canary;
        return store().commitAndWait(Transaction(AddBulk{bulk})).value().bulkId;
    }
    /// Asks for runs, from where the order stands.
    Result<Committed> ask(qint64 bulk, const QList<RunId> &runs, bool last = false)
    {
        const Bulk now = reader().bulk(bulk).value();
        AskBulk write{bulk, now.place, now.place, last, 0, {}, at(1'001)};
        for (const RunId run : runs) {
            Command command;
            command.kind = now.kind;
            command.run = run;
            command.actor = now.actor;
            command.createdAt = now.createdAt;
            write.commands.append(command);
            write.to = BulkPlace{run};
        }
        return store().commitAndWait(Transaction(write));
    }
    QList<Command> commands(qint64 bulk) { return reader().commandsOfBulk(bulk, std::nullopt, 0, 1'000).value(); }
    Checkpoint step(RunId run, StepState state, const QString &name = u"extract"_s, int item = NoItem)
    {
        Checkpoint c = checkpoint(run, name);
        c.item = item;
        c.state = state;
        c.category = state == StepState::Blocked ? std::optional(Category::Service) : std::nullopt;
        return c;
    }
    /// As the runner does: lets the steps go and ends the command, as one.
    void accept(const Command &command, const QStringList &steps = {u"extract"_s})
    {
        Transaction transaction;
        for (const QString &name : steps)
            transaction.add(AddCheckpoint{step(command.run, StepState::Ready, name)});
        transaction.add(FinishCommand{command.id, true, u"trying again"_s, at(1'002)});
        VERIFY_OK(store().commitAndWait(std::move(transaction)));
    }
    void write(const Checkpoint &checkpoint) { VERIFY_OK(store().commitAndWait(Transaction(AddCheckpoint{checkpoint}))); }
    BulkCounts counts(qint64 bulk) { return reader().bulk(bulk)->counts; }

    std::optional<Fixture> m_fixture;
};

void TestStoreBulk::keepsEveryField()
{
    const RunId newest = m_fixture->addRun(7);
    Bulk bulk;
    bulk.kind = CommandKind::Resume;
    bulk.filter = u"state:blocked \"two words\""_s;
    bulk.arguments = {{u"latest"_s, true}};
    bulk.actor = u"anna"_s;
    bulk.reason = u"mended"_s;
    bulk.createdAt = at(12);
    bulk.canary = true;
    bulk.stopAt = 0.125;
    const auto added = store().commitAndWait(Transaction(AddBulk{bulk}));
    VERIFY_OK(added);
    const auto read = reader().bulk(added->bulkId);
    VERIFY_OK(read);
    QCOMPARE(read->kind, bulk.kind);
    QCOMPARE(read->filter, bulk.filter);
    QCOMPARE(read->arguments, bulk.arguments);
    QCOMPARE(read->actor, bulk.actor);
    QCOMPARE(read->reason, bulk.reason);
    QCOMPARE(read->createdAt, bulk.createdAt);
    QCOMPARE(read->newestRun, newest); // of the moment when it was recorded
    QCOMPARE(read->canary, true);
    QCOMPARE(read->stopAt, 0.125);
    QCOMPARE(read->state, BulkState::Running);
    QCOMPARE(read->place, BulkPlace());
    QVERIFY(!read->listed && !read->endedAt && read->wave == 0);
    COMPARE_ERROR(reader().bulk(99), ErrorKind::NotFound);
    QCOMPARE(reader().bulks(0, 10)->size(), 1);
    QVERIFY(reader().bulks(added->bulkId, 10)->isEmpty());
    QCOMPARE(reader().runningBulks()->size(), 1);
}

void TestStoreBulk::asksEachTargetOnce()
{
    const QList<RunId> runs{m_fixture->addRun(3, RunState::Blocked), m_fixture->addRun(2, RunState::Blocked),
                            m_fixture->addRun(1, RunState::Blocked)};
    const qint64 bulk = add();
    const Bulk before = reader().bulk(bulk).value();
    VERIFY_OK(ask(bulk, runs.first(2)));
    QCOMPARE(reader().bulk(bulk)->place, BulkPlace{runs.at(1)});
    QCOMPARE(counts(bulk), (BulkCounts{2, 0, 0, 0, 0}));
    // a runner that did not know of it asks for the same again: nothing of that is written
    Command again;
    again.run = runs.first();
    COMPARE_ERROR(
        store().commitAndWait(Transaction(AskBulk{bulk, before.place, BulkPlace{runs.first()}, false, 0, {again}, at(3)})),
        ErrorKind::Conflict);
    QCOMPARE(commands(bulk).size(), 2);
    VERIFY_OK(ask(bulk, runs.last(1), true));
    QCOMPARE(commands(bulk).size(), 3);
    QVERIFY(reader().bulk(bulk)->listed);
    COMPARE_ERROR(ask(bulk, {runs.first()}), ErrorKind::Conflict); // its targets are all gone through
    for (const Command &command : commands(bulk)) {
        QCOMPARE(command.bulk, bulk);
        QVERIFY(!command.outcome);
    }
}

void TestStoreBulk::knowsWhatCameOfEach()
{
    QList<RunId> runs;
    for (int i = 1; i <= 5; ++i)
        runs.append(m_fixture->addRun(i, RunState::Blocked));
    const qint64 bulk = add();
    VERIFY_OK(ask(bulk, runs, true));
    const QList<Command> asked = commands(bulk);
    VERIFY_OK(store().commitAndWait(Transaction(FinishCommand{asked.at(0).id, false, u"no step of it is blocked"_s, at(5)})));
    for (int i = 1; i < 5; ++i)
        accept(asked.at(i));
    QCOMPARE(counts(bulk), (BulkCounts{5, 1, 0, 0, 0})); // "5 of 5 retried" is no success yet
    write(step(runs.at(1), StepState::WaitingRetry));
    write(step(runs.at(1), StepState::Held));
    QCOMPARE(counts(bulk), (BulkCounts{5, 1, 0, 0, 0}));
    write(step(runs.at(1), StepState::Succeeded));
    write(step(runs.at(2), StepState::Blocked));
    write(step(runs.at(3), StepState::OutcomeUnknown));
    write(step(runs.at(4), StepState::Skipped));
    QCOMPARE(counts(bulk), (BulkCounts{5, 1, 1, 2, 1}));
    write(step(runs.at(2), StepState::Succeeded)); // by somebody else's retry: it is not this order's any more
    QCOMPARE(counts(bulk), (BulkCounts{5, 1, 1, 2, 1}));
    QCOMPARE(reader().commandsOfBulk(bulk, CommandOutcome::Failed, 0, 10)->size(), 2);
    QCOMPARE(reader().commandsOfBulk(bulk, CommandOutcome::Failed, 0, 1)->first().run, runs.at(2));
    QCOMPARE(reader().commandsOfBulk(bulk, CommandOutcome::Refused, 0, 10)->first().result, u"no step of it is blocked"_s);
}

void TestStoreBulk::allStepsThatWereLetGoMustPass()
{
    const RunId both = m_fixture->addRun(1, RunState::Blocked);
    const RunId item = m_fixture->addRun(2, RunState::Blocked);
    const qint64 bulk = add();
    VERIFY_OK(ask(bulk, {both, item}, true));
    const QList<Command> asked = commands(bulk);
    accept(asked.at(0), {u"scan"_s, u"extract"_s});
    accept(asked.at(1));
    write(step(both, StepState::Succeeded, u"scan"_s));
    QCOMPARE(counts(bulk).passed, 0);
    write(step(both, StepState::Succeeded, u"scan"_s)); // heard of already
    QCOMPARE(counts(bulk).passed, 0);
    write(step(both, StepState::Succeeded, u"extract"_s));
    QCOMPARE(counts(bulk).passed, 1);
    write(step(item, StepState::Succeeded, u"extract"_s, 3)); // an item; its step says how it went as a whole
    QCOMPARE(counts(bulk).passed, 1);
    write(step(item, StepState::Blocked, u"extract"_s));
    QCOMPARE(counts(bulk), (BulkCounts{2, 0, 1, 1, 0}));
}

void TestStoreBulk::commandsThatAreDoneAtOnce()
{
    const RunId run = m_fixture->addRun(1, RunState::Blocked);
    const qint64 bulk = add(CommandKind::Cancel);
    VERIFY_OK(ask(bulk, {run}, true));
    VERIFY_OK(store().commitAndWait(Transaction(AddCheckpoint{step(run, StepState::Cancelled)},
                                                FinishCommand{commands(bulk).first().id, true, u"cancelled"_s, at(9)})));
    QCOMPARE(counts(bulk), (BulkCounts{1, 0, 1, 0, 0}));
    QCOMPARE(reader().bulk(bulk)->state, BulkState::Done);
}

void TestStoreBulk::isOverWhenAllIsKnown()
{
    const RunId one = m_fixture->addRun(1, RunState::Blocked);
    const qint64 bulk = add();
    VERIFY_OK(ask(bulk, {one}));
    accept(commands(bulk).first());
    write(step(one, StepState::Succeeded));
    QCOMPARE(reader().bulk(bulk)->state, BulkState::Running); // there may be more targets
    VERIFY_OK(ask(bulk, {}, true));
    QCOMPARE(reader().bulk(bulk)->state, BulkState::Done);
    QCOMPARE(reader().bulk(bulk)->endedAt, at(1'001));
    QVERIFY(reader().runningBulks()->isEmpty());
    const qint64 none = add();
    VERIFY_OK(ask(none, {}, true)); // nobody was left that could be asked for
    QCOMPARE(reader().bulk(none)->state, BulkState::Done);
}

void TestStoreBulk::canBeCancelledAndContinued()
{
    const RunId one = m_fixture->addRun(1, RunState::Blocked);
    const qint64 bulk = add(CommandKind::Retry, true);
    VERIFY_OK(store().commitAndWait(Transaction(AskBulk{bulk, {}, BulkPlace{one}, false, 1, {}, at(3)})));
    QCOMPARE(reader().bulk(bulk)->wave, 1);
    COMPARE_ERROR(store().commitAndWait(Transaction(MoveBulk{bulk, BulkState::Running, u"bob"_s, {}, at(4)})),
                  ErrorKind::Conflict);
    VERIFY_OK(store().commitAndWait(Transaction(MoveBulk{bulk, BulkState::Stopped, u"runner"_s, u"3 of 5 failed"_s, at(4)})));
    QCOMPARE(reader().bulk(bulk)->why, u"3 of 5 failed"_s);
    COMPARE_ERROR(ask(bulk, {one}), ErrorKind::Conflict);
    VERIFY_OK(store().commitAndWait(Transaction(MoveBulk{bulk, BulkState::Running, u"bob"_s, u"mended"_s, at(5)})));
    QCOMPARE(reader().bulk(bulk)->wave, 0); // carefully again
    QCOMPARE(reader().bulk(bulk)->why, QString());
    VERIFY_OK(ask(bulk, {one}));
    accept(commands(bulk).first());
    VERIFY_OK(store().commitAndWait(Transaction(MoveBulk{bulk, BulkState::Cancelled, u"bob"_s, u"enough"_s, at(6)})));
    COMPARE_ERROR(ask(bulk, {one}), ErrorKind::Conflict);
    COMPARE_ERROR(store().commitAndWait(Transaction(MoveBulk{bulk, BulkState::Cancelled, u"carl"_s, {}, at(7)})),
                  ErrorKind::Conflict);
    write(step(one, StepState::Succeeded)); // what was asked for before goes on, and is counted
    QCOMPARE(counts(bulk), (BulkCounts{1, 0, 1, 0, 0}));
    QCOMPARE(reader().bulk(bulk)->state, BulkState::Cancelled);
    COMPARE_ERROR(store().commitAndWait(Transaction(MoveBulk{99, BulkState::Cancelled, u"carl"_s, {}, at(7)})),
                  ErrorKind::NotFound);
}

void TestStoreBulk::knowsAfterReopening()
{
    const RunId one = m_fixture->addRun(1, RunState::Blocked);
    const qint64 bulk = add();
    VERIFY_OK(ask(bulk, {one}, true));
    accept(commands(bulk).first());
    const auto second = open(m_fixture->folder()); // another process, which has seen nothing of this
    VERIFY_OK(second->commitAndWait(Transaction(AddCheckpoint{step(one, StepState::Blocked)})));
    QCOMPARE(counts(bulk), (BulkCounts{1, 0, 0, 1, 0}));
    QCOMPARE(reader().bulk(bulk)->state, BulkState::Done);
}

void TestStoreBulk::ordinaryStepsAreLeftAlone()
{
    const RunId one = m_fixture->addRun(1, RunState::Blocked);
    Command single;
    single.run = one;
    single.createdAt = at(1);
    VERIFY_OK(store().commitAndWait(Transaction(AddCommand{single})));
    const Command command = reader().pendingCommands(1)->first();
    QCOMPARE(command.bulk, 0);
    accept(command);
    write(step(one, StepState::Succeeded));
    QVERIFY(!reader().command(command.id)->outcome);
    QVERIFY(reader().bulks(0, 1)->isEmpty());
}

void TestStoreBulk::findsItsRuns()
{
    const RunId one = m_fixture->addRun(1, RunState::Blocked);
    const RunId two = m_fixture->addRun(2, RunState::Blocked);
    m_fixture->addRun(3, RunState::Blocked);
    const qint64 bulk = add();
    VERIFY_OK(ask(bulk, {two, one}, true));
    accept(commands(bulk).at(0));
    write(step(two, StepState::Blocked));
    RunFilter filter;
    filter.bulk = bulk;
    QCOMPARE(reader().countRuns(filter).value(), 2);
    QCOMPARE(reader().searchRuns(filter, {}, 10, 100)->runs.size(), 2);
    filter.bulkOutcome = CommandOutcome::Failed;
    QCOMPARE(reader().countRuns(filter).value(), 1);
    QCOMPARE(reader().runs(filter, {}, 10)->first().id, two);
    filter.states = {RunState::Succeeded};
    QCOMPARE(reader().countRuns(filter).value(), 0);
}

void TestStoreBulk::tellsTheAudit()
{
    const RunId one = m_fixture->addRun(1, RunState::Blocked);
    const qint64 bulk = add();
    VERIFY_OK(ask(bulk, {one}, true));
    accept(commands(bulk).first());
    write(step(one, StepState::Succeeded));
    QStringList told;
    const QList<AuditEntry> entries = reader().auditEntries(0, 100).value();
    for (const AuditEntry &entry : entries) {
        if (!entry.action.startsWith(u"definition"_s))
            told.append(entry.action);
    }
    QCOMPARE(told, (QStringList{u"bulk.retry"_s, u"command.retry"_s, u"command.retry.done"_s, u"bulk.retry.done"_s}));
    const AuditEntry &end = entries.last();
    QCOMPARE(end.subject, u"bulk/%1"_s.arg(bulk));
    QCOMPARE(QJsonDocument::fromJson(end.after).object().value(u"passed"_s).toInt(), 1);
    const auto first =
        std::find_if(entries.begin(), entries.end(), [](const AuditEntry &entry) { return entry.action == u"bulk.retry"_s; });
    QCOMPARE(first->actor, u"anna"_s);
    QCOMPARE(first->reason, u"mended"_s);
    QCOMPARE(QJsonDocument::fromJson(first->after).object().value(u"filter"_s).toString(), u"state:blocked"_s);
}

QTEST_GUILESS_MAIN(TestStoreBulk)
#include "tst_store_bulk.moc"
