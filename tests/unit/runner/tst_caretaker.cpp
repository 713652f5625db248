#include "runner/caretaker.h"
#include "storetesting.h"

#include "store/upkeep.h"

#include <QDir>
#include <QDirIterator>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// What is done in the background for as long as runs are carried.
class TestCaretaker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void removesThoughAFileStays();
    void followsWhatIsSaid();
};

/// A file that cannot be removed is told of, and keeps nothing else from being done.
void TestCaretaker::removesThoughAFileStays()
{
    Fixture fixture;
    constexpr qint64 Day = 86'400'000;
    for (const qint64 id : {1, 2, 3}) {
        RunRecord run = runRecord(id, fixture.pipelineId, RunState::Succeeded);
        run.finishedAt = id == 3 ? at(10 * Day) : at(id);
        const auto input = fixture.store().payloads().stage(id == 1 ? QByteArray(150'000, 'a') : QByteArray::number(id)).value();
        run.input = input.ref;
        VERIFY_OK(fixture.store().commitAndWait(
            Transaction(PutPayload{input}, InsertRun{run}, AddAttempt{attempt(run.id)}, AddCheckpoint{checkpoint(run.id)})));
    }
    QDirIterator files(fixture.folder() + "/payloads"_L1, QDir::Files, QDirIterator::Subdirectories);
    const QString file = files.next();
    QVERIFY(QFile::remove(file) && QDir().mkpath(file + "/something"_L1));
    const auto lease = fixture.store().acquireLease();
    VERIFY_OK(lease);
    {
        const auto standard = [&] { return Retention{Milliseconds(Day), Milliseconds(2 * Day)}; };
        Caretaker caretaker(fixture.store(), standard, lease->fence);
        Timestamp now = at(10 * Day);
        const auto isRemoved = [&](qint64 id) {
            std::ignore = fixture.store().commitAndWait(Transaction(Tally{now}));
            caretaker.tick(now += Milliseconds(1'000));
            return !fixture.reader().run(RunId(id)).has_value();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isRemoved(2), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(isRemoved(1), 20'000);
    }
    QVERIFY(fixture.reader().run(RunId(3)));
    QVERIFY(fixture.store().upkeep()->pendingErasures().value() >= 1); // the file
}

/// What cairn.yaml says may be changed while runs are carried.
void TestCaretaker::followsWhatIsSaid()
{
    Fixture fixture;
    RunRecord run = runRecord(1, fixture.pipelineId, RunState::Succeeded);
    run.finishedAt = at(1'000);
    VERIFY_OK(fixture.store().commitAndWait(Transaction(InsertRun{run})));
    const auto lease = fixture.store().acquireLease();
    VERIFY_OK(lease);
    std::atomic<int> asked = 0;
    std::atomic<int> kept = 0; // for ever
    Caretaker caretaker(
        fixture.store(),
        [&] {
            return ++asked, Retention{Milliseconds(kept), {}};
        },
        lease->fence);
    Timestamp now = at(10'000);
    const auto isErased = [&] {
        caretaker.tick(now += Milliseconds(30'000));
        return fixture.store().upkeep()->erasureOf(run.id).value().has_value();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isErased() || asked > 2, 20'000);
    QVERIFY(!isErased());
    kept = 1;
    QTRY_VERIFY_WITH_TIMEOUT(isErased(), 20'000);
}

QTEST_GUILESS_MAIN(TestCaretaker)
#include "tst_caretaker.moc"
