#include "ui/editor/pipelinetext.h"
#include "ui/editor/yamlhighlighter.h"

#include <QTest>

using namespace cairn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// What is said of pipelines, how comparisons read, what is told apart in a source.
class TestPipelineText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void saysWhereInputsComeFrom();
    void saysTheDeadline();
    void changesAreSummedUpAround();
    void changesAreCounted();
    void yamlIsToldApart_data();
    void yamlIsToldApart();

private:
    static QStringList numbers(int from, int to);
};

QStringList TestPipelineText::numbers(int from, int to)
{
    QStringList lines;
    for (int i = from; i <= to; ++i)
        lines.append(QString::number(i));
    return lines;
}

void TestPipelineText::saysWhereInputsComeFrom()
{
    QCOMPARE(inputText({}), u"*, submitted by hand"_s);
    InputRule rule{u"inbox"_s, u"*.pdf"_s, 200'000'000, {}};
    QCOMPARE(inputText(rule), u"*.pdf from the folder inbox, at most 200.0 MB"_s);
    rule.webhookSecret = u"shop-hook"_s;
    QVERIFY(inputText(rule).endsWith(u"; webhooks signed with shop-hook"_s));
}

void TestPipelineText::saysTheDeadline()
{
    QCOMPARE(deadlineText(0ms), u"none"_s);
    QVERIFY(deadlineText(2h).startsWith(u"2h"_s));
}

void TestPipelineText::changesAreSummedUpAround()
{
    QStringList after = numbers(1, 30);
    after[14] = u"fifteen"_s;
    const auto diff = diffLines(numbers(1, 30), after);
    const QList<TextLine> lines = changeLines(diff, 2);
    QCOMPARE(lines.size(), 8); // what went before, 2, the change, 2, what follows
    QVERIFY(lines.first().text.startsWith(u"12 "_s));
    QCOMPARE(lines.first().before, 0);
    QCOMPARE(lines.at(1).text, u"13"_s);
    QCOMPARE(lines.at(1).before, 13);
    QCOMPARE(lines.at(1).after, 13);
    QCOMPARE(lines.at(3).look, std::optional(Look::Blocked));
    QCOMPARE(lines.at(3).sign, u"−"_s);
    QCOMPARE(lines.at(3).after, 0);
    QCOMPARE(lines.at(4).look, std::optional(Look::Succeeded));
    QCOMPARE(lines.at(4).text, u"fifteen"_s);
    QVERIFY(lines.last().text.startsWith(u"13 "_s));
    QCOMPARE(changeLines(diff, std::nullopt).size(), 31);
    QCOMPARE(changeLines(diffLines(numbers(1, 5), numbers(1, 5)), 2).size(), 1);
    QVERIFY(changeLines({}, 2).isEmpty());
}

void TestPipelineText::changesAreCounted()
{
    QCOMPARE(changeSummary(diffLines(numbers(1, 5), numbers(1, 5))), u"No difference"_s);
    const QString summary = changeSummary(diffLines(numbers(1, 5), numbers(3, 9)));
    QVERIFY2(summary.contains(u'4') && summary.contains(u'2'), qPrintable(summary));
}

void TestPipelineText::yamlIsToldApart_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("spans"); // "part:text"
    QTest::newRow("key") << u"steps:"_s << QStringList{u"key:steps"_s};
    QTest::newRow("key and number") << u"version: 3"_s << QStringList{u"key:version"_s, u"number:3"_s};
    QTest::newRow("duration") << u"deadline: 2h"_s << QStringList{u"key:deadline"_s, u"number:2h"_s};
    QTest::newRow("flow") << u"  input: { watch: inbox, match: \"*.pdf\" }"_s
                          << QStringList{u"key:input"_s, u"key:watch"_s, u"key:match"_s, u"text:\"*.pdf\""_s};
    QTest::newRow("comment") << u"a: 1 # see b: 2"_s << QStringList{u"key:a"_s, u"number:1"_s, u"comment:# see b: 2"_s};
    QTest::newRow("no comment") << u"a: b#c"_s << QStringList{u"key:a"_s};
    QTest::newRow("hash in a text") << u"a: \"b # c\""_s << QStringList{u"key:a"_s, u"text:\"b # c\""_s};
    QTest::newRow("expression") << u"file: \"${{ .input }}\""_s
                                << QStringList{u"key:file"_s, u"text:\"${{ .input }}\""_s, u"expression:${{ .input }}"_s};
    QTest::newRow("path") << u"path: /v1/jobs"_s << QStringList{u"key:path"_s};
    QTest::newRow("address") << u"url: https://a.b:80/c"_s << QStringList{u"key:url"_s};
    QTest::newRow("apostrophe") << u"note: don't # x"_s << QStringList{u"key:note"_s, u"comment:# x"_s};
    QTest::newRow("flag") << u"critical: false"_s << QStringList{u"key:critical"_s, u"number:false"_s};
    QTest::newRow("nothing") << u""_s << QStringList();
}

void TestPipelineText::yamlIsToldApart()
{
    QFETCH(QString, line);
    QFETCH(QStringList, spans);
    const QStringList parts{u"key"_s, u"text"_s, u"number"_s, u"comment"_s, u"expression"_s};
    QStringList found;
    for (const YamlSpan &span : yamlSpans(line))
        found.append(parts.at(int(span.part)) + u':' + line.mid(span.start, span.length));
    QCOMPARE(found, spans);
}

QTEST_GUILESS_MAIN(TestPipelineText)
#include "tst_ui_pipelinetext.moc"
