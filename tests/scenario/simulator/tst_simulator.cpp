#include "simulation.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTest>

#include <cstdio>
#include <sched.h>
#include <sqlite3.h>

using namespace cairn;
using namespace cairn::simulator;

/// Random pipelines, faults and kills, thousands of them; services' ledgers judge. How to use it: CONTRIBUTING.md.
class TestSimulator : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void seedsKeepThePromises();
    void brokenWorldsAreNoticed_data();
    void brokenWorldsAreNoticed();

private:
    Ending simulate(quint64 seed, StoreRoom &room, Mischief mischief = Mischief::None);
    static VirtualTime &time() { return *static_cast<VirtualTime *>(QAbstractEventDispatcher::instance()); }

    ExpressionEngine m_expressions;
    Counts m_counts;
    const bool m_isPrinted = qEnvironmentVariableIntValue("CAIRN_SIM_TRACE") > 0;
};

namespace {

constexpr qint64 DefaultSeeds = 5'000;
constexpr qint64 DefaultMilliseconds = 25'000;
constexpr int SeedsPerStore = 200;
/// Of so many seeds one is run again, in a store of its own: its course must be the same.
constexpr int ReplayEvery = 40;

QByteArray replay(quint64 seed)
{
    return "CAIRN_SIM_FIRST=" + QByteArray::number(seed) + " CAIRN_SIM_SEEDS=1 CAIRN_SIM_TRACE=1 " +
           QCoreApplication::applicationFilePath().toLocal8Bit() + " seedsKeepThePromises";
}

} // namespace

Ending TestSimulator::simulate(quint64 seed, StoreRoom &room, Mischief mischief)
{
    return Simulation({time(), m_expressions, room, m_counts}, planFor(seed), mischief, m_isPrinted).run();
}

void TestSimulator::seedsKeepThePromises()
{
    const quint64 first =
        qEnvironmentVariableIsSet("CAIRN_SIM_FIRST") ? qEnvironmentVariable("CAIRN_SIM_FIRST").toULongLong() : 1;
    const bool isAsked = qEnvironmentVariableIsSet("CAIRN_SIM_SEEDS");
    const qint64 most = isAsked ? qEnvironmentVariable("CAIRN_SIM_SEEDS").toLongLong() : DefaultSeeds;
    QElapsedTimer timer;
    timer.start();
    auto room = std::make_unique<StoreRoom>();
    qint64 done = 0;
    qint64 events = 0;
    Milliseconds virtually{0};
    QList<quint64> failed;
    for (; done < most && (isAsked || timer.elapsed() < DefaultMilliseconds); ++done) {
        const quint64 seed = first + quint64(done);
        if (done % SeedsPerStore == SeedsPerStore - 1)
            room = std::make_unique<StoreRoom>();
        const Ending outcome = simulate(seed, *room);
        events += outcome.events;
        virtually += outcome.duration;
        if (!outcome.violations.isEmpty()) {
            failed.append(seed);
            std::printf("seed %llu: %s\n  %s\n", seed, qPrintable(outcome.violations.join(QStringLiteral("\n  "))),
                        replay(seed).constData());
            room = std::make_unique<StoreRoom>();
            if (failed.size() >= 10)
                break;
        } else if (done % ReplayEvery == 0 && !m_isPrinted) {
            StoreRoom other;
            QVERIFY2(simulate(seed, other).hash == outcome.hash, ("two courses of seed " + QByteArray::number(seed)).constData());
        }
    }
    const double seconds = double(timer.elapsed()) / 1'000;
    std::printf("seeds %llu to %llu in %.1f s, %.0f a second, %.0f events a second, %.1f s of their own time each\n", first,
                first + quint64(done) - 1, seconds, double(done) / seconds, double(events) / seconds,
                double(virtually.count()) / double(std::max<qint64>(1, done)) / 1'000);
    for (const auto &[what, count] : m_counts)
        std::printf("  %-36s %lld\n", what.constData(), static_cast<long long>(count));
    std::fflush(stdout);
    QVERIFY2(failed.isEmpty(), "promises were broken, see above");
}

void TestSimulator::brokenWorldsAreNoticed_data()
{
    QTest::addColumn<int>("mischief");
    QTest::addColumn<QString>("accusation");
    QTest::newRow("a service ignores keys") << int(Mischief::IgnoresKeys) << QStringLiteral("it happened twice");
    QTest::newRow("the network sends twice") << int(Mischief::SendsTwice) << QStringLiteral("it happened twice");
    QTest::newRow("the disk forgets") << int(Mischief::ForgetsCommits) << QString();
    QTest::newRow("the operator lies") << int(Mischief::Lies) << QStringLiteral("it happened twice");
}

void TestSimulator::brokenWorldsAreNoticed()
{
    QFETCH(int, mischief);
    QFETCH(QString, accusation);
    constexpr quint64 Patience = 300;
    QStringList noticed;
    for (quint64 seed = 1; seed <= Patience && noticed.isEmpty(); ++seed) {
        StoreRoom room;
        noticed = simulate(seed, room, Mischief(mischief)).violations;
    }
    QVERIFY(!noticed.isEmpty());
    QVERIFY2(accusation.isEmpty() || noticed.first().contains(accusation), qPrintable(noticed.join(QLatin1Char('\n'))));
}

/// The thread that writes and the one that waits for it take turns: on two processors they would spend their time waking each
/// other.
static void keepToOneProcessor()
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(size_t(std::max(0, ::sched_getcpu())), &one);
    ::sched_setaffinity(0, sizeof one, &one);
}

/// No other process looks at these stores: locks within this one cost no system calls.
static void lockWithinTheProcess()
{
    ::sqlite3_initialize();
    ::sqlite3_vfs_register(::sqlite3_vfs_find("unix-excl"), 1);
}

int main(int argc, char **argv)
{
    keepToOneProcessor();
    lockWithinTheProcess();
    QHashSeed::setDeterministicGlobalSeed();
    qputenv("QTEST_FUNCTION_TIMEOUT", "2000000000"); // a million seeds take their time
    QLoggingCategory::setFilterRules(QStringLiteral("cairn.*=false"));
    QCoreApplication::setEventDispatcher(new VirtualTime);
    QCoreApplication app(argc, argv);
    TestSimulator test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_simulator.moc"
