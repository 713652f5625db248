#include "callbackmessages.h"
#include "passingtime.h"

#include <QDateTime>

using namespace cairn::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A machine whose clock was ahead, as one is that has started with the wrong time, and whose clock is put right before the next
/// runner is started.
class TestClock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatStandsGoesOn_data();
    void whatStandsGoesOn();
    void whatIsAheadInPartGoesOn_data();
    void whatIsAheadInPartGoesOn();
    void aWaitIsNeitherLongerNorOver();
    void doctorTellsWhatHelps();
};

namespace {

const QByteArray Job = "  job:\n    service: api\n    request: { method: POST, path: /job }\n"
                       "    await: { poll: { path: /job, every: 1s, until: '.body.done' }, timeout: 1h }\n";
const QByteArray Again = "  again: { service: api, request: { method: POST, path: /again } }\n";

/// Its service wants to be tried again after `pause`. Nothing is sealed, so that rows can be given other times.
struct Ahead : Listening
{
    Ahead(const LedgerServer &ledger, quint16 port, const QByteArray &steps, const QByteArray &pause = "1s")
        : Listening(ledger, port, steps)
    {
        write(u"cairn.yaml"_s, Unsealed + "listener: { port: " + QByteArray::number(port) + " }\n");
        write(u"services/api.yaml"_s, "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
                                          "\npolicy: { retry: { backoff: { initial: " + pause + ", max: " + pause +
                                          ", jitter: none } } }\n");
    }
    /// The runner is gone; all that it wrote was so much ahead.
    void isPutRight(std::chrono::milliseconds ahead)
    {
        kill();
        letTimePass(workspace.cairn(), -ahead);
        startRunner();
    }
    /// The same, where it was right while all else was written but the run's row and what is told of this step.
    void isPutRight(std::chrono::milliseconds ahead, const QString &step)
    {
        kill();
        RawStore store(workspace.cairn().path(u".cairn"_s));
        store.change(
            u"UPDATE run SET waits = replace(waits, next_at, next_at + %1), next_at = next_at + %1, due_at = due_at + %1"_s.arg(
                ahead.count()));
        store.run({u"UPDATE checkpoint SET at = at + %1, next_at = next_at + %1 WHERE step = '%2'"_s.arg(ahead.count()).arg(step),
                   u"UPDATE attempt SET started_at = started_at + %1 WHERE step = '%2'"_s.arg(ahead.count()).arg(step)});
        startRunner();
    }
};

} // namespace

void TestClock::whatStandsGoesOn_data()
{
    QTest::addColumn<QByteArray>("steps");
    QTest::addColumn<QString>("stands");
    QTest::addColumn<QString>("end");
    QTest::newRow("under way") << "  slow: { service: api, request: { method: POST, path: /slow } }\n"_ba << u"running"_s
                               << u"succeeded"_s;
    QTest::newRow("tried again") << Again << u"waiting_retry"_s << u"succeeded"_s;
    QTest::newRow("asked about") << Job << u"waiting_callback"_s << u"succeeded"_s;
    QTest::newRow("called about, in vain") << stepsWith("{}", "3s") << u"waiting_callback"_s << u"blocked"_s;
}

/// Within moments rather than a day later.
void TestClock::whatStandsGoesOn()
{
    QFETCH(const QByteArray, steps);
    QFETCH(const QString, stands);
    QFETCH(const QString, end);
    std::atomic<bool> isDone = false;
    LedgerServer ledger([&](const LedgerEntry &entry, int number) {
        LedgerAnswer answer = jsonAnswer(isDone ? "{\"done\":true}" : "{}");
        answer.status = number == 1 && entry.path == "/again" ? 500 : entry.path == "/jobs" || entry.method == "POST" ? 202 : 200;
        answer.delayMs = number == 1 && entry.path == "/slow" ? 60'000 : 0;
        return answer;
    });
    Ahead ahead(ledger, freePort(), steps);
    ahead.startRunner();
    QVERIFY(ahead.submit());
    QTRY_VERIFY_WITH_TIMEOUT(ledger.count() > 0, 20'000);
    QVERIFY(ahead.endsAs(stands));
    isDone = true;
    ahead.isPutRight(24h);
    QVERIFY2(ahead.endsAs(end), qPrintable(ahead.workspace.state()));
}

void TestClock::whatIsAheadInPartGoesOn_data()
{
    QTest::addColumn<QByteArray>("steps");
    QTest::addColumn<QString>("stands");
    QTest::addColumn<QString>("ahead");
    QTest::newRow("asked about, and taken up by a clock that was right") << Job << u"waiting_callback"_s << QString();
    QTest::newRow("tried again, and a branch ended once the clock was right")
        << Again + "  slow: { service: api, request: { method: POST, path: /late } }\n"
        << u"waiting_retry"_s << u"again"_s;
}

/// Whichever was written down last.
void TestClock::whatIsAheadInPartGoesOn()
{
    QFETCH(const QByteArray, steps);
    QFETCH(const QString, stands);
    QFETCH(const QString, ahead);
    std::atomic<bool> isRight = false;
    LedgerServer ledger([&](const LedgerEntry &entry, int) {
        LedgerAnswer answer = jsonAnswer(isRight ? "{\"done\":true}" : "{}");
        answer.status = entry.path == "/again" && !isRight ? 500 : entry.path == "/job" && entry.method == "POST" ? 202 : 200;
        answer.delayMs = entry.path == "/late" ? 1'000 : 0;
        return answer;
    });
    Ahead machine(ledger, freePort(), steps, "5s");
    machine.startRunner();
    QVERIFY(machine.submit());
    QVERIFY(machine.endsAs(stands));
    QTRY_VERIFY_WITH_TIMEOUT(ledger.count() > 1, 20'000); // asked once, or the other branch
    isRight = true;
    machine.isPutRight(24h, ahead);
    QVERIFY2(machine.endsAs(u"succeeded"_s), qPrintable(machine.workspace.state()));
}

/// It is counted from when the runner is back.
void TestClock::aWaitIsNeitherLongerNorOver()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 500); });
    Ahead ahead(ledger, freePort(), Again, "60s");
    ahead.startRunner();
    QVERIFY(ahead.submit());
    QVERIFY(ahead.endsAs(u"waiting_retry"_s));
    ahead.isPutRight(5min);
    RawStore store(ahead.workspace.cairn().path(u".cairn"_s));
    const auto waits = [&] { return store.run(u"SELECT next_at FROM run"_s).toLongLong() - QDateTime::currentMSecsSinceEpoch(); };
    QTRY_VERIFY_WITH_TIMEOUT(waits() <= 60'000, 20'000);
    QVERIFY2(waits() > 40'000, qPrintable(QString::number(waits())));
    QCOMPARE(ahead.workspace.state(), u"waiting_retry"_s);
    QCOMPARE(ledger.count(), 1);
}

void TestClock::doctorTellsWhatHelps()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 500); });
    Ahead ahead(ledger, freePort(), Again, "60s");
    ahead.startRunner();
    QVERIFY(ahead.submit());
    QVERIFY(ahead.endsAs(u"waiting_retry"_s));
    ahead.isPutRight(24h);
    const QByteArray told = ahead.workspace.cairn({"doctor"}).output;
    QVERIFY2(told.contains("the newest run is from the future") && told.contains("start the runner anew"), told.constData());
}

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
