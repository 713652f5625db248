#include "workspacetest.h"

#include <QRegularExpression>

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
    void theLogBreaksNoProgressBar();
    void drainingTellsWhatIsWaitedFor();
    void saysWhenTheyDidNotArrive();
    void areNoTroubleForWhoHasReadEnough();

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
    const OneServiceWorkspace workspace(1, Steps); // where nobody listens
    QCOMPARE(workspace.run(), 1);
    const QByteArray shown = workspace.cairn({"show", workspace.id().toUtf8()}).output;
    QVERIFY2(shown.contains("refused"), shown.constData());
    QVERIFY2(shown.contains("remedy     Check that the service's base_url is right"), shown.constData());
}

/// A line of the log begins where the bar did, and the bar says what it waits for.
void TestTables::theLogBreaksNoProgressBar()
{
    LedgerServer ledger([](const LedgerEntry &, int number) {
        LedgerAnswer answer;
        answer.status = number < 3 ? 503 : 200;
        answer.delayMs = 200; // the bar is drawn meanwhile
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), "  scan:\n    service: api\n    request: { method: POST, path: /scan }\n");
    const QStringList lines = onTerminal(workspace, u"run p '%1'"_s.arg(workspace.cairn().path(u"a.txt"_s)));
    static const QRegularExpression whole(u"(^|\\x1b\\[K)\\d{4}-\\d\\d-\\d\\dT[0-9:.]+ cairn\\.runner"_s);
    qsizetype told = 0;
    for (const QString &line : lines) {
        if (!line.contains(u" cairn.runner "_s))
            continue;
        ++told;
        QVERIFY2(whole.match(line).hasMatch(), qPrintable(line));
    }
    QVERIFY2(told >= 2 && lines.join(u' ').contains(u"0/1 runs settled"_s), qPrintable(lines.join(u'\n')));
}

/// A runner that ends by itself says meanwhile why it does not.
void TestTables::drainingTellsWhatIsWaitedFor()
{
    LedgerServer ledger([](const LedgerEntry &, int number) {
        LedgerAnswer answer;
        answer.status = number == 1 ? 503 : 200;
        answer.extraHeaders = "Retry-After: 2\r\n";
        return answer;
    });
    const OneServiceWorkspace workspace(ledger.port(), "  scan:\n    service: api\n    request: { method: POST, path: /scan }\n");
    QCOMPARE(workspace.cairn({"submit", "p", "a.txt"}).exitCode, 0);
    const QString told = onTerminal(workspace, u"runner --drain"_s).join(u' ');
    QVERIFY2(told.contains(u"0/1 runs settled; scan is tried again: "_s), qPrintable(told));
    QCOMPARE(workspace.state(), u"succeeded"_s);
}

/// Of a full disk, which a script would take for an empty list otherwise.
void TestTables::saysWhenTheyDidNotArrive()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    QCOMPARE(workspace.run(), 1);
    for (const QString &words : {u"runs"_s, u"status --json"_s, u"audit export"_s, u"payload %1"_s.arg(workspace.id())}) {
        QProcess cairn;
        cairn.setStandardOutputFile(u"/dev/full"_s);
        cairn.start(programPath(u"cairn"_s), QStringList{u"-C"_s, workspace.cairn().path(u"."_s)} + words.split(u' '));
        QVERIFY(cairn.waitForFinished());
        QCOMPARE(cairn.exitCode(), 3);
        QVERIFY2(cairn.readAllStandardError().contains("not all of the output could be written"), qPrintable(words));
    }
}

/// A closed pipe ends what prints; it does not end what works.
void TestTables::areNoTroubleForWhoHasReadEnough()
{
    LedgerServer ledger([](const LedgerEntry &, int) {
        return jsonAnswer("{\"first_of_several_names\":true,\"second_of_several_names\":true}");
    });
    const OneServiceWorkspace workspace(ledger.port(), Steps);
    workspace.cairn().write(u"a.txt"_s, "a");
    const QString folder = workspace.cairn().path(u"."_s);
    const QString command = u"'%1' -C '%2' run p '%2/a.txt' 2>&1 | true"_s.arg(programPath(u"cairn"_s), folder);
    QCOMPARE(QProcess::execute(u"sh"_s, {u"-c"_s, command}), 0);
    QCOMPARE(workspace.state(), u"succeeded"_s);
}

QTEST_GUILESS_MAIN(TestTables)
#include "tst_tables.moc"
