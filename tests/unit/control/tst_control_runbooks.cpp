#include "control/runbookdesk.h"

#include "rawstore.h"
#include "storetesting.h"

#include <QDir>
#include <QFile>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Text = "---\ntitle: Extract down\nmatch: { service: ocr, category: service }\nseverity: high\n---\n"
                        "- [ ] First\n- [ ] Second\n\n"
                        "```action\ndo: probe\nlabel: Probe\npath: /health\nmethod: HEAD\n```\n"
                        "```action\ndo: retry\nlabel: Retry two\nat_most: 2\n```\n"
                        "```action\ndo: canary\nlabel: Waves\nstop_at: 25%\n```\n"
                        "```action\ndo: resume\nlabel: Resume\n```\n"
                        "```action\ndo: decide\nlabel: Happened\noutcome: happened\n```\n"
                        "```action\ndo: breaker\nlabel: Open\norder: open\nfor: 5m\n```\n"
                        "```action\ndo: pause\nlabel: Pause\n```\n"
                        "```action\ndo: escalate\nlabel: Escalate\n```\n"
                        "```action\ndo: open\nlabel: Runs\nwhat: runs\n```\n";
enum Number { Probe = 1, RetryTwo, Waves, Resume, Happened, BreakerOrder, Pause, Escalate, Open };

} // namespace

/// Which runbook is shown beside an incident, and what its actions come down to.
class TestRunbookDesk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void theBestOneIsShown();
    void aSessionIsGoneOnWith();
    void aChangedFileDoesNotChangeASession();
    void probeAsksTheService();
    void retryTakesSomeOfTheFailing();
    void manyTargetsAreOrders();
    void ordersAreToldAsTheyAre();
    void breakerAndEscalation();
    void reasonsAreRequired();
    void nothingFailsAnyMore();
    void everyShippedActionMeansSomebody_data();
    void everyShippedActionMeansSomebody();
    void whatMeansNobodyIsAnError();
    void whoComesSecondIsTold();
    void resultsAreToldAsTheyAre();
    void helpedBefore();

private:
    void write(RunId run, StepState state, qint64 when, Category category = Category::Service);
    void writeRunbook(const QByteArray &text)
    {
        QVERIFY(QDir(m_root.path()).mkpath(u"runbooks"_s));
        QFile file(m_root.filePath(u"runbooks/extract-down.md"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    static void removeCommand(const QString &database, qint64 id);
    RunbookDesk runbooks() { return RunbookDesk(*m_desk, m_root.path()); }
    qint64 start() { return runbooks().start(m_incident, {}, u"ann"_s).result().value(); }
    FollowedRunbook session(qint64 id) { return runbooks().session(id).result().value(); }
    Result<Transaction> prepare(qint64 id, int action, const QString &reason = u"because"_s)
    {
        return prepareDeed(m_fixture->reader(), session(id), {id, action, 0, u"ann"_s, reason}, at(50));
    }
    /// The one order that an action comes down to.
    Bulk order(qint64 id, int action)
    {
        const Transaction transaction = prepare(id, action).value();
        const auto *add = transaction.writes.front().as<AddBulk>();
        if (!add || transaction.writes.size() != 2)
            qFatal("no order, or more than one");
        return add->bulk;
    }

    QTemporaryDir m_root;
    std::optional<Fixture> m_fixture;
    SystemClock m_clock;
    std::unique_ptr<Desk> m_desk;
    qint64 m_incident = 0;
};

void TestRunbookDesk::init()
{
    m_fixture.emplace();
    m_desk = std::make_unique<Desk>(m_fixture->store(), m_clock);
    for (int run = 1; run <= 3; ++run)
        write(m_fixture->addRun(run), StepState::Blocked, run);
    m_incident = m_fixture->reader().incidents({}, std::nullopt, 1).value().first().id;
    writeRunbook(Text);
}

void TestRunbookDesk::cleanup()
{
    m_desk.reset();
    m_fixture.reset();
}

void TestRunbookDesk::write(RunId run, StepState state, qint64 when, Category category)
{
    Checkpoint c = checkpoint(run, u"extract"_s);
    c.state = state;
    c.status = 503;
    c.category = state == StepState::Succeeded ? std::nullopt : std::optional(category);
    c.at = at(when);
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(AddCheckpoint{c})));
}

void TestRunbookDesk::theBestOneIsShown()
{
    const auto found = runbooks().followed(m_incident, {}).result();
    VERIFY_OK(found);
    QCOMPARE(found->runbook.name, u"extract-down"_s);
    QCOMPARE(found->others, QStringList{u"standard-service"_s});
    QVERIFY(!found->session);
    QCOMPARE(runbooks().followed(m_incident, u"standard-service"_s).result()->runbook.name, u"standard-service"_s);
    COMPARE_ERROR(runbooks().followed(m_incident, u"none"_s).result(), ErrorKind::NotFound);
    COMPARE_ERROR(runbooks().followed(77, {}).result(), ErrorKind::NotFound);
}

void TestRunbookDesk::aSessionIsGoneOnWith()
{
    const qint64 id = runbooks().start(m_incident, u"standard-service"_s, u"ann"_s).result().value();
    const auto found = runbooks().followed(m_incident, {}).result();
    QCOMPARE(found->runbook.name, u"standard-service"_s); // somebody follows it already
    QCOMPARE(found->session->id, id);
    VERIFY_OK(runbooks().tick(id, 2, true, u"bob"_s).result());
    QCOMPARE(session(id).ticks.keys(), QList<int>{2});
    COMPARE_ERROR(runbooks().start(m_incident, u"standard-service"_s, u"bob"_s, Digest::of("another text")).result(),
                  ErrorKind::Conflict);
    QCOMPARE(runbooks().start(m_incident, u"standard-service"_s, u"bob"_s, found->runbook.digest).result().value(), id);
    QCOMPARE(session(id).ticks.value(2).actor, u"bob"_s);
    COMPARE_ERROR(runbooks().tick(id, 99, true, u"bob"_s).result(), ErrorKind::NotFound);
    COMPARE_ERROR(runbooks().tick(id, 2, true, u"ann"_s).result(), ErrorKind::Conflict);
}

void TestRunbookDesk::aChangedFileDoesNotChangeASession()
{
    const qint64 id = start();
    writeRunbook("---\ntitle: Changed\nmatch: { service: ocr, category: service }\n---\n- [ ] Only one\n");
    const FollowedRunbook followed = session(id);
    QVERIFY(followed.outdated);
    QCOMPARE(followed.runbook.title, u"Extract down"_s);
    QCOMPARE(followed.runbook.file, u"runbooks/extract-down.md"_s);
    QVERIFY(followed.runbook.part(RunbookPart::Kind::Step, 2));
}

void TestRunbookDesk::probeAsksTheService()
{
    const qint64 id = start();
    VERIFY_OK(runbooks().carryOut(DeedWish({id, Probe, 0, u"ann"_s, {}})).result());
    const auto commands = m_fixture->reader().pendingCommands(10).value();
    QCOMPARE(commands.size(), 1);
    QCOMPARE(commands.first().kind, CommandKind::ProbeService);
    QCOMPARE(commands.first().service, u"ocr"_s);
    QCOMPARE(commands.first().arguments, (QJsonObject{{u"path"_s, u"/health"_s}, {u"method"_s, u"HEAD"_s}}));
    const FollowedRunbook waiting = session(id);
    QCOMPARE(waiting.lastOf(Probe)->state, DeedOutcome::Waiting);
    QCOMPARE(waiting.lastOf(Probe)->deed.commands, QList<qint64>{commands.first().id});
    QVERIFY(!waiting.lastOf(RetryTwo));
}

void TestRunbookDesk::retryTakesSomeOfTheFailing()
{
    const qint64 id = start();
    VERIFY_OK(runbooks().carryOut(DeedWish({id, RetryTwo, 0, u"ann"_s, u"try"_s})).result());
    const auto commands = m_fixture->reader().pendingCommands(10).value();
    QCOMPARE(commands.size(), 2);
    for (const Command &command : commands) {
        QCOMPARE(command.kind, CommandKind::Retry);
        QCOMPARE(command.step, StepId(u"extract"_s));
        QCOMPARE(command.reason, u"try"_s);
        QCOMPARE(command.actor, u"ann"_s);
    }
    QVERIFY(commands.at(0).run != commands.at(1).run);
}

void TestRunbookDesk::manyTargetsAreOrders()
{
    const qint64 id = start();
    const Bulk waves = order(id, Waves);
    QCOMPARE(waves.incident, m_incident);
    QVERIFY(waves.canary);
    QCOMPARE(waves.stopAt, 0.25);
    QCOMPARE(waves.kind, CommandKind::Retry);
    QCOMPARE(waves.reason, u"because"_s);
    const Bulk resume = order(id, Resume);
    QCOMPARE(resume.kind, CommandKind::Resume);
    QCOMPARE(resume.arguments, (QJsonObject{{u"latest"_s, true}}));
    QVERIFY(!resume.canary);
    write(RunId(3), StepState::OutcomeUnknown, 4);
    QCOMPARE(order(id, Happened).kind, CommandKind::MarkHappened);
    const Bulk pause = order(id, Pause);
    QCOMPARE(pause.kind, CommandKind::Pause);
    QCOMPARE(pause.incident, 0);
    QCOMPARE(pause.filter, u"pipeline:intake"_s);
}

void TestRunbookDesk::ordersAreToldAsTheyAre()
{
    const qint64 id = start();
    VERIFY_OK(runbooks().carryOut(DeedWish({id, Waves, 0, u"ann"_s, {}})).result());
    const FollowedRunbook followed = session(id);
    QCOMPARE(followed.lastOf(Waves)->deed.orders.size(), 1); // given and recorded as one
    const qint64 order = followed.lastOf(Waves)->deed.orders.first();
    QCOMPARE(m_fixture->reader().bulk(order)->incident, m_incident);
    QCOMPARE(followed.lastOf(Waves)->state, DeedOutcome::UnderWay);
    QCOMPARE(followed.lastOf(Waves)->text, u"order %1: 0 asked for, 0 passed"_s.arg(order));
    // whoever comes second is told, and no second order is given
    COMPARE_ERROR(runbooks().carryOut(DeedWish({id, Waves, 0, u"bob"_s, {}})).result(), ErrorKind::Conflict);
    QCOMPARE(m_fixture->reader().bulks(0, 10)->size(), 1);
    VERIFY_OK(
        m_fixture->store().commitAndWait(Transaction(MoveBulk{order, BulkState::Cancelled, u"ann"_s, u"enough"_s, at(90)})));
    QCOMPARE(session(id).lastOf(Waves)->state, DeedOutcome::Done);
    QVERIFY(session(id).lastOf(Waves)->text.endsWith(u"ended by a person"_s));
}

void TestRunbookDesk::breakerAndEscalation()
{
    const qint64 id = start();
    VERIFY_OK(runbooks().carryOut(DeedWish({id, BreakerOrder, 0, u"ann"_s, u"quiet"_s})).result());
    const Command command = m_fixture->reader().pendingCommands(10).value().first();
    QCOMPARE(command.kind, CommandKind::OpenBreaker);
    QCOMPARE(command.arguments, (QJsonObject{{u"for_ms"_s, 300'000}}));
    VERIFY_OK(runbooks().carryOut(DeedWish({id, Escalate, 0, u"ann"_s, u"cannot mend it"_s})).result());
    QCOMPARE(m_fixture->reader().incident(m_incident)->handling, IncidentState::Escalated);
    const FollowedRunbook followed = session(id);
    QCOMPARE(followed.lastOf(Escalate)->state, DeedOutcome::Done);
    QVERIFY(followed.lastOf(Escalate)->text.startsWith(u"escalated to "_s));
    // twice is once too often, and neither is recorded then
    COMPARE_ERROR(runbooks().carryOut(DeedWish({id, Escalate, followed.lastDeed(), u"bob"_s, u"again"_s})).result(),
                  ErrorKind::Conflict);
    QCOMPARE(session(id).deeds.size(), 2);
}

void TestRunbookDesk::reasonsAreRequired()
{
    const qint64 id = start();
    for (const int action : {int(Resume), int(Happened), int(BreakerOrder), int(Pause), int(Escalate)})
        COMPARE_ERROR(prepare(id, action, u" "_s), ErrorKind::Usage);
    for (const int action : {int(Probe), int(RetryTwo), int(Waves)})
        VERIFY_OK(prepare(id, action, {}));
    COMPARE_ERROR(prepare(id, Open), ErrorKind::Usage);
    COMPARE_ERROR(prepare(id, 99), ErrorKind::NotFound);
}

void TestRunbookDesk::nothingFailsAnyMore()
{
    const qint64 id = start();
    for (int run = 1; run <= 3; ++run)
        write(RunId(run), StepState::Succeeded, 60 + run);
    COMPARE_ERROR(prepare(id, Waves), ErrorKind::NotFound);
    COMPARE_ERROR(prepare(id, RetryTwo), ErrorKind::NotFound);
    VERIFY_OK(prepare(id, Probe));
}

void TestRunbookDesk::everyShippedActionMeansSomebody_data()
{
    QTest::addColumn<Category>("category");
    for (int i = 0; i <= int(Category::Internal); ++i)
        QTest::newRow(qPrintable(word(Category(i)))) << Category(i);
}

/// Of an incident as the runner makes it: its steps are blocked, after a timeout some are of unknown outcome, and some paused.
void TestRunbookDesk::everyShippedActionMeansSomebody()
{
    QFETCH(Category, category);
    write(m_fixture->addRun(11, RunState::Blocked), StepState::Blocked, 11, category);
    m_fixture->addRun(13, RunState::Paused);
    if (category == Category::Timeout)
        write(m_fixture->addRun(12, RunState::OutcomeUnknown), StepState::OutcomeUnknown, 12, category);
    qint64 incident = 0;
    const auto incidents = m_fixture->reader().incidents({}, std::nullopt, 10);
    VERIFY_OK(incidents);
    for (const Incident &one : *incidents) {
        if (one.fingerprint.category == category)
            incident = one.id;
    }
    const qint64 id = runbooks().start(incident, u"standard-%1"_s.arg(word(category)), u"ann"_s).result().value();
    for (const RunbookPart &part : session(id).runbook.parts) {
        if (part.kind != RunbookPart::Kind::Action || part.action.onlyOpens())
            continue;
        const auto prepared = prepare(id, part.number);
        QVERIFY2(prepared, prepared ? "" : qPrintable(part.action.label + u": "_s + describe(prepared.error())));
    }
}

void TestRunbookDesk::whatMeansNobodyIsAnError()
{
    const qint64 id = start();
    const auto decided = prepare(id, Happened);
    COMPARE_ERROR(decided, ErrorKind::NotFound); // all three are blocked
    QCOMPARE(decided.error().detail,
             u"None of the 3 failing steps of incident 1 has an unknown outcome: there is nothing to decide"_s);
    write(RunId(1), StepState::OutcomeUnknown, 20);
    VERIFY_OK(prepare(id, Happened));
    const Transaction both = prepare(id, RetryTwo).value(); // the undecided one takes nobody's place
    QCOMPARE(both.writes.size(), 3);
    QCOMPARE(both.writes.at(0).as<AddCommand>()->command.run, RunId(2));
    for (int run = 2; run <= 3; ++run)
        write(RunId(run), StepState::OutcomeUnknown, 20 + run);
    for (const int action : {int(RetryTwo), int(Waves), int(Resume)})
        COMPARE_ERROR(prepare(id, action), ErrorKind::NotFound);
}

void TestRunbookDesk::whoComesSecondIsTold()
{
    const qint64 id = start();
    VERIFY_OK(runbooks().carryOut(DeedWish({id, RetryTwo, 0, u"ann"_s, {}})).result());
    const auto second = runbooks().carryOut({id, RetryTwo, 0, u"bob"_s, {}}).result();
    COMPARE_ERROR(second, ErrorKind::Conflict);
    QVERIFY2(second.error().detail.contains(u"ann came first"_s), qPrintable(second.error().detail));
    VERIFY_OK(runbooks().carryOut(DeedWish({id, RetryTwo, session(id).lastDeed(), u"bob"_s, {}})).result());
}

void TestRunbookDesk::removeCommand(const QString &database, qint64 id)
{
    QCOMPARE(cairn::testing::RawStore(database).change(u"DELETE FROM command WHERE id = %1"_s.arg(id)), 1);
}

void TestRunbookDesk::resultsAreToldAsTheyAre()
{
    const qint64 id = start();
    VERIFY_OK(runbooks().carryOut(DeedWish({id, RetryTwo, 0, u"ann"_s, {}})).result());
    const auto commands = m_fixture->reader().pendingCommands(10).value();
    VERIFY_OK(
        m_fixture->store().commitAndWait(Transaction(FinishCommand{commands.at(0).id, false, u"nothing to retry"_s, at(70)})));
    QCOMPARE(session(id).lastOf(RetryTwo)->state, DeedOutcome::Waiting);
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(FinishCommand{commands.at(1).id, true, u"tried again"_s, at(70)})));
    QCOMPARE(session(id).lastOf(RetryTwo)->state, DeedOutcome::Done);
    QCOMPARE(session(id).lastOf(RetryTwo)->text, u"1 of 2 carried out, 1 refused"_s);
    VERIFY_OK(runbooks().carryOut(DeedWish({id, Probe, 0, u"ann"_s, {}})).result());
    const qint64 probe = session(id).lastOf(Probe)->deed.commands.first();
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(FinishCommand{probe, false, u"there is no service ocr"_s, at(71)})));
    QCOMPARE(session(id).lastOf(Probe)->state, DeedOutcome::Refused);
    QCOMPARE(session(id).lastOf(Probe)->text, u"there is no service ocr"_s);
    removeCommand(m_fixture->folder() + "/store.sqlite"_L1, commands.at(1).id); // as retention does with that of a run
    QCOMPARE(session(id).lastOf(RetryTwo)->text, u"1 of 2 carried out, 1 refused"_s);
}

void TestRunbookDesk::helpedBefore()
{
    const qint64 id = start();
    VERIFY_OK(runbooks().carryOut(DeedWish({id, RetryTwo, 0, u"ann"_s, {}})).result());
    QVERIFY(session(id).helped.isEmpty());
    const qint64 later = m_clock.now().time_since_epoch().count() + 1'000;
    for (int run = 1; run <= 3; ++run)
        write(RunId(run), StepState::Succeeded, later + run);
    write(m_fixture->addRun(4), StepState::Blocked, later + 10);
    const auto again = runbooks().followed(m_incident, {}).result();
    QVERIFY(!again->session); // that one ended
    QCOMPARE(again->helped.value(u"retry at_most=2"_s), (Helped{1, 1, true}));
}

QTEST_GUILESS_MAIN(TestRunbookDesk)
#include "tst_control_runbooks.moc"
