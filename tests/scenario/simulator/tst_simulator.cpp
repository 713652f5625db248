#include "simulation.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTest>

#include <cstdio>
#include <sched.h>
#include <sqlite3.h>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace cairn::simulator;

/// Random pipelines, faults and kills, thousands of them; services' ledgers judge. How to use it: CONTRIBUTING.md.
class TestSimulator : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void seedsKeepThePromises();
    void ordersMeetAStepThatIsBeingJudged();
    void aPauseMeetsAnIntentThatIsBeingWritten();
    void brokenWorldsAreNoticed_data();
    void brokenWorldsAreNoticed();

private:
    Ending simulate(Plan plan, StoreInMemory &room, Mischief mischief = Mischief::None);
    /// What some seeds came to.
    struct Course
    {
        qint64 seeds;
        quint64 first;
        quint64 stride;
        qint64 events;
        Milliseconds virtually;
        double seconds;
    };
    void printSummary(const Course &course) const;
    /// Three runs of one step at a service without faults and limits, and a runner that lasts.
    static Plan planOf(quint64 seed, Step step);
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

quint64 number(const char *variable, quint64 otherwise)
{
    return qEnvironmentVariableIsSet(variable) ? qEnvironmentVariable(variable).toULongLong() : otherwise;
}

QByteArray replay(quint64 seed)
{
    return "CAIRN_SIM_FIRST=" + QByteArray::number(seed) + " CAIRN_SIM_SEEDS=1 CAIRN_SIM_TRACE=1 " +
           QCoreApplication::applicationFilePath().toLocal8Bit() + " seedsKeepThePromises";
}

} // namespace

Ending TestSimulator::simulate(Plan plan, StoreInMemory &room, Mischief mischief)
{
    return Simulation({time(), m_expressions, room, m_counts}, std::move(plan), mischief, m_isPrinted).run();
}

void TestSimulator::printSummary(const Course &course) const
{
    std::printf("%lld seeds, %llu to %llu, in %.1f s, %.0f a second, %.0f events a second, %.1f s of their own time each\n",
                static_cast<long long>(course.seeds), course.first, course.first + quint64(course.seeds - 1) * course.stride,
                course.seconds, double(course.seeds) / course.seconds, double(course.events) / course.seconds,
                double(course.virtually.count()) / double(std::max<qint64>(1, course.seeds)) / 1'000);
    for (const auto &[what, count] : m_counts)
        std::printf("  %-36s %lld\n", what.constData(), static_cast<long long>(count));
    std::fflush(stdout);
}

void TestSimulator::seedsKeepThePromises()
{
    const quint64 first = number("CAIRN_SIM_FIRST", 1);
    const quint64 stride = number("CAIRN_SIM_STRIDE", 1);
    const bool isAsked = qEnvironmentVariableIsSet("CAIRN_SIM_SEEDS");
    const qint64 most = qint64(number("CAIRN_SIM_SEEDS", DefaultSeeds));
    const qint64 longest = qint64(number("CAIRN_SIM_SECONDS", 0)) * 1'000;
    const auto isTime = [&](qint64 elapsed) {
        return longest > 0 ? elapsed < longest : isAsked || elapsed < DefaultMilliseconds;
    };
    QElapsedTimer timer;
    timer.start();
    auto room = std::make_unique<StoreInMemory>();
    qint64 done = 0;
    qint64 events = 0;
    Milliseconds virtually{0};
    QList<quint64> failed;
    for (; done < most && isTime(timer.elapsed()); ++done) {
        const quint64 seed = first + quint64(done) * stride;
        if (done % SeedsPerStore == SeedsPerStore - 1)
            room = std::make_unique<StoreInMemory>();
        const Ending outcome = simulate(planFor(seed), *room);
        events += outcome.events;
        virtually += outcome.duration;
        if (!outcome.violations.isEmpty()) {
            failed.append(seed);
            std::printf("seed %llu: %s\n  %s\n", seed, qPrintable(outcome.violations.join(u"\n  "_s)), replay(seed).constData());
            room = std::make_unique<StoreInMemory>();
            if (failed.size() >= 10)
                break;
        } else if (done % ReplayEvery == 0 && !m_isPrinted) {
            StoreInMemory other;
            QVERIFY2(simulate(planFor(seed), other).hash == outcome.hash,
                     ("two courses of seed " + QByteArray::number(seed)).constData());
        }
    }
    printSummary({done, first, stride, events, virtually, double(timer.elapsed()) / 1'000});
    QVERIFY2(failed.isEmpty(), "promises were broken, see above");
}

Plan TestSimulator::planOf(quint64 seed, Step step)
{
    Plan plan = planFor(seed);
    plan.services.resize(1);
    ServicePlan &service = plan.services.front();
    service.service.policy = {};
    service.service.idempotencyLifetime = Service().idempotencyLifetime;
    service.revisions.clear();
    service.weights = {};
    service.weights[size_t(Fault::None)] = 1;
    step.id = StepId(u"s0"_s);
    step.service = service.service.name;
    step.request.method = u"PUT"_s;
    Pipeline pipeline;
    pipeline.name = u"only%1"_s.arg(seed);
    pipeline.steps = {step};
    plan.pipelines = {{{pipeline}, {}}};
    plan.runs = {{0, {}}, {0, {}}, {0, {}}};
    plan.ends.clear();
    plan.jumps.clear();
    plan.fullDiskTo = plan.fullDiskFrom;
    return plan;
}

/// One item is enough, others fail, the disk is slow and a person quick: what one item is to do comes while all are being judged.
/// It was recorded then, of a step that had passed, and nothing came of it.
void TestSimulator::ordersMeetAStepThatIsBeingJudged()
{
    StoreInMemory room;
    for (quint64 seed = 1; seed <= 60; ++seed) {
        Step step;
        step.forEach = u"${{ [1, 2, 3, 4] }}"_s;
        step.partial = PartialRule{1, 1};
        step.request.path = u"/s0.${{ .index }}"_s;
        Plan plan = planOf(seed, step);
        plan.services.front().service.idempotent = true;
        plan.services.front().weights[size_t(Fault::Rejected)] = 1;
        plan.slowestCommit = 100;
        plan.operatorPause = 10;
        const Ending outcome = simulate(plan, room);
        QVERIFY2(outcome.violations.isEmpty(), qPrintable(outcome.violations.join(QLatin1Char('\n'))));
    }
}

/// A person pauses runs while their steps write down that they are about to send: then they must not.
void TestSimulator::aPauseMeetsAnIntentThatIsBeingWritten()
{
    StoreInMemory room;
    for (quint64 seed = 1; seed <= 60; ++seed) {
        Step step;
        step.request.path = u"/s0"_s;
        Plan plan = planOf(seed, step);
        plan.services.front().service.idempotent = false;
        plan.slowestCommit = 400;
        plan.operatorPause = 20;
        plan.meddling = 100;
        const Ending outcome = simulate(plan, room);
        QVERIFY2(outcome.violations.isEmpty(), qPrintable(outcome.violations.join(QLatin1Char('\n'))));
    }
}

void TestSimulator::brokenWorldsAreNoticed_data()
{
    QTest::addColumn<int>("mischief");
    QTest::addColumn<QString>("accusation");
    QTest::newRow("a service ignores keys") << int(Mischief::IgnoresKeys) << u"it happened twice"_s;
    QTest::newRow("the network sends twice") << int(Mischief::SendsTwice) << u"it happened twice"_s;
    QTest::newRow("the disk forgets") << int(Mischief::ForgetsCommits) << QString();
    QTest::newRow("services deny what they did") << int(Mischief::Denies) << u"it happened twice"_s;
    QTest::newRow("messages are held back") << int(Mischief::HoldsBack) << u"acknowledged a message that it did not keep"_s;
    QTest::newRow("the operator lies") << int(Mischief::Lies) << u"it happened twice"_s;
}

void TestSimulator::brokenWorldsAreNoticed()
{
    QFETCH(int, mischief);
    QFETCH(QString, accusation);
    constexpr quint64 Patience = 300;
    QStringList noticed;
    for (quint64 seed = 1; seed <= Patience && noticed.isEmpty(); ++seed) {
        StoreInMemory room;
        noticed = simulate(planFor(seed), room, Mischief(mischief)).violations;
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
    QLoggingCategory::setFilterRules(u"cairn.*=false"_s);
    QCoreApplication::setEventDispatcher(new VirtualTime);
    QCoreApplication app(argc, argv);
    TestSimulator test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_simulator.moc"
