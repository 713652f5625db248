#include "workspacetest.h"

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// A page, or nothing, where JSON was looked at: a login form, a proxy's error. To jq, what is not there is unequal to whatever a
/// test looks for.
class TestPages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void endNoPoll_data();
    void endNoPoll();
    void matchNoRule_data();
    void matchNoRule();
};

namespace {

const QByteArray Post =
    "  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n";

LedgerAnswer page(const QByteArray &text, int status)
{
    return {status, text, "Content-Type: text/html\r\n"};
}

} // namespace

void TestPages::endNoPoll_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("tests");
    QTest::addColumn<int>("questions");
    const QByteArray login = "<html>Please log in</html>";
    QTest::newRow("a page is not running") << login << "until: '.body.state != \"running\"'"_ba << 3;
    QTest::newRow("nothing is not running") << ""_ba
                                            << "until: '.body.state != \"running\"'"_ba << 3;
    QTest::newRow("a page has no entries") << login << "until: '.body.pending | length == 0'"_ba << 3;
    QTest::newRow("a page is not well") << login << "until: '.body.state == \"done\"', fail_when: '.body.ok != true'"_ba << 3;
    QTest::newRow("a page is no text to look into") << login << "until: '.body.state | startswith(\"don\")'"_ba << 3;
    QTest::newRow("its status is looked at") << login << "until: '.status == 200'"_ba << 1;
}

void TestPages::endNoPoll()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, tests);
    QFETCH(const int, questions);
    LedgerServer ledger([&, asked = 0](const LedgerEntry &entry, int) mutable {
        if (entry.method == "POST")
            return jsonAnswer("{\"id\":7}", 202);
        if (++asked == 1)
            return page(text, 200);
        return jsonAnswer(asked == 2 ? R"({"ok":true,"state":"running","pending":[1]})"
                                     : R"({"ok":true,"state":"done","pending":[]})");
    });
    const OneServiceWorkspace workspace(ledger.port(),
                                        Post + "    await: { poll: { path: /job, every: 20ms, " + tests + " }, timeout: 1h }\n");
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(countOf(ledger, "GET"), questions);
    QCOMPARE(countOf(ledger, "POST"), 1);
}

void TestPages::matchNoRule_data()
{
    QTest::addColumn<QByteArray>("test");
    QTest::addColumn<int>("requests");
    QTest::newRow("what it is not") << ".body.again != true"_ba << 2;
    QTest::newRow("its status") << ".status == 502"_ba << 1;
}

/// A rule of the service speaks of its own answers, not of a proxy's page: that is tried again as any 502.
void TestPages::matchNoRule()
{
    QFETCH(const QByteArray, test);
    QFETCH(const int, requests);
    LedgerServer ledger([](const LedgerEntry &, int number) {
        return number == 1 ? page("<html>Bad gateway</html>", 502) : jsonAnswer("{\"ok\":true}");
    });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    workspace.cairn().write(u"services/api.yaml"_s,
                            "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(ledger.port()) +
                                "\npolicy:\n  retry: { attempts: 3, backoff: { initial: 10ms, max: 20ms } }\n"
                                "  categories: [ { test: '" +
                                test + "', as: data } ]\n");
    QCOMPARE(workspace.run(), requests == 1 ? 1 : 0);
    QCOMPARE(ledger.count(), requests);
}

QTEST_GUILESS_MAIN(TestPages)
#include "tst_pages.moc"
