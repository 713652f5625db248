#include "control/exporting.h"
#include "reviewtest.h"

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What applying ends, what goes on where that ends, and what it leaves as it is live.
class TestRetiring : public ReviewTest
{
    Q_OBJECT
private Q_SLOTS:
    void init() { lay(); }
    void whatNoFileSaysAnyMoreCanBeRetired();
    void aRenamedOneGoesOnWhereTheRetiredEnds();
    void whoWatchedBesideItInheritsNothing();
    void whatIsLiveCanBeLeft();

private:
    QList<Drift> drift() const { return findDrift(*m_reader, loadWorkspace(m_folder->path())).value(); }
};

void TestRetiring::whatNoFileSaysAnyMoreCanBeRetired()
{
    write(u"pipelines/intake.yaml"_s, QByteArray(PipelineText).replace("{ match", "{ watch: inbox, match"));
    apply();
    const auto retire = [this](const QString &name) {
        const auto applied = applyWorkspace(*m_store, loadWorkspace(m_folder->path()), SystemClock(), u"ann"_s, {}, {name});
        return applied ? applied->retired.join(u' ') : applied.error().detail;
    };
    QCOMPARE(retire(u"intake"_s), u"a file says pipeline intake"_s);
    QVERIFY(QFile::rename(m_folder->filePath(u"pipelines/intake.yaml"_s), m_folder->filePath(u"away"_s)));
    QCOMPARE(retire(u"intake"_s), u"intake"_s);
    QVERIFY(m_reader->pipelineHeads()->first().isRetired && !m_reader->pipelineHeads()->last().isRetired);
    QCOMPARE(retire(u"intake"_s), QString());
    QVERIFY(!retire(u"nothing"_s).isEmpty());
    QVERIFY(retiredInFiles(*m_reader, m_folder->path())->isEmpty());
    QVERIFY(QFile::copy(m_folder->filePath(u"away"_s), m_folder->filePath(u"pipelines/intake.yaml"_s))); // from git again
    QCOMPARE(retiredInFiles(*m_reader, m_folder->path()).value(), QStringList{u"intake"_s});
    QVERIFY2(drift().last().obstacle.detail.contains(u"is retired, as version 2"_s), qPrintable(drift().last().obstacle.detail));
    QVERIFY(QFile::remove(m_folder->filePath(u"pipelines/intake.yaml"_s)));
    const Pipeline retired = m_reader->pipeline(u"intake"_s)->pipeline;
    QCOMPARE(retired.version, 2);
    QCOMPARE(retired.input.watch, QString());
    QCOMPARE(retired.steps.size(), 1);
    const auto entries = m_reader->auditEntries(0, 100).value();
    QCOMPARE(std::count_if(entries.begin(), entries.end(),
                           [](const AuditEntry &entry) { return entry.action == u"pipeline.retired"_s; }),
             1);
    QVERIFY(drift().isEmpty());
    QVERIFY(filesToExport(*m_reader, m_folder->path())->isEmpty());
}

/// Also where it reaches the folder by another path.
void TestRetiring::aRenamedOneGoesOnWhereTheRetiredEnds()
{
    const QByteArray watching = QByteArray(PipelineText).replace("{ match", "{ watch: inbox, match");
    write(u"pipelines/intake.yaml"_s, watching);
    apply();
    QDir(m_folder->path()).mkpath(u"inbox"_s);
    const MarkTaken taken{u"intake"_s, u"inbox/a.pdf"_s, 10, 1234, 7, {}, {}};
    QVERIFY(m_store->commitAndWait(Transaction(taken)));
    QVERIFY(QFile::remove(m_folder->filePath(u"pipelines/intake.yaml"_s)));
    QVERIFY(QFile::link(u"inbox"_s, m_folder->filePath(u"arriving"_s)));
    write(u"pipelines/arrivals.yaml"_s, QByteArray(watching).replace("intake", "arrivals").replace("inbox", "arriving"));
    QCOMPARE(drift().last().successors, QStringList{u"arrivals"_s});
    const auto applied = applyWorkspace(*m_store, loadWorkspace(m_folder->path()), SystemClock(), u"ann"_s, {}, {u"intake"_s});
    QVERIFY2(applied, applied ? "" : qPrintable(describe(applied.error())));
    QCOMPARE(applied->retired, QStringList{u"intake"_s});
    QCOMPARE(applied->pipelines, QStringList{u"arrivals@1"_s});
    QCOMPARE(applied->goesOn, (QList<Succession>{{u"intake"_s, u"arrivals"_s}}));
    MarkTaken inherited = taken;
    inherited.pipeline = u"arrivals"_s;
    inherited.path = u"arriving/a.pdf"_s;
    QVERIFY(m_reader->isTaken(inherited).value());
    inherited.path = u"arriving/b.pdf"_s;
    QVERIFY(!m_reader->isTaken(inherited).value());
    // what the retired one was still taking in is left to those
    MarkTaken late = taken;
    late.path = u"inbox/b.pdf"_s;
    const auto refused = m_store->commitAndWait(Transaction(late));
    QVERIFY(!refused && refused.error().kind == ErrorKind::Conflict);
}

/// What it had not taken yet, for want of a sidecar say, it still takes; those that begin to watch inherit, and the audit names
/// them.
void TestRetiring::whoWatchedBesideItInheritsNothing()
{
    const QByteArray watching = QByteArray(PipelineText).replace("{ match", "{ watch: inbox, match");
    const auto named = [&](const char *name) { return QByteArray(watching).replace("intake", name); };
    write(u"pipelines/intake.yaml"_s, watching);
    write(u"pipelines/beside.yaml"_s, named("beside"));
    apply();
    QDir(m_folder->path()).mkpath(u"inbox"_s);
    MarkTaken taken{u"intake"_s, u"inbox/a.pdf"_s, 10, 1234, 7, {}, {}};
    QVERIFY(m_store->commitAndWait(Transaction(taken)));
    QVERIFY(QFile::remove(m_folder->filePath(u"pipelines/intake.yaml"_s)));
    write(u"pipelines/first.yaml"_s, named("first"));
    write(u"pipelines/second.yaml"_s, named("second"));
    QCOMPARE(drift().last().successors, (QStringList{u"first"_s, u"second"_s}));
    const auto applied = applyWorkspace(*m_store, loadWorkspace(m_folder->path()), SystemClock(), u"ann"_s, {}, {u"intake"_s});
    QVERIFY2(applied, applied ? "" : qPrintable(describe(applied.error())));
    for (const auto &[name, inherits] :
         {std::pair(u"beside"_s, false), std::pair(u"first"_s, true), std::pair(u"second"_s, true)}) {
        taken.pipeline = name;
        QCOMPARE(m_reader->isTaken(taken).value(), inherits);
    }
    const auto entries = m_reader->auditEntries(0, 100).value();
    const auto retired = std::find_if(entries.begin(), entries.end(),
                                      [](const AuditEntry &entry) { return entry.action == u"pipeline.retired"_s; });
    QVERIFY(retired->after.contains(R"("goes_on_in":["first","second"])"));
}

void TestRetiring::whatIsLiveCanBeLeft()
{
    apply();
    write(u"services/ocr.yaml"_s, QByteArray(ServiceText) + "policy: { retry: { attempts: 4 } }\n");
    const auto applied = applyWorkspace(*m_store, loadWorkspace(m_folder->path()), SystemClock(), u"ann"_s, {}, {}, {u"ocr"_s});
    QVERIFY(applied && applied->services.isEmpty());
    QCOMPARE(m_reader->service(u"ocr"_s)->revision, 1);
}

QTEST_GUILESS_MAIN(TestRetiring)
#include "tst_control_retiring.moc"
