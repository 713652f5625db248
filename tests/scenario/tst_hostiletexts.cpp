#include "workspacetest.h"

#include <QElapsedTimer>
#include <QRegularExpression>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Names and answers that want to be taken for something else: a line of the log, an order to the terminal, a formula, another
/// direction of reading. Through the real program.
class TestHostileTexts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void thePlantsAreThere();
    void nothingSteersTheTerminal_data();
    void nothingSteersTheTerminal();
    void noLineIsForged();
    void placesInNamesAreNotFilled();
    void theLogHasItsOwnLinesAlone();
    void answersEndInACause_data();
    void answersEndInACause();

private:
    std::unique_ptr<LedgerServer> m_ledger;
    std::unique_ptr<OneServiceWorkspace> m_workspace;
    QString m_name;
    QByteArray m_log;
};

namespace {

const QByteArray Steps =
    "  send:\n    service: api\n    request: { method: POST, path: /send, body: { file: \"${{ .input }}\" } }\n"
    "    response: { expect: \".body.ok == true\" }\n";
const QByteArray ForgedLog = "2031-01-01T00:00:00.000 cairn.runner run r-forged succeeded";

bool isTreacherous(QChar c)
{
    const ushort code = c.unicode();
    return (code < 0x20 && c != u'\n') || (code >= 0x7f && code <= 0x9f) || (code >= 0x202a && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069);
}

} // namespace

void TestHostileTexts::initTestCase()
{
    qputenv("QT_LOGGING_RULES", "cairn.*=true");
    m_ledger = std::make_unique<LedgerServer>([](const LedgerEntry &, int) {
        LedgerAnswer answer = jsonAnswer("{\"ok\":false,\"detail\":\"\\u001b[2J\\nstate      succeeded\"}", 422);
        answer.extraHeaders = "X-Note: \x1b[2J\x1b]0;owned\x07\r\n";
        return answer;
    });
    m_workspace = std::make_unique<OneServiceWorkspace>(m_ledger->port(), Steps);
    m_name = u"=cmd|' -C calc'!A0\n"_s + QString::fromUtf8(ForgedLog) + u"\n\x1b[31mstate      succeeded\u202e\x1b]0;x\a.txt"_s;
    m_workspace->cairn().write(m_name, "content");
    const Outcome ran = m_workspace->cairn().run({u"run"_s, u"p"_s, m_workspace->cairn().path(m_name)});
    QCOMPARE(ran.exitCode, 1);
    m_log = ran.output + ran.errors;
    const Outcome missing = m_workspace->cairn().run({u"run"_s, u"p"_s, m_workspace->cairn().path(u"none-"_s + m_name)});
    QVERIFY(missing.exitCode != 0);
    m_log += missing.output + missing.errors;
}

void TestHostileTexts::thePlantsAreThere()
{
    QCOMPARE(m_workspace->show().value(u"input"_s).toObject().value(u"name"_s).toString(), m_name);
}

void TestHostileTexts::nothingSteersTheTerminal_data()
{
    QTest::addColumn<QList<QByteArray>>("words");
    const QByteArray id = m_workspace->id().toUtf8();
    for (const QList<QByteArray> &words : QList<QList<QByteArray>>{{"runs"},
                                                                   {"show", id},
                                                                   {"show", id, "--json"},
                                                                   {"show", id, "--lineage"},
                                                                   {"status"},
                                                                   {"events"},
                                                                   {"events", "--json"},
                                                                   {"incident", "list"},
                                                                   {"incident", "show", "1"},
                                                                   {"incident", "postmortem", "1"},
                                                                   {"audit", "list"},
                                                                   {"audit", "export"}})
        QTest::newRow(words.join(' ').constData()) << words;
}

void TestHostileTexts::nothingSteersTheTerminal()
{
    QFETCH(const QList<QByteArray>, words);
    const Outcome told = m_workspace->cairn(words);
    const QString text = QString::fromUtf8(told.output + told.errors);
    QVERIFY(!text.isEmpty());
    for (const QChar c : text)
        QVERIFY2(!isTreacherous(c), qPrintable(QString::number(c.unicode(), 16) + u" in "_s + text));
}

void TestHostileTexts::noLineIsForged()
{
    const QByteArray id = m_workspace->id().toUtf8();
    for (const QList<QByteArray> &words :
         QList<QList<QByteArray>>{{"show", id}, {"runs"}, {"status"}, {"show", id, "--lineage"}, {"incident", "show", "1"}}) {
        const QByteArrayList lines = m_workspace->cairn(words).output.split('\n');
        for (const QByteArray &line : lines)
            QVERIFY2(!line.contains("r-forged") || line.contains("=cmd|"), line.constData());
        QCOMPARE(
            std::count_if(lines.begin(), lines.end(), [](const QByteArray &line) { return line.startsWith("state      succ"); }),
            0);
    }
}

void TestHostileTexts::placesInNamesAreNotFilled()
{
    const OneServiceWorkspace workspace(m_ledger->port(), Steps);
    workspace.cairn().write(u"a%2Fb%1%3.txt"_s, "six by");
    QCOMPARE(workspace.cairn({"run", "p", "a%2Fb%1%3.txt"}).exitCode, 1);
    const QByteArray id = workspace.id().toUtf8();
    for (const QList<QByteArray> &words : QList<QList<QByteArray>>{{"show", id}, {"show", id, "--lineage"}}) {
        const QByteArray shown = workspace.cairn(words).output;
        QVERIFY2(shown.contains("input      a%2Fb%1%3.txt, 6 bytes, sha256"), shown.constData());
    }
}

/// Each line of it begins with its time, or is one of the command's own.
void TestHostileTexts::theLogHasItsOwnLinesAlone()
{
    static const QRegularExpression forged(u"(^|\\n)(2031-|state )"_s);
    const QString log = QString::fromUtf8(m_log);
    QVERIFY(log.contains(u"cairn.runner"_s) && log.contains(u"r-forged"_s));
    QVERIFY2(!forged.match(log).hasMatch(), qPrintable(log));
    for (const QChar c : log)
        QVERIFY2(!isTreacherous(c), qPrintable(log));
}

void TestHostileTexts::answersEndInACause_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("deep") << QByteArray(200'000, '[') + QByteArray(200'000, ']');
    QTest::newRow("deep and open") << QByteArray("{\"ok\":").repeated(50'000);
    QTest::newRow("deep enough") << QByteArray(900, '[') + "true" + QByteArray(900, ']');
    QTest::newRow("no UTF-8") << QByteArray("{\"ok\":\"\xff\xfe\xc0\x80\"}");
    QTest::newRow("half a character") << QByteArray("{\"ok\":\"\\ud800\"}");
    QTest::newRow("zeros") << QByteArray(5'000, '\0');
    QTest::newRow("a number of a megabyte") << QByteArray("{\"ok\":1") + QByteArray(1'000'000, '0') + "}";
    QTest::newRow("many keys") << QByteArray("{\"ok\":false" + QByteArray(",\"ok\":false").repeated(100'000) + "}");
    QTest::newRow("backtracking") << QByteArray("{\"ok\":\"") + QByteArray(30'000, 'a') + "!\"}";
}

/// What a service answers can stop a step, but not the runner, and not for long.
void TestHostileTexts::answersEndInACause()
{
    QFETCH(const QByteArray, body);
    LedgerServer ledger([&](const LedgerEntry &, int) { return jsonAnswer(body); });
    const OneServiceWorkspace workspace(
        ledger.port(),
        "  send:\n    service: api\n    request: { method: POST, path: /send, body: { file: \"${{ .input }}\" } }\n"
        "    response: { schema: answer@1, expect: '.body.ok == true or (.body.ok | test(\"^(a+)+$\"))' }\n");
    workspace.cairn().write(
        u"schemas/answer@1.json"_s,
        R"({"type": "object", "properties": {"ok": {"type": ["boolean", "string", "number"], "pattern": "^(a+)+$"}}})");
    workspace.cairn().write(u"a.txt"_s, "content");
    QElapsedTimer time;
    time.start();
    QCOMPARE(workspace.run(), 1);
    QVERIFY2(time.elapsed() < 30'000, qPrintable(QString::number(time.elapsed())));
    const QJsonObject run = workspace.show();
    QCOMPARE(run.value(u"state"_s).toString(), u"blocked"_s);
    const QString cause = run.value(u"cause"_s).toString();
    QVERIFY2(!cause.isEmpty() && cause.size() < 2'000, qPrintable(cause.left(4'000)));
    QCOMPARE(ledger.count(), 1);
}

QTEST_GUILESS_MAIN(TestHostileTexts)
#include "tst_hostiletexts.moc"
