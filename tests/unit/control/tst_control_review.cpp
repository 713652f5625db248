#include "control/doctor.h"
#include "control/review.h"
#include "definition/canonical.h"
#include "rawstore.h"
#include "reviewtest.h"

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What a workspace's files are worth, and what applying them would change.
class TestReview : public ReviewTest
{
    Q_OBJECT
private Q_SLOTS:
    void init() { lay(); }
    void newDefinitionsAreDrift();
    void appliedOnesAreNot();
    void changedOnesAre();
    void aChangedTextNeedsANewVersion();
    void damagedOnesAreMended();
    void aChangedRowIsMended();
    void aDamagedOneIsFollowedByAnother();
    void whatANewerCairnRecordedStays_data();
    void whatANewerCairnRecordedStays();
    void problemsComeWithTheirFile();
    void whatNoFileSaysAnyMoreIsTold();
    void aRenamedOneThatMayTakeTheSameIsRefused_data();
    void aRenamedOneThatMayTakeTheSameIsRefused();
    void whatBecomesOfTheDataIsTold();
    void oneNumberIsRecordedOnce();
    void watchesWhatItRead();

private:
    QList<Drift> drift() const;
    void change(const QString &statement) const { cairn::testing::RawStore(m_folder->filePath(u".cairn"_s)).run(statement); }
    void damage(const QStringList &tables) const;
    QStringList damaged() const;
    QStringList audited() const;
};

QList<Drift> TestReview::drift() const
{
    const WorkspaceReview review = readWorkspaceFiles(m_folder->path());
    return findDrift(*m_reader, *review.files).value();
}

/// The text of whatever is recorded there.
void TestReview::damage(const QStringList &tables) const
{
    for (const QString &table : tables)
        change(u"UPDATE %1 SET %2 = x'7b00'"_s.arg(table, table == u"schema_version"_s ? u"document"_s : u"definition"_s));
}

QStringList TestReview::damaged() const
{
    QStringList names;
    const auto found = m_reader->damagedDefinitions();
    for (const DamagedDefinition &one : found.value())
        names.append(u"%1 %2"_s.arg(one.name).arg(one.number));
    return names;
}

QStringList TestReview::audited() const
{
    QStringList actions;
    const auto entries = m_reader->auditEntries(0, 100);
    for (const AuditEntry &entry : entries.value())
        actions.append(entry.action);
    return actions;
}

void TestReview::newDefinitionsAreDrift()
{
    QCOMPARE(drift(), (QList<Drift>{{Drift::Kind::Service, u"ocr"_s, 0, 1, {}}, {Drift::Kind::Pipeline, u"intake"_s, 0, 1, {}}}));
}

void TestReview::appliedOnesAreNot()
{
    apply();
    QVERIFY(drift().isEmpty());
}

void TestReview::changedOnesAre()
{
    apply();
    write(u"services/ocr.yaml"_s, ServiceText + QByteArray("idempotent: false\n"));
    write(u"pipelines/intake.yaml"_s, QByteArray(PipelineText).replace("version: 1", "version: 4"));
    QList<Drift> found = drift();
    QCOMPARE(found.size(), 2);
    const Drift &service = found.first();
    QCOMPARE(service.changes, (QList<ServiceChange>{{u"idempotent"_s, u"true"_s, u"false"_s}}));
    QCOMPARE(service.liveBy, u"ann"_s);
    QCOMPARE(service.liveReason, u"test"_s);
    QVERIFY(!service.undoes());
    QCOMPARE(service.live * 10 + service.next, 12);
    QCOMPARE(found.last(), (Drift{Drift::Kind::Pipeline, u"intake"_s, 1, 4, {}}));
    apply();
    QVERIFY(drift().isEmpty());
    write(u"services/ocr.yaml"_s, ServiceText); // as it was before what is live
    found = drift();
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().backTo, 1);
    QCOMPARE(found.first().live, 2);
}

void TestReview::aChangedTextNeedsANewVersion()
{
    apply();
    write(u"pipelines/intake.yaml"_s, QByteArray(PipelineText).replace("v1/scan", "v2/scan"));
    const QList<Drift> found = drift();
    QCOMPARE(found.size(), 1);
    QVERIFY(!found.first().canApply());
    QVERIFY(found.first().obstacle.remedy.contains(u"version: 2"_s));
    const auto applied = applyWorkspace(*m_store, loadWorkspace(m_folder->path()), SystemClock(), u"ann"_s, {});
    QVERIFY(!applied);
    QCOMPARE(applied.error(), found.first().obstacle);
}

void TestReview::damagedOnesAreMended()
{
    QDir(m_folder->path()).mkpath(u"schemas"_s);
    write(u"schemas/scan@1.json"_s, "{ \"type\": \"object\" }");
    write(u"services/geo.yaml"_s, QByteArray(ServiceText).replace("ocr", "geo"));
    apply();
    QCOMPARE(damaged(), QStringList());
    const qint64 id = m_reader->pipeline(u"intake"_s)->id;
    damage({u"pipeline_version"_s, u"service_revision"_s, u"schema_version"_s});
    QCOMPARE(damaged(), (QStringList{u"intake 1"_s, u"geo 1"_s, u"ocr 1"_s, u"scan 1"_s}));
    QCOMPARE(m_reader->pipelines().value().size() + m_reader->services().value().size(), 0); // and no error
    QCOMPARE(m_reader->pipeline(u"intake"_s).error().kind, ErrorKind::Damaged);
    const QList<Drift> found = drift();
    QCOMPARE(found.size(), 4);
    for (const Drift &one : found)
        QVERIFY(one.canApply() && one.live == 0 && one.next == 1);
    apply();
    QCOMPARE(damaged(), QStringList());
    QVERIFY(drift().isEmpty());
    QCOMPARE(m_reader->pipeline(u"intake"_s)->id, id); // the runs that are pinned to it have it again
    QCOMPARE(m_reader->service(u"ocr"_s)->revision, 1);
    const QStringList actions = audited();
    for (const QString &kind : {u"pipeline"_s, u"service"_s, u"schema"_s})
        QVERIFY2(actions.contains(kind + u".mended"_s), qPrintable(actions.join(u' ')));
    QCOMPARE(actions.count(u"schema.mended"_s) + actions.count(u"schema.applied"_s), 2); // one mended what the other had applied
}

/// One that can still be read is found out by its digest.
void TestReview::aChangedRowIsMended()
{
    apply();
    change(
        u"UPDATE service_revision SET definition = CAST(replace(CAST(definition AS TEXT), 'ocr.example', 'evil.example') AS BLOB)"_s);
    QCOMPARE(m_reader->service(u"ocr"_s)->service.baseUrl.host(), u"evil.example.net"_s);
    QCOMPARE(damaged(), QStringList{u"ocr 1"_s});
    apply();
    QCOMPARE(m_reader->service(u"ocr"_s)->service.baseUrl.host(), u"ocr.example.net"_s);
    QCOMPARE(damaged(), QStringList());
}

void TestReview::aDamagedOneIsFollowedByAnother()
{
    apply();
    damage({u"pipeline_version"_s, u"service_revision"_s});
    write(u"services/ocr.yaml"_s, ServiceText + QByteArray("idempotent: false\n"));
    write(u"pipelines/intake.yaml"_s, QByteArray(PipelineText).replace("v1/scan", "v2/scan"));
    const auto refused = applyWorkspace(*m_store, loadWorkspace(m_folder->path()), SystemClock(), u"ann"_s, {});
    QVERIFY(!refused);
    QVERIFY(refused.error().remedy.contains(u"version: 2"_s)); // its number is still known
    write(u"pipelines/intake.yaml"_s, QByteArray(PipelineText).replace("v1/scan", "v2/scan").replace("version: 1", "version: 2"));
    apply();
    QCOMPARE(m_reader->service(u"ocr"_s)->revision, 2);
    QCOMPARE(m_reader->pipeline(u"intake"_s)->pipeline.version, 2);
    QCOMPARE(damaged(), (QStringList{u"intake 1"_s, u"ocr 1"_s})); // nobody's any more, but named
}

void TestReview::whatANewerCairnRecordedStays_data()
{
    QTest::addColumn<QString>("table");
    QTest::newRow("service") << u"service_revision"_s;
    QTest::newRow("pipeline") << u"pipeline_version"_s;
}

void TestReview::whatANewerCairnRecordedStays()
{
    QFETCH(const QString, table);
    apply();
    const bool isService = table == u"service_revision"_s;
    QJsonObject later =
        isService ? toJson(m_reader->service(u"ocr"_s)->service) : toJson(m_reader->pipeline(u"intake"_s)->pipeline);
    later.insert(u"later"_s, true);
    const QByteArray text = QJsonDocument(later).toJson(QJsonDocument::Compact);
    change(u"UPDATE %1 SET definition = x'%2', digest = x'%3'"_s.arg(table, QString::fromLatin1(text.toHex()),
                                                                     Digest::of(text).toHex()));
    const Error unknown = isService ? m_reader->service(u"ocr"_s).error() : m_reader->pipeline(u"intake"_s).error();
    QCOMPARE(unknown.kind, ErrorKind::NewerStore);
    QVERIFY2(unknown.remedy.startsWith(u"Install the newer version"_s), qPrintable(unknown.remedy));

    const QList<Drift> found = drift();
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().obstacle, unknown);
    const auto applied = applyWorkspace(*m_store, loadWorkspace(m_folder->path()), SystemClock(), u"ann"_s, {});
    QVERIFY(!applied);
    QCOMPARE(applied.error(), unknown);
    QCOMPARE(audited().filter(u".mended"_s), QStringList());
    const auto examined = examine(*m_store, m_folder->path(), SystemClock());
    QVERIFY(examined);
    QStringList remedies;
    for (const Finding &finding : *examined) {
        if (finding.severity == Finding::Severity::Bad)
            remedies.append(finding.remedy);
    }
    QCOMPARE(remedies.filter(u"cairn apply"_s), QStringList());
    QCOMPARE(remedies.filter(u"Install the newer version"_s).size(), 1);
}

void TestReview::problemsComeWithTheirFile()
{
    const QByteArray text = QByteArray(PipelineText).replace("service: ocr", "service: orc");
    write(u"pipelines/intake.yaml"_s, text);
    const WorkspaceReview review = readWorkspaceFiles(m_folder->path());
    QCOMPARE(review.files->problems.size(), 1);
    QCOMPARE(review.files->problems.first().line, 6);
    QCOMPARE(review.files->problems.first().file, u"pipelines/intake.yaml"_s);
    QCOMPARE(findDrift(*m_reader, *review.files)->size(), 1); // of what is in order

    write(u"pipelines/intake.yaml"_s, PipelineText);
    write(u"flags.yaml"_s, "intake: { 2: 10% }\n"); // which nobody reads
    const Workspace flagged = loadWorkspace(m_folder->path());
    QVERIFY(flagged.isSound());
    QCOMPARE(std::count_if(flagged.problems.begin(), flagged.problems.end(),
                           [](const Problem &problem) { return problem.file == u"flags.yaml"_s; }),
             1);
}

/// A pipeline whose file is gone or says another name goes on as it was.
void TestReview::whatNoFileSaysAnyMoreIsTold()
{
    apply();
    QVERIFY(QFile::remove(m_folder->filePath(u"pipelines/intake.yaml"_s)));
    QVERIFY(drift().isEmpty()); // nothing starts it by itself
    const QByteArray watching =
        QByteArray(PipelineText).replace("{ match", "{ watch: inbox, match").replace("version: 1", "version: 2");
    write(u"pipelines/intake.yaml"_s, watching);
    apply();
    QVERIFY(drift().isEmpty());

    write(u"pipelines/intake.yaml"_s, "pipeline: [");
    for (const Drift &one : drift()) // a file that cannot be read may say it
        QVERIFY(one.kind != Drift::Kind::Left);
    QVERIFY(QFile::remove(m_folder->filePath(u"pipelines/intake.yaml"_s)));
    QList<Drift> found = drift();
    QCOMPARE(found.size(), 1);
    QCOMPARE(int(found.first().kind), int(Drift::Kind::Left));
    QCOMPARE(found.first().watch, u"inbox"_s);
    QVERIFY(found.first().canApply());
    apply(); // of the others

    write(u"pipelines/renamed.yaml"_s, QByteArray(watching).replace("intake", "arrivals"));
    found = drift();
    QCOMPARE(found.size(), 2);
    QVERIFY(!found.last().canApply());
    const auto applied = applyWorkspace(*m_store, loadWorkspace(m_folder->path()), SystemClock(), u"ann"_s, {});
    QVERIFY(!applied);
    QCOMPARE(applied.error(), found.last().obstacle);
    QVERIFY2(applied.error().detail.contains(u"taken twice"_s), qPrintable(applied.error().detail));
    QVERIFY(applied.error().remedy.contains(u"--retire intake"_s));
    write(u"pipelines/renamed.yaml"_s, QByteArray(watching).replace("intake", "arrivals").replace("*.pdf", "*.csv"));
    apply(); // others of that folder
}

void TestReview::aRenamedOneThatMayTakeTheSameIsRefused_data()
{
    QTest::addColumn<QByteArray>("watch");
    QTest::addColumn<QByteArray>("match");
    QTest::addColumn<bool>("refused");
    QTest::newRow("the same") << "inbox"_ba
                              << "*.pdf"_ba << true;
    QTest::newRow("all") << "inbox"_ba
                         << "*"_ba << true;
    QTest::newRow("some of them") << "inbox"_ba
                                  << "invoice*.pdf"_ba << true;
    QTest::newRow("by class") << "inbox"_ba
                              << "[a-z]*.pdf"_ba << true;
    QTest::newRow("by one letter") << "inbox"_ba
                                   << "*.p*"_ba << true;
    QTest::newRow("a longer end") << "inbox"_ba
                                  << "*.signed.pdf"_ba << true;
    QTest::newRow("a shorter end") << "inbox"_ba
                                   << "*.df"_ba << false;
    QTest::newRow("another end") << "inbox"_ba
                                 << "*.csv"_ba << false;
    QTest::newRow("by a link") << "in2"_ba
                               << "*.pdf"_ba << true;
    QTest::newRow("of another folder") << "in3"_ba
                                       << "*.pdf"_ba << false;
}

/// What was live goes on taking its files beside it.
void TestReview::aRenamedOneThatMayTakeTheSameIsRefused()
{
    QFETCH(const QByteArray, watch);
    QFETCH(const QByteArray, match);
    QDir(m_folder->path()).mkpath(u"inbox"_s);
    QVERIFY(QFile::link(u"inbox"_s, m_folder->filePath(u"in2"_s)));
    const QByteArray watching = QByteArray(PipelineText).replace("{ match", "{ watch: inbox, match");
    write(u"pipelines/intake.yaml"_s, watching);
    apply();
    QVERIFY(QFile::remove(m_folder->filePath(u"pipelines/intake.yaml"_s)));
    write(u"pipelines/renamed.yaml"_s,
          QByteArray(watching).replace("intake", "arrivals").replace("inbox", watch).replace("\"*.pdf\"", '"' + match + '"'));
    QVERIFY(loadWorkspace(m_folder->path()).isSound());
    const auto applied = applyWorkspace(*m_store, loadWorkspace(m_folder->path()), SystemClock(), u"ann"_s, {});
    QTEST(!applied, "refused");
}

void TestReview::whatBecomesOfTheDataIsTold()
{
    write(u"pipelines/intake.yaml"_s, QByteArray(PipelineText) + "retention: { payloads: 30d }\n");
    apply();
    write(u"pipelines/intake.yaml"_s,
          QByteArray(PipelineText).replace("version: 1", "version: 2") + "retention: { payloads: 3d, runs: 90d }\n");
    const QList<Drift> found = drift();
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().changes,
             (QList<ServiceChange>{{u"retention.payloads"_s, u"30d"_s, u"3d"_s}, {u"retention.runs"_s, {}, u"90d"_s}}));
    apply();
    const AuditEntry entry = m_reader->lastAuditEntry()->value();
    QVERIFY2(entry.before.contains("30d") && entry.after.contains("3d"), entry.after.constData());
}

/// Two have looked at version 1, and each has written a version 2.
void TestReview::oneNumberIsRecordedOnce()
{
    apply();
    PipelineVersion other = m_reader->pipeline(u"intake"_s).value();
    other.pipeline.version = 2;
    other.pipeline.deadline = std::chrono::hours(2);
    other.digest = digestOf(other.pipeline);
    write(u"pipelines/intake.yaml"_s, QByteArray(PipelineText).replace("version: 1", "version: 2"));
    apply();
    const auto second = m_store->commitAndWait(Transaction(PutPipelineVersion{other, SystemClock().now()}));
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Conflict);
    QVERIFY2(second.error().remedy.contains(u"version: 3"_s), qPrintable(second.error().remedy));
    other.pipeline.version = 3;
    other.digest = digestOf(other.pipeline);
    QVERIFY(m_store->commitAndWait(Transaction(PutPipelineVersion{other, SystemClock().now()})));
}

void TestReview::watchesWhatItRead()
{
    const QStringList watched = readWorkspaceFiles(m_folder->path()).watched;
    for (const auto *name : {"", "cairn.yaml", "services", "services/ocr.yaml", "pipelines", "pipelines/intake.yaml"})
        QVERIFY2(watched.contains(QDir::cleanPath(m_folder->filePath(QLatin1String(name)))), name);
    QVERIFY(!watched.contains(m_folder->filePath(u"schemas"_s)));
}

QTEST_GUILESS_MAIN(TestReview)
#include "tst_control_review.moc"
