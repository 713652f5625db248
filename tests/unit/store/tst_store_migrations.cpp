#include "rawstore.h"
#include "storetesting.h"

#include "store/migrations.h"
#include "store/sqliteconnection.h"

using namespace cairn;
using namespace cairn::testing;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// What is in a store of an older schema is there in the newest.
class TestStoreMigrations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void carriesEverySchemaForward_data();
    void carriesEverySchemaForward();
    void makesIncidentsOfWhatStandsAlready();
    void knowsOfWhichNobodyKnewAlready();
    void takesUpOnceWhatWaitsByTheOldRules();
    void knowsWhatWasRefusedAlready_data();
    void knowsWhatWasRefusedAlready();
    void knowsWhatWasCancelledAlready();
};

namespace {

/// Makes a store of that schema.
void makeStore(const QString &folder, int schema)
{
    auto migrations = SqlCatalog().migrations();
    migrations.resize(size_t(schema));
    const auto location = makeStoreFolder(folder);
    const auto connection = SqliteConnection::open(*location, std::make_shared<SqlCatalog>(), SqliteConnection::Role::Plain);
    VERIFY_OK(migrate(**connection, migrations));
}

} // namespace

void TestStoreMigrations::carriesEverySchemaForward_data()
{
    QTest::addColumn<int>("schema");
    const SqlCatalog catalog;
    for (const Migration &migration : catalog.migrations())
        QTest::addRow("%d", migration.number) << migration.number;
}

void TestStoreMigrations::carriesEverySchemaForward()
{
    QFETCH(const int, schema);
    const QTemporaryDir folder;
    const QString store = folder.path() + "/.cairn"_L1;
    makeStore(store, schema);
    const QString database = store + "/store.sqlite"_L1;
    RawStore(database).run(
        {u"INSERT INTO pipeline_version VALUES (1, 'p', 1, x'%1', x'7b7d', x'', 0)"_s.arg(QString(64, u'0')),
         u"INSERT INTO run (id, pipeline_version_id, pipeline, state, attempts, input_name, input_size, submitted_at, due_at) "
         "VALUES (7, 1, 'p', 'pending', 0, 'a.pdf', 0, 5, 5)"_s});

    const auto opened = openSqliteStore({store, false});
    VERIFY_OK(opened);
    const auto reader = storetesting::reader(**opened);
    QCOMPARE(reader->checkIntegrity().value(), QStringList());
    QCOMPARE(reader->duePipelines()->value(u"p"_s), at(5));
    RunRecord run = reader->run(RunId(7)).value();
    QCOMPARE(run.inputName, u"a.pdf"_s);
    run.state = RunState::Held;
    run.wakeAt = at(9);
    VERIFY_OK((*opened)->commitAndWait(Transaction(UpdateRun{run, at(9)})));
    QCOMPARE(reader->duePipelines()->value(u"p"_s), at(9));
    RawStore raw(database);
    const QString table = raw.run(u"SELECT sql FROM sqlite_schema WHERE name = 'run'"_s).toString();
    QVERIFY2(table.contains("OR state = 'outcome_unknown')"_L1) && !table.contains(" IN ("_L1), qPrintable(table));
    QVERIFY(raw.refuses(u"UPDATE run SET state = 'running', due_at = NULL"_s));
}

/// What needed a person before there were incidents: by the last word on each step, whatever was said before.
void TestStoreMigrations::makesIncidentsOfWhatStandsAlready()
{
    const QTemporaryDir folder;
    const QString store = folder.path() + "/.cairn"_L1;
    makeStore(store, 8);
    QStringList statements{u"INSERT INTO pipeline_version VALUES (1, 'p', 1, x'%1', x'7b7d', x'', 0)"_s.arg(QString(64, u'0')),
                           u"INSERT INTO pipeline_step VALUES (1, 'scan', 'antivirus')"_s};
    for (const QString &state : {u"blocked"_s, u"blocked"_s, u"succeeded"_s}) {
        const qsizetype run = statements.size();
        statements +=
            u"INSERT INTO run (id, pipeline_version_id, pipeline, state, attempts, input_name, input_size, submitted_at) "
            "VALUES (%1, 1, 'p', '%2', 0, 'a.pdf', 0, 5)"_s.arg(run)
                .arg(state);
        for (const QString &word : {u"blocked"_s, u"ready"_s, u"blocked"_s})
            statements +=
                u"INSERT INTO checkpoint (run_id, step, item, state, generation, output_size, status, attempts, category, cause, "
                "decision, actor, at) VALUES (%1, 'scan', -1, '%2', 0, 0, 503, 1, 'service', 'busy', 'block', 'runner', 6)"_s
                    .arg(run)
                    .arg(word);
    }
    RawStore(store + "/store.sqlite"_L1).run(statements);

    const auto opened = openSqliteStore({store, false});
    VERIFY_OK(opened);
    const auto reader = storetesting::reader(**opened);
    const auto incidents = reader->incidents({}, std::nullopt, 10).value();
    QCOMPARE(incidents.size(), 1);
    QCOMPARE(incidents.first().fingerprint, (Fingerprint{u"antivirus"_s, StepId(u"scan"_s), Category::Service, u"503"_s}));
    QCOMPARE(incidents.first().counts, (MemberCounts{2, 0, 0, 0}));
    QCOMPARE(reader->incidentPipelines(1).value(), (QMap<QString, qint64>{{u"p"_s, 2}}));
    QCOMPARE(reader->incidentMembers(1, MemberFate::Failing, std::nullopt, 9)->size(), 2);
}

/// Of what fails, by its last checkpoint that needed a person.
void TestStoreMigrations::knowsOfWhichNobodyKnewAlready()
{
    const QTemporaryDir folder;
    const QString store = folder.path() + "/.cairn"_L1;
    makeStore(store, 23);
    QStringList statements{
        u"INSERT INTO pipeline_version VALUES (1, 'p', 1, x'%1', x'7b7d', x'', 0)"_s.arg(QString(64, u'0')),
        u"INSERT INTO incident (id, service, step, category, code, state, handling, failing, moving, passed, left_out, first_at, "
        "last_at, newest_run, cause) VALUES (1, 'ocr', 'scan', 'timeout', '', 'open', 'open', 3, 1, 0, 0, 5, 5, 4, 'late')"_s};
    const QList<QStringList> words{{u"outcome_unknown"_s}, // failing
                                   {u"outcome_unknown"_s, u"ready"_s, u"blocked"_s},
                                   {u"blocked"_s, u"outcome_unknown"_s, u"waiting_retry"_s},
                                   {u"outcome_unknown"_s, u"ready"_s}}; // moving
    for (int run = 1; run <= words.size(); ++run) {
        statements +=
            u"INSERT INTO run (id, pipeline_version_id, pipeline, state, attempts, input_name, input_size, submitted_at) "
            "VALUES (%1, 1, 'p', 'blocked', 0, 'a.pdf', 0, 5)"_s.arg(run);
        statements += u"INSERT INTO incident_member VALUES (%1, 'scan', 3, 1, '%2', 5)"_s.arg(run).arg(
            run < words.size() ? u"failing"_s : u"moving"_s);
        for (const QString &word : words.at(run - 1))
            statements +=
                u"INSERT INTO checkpoint (run_id, step, item, state, generation, output_size, status, attempts, category, "
                "decision, actor, at) VALUES (%1, 'scan', 3, '%2', 0, 0, 0, 1, 'timeout', '', 'runner', 6)"_s.arg(run)
                    .arg(word);
    }
    RawStore(store + "/store.sqlite"_L1).run(statements);

    const auto opened = openSqliteStore({store, false});
    VERIFY_OK(opened);
    const auto reader = storetesting::reader(**opened);
    QCOMPARE(reader->failingOfUnknownOutcome(1).value(), 2);
    QList<RunId> unknown;
    const auto members = reader->incidentMembers(1, MemberFate::Failing, std::nullopt, 9).value();
    for (const IncidentMember &member : members) {
        if (member.stands == StepState::OutcomeUnknown)
            unknown.append(member.run);
    }
    QCOMPARE(unknown, (QList<RunId>{RunId(1), RunId(3)}));
}

/// Nothing told then when each step is asked about, nor which service turned one away.
void TestStoreMigrations::takesUpOnceWhatWaitsByTheOldRules()
{
    const QTemporaryDir folder;
    const QString store = folder.path() + "/.cairn"_L1;
    makeStore(store, 23);
    QStringList statements{u"INSERT INTO pipeline_version VALUES (1, 'p', 1, x'%1', x'7b7d', x'', 0)"_s.arg(QString(64, u'0'))};
    const QStringList states{u"waiting_callback"_s, u"blocked"_s, u"waiting_retry"_s, u"waiting_retry"_s, u"pending"_s};
    for (int run = 1; run <= states.size(); ++run) {
        statements +=
            u"INSERT INTO run (id, pipeline_version_id, pipeline, state, attempts, input_name, input_size, submitted_at, "
            "due_at) VALUES (%1, 1, 'p', '%2', 0, 'a.pdf', 0, 5, 500)"_s.arg(run)
                .arg(states.at(run - 1));
    }
    statements +=
        u"INSERT INTO checkpoint (run_id, step, item, state, generation, output_size, status, attempts, decision, actor, "
        "at) VALUES (4, 'scan', -1, 'held', 0, 0, 0, 0, '', 'runner', 6)"_s;
    RawStore(store + "/store.sqlite"_L1).run(statements);

    const auto opened = openSqliteStore({store, false});
    VERIFY_OK(opened);
    const auto reader = storetesting::reader(**opened);
    const auto runs = reader->runnable(u"p"_s, at(5), 10);
    QList<qint64> due;
    for (const RunRecord &run : *runs) {
        due.append(run.id.value());
        QCOMPARE(run.waits, QList<Wait>());
        QCOMPARE(run.gates, QStringList());
    }
    QCOMPARE(due, (QList<qint64>{1, 2, 4}));
}

void TestStoreMigrations::knowsWhatWasRefusedAlready_data()
{
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<QList<RefusedFile>>("refused");
    QTest::newRow("two") << R"({"count":2,"refused":[{"path":"in/b","pipeline":"p","since":7,"why":"too large"},)"
                            R"({"path":"in/a","pipeline":"p","since":5,"why":"no sidecar"}]})"_ba
                         << QList<RefusedFile>{{u"p"_s, u"in/a"_s, u"no sidecar"_s, at(5)},
                                               {u"p"_s, u"in/b"_s, u"too large"_s, at(7)}};
    QTest::newRow("none") << R"({"count":0,"refused":[]})"_ba << QList<RefusedFile>();
    QTest::newRow("damaged") << "{\"refused\":["_ba << QList<RefusedFile>();
}

/// What is known of services beside it stays.
void TestStoreMigrations::knowsWhatWasRefusedAlready()
{
    QFETCH(const QByteArray, state);
    QFETCH(const QList<RefusedFile>, refused);
    const QTemporaryDir folder;
    const QString store = folder.path() + "/.cairn"_L1;
    makeStore(store, 24);
    const auto put = [](const QString &name, const QByteArray &bytes) {
        return u"INSERT INTO service_state (service, state, updated_at) VALUES ('%1', x'%2', 1)"_s.arg(
            name, QString::fromLatin1(bytes.toHex()));
    };
    RawStore(store + "/store.sqlite"_L1).run({put(u"watched folders"_s, state), put(u"ocr"_s, "{\"a\":1}")});

    const auto opened = openSqliteStore({store, false});
    VERIFY_OK(opened);
    const auto reader = storetesting::reader(**opened);
    QCOMPARE(reader->refusedFiles(std::nullopt, 9).value(), refused);
    QCOMPARE(reader->serviceState(u"watched folders"_s).value(), QJsonObject());
    QCOMPARE(reader->serviceState(u"ocr"_s).value(), (QJsonObject{{u"a"_s, 1}}));
}

/// Of those of which the members are still there; the others stay among those that were left out.
void TestStoreMigrations::knowsWhatWasCancelledAlready()
{
    const QTemporaryDir folder;
    const QString store = folder.path() + "/.cairn"_L1;
    makeStore(store, 25);
    QStringList statements{u"INSERT INTO pipeline_version VALUES (1, 'p', 1, x'%1', x'7b7d', x'', 0)"_s.arg(QString(64, u'0'))};
    for (const QString &values : {u"1, 'scan', 'resolved', 'open', 0, 0, 2, 4"_s, u"2, 'read', 'resolved', 'open', 0, 0, 0, 1"_s})
        statements +=
            u"INSERT INTO incident (id, step, state, handling, failing, moving, passed, left_out, service, category, code, "
            "first_at, last_at, newest_run, cause) VALUES (%1, 'ocr', 'timeout', '', 5, 5, 4, 'late')"_s.arg(values);
    for (int run = 1; run <= 4; ++run)
        statements +=
            u"INSERT INTO run (id, pipeline_version_id, pipeline, state, attempts, input_name, input_size, submitted_at) "
            "VALUES (%1, 1, 'p', 'cancelled', 0, 'a.pdf', 0, 5)"_s.arg(run);
    for (const QString &member : {u"1, 'scan', -1, 1, 'cancelled'"_s, u"2, 'scan', -1, 1, 'cancelled'"_s,
                                  u"3, 'scan', -1, 1, 'left'"_s, u"4, 'read', -1, 2, 'left'"_s})
        statements += u"INSERT INTO incident_member (run_id, step, item, incident_id, fate, at) VALUES (%1, 5)"_s.arg(member);
    RawStore(store + "/store.sqlite"_L1).run(statements);

    const auto opened = openSqliteStore({store, false});
    VERIFY_OK(opened);
    const auto reader = storetesting::reader(**opened);
    QCOMPARE(reader->incident(1)->counts, (MemberCounts{0, 0, 2, 2, 2}));
    QCOMPARE(reader->incident(2)->counts, (MemberCounts{0, 0, 0, 1, 0}));
}

QTEST_GUILESS_MAIN(TestStoreMigrations)
#include "tst_store_migrations.moc"
