#include "control/bundlejson.h"
#include "control/incidenttimeline.h"
#include "control/logic.h"
#include "control/openedincident.h"
#include "incidentsample.h"
#include "rawstore.h"
#include "security/sealedfile.h"

#include <QBuffer>
#include <QDir>
#include <QJsonDocument>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

namespace {

Result<std::unique_ptr<Store>> makeStore(const QString &folder)
{
    return openSqliteStore({folder});
}

void removeRun(const QString &database, RunId run)
{
    cairn::testing::RawStore raw(database);
    for (const auto rows : {"attempt WHERE run_id"_L1, "checkpoint WHERE run_id"_L1, "command WHERE run_id"_L1,
                            "event WHERE run_id"_L1, "incident_member WHERE run_id"_L1, "run WHERE id"_L1})
        raw.run(u"DELETE FROM %1 = %2"_s.arg(rows).arg(run.value()));
}

QStringList texts(const BundledRun &run)
{
    QStringList all{text(run.run)};
    for (const Checkpoint &checkpoint : run.history.checkpoints)
        all.append(text(checkpoint));
    for (const Attempt &attempt : run.history.attempts)
        all.append(text(attempt));
    for (const Command &command : run.commands)
        all.append(word(command.kind) + command.actor + command.reason + command.result);
    return all;
}

} // namespace

/// An incident told to others: what is written comes back, redacted, and whatever is done to the file is found.
class TestIncidentBundle : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_sample.emplace(); }
    void cleanup() { m_sample.reset(); }
    void roundTrip();
    void secretsStayAtHome();
    void ownClassesAreCovered();
    void payloadsAreChosen_data();
    void payloadsAreChosen();
    void damagedPayloadsAreLeftOut();
    void runsThatWereRemovedAreLeftOut();
    void ofManyRunsTheLatestAreToldOf();
    void takingIsAudited();
    void opensWithItsRunsAndPayloads();
    void opensWithTheVersionsThatMadeThem();
    void timelineTellsOnce();
    void hostileDocuments_data();
    void hostileDocuments();
    void newerFormatIsSaid();

private:
    Result<IncidentBundle> readWith(const QString &member, const QByteArray &bytes, int format = 1);

    std::optional<IncidentSample> m_sample;
};

void TestIncidentBundle::roundTrip()
{
    IncidentBundle saved = m_sample->save(BundledPayloads::All);
    const IncidentBundle found = m_sample->read();
    QCOMPARE(incidentJson(found), incidentJson(saved));
    QCOMPARE(found.workspace, u"harbour"_s);
    QCOMPARE(found.createdBy, u"ann@pier"_s);
    QCOMPARE(found.createdAt, at(2 * IncidentSample::Day));
    QCOMPARE(found.key.size(), 32);
    QCOMPARE(found.about.incident.counts, (MemberCounts{1, 0, 1, 0}));
    QCOMPARE(found.runs.size(), 2);
    for (qsizetype i = 0; i < found.runs.size(); ++i) {
        QCOMPARE(texts(found.runs.at(i)).size(), texts(saved.runs.at(i)).size());
        QCOMPARE(runJson(found.runs.at(i)), runJson(saved.runs.at(i)));
        QCOMPARE(found.runs.at(i).run.id, saved.runs.at(i).run.id);
        QCOMPARE(text(found.runs.at(i).history.attempts.first()), text(saved.runs.at(i).history.attempts.first()));
        QCOMPARE(text(found.runs.at(i).history.checkpoints.last()), text(saved.runs.at(i).history.checkpoints.last()));
    }
    QCOMPARE(found.audit.size(), saved.audit.size());
    QVERIFY(found.audit.size() >= 3); // acknowledged, asked, done
    QCOMPARE(found.audit.last().hash, saved.audit.last().hash);
    QCOMPARE(found.payloads, saved.payloads);
    saved.notesShortened = true;
    IncidentBundle again;
    QVERIFY(readIncident(incidentJson(saved), again) && again.notesShortened);
}

void TestIncidentBundle::secretsStayAtHome()
{
    m_sample->save(BundledPayloads::None);
    const IncidentBundle found = m_sample->read();
    QByteArray all = QJsonDocument(incidentJson(found)).toJson();
    for (const BundledRun &run : found.runs)
        all += QJsonDocument(runJson(run)).toJson();
    for (const char *secret : {"s3cr3t", "abcdefg", "hunter2"})
        QVERIFY2(!all.contains(secret), secret);
    QVERIFY(all.contains("lang=en"));
    QVERIFY(all.contains("application/json"));
}

/// The workspace's own, wherever they stand and however they are spelled there; in a post-mortem, too, and when it is tried out.
void TestIncidentBundle::ownClassesAreCovered()
{
    BundleAuthor author = m_sample->author();
    author.root = m_sample->path(u"home"_s);
    QVERIFY(QDir().mkpath(author.root));
    QFile settings(author.root + "/cairn.yaml"_L1);
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write("workspace: w\ndata: { classes: { customer: { regex: 'KD-[0-9]{8}' }, number: { regex: '47110815' } } }\n");
    settings.close();
    Attempt one = attempt(RunId(2), u"extract"_s);
    one.number = 3;
    one.url = u"https://ocr.example.net/v1/KD-12345678?mail=jane.doe%40example.org"_s;
    one.requestHeaders = R"({"x-cust":"KD-12345678","x-esc":"KD%2D12345678"})";
    one.cause = u"KD-12345678 is not known"_s;
    Command asked;
    asked.run = RunId(2);
    asked.reason = u"for KD-12345678"_s;
    asked.arguments = {{u"customer"_s, QJsonArray{u"KD-12345678"_s, 47110815, 42}}};
    VERIFY_OK(m_sample->store().commitAndWait(Transaction(AddAttempt{one}, AddCommand{asked})));
    VERIFY_OK(m_sample->store().commitAndWait(Transaction(HandleIncident{
        m_sample->incident(), IncidentAct::Note, u"KD%2D12345678 rang"_s, u"ann@pier"_s, {}, at(2 * IncidentSample::Day)})));
    auto told =
        tellIncident(m_sample->reader(), m_sample->incident(), BundledPayloads::None, author, at(3 * IncidentSample::Day));
    VERIFY_OK(told);
    QByteArray all = QJsonDocument(incidentJson(*told)).toJson();
    for (const BundledRun &run : std::as_const(told->runs))
        all += QJsonDocument(runJson(run)).toJson();
    for (const AuditEntry &entry : std::as_const(told->audit))
        all += QJsonDocument(auditJson(entry)).toJson();
    for (const char *secret : {"12345678", "47110815", "jane.doe"})
        QVERIFY2(!all.contains(secret), all.constData());
    for (const char *covered : {"for **-********", "**-******** rang", "\"********\"", "42"})
        QVERIFY2(all.contains(covered), covered);
}

void TestIncidentBundle::payloadsAreChosen_data()
{
    QTest::addColumn<QString>("which");
    QTest::addColumn<int>("count");
    QTest::newRow("none") << u"none"_s << 0;
    QTest::newRow("failing") << u"failing"_s << 2;
    QTest::newRow("all") << u"all"_s << 3;
}

void TestIncidentBundle::payloadsAreChosen()
{
    QFETCH(QString, which);
    const auto payloads = bundledPayloadsFromWord(which);
    QVERIFY(payloads);
    m_sample->save(*payloads);
    QTemporaryDir folder;
    const auto found = readIncidentFile(m_sample->path(u"a.cairn-incident"_s), folder.path());
    VERIFY_OK(found);
    QTEST(int(found->payloads.size()), "count");
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), found->payloads.size());
    if (found->payloads.contains(m_sample->request)) {
        QFile file(folder.filePath(m_sample->request.digest.toHex()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray(R"({"page":1})"));
        QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
    QVERIFY(!bundledPayloadsFromWord(u"some"));
}

void TestIncidentBundle::damagedPayloadsAreLeftOut()
{
    m_sample->addFailure(3, {Digest::of("never stored"), 12}, {});
    const IncidentBundle saved = m_sample->save(BundledPayloads::Failing);
    QCOMPARE(saved.payloadsLeftOut, 1);
    QCOMPARE(m_sample->read().payloadsLeftOut, 1);
    QCOMPARE(m_sample->read().payloads.size(), 2);
}

/// As retention does once an incident is resolved: what is left of it is told all the same.
void TestIncidentBundle::runsThatWereRemovedAreLeftOut()
{
    const RunId newest = m_sample->reader().incident(m_sample->incident()).value().newest;
    removeRun(m_sample->path(u"store.sqlite"_s), newest);
    COMPARE_ERROR(m_sample->reader().run(newest), ErrorKind::NotFound);
    const IncidentBundle saved = m_sample->save(BundledPayloads::All);
    QCOMPARE(saved.runs.size(), 1);
    QCOMPARE(saved.runsLeftOut, 0);
    QCOMPARE(m_sample->read().runs.size(), 1);
}

void TestIncidentBundle::ofManyRunsTheLatestAreToldOf()
{
    constexpr int Many = 600; // more than are read at once
    for (int id = 10; id < 10 + Many; ++id)
        m_sample->addFailure(id, m_sample->request, {});
    const IncidentBundle told = m_sample->tell();
    QCOMPARE(told.runs.size(), 50);
    QCOMPARE(told.runs.first().run.id, RunId(10 + Many - 50));
    QCOMPARE(told.runs.last().run.id, RunId(10 + Many - 1));
    QCOMPARE(told.runsLeftOut, Many + 2 - 50);
}

void TestIncidentBundle::takingIsAudited()
{
    m_sample->save(BundledPayloads::Failing);
    const auto last = m_sample->reader().lastAuditEntry();
    VERIFY_OK(last);
    QCOMPARE((*last)->action, u"incident.bundled"_s);
    QCOMPARE((*last)->actor, u"ann@pier"_s);
    QCOMPARE((*last)->reason, u"for the vendor"_s);
    QVERIFY((*last)->after.contains("\"payloads\":\"failing\""));
}

void TestIncidentBundle::opensWithItsRunsAndPayloads()
{
    m_sample->save(BundledPayloads::All);
    const auto opened = OpenedIncident::open(m_sample->path(u"a.cairn-incident"_s), makeStore);
    VERIFY_OK(opened);
    const auto scratch = (*opened)->store().reader();
    VERIFY_OK(scratch);
    const auto detail = readRunDetail(**scratch, RunId(1));
    VERIFY_OK(detail);
    QCOMPARE(detail->run.pipeline, u"intake"_s);
    QCOMPARE(detail->history.attempts.size(), 2);
    QCOMPARE(detail->progress.step(StepKey(StepId(u"extract"_s)))->state, StepState::Succeeded);
    QCOMPARE(detail->version.pipeline.steps.size(), 2);
    QCOMPARE((*scratch)->commandsOf(RunId(1), 10).value().first().result, u"step extract is tried again"_s);
    const auto payload = (*scratch)->openPayload(m_sample->request.digest);
    VERIFY_OK(payload);
    QCOMPARE((*payload)->readAll(), QByteArray(R"({"page":1})"));
}

/// Newer runs come first, and are on newer versions.
void TestIncidentBundle::opensWithTheVersionsThatMadeThem()
{
    Store &store = m_sample->store();
    const auto next = store.commitAndWait(Transaction(
        PutPipelineVersion{pipelineVersion(u"intake"_s, 2, {{u"scan"_s, u"antivirus"_s}, {u"extract"_s, u"ocr"_s}}), at(1)}));
    VERIFY_OK(next);
    VERIFY_OK(store.commitAndWait(
        Transaction(MoveRun{RunId(2), next->definitionId}, AddCheckpoint{checkpoint(RunId(2), u"extract"_s)})));
    m_sample->save(BundledPayloads::None);
    const auto opened = OpenedIncident::open(m_sample->path(u"a.cairn-incident"_s), makeStore);
    VERIFY_OK(opened);
    const auto scratch = (*opened)->store().reader();
    VERIFY_OK(scratch);
    const auto moved = readRunDetail(**scratch, RunId(2));
    VERIFY_OK(moved);
    QCOMPARE(moved->run.version, 2);
    QCOMPARE(moved->run.pipelineDigest,
             pipelineVersion(u"intake"_s, 2, {{u"scan"_s, u"antivirus"_s}, {u"extract"_s, u"ocr"_s}}).digest);
    QCOMPARE(logicOf(*moved, moved->history.checkpoints.first()).version, 1);
    QCOMPARE(logicOf(*moved, moved->history.checkpoints.last()).version, 2);
    QCOMPARE(logicOfAttempt(*moved, moved->history.attempts.size() - 1).version, 1);
    QCOMPARE(readRunDetail(**scratch, RunId(1))->run.version, 1);
}

void TestIncidentBundle::timelineTellsOnce()
{
    const QList<IncidentMoment> moments = timelineOf(m_sample->tell());
    QStringList told;
    for (const IncidentMoment &moment : moments)
        told.append(word(moment.kind) + u' ' + moment.what);
    QCOMPARE(told.filter(u"acknowledge"_s).size(), 1); // a note and an entry of the audit say the same
    QCOMPARE(told.filter(u"command retry"_s).size(), 1);
    QCOMPARE(told.filter(u"outcome retry done"_s).size(), 1);
    QCOMPARE(told.filter(u"attempt attempt 1: HTTP 503, retry"_s).size(), 2);
    QVERIFY(std::is_sorted(moments.begin(), moments.end(), [](const auto &a, const auto &b) { return a.at < b.at; }));
}

/// A file with a good signature whose one member is that; the key of whoever made it proves nothing about what is in it.
Result<IncidentBundle> TestIncidentBundle::readWith(const QString &member, const QByteArray &bytes, int format)
{
    const auto key = SigningKey::openOrCreate(m_sample->path(u"audit.key"_s));
    if (!key)
        qFatal("no key");
    const IncidentBundle bundle = m_sample->tell();
    const auto source = [](const QString &name, const QByteArray &content) {
        return SealedSource{{name, content.size(), Digest::of(content)}, [content]() -> Result<std::unique_ptr<QIODevice>> {
                                auto buffer = std::make_unique<QBuffer>();
                                buffer->setData(content);
                                buffer->open(QIODevice::ReadOnly);
                                return std::unique_ptr<QIODevice>(std::move(buffer));
                            }};
    };
    std::vector<SealedSource> sources;
    if (member != "incident.json"_L1)
        sources.push_back(source(u"incident.json"_s, QJsonDocument(incidentJson(bundle)).toJson()));
    sources.push_back(source(member, bytes));
    const auto done =
        writeSealedFile(m_sample->path(u"crafted"_s), {{u"kind"_s, u"cairn-incident"_s}, {u"format"_s, format}}, sources, *key);
    if (!done)
        qFatal("%s", qPrintable(describe(done.error())));
    return readIncidentFile(m_sample->path(u"crafted"_s), {});
}

void TestIncidentBundle::hostileDocuments_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no JSON") << u"incident.json"_s << QByteArray("nonsense");
    QTest::newRow("empty") << u"incident.json"_s << QByteArray("{}");
    QTest::newRow("array") << u"incident.json"_s << QByteArray("[1,2]");
    QTest::newRow("deep") << u"incident.json"_s << QByteArray(100'000, '[');
    QTest::newRow("audit line") << u"audit.jsonl"_s << QByteArray("{\"seq\":\"one\"}\n");
    QTest::newRow("audit time") << u"audit.jsonl"_s << QByteArray("{\"seq\":1,\"at\":\"yesterday\"}\n");
    QTest::newRow("run without id") << u"runs/0000000000001.json"_s << QByteArray("{\"run\":{}}");
    const QByteArray run =
        R"("run":{"id":"0000000000001","pipeline":"p","version":1,"state":"blocked","submitted_at":"2026-11-26T12:00:00.000Z"})";
    QTest::newRow("run in a cycle") << u"runs/0000000000001.json"_s
                                    << QByteArray('{' + run + R"(,"steps":[{"id":"a","needs":["b"]},{"id":"b","needs":["a"]}]})");
    QTest::newRow("steps twice") << u"runs/0000000000001.json"_s
                                 << QByteArray('{' + run + R"(,"steps":[{"id":"a"},{"id":"a"}]})");
    QTest::newRow("unknown state") << u"runs/0000000000001.json"_s
                                   << QByteArray('{' + run + R"(,"checkpoints":[{"step":"a","item":-1,"state":"dancing"}]})");
    QTest::newRow("fraction") << u"runs/0000000000001.json"_s
                              << QByteArray('{' + run + R"(,"attempts":[{"step":"a","item":0.5,"decision":"retry"}]})");
    QTest::newRow("payload by another name") << u"payloads/"_s + Digest::of("a").toHex() << QByteArray("b");
}

void TestIncidentBundle::hostileDocuments()
{
    QFETCH(QString, member);
    QFETCH(QByteArray, bytes);
    const auto found = readWith(member, bytes);
    QVERIFY(!found);
    QCOMPARE(word(found.error().kind), u"damaged"_s);
    QVERIFY(!found.error().detail.isEmpty());
}

void TestIncidentBundle::newerFormatIsSaid()
{
    const auto found = readWith(u"audit.jsonl"_s, {}, 2);
    QVERIFY(!found);
    QCOMPARE(word(found.error().kind), word(ErrorKind::NewerStore));
    VERIFY_OK(readWith(u"audit.jsonl"_s, {}));
}

QTEST_GUILESS_MAIN(TestIncidentBundle)
#include "tst_incidentbundle.moc"
