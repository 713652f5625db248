#include "serverprocess.h"
#include "workspacetest.h"

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What people read of a run on a terminal: within its width, whole, and with what helps.
class TestTables : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fitTheTerminal();
    void areWholeForPrograms();
    void aRefusedConnectionNamesARemedy();

private:
    /// What a command prints on a terminal of a hundred columns.
    static QStringList onTerminal(const OneServiceWorkspace &workspace, const QString &words);
};

namespace {
constexpr int Columns = 100;
const QByteArray Steps =
    "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n"
    "    response: { expect: \".body.first_of_several_names == true and .body.second_of_several_names == true\" }\n";
} // namespace

QStringList TestTables::onTerminal(const OneServiceWorkspace &workspace, const QString &words)
{
    QProcess terminal;
    const QString command = u"stty cols %1; NO_COLOR=1 '%2' -C '%3' %4"_s.arg(QString::number(Columns), programPath(u"cairn"_s),
                                                                              workspace.cairn().path(u"."_s), words);
    terminal.start(u"script"_s, {u"-qec"_s, command, u"/dev/null"_s});
    terminal.closeWriteChannel();
    if (!terminal.waitForFinished())
        return {};
    return QString::fromUtf8(terminal.readAllStandardOutput()).remove(u'\r').split(u'\n');
}

void TestTables::fitTheTerminal()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    const QString cause = workspace.show().value("cause"_L1).toString();
    QVERIFY2(cause.size() > 60, qPrintable(cause));
    for (const QString &words : {u"runs"_s, u"show "_s + workspace.id()}) {
        const QStringList lines = onTerminal(workspace, words);
        QVERIFY(lines.size() > 2);
        bool inTable = false;
        for (const QString &line : lines) {
            inTable = inTable || line.startsWith(u"RUN"_s) || line.startsWith(u"STEP"_s);
            QVERIFY2(!inTable || line.size() <= Columns, qPrintable(line));
        }
        QVERIFY2(lines.join(u' ').simplified().contains(cause.simplified()), qPrintable(lines.join(u'\n'))); // nothing is lost
    }
}

void TestTables::areWholeForPrograms()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    QVERIFY(workspace.cairn({"runs"}).output.contains(workspace.show().value("cause"_L1).toString().toUtf8()));
}

void TestTables::aRefusedConnectionNamesARemedy()
{
    const OneServiceWorkspace workspace(freePort(), Steps);
    QCOMPARE(workspace.run(), 1);
    const QByteArray shown = workspace.cairn({"show", workspace.id().toUtf8()}).output;
    QVERIFY2(shown.contains("refused"), shown.constData());
    QVERIFY2(shown.contains("remedy     Check that the service is up"), shown.constData());
}

QTEST_GUILESS_MAIN(TestTables)
#include "tst_tables.moc"
