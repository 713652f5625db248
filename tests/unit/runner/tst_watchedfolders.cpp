#include "runner/watchedfolders.h"

#include "control/refusedfiles.h"
#include "storetesting.h"

#include <QCoroTask>
#include <QDir>
#include <QTemporaryDir>

using namespace cairn;
using namespace storetesting;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// Stands until it is set; whatever is measured takes as long as is said.
class SetClock final : public Clock
{
public:
    Timestamp now() const override { return Timestamp(Milliseconds(m_ms)); }
    std::chrono::nanoseconds steady() const override { return Milliseconds(m_steadyMs += takes.count()); }
    void pass(Milliseconds time) { m_ms += time.count(); }
    Milliseconds takes{0};

private:
    std::atomic<qint64> m_ms = 1'800'000'000'000;
    mutable std::atomic<qint64> m_steadyMs = 0;
};

/// A store that can be told to take nothing, as while another program has it locked.
class LockableStore final : public Store
{
public:
    explicit LockableStore(Store &store) : m_store(store) {}
    void commit(Transaction transaction, Done done) override
    {
        if (isLocked)
            done(failure(ErrorKind::Busy, u"locked"_s));
        else
            m_store.commit(std::move(transaction), std::move(done));
    }
    Result<std::unique_ptr<StoreReader>> reader() override { return m_store.reader(); }
    PayloadStore &payloads() override { return m_store.payloads(); }
    Result<Lease> acquireLease() override { return m_store.acquireLease(); }
    void releaseLease() override { m_store.releaseLease(); }
    std::optional<QString> leaseHolder() override { return m_store.leaseHolder(); }
    std::atomic<bool> isLocked = false;

private:
    Store &m_store;
};

} // namespace

/// When the runner looks into the folders that pipelines take files from.
class TestWatchedFolders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aWaitForAThreadIsNoCost();
    void aClockSetBackStopsNothing();
    void whatTakesLongIsDoneLessOften_data();
    void whatTakesLongIsDoneLessOften();
    void aFileIsKnownByWhateverPath_data();
    void aFileIsKnownByWhateverPath();
    void whatWasRefusedIsRememberedWithoutALook();
    void whatWasRefusedIsRememberedUntilItsFolderIsThere();
    void whereNobodyCanLookNothingIsGone();
    void whatNobodyWatchesAnyMoreIsForgotten();
    void aRestartTellsNothingAnew();
    void aWorkspaceElsewhereTellsNothingAnew_data();
    void aWorkspaceElsewhereTellsNothingAnew();
    void whatWasToldByItsAbsolutePathIsToldOnceMore();
    void whatCannotBeWrittenDownIsToldLater();

private:
    void takeNoneAbove(qint64 size, ProvenanceRule::Sidecar sidecar = ProvenanceRule::Sidecar::None);
    void start(const QString &root);
    void remember(const QString &path, const QString &pipeline = u"intake"_s, const QString &why = u"its checksum is wrong"_s);
    QList<RefusedFile> refused() { return m_fixture->reader().refusedFiles({}, 1'000).value_or(QList<RefusedFile>()); }
    QList<RefusedFile> toldToPeople();
    qint64 told() { return refused().size(); }
    qint64 audited();
    qint64 events() { return m_fixture->reader().events(0, 1'000)->size(); }
    QCoro::Task<> occupy(std::function<void()> work);
    void look();
    void drop(const QString &name) const;
    qint64 runs() { return m_fixture->reader().countRuns({}).value_or(-1); }
    QString root() const { return QDir(m_fixture->folder()).filePath(u".."_s); }

    SetClock m_clock;
    ResumeQueue m_home;
    std::optional<Fixture> m_fixture;
    std::optional<LockableStore> m_store;
    std::optional<StoreBridge> m_bridge;
    std::optional<WatchedFolders> m_folders;
    int m_occupied = 0;
    int m_version = 2;
};

void TestWatchedFolders::init()
{
    m_fixture.emplace();
    m_clock.takes = 0ms;
    m_version = 2;
    takeNoneAbove(0);
    QVERIFY(QDir(root()).mkpath(u"inbox"_s));
    m_store.emplace(m_fixture->store());
    m_bridge.emplace(*m_store, m_home);
    start(root());
}

/// A new version of the pipeline. 0: takes whatever comes.
void TestWatchedFolders::takeNoneAbove(qint64 size, ProvenanceRule::Sidecar sidecar)
{
    PipelineVersion version = pipelineVersion(u"intake"_s, m_version++);
    version.pipeline.input.watch = u"inbox"_s;
    version.pipeline.input.match = u"*"_s;
    version.pipeline.input.maxSize = size;
    version.pipeline.input.provenance.sidecar = sidecar;
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(PutPipelineVersion{version, m_clock.now()})));
}

/// As a runner that is started.
void TestWatchedFolders::start(const QString &root)
{
    m_folders.emplace(*m_store, m_fixture->reader(), m_clock, *m_bridge, root);
}

void TestWatchedFolders::cleanup()
{
    m_folders.reset();
    m_bridge.reset();
    m_store.reset();
    m_fixture.reset();
}

QCoro::Task<> TestWatchedFolders::occupy(std::function<void()> work)
{
    std::function<bool()> working = [work = std::move(work)] {
        work();
        return true;
    };
    StoreBridge::Job<bool> job(*m_bridge, std::move(working));
    ++m_occupied;
    co_await job.done();
    --m_occupied;
}

void TestWatchedFolders::look()
{
    m_clock.pass(1'500ms);
    m_folders->tick();
    QTRY_VERIFY(!m_folders->isBusy());
}

void TestWatchedFolders::drop(const QString &name) const
{
    QFile file(QDir(root()).filePath(u"inbox/"_s + name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write("content") > 0);
}

/// As when two large deliveries are being written.
void TestWatchedFolders::aWaitForAThreadIsNoCost()
{
    Semaphore held;
    for (int i = 0; i < 2; ++i)
        occupy([&held] { held.acquire(); });
    m_folders->tick();
    QVERIFY(m_folders->isBusy());
    m_clock.pass(60s);
    held.release();
    held.release();
    QTRY_VERIFY(!m_folders->isBusy() && m_occupied == 0);
    drop(u"a.txt"_s);
    look();
    look();
    QCOMPARE(runs(), 1);
}

void TestWatchedFolders::aClockSetBackStopsNothing()
{
    look();
    m_clock.pass(-1h);
    drop(u"a.txt"_s);
    look();
    look();
    QCOMPARE(runs(), 1);
}

void TestWatchedFolders::whatTakesLongIsDoneLessOften_data()
{
    QTest::addColumn<Milliseconds>("takes");
    QTest::addColumn<Milliseconds>("rest");
    QTest::newRow("a second") << Milliseconds(1s) << Milliseconds(9s);
    QTest::newRow("minutes: half a minute is enough") << Milliseconds(2min) << Milliseconds(30s);
}

void TestWatchedFolders::whatTakesLongIsDoneLessOften()
{
    QFETCH(const Milliseconds, takes);
    QFETCH(const Milliseconds, rest);
    m_clock.takes = takes;
    look();
    m_clock.pass(rest - 1ms);
    m_folders->tick();
    QVERIFY(!m_folders->isBusy());
    m_clock.pass(1ms);
    m_folders->tick();
    QVERIFY(m_folders->isBusy());
    QTRY_VERIFY(!m_folders->isBusy());
}

void TestWatchedFolders::aFileIsKnownByWhateverPath_data()
{
    QTest::addColumn<bool>("isMarkedAsFormerly");
    QTest::newRow("taken by the runner") << false;
    QTest::newRow("marked by its absolute path, as formerly") << true;
}

/// The workspace is reached through a link, or has been moved.
void TestWatchedFolders::aFileIsKnownByWhateverPath()
{
    QFETCH(const bool, isMarkedAsFormerly);
    drop(u"a.txt"_s);
    const QString canonical = QDir(root()).canonicalPath();
    const auto version = m_fixture->reader().pipeline(u"intake"_s);
    VERIFY_OK(version);
    auto mark = watchedMark(canonical, version->pipeline, canonical + u"/inbox/a.txt"_s, m_clock.now());
    QVERIFY(mark);
    if (isMarkedAsFormerly) {
        mark->path = canonical + u"/inbox/a.txt"_s;
        VERIFY_OK(m_fixture->store().commitAndWait(Transaction(*mark)));
    } else {
        look();
        look();
        QCOMPARE(runs(), 1);
    }
    const QTemporaryDir elsewhere;
    const QString link = elsewhere.filePath(u"link"_s);
    QVERIFY(QFile::link(canonical, link));
    QCOMPARE(watchedMark(link, version->pipeline, canonical + u"/inbox/a.txt"_s, m_clock.now()).value_or(MarkTaken()).path,
             u"inbox/a.txt"_s);
    start(link);
    look();
    look();
    QCOMPARE(runs(), isMarkedAsFormerly ? 0 : 1);
    QCOMPARE(watchedMark(link, version->pipeline, elsewhere.filePath(u"a.txt"_s), m_clock.now()).has_value(), false);
}

/// As a runner before did.
void TestWatchedFolders::remember(const QString &path, const QString &pipeline, const QString &why)
{
    VERIFY_OK(m_fixture->store().commitAndWait(Transaction(PutRefused{{pipeline, path, why, m_clock.now() - 1h}})));
}

/// Those of them that are there; they are few enough to be told all.
QList<RefusedFile> TestWatchedFolders::toldToPeople()
{
    const auto there = readRefusedFiles(m_fixture->reader(), root());
    return there && there->count == there->files.size() ? there->files : QList<RefusedFile>(1);
}

qint64 TestWatchedFolders::audited()
{
    const auto entries = m_fixture->reader().auditEntries(0, 1'000).value_or(QList<AuditEntry>());
    return std::count_if(entries.begin(), entries.end(), [](const AuditEntry &one) { return one.action == u"file.refused"; });
}

/// The runner's own thread looks at no file: a mount may hang.
void TestWatchedFolders::whatWasRefusedIsRememberedWithoutALook()
{
    remember(u"inbox/gone.txt"_s);
    QCOMPARE(told(), 1);
    QVERIFY(toldToPeople().isEmpty());
    look();
    QTRY_COMPARE(told(), 0);
}

/// A mount that comes late is no reason to tell all of it once more.
void TestWatchedFolders::whatWasRefusedIsRememberedUntilItsFolderIsThere()
{
    remember(u"inbox/a.txt"_s);
    QVERIFY(QDir(root()).rename(u"inbox"_s, u"away"_s));
    look();
    look();
    QCOMPARE(told(), 1);
    QVERIFY(toldToPeople().isEmpty());
    QVERIFY(QDir(root()).rename(u"away"_s, u"inbox"_s));
    look(); // it does not lie there any more
    QTRY_COMPARE(told(), 0);
}

/// In a folder that is shut to who asks, say.
void TestWatchedFolders::whereNobodyCanLookNothingIsGone()
{
    remember(u"inbox/latin-\uFFFD.txt"_s); // its name is not UTF-8
    remember(u"inbox/loop/a.txt"_s);
    remember(u"inbox/none/a.txt"_s);
    QVERIFY(QFile::link(u"loop"_s, QDir(root()).filePath(u"inbox/loop"_s)));
    QCOMPARE(toldToPeople(), refused().first(2));
}

void TestWatchedFolders::whatNobodyWatchesAnyMoreIsForgotten()
{
    remember(u"inbox/a.txt"_s, u"retired"_s);
    look();
    QTRY_COMPARE(told(), 0);
}

/// However many they are: each stands in the audit once, since when it is refused stays, and so many are told as there are.
void TestWatchedFolders::aRestartTellsNothingAnew()
{
    constexpr int Files = 150;
    const auto name = [](int file) { return u"%1.txt"_s.arg(file); };
    takeNoneAbove(3);
    for (int i = 0; i < Files; ++i)
        drop(name(i));
    look();
    look();
    QTRY_COMPARE(told(), Files);
    QCOMPARE(audited(), Files);
    const QList<RefusedFile> before = refused();
    const qint64 eventsBefore = events();
    start(root());
    look();
    look();
    look();
    QCOMPARE(refused(), before);
    QCOMPARE(audited(), Files);
    QCOMPARE(events(), eventsBefore);
    for (int i = 0; i < Files / 2; ++i)
        QVERIFY(QFile::remove(QDir(root()).filePath(u"inbox/"_s + name(i))));
    look();
    QTRY_COMPARE(told(), Files / 2);
    QCOMPARE(toldToPeople(), refused());
    takeNoneAbove(0); // they are taken
    look();
    look();
    QTRY_COMPARE(told(), 0);
    QCOMPARE(runs(), Files / 2);
    QCOMPARE(audited(), Files);
}

void TestWatchedFolders::aWorkspaceElsewhereTellsNothingAnew_data()
{
    QTest::addColumn<ProvenanceRule::Sidecar>("sidecar");
    QTest::newRow("the file is wrong") << ProvenanceRule::Sidecar::None;
    QTest::newRow("its sidecar is") << ProvenanceRule::Sidecar::Sha256;
}

/// It is reached through a link, which to its files is as if it had been moved.
void TestWatchedFolders::aWorkspaceElsewhereTellsNothingAnew()
{
    QFETCH(const ProvenanceRule::Sidecar, sidecar);
    takeNoneAbove(sidecar == ProvenanceRule::Sidecar::None ? 3 : 0, sidecar);
    drop(u"a.txt"_s);
    drop(u"a.txt.sha256"_s);
    look();
    look();
    const QList<RefusedFile> before = refused();
    const qint64 eventsBefore = events();
    const qint64 auditedBefore = audited();
    QVERIFY(!before.isEmpty() && auditedBefore == before.size());
    const QTemporaryDir elsewhere;
    QVERIFY(QFile::link(QDir(root()).canonicalPath(), elsewhere.filePath(u"link"_s)));
    start(elsewhere.filePath(u"link"_s));
    look();
    look();
    QCOMPARE(refused(), before);
    QCOMPARE(events(), eventsBefore);
    QCOMPARE(audited(), auditedBefore);
}

/// As it was by versions before.
void TestWatchedFolders::whatWasToldByItsAbsolutePathIsToldOnceMore()
{
    takeNoneAbove(3);
    drop(u"a.txt"_s);
    remember(u"inbox/a.txt"_s, u"intake"_s, QDir(root()).filePath(u"inbox/a.txt: the file has 7 bytes"_s));
    for (int runner = 0; runner < 2; ++runner) {
        start(root());
        look();
        look();
        QCOMPARE(audited(), 1);
        QCOMPARE(told(), 1);
        QVERIFY2(refused().first().why.startsWith(u"the file has 7 bytes, more than the 3 that"_s),
                 qPrintable(refused().first().why));
    }
}

/// The file is as it was, and so is what is wrong with it.
void TestWatchedFolders::whatCannotBeWrittenDownIsToldLater()
{
    takeNoneAbove(3);
    drop(u"a.txt"_s);
    const qint64 eventsBefore = events();
    look();
    m_store->isLocked = true;
    look();
    QCOMPARE(told(), 0);
    m_store->isLocked = false;
    m_clock.pass(5s);
    look();
    QCOMPARE(told(), 1);
    QVERIFY2(refused().first().why.contains(u"more than the 3 that"_s), qPrintable(refused().first().why));
    m_clock.pass(1h);
    look();
    QCOMPARE(audited(), 1);
    QCOMPARE(events(), eventsBefore + 1);
}

QTEST_GUILESS_MAIN(TestWatchedFolders)
#include "tst_watchedfolders.moc"
