#include "rawstore.h"
#include "workspacetest.h"

#include <QTcpServer>

#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What commands leave behind and tell when they cannot carry runs, carry them by half of cairn.yaml, or are interrupted.
class TestCarrying : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsTakenInThatCannotBeCarried();
    void aLockedStoreIsCarriedByNobody();
    void anInterruptedRunTellsWhatIsRecorded();
    void anInterruptedSubmissionTellsWhatIsRecorded();
    void othersAreNotCutOffAtTheEnd();
    void whatIsWrongInTheSettingsIsLeftOutLoudly();
    void aListenerThatIsWrongIsNone();
    void eventsEndWhoeverReadsThem_data();
    void eventsEndWhoeverReadsThem();
};

namespace {

const QByteArray Post =
    "  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n";

QByteArray shown(const Outcome &outcome)
{
    return QByteArray::number(outcome.exitCode) + ": " + outcome.output + outcome.errors;
}

} // namespace

/// Whoever is told "3" gives the files again once it is mended.
void TestCarrying::nothingIsTakenInThatCannotBeCarried()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    workspace.cairn().write(u"cairn.yaml"_s,
                            "workspace: w\nlistener: { port: " + QByteArray::number(other.serverPort()) + " }\n");
    const Outcome refused = workspace.cairn({"run", "p", "a.txt", "a.txt"});
    QVERIFY2(refused.exitCode == 3 && refused.errors.contains("listens there already"), shown(refused).constData());
    QCOMPARE(workspace.cairn({"runs", "--json"}).output, QByteArray());
    other.close();
    QCOMPARE(workspace.cairn({"run", "p", "a.txt", "a.txt"}).exitCode, 0);
    QCOMPARE(ledger.count(), 2);
}

void TestCarrying::aLockedStoreIsCarriedByNobody()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    {
        RawStore other(workspace.cairn().path(u".cairn"_s));
        other.run(u"BEGIN IMMEDIATE"_s);
        const Outcome refused = workspace.cairn().run({u"run"_s, u"p"_s, workspace.cairn().path(u"a.txt"_s)}, 120'000);
        QVERIFY2(refused.exitCode == 3, shown(refused).constData());
        QVERIFY2(refused.errors.contains("locked") && !refused.output.contains("carries"), shown(refused).constData());
    }
    QCOMPARE(workspace.cairn({"runs", "--json"}).output, QByteArray());
}

void TestCarrying::anInterruptedRunTellsWhatIsRecorded()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return silent(); });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    const auto run = workspace.cairn().start({u"run"_s, u"p"_s, workspace.cairn().path(u"a.txt"_s)});
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    for (int signal = 0; signal < 2; ++signal) // the second does not wait for what is on the wire
        ::kill(pid_t(run->processId()), SIGINT);
    QVERIFY(run->waitForFinished(30'000));
    QCOMPARE(run->exitCode(), 130);
    const QByteArray told = run->readAllStandardOutput();
    QVERIFY2(told.contains(workspace.id().toUtf8()) && told.contains("taken in: 1 of 1"), told.constData());
}

void TestCarrying::anInterruptedSubmissionTellsWhatIsRecorded()
{
    const LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    constexpr int Files = 20'000;
    QStringList words{u"submit"_s, u"p"_s};
    words += QStringList(Files, workspace.cairn().path(u"a.txt"_s));
    const auto submit = workspace.cairn().start(words);
    // one alone: a list of all grows while it is read, until none is left to be taken in
    QTRY_VERIFY_WITH_TIMEOUT(!workspace.cairn({"runs", "--limit", "1", "--json"}).json().isEmpty(), 20'000);
    ::kill(pid_t(submit->processId()), SIGINT);
    QVERIFY(submit->waitForFinished(30'000));
    QCOMPARE(submit->exitCode(), 130);
    QStringList told = QString::fromLatin1(submit->readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    QStringList recorded;
    const QList<QJsonObject> runs = workspace.cairn({"runs", "--limit", "0", "--json"}).json();
    for (const QJsonObject &run : runs)
        recorded.append(run["id"_L1].toString());
    told.sort();
    recorded.sort();
    QVERIFY(recorded.size() < Files);
    QCOMPARE(told, recorded);
    QVERIFY(submit->readAllStandardError().contains("taken in: " + QByteArray::number(recorded.size()) + " of "));
}

/// Whatever is due is begun beside a command's own runs, and takes longer than the grace that an interrupted one gives.
void TestCarrying::othersAreNotCutOffAtTheEnd()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        LedgerAnswer answer = jsonAnswer("{}");
        answer.delayMs = entry.path == "/post" ? 13'000 : 0;
        return answer;
    });
    const QByteArray next = QByteArray(Post).replace("post:", "next:").replace("/post", "/next") + "    needs: [post]\n";
    const OneServiceWorkspace workspace(ledger.port(), Post + next, "idempotent: false\n");
    workspace.cairn().write(u"pipelines/q.yaml"_s,
                            "pipeline: q\nversion: 1\nsteps:\n" + QByteArray(Post).replace("/post", "/quick"));
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const QString slow = workspace.id();
    const Outcome quick = workspace.cairn({"run", "q", "a.txt"});
    QVERIFY2(quick.exitCode == 0 && quick.output.contains("for other runs: 1"), shown(quick).constData());
    QVERIFY2(quick.output.contains("next runner: 1"), shown(quick).constData());
    QCOMPARE(countOf(ledger, "POST", "/post"), 1);
    QCOMPARE(workspace.drain(), 0);
    QCOMPARE(workspace.show(slow).value("state"_L1).toString(), u"succeeded"_s);
    QCOMPARE(countOf(ledger, "POST", "/post"), 1);
}

void TestCarrying::whatIsWrongInTheSettingsIsLeftOutLoudly()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 422); });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QVERIFY(!workspace.cairn({"doctor"}).output.contains("BAD  cairn.yaml"));
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: w\n"
                                             "alerts:\n"
                                             "  routes: { hook: { webhok: { service: api, secret: s } } }\n"
                                             "  rules: [ { name: any, when: { state: opened }, to: [hook] } ]\n"
                                             "retention: { payloads: 30dd }\n");
    for (const QList<QByteArray> &words : {QList<QByteArray>{"run", "p", "a.txt"}, QList<QByteArray>{"runner", "--drain"}}) {
        const Outcome carried = workspace.cairn(words);
        QVERIFY2(carried.exitCode == 1, shown(carried).constData()); // as without it
        for (const QByteArray place : {"cairn.yaml:3:21", "cairn.yaml:4:40", "cairn.yaml:5:24", "is left out"})
            QVERIFY2(carried.errors.contains(place), shown(carried).constData());
    }
    const Outcome doctor = workspace.cairn({"doctor"});
    QVERIFY2(doctor.exitCode == 1 && doctor.output.contains("BAD  cairn.yaml:4:40: 'opened'"), shown(doctor).constData());
    QVERIFY(workspace.cairn({"alerts", "list"}).errors.contains("cairn.yaml:4:40"));
    const Outcome tested = workspace.cairn({"alerts", "test", "hook"});
    QVERIFY2(tested.exitCode == 4 && tested.errors.contains("cairn.yaml:3:21"), shown(tested).constData());
}

/// No services are told an address that is another one at every start.
void TestCarrying::aListenerThatIsWrongIsNone()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: w\nlistener: { prot: 18790 }\n");
    const Outcome drained = workspace.cairn({"runner", "--drain"});
    QVERIFY2(drained.exitCode == 0 && drained.errors.contains("cairn.yaml:2:13"), shown(drained).constData());
    QVERIFY2(!drained.errors.contains("listening") && !drained.output.contains("listening"), shown(drained).constData());
}

void TestCarrying::eventsEndWhoeverReadsThem_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<bool>("byItself");
    QTest::newRow("events") << QStringList{u"events"_s, u"--json"_s} << false;
    QTest::newRow("follow") << QStringList{u"events"_s, u"--json"_s, u"--follow"_s} << true;
}

/// A reader that has stopped reading, as at a pager or a terminal that stands.
void TestCarrying::eventsEndWhoeverReadsThem()
{
    QFETCH(const QStringList, words);
    QFETCH(const bool, byItself);
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post);
    for (int i = 0; i < 6; ++i)
        QCOMPARE(workspace.run(), 0);
    const QByteArray pipe = QFile::encodeName(workspace.cairn().path(u"pipe"_s));
    QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
    const int reader = ::open(pipe.constData(), O_RDWR | O_CLOEXEC);
    QVERIFY(reader >= 0 && ::fcntl(reader, F_SETPIPE_SZ, 4096) == 4096);
    QProcess events;
    events.setStandardOutputFile(QFile::decodeName(pipe));
    events.start(programPath(u"cairn"_s), QStringList{u"-C"_s, workspace.cairn().path({})} + words);
    const auto isStalled = [reader] {
        int held = 0;
        return ::ioctl(reader, FIONREAD, &held) == 0 && held > 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isStalled(), 20'000);
    ::kill(pid_t(events.processId()), SIGTERM);
    const bool ended = events.waitForFinished(20'000);
    const QByteArray told = events.readAllStandardError();
    events.kill();
    events.waitForFinished();
    ::close(reader);
    QVERIFY(ended);
    QCOMPARE(events.exitStatus(), byItself ? QProcess::NormalExit : QProcess::CrashExit);
    QVERIFY2(!byItself || (events.exitCode() == 130 && told.contains("--after")), told.constData());
}

QTEST_GUILESS_MAIN(TestCarrying)
#include "tst_carrying.moc"
