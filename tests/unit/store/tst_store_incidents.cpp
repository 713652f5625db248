#include "storetesting.h"

#include <QTest>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Incidents follow from checkpoints: what failed alike is one, and it is over only when its steps have passed.
class TestStoreIncidents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }
    void whatFailsAlikeIsOne();
    void isOverWhenItsStepsHavePassed();
    void isOverWithTheStepOfItsItems();
    void comesBackWithItsHistory();
    void aStepMayBelongToTwo();
    void knowsOfWhichNobodyKnows();
    void aStepWhoseItemsFailIsNoneItself();
    void aFinishedRunLeavesNothingOpen();
    void whatIsGivenUpIsNotLeftOut();
    void twoPeopleAreToldOfEachOther();
    void whoeverIsToldNextMayTakeItOn();
    void actsAreAudited();
    void isKnownAfterReopening();
    void beginsWhenNobodyIsAskedAnyMore();
    void listsByWhatIsAskedFor();
    void findsRuns();

private:
    Store &store() { return m_fixture->store(); }
    StoreReader &reader() { return m_fixture->reader(); }
    void write(RunId run, StepState state, qint64 when, int status = 503, Category category = Category::Service,
               const QString &step = u"extract"_s, int item = NoItem)
    {
        Checkpoint c = checkpoint(run, step);
        c.item = item;
        c.state = state;
        c.status = status;
        c.category = state == StepState::Succeeded ? std::nullopt : std::optional(category);
        c.cause = u"status %1"_s.arg(status);
        c.at = at(when);
        VERIFY_OK(store().commitAndWait(Transaction(AddCheckpoint{c})));
    }
    QList<Incident> all() { return reader().incidents({}, std::nullopt, 100).value(); }
    Incident newest()
    {
        const auto incidents = all();
        return incidents.isEmpty() ? Incident() : incidents.first();
    }
    QStringList told(qint64 incident)
    {
        QStringList kinds;
        const auto notes = reader().incidentNotes(incident, 100).value();
        for (const IncidentNote &note : notes)
            kinds.append(note.kind);
        return kinds;
    }

    std::optional<Fixture> m_fixture;
};

void TestStoreIncidents::whatFailsAlikeIsOne()
{
    for (int run = 1; run <= 3; ++run)
        write(m_fixture->addRun(run), StepState::Blocked, run);
    write(m_fixture->addRun(4), StepState::Blocked, 4, 500);
    write(m_fixture->addRun(5), StepState::OutcomeUnknown, 5, 0, Category::Timeout);
    write(m_fixture->addRun(6), StepState::Succeeded, 6, 200);

    const auto incidents = all();
    QCOMPARE(incidents.size(), 3);
    QCOMPARE(incidents.at(2).fingerprint, (Fingerprint{u"ocr"_s, StepId(u"extract"_s), Category::Service, u"503"_s}));
    QCOMPARE(incidents.at(2).counts, (MemberCounts{3, 0, 0, 0}));
    QCOMPARE(incidents.at(2).firstAt, at(1));
    QCOMPARE(incidents.at(2).lastAt, at(3));
    QCOMPARE(incidents.at(2).newest, RunId(3));
    QCOMPARE(incidents.at(2).state(), IncidentState::Open);
    QCOMPARE(incidents.at(1).fingerprint.code, u"500"_s);
    QCOMPARE(incidents.at(0).fingerprint.code, QString());
    QCOMPARE(reader().incidentPipelines(incidents.at(2).id).value(), (QMap<QString, qint64>{{u"intake"_s, 3}}));
    QCOMPARE(reader().countIncidents().value().value(IncidentState::Open), 3);
    QCOMPARE(told(incidents.at(2).id), (QStringList{u"opened"_s}));
}

void TestStoreIncidents::isOverWhenItsStepsHavePassed()
{
    const RunId one = m_fixture->addRun(1);
    const RunId two = m_fixture->addRun(2);
    write(one, StepState::Blocked, 1);
    write(two, StepState::Blocked, 2);
    write(one, StepState::Ready, 3);
    QCOMPARE(newest().state(), IncidentState::Open);
    write(two, StepState::Ready, 4);
    QCOMPARE(newest().state(), IncidentState::Verifying);
    write(one, StepState::Succeeded, 5);
    write(two, StepState::Blocked, 6);
    QCOMPARE(newest().state(), IncidentState::Open);
    write(two, StepState::Skipped, 7);
    const Incident over = newest();
    QCOMPARE(over.state(), IncidentState::Resolved);
    QCOMPARE(over.counts, (MemberCounts{0, 0, 1, 1}));
    QCOMPARE(over.resolvedAt, at(7));
    QCOMPARE(told(over.id), (QStringList{u"opened"_s, u"verifying"_s, u"failed_again"_s, u"resolved"_s}));
    const auto last = reader().incidentNotes(over.id, 1).value();
    QCOMPARE(last.first().detail, u"1 passed, 1 went on without the step"_s);
}

/// A step that is left out is so with the items that had failed of it: they are asked about no more.
void TestStoreIncidents::isOverWithTheStepOfItsItems()
{
    const RunId run = m_fixture->addRun(1);
    const auto note = [&](int item, StepState state, qint64 when) {
        Checkpoint c = checkpoint(run, u"extract"_s);
        c.item = item;
        c.state = state;
        c.category = state == StepState::Blocked ? std::optional(Category::Service) : std::nullopt;
        c.at = at(when);
        VERIFY_OK(store().commitAndWait(Transaction(AddCheckpoint{c})));
    };
    note(0, StepState::Blocked, 1);
    note(1, StepState::Blocked, 2);
    note(NoItem, StepState::InFlight, 3); // goes on with others
    QCOMPARE(newest().counts, (MemberCounts{2, 0, 0, 0}));
    note(NoItem, StepState::Skipped, 4);
    QCOMPARE(newest().counts, (MemberCounts{0, 0, 0, 2}));
    QCOMPARE(newest().state(), IncidentState::Resolved);
}

void TestStoreIncidents::comesBackWithItsHistory()
{
    const RunId one = m_fixture->addRun(1);
    write(one, StepState::Blocked, 1);
    const qint64 id = newest().id;
    VERIFY_OK(store().commitAndWait(Transaction(HandleIncident{id, IncidentAct::Acknowledge, {}, u"anna"_s, u"mine"_s, at(2)})));
    QCOMPARE(newest().state(), IncidentState::Acknowledged);
    write(one, StepState::Succeeded, 3);
    write(m_fixture->addRun(2), StepState::Blocked, 4);
    const Incident back = newest();
    QCOMPARE(back.id, id);
    QCOMPARE(back.state(), IncidentState::Open); // who took it on then has not taken this on
    QCOMPARE(back.reopened, 1);
    QVERIFY(!back.resolvedAt);
    QCOMPARE(told(id), (QStringList{u"opened"_s, u"acknowledge"_s, u"resolved"_s, u"reopened"_s}));
}

void TestStoreIncidents::knowsOfWhichNobodyKnows()
{
    const auto unknown = [&] { return reader().failingOfUnknownOutcome(newest().id).value(); };
    const RunId run = m_fixture->addRun(1);
    write(run, StepState::Blocked, 1);
    QCOMPARE(unknown(), 0);
    write(run, StepState::OutcomeUnknown, 2); // the same failure, at another end
    QCOMPARE(unknown(), 1);
    QCOMPARE(reader().incidentMembers(newest().id, MemberFate::Failing, std::nullopt, 9)->first().stands,
             StepState::OutcomeUnknown);
    write(m_fixture->addRun(2), StepState::OutcomeUnknown, 3);
    QCOMPARE(unknown(), 2);
    write(run, StepState::Ready, 4);
    QCOMPARE(unknown(), 1);
    write(run, StepState::Blocked, 5);
    QCOMPARE(unknown(), 1);
    write(RunId(2), StepState::Succeeded, 6);
    QCOMPARE(unknown(), 0);
}

void TestStoreIncidents::aStepMayBelongToTwo()
{
    const RunId one = m_fixture->addRun(1);
    write(one, StepState::Blocked, 1);
    write(one, StepState::Ready, 2);
    write(one, StepState::Blocked, 3, 422, Category::Data);
    QCOMPARE(all().size(), 2);
    QCOMPARE(newest().state(), IncidentState::Open);
    QCOMPARE(all().constLast().state(), IncidentState::Verifying); // it does not fail so any more, but has not passed
    QCOMPARE(reader().incidentsOf(one)->size(), 2);
    write(one, StepState::Succeeded, 4);
    QCOMPARE(newest().state(), IncidentState::Resolved);
    QCOMPARE(all().constLast().state(), IncidentState::Resolved);
}

void TestStoreIncidents::aStepWhoseItemsFailIsNoneItself()
{
    const RunId one = m_fixture->addRun(1);
    write(one, StepState::Blocked, 1, 503, Category::Service, u"extract"_s, 7);
    write(one, StepState::Blocked, 2, 0);
    QCOMPARE(all().size(), 1);
    QCOMPARE(newest().counts, (MemberCounts{1, 0, 0, 0}));
    write(one, StepState::Succeeded, 3, 200, Category::Service, u"extract"_s, 7);
    write(one, StepState::Blocked, 4, 0); // by itself now
    QCOMPARE(all().size(), 2);
}

void TestStoreIncidents::aFinishedRunLeavesNothingOpen()
{
    const RunId one = m_fixture->addRun(1);
    write(one, StepState::Blocked, 1, 503, Category::Service, u"extract"_s, 7);
    write(one, StepState::Blocked, 1, 503, Category::Service, u"extract"_s, 8);
    RunRecord run = reader().run(one).value();
    run.state = RunState::Cancelled;
    VERIFY_OK(store().commitAndWait(Transaction(UpdateRun{run, at(2)})));
    QCOMPARE(newest().counts, (MemberCounts{0, 0, 0, 0, 2}));
    QCOMPARE(newest().state(), IncidentState::Resolved);
}

/// One that goes on without the step, one that is given up, and one of those that comes back and passes.
void TestStoreIncidents::whatIsGivenUpIsNotLeftOut()
{
    for (int run = 1; run <= 3; ++run)
        write(m_fixture->addRun(run), StepState::Blocked, run);
    write(RunId(1), StepState::Skipped, 4);
    write(RunId(2), StepState::Cancelled, 5);
    write(RunId(3), StepState::Cancelled, 6);
    const Incident over = newest();
    QCOMPARE(over.counts, (MemberCounts{0, 0, 0, 1, 2}));
    QCOMPARE(over.counts.total(), 3);
    QCOMPARE(reader().incidentNotes(over.id, 1)->first().detail, u"0 passed, 1 went on without the step, 2 cancelled"_s);
    QCOMPARE(reader().incidentMembers(over.id, MemberFate::Cancelled, std::nullopt, 9)->size(), 2);
    QCOMPARE(reader().incident(over.id)->counts, over.counts);
    QCOMPARE(reader().incidentsOf(RunId(2))->first().counts, over.counts);
    const auto late = store().commitAndWait(Transaction(HandleIncident{over.id, IncidentAct::Acknowledge, {}, {}, {}, at(7)}));
    QVERIFY2(late.error().detail.contains(u"2 cancelled"_s), qPrintable(late.error().detail));

    write(RunId(3), StepState::Blocked, 8); // as one that was cancelled while it was under way may
    QCOMPARE(newest().counts, (MemberCounts{1, 0, 0, 1, 1}));
    write(RunId(3), StepState::Succeeded, 9);
    QCOMPARE(newest().counts, (MemberCounts{0, 0, 1, 1, 1}));
}

void TestStoreIncidents::twoPeopleAreToldOfEachOther()
{
    write(m_fixture->addRun(1), StepState::Blocked, 1);
    const Incident seen = newest();
    HandleIncident act{seen.id, IncidentAct::Acknowledge, {}, u"anna"_s, u"on it"_s, at(2), seen.revision};
    VERIFY_OK(store().commitAndWait(Transaction(act)));
    act.act = IncidentAct::Escalate;
    act.actor = u"ben"_s;
    const auto late = store().commitAndWait(Transaction(act));
    COMPARE_ERROR(late, ErrorKind::Conflict);
    QVERIFY2(late.error().detail.contains(u"anna came first"_s), qPrintable(late.error().detail));
    act.expectedRevision = newest().revision;
    VERIFY_OK(store().commitAndWait(Transaction(act)));
    QCOMPARE(newest().state(), IncidentState::Escalated);
    act.expectedRevision.reset();
    COMPARE_ERROR(store().commitAndWait(Transaction(act)), ErrorKind::Conflict); // it is escalated
    act.incident = 99;
    COMPARE_ERROR(store().commitAndWait(Transaction(act)), ErrorKind::NotFound);
}

/// One who does not answer is followed by the next, and whoever does says so.
void TestStoreIncidents::whoeverIsToldNextMayTakeItOn()
{
    write(m_fixture->addRun(1), StepState::Blocked, 1);
    const auto act = [&](IncidentAct what, const QString &detail, qint64 when) {
        return store().commitAndWait(Transaction(HandleIncident{newest().id, what, detail, u"anna"_s, u"help"_s, at(when), {}}));
    };
    VERIFY_OK(act(IncidentAct::Escalate, u"ben"_s, 2));
    COMPARE_ERROR(act(IncidentAct::Escalate, u"ben"_s, 3), ErrorKind::Conflict);
    VERIFY_OK(act(IncidentAct::Escalate, u"cora"_s, 4));
    VERIFY_OK(act(IncidentAct::Escalate, u"ben"_s, 5)); // back again
    QCOMPARE(newest().state(), IncidentState::Escalated);
    VERIFY_OK(act(IncidentAct::Acknowledge, {}, 6));
    QCOMPARE(newest().state(), IncidentState::Acknowledged);
    COMPARE_ERROR(act(IncidentAct::Acknowledge, {}, 7), ErrorKind::Conflict);
    VERIFY_OK(act(IncidentAct::Escalate, u"ben"_s, 8)); // who had it gives it up
}

void TestStoreIncidents::actsAreAudited()
{
    write(m_fixture->addRun(1), StepState::Blocked, 1);
    VERIFY_OK(
        store().commitAndWait(Transaction(HandleIncident{1, IncidentAct::Assign, u"ben"_s, u"anna"_s, u"knows it"_s, at(2)})));
    QCOMPARE(newest().assignee, u"ben"_s);
    const AuditEntry entry = reader().lastAuditEntry().value().value();
    QCOMPARE(entry.action, u"incident.assign"_s);
    QCOMPARE(entry.subject, u"incident/1"_s);
    QCOMPARE(entry.actor, u"anna"_s);
    QCOMPARE(entry.reason, u"knows it"_s);
    QCOMPARE(entry.before, "{\"handling\":\"open\"}"_ba);
    QCOMPARE(entry.after, "{\"assignee\":\"ben\",\"handling\":\"open\"}"_ba);
}

/// Which runs are looked at is remembered by the writer only as long as it lives.
void TestStoreIncidents::isKnownAfterReopening()
{
    const QString folder = m_fixture->folder();
    const RunId one = m_fixture->addRun(1);
    write(one, StepState::Blocked, 1);
    m_fixture->close();
    const auto store = open(folder);
    Checkpoint passed = checkpoint(one, u"extract"_s);
    passed.state = StepState::Succeeded;
    VERIFY_OK(store->commitAndWait(Transaction(AddCheckpoint{passed})));
    QCOMPARE(storetesting::reader(*store)->incident(1)->state(), IncidentState::Resolved);
}

/// As long as its service is asked what became of it, a step needs no person; what it failed of is its own request.
void TestStoreIncidents::beginsWhenNobodyIsAskedAnyMore()
{
    const RunId one = m_fixture->addRun(1);
    const auto ask = [&](std::optional<Timestamp> nextAt, qint64 when, const std::optional<Attempt> &made = std::nullopt) {
        Checkpoint c = checkpoint(one, u"extract"_s);
        c.state = StepState::OutcomeUnknown;
        c.status = 0;
        c.category = Category::Network;
        c.at = at(when);
        c.nextAt = nextAt;
        Transaction transaction(AddCheckpoint{c});
        if (made)
            transaction.writes.insert(transaction.writes.begin(), AddAttempt{*made});
        VERIFY_OK(store().commitAndWait(std::move(transaction)));
    };
    Attempt cutOff = attempt(one, u"extract"_s);
    cutOff.fault = TransportFault::ConnectionClosed;
    cutOff.decision = Action::AskOutcome;
    ask(at(2), 1, cutOff);
    QVERIFY(all().isEmpty());
    Attempt question = attempt(one, u"extract"_s);
    question.idempotencyKey.clear();
    question.fault = TransportFault::ConnectionRefused;
    question.decision = Action::AskOutcome;
    ask({}, 3, question);
    QCOMPARE(newest().fingerprint.code, u"connection_closed"_s);
    QCOMPARE(newest().firstAt, at(3));
    ask(at(4), 4); // a person has it asked again
    QCOMPARE(newest().state(), IncidentState::Verifying);
    ask({}, 5, question);
    QCOMPARE(all().size(), 1);
    QCOMPARE(newest().state(), IncidentState::Open);
}

void TestStoreIncidents::listsByWhatIsAskedFor()
{
    for (int i = 0; i < 5; ++i)
        write(m_fixture->addRun(i + 1), StepState::Blocked, 10 + i, 500 + i);
    write(RunId(1), StepState::Succeeded, 20);
    IncidentFilter filter;
    filter.states = {IncidentState::Open, IncidentState::Verifying};
    const auto firstPage = reader().incidents(filter, std::nullopt, 3).value();
    const auto rest = reader().incidents(filter, firstPage.last(), 3).value();
    QCOMPARE(firstPage.size(), 3);
    QCOMPARE(rest.size(), 1);
    QCOMPARE(rest.first().fingerprint.code, u"501"_s);
    filter = {};
    filter.text = u"504"_s;
    QCOMPARE(reader().incidents(filter, std::nullopt, 10)->size(), 1);
    filter = {};
    filter.pipeline = u"other"_s;
    QVERIFY(reader().incidents(filter, std::nullopt, 10)->isEmpty());
    filter = {};
    filter.service = u"ocr"_s;
    filter.category = Category::Service;
    filter.pipeline = u"intake"_s;
    QCOMPARE(reader().incidents(filter, std::nullopt, 10)->size(), 5);
    COMPARE_ERROR(reader().incident(77), ErrorKind::NotFound);
}

void TestStoreIncidents::findsRuns()
{
    for (int i = 1; i <= 4; ++i)
        write(m_fixture->addRun(i), StepState::Blocked, i, i % 2 ? 503 : 500);
    RunFilter filter;
    filter.incident = newest().id;
    const auto runs = reader().runs(filter, {}, 10).value();
    QCOMPARE(runs.size(), 2);
    QCOMPARE(runs.first().id, RunId(4));
    QCOMPARE(reader().countRuns(filter).value(), 2);
    QCOMPARE(reader().searchRuns(filter, {}, 10, 1000)->runs.size(), 2);
    const auto members = reader().incidentMembers(filter.incident, MemberFate::Failing, std::nullopt, 1).value();
    QCOMPARE(members.first().run, RunId(2));
    const auto others = reader().incidentMembers(filter.incident, MemberFate::Failing, members.first(), 9).value();
    QCOMPARE(others.first().run, RunId(4));
    QVERIFY(reader().incidentMembers(filter.incident, MemberFate::Passed, std::nullopt, 9)->isEmpty());
    QCOMPARE(reader().incidentMembers(filter.incident, std::nullopt, std::nullopt, 9)->size(), 2);
}

QTEST_GUILESS_MAIN(TestStoreIncidents)
#include "tst_store_incidents.moc"
