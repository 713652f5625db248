#include "control/access.h"
#include "control/audit.h"
#include "definition/canonical.h"
#include "store/sqlitestore.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Who may ask for what: decided by cairn.yaml's roles, enforced before the store.
class TestAccess : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void roles_data();
    void roles();
    void writesNeedWhatTheyAreWorth();
    void aTransactionNeedsTheMostOfItsParts();
    void whatIsRefusedIsAuditedAndNotWritten();
    void whatIsRefusedBeforehandIsAuditedAsWell();
    void nobodyMayNotEvenLook();
    void whatErasesByItselfNeedsAnAdmin();
    void aViewerCarriesNoRuns();
    void thisProcessIsSomebody();
};

namespace {

RoleSettings settingsOf(const QMap<Role, RoleSettings::Holders> &holders, bool isDoubtful = false)
{
    return {holders, isDoubtful};
}

const QMap<Role, RoleSettings::Holders> Team{
    {Role::Operator, {{u"ann"_s}, {u"ops"_s}}}, {Role::Editor, {{}, {u"authors"_s}}}, {Role::Admin, {{u"root"_s}, {}}}};

/// A store with somebody of a role before it.
struct Office
{
    explicit Office(Role role) : store(std::move(*openSqliteStore({folder.filePath(u".cairn"_s), false})))
    {
        permitted = std::make_unique<PermittedStore>(*store, Access{u"vic"_s, role, {u"root"_s}}, clock, u"vic@here"_s);
    }

    QTemporaryDir folder;
    SystemClock clock;
    std::unique_ptr<Store> store;
    std::unique_ptr<PermittedStore> permitted;
};

Command retryOf(RunId run)
{
    Command command;
    command.kind = CommandKind::Retry;
    command.run = run;
    command.actor = u"vic@here"_s;
    return command;
}

} // namespace

void TestAccess::roles_data()
{
    QTest::addColumn<RoleSettings>("settings");
    QTest::addColumn<Person>("person");
    QTest::addColumn<Role>("role");
    const auto withViewers = [](QMap<Role, RoleSettings::Holders> holders) {
        holders.insert(Role::Viewer, {{u"vic"_s}, {u"auditors"_s}});
        return settingsOf(holders);
    };
    QTest::newRow("nothing is said") << settingsOf({}) << Person{u"ann"_s, {}} << Role::Admin;
    QTest::newRow("named") << settingsOf(Team) << Person{u"ann"_s, {u"users"_s}} << Role::Operator;
    QTest::newRow("by a group") << settingsOf(Team) << Person{u"bob"_s, {u"users"_s, u"ops"_s}} << Role::Operator;
    QTest::newRow("the highest counts") << settingsOf(Team) << Person{u"ann"_s, {u"authors"_s}} << Role::Editor;
    QTest::newRow("admin") << settingsOf(Team) << Person{u"root"_s, {u"root"_s}} << Role::Admin;
    QTest::newRow("a group's name is no user's") << settingsOf(Team) << Person{u"ops"_s, {u"users"_s}} << Role::Viewer;
    QTest::newRow("a user's name is no group's") << settingsOf(Team) << Person{u"eve"_s, {u"ann"_s}} << Role::Viewer;
    QTest::newRow("others may look") << settingsOf(Team) << Person{u"eve"_s, {}} << Role::Viewer;
    QTest::newRow("unless viewers are named") << withViewers(Team) << Person{u"eve"_s, {}} << Role::Nobody;
    QTest::newRow("a named viewer") << withViewers(Team) << Person{u"eve"_s, {u"auditors"_s}} << Role::Viewer;
    QTest::newRow("operators look as well") << withViewers(Team) << Person{u"ann"_s, {}} << Role::Operator;
    QTest::newRow("in doubt nobody acts") << settingsOf(Team, true) << Person{u"root"_s, {}} << Role::Viewer;
    QTest::newRow("nor if nothing could be read") << settingsOf({}, true) << Person{u"root"_s, {}} << Role::Viewer;
}

void TestAccess::roles()
{
    QFETCH(const RoleSettings, settings);
    QFETCH(const Person, person);
    QTEST(roleOf(settings, person), "role");
}

void TestAccess::writesNeedWhatTheyAreWorth()
{
    QCOMPARE(roleFor(Write(AddCommand{})), Role::Operator);
    QCOMPARE(roleFor(Write(HandleIncident{})), Role::Operator);
    QCOMPARE(roleFor(Write(PutServiceRevision{})), Role::Editor);
    QCOMPARE(roleFor(Write(PutPipelineVersion{})), Role::Editor);
}

void TestAccess::aTransactionNeedsTheMostOfItsParts()
{
    QCOMPARE(roleFor(Transaction()), Role::Viewer);
    QCOMPARE(roleFor(Transaction(AddCommand{}, AddAudit{})), Role::Operator);
    QCOMPARE(roleFor(Transaction(AddCommand{}, PutServiceRevision{}, AddAudit{})), Role::Editor);
}

void TestAccess::whatIsRefusedIsAuditedAndNotWritten()
{
    Office office(Role::Viewer);
    const auto refused = office.permitted->commitAndWait(Transaction(AddCommand{retryOf(RunId(7))}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Forbidden);
    QVERIFY2(refused.error().detail.contains(u"vic"_s) && refused.error().detail.contains(u"operator"_s),
             qPrintable(refused.error().detail));
    QVERIFY2(refused.error().remedy.contains(u"root"_s), qPrintable(refused.error().remedy));
    const auto reader = office.permitted->reader();
    QVERIFY(reader);
    const auto audit = (*reader)->auditEntries(0, 10);
    QCOMPARE(audit->size(), 1);
    QCOMPARE(audit->first().action, u"access.refused"_s);
    QCOMPARE(audit->first().actor, u"vic@here"_s);
    QCOMPARE(audit->first().subject, RunId(7).toString()); // and what was tried
    QVERIFY2(audit->first().reason.contains(u"may not retry run "_s), qPrintable(audit->first().reason));
}

/// Of what is refused before anything would be written; a thousand files are one order.
void TestAccess::whatIsRefusedBeforehandIsAuditedAsWell()
{
    Office office(Role::Viewer);
    QVERIFY(!office.permitted->payloads().stage("a"));
    QVERIFY(!office.permitted->payloads().stage("b"));
    QVERIFY(!office.permitted->acquireLease());
    QVERIFY(!office.permitted->require(Role::Editor, u"write files"_s));
    QVERIFY(office.permitted->require(Role::Viewer, u"look"_s));
    QVERIFY(office.store->commitAndWait(Transaction())); // what is audited is committed in its order
    QStringList tried;
    const auto audit = (*office.permitted->reader())->auditEntries(0, 10);
    for (const AuditEntry &entry : *audit)
        tried.append(entry.reason.section(u" may not "_s, 1).section(u':', 0, 0));
    QCOMPARE(tried, (QStringList{u"take files in"_s, u"carry runs"_s, u"write files"_s}));
}

void TestAccess::nobodyMayNotEvenLook()
{
    Office office(Role::Nobody);
    const auto reader = office.permitted->reader();
    QVERIFY(!reader);
    QCOMPARE(reader.error().kind, ErrorKind::Forbidden);
}

/// A retention erases the data of runs that have ended: what sets or shortens one needs whom `cairn erase` needs.
void TestAccess::whatErasesByItselfNeedsAnAdmin()
{
    Office office(Role::Editor);
    int version = 0;
    const auto put = [&](int payloads, int runs, Store &store) {
        Pipeline pipeline;
        pipeline.name = u"p"_s;
        pipeline.version = ++version;
        pipeline.retention = {std::chrono::hours(payloads), std::chrono::hours(runs)};
        Step step;
        step.id = StepId(u"send"_s);
        step.service = u"api"_s;
        step.request.path = u"/send"_s;
        pipeline.steps = {step};
        const PipelineVersion wanted{0, digestOf(pipeline), "pipeline: p", pipeline};
        const auto done = store.commitAndWait(Transaction(PutPipelineVersion{wanted, office.clock.now()}));
        return done ? QString() : done.error().detail;
    };
    QCOMPARE(put(48, 0, *office.permitted), QString()); // it has no runs yet
    QCOMPARE(put(48, 0, *office.permitted), QString());
    QCOMPARE(put(72, 0, *office.permitted), QString());
    QVERIFY(put(71, 0, *office.permitted).contains(u"retention"_s));
    QVERIFY(put(72, 999, *office.permitted).contains(u"admin"_s));
    QVERIFY(!put(0, 0, *office.permitted).isEmpty()); // cairn.yaml's may be shorter
    QCOMPARE(put(1, 1, *office.store), QString());
    PermittedStore admin(*office.store, Access{u"root"_s, Role::Admin, {}}, office.clock, u"root@here"_s);
    QCOMPARE(put(0, 0, admin), QString());
    QVERIFY(!put(1, 0, *office.permitted).isEmpty());
}

void TestAccess::aViewerCarriesNoRuns()
{
    Office viewer(Role::Viewer);
    const auto lease = viewer.permitted->acquireLease();
    QVERIFY(!lease);
    QCOMPARE(lease.error().kind, ErrorKind::Forbidden);
    Office ann(Role::Operator);
    QVERIFY(ann.permitted->acquireLease());
}

void TestAccess::thisProcessIsSomebody()
{
    const Person person = currentPerson();
    QVERIFY(!person.user.isEmpty());
    QVERIFY(!person.groups.isEmpty());
}

QTEST_GUILESS_MAIN(TestAccess)
#include "tst_access.moc"
