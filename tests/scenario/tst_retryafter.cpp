#include "workspacetest.h"

#include <QElapsedTimer>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// When services want to be asked again, and who may say otherwise.
class TestRetryAfter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoSaysWhenToAskIsAskedThen_data();
    void whoSaysWhenToAskIsAskedThen();
    void whoKnowsBetterEndsASilence_data();
    void whoKnowsBetterEndsASilence();

private:
    static void writeService(const OneServiceWorkspace &workspace, quint16 port, const QByteArray &policy);
};

namespace {
const QByteArray Post =
    "  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: '${{ .input }}' } }\n";
const QByteArray Job = Post + "    await: { poll: { path: /job, every: 20ms, until: '.body.state == \"done\"' }, timeout: 1h }\n";
} // namespace

void TestRetryAfter::writeService(const OneServiceWorkspace &workspace, quint16 port, const QByteArray &policy)
{
    workspace.cairn().write(u"services/api.yaml"_s, "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) +
                                                        "\npolicy: { " + policy + " }\n");
}

void TestRetryAfter::whoSaysWhenToAskIsAskedThen_data()
{
    QTest::addColumn<QByteArray>("wish");
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<QByteArray>("timeout");
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("questions");
    QTest::newRow("as it wishes") << "1"_ba
                                  << "concurrency: { max: 1 }"_ba
                                  << "1h"_ba << u"succeeded"_s << 2;
    QTest::newRow("no later than advice is followed") << "3600"_ba
                                                      << "retry: { retry_after_max: 1s, backoff: { max: 1s } }"_ba
                                                      << "1h"_ba << u"succeeded"_s << 2;
    QTest::newRow("no later than there is time") << "3600"_ba
                                                 << "retry: { retry_after_max: 2h }"_ba
                                                 << "2s"_ba << u"blocked"_s << 1;
}

/// Whoever has taken a job up says how long it takes (RFC 9110, 10.2.3), and so do answers to questions.
void TestRetryAfter::whoSaysWhenToAskIsAskedThen()
{
    QFETCH(const QByteArray, wish);
    QFETCH(const QByteArray, policy);
    QFETCH(const QByteArray, timeout);
    QFETCH(const QString, state);
    QFETCH(const int, questions);
    LedgerServer ledger([wish](const LedgerEntry &entry, int number) {
        LedgerAnswer answer = entry.method == "POST" ? jsonAnswer("{}", 202)
                              : number == 2          ? jsonAnswer("{\"state\":\"working\"}")
                                                     : jsonAnswer("{\"state\":\"done\"}");
        answer.extraHeaders += "Retry-After: " + wish + "\r\n";
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), QByteArray(Job).replace("1h", timeout));
    writeService(workspace, ledger.port(), policy);
    QElapsedTimer timer;
    timer.start();
    workspace.run();
    QCOMPARE(workspace.state(), state);
    QCOMPARE(countOf(ledger, "GET"), questions);
    QVERIFY2(timer.elapsed() >= 2'000, qPrintable(QString::number(timer.elapsed())));
    const QString reason = workspace.show().value(u"checkpoints"_s)[0][u"reason"_s].toString();
    QVERIFY2(reason.startsWith(u"taken up; asked every 20ms whether it is done, first in "_s), qPrintable(reason));
}

void TestRetryAfter::whoKnowsBetterEndsASilence_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("as it asked") << 503 << "Retry-After: 300\r\n"_ba
                                 << "as it asked"_ba;
    QTest::newRow("a quota") << 402 << QByteArray() << "as it said that a quota is used up"_ba;
}

/// It is well again, or the quota is paid for, and nobody waits for the rest of it: it is told wherever one looks, and with it
/// what ends it.
void TestRetryAfter::whoKnowsBetterEndsASilence()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, headers);
    QFETCH(const QByteArray, words);
    LedgerServer ledger([=](const LedgerEntry &, int number) {
        LedgerAnswer answer = jsonAnswer("{}", number == 1 ? status : 200);
        answer.extraHeaders = number == 1 ? headers : QByteArray();
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    writeService(workspace, ledger.port(), "concurrency: { max: 1 }");
    for (int i = 0; i < 2; ++i)
        QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"held"_s, 20'000);
    const QList<QByteArray> show{"service", "show", "api"};
    const QList<QByteArray> breaker{"breaker", "api"};
    const auto quietUntil = [&](const QList<QByteArray> &look) {
        return workspace.cairn(look + QList<QByteArray>{"--json"}).json().value(0).value(u"quiet_until"_s).toString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(!quietUntil(show).isEmpty(), 20'000); // written once a second
    QCOMPARE(quietUntil(breaker), quietUntil(show));
    for (const QList<QByteArray> &look : {show, breaker}) {
        const QByteArray told = workspace.cairn(look).output;
        QVERIFY2(told.contains("left alone until ") && told.contains(words) && told.contains("cairn breaker api close"),
                 told.constData());
    }
    QVERIFY(workspace.cairn({"service", "list"}).output.contains("closed; left alone for another "));
    const QByteArray retried = workspace.cairn({"retry", workspace.id().toUtf8()}).output;
    QVERIFY2(retried.contains("trying again: post; api is left alone until "), retried.constData());
    QCOMPARE(ledger.count(), 1);
    const QByteArray closed = workspace.cairn({"breaker", "api", "close"}).output;
    QVERIFY2(closed.contains("it was to be left alone until ") && closed.contains("and is no longer"), closed.constData());
    QTRY_COMPARE_WITH_TIMEOUT(workspace.state(), u"succeeded"_s, 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(quietUntil(show).isEmpty(), 20'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

QTEST_GUILESS_MAIN(TestRetryAfter)
#include "tst_retryafter.moc"
