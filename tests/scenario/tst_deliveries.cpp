#include "workspacetest.h"

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What is in an outbox is replaced by its own newer self, and by nothing else.
class TestDeliveries : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itemsOfOneNameAreNotWrittenOverEachOther_data();
    void itemsOfOneNameAreNotWrittenOverEachOther();
    void itemsThatChangedTheirPlacesReplaceTheirOlderSelves();
    void whatEqualsAnOlderFileElsewhereStays();

private:
    static QByteArray outbox(const OneServiceWorkspace &workspace, const QString &name)
    {
        return workspace.cairn().read(u"outbox/"_s + name);
    }
};

namespace {

QByteArray listAndDeliver(const QByteArray &name, const QByteArray &parallel = "1")
{
    return "  list:\n    service: api\n    request: { method: POST, path: /list, body: { file: \"${{ .input }}\" } }\n"
           "  out:\n    needs: [list]\n    foreach: \"${{ .steps.list.body.l }}\"\n    parallel: " +
           parallel + "\n    deliver: { to: outbox, name: \"" + name + "\", content: \"${{ .item }}\" }\n";
}

LedgerAnswer inOrder(const LedgerEntry &, int)
{
    return jsonAnswer(R"({"l":["a","b"]})");
}

/// Each time the other way round.
LedgerAnswer turned(const LedgerEntry &, int number)
{
    return jsonAnswer(number % 2 == 1 ? R"({"l":["a","b"]})" : R"({"l":["b","a"]})");
}

} // namespace

void TestDeliveries::itemsOfOneNameAreNotWrittenOverEachOther_data()
{
    QTest::addColumn<QByteArray>("parallel");
    QTest::newRow("one after the other") << QByteArray("1");
    QTest::newRow("at once") << QByteArray("2");
}

/// In a rerun neither, for which the other item's file was one that an older run made.
void TestDeliveries::itemsOfOneNameAreNotWrittenOverEachOther()
{
    QFETCH(QByteArray, parallel);
    LedgerServer ledger(inOrder);
    const OneServiceWorkspace workspace(ledger.port(), listAndDeliver("f.txt", parallel));
    QCOMPARE(workspace.run(), 1);
    const QString first = workspace.id();
    QCOMPARE(workspace.state(), u"blocked"_s);
    const QByteArray content = outbox(workspace, u"f.txt"_s);
    QVERIFY(content == "a" || content == "b");
    for (int rerun = 0; rerun < 5; ++rerun) {
        QCOMPARE(workspace.cairn({"rerun", first.toUtf8()}).exitCode, 0);
        workspace.drain();
        QCOMPARE(workspace.state(), u"blocked"_s);
        QCOMPARE(workspace.show().value(u"category"_s).toString(), u"conflict"_s);
        QCOMPARE(workspace.states(u"out"_s).count(u"succeeded"_s), 1);
    }
}

void TestDeliveries::itemsThatChangedTheirPlacesReplaceTheirOlderSelves()
{
    LedgerServer ledger(turned);
    const OneServiceWorkspace workspace(ledger.port(), listAndDeliver("f${{ .index }}.txt"));
    QCOMPARE(workspace.run(), 0);
    QCOMPARE(outbox(workspace, u"f0.txt"_s), QByteArray("a"));
    QCOMPARE(workspace.cairn({"rerun", workspace.id().toUtf8()}).exitCode, 0);
    workspace.drain();
    QCOMPARE(workspace.state(), u"succeeded"_s);
    QCOMPARE(outbox(workspace, u"f0.txt"_s), QByteArray("b"));
    QCOMPARE(outbox(workspace, u"f1.txt"_s), QByteArray("a"));
}

/// Somebody's file that holds what the step once delivered under another name.
void TestDeliveries::whatEqualsAnOlderFileElsewhereStays()
{
    LedgerServer ledger;
    const auto steps = [](const QByteArray &name, const QByteArray &content) {
        return "  out:\n    deliver: { to: outbox, name: " + name + ", content: \"" + content + "\" }\n";
    };
    const OneServiceWorkspace workspace(ledger.port(), steps("one.txt", "once"));
    QCOMPARE(workspace.run(), 0);
    const QString first = workspace.id();
    workspace.cairn().write(u"outbox/two.txt"_s, "once");
    workspace.writeSteps(steps("two.txt", "again"), 2);
    QCOMPARE(workspace.cairn({"apply"}).exitCode, 0);
    QCOMPARE(workspace.cairn({"rerun", first.toUtf8(), "--latest"}).exitCode, 0);
    workspace.drain();
    QCOMPARE(workspace.state(), u"blocked"_s);
    QCOMPARE(workspace.show().value(u"category"_s).toString(), u"conflict"_s);
    QCOMPARE(outbox(workspace, u"two.txt"_s), QByteArray("once"));
}

QTEST_GUILESS_MAIN(TestDeliveries)
#include "tst_deliveries.moc"
