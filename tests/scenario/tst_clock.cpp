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
    void aWaitIsNeitherLongerNorOver();
    void doctorTellsWhatHelps();
};

namespace {

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
    QTest::newRow("asked about") << "  job:\n    service: api\n    request: { method: POST, path: /job }\n"
                                    "    await: { poll: { path: /job, every: 1s, until: '.body.done' }, timeout: 1h }\n"_ba
                                 << u"waiting_callback"_s << u"succeeded"_s;
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
