#include "bulktargetstest.h"

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Who is meant by an order about many: the same for the dry run and for the runner.
class TestBulkTargets : public cairn::testing::BulkTargetsTest
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }
    void runsInWhoseStateItCanBeAskedFor();
    void pagesCoverEachOnce();
    void onlyWhatWasThereIsMeant();
    void timesCountFromWhenItWasGiven();
    void onlyTheStepsThatAFilterNames();
    void onlyStepsThatItSuits();
    void whoseServiceCanBeAskedIsAskedAgain();
    void whatIsAwaitedIsLeftOut();
    void onlyItemsOfTheCategory();
    void onlyItemsThatWaitAsItSays();
    void whatWaitsForAnAnswer();
    void oneEditIsForOneStep();
    void whatIsLeftOfARunThatIsUnderWay();
    void readsAnewWhatItHasFound();
    void whatMakesNoSense();
};

void TestBulkTargets::runsInWhoseStateItCanBeAskedFor()
{
    m_fixture->addRun(1, RunState::Blocked);
    m_fixture->addRun(2, RunState::Held);
    m_fixture->addRun(3, RunState::Succeeded);
    m_fixture->addRun(4, RunState::OutcomeUnknown);
    QCOMPARE(targets(bulkFor(orderFor({})), 10), (QList<qint64>{2, 1}));
    QCOMPARE(targets(bulkFor(orderFor(u"state:held,succeeded"_s)), 10), (QList<qint64>{2}));
    QCOMPARE(targets(bulkFor(orderFor(u"state:succeeded"_s)), 10), QList<qint64>());
    QCOMPARE(targets(bulkFor(orderFor({}, CommandKind::MarkHappened)), 10), (QList<qint64>{4}));
    const auto preview = previewBulk(reader(), orderFor({}), at(1'000));
    VERIFY_OK(preview);
    QCOMPARE(preview->eligible, 2);
    QCOMPARE(preview->others(), 2);
    QCOMPARE(preview->eligibleByState, (QMap<RunState, qint64>{{RunState::Held, 1}, {RunState::Blocked, 1}}));
    QCOMPARE(preview->othersByState, (QMap<RunState, qint64>{{RunState::Succeeded, 1}, {RunState::OutcomeUnknown, 1}}));
    QCOMPARE(preview->newest, RunId(4));
}

void TestBulkTargets::pagesCoverEachOnce()
{
    QList<qint64> all;
    for (int run = 25; run >= 1; --run)
        all.append(run);
    for (int run = 1; run <= 25; ++run)
        m_fixture->addRun(run, run % 3 == 0 ? RunState::Held : RunState::Blocked);
    for (const int limit : {1, 2, 5, 24, 25, 26})
        QCOMPARE(targets(bulkFor(orderFor({})), limit), all);
}

void TestBulkTargets::onlyWhatWasThereIsMeant()
{
    for (int run = 1; run <= 5; ++run)
        m_fixture->addRun(run, RunState::Blocked);
    QCOMPARE(targets(bulkFor(orderFor({}), 3), 10), (QList<qint64>{3, 2, 1}));
}

void TestBulkTargets::timesCountFromWhenItWasGiven()
{
    const RunId run = m_fixture->addRun(1, RunState::Blocked);
    const Timestamp submitted = reader().run(run)->submittedAt;
    const BulkOrder order = orderFor(u"since:1h"_s);
    QCOMPARE(targets(bulkFor(order, 9, submitted + std::chrono::minutes(59)), 10),
             QList<qint64>{1}); // whenever it is carried out
    QCOMPARE(targets(bulkFor(order, 9, submitted + std::chrono::minutes(61)), 10), QList<qint64>());
}

/// Skipping what one service cannot do skips nothing of another's, in whichever order the steps come.
void TestBulkTargets::onlyTheStepsThatAFilterNames()
{
    for (int run = 1; run <= 3; ++run) {
        m_fixture->addRun(run, RunState::Blocked);
        fail(RunId(run), u"scan"_s, NoItem, 10);
        if (run != 2)
            fail(RunId(run), u"extract"_s, 4, 11);
    }
    RunRecord held = *reader().run(m_fixture->addRun(4, RunState::Held));
    held.step = StepId(u"extract"_s);
    fail(RunId(4), u"extract"_s, NoItem, 11, StepState::Held);
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(UpdateRun{held, at(12)})));
    const auto asked = [&](const BulkOrder &order, int limit) {
        QStringList all;
        Bulk bulk = bulkFor(order);
        for (bool last = false; !last;) {
            const BulkPage page = nextTargets(reader(), bulk, limit, at(1'000)).value();
            for (const BulkTarget &target : page.targets.first(std::min<qsizetype>(limit, page.targets.size()))) {
                all.append(target.command.run.toString().last(1) + u'/' + target.command.step.name());
                bulk.place = target.place;
            }
            const bool isCut = page.targets.size() > limit; // by a wave
            last = page.last && !isCut;
            if (!isCut)
                bulk.place = page.end;
        }
        return all.join(u' ');
    };
    for (const int limit : {1, 2, 3, 10}) {
        QCOMPARE(asked(orderFor(u"service:antivirus"_s, CommandKind::Skip), limit), u"3/scan 2/scan 1/scan"_s);
        QCOMPARE(asked(orderFor(u"step:extract"_s), limit), u"4/extract 3/extract 1/extract"_s);
        QCOMPARE(asked(orderFor(u"category:service"_s), limit), u"3/extract 3/scan 2/scan 1/extract 1/scan"_s);
        QCOMPARE(asked(orderFor(u"category:service"_s, CommandKind::Cancel), limit), u"3/ 2/ 1/"_s);
        QCOMPARE(asked(orderFor(u"state:blocked"_s), limit), u"3/ 2/ 1/"_s);
    }
}

/// Who decides about what may have happened says nothing about a step that its service has answered.
void TestBulkTargets::onlyStepsThatItSuits()
{
    m_fixture->addRun(1, RunState::OutcomeUnknown);
    fail(RunId(1), u"extract"_s, NoItem, 10, StepState::OutcomeUnknown);
    fail(RunId(1), u"scan"_s, NoItem, 11);
    const QString filter = u"category:service"_s;
    QCOMPARE(asked(orderFor(filter, CommandKind::MarkNotHappened)), u"1/extract"_s);
    QCOMPARE(asked(orderFor(filter, CommandKind::MarkHappened)), u"1/extract"_s);
    QCOMPARE(asked(orderFor(filter)), u"1/scan"_s); // although its run is of unknown outcome
    QCOMPARE(asked(orderFor(filter, CommandKind::Skip)), u"1/scan"_s);
    QCOMPARE(asked(orderFor(u"step:scan"_s, CommandKind::MarkNotHappened)), QString());
    QCOMPARE(asked(orderFor({})), u"1/"_s);
    const BulkPreview preview = previewBulk(reader(), orderFor(filter), at(1'000)).value();
    QCOMPARE(preview.eligibleByStep, (QMap<StepState, qint64>{{StepState::Blocked, 1}}));
    QCOMPARE(preview.othersByStep, (QMap<StepState, qint64>{{StepState::OutcomeUnknown, 1}}));
    QCOMPARE(preview.newest, RunId(1));
}

/// A retry of what may have happened asks, where its step says how. Of the three runs that stand so the second is of a version
/// that says it; the third is blocked elsewhere.
void TestBulkTargets::whoseServiceCanBeAskedIsAskedAgain()
{
    PipelineVersion asking = pipelineVersion(u"intake"_s, 2, {{u"scan"_s, u"antivirus"_s}, {u"extract"_s, u"ocr"_s}});
    asking.pipeline.steps.last().reconcile = Reconciliation{{}, u".status == 200"_s, u".status == 404"_s};
    const auto version = m_fixture->store().commitAndWait(Transaction(PutPipelineVersion{asking, at(1)}));
    VERIFY_OK(version);
    for (int run = 1; run <= 3; ++run) {
        const qint64 pinned = run == 2 ? version->definitionId : m_fixture->pipelineId;
        RunRecord record = runRecord(run, pinned, RunState::OutcomeUnknown);
        VERIFY_OK(m_fixture->store().commitAndWait(Transaction(InsertRun{record})));
        record.step = StepId(u"extract"_s);
        record.category = Category::Service;
        VERIFY_OK(m_fixture->store().commitAndWait(Transaction(UpdateRun{record, at(1)})));
        fail(RunId(run), u"extract"_s, NoItem, 10, StepState::OutcomeUnknown);
    }
    fail(RunId(3), u"scan"_s, NoItem, 11);
    QCOMPARE(asked(orderFor(u"step:extract"_s)), u"2/extract"_s);
    QCOMPARE(asked(orderFor(u"category:service"_s)), u"3/scan 2/extract"_s);
    QCOMPARE(asked(orderFor(u"step:extract"_s, CommandKind::Skip)), QString());
    QCOMPARE(asked(orderFor(u"state:outcome_unknown"_s)), u"3/ 2/"_s);
    const BulkPreview runs = previewBulk(reader(), orderFor(u"state:outcome_unknown"_s), at(1'000)).value();
    QCOMPARE(runs.eligibleByState, (QMap<RunState, qint64>{{RunState::OutcomeUnknown, 2}}));
    QCOMPARE(runs.othersByState, (QMap<RunState, qint64>{{RunState::OutcomeUnknown, 1}}));
    BulkOrder order;
    order.incident = reader().incidents({}, std::nullopt, 9)->last().id;
    QCOMPARE(asked(order), u"2/extract"_s);
    const BulkPreview members = previewBulk(reader(), order, at(1'000)).value();
    QCOMPARE(members.eligibleByStep, (QMap<StepState, qint64>{{StepState::OutcomeUnknown, 1}}));
    QCOMPARE(members.othersByStep, (QMap<StepState, qint64>{{StepState::OutcomeUnknown, 2}}));
}

void TestBulkTargets::whatIsAwaitedIsLeftOut()
{
    RunRecord run = *reader().run(m_fixture->addRun(1, RunState::WaitingCallback));
    run.step = StepId(u"extract"_s);
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(UpdateRun{run, at(1)})));
    fail(run.id, u"extract"_s, NoItem, 2, StepState::WaitingCallback);
    QCOMPARE(asked(orderFor(u"state:waiting_callback"_s, CommandKind::Skip)), u"1/"_s);
    QCOMPARE(asked(orderFor(u"step:extract"_s, CommandKind::Skip)), u"1/extract"_s);
    for (const QString &filter : {u"state:waiting_callback"_s, u"step:extract"_s})
        QCOMPARE(asked(orderFor(filter)), QString());
}

void TestBulkTargets::onlyItemsOfTheCategory()
{
    m_fixture->addRun(1, RunState::Blocked);
    fail(RunId(1), u"extract"_s, 0, 10, StepState::Blocked, Category::Data);
    fail(RunId(1), u"extract"_s, 1, 11, StepState::Blocked, Category::Service);
    QCOMPARE(asked(orderFor(u"category:data"_s, CommandKind::Skip)), u"1/extract/0"_s);
    QCOMPARE(asked(orderFor(u"step:extract"_s, CommandKind::Skip)), u"1/extract/0 1/extract/1"_s);
    QCOMPARE(asked(orderFor(u"category:auth"_s, CommandKind::Skip)), QString());
    fail(RunId(1), u"extract"_s, 2, 2'000, StepState::Blocked, Category::Data); // since it was counted
    const BulkOrder order = orderFor(u"category:data"_s);
    QCOMPARE(nextTargets(reader(), bulkFor(order), 9, at(5'000))->targets.size(), 1);
    QCOMPARE(nextTargets(reader(), bulkFor(order), 9, at(1'500))->targets.size(), 2); // the clock was set back
}

/// While the items of a step are carried out, some wait by themselves beside others that fail.
void TestBulkTargets::onlyItemsThatWaitAsItSays()
{
    RunRecord run = *reader().run(m_fixture->addRun(1, RunState::WaitingRetry));
    run.step = StepId(u"extract"_s);
    run.category = Category::Service;
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(UpdateRun{run, at(1)})));
    fail(run.id, u"extract"_s, NoItem, 2, StepState::InFlight);
    fail(run.id, u"extract"_s, 0, 3, StepState::Blocked, Category::Data);
    fail(run.id, u"extract"_s, 1, 4, StepState::WaitingRetry);
    fail(run.id, u"extract"_s, 2, 5, StepState::WaitingRetry, Category::Network);
    fail(run.id, u"extract"_s, 3, 6, StepState::WaitingRetry);
    fail(run.id, u"extract"_s, 3, 7, StepState::Ready);
    QCOMPARE(asked(orderFor(u"category:service"_s, CommandKind::Skip)), u"1/extract/1"_s);
    QCOMPARE(asked(orderFor(u"category:data"_s, CommandKind::Skip)), u"1/extract/0"_s);
    QCOMPARE(asked(orderFor(u"step:extract"_s)), u"1/extract/0 1/extract/1 1/extract/2"_s);
    QCOMPARE(asked(orderFor({})), u"1/"_s);
}

/// To a question about it, or about what its service has taken up: the run waits otherwise than its step.
void TestBulkTargets::whatWaitsForAnAnswer()
{
    const auto wait = [&](qint64 id, RunState state, StepState step) {
        RunRecord run = *reader().run(m_fixture->addRun(id, state));
        run.step = StepId(u"extract"_s);
        VERIFY_OK(m_fixture->store().commitAndWait(Transaction(UpdateRun{run, at(1)})));
        fail(run.id, u"extract"_s, NoItem, 10, step);
    };
    wait(1, RunState::WaitingRetry, StepState::OutcomeUnknown);
    wait(2, RunState::Held, StepState::WaitingCallback);
    wait(3, RunState::WaitingCallback, StepState::WaitingCallback);
    QCOMPARE(asked(orderFor(u"service:ocr"_s, CommandKind::Skip)), u"3/extract 2/extract"_s);
    QCOMPARE(asked(orderFor(u"service:ocr"_s, CommandKind::MarkHappened)), u"1/extract"_s);
    QCOMPARE(asked(orderFor(u"service:ocr state:held"_s, CommandKind::Skip)), u"2/extract"_s);
    const BulkPreview retry = previewBulk(reader(), orderFor(u"service:ocr"_s), at(1'000)).value();
    QCOMPARE(retry.others(), 3); // that of WaitingCallback by its run
}

/// Else it would go out of each of them: the runner refuses what names none where several wait.
void TestBulkTargets::oneEditIsForOneStep()
{
    m_fixture->addRun(1, RunState::Blocked);
    m_fixture->addRun(2, RunState::Blocked);
    fail(RunId(1), u"scan"_s, NoItem, 10);
    fail(RunId(1), u"extract"_s, NoItem, 11);
    fail(RunId(2), u"scan"_s, NoItem, 12);
    BulkOrder order = orderFor(u"category:service"_s, CommandKind::Resume);
    order.arguments = {{u"edited"_s, QString()}};
    QCOMPARE(asked(order), u"2/scan 1/"_s);
    order.filter += u" step:scan"_s;
    QCOMPARE(asked(order), u"2/scan 1/scan"_s);
    order.arguments = {{u"patch"_s, u"."_s}}; // made of what each sends
    order.filter = u"category:service"_s;
    QCOMPARE(asked(order), u"2/scan 1/extract 1/scan"_s);
}

/// Once one of its steps is under way, the run is in whatever state that brings.
void TestBulkTargets::whatIsLeftOfARunThatIsUnderWay()
{
    for (int run = 1; run <= 2; ++run) {
        m_fixture->addRun(run, RunState::Blocked);
        fail(RunId(run), u"extract"_s, NoItem, 10);
        fail(RunId(run), u"scan"_s, NoItem, 11);
    }
    RunRecord moving = *reader().run(RunId(2));
    moving.state = RunState::Running;
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(UpdateRun{moving, at(12)})));
    const BulkOrder order = orderFor(u"category:service"_s);
    QCOMPARE(asked(order), u"1/extract 1/scan"_s);
    QCOMPARE(asked(order, {RunId(2), {StepId(u"extract"_s)}}), u"2/scan 1/extract 1/scan"_s);
    QCOMPARE(asked(order, {RunId(2), {StepId(u"scan"_s)}}), u"1/extract 1/scan"_s);
    QCOMPARE(asked(order, {RunId(2)}), u"1/extract 1/scan"_s);
}

/// Runs are found many at once, and may have gone on when their turn comes.
void TestBulkTargets::readsAnewWhatItHasFound()
{
    for (int run = 1; run <= 4; ++run) {
        m_fixture->addRun(run, RunState::Blocked);
        fail(RunId(run), u"scan"_s, NoItem, 10);
    }
    for (const QString &filter : {u"state:blocked"_s, u"category:service"_s}) {
        TargetSearch search;
        Bulk bulk = bulkFor(orderFor(filter));
        const auto next = [&](int limit) {
            const BulkPage page = search.next(reader(), bulk, limit, at(1'000)).value();
            bulk.place = page.targets.isEmpty() ? page.end : page.targets.first().place; // there is room for one
            return page.targets.isEmpty() ? 0 : page.targets.first().command.run.value();
        };
        const auto move = [&](RunState state) {
            RunRecord third = *reader().run(RunId(3));
            third.state = state;
            VERIFY_OK(m_fixture->store().commitAndWait(Transaction(UpdateRun{third, at(12)})));
        };
        QCOMPARE(next(2), 4);
        move(RunState::Running);
        QCOMPARE(next(2), 2);
        move(RunState::Blocked);
        QCOMPARE(next(2), 1);
        QCOMPARE(next(2), 0);
    }
}

void TestBulkTargets::whatMakesNoSense()
{
    COMPARE_ERROR(bulkOf(orderFor(u"state:odd"_s), at(1)), ErrorKind::Usage);
    COMPARE_ERROR(bulkOf(orderFor({}, CommandKind::OpenBreaker), at(1)), ErrorKind::Usage);
    BulkOrder canary = orderFor({}, CommandKind::Skip);
    canary.canary = true;
    COMPARE_ERROR(bulkOf(canary, at(1)), ErrorKind::Usage);
    canary.kind = CommandKind::Retry;
    VERIFY_OK(bulkOf(canary, at(1)));
    for (const double ratio : {0.0, -0.1, 1.1, std::numeric_limits<double>::quiet_NaN()}) {
        canary.stopAt = ratio;
        COMPARE_ERROR(bulkOf(canary, at(1)), ErrorKind::Usage);
    }
    BulkOrder none;
    none.incident = 99;
    COMPARE_ERROR(previewBulk(reader(), none, at(1)), ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(TestBulkTargets)
#include "tst_bulktargets.moc"
