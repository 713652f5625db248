#include "insight/policyreview.h"
#include "rawstore.h"
#include "storetesting.h"

using namespace cairn;
using namespace storetesting;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// A month of one service, compared with what was recorded.
class TestPolicyReview : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void months();
    void countsTheMonthAlone();
    void judgesPromises_data();
    void judgesPromises();
    void findsIncidentsAndRevisions();
    void tellsWhatRuledThen();
    void countsTheIncidentsOfTheMonth();
    void incidentsOutliveTheirRuns();
    void countsFailuresByTheirCode();
    void manyNotesAfterTheMonthHideNothing();
    void aMonthToComeHasNoReview();
    void signOffsAreFound();
    void becomesOverdue();
    void canBeStopped();

private:
    static constexpr Month October{std::chrono::year(2026), std::chrono::October};
    static Timestamp october(int day) { return beginOf(October) + std::chrono::days(day - 1); }
    static ServiceReview review(Fixture &fixture, Timestamp now = october(40), Month month = October,
                                const QString &service = u"ocr"_s);
    static void block(Fixture &fixture, RunId run, Timestamp at, StepState state = StepState::Blocked, int status = 0);
    static void addAttempt(Fixture &fixture, RunId run, Timestamp at, Milliseconds took, std::optional<Category> category,
                           int number = 1, Action decision = Action::Succeed);
    static void countAll(Fixture &fixture);
    static void sign(Fixture &fixture, Month month, Timestamp at);
};

ServiceReview TestPolicyReview::review(Fixture &fixture, Timestamp now, Month month, const QString &service)
{
    auto read = readServiceReview(fixture.reader(), service, month, now);
    if (!read)
        qFatal("%s", qPrintable(describe(read.error())));
    return *read;
}

/// A step comes to need a person, or to another state.
void TestPolicyReview::block(Fixture &fixture, RunId run, Timestamp at, StepState state, int status)
{
    Checkpoint made = checkpoint(run, u"extract"_s);
    made.state = state;
    made.status = status;
    made.at = at;
    if (state == StepState::Blocked) {
        made.category = Category::Service;
        made.decision = Action::Block;
    }
    VERIFY_OK(fixture.store().commitAndWait(Transaction(AddCheckpoint{made})));
}

void TestPolicyReview::addAttempt(Fixture &fixture, RunId run, Timestamp at, Milliseconds took, std::optional<Category> category,
                                  int number, Action decision)
{
    Attempt made = attempt(run);
    made.startedAt = at;
    made.timing.total = took;
    made.category = category;
    made.number = number;
    made.decision = decision;
    VERIFY_OK(fixture.store().commitAndWait(Transaction(AddAttempt{made})));
}

void TestPolicyReview::countAll(Fixture &fixture)
{
    VERIFY_OK(fixture.store().commitAndWait(Transaction(Tally{october(40)})));
}

void TestPolicyReview::sign(Fixture &fixture, Month month, Timestamp at)
{
    AuditEntry entry;
    entry.at = at;
    entry.actor = u"ann@host"_s;
    entry.action = reviewedAction();
    entry.subject = serviceSubject(u"ocr"_s);
    entry.reason = u"looked at %1"_s.arg(toText(month));
    entry.after = "{\"month\":\"" + toText(month).toUtf8() + "\"}";
    VERIFY_OK(fixture.store().commitAndWait(Transaction(AddAudit{entry})));
}

void TestPolicyReview::months()
{
    QCOMPARE(toText(October), u"2026-10"_s);
    QCOMPARE(monthFromText(u"2026-10"_s), std::optional(October));
    for (const QString &text : {u"2026-13"_s, u"2026-1"_s, u"26-10"_s, u"2026-10-01"_s, u""_s})
        QVERIFY2(!monthFromText(text), qPrintable(text));
    QCOMPARE(monthOf(beginOf(October)), October);
    QCOMPARE(monthOf(endOf(October) - 1ms), October);
    QCOMPARE(toRfc3339(endOf(October)), u"2026-11-01T00:00:00.000Z"_s);
    const Month december(std::chrono::year(2026), std::chrono::December);
    QCOMPARE(toRfc3339(endOf(december)), u"2027-01-01T00:00:00.000Z"_s);
}

void TestPolicyReview::countsTheMonthAlone()
{
    Fixture fixture;
    const RunId run = fixture.addRun(1);
    const RunId other = fixture.addRun(2);
    addAttempt(fixture, run, october(1) - 1h, 100ms, Category::Network); // September
    addAttempt(fixture, run, october(5), 100ms, Category::Service, 1, Action::Retry);
    addAttempt(fixture, run, october(5) + 1s, 100ms, {}, 2);
    addAttempt(fixture, other, october(6), 100ms, Category::Service, 1, Action::Retry);
    addAttempt(fixture, other, october(6) + 1s, 100ms, Category::Service, 2, Action::Block);
    addAttempt(fixture, run, october(32) + 1h, 100ms, Category::Timeout); // November
    countAll(fixture);
    const ServiceReview made = review(fixture);
    QVERIFY(made.isOver);
    QCOMPARE(made.attempts, 4);
    QCOMPARE(made.failures, (QMap<Category, qint64>{{Category::Service, 3}}));
    QCOMPARE(made.failed(), 3);
    QCOMPARE(made.retries, 2);
    QCOMPARE(made.wasted, 1);
    QVERIFY(!made.cut && !made.isThinned());

    // Retention leaves what went wrong: retries are told of the days of which all are there.
    cairn::testing::RawStore(fixture.folder()).change(u"DELETE FROM attempt WHERE run_id = 1"_s);
    const ServiceReview later = review(fixture);
    QVERIFY(later.isThinned());
    QCOMPARE(later.keptSince, october(6));
    QCOMPARE(later.attempts, 4);
    QCOMPARE(later.retries, 1);
    cairn::testing::RawStore(fixture.folder()).change(u"DELETE FROM attempt WHERE run_id = 2 AND number = 1"_s);
    QCOMPARE(review(fixture).retries, 0);
    QCOMPARE(review(fixture).keptSince, october(7));
}

void TestPolicyReview::judgesPromises_data()
{
    QTest::addColumn<qint64>("latencyMs");
    QTest::addColumn<qint64>("recoveryMs");
    QTest::addColumn<bool>("anything");
    QTest::addColumn<Kept>("latency");
    QTest::addColumn<Kept>("recovery");
    QTest::newRow("nothing promised") << qint64(0) << qint64(0) << true << Kept::NotPromised << Kept::NotPromised;
    QTest::newRow("met") << qint64(1'000) << qint64(5'000) << true << Kept::Met << Kept::Met;
    QTest::newRow("missed") << qint64(300) << qint64(1'000) << true << Kept::Missed << Kept::Missed;
    QTest::newRow("nothing happened") << qint64(300) << qint64(1'000) << false << Kept::NothingSeen << Kept::NothingSeen;
}

void TestPolicyReview::judgesPromises()
{
    QFETCH(const qint64, latencyMs);
    QFETCH(const qint64, recoveryMs);
    QFETCH(const bool, anything);
    Fixture fixture;
    if (anything) {
        const RunId run = fixture.addRun(1);
        addAttempt(fixture, run, october(5), 500ms, {});
        Checkpoint failure = checkpoint(run, u"extract"_s);
        failure.category = Category::Service;
        failure.state = StepState::WaitingRetry;
        failure.at = october(5);
        Checkpoint success = checkpoint(run, u"extract"_s);
        success.state = StepState::Succeeded;
        success.at = october(5) + 2s;
        VERIFY_OK(fixture.store().commitAndWait(Transaction(AddCheckpoint{failure}, AddCheckpoint{success})));
        countAll(fixture);
    }
    ServiceRevision promising = serviceRevision(u"ocr"_s, u"promising"_s);
    promising.service.contract.latencyBudget = Milliseconds(latencyMs);
    promising.service.contract.recoveryBudget = Milliseconds(recoveryMs);
    VERIFY_OK(fixture.store().commitAndWait(Transaction(PutServiceRevision{promising, october(2), u"ann@host"_s, {}})));
    const ServiceReview made = review(fixture);
    QCOMPARE(made.recoveries, anything ? 1 : 0);
    QTEST(made.latency, "latency");
    QTEST(made.recovery, "recovery");
}

void TestPolicyReview::findsIncidentsAndRevisions()
{
    Fixture fixture; // its service has been recorded long before
    ServiceRevision revision = serviceRevision(u"ocr"_s, u"in october"_s);
    VERIFY_OK(fixture.store().commitAndWait(Transaction(PutServiceRevision{revision, october(7), u"ann@host"_s, u"try it"_s})));
    revision = serviceRevision(u"ocr"_s, u"in november"_s);
    VERIFY_OK(fixture.store().commitAndWait(Transaction(PutServiceRevision{revision, october(33), u"bob@host"_s, {}})));
    block(fixture, fixture.addRun(1, RunState::Blocked), october(9));
    const ServiceReview made = review(fixture);
    QCOMPARE(made.revisions.size(), 1);
    QCOMPARE(made.revisions.first().reason, u"try it"_s);
    QCOMPARE(made.incidents.size(), 1);
    QCOMPARE(made.incidents.first().fingerprint.category, Category::Service);
    QVERIFY(made.isDue());
    QVERIFY(review(fixture, october(8)).incidents.isEmpty()); // it had not come yet
}

void TestPolicyReview::tellsWhatRuledThen()
{
    Fixture fixture;
    ServiceRevision revision = serviceRevision(u"ocr"_s, u"in october"_s);
    revision.service.contract.latencyBudget = 300ms;
    VERIFY_OK(fixture.store().commitAndWait(Transaction(PutServiceRevision{revision, october(7), u"ann@host"_s, u"try it"_s})));
    revision = serviceRevision(u"ocr"_s, u"in november"_s);
    VERIFY_OK(fixture.store().commitAndWait(Transaction(PutServiceRevision{revision, october(33), u"bob@host"_s, {}})));
    VERIFY_OK(fixture.store().commitAndWait(
        Transaction(PutServiceRevision{serviceRevision(u"late"_s), october(33), u"bob@host"_s, {}})));
    addAttempt(fixture, fixture.addRun(1), october(20), 500ms, {});
    countAll(fixture);
    ServiceReview made = review(fixture);
    QCOMPARE(made.ruled->revision, 2);
    QCOMPARE(made.latency, Kept::Missed); // as was promised then, and is no more
    made = review(fixture, october(40), October - std::chrono::months(1));
    QCOMPARE(made.ruled->revision, 1);
    QVERIFY(made.revisions.isEmpty());
    made = review(fixture, october(40), October, u"late"_s);
    QVERIFY(!made.ruled && !made.isDue());
    QCOMPARE(made.latency, Kept::NotPromised);
}

void TestPolicyReview::countsTheIncidentsOfTheMonth()
{
    Fixture fixture;
    const RunId first = fixture.addRun(1, RunState::Blocked);
    const RunId second = fixture.addRun(2, RunState::Blocked);
    const RunId third = fixture.addRun(3, RunState::Blocked);
    const auto month = [&](int after) { return review(fixture, october(150), October + std::chrono::months(after)); };
    block(fixture, first, october(9));
    block(fixture, second, october(33));
    block(fixture, third, october(34));
    for (const RunId run : {first, second, third})
        block(fixture, run, october(70), StepState::Succeeded); // the 9th of December
    QCOMPARE(month(0).incidents.size(), 1);
    QCOMPARE(month(0).incidents.first().failures, 1);
    QCOMPARE(month(0).incidents.first().state, IncidentState::Open); // then
    QCOMPARE(month(1).incidents.first().failures, 2);
    QCOMPARE(month(2).incidents.first().failures, 0); // still open when it began
    QCOMPARE(month(2).incidents.first().state, IncidentState::Resolved);
    QVERIFY(month(-1).incidents.isEmpty());
    QVERIFY(month(3).incidents.isEmpty());
}

/// What was noted of them stays when retention has removed the runs that failed.
void TestPolicyReview::incidentsOutliveTheirRuns()
{
    Fixture fixture;
    block(fixture, fixture.addRun(1), october(5));
    QCOMPARE(review(fixture).incidents.size(), 1);
    QCOMPARE(review(fixture).incidents.first().failures, 1);
    cairn::testing::RawStore(fixture.folder())
        .run({u"UPDATE incident SET state = 'resolved', resolved_at = %1"_s.arg(october(6).time_since_epoch().count()),
              u"INSERT INTO incident_note (incident_id, at, actor, kind, detail) VALUES (1, %1, 'runner', 'resolved', '')"_s.arg(
                  october(6).time_since_epoch().count()),
              u"DELETE FROM incident_member"_s});
    QCOMPARE(review(fixture).incidents.size(), 1);
    QCOMPARE(review(fixture).incidents.first().failures, 0);
    QCOMPARE(review(fixture).incidents.first().state, IncidentState::Resolved);
    QVERIFY(review(fixture, october(40), October + std::chrono::months(1)).incidents.isEmpty());
}

void TestPolicyReview::countsFailuresByTheirCode()
{
    Fixture fixture;
    const RunId run = fixture.addRun(1, RunState::Blocked);
    block(fixture, run, october(9), StepState::Blocked, 500);
    block(fixture, run, october(33), StepState::Blocked, 503);
    const auto failures = [&](int after) {
        QMap<QString, qint64> byCode;
        for (const ReviewedIncident &one : review(fixture, october(150), October + std::chrono::months(after)).incidents)
            byCode.insert(one.fingerprint.code, one.failures);
        return byCode;
    };
    QCOMPARE(failures(0), (QMap<QString, qint64>{{u"500"_s, 1}}));
    QCOMPARE(failures(1), (QMap<QString, qint64>{{u"500"_s, 0}, {u"503"_s, 1}}));
}

void TestPolicyReview::manyNotesAfterTheMonthHideNothing()
{
    Fixture fixture;
    block(fixture, fixture.addRun(1, RunState::Blocked), october(9));
    Transaction notes;
    for (int i = 0; i < 1'500; ++i)
        notes.add(AddIncidentNote{{0, 1, october(33) + i * 1min, u"ann@host"_s, u"note"_s, u"looked"_s}});
    VERIFY_OK(fixture.store().commitAndWait(std::move(notes)));
    QCOMPARE(review(fixture, october(60)).incidents.first().state, IncidentState::Open);
}

void TestPolicyReview::aMonthToComeHasNoReview()
{
    Fixture fixture;
    COMPARE_ERROR(readServiceReview(fixture.reader(), u"ocr"_s, October, october(1) - 1ms), ErrorKind::Usage);
    COMPARE_ERROR(readServiceReview(fixture.reader(), u"nobody"_s, October, october(40)), ErrorKind::NotFound);
}

void TestPolicyReview::signOffsAreFound()
{
    Fixture fixture;
    addAttempt(fixture, fixture.addRun(1), october(5), 100ms, {});
    countAll(fixture);
    sign(fixture, October - std::chrono::months(1), october(2));
    ServiceReview made = review(fixture);
    QVERIFY(!made.signOff);
    QVERIFY(made.isDue());
    QCOMPARE(made.last->month, October - std::chrono::months(1));
    sign(fixture, October, october(33));
    sign(fixture, October, october(34));
    made = review(fixture);
    QCOMPARE(made.signOff->at, october(34));
    QCOMPARE(made.signOff->actor, u"ann@host"_s);
    QCOMPARE(made.signOff->note, u"looked at 2026-10"_s);
    QVERIFY(!made.isDue());
    QVERIFY(!made.isOverdue(october(90)));
}

void TestPolicyReview::becomesOverdue()
{
    Fixture fixture;
    QVERIFY(!review(fixture).isDue()); // nothing happened
    addAttempt(fixture, fixture.addRun(1), october(5), 100ms, {});
    countAll(fixture);
    const ServiceReview running = review(fixture, october(20));
    QVERIFY(!running.isOver && !running.isDue());
    QCOMPARE(running.until, october(20));
    const ServiceReview over = review(fixture);
    QVERIFY(over.isDue());
    QVERIFY(!over.isOverdue(endOf(October) + ReviewGrace - 1ms));
    QVERIFY(over.isOverdue(endOf(October) + ReviewGrace));
}

void TestPolicyReview::canBeStopped()
{
    Fixture fixture;
    addAttempt(fixture, fixture.addRun(1), october(5), 100ms, {});
    COMPARE_ERROR(readServiceReview(fixture.reader(), u"ocr"_s, October, october(40), [](double) { return false; }),
                  ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestPolicyReview)
#include "tst_policyreview.moc"
