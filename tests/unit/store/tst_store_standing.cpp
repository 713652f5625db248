#include "rawstore.h"
#include "runfilters.h"
#include "storetesting.h"

#include "store/sqlcatalog.h"

#include <QRandomGenerator>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// A run that stands at several steps is found at each of them; and what needs a person first comes first.
class TestStoreStanding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }
    void isFoundAtEachStep();
    void isNotFoundWhereItHasPassed();
    void isFoundByWhateverIsLookedAt();
    void tellsAtWhatRunsStand();
    void tellsWhatWaitsForWhatever();
    void troublesComeByUrgency();
    void ofOneStepCountsRunsOnce();
    void whatIsBlockedBesideAnUnknownOutcome();
    void oneFailuresCauseIsNotToldForAnother();
    void troublesAreThoseOfEachRun_data();
    void troublesAreThoseOfEachRun();
    void incidentsComeByUrgency();
    void needsNoSortAndNoScan_data();
    void needsNoSortAndNoScan();
    void unknownOutcomesHaveAnIndexOfTheirOwn();

private:
    StoreReader &reader() { return m_fixture->reader(); }
    /// Whose row says what fails last.
    RunId run(qint64 id, RunState state = RunState::Blocked) { return m_fixture->addRun(id, state); }
    void fail(RunId run, const QString &step, Category category, int status, StepState state = StepState::Blocked,
              int item = NoItem)
    {
        Checkpoint failed = checkpoint(run, step);
        failed.item = item;
        failed.state = state;
        failed.category = state == StepState::Succeeded ? std::nullopt : std::optional(category);
        failed.status = status;
        failed.cause = u"status %1"_s.arg(status);
        failed.at = at(++m_time);
        RunRecord row = *reader().run(run);
        if (row.state == RunState::WaitingRetry || row.state == RunState::Held) {
            failed.decision = Action::Hold;
            failed.nextAt = at(9'000);
        }
        Transaction transaction(AddCheckpoint{failed});
        if (state != StepState::Succeeded) {
            row.step = failed.step;
            row.category = category;
            row.cause = failed.cause;
            transaction.add(UpdateRun{row, failed.at});
        }
        VERIFY_OK(m_fixture->store().commitAndWait(std::move(transaction)));
    }
    QList<qint64> found(const RunFilter &filter)
    {
        QList<qint64> ids;
        const auto runs = reader().runs(filter, {}, 100).value();
        for (const RunRecord &run : runs)
            ids.append(run.id.value());
        return reader().countRuns(filter).value() == ids.size() ? ids : QList<qint64>{-1};
    }
    QList<qint64> at(const QString &service, const QString &step, std::optional<Category> category = {})
    {
        return found(with([&](RunFilter &filter) {
            filter.service = service;
            filter.step = step;
            filter.category = category;
        }));
    }
    static Timestamp at(qint64 ms) { return storetesting::at(ms); }
    QStringList troubles();
    /// Of those that stand: "blocked intake ocr extract data blocked" → 3.
    QMap<QString, qint64> placesRunByRun(const QList<RunId> &runs);

    std::optional<Fixture> m_fixture;
    qint64 m_time = 0;
};

void TestStoreStanding::isFoundAtEachStep()
{
    fail(run(1), u"scan"_s, Category::Auth, 401);
    fail(RunId(1), u"extract"_s, Category::Data, 422); // which its row says
    fail(run(2), u"extract"_s, Category::Data, 422);
    QCOMPARE(at(u"antivirus"_s, {}), QList<qint64>{1});
    QCOMPARE(at({}, u"scan"_s), QList<qint64>{1});
    QCOMPARE(at({}, {}, Category::Auth), QList<qint64>{1});
    QCOMPARE(at(u"antivirus"_s, u"scan"_s, Category::Auth), QList<qint64>{1});
    QCOMPARE(at(u"ocr"_s, {}), (QList<qint64>{2, 1})); // once each
    QCOMPARE(at({}, u"scan"_s, Category::Data), QList<qint64>());
    RunFilter filter = with([](RunFilter &f) {
        f.category = Category::Auth;
        f.states = {RunState::Blocked};
    });
    QCOMPARE(found(filter), QList<qint64>{1});
    filter.states = {RunState::OutcomeUnknown};
    QCOMPARE(found(filter), QList<qint64>());
}

void TestStoreStanding::isNotFoundWhereItHasPassed()
{
    fail(run(1), u"scan"_s, Category::Auth, 401);
    fail(RunId(1), u"extract"_s, Category::Data, 422);
    fail(RunId(1), u"scan"_s, Category::Auth, 200, StepState::Succeeded);
    QCOMPARE(at(u"antivirus"_s, {}), QList<qint64>());
    QCOMPARE(at(u"ocr"_s, {}), QList<qint64>{1});
}

/// However little is looked at at once, and wherever the rows say it.
void TestStoreStanding::isFoundByWhateverIsLookedAt()
{
    QList<qint64> wanted;
    for (int id = 1; id <= 40; ++id) {
        run(id);
        if (id % 3 != 0) {
            fail(RunId(id), u"scan"_s, Category::Auth, id % 2 == 0 ? 401 : 403);
            wanted.prepend(id);
        }
        if (id % 5 != 0)
            fail(RunId(id), u"extract"_s, Category::Data, 422); // which its row says
    }
    const RunFilter filter = with([](RunFilter &f) { f.step = u"scan"_s; });
    for (const int limit : {1, 4, 100}) {
        for (const int rows : {2, 7, 50}) {
            QList<qint64> found;
            RunId before;
            do {
                const RunPage page = reader().searchRuns(filter, before, limit, rows).value();
                for (const RunRecord &run : page.runs)
                    found.append(run.id.value());
                before = page.runs.size() < limit ? page.searchedTo : page.runs.last().id;
            } while (before.isValid());
            QCOMPARE(found, wanted);
        }
    }
}

void TestStoreStanding::tellsAtWhatRunsStand()
{
    m_time = 0;
    fail(run(1, RunState::OutcomeUnknown), u"extract"_s, Category::Timeout, 0, StepState::OutcomeUnknown);
    fail(RunId(1), u"scan"_s, Category::Auth, 401);
    fail(run(2, RunState::Held), u"extract"_s, Category::Data, 422, StepState::Blocked, 3);
    fail(RunId(2), u"scan"_s, Category::Service, 0, StepState::Held); // which its row says
    run(3, RunState::Running);
    QStringList lines;
    const auto standing = reader().standingIn({RunId(3), RunId(2), RunId(1)}).value();
    for (const StandingStep &step : standing)
        lines.append(u"%1/%2 %3 %4 %5 %6"_s.arg(step.run.value())
                         .arg(step.key.toString(), step.service, word(*step.category), word(step.state))
                         .arg(step.at.time_since_epoch().count()));
    QCOMPARE(lines, (QStringList{u"1/extract ocr timeout outcome_unknown 1"_s, u"1/scan antivirus auth blocked 2"_s,
                                 u"2/extract/3 ocr data blocked 3"_s, u"2/scan antivirus service held 0"_s}));
    QVERIFY(reader().standingIn({})->isEmpty());
}

/// A run may wait for another reason than its step: for its service to let in what is asked about it.
void TestStoreStanding::tellsWhatWaitsForWhatever()
{
    const auto wait = [&](qint64 id, RunState state, StepState step, int item = NoItem) {
        fail(run(id, state), u"extract"_s, Category::Service, 0, step, item);
    };
    wait(1, RunState::WaitingRetry, StepState::OutcomeUnknown); // its service is asked
    wait(2, RunState::Held, StepState::OutcomeUnknown);
    wait(3, RunState::Held, StepState::WaitingCallback, 3);
    wait(4, RunState::WaitingCallback, StepState::WaitingCallback);
    fail(run(5, RunState::WaitingRetry), u"extract"_s, Category::Internal, 0, StepState::WaitingRetry); // for room
    QStringList lines;
    const auto standing = reader().standingIn({RunId(1), RunId(2), RunId(3), RunId(4), RunId(5)}).value();
    for (const StandingStep &step : standing)
        lines.append(u"%1/%2 %3"_s.arg(step.run.value()).arg(step.key.toString(), word(step.state)));
    QCOMPARE(lines, (QStringList{u"1/extract outcome_unknown"_s, u"2/extract outcome_unknown"_s,
                                 u"3/extract/3 waiting_callback"_s, u"4/extract waiting_callback"_s, u"5/extract blocked"_s}));
}

/// "0 extract data 2: status 422".
QStringList TestStoreStanding::troubles()
{
    QStringList lines;
    const auto all = reader().troubles(50).value();
    for (const Trouble &trouble : all)
        lines.append(u"%1 %2 %3 %4: %5"_s.arg(QString::number(int(trouble.urgency)), trouble.step.name(),
                                              trouble.category ? word(*trouble.category) : u"-"_s, QString::number(trouble.count),
                                              trouble.cause));
    return lines;
}

void TestStoreStanding::troublesComeByUrgency()
{
    for (int id = 1; id <= 3; ++id) {
        run(id);
        if (id < 3)
            fail(RunId(id), u"scan"_s, Category::Auth, 401);
        fail(RunId(id), u"extract"_s, Category::Data, 422);
    }
    fail(run(4, RunState::OutcomeUnknown), u"extract"_s, Category::Timeout, 0, StepState::OutcomeUnknown);
    const QStringList all{u"0 scan auth 2: status 401"_s, u"1 extract timeout 1: status 0"_s, u"2 extract data 3: status 422"_s};
    QCOMPARE(troubles(), all);
    const auto known = reader().troubles(50).value();
    for (const Trouble &trouble : known) { // each leads to what it counts
        const RunFilter filter = with([&](RunFilter &f) {
            f.states = {trouble.state};
            f.pipeline = trouble.pipeline;
            f.service = trouble.service;
            f.step = trouble.step.name();
            f.category = trouble.category;
        });
        QCOMPARE(found(filter).size(), trouble.count);
    }
    const qint64 credentials = reader().incidentsOf(RunId(1))->last().id; // the older one
    VERIFY_OK(m_fixture->store().commitAndWait(
        Transaction(HandleIncident{credentials, IncidentAct::Acknowledge, {}, u"anna"_s, u"mine"_s, at(900)})));
    QCOMPARE(troubles(), (QStringList{all.at(1), all.at(2), u"3 scan auth 2: status 401"_s}));
    QCOMPARE(reader().troubles(1)->size(), 1);
}

void TestStoreStanding::ofOneStepCountsRunsOnce()
{
    for (const int item : {0, 1, 2})
        fail(run(item == 0 ? 1 : 1 + item), u"extract"_s, Category::Service, 500 + item, StepState::Blocked, item);
    fail(RunId(1), u"extract"_s, Category::Service, 502, StepState::Blocked, 7);
    QCOMPARE(reader().incidentsOf(RunId(1))->size(), 2);
    QCOMPARE(troubles(), QStringList(u"2 extract service 3: status 502"_s));
    RunRecord row = *reader().run(run(9)); // of which nothing but the row tells
    row.category = Category::Internal;
    row.cause = u"no more room"_s;
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(UpdateRun{row, at(1'000)})));
    QCOMPARE(troubles().first(), u"0  internal 1: no more room"_s);
}

/// It is not unknown itself; the list of runs is by the state of these.
void TestStoreStanding::whatIsBlockedBesideAnUnknownOutcome()
{
    fail(run(1, RunState::OutcomeUnknown), u"scan"_s, Category::Data, 422);
    fail(RunId(1), u"extract"_s, Category::Timeout, 0, StepState::OutcomeUnknown);
    const auto known = reader().troubles(50).value();
    QCOMPARE(known.size(), 2);
    QCOMPARE(known.first().step, StepId(u"extract"_s));
    QCOMPARE(known.first().stands, StepState::OutcomeUnknown);
    QCOMPARE(known.last().step, StepId(u"scan"_s));
    QCOMPARE(known.last().stands, StepState::Blocked);
    QCOMPARE(known.last().state, RunState::OutcomeUnknown);
    QCOMPARE(known.last().cause, u"status 422"_s);
    QCOMPARE(known.last().urgency, Urgency::Open);
}

void TestStoreStanding::oneFailuresCauseIsNotToldForAnother()
{
    fail(run(1, RunState::OutcomeUnknown), u"extract"_s, Category::Data, 422, StepState::Blocked, 1);
    fail(RunId(1), u"extract"_s, Category::Timeout, 0, StepState::OutcomeUnknown, 0); // which its row says
    QCOMPARE(troubles(), (QStringList{u"1 extract timeout 1: status 0"_s, u"2 extract data 1: status 422"_s}));
}

QMap<QString, qint64> TestStoreStanding::placesRunByRun(const QList<RunId> &runs)
{
    QMap<QString, qint64> places;
    for (const RunId id : runs) {
        const RunRecord row = *reader().run(id);
        if (row.state != RunState::Blocked && row.state != RunState::OutcomeUnknown)
            continue;
        const auto place = [&](const QString &step, Category category) {
            const QString service = step == "scan"_L1 ? u"antivirus"_s : u"ocr"_s;
            return u"%1 %2 %3 %4 %5 "_s.arg(word(row.state), row.pipeline, service, step, word(category));
        };
        const QString said = place(row.step.name(), *row.category);
        QSet<QString> ofRun{said + word(row.state)};
        const auto standing = reader().standingIn({id}).value();
        for (const StandingStep &step : standing) {
            const QString one = place(step.key.step.name(), *step.category);
            if (one != said)
                ofRun.insert(one + (row.state == RunState::Blocked ? word(StepState::Blocked) : word(step.state)));
        }
        for (const QString &one : ofRun)
            ++places[one];
    }
    return places;
}

void TestStoreStanding::troublesAreThoseOfEachRun_data()
{
    QTest::addColumn<bool>("alike"); // of one pipeline, each step failing in one way: they are counted otherwise
    QTest::newRow("alike") << true;
    QTest::newRow("mixed") << false;
}

void TestStoreStanding::troublesAreThoseOfEachRun()
{
    QFETCH(const bool, alike);
    QRandomGenerator random{42};
    const PipelineVersion other = pipelineVersion(u"other"_s, 1, {{u"scan"_s, u"antivirus"_s}, {u"extract"_s, u"ocr"_s}});
    const qint64 intake = m_fixture->pipelineId;
    const qint64 another = m_fixture->store().commitAndWait(Transaction(PutPipelineVersion{other, at(1)}))->definitionId;
    QList<RunId> runs;
    for (int id = 1; id <= 60; ++id) {
        m_fixture->pipelineId = alike || random.bounded(2) == 0 ? intake : another;
        const bool isUnknown = random.bounded(8) == 0;
        runs.append(run(id, isUnknown ? RunState::OutcomeUnknown : RunState::Blocked));
        const int items = random.bounded(3) == 0 ? 3 : 0;
        for (int item = items - 1; item >= (items > 0 ? 0 : NoItem); --item) {
            const int status = alike ? 422 : 400 + random.bounded(3);
            fail(runs.last(), u"extract"_s, status == 402 ? Category::Auth : Category::Data, status, StepState::Blocked, item);
        }
        if (random.bounded(2) == 0)
            fail(runs.last(), u"scan"_s, Category::Auth, 401);
        if (isUnknown)
            fail(runs.last(), u"scan"_s, Category::Timeout, 0, StepState::OutcomeUnknown);
        if (!alike && random.bounded(8) == 0) { // another of its steps goes on meanwhile
            RunRecord moving = *reader().run(runs.last());
            moving.state = RunState::Running;
            VERIFY_OK(m_fixture->store().commitAndWait(Transaction(UpdateRun{moving, at(++m_time)})));
        }
    }
    QMap<QString, qint64> places;
    const auto all = reader().troubles(100).value();
    for (const Trouble &t : all)
        places[u"%1 %2 %3 %4 %5 %6"_s.arg(word(t.state), t.pipeline, t.service, t.step.name(), word(*t.category),
                                          word(t.stands))] = t.count;
    QCOMPARE(places, placesRunByRun(runs));
}

void TestStoreStanding::incidentsComeByUrgency()
{
    fail(run(1), u"extract"_s, Category::Data, 422);
    fail(run(2, RunState::OutcomeUnknown), u"extract"_s, Category::Timeout, 0, StepState::OutcomeUnknown);
    fail(run(3), u"scan"_s, Category::Auth, 401);
    fail(run(4), u"extract"_s, Category::Data, 413);
    fail(run(5), u"extract"_s, Category::Service, 503);
    fail(run(6), u"extract"_s, Category::Service, 500);
    fail(RunId(6), u"extract"_s, Category::Service, 200, StepState::Succeeded);
    fail(RunId(2), u"scan"_s, Category::Data, 415); // in a run that has another of unknown outcome
    const auto act = [&](RunId run, IncidentAct what) {
        const qint64 id = reader().incidentsOf(run)->first().id;
        VERIFY_OK(m_fixture->store().commitAndWait(Transaction(HandleIncident{id, what, u"ben"_s, u"anna"_s, u"so"_s, at(99)})));
    };
    act(RunId(4), IncidentAct::Acknowledge);
    act(RunId(5), IncidentAct::Escalate);
    const QStringList wanted{u"0:503"_s, u"0:401"_s, u"1:"_s, u"2:415"_s, u"2:422"_s, u"3:413"_s, u"4:500"_s};
    for (const int limit : {1, 2, 3, 10}) {
        QStringList listed;
        std::optional<Incident> before;
        for (;;) {
            const auto page = reader().urgentIncidents({}, before, limit);
            VERIFY_OK(page);
            for (const Incident &incident : *page)
                listed.append(u"%1:%2"_s.arg(int(incident.urgency)).arg(incident.fingerprint.code));
            if (page->size() < limit)
                break;
            before = page->last();
        }
        QCOMPARE(listed, wanted);
    }
    IncidentFilter filter;
    filter.category = Category::Service;
    filter.states = {IncidentState::Escalated};
    QCOMPARE(reader().urgentIncidents(filter, std::nullopt, 10)->size(), 1);
}

void TestStoreStanding::needsNoSortAndNoScan_data()
{
    QTest::addColumn<QString>("sql");
    const SqlCatalog catalog;
    const auto joined = [&](const QList<QLatin1String> &conditions) {
        QString text;
        for (const auto condition : conditions)
            text += "\nAND "_L1 + catalog.text(condition);
        return text;
    };
    const auto add = [&](const char *name, const QList<QLatin1String> &conditions, QLatin1String incidents, QLatin1String row) {
        const QString where = joined(conditions) + joined({"run_where_stands"_L1, incidents}) + u'\n' +
                              catalog.text("run_where_not_at"_L1) + joined({row}) + u')';
        QTest::addRow("list %s", name) << catalog.text("standing_list"_L1) + where + u'\n' + catalog.text("run_list_tail"_L1);
        QTest::addRow("floor %s", name) << catalog.text("standing_floor"_L1) + joined({incidents}) + u'\n' +
                                               catalog.text("standing_floor_tail"_L1);
        QTest::addRow("count %s", name) << catalog.text("standing_count"_L1) + where;
    };
    add("service", {}, "incident_where_service"_L1, "run_at_service"_L1);
    add("step from", {"run_where_from"_L1, "run_where_state_among"_L1}, "incident_where_step"_L1, "run_at_step"_L1);
    add("category, pipeline", {"run_where_state_among"_L1, "run_where_pipeline"_L1}, "incident_where_category"_L1,
        "run_at_category"_L1);
    add("version", {"run_where_state_among"_L1, "run_where_version"_L1}, "incident_where_service"_L1, "run_at_service"_L1);
    add("span", {"run_where_submitted"_L1}, "incident_where_service"_L1, "run_at_service"_L1);
}

/// Led by what fails; of the incidents, each is looked at, which are few.
void TestStoreStanding::needsNoSortAndNoScan()
{
    QFETCH(const QString, sql);
    const QStringList plan = cairn::testing::RawStore(m_fixture->folder()).plan(sql);
    const QString steps = plan.join("; "_L1);
    QVERIFY2(!steps.contains("TEMP B-TREE"_L1), qPrintable(steps));
    QVERIFY2(plan.contains("SEARCH r USING INTEGER PRIMARY KEY (rowid=?)"_L1), qPrintable(steps));
    QVERIFY2(steps.contains("COVERING INDEX incident_member_by_fate (incident_id=? AND fate=? AND run_id"_L1), qPrintable(steps));
    for (const QString &step : plan)
        QVERIFY2(!step.startsWith("SCAN"_L1) || step.startsWith("SCAN i"_L1), qPrintable(steps));
}

/// However many steps of an incident fail, those that somebody has to decide are found without them.
void TestStoreStanding::unknownOutcomesHaveAnIndexOfTheirOwn()
{
    const SqlCatalog catalog;
    for (const QString &sql : {catalog.text("failing_of_unknown_outcome"_L1),
                               catalog.text("urgent_incidents"_L1) + u'\n' + catalog.text("urgent_incidents_tail"_L1)}) {
        const QString steps = cairn::testing::RawStore(m_fixture->folder()).plan(sql).join("; "_L1);
        QVERIFY2(steps.contains("m USING COVERING INDEX incident_member_undecided (incident_id=?"_L1), qPrintable(steps));
    }
}

QTEST_GUILESS_MAIN(TestStoreStanding)
#include "tst_store_standing.moc"
