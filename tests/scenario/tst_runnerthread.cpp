#include "rawstore.h"
#include "runnerthread.h"

#include "workspacetest.h"

#include <QSignalSpy>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Scan =
    "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n";

/// As if another runner had taken the store over.
void takeOver(const QString &database)
{
    QCOMPARE(RawStore(database).change(u"UPDATE lease SET fence = fence + 1"_s), 1);
}

} // namespace

/// The runner that a console has on a thread of its own.
class TestRunnerThread : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_CONFIG_HOME", m_config.path().toLocal8Bit()); }
    void asksForTheLeaseAgainOnceItIsLost();
    void saysWhenATroubleIsOver();
    void saysWhatIsLeftOut();
    void aLockedStoreIsNoOtherRunner();

private:
    QTemporaryDir m_config;
};

void TestRunnerThread::asksForTheLeaseAgainOnceItIsLost()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const auto session = Session::open(workspace.cairn().path({}));
    QVERIFY2(session, session ? "" : qPrintable(describe(session.error())));
    RunnerThread thread(**session, (*session)->runnerOptions());
    QSignalSpy carrying(&thread, &RunnerThread::carrying);
    QSignalSpy gaveUp(&thread, &RunnerThread::gaveUp);
    QTRY_COMPARE_WITH_TIMEOUT(carrying.count(), 1, 20'000);
    takeOver(workspace.cairn().path(u".cairn/store.sqlite"_s));
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(gaveUp.count(), 1, 20'000); // so that nobody believes it to be carried here
    QCOMPARE(gaveUp.first().first().value<Error>().kind, ErrorKind::LeaseLost);
    QTRY_COMPARE_WITH_TIMEOUT(carrying.count(), 2, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"succeeded"_s, 20'000);
    QCOMPARE(gaveUp.count(), 1);
}

/// However long each try to write takes: it is over when what was refused is written.
void TestRunnerThread::saysWhenATroubleIsOver()
{
    std::atomic<bool> isLocked = false;
    LedgerServer ledger([&isLocked](const LedgerEntry &, int number) {
        LedgerAnswer answer;
        answer.until = number == 2 ? &isLocked : nullptr; // so that there is something to write once the store is locked
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto session = Session::open(workspace.cairn().path({}));
    QVERIFY2(session, session ? "" : qPrintable(describe(session.error())));
    RawStore raw(workspace.cairn().path(u".cairn"_s));
    RunnerThread thread(**session, (*session)->runnerOptions());
    QSignalSpy carrying(&thread, &RunnerThread::carrying);
    QSignalSpy troubled(&thread, &RunnerThread::troubled);
    QTRY_COMPARE_WITH_TIMEOUT(carrying.count(), 1, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(ledger.count() == 1, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"succeeded"_s, 20'000);
    QVERIFY(troubled.isEmpty());
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 2, 20'000);
    raw.run(u"BEGIN IMMEDIATE"_s);
    isLocked = true;
    QTRY_VERIFY_WITH_TIMEOUT(troubled.count() >= 2, 60'000);
    const auto details = [&troubled] {
        QStringList texts;
        for (const QVariantList &one : std::as_const(troubled))
            texts.append(one.first().value<Error>().detail);
        return texts;
    };
    QVERIFY(!details().contains(QString()));
    raw.run(u"ROLLBACK"_s);
    QTRY_VERIFY_WITH_TIMEOUT(details().last().isEmpty(), 60'000);
    QCOMPARE(details().count(QString()), 1);
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"succeeded"_s, 20'000);
}

void TestRunnerThread::saysWhatIsLeftOut()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: w\nlistener: { prot: 18790 }\n");
    const auto session = Session::open(workspace.cairn().path({}));
    QVERIFY2(session, session ? "" : qPrintable(describe(session.error())));
    RunnerThread thread(**session, (*session)->runnerOptions());
    QSignalSpy carrying(&thread, &RunnerThread::carrying);
    QSignalSpy leftOut(&thread, &RunnerThread::leftOut);
    QTRY_COMPARE_WITH_TIMEOUT(leftOut.count(), 1, 20'000);
    QCOMPARE(carrying.count(), 1);
    const QString detail = leftOut.first().first().value<Error>().detail;
    QVERIFY2(detail.contains(u"cairn.yaml:2:11"_s), qPrintable(detail));
}

void TestRunnerThread::aLockedStoreIsNoOtherRunner()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Scan);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    const auto session = Session::open(workspace.cairn().path({}));
    QVERIFY2(session, session ? "" : qPrintable(describe(session.error())));
    RawStore raw(workspace.cairn().path(u".cairn"_s));
    raw.run(u"BEGIN IMMEDIATE"_s);
    RunnerThread thread(**session, (*session)->runnerOptions());
    QSignalSpy standingBy(&thread, &RunnerThread::standingBy);
    QSignalSpy troubled(&thread, &RunnerThread::troubled);
    QSignalSpy carrying(&thread, &RunnerThread::carrying);
    QTRY_VERIFY_WITH_TIMEOUT(troubled.count() > 0, 120'000);
    QCOMPARE(standingBy.count(), 0);
    raw.run(u"ROLLBACK"_s);
    QTRY_COMPARE_WITH_TIMEOUT(carrying.count(), 1, 60'000);
}

QTEST_GUILESS_MAIN(TestRunnerThread)
#include "tst_runnerthread.moc"
