#include "workspacetest.h"

#include <QDirIterator>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What services refuse, or give without end, costs neither the disk nor other runs, and no person where waiting is enough.
class TestUntaken : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ofWhatWasNotTakenTheBeginningIsKept_data();
    void ofWhatWasNotTakenTheBeginningIsKept();
    void whatIsUnderWayIsAwaited();
    void limitsHoldTheOthers_data();
    void limitsHoldTheOthers();
};

namespace {
const QByteArray Post =
    "  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: '${{ .input }}' } }\n";
} // namespace

void TestUntaken::ofWhatWasNotTakenTheBeginningIsKept_data()
{
    QTest::addColumn<int>("end");
    QTest::addColumn<QByteArray>("service");
    QTest::newRow("cut short") << int(LedgerAnswer::End::Truncate) << QByteArray();
    QTest::newRow("too large") << int(LedgerAnswer::End::WholeWithoutLength) << "max_response: 2MB\n"_ba;
}

/// A service without end would fill the disk, an attempt after the other.
void TestUntaken::ofWhatWasNotTakenTheBeginningIsKept()
{
    QFETCH(const int, end);
    QFETCH(const QByteArray, service);
    LedgerServer ledger([end](const LedgerEntry &, int number) {
        LedgerAnswer answer = jsonAnswer("\"" + QByteArray(8 << 20, char('a' + number)) + '"'); // never the same bytes
        answer.end = LedgerAnswer::End(end);
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), Post, service);
    QCOMPARE(workspace.run(), 1);
    qint64 kept = 0;
    QDirIterator files(workspace.cairn().path(u".cairn/payloads"_s), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        kept += QFileInfo(files.next()).size();
    QCOMPARE(kept, 0); // so little needs no file
    const QByteArray output = workspace.cairn({"payload", workspace.id().toUtf8() + "/post.out"}).output;
    QCOMPARE(output.size(), 64 << 10);
    QVERIFY(output.startsWith('"' + QByteArray(9, char('a' + ledger.count()))));
    const QString cause = workspace.show().value(u"attempts"_s)[0][u"cause"_s].toString();
    QVERIFY2(cause.contains(u"that came the first 64 KiB are kept"_s), qPrintable(cause));
}

/// draft-ietf-httpapi-idempotency-key-header: 409 says that the request before is still worked on.
void TestUntaken::whatIsUnderWayIsAwaited()
{
    LedgerServer ledger([](const LedgerEntry &, int number) {
        LedgerAnswer answer = jsonAnswer(number == 4 ? "{\"ok\":true}" : "{}", number == 4 ? 200 : 409);
        answer.end = number == 1 ? LedgerAnswer::End::CloseBeforeReply : LedgerAnswer::End::Normal;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    workspace.cairn().write(u"services/api.yaml"_s,
                            "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
                                "\npolicy: { retry: { backoff: { initial: 10ms, max: 20ms } } }\n");
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(ledger.count(), 4);
    const auto entries = ledger.entries();
    QVERIFY(std::all_of(entries.begin(), entries.end(), [&](const LedgerEntry &entry) { return entry.key == entries[0].key; }));

    LedgerServer refusing([](const LedgerEntry &, int) { return jsonAnswer("{}", 409); }); // from the first on
    const OneServiceWorkspace other(refusing.port(), Post);
    QCOMPARE(other.run(), 1);
    QCOMPARE(refusing.count(), 1);
}

void TestUntaken::limitsHoldTheOthers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("advice that is not followed") << 503 << "Retry-After: 3600\r\n"_ba
                                                 << "{}"_ba;
    QTest::newRow("payment required") << 402 << QByteArray() << "{}"_ba;
    QTest::newRow("quota") << 429 << "Content-Type: application/problem+json\r\n"_ba
                           << "{\"type\":\"https://iana.org/assignments/http-problem-types#quota-exceeded\"}"_ba;
}

/// facts.md: 402 and quotas pause the service. The first finds out, the others are held, and none of them needs a person.
void TestUntaken::limitsHoldTheOthers()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, headers);
    QFETCH(const QByteArray, body);
    LedgerServer ledger([=](const LedgerEntry &, int) {
        LedgerAnswer answer = jsonAnswer(body, status);
        answer.extraHeaders = headers;
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    workspace.cairn().write(u"services/api.yaml"_s,
                            "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
                                "\npolicy: { concurrency: { max: 1 }, retry: { attempts: 1 } }\n");
    constexpr int Files = 6;
    for (int i = 0; i < Files; ++i)
        QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    auto runner = workspace.cairn().start({u"runner"_s});
    const auto statesNow = [&workspace] {
        QMap<QString, int> states;
        for (const QJsonObject &run : workspace.cairn({"runs", "--json"}).json())
            ++states[run.value(u"state"_s).toString()];
        return states;
    };
    QTRY_COMPARE_WITH_TIMEOUT(statesNow(), (QMap<QString, int>{{u"blocked"_s, 1}, {u"held"_s, Files - 1}}), 20'000);
    QCOMPARE(ledger.count(), 1);
    runner->terminate();
    QVERIFY(runner->waitForFinished());
}

QTEST_GUILESS_MAIN(TestUntaken)
#include "tst_untaken.moc"
