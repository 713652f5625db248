#include "rawstore.h"
#include "workspacetest.h"

using namespace Qt::StringLiterals;
using namespace cairn::testing;

/// What happened, told to scripts and to services as CloudEvents.
class TestEvents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyChangeIsTold();
    void aScriptGoesOnWhereItLeftOff();
    void followTellsWhatHappensNext();
    void aSinkGetsEachEventAndNoneTwiceUnlessItFailed();
    void aRefusedCredentialLosesNothing_data();
    void aRefusedCredentialLosesNothing();
    void anotherSecretIsShownAtOnceAndOnlyOnce();
    void aSinkGetsMoreOnceTheOrderIsTakenBack();
    void anotherBatchHasAnotherKey();

private:
    /// A workspace with a sink that gets what happens; `service`: lines of the sink's definition.
    static std::unique_ptr<OneServiceWorkspace> withSink(const LedgerServer &ledger, const LedgerServer &sink,
                                                         const QByteArray &service);
    static void give(const OneServiceWorkspace &workspace, const QString &verb, const QStringList &how, const QByteArray &secret);
    static QStringList types(const QList<QJsonObject> &events, const QString &subjectPart = {});
};

namespace {
const QByteArray Steps =
    "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n";
}

QStringList TestEvents::types(const QList<QJsonObject> &events, const QString &subjectPart)
{
    QStringList found;
    for (const QJsonObject &event : events) {
        if (event.value(u"subject"_s).toString().contains(subjectPart))
            found.append(event.value(u"type"_s).toString());
    }
    return found;
}

void TestEvents::everyChangeIsTold()
{
    LedgerServer ledger([](const LedgerEntry &, int number) { return jsonAnswer("{}", number == 1 ? 503 : 200); });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 0);
    const QList<QJsonObject> events = workspace.cairn({"events", "--json"}).json();
    const QString run = workspace.id();
    QCOMPARE(types(events, run + u"/scan"_s), QStringList({u"dev.cairn.step.waiting_retry"_s, u"dev.cairn.step.succeeded"_s}));
    QVERIFY(types(events).contains(u"dev.cairn.run.succeeded"_s));
    QSet<QString> ids;
    for (const QJsonObject &event : events) {
        QCOMPARE(event.value(u"specversion"_s).toString(), u"1.0"_s);
        QVERIFY(event.value(u"source"_s).toString().startsWith(u"/cairn/"_s));
        QVERIFY(QDateTime::fromString(event.value(u"time"_s).toString(), Qt::ISODateWithMs).isValid());
        ids.insert(event.value(u"id"_s).toString());
    }
    QCOMPARE(ids.size(), events.size());
}

void TestEvents::aScriptGoesOnWhereItLeftOff()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 0);
    const QByteArray told = workspace.cairn({"events"}).output;
    const QByteArray place = told.mid(told.lastIndexOf("(place ") + 7).chopped(2);
    QVERIFY2(workspace.cairn({"events", "--after", place, "--json"}).json().isEmpty(), told.constData());
    QCOMPARE(workspace.run(), 0);
    QVERIFY(!workspace.cairn({"events", "--after", place, "--json"}).json().isEmpty());
    QCOMPARE(workspace.cairn({"events", "--after", "nowhere"}).exitCode, 2);
}

void TestEvents::followTellsWhatHappensNext()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    auto follower = workspace.cairn().start({u"events"_s, u"--follow"_s, u"--json"_s});
    QCOMPARE(workspace.run(), 0);
    QByteArray told;
    QTRY_VERIFY_WITH_TIMEOUT((told += follower->readAllStandardOutput()).contains("dev.cairn.run.succeeded"), 20'000);
    follower->terminate();
    QVERIFY(follower->waitForFinished());
    QCOMPARE(follower->exitStatus(), QProcess::NormalExit);
}

void TestEvents::aSinkGetsEachEventAndNoneTwiceUnlessItFailed()
{
    QMutex mutex;
    QList<QJsonObject> taken;
    std::atomic<int> batches = 0;
    LedgerServer sink([&](const LedgerEntry &entry, int number) {
        if (number == 1)
            return jsonAnswer("{}", 503);
        if (entry.headers.value("content-type") != "application/cloudevents-batch+json")
            return jsonAnswer("{}", 415);
        const QMutexLocker lock(&mutex);
        ++batches;
        for (const QJsonValue &event : QJsonDocument::fromJson(entry.body).array())
            taken.append(event.toObject());
        LedgerAnswer answer = jsonAnswer("{}"); // which nobody reads
        answer.extraHeaders = "Content-Encoding: gzip\r\n";
        return answer;
    });
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    workspace.cairn().write(u"services/sink.yaml"_s,
                            "service: sink\nbase_url: http://127.0.0.1:" + QByteArray::number(sink.port()) + "\n");
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: test\nevents: { service: sink, path: /events }\n");
    auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_VERIFY_WITH_TIMEOUT(workspace.cairn({"status", "--json"}).json().value(0).value(u"runner"_s).isString(), 20'000);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const auto succeeded = [&] {
        const QMutexLocker lock(&mutex);
        return types(taken).count(u"dev.cairn.run.succeeded"_s);
    };
    QTRY_COMPARE_WITH_TIMEOUT(succeeded(), 3, 20'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
    QSet<QString> ids;
    const QMutexLocker lock(&mutex);
    for (const QJsonObject &event : std::as_const(taken))
        ids.insert(event.value(u"id"_s).toString());
    QCOMPARE(ids.size(), taken.size());
    QCOMPARE(types(taken, u"/scan"_s).count(u"dev.cairn.step.succeeded"_s), 3);
}

std::unique_ptr<OneServiceWorkspace> TestEvents::withSink(const LedgerServer &ledger, const LedgerServer &sink,
                                                          const QByteArray &service)
{
    auto workspace = std::make_unique<OneServiceWorkspace>(ledger.port(), Steps);
    workspace->cairn().write(u"services/sink.yaml"_s,
                             "service: sink\nbase_url: http://127.0.0.1:" + QByteArray::number(sink.port()) + "\n" + service);
    workspace->cairn().write(u"cairn.yaml"_s, "workspace: test\nevents: { service: sink }\n");
    return workspace;
}

void TestEvents::give(const OneServiceWorkspace &workspace, const QString &verb, const QStringList &how, const QByteArray &secret)
{
    const auto process = workspace.cairn().start(QStringList{u"credential"_s, verb, u"sink-token"_s} + how);
    process->write(secret);
    process->closeWriteChannel();
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitCode(), 0);
}

void TestEvents::aRefusedCredentialLosesNothing_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("revoked") << 401;
    QTest::newRow("not granted") << 403;
}

/// Somebody mends it, and the sink gets what it would not have.
void TestEvents::aRefusedCredentialLosesNothing()
{
    QFETCH(int, status);
    std::atomic<bool> isMended = false;
    LedgerServer sink([&](const LedgerEntry &, int) { return jsonAnswer("", isMended ? 204 : status); });
    LedgerServer ledger;
    const auto workspace = withSink(ledger, sink, {});
    QCOMPARE(workspace->cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QCOMPARE(workspace->drain(), 0); // ends, although the sink has taken nothing
    const int refused = sink.count();
    QVERIFY(refused > 0);
    isMended = true;
    QCOMPARE(workspace->drain(), 0);
    QByteArray taken;
    for (const LedgerEntry &entry : sink.entries().mid(refused))
        taken += entry.body;
    QVERIFY2(taken.contains("dev.cairn.step.succeeded") && taken.contains("dev.cairn.run.succeeded"), taken.constData());
    QVERIFY(!workspace->cairn({"audit"}).output.contains("events.refused"));
}

/// Who is refused waits for an hour, unless there is another secret that was not tried.
void TestEvents::anotherSecretIsShownAtOnceAndOnlyOnce()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // no keychain of whoever runs the test
    for (const bool isTaken : {true, false}) {
        LedgerServer sink([&](const LedgerEntry &entry, int) {
            return jsonAnswer("", isTaken && entry.headers.value("authorization") == "Bearer first" ? 204 : 401);
        });
        LedgerServer ledger;
        const auto workspace =
            withSink(ledger, sink,
                     "credential: { kind: bearer, key: sink-token }\n"
                     "policy: { retry: { backoff: { initial: 1h, max: 1h, jitter: none }, retry_after_max: 1h } }\n");
        give(*workspace, u"set"_s, {u"--file"_s}, "first");
        give(*workspace, u"rotate"_s, {u"--overlap"_s, u"2h"_s}, "second");
        QCOMPARE(workspace->cairn({"submit", "p", "a.txt"}).exitCode, 0);
        QCOMPARE(workspace->drain(), 0);
        const QList<LedgerEntry> entries = sink.entries();
        QVERIFY(entries.size() >= 2);
        QCOMPARE(entries[0].headers.value("authorization"), QByteArray("Bearer second"));
        QCOMPARE(entries[1].headers.value("authorization"), QByteArray("Bearer first"));
        QVERIFY(entries[1].body.startsWith(entries[0].body.chopped(1))); // and what has happened since
        QVERIFY2(isTaken || entries.size() == 2, QByteArray::number(entries.size()).constData());
    }
}

void TestEvents::aSinkGetsMoreOnceTheOrderIsTakenBack()
{
    LedgerServer ledger;
    LedgerServer sink;
    const auto workspace = withSink(ledger, sink, {});
    QCOMPARE(workspace->cairn({"apply"}).exitCode, 0);
    const auto runner = workspace->cairn().start({u"runner"_s});
    QCOMPARE(workspace->cairn({"breaker", "sink", "open", "--for", "10m"}).exitCode, 0);
    QTRY_VERIFY(workspace->cairn({"audit", "list"}).output.contains("breaker"));
    const int before = sink.count();
    QCOMPARE(workspace->cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE(workspace->state(), u"succeeded"_s);
    QCOMPARE(sink.count(), before);
    QCOMPARE(workspace->cairn({"breaker", "sink", "auto"}).exitCode, 0);
    QTRY_VERIFY(sink.count() > before);
    runner->kill();
    QVERIFY(runner->waitForFinished());
}

/// An event may be erased with its run while the sink does not take its batch.
void TestEvents::anotherBatchHasAnotherKey()
{
    LedgerServer ledger;
    LedgerServer sink([](const LedgerEntry &, int) { return jsonAnswer("{}", 500); });
    const auto workspace = withSink(ledger, sink, "policy: { breaker: { min_calls: 1000 } }\n");
    QCOMPARE(workspace->cairn({"apply"}).exitCode, 0);
    const auto runner = workspace->cairn().start({u"runner"_s});
    QCOMPARE(workspace->cairn({"submit", "p", "a.txt"}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(workspace->state(), u"succeeded"_s, 20'000);
    const auto isAllSent = [&] {
        const QList<LedgerEntry> sent = sink.entries();
        return !sent.isEmpty() && sent.last().body.contains("run.succeeded");
    };
    QTRY_VERIFY_WITH_TIMEOUT(isAllSent(), 20'000);
    RawStore(workspace->cairn().path(u".cairn"_s)).change(u"DELETE FROM event WHERE kind = 'run.running'"_s);
    const int before = sink.count();
    QTRY_VERIFY_WITH_TIMEOUT(sink.count() > before + 1, 30'000);
    runner->kill();
    QVERIFY(runner->waitForFinished());
    QHash<QByteArray, QByteArray> bodies;
    for (const LedgerEntry &entry : sink.entries()) {
        QCOMPARE(bodies.value(entry.key, entry.bodySha256), entry.bodySha256);
        bodies.insert(entry.key, entry.bodySha256);
    }
    QVERIFY(bodies.size() > 1);
}

QTEST_GUILESS_MAIN(TestEvents)
#include "tst_events.moc"
