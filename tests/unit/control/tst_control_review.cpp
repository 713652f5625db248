#include "control/apply.h"
#include "control/review.h"
#include "store/sqlitestore.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

constexpr auto ServiceText = "service: ocr\nbase_url: https://ocr.example.net\n";
constexpr auto PipelineText = "pipeline: intake\nversion: 1\ninput: { match: \"*.pdf\" }\nsteps:\n  scan:\n    service: ocr\n"
                              "    request: { method: POST, path: /v1/scan }\n";

} // namespace

/// What a workspace's files are worth, and what applying them would change.
class TestReview : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void newDefinitionsAreDrift();
    void appliedOnesAreNot();
    void changedOnesAre();
    void aChangedTextNeedsANewVersion();
    void problemsComeWithTheirFile();
    void watchesWhatItRead();

private:
    void write(const QString &name, QByteArray text) const;
    QList<Drift> drift() const;
    void apply();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<StoreReader> m_reader;
};

void TestReview::init()
{
    m_reader.reset();
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    QDir(m_folder->path()).mkpath(u"services"_s);
    QDir(m_folder->path()).mkpath(u"pipelines"_s);
    write(u"cairn.yaml"_s, "workspace: harbour\n");
    write(u"services/ocr.yaml"_s, ServiceText);
    write(u"pipelines/intake.yaml"_s, PipelineText);
    m_store = std::move(*openSqliteStore({m_folder->filePath(u".cairn"_s), false}));
    m_reader = std::move(*m_store->reader());
}

void TestReview::write(const QString &name, QByteArray text) const
{
    QFile file(m_folder->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

QList<Drift> TestReview::drift() const
{
    const WorkspaceReview review = readWorkspaceFiles(m_folder->path());
    return findDrift(*m_reader, *review.files).value();
}

void TestReview::apply()
{
    const auto applied = applyWorkspace(*m_store, loadWorkspace(m_folder->path()), SystemClock(), u"ann"_s, u"test"_s);
    QVERIFY2(applied, applied ? "" : qPrintable(describe(applied.error())));
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

void TestReview::problemsComeWithTheirFile()
{
    const QByteArray text = QByteArray(PipelineText).replace("service: ocr", "service: orc");
    write(u"pipelines/intake.yaml"_s, text);
    const WorkspaceReview review = readWorkspaceFiles(m_folder->path());
    QCOMPARE(review.files->problems.size(), 1);
    QCOMPARE(review.files->problems.first().line, 6);
    QCOMPARE(review.faulty, (QMap<QString, QByteArray>{{u"pipelines/intake.yaml"_s, text}}));
    QCOMPARE(findDrift(*m_reader, *review.files)->size(), 1); // of what is in order
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
