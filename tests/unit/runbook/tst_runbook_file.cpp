#include "definition/runbookfile.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Runbooks are read whole, and whatever is wrong in one is named at its place with what to do.
class TestRunbookFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAllOfIt();
    void readsEveryAction_data();
    void readsEveryAction();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void collectsNamesOfOthers();
    void stepsAndFences();
    void hidesNothing_data();
    void hidesNothing();
    void isBounded();

private:
    static RunbookFile read(const QByteArray &text) { return readRunbookFile(text, u"runbooks/publish-503.md"_s); }
    static QByteArray withAction(const QByteArray &action)
    {
        return "---\ntitle: T\nmatch: { category: network }\n---\n```action\n" + action + "```\n";
    }
};

void TestRunbookFile::readsAllOfIt()
{
    const RunbookFile file = read(
        "---\n"
        "title: Publisher down\n"
        "match: { service: publish, step: [publish, archive], category: [network, service], status: 5xx, pipeline: intake }\n"
        "severity: high\n"
        "escalate: 30m\n"
        "---\n"
        "Some *text*.\n"
        "\n"
        "- [ ] First step\n"
        "  goes on\n"
        "- [ ] Second\n"
        "\n"
        "```action\n"
        "do: canary\n"
        "label: In waves\n"
        "stop_at: 25%\n"
        "```\n"
        "After.\n");
    QVERIFY2(file.problems.isEmpty(), qPrintable(file.problems.value(0).toString()));
    const Runbook &runbook = file.runbook;
    QCOMPARE(runbook.name, u"publish-503"_s);
    QCOMPARE(runbook.title, u"Publisher down"_s);
    QCOMPARE(
        runbook.match,
        (RunbookMatch{
            {u"publish"_s}, {u"publish"_s, u"archive"_s}, {Category::Network, Category::Service}, {u"5xx"_s}, {u"intake"_s}}));
    QCOMPARE(runbook.severity, Severity::High);
    QCOMPARE(runbook.escalation, RunbookEscalation{std::chrono::minutes(30)});
    QCOMPARE(runbook.parts.size(), 5);
    QCOMPARE(runbook.parts.at(0).text, u"Some *text*."_s);
    QCOMPARE(runbook.parts.at(1).kind, RunbookPart::Kind::Step);
    QCOMPARE(runbook.parts.at(1).text, u"First step\ngoes on"_s);
    QCOMPARE(runbook.parts.at(2).number, 2);
    QCOMPARE(runbook.part(RunbookPart::Kind::Action, 1)->action.stopAt, 0.25);
    QCOMPARE(runbook.part(RunbookPart::Kind::Action, 1)->action.label, u"In waves"_s);
    QVERIFY(!runbook.part(RunbookPart::Kind::Action, 2));
    QCOMPARE(runbook.parts.at(4).text, u"After."_s);
    QCOMPARE(runbook.digest, Digest::of(runbook.source));
    QVERIFY(!runbook.isShipped());
}

void TestRunbookFile::readsEveryAction_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("key");
    QTest::newRow("probe") << QByteArray("do: probe\nlabel: L\npath: /health?x=1\nmethod: HEAD\nservice: ocr\n")
                           << u"probe service=ocr path=/health?x=1"_s;
    QTest::newRow("plain probe") << QByteArray("do: probe\nlabel: L\n") << u"probe"_s;
    QTest::newRow("retry") << QByteArray("do: retry\nlabel: L\nat_most: 5\n") << u"retry at_most=5"_s;
    QTest::newRow("retry all") << QByteArray("do: retry\nlabel: L\n") << u"retry"_s;
    QTest::newRow("canary") << QByteArray("do: canary\nlabel: L\n") << u"canary stop_at=50%"_s;
    QTest::newRow("resume") << QByteArray("do: resume\nlabel: L\n") << u"resume with=latest"_s;
    QTest::newRow("edit") << QByteArray("do: resume\nlabel: L\nwith: edit\n") << u"resume with=edit"_s;
    QTest::newRow("skip") << QByteArray("do: skip\nlabel: L\n") << u"skip"_s;
    QTest::newRow("decide") << QByteArray("do: decide\nlabel: L\noutcome: not-happened\n") << u"decide outcome=not-happened"_s;
    QTest::newRow("breaker") << QByteArray("do: breaker\nlabel: L\norder: open\nfor: 5m\n") << u"breaker order=open"_s;
    QTest::newRow("breaker auto") << QByteArray("do: breaker\nlabel: L\norder: auto\nservice: ocr\n")
                                  << u"breaker service=ocr order=auto"_s;
    QTest::newRow("pause") << QByteArray("do: pause\nlabel: L\npipeline: intake\n") << u"pause pipeline=intake"_s;
    QTest::newRow("unpause") << QByteArray("do: unpause\nlabel: L\npipeline: intake\n") << u"unpause pipeline=intake"_s;
    QTest::newRow("escalate") << QByteArray("do: escalate\nlabel: L\nto: oncall\n") << u"escalate to=oncall"_s;
    QTest::newRow("open") << QByteArray("do: open\nlabel: L\nwhat: policy\n") << u"open what=policy"_s;
}

void TestRunbookFile::readsEveryAction()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, key);
    const RunbookFile file = read(withAction(text));
    QVERIFY2(file.problems.isEmpty(), qPrintable(file.problems.value(0).toString()));
    QCOMPARE(file.runbook.part(RunbookPart::Kind::Action, 1)->action.key(), key);
}

void TestRunbookFile::namesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("said"); // the beginning of it
    const auto row = [](const char *name, const QByteArray &text, const QString &said) { QTest::newRow(name) << text << said; };
    row("no front matter", "# Hello\n", u"1:1: the runbook has no front matter"_s);
    row("empty front matter", "---\n---\nText\n", u"1:1: the runbook has no front matter"_s);
    row("endless front matter", "---\ntitle: T\n", u"1:1: the front matter never ends"_s);
    row("no title", "---\nseverity: low\n---\n", u"2:1: 'title' is missing"_s);
    row("unknown key", "---\ntitle: T\nsevrity: low\n---\n",
        u"3:1: unknown key 'sevrity' in a runbook's front matter. Did you mean 'severity'?"_s);
    row("unknown match", "---\ntitle: T\nmatch: { servce: x }\n---\n",
        u"3:10: unknown key 'servce' in match. Did you mean 'service'?"_s);
    row("no such category", "---\ntitle: T\nmatch:\n  category: [network, netwrk]\n---\n",
        u"4:23: 'netwrk' is no category. Did you mean 'network'?"_s);
    row("no such status", "---\ntitle: T\nmatch: { status: 700 }\n---\n", u"3:18: '700' is no status"_s);
    row("map as a value", "---\ntitle: T\nmatch: { step: { a: b } }\n---\n",
        u"3:16: 'step' must be a text, or a list of texts"_s);
    row("no such severity", "---\ntitle: T\nseverity: hgh\n---\n", u"3:11: 'hgh' is no severity. Did you mean 'high'?"_s);
    row("no time", "---\ntitle: T\nescalate: soon\n---\n", u"3:11: 'soon' does not say when to escalate"_s);
    row("bad YAML", "---\ntitle: [T\n---\n", u"3:1: "_s);
    row("two documents", "---\ntitle: T\n...\ntitle: U\n---\n", u"4:1: a second document begins here"_s);
    row("ticked", "---\ntitle: T\n---\n- [x] Done\n", u"4:4: a step is not ticked in its file"_s);
    row("says nothing", "---\ntitle: T\n---\n\n- [ ]\n", u"5:1: this step says nothing"_s);
    row("open fence", "---\ntitle: T\n---\n```action\ndo: skip\n", u"4:1: this block is never closed"_s);
    row("empty action", withAction(""), u"5:1: the action is empty"_s);
    row("no verb", withAction("label: L\n"), u"6:1: 'do' is missing"_s);
    row("no such verb", withAction("do: retri\nlabel: L\n"),
        u"6:5: 'retri' is nothing that an action can do. Did you mean 'retry'?"_s);
    row("no label", withAction("do: skip\n"), u"6:1: 'label' is missing"_s);
    row("another's argument", withAction("do: skip\nlabel: L\nat_most: 5\n"),
        u"8:1: unknown key 'at_most' in the action 'skip'"_s);
    row("no number", withAction("do: retry\nlabel: L\nat_most: many\n"), u"8:10: 'at_most' must be a whole number"_s);
    row("no share", withAction("do: canary\nlabel: L\nstop_at: 0.5\n"), u"8:10: 'stop_at' must be a share of failures"_s);
    row("no outcome", withAction("do: decide\nlabel: L\n"), u"6:1: 'outcome' is missing"_s);
    row("no such outcome", withAction("do: decide\nlabel: L\noutcome: perhaps\n"),
        u"8:10: 'perhaps' is nothing that 'outcome' can be"_s);
    row("auto for", withAction("do: breaker\nlabel: L\norder: auto\nfor: 5m\n"), u"9:1: 'for' means nothing with order: auto"_s);
    row("too long", withAction("do: breaker\nlabel: L\norder: open\nfor: 1000h\n"), u"9:1: an order lasts for up to 30 days"_s);
    row("path upwards", withAction("do: probe\nlabel: L\npath: /../admin\n"),
        u"8:7: '/../admin' is no path below a service's base URL"_s);
    row("another host", withAction("do: probe\nlabel: L\npath: \"http://elsewhere/\"\n"),
        u"8:7: 'http://elsewhere/' is no path"_s);
    row("method", withAction("do: probe\nlabel: L\nmethod: DELETE\n"), u"8:9: 'DELETE' is nothing that 'method' can be"_s);
    row("a list", withAction("- do: skip\n"), u"6:1: an action must be a map"_s);
    row("an alias", withAction("do: skip\nlabel: *there\n"), u"7:8: "_s);
    row("long label", withAction("do: skip\nlabel: " + QByteArray(100, 'x') + "\n"), u"7:8: the label is too long"_s);
}

void TestRunbookFile::namesWhatIsWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, said);
    const RunbookFile file = read(text);
    QStringList all;
    for (const Problem &problem : file.problems)
        all.append(problem.toString());
    const QString expected = u"runbooks/publish-503.md:"_s + said;
    QVERIFY2(std::any_of(all.begin(), all.end(), [&](const QString &one) { return one.startsWith(expected); }),
             qPrintable(expected + u"\nwas not said, but\n"_s + all.join(u'\n')));
    for (const Problem &problem : file.problems)
        QVERIFY2(!problem.remedy.isEmpty() || said.endsWith(u": "_s), qPrintable(problem.toString()));
}

void TestRunbookFile::collectsNamesOfOthers()
{
    const RunbookFile file = read("---\ntitle: T\nmatch: { service: a, pipeline: [b], step: c }\n---\n"
                                  "```action\ndo: probe\nlabel: L\nservice: d\n```\n"
                                  "```action\ndo: pause\nlabel: L\npipeline: e\n```\n");
    QVERIFY(file.problems.isEmpty());
    QStringList names;
    for (const RunbookUse &use : file.uses)
        names.append(u"%1@%2:%3"_s.arg(use.name).arg(use.at.line).arg(use.at.column));
    QCOMPARE(names, (QStringList{u"a@3:19"_s, u"c@3:43"_s, u"b@3:33"_s, u"d@8:10"_s, u"e@13:11"_s}));
}

void TestRunbookFile::stepsAndFences()
{
    const RunbookFile file = read("---\ntitle: T\n---\n"
                                  "~~~\n```action\n- [ ] no step\n~~~\n"
                                  "1. [ ] no step either\n"
                                  "* [ ] a step\n"
                                  "  - [ ] one below it\n"
                                  "````action\ndo: skip\nlabel: \"```\"\n````\n"
                                  "`` ```action `` is code\n");
    QVERIFY2(file.problems.isEmpty(), qPrintable(file.problems.value(0).toString()));
    QCOMPARE(file.runbook.count(RunbookPart::Kind::Step), 2);
    QCOMPARE(file.runbook.count(RunbookPart::Kind::Action), 1);
    QCOMPARE(file.runbook.parts.first().text, u"~~~\n```action\n- [ ] no step\n~~~\n1. [ ] no step either"_s);
    QCOMPARE(file.runbook.part(RunbookPart::Kind::Action, 1)->action.label, u"```"_s);
    QCOMPARE(file.runbook.parts.last().text, u"`` ```action `` is code"_s);
    const RunbookFile windows = read("---\r\ntitle: T\r\n---\r\n- [ ] a step\r\n```action\r\ndo: skip\r\nlabel: L\r\n```\r\n");
    QVERIFY2(windows.problems.isEmpty(), qPrintable(windows.problems.value(0).toString()));
    QCOMPARE(windows.runbook.part(RunbookPart::Kind::Step, 1)->text, u"a step"_s);
    QCOMPARE(windows.runbook.part(RunbookPart::Kind::Action, 1)->action.label, u"L"_s);
}

void TestRunbookFile::hidesNothing_data()
{
    QTest::addColumn<QByteArray>("inserted");
    QTest::addColumn<QString>("said");
    const QString hidden = u"4:4: a character here is not seen"_s;
    QTest::newRow("escape sequence") << QByteArray("\x1b[2J") << hidden;
    QTest::newRow("writing direction") << QByteArray("\xe2\x80\xae") << hidden;
    QTest::newRow("C1") << QByteArray("\xc2\x9b") << hidden;
    QTest::newRow("null") << QByteArray("\0", 1) << hidden;
    QTest::newRow("no UTF-8") << QByteArray("\xff\xfe") << u"1:1: the file is not text in UTF-8"_s;
}

void TestRunbookFile::hidesNothing()
{
    QFETCH(QByteArray, inserted);
    QFETCH(QString, said);
    const RunbookFile file = read("---\ntitle: T\n---\nabc" + inserted + "def\n");
    QCOMPARE(file.problems.size(), 1);
    QVERIFY2(file.problems.first().toString().startsWith(u"runbooks/publish-503.md:"_s + said),
             qPrintable(file.problems.first().toString()));
}

void TestRunbookFile::isBounded()
{
    const QByteArray front = "---\ntitle: T\n---\n";
    QVERIFY(read(front + QByteArray(MaxRunbookBytes, 'x')).problems.value(0).what.contains(u"more than 128 KiB"_s));
    QVERIFY(read(front + QByteArray("- [ ] s\n").repeated(101)).problems.value(0).what.contains(u"more than 100 steps"_s));
    const RunbookFile many = read(front + QByteArray("```action\ndo: skip\nlabel: L\n```\n").repeated(3'000));
    QVERIFY(many.problems.value(0).what.contains(u"40 actions"_s));
    QVERIFY(read(front + QByteArray(100'000, '`')).problems.size() <= 1);
    QVERIFY(!readRunbookFile(front, u"runbooks/no name.md"_s).problems.isEmpty());
}

QTEST_GUILESS_MAIN(TestRunbookFile)
#include "tst_runbook_file.moc"
