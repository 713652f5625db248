#include "workspacetest.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// `cairn store compact`: what was erased is the disk's again, and nothing else is lost, whatever comes between.
class TestCompacting : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void givesTheRoomBack();
    void needsThatNobodyCarriesRuns();
    void needsRoom();
    void canBeKilledHalfWay();
    void isLookedAtMeanwhile();

private:
    const CairnProgram &cairn() const { return m_workspace->cairn(); }
    qint64 size() const { return QFileInfo(cairn().path(u".cairn/store.sqlite"_s)).size(); }
    qint64 logSize() const { return QFileInfo(cairn().path(u".cairn/store.sqlite-wal"_s)).size(); }
    QList<QByteArray> kept() const;
    void judge(const QList<QByteArray> &before) const;

    QTemporaryDir m_config;
    std::optional<LedgerServer> m_ledger;
    std::optional<OneServiceWorkspace> m_workspace;
    QStringList m_kept; ///< runs
};

namespace {
constexpr int Runs = 160;
constexpr int PayloadBytes = 60'000; // small enough to be in the database
constexpr qint64 Mebibyte = 1 << 20;
} // namespace

void TestCompacting::initTestCase()
{
    qputenv("XDG_CONFIG_HOME", m_config.path().toLocal8Bit());
}

/// Half of the runs are erased.
void TestCompacting::init()
{
    m_ledger.emplace();
    m_workspace.emplace(m_ledger->port(), "  one:\n    service: api\n    request: { method: POST, path: /v1, "
                                          "body: { file: \"${{ .input }}\" } }\n");
    QStringList words{u"run"_s, u"p"_s};
    for (int i = 0; i < Runs; ++i) {
        const QString name = u"%1.txt"_s.arg(i);
        cairn().write(name, QByteArray::number(i).rightJustified(PayloadBytes, 'x'));
        words.append(cairn().path(name));
    }
    QCOMPARE(cairn().run(words).exitCode, 0);
    QStringList erase{u"erase"_s, u"--yes"_s, u"--reason"_s, u"asked for"_s};
    m_kept.clear();
    for (const QJsonObject &run : cairn().run({u"runs"_s, u"--limit"_s, QString::number(Runs), u"--json"_s}).json())
        (m_kept.size() < Runs / 2 ? m_kept : erase).append(run.value(u"id"_s).toString());
    QCOMPARE(cairn().run(erase).exitCode, 0);
    QVERIFY(size() > Runs * PayloadBytes);
}

void TestCompacting::cleanup()
{
    m_workspace.reset();
    m_ledger.reset();
}

/// What is told of runs, and what some of them sent.
QList<QByteArray> TestCompacting::kept() const
{
    QList<QByteArray> all{cairn().run({u"runs"_s, u"--limit"_s, QString::number(Runs), u"--json"_s}).output,
                          cairn().run({u"show"_s, m_kept.first(), u"--json"_s}).output};
    for (const QString &run : m_kept.first(5))
        all.append(cairn().run({u"payload"_s, run + "/one.in"_L1}).output);
    return all;
}

void TestCompacting::judge(const QList<QByteArray> &before) const
{
    QCOMPARE(kept(), before);
    for (const QString &command : {u"doctor"_s, u"audit verify"_s}) {
        const Outcome sound = cairn().run(command.split(u' '));
        QVERIFY2(sound.exitCode == 0, (sound.output + sound.errors).constData());
    }
}

void TestCompacting::givesTheRoomBack()
{
    const QList<QByteArray> before = kept();
    const qint64 large = size();
    QVERIFY(cairn().run({u"doctor"_s}).exitCode == 0);
    const Outcome done = cairn().run({u"store"_s, u"compact"_s, u"--reason"_s, u"spring"_s, u"--json"_s});
    QVERIFY2(done.exitCode == 0, done.errors.constData());
    QCOMPARE(done.json().value(0).value(u"bytes_before"_s).toInteger(), large);
    QCOMPARE(done.json().value(0).value(u"bytes_after"_s).toInteger(), size());
    QVERIFY2(size() < large * 6 / 10, qPrintable(QString::number(size())));
    judge(before);
    const QByteArray audit = cairn().run({u"audit"_s, u"list"_s, u"action:store.compacted"_s, u"--json"_s}).output;
    QVERIFY2(audit.contains("spring"), audit.constData());
    QCOMPARE(m_workspace->run(), 0); // it goes on
}

void TestCompacting::needsThatNobodyCarriesRuns()
{
    const qint64 large = size();
    const auto runner = cairn().start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(cairn().run({u"status"_s, u"--json"_s}).output.contains("pid"), 20'000);
    const Outcome refused = cairn().run({u"store"_s, u"compact"_s});
    QCOMPARE(refused.exitCode, 3);
    QVERIFY2(refused.errors.contains("Stop it first"), refused.errors.constData());
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    QCOMPARE(size(), large);
}

void TestCompacting::needsRoom()
{
    const QList<QByteArray> before = kept();
    const qint64 large = size();
    cairn().write(u"full"_s, "yes");
    qputenv("LD_PRELOAD", programPath(u"libcairn-full-disk.so"_s).toLocal8Bit());
    qputenv("ASAN_OPTIONS", "verify_asan_link_order=0");
    qputenv("CAIRN_FULL_WHILE", cairn().path(u"full"_s).toLocal8Bit());
    qputenv("CAIRN_FULL_FREE", QByteArray::number(large));
    const Outcome refused = cairn().run({u"store"_s, u"compact"_s});
    for (const char *name : {"LD_PRELOAD", "ASAN_OPTIONS", "CAIRN_FULL_WHILE", "CAIRN_FULL_FREE"})
        qunsetenv(name);
    QCOMPARE(refused.exitCode, 3);
    QVERIFY2(refused.errors.contains("MiB of its disk for a while") && refused.errors.contains("Free some space"),
             refused.errors.constData());
    QCOMPARE(size(), large);
    QVERIFY(cairn().run({u"audit"_s, u"list"_s, u"action:store.compacted"_s, u"--json"_s}).output.isEmpty());
    judge(before);
}

/// While the smaller one is being written into the log.
void TestCompacting::canBeKilledHalfWay()
{
    const QList<QByteArray> before = kept();
    const qint64 large = size();
    const auto compacting = cairn().start({u"store"_s, u"compact"_s});
    QElapsedTimer waited;
    waited.start();
    while (logSize() < Mebibyte && waited.elapsed() < 20'000) {
    }
    compacting->kill();
    QVERIFY(compacting->waitForFinished(20'000));
    QCOMPARE(compacting->exitStatus(), QProcess::CrashExit);
    QCOMPARE(size(), large);
    QVERIFY(logSize() < large / 2); // it was not all there
    judge(before);
    QCOMPARE(cairn().run({u"store"_s, u"compact"_s}).exitCode, 0);
    QVERIFY(size() < large * 6 / 10);
    judge(before);
}

void TestCompacting::isLookedAtMeanwhile()
{
    const QList<QByteArray> before = kept();
    const qint64 large = size();
    const auto follower = cairn().start({u"events"_s, u"--follow"_s, u"--json"_s});
    QTRY_VERIFY_WITH_TIMEOUT(follower->bytesAvailable() > 0, 20'000);
    const auto compacting = cairn().start({u"store"_s, u"compact"_s});
    QVERIFY(compacting->waitForStarted());
    while (compacting->state() != QProcess::NotRunning) {
        QCOMPARE(kept(), before);
        compacting->waitForFinished(0);
    }
    QCOMPARE(compacting->exitCode(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(size() < large * 6 / 10, 20'000);
    judge(before);
    follower->terminate();
    QVERIFY(follower->waitForFinished(20'000));
}

QTEST_GUILESS_MAIN(TestCompacting)
#include "tst_compacting.moc"
