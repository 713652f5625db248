#include "processortimer.h"

#include "definition/datatest.h"
#include "definition/expression.h"
#include "definition/jqvalue.h"
#include "definition/stepresult.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// That what in libjq 1.6 ends the process, never returns, or damages data stays outside, and works as documented otherwise.
class TestExpressionDefects : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void defectsOfLibjqStayOutside_data();
    void defectsOfLibjqStayOutside();
    void noOperationTakesLong_data();
    void noOperationTakesLong();
    void classesLookOrSaySo_data();
    void classesLookOrSaySo();
    void classesFindWhatComesAfter_data();
    void classesFindWhatComesAfter();
    void remaindersOfLargeNumbers();
    void bytesAreNoText();
    void numbersWithoutEndAreNoJson();
    void deepValuesAreLetGo();

private:
    QString render(const char *text) { return m_engine->renderText(QString::fromUtf8(text), m_context).value_or(u"?"_s); }

    ExpressionContext m_context;
    std::unique_ptr<ExpressionEngine> m_engine = std::make_unique<ExpressionEngine>();
};

void TestExpressionDefects::init()
{
    m_context = ExpressionContext();
    m_context.set(u"input"_s, QJsonObject{{u"name"_s, u"a.pdf"_s}, {u"size"_s, 5}});
    m_context.setStep(
        u"scan"_s,
        {200,
         {},
         {},
         "{\"n\":1e9,\"far\":1e300,\"umlauts\":\"\u00e4 \u00f6,b\",\"empty\":\"\",\"list\":[1,2],\"f\":0.1,\"o\":{}}"});
}

void TestExpressionDefects::defectsOfLibjqStayOutside_data()
{
    QTest::addColumn<QString>("program");
    // each of these aborts the process, or never returns, in libjq 1.6 as it comes
    for (const char *program : {".steps.scan.body.far | todate",
                                ".steps.scan.body.far | strftime(\"%Y\")",
                                "-1e300 | todateiso8601",
                                "1 | strftime(1)",
                                "1 | strftime([])",
                                "\"abc\" | indices(\"\")",
                                ".input.name | index(.steps | .scan.body.empty)",
                                "\"abc\" | rindex(\"\")",
                                "\"ab\" * .steps.scan.body.n",
                                "nan | [1] | .[nan:]",
                                "jn(1e9; 1)",
                                "null | del(.[nan])",
                                "\"x\" | test(\"(\")",
                                "[1] | .[536870911] = 1",
                                "null | setpath([1e9]; 1)",
                                "[] | .[.[0] // 1e9] |= 1",
                                "{} | .a[1e9] += 1",
                                "fromstream(([[1e9], 1], [[1e9]]))",
                                "(\"nan\" | tonumber) as $n | [1] | .[$n:]",
                                "(\"[-nan]\" | fromjson) as $n | [1] | .[$n[0]:]",
                                "(\"infinity\" | tonumber) | . - . | . as $n | [1] | .[$n:]",
                                "(-1 | sqrt) as $n | [1] | .[$n:]",
                                "[1, 2] | del(.[-1 | sqrt])",
                                "(0 | log | . * 0) as $n | [1] | .[:$n]",
                                "(.steps.scan.body.far * 1e10) as $n | [1] | .[$n - $n:]",
                                "1e999 - 1e999",
                                "1e200 * 1e200 - (1e200 * 1e200)",
                                ".steps.scan.body.far % -1",
                                "1e19 % (0 - 1)",
                                ".steps.scan.body.umlauts | [scan(\"x?\")]",
                                ".steps.scan.body.umlauts | gsub(\"x*\"; \"\")",
                                ".steps.scan.body.umlauts | [match([\"(?=.)\", \"g\"])]",
                                "(.input.size | remainder(.; 0)) as $n | [1] | .[$n:]",
                                ".steps.scan.body.umlauts | sub([\"x?\", \"g\"]; \"y\")",
                                ".steps.scan.body.umlauts | [splits(\"\\\\b\")]"})
        QTest::newRow(program) << QString::fromUtf8(program);
}

void TestExpressionDefects::defectsOfLibjqStayOutside()
{
    QFETCH(QString, program);
    const auto result = m_engine->evaluate(u"${{ %1 }}"_s.arg(program), m_context);
    QVERIFY(!result);
    QVERIFY2(!result.error().detail.contains(u"stopped after"_s), qPrintable(result.error().detail));
    // and what they shadow works as documented
    QCOMPARE(render("${{ 0 | todate }}"), u"1970-01-01T00:00:00Z"_s);
    QCOMPARE(render("${{ 86400 | strftime(\"%d.%m.%Y\") }}"), u"02.01.1970"_s);
    QCOMPARE(render("${{ \"a,b, cd\" | [index(\",\"), rindex(\",\"), indices(\",\")] | tojson }}"), u"[1,3,[1,3]]"_s);
    QCOMPARE(render("${{ [0,1,2,1] | [index(1), rindex(1), indices(1), indices([1,2])] | tojson }}"), u"[1,3,[1,3],[1]]"_s);
    QCOMPARE(render("${{ [(1,2) * (3,4), \"ab\" * 2, ({a: {b: 1}} * {a: {c: 2}})] | tojson }}"),
             u"[3,6,4,8,\"abab\",{\"a\":{\"b\":1,\"c\":2}}]"_s);
    QCOMPARE(render("${{ [1,2,3] | [.[1] = (7,8), (.[0] |= . + 1), (.[] |= empty), (.[5] += 1), del(.[0])] | tojson }}"),
             u"[[1,7,3],[1,8,3],[2,2,3],[2],[1,2,3,null,null,1],[2,3]]"_s);
    QCOMPARE(render("${{ [(null | setpath([\"a\", 1]; 5)), (try (null | setpath(7; 1)) catch \"no\"), fromstream([\"x\", 1] | "
                    "tostream)] | tojson }}"),
             u"[{\"a\":[null,5]},\"no\",[\"x\",1]]"_s);
    QCOMPARE(render("${{ [1 - (2, 3), 7 % 3, 1 / 4, ([1, 2, 1] - [1]), (4 | sqrt), pow(2; 3), (\"12\" | tonumber), "
                    "(\"[1.5,null]\" | fromjson)] | tojson }}"),
             u"[-1,-2,1,0.25,[2],2,8,12,[1.5,null]]"_s);
    QCOMPARE(render("${{ .steps.scan.body.umlauts | [scan(\"[a-z]+\"), split(\", *\"; null)[0], (gsub(\"^\\\\s+|(?<c>,)\"; "
                    "\"\\(.c)-\")), "
                    "([match(\".\"; \"g\").offset] | add), [scan(\"(?<=\u00f6,)[a-z](?!x)|\\\\b\u00f6\")]] | tojson }}"),
             u"[\"b\",\"\u00e4 \u00f6\",\"\u00e4 \u00f6,-b\",10,[\"\u00f6\",\"b\"]]"_s);
}

/// An operation within libjq is nothing that the watchdog could stop.
void TestExpressionDefects::noOperationTakesLong_data()
{
    QTest::addColumn<QString>("program");
    for (const char *program :
         {".blanks | test(\"\\\\s+$\")", ".blanks | sub(\"\\\\s+$\"; \"\")", ".blanks | gsub(\"^\\\\s+|\\\\s+$\"; \"\")",
          ".blanks | [scan(\" \")]", ".ids - .others", ".ids | contains([range(30000) | tostring])",
          "[range(30000) | tostring] | inside(.)", ".ids | indices(.others)",
          "{a: .ids} | contains({a: [range(30000) | tostring]})", "(\"a\" * 4000000) as $t | $t | indices(\"a\" * 2000000)"})
        QTest::newRow(program) << QString::fromUtf8(program);
}

void TestExpressionDefects::noOperationTakesLong()
{
    QFETCH(QString, program);
    QJsonArray ids;
    QJsonArray others;
    for (int i = 0; i < 30'000; ++i) {
        ids.append(u"id-%1"_s.arg(i));
        others.append(u"other-%1"_s.arg(i));
    }
    m_context.set(u"blanks"_s, QString(400'000, u' ') + QLatin1Char('x'));
    m_context.set(u"ids"_s, ids);
    m_context.set(u"others"_s, others);
    ExpressionEngine engine(ExpressionLimits{.time = 200ms});
    const ProcessorTimer timer;
    QVERIFY(!engine.evaluate(u"${{ %1 }}"_s.arg(program), m_context));
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(render("${{ [([\"abc\", 1] | contains([\"b\"])), ({a: [{b: \"xy\"}]} | contains({a: [{b: \"y\"}]})), ({a: 1} | "
                    "contains({b: 1})), "
                    "([1] | inside([2, 1])), (\"a\" | inside(\"ba\")), (\"a b \" | sub(\"\\\\s+$\"; \"\"))] | tojson }}"),
             u"[true,true,false,true,true,\"a b\"]"_s);
}

/// What a class of data has not looked at is not what it has not found, whatever its program does with errors.
void TestExpressionDefects::classesLookOrSaySo_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QString>("note");
    const QString long70k = QString(70'000, u'x') + u" AB-1234567"_s;
    const auto row = [](const char *name, const char *how, const QString &note) {
        QTest::newRow(name) << QString::fromUtf8(how) << note;
    };
    row("too long", ".. | strings | match(\"AB-[0-9]{7}\"; \"g\")", long70k);
    row("too long, with a question mark", ".. | strings | match(\"AB-[0-9]{7}\"; \"g\")?", long70k);
    row("too long, alternatively", "try (.. | strings | match(\"AB-[0-9]{7}\"; \"g\")) catch false", long70k);
    row("hollow", "[.. | strings | scan(\"(?:AB-[0-9]{7})?\")] | any(. != \"\")", u"M\u00fcller AB-1234567"_s);
    row("too many tries", ".. | strings | test(\"(a|a)*b|AB-[0-9]{7}\")", QString(45, u'a') + u"AB-1234567"_s);
    row("too many tries, caught", ".. | strings | test(\"(a|a)*b|AB-[0-9]{7}\")?", QString(45, u'a') + u"AB-1234567"_s);
    row("too many tries of others", ".. | strings | select([capture(\"(?<x>(a|a)*b|AB-[0-9]{7})\")?] | length > 0)",
        QString(45, u'a') + u"AB-1234567"_s);
    row("bytes", ".. | strings | @base64d | test(\"AB-1234567\")", u"/0FCLTEyMzQ1Njc="_s);
    row("no number", ".. | strings | tonumber | . > 5", u"nan"_s);
}

void TestExpressionDefects::classesLookOrSaySo()
{
    QFETCH(QString, how);
    QFETCH(QString, note);
    const auto json = [](const QString &text) { return compactJson(QJsonObject{{u"note"_s, text}}); };
    const auto found = m_engine->testBody(dataTest(how), json(note));
    QVERIFY(!found);
    QVERIFY2(!found.error().detail.contains(u"cairn:"_s), qPrintable(found.error().detail));
    // the next one is looked at anew; what cannot be read is not there, where the program says so
    const auto other = m_engine->testBody(dataTest(how), json(u"AAAA"_s));
    if (!how.contains(u"tonumber"_s)) // for which AAAA is an error as well
        QVERIFY2(other && !*other, qPrintable(other ? QString() : other.error().detail));
    const auto readable = m_engine->testBody(dataTest(u"[.. | strings | @base64d?] | any(test(\"AB\"))"_s), json(u"Mueller"_s));
    QVERIFY(readable && !*readable);
}

void TestExpressionDefects::classesFindWhatComesAfter_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("wanted"); // empty: it cannot be told
    const auto row = [](const char *how, const QByteArray &body, const QByteArray &wanted) {
        QTest::addRow("%s in %s", how, body.constData()) << QString::fromUtf8(how) << body << wanted;
    };
    const QByteArray walkIn = R"([{"name":"walk-in"},{"id":"P-4711"}])", number = R"([{"id":5},{"id":"P-4711"}])";
    const QByteArray noObject = R"([7,{"id":"P-4711"}])", nobody = R"([{"id":"X-1"}])", order = R"({"order":1})";
    row(".body[] | .id | test(\"^P-\")", walkIn, {});
    row(".body[] | .id | test(\"^P-\")", number, {});
    row(".body[].id | strings | test(\"^P-\")", walkIn, "true");
    row(".body[].id | strings | test(\"^P-\")", number, "true");
    row(".body[].id | strings | test(\"^P-\") # so they begin", noObject, "true");
    row(".body[].id | strings | test(\"^P-\")", nobody, "false");
    row(".body[].id == \"P-4711\"", noObject, "true");
    row(".body[].id == \"P-4711\" or .body.x.y == 1", noObject, {});
    row(".body[].id != \"X-1\"", noObject, {});
    row(".body[] | select(.id == \"P-4711\")", noObject, {});
    row(".body as $b | $b[]?.id | strings | test(\"^P-\")", walkIn, "true");
    row(".body[] | .id?? | test(\"^P-\")", walkIn, {}); // the second ? would end the search at the first
    row(".body[\"rows\"][0].id, .body[1].\"id\"", noObject, "true");
    row(".body.rows[0:2] // .body[1].id", noObject, "true");
    row(".body.rows[].id", "[]", "false");
    row(".body.rows[].id", order, "false");
    row(".body.rows[].id | strings | test(\"^P-\")", order, "false");
    row(".body.order.rows[].id", order, "false");
    row("any(.body.rows[]; .id == \"P\")", order, {});
    row("def f: .a | .b.c | .d; (.body | f) == 1 or true", "[]", {});
    row("if .body | .a.b | not then true else true end", "[]", {});
    row(".body.a.b |= 1", "[]", {});
}

/// An error ends a program, and so is no word about what it would have looked at next; that a path leads nowhere is one.
void TestExpressionDefects::classesFindWhatComesAfter()
{
    QFETCH(QString, how);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, wanted);
    const auto found = m_engine->testBody(dataTest(how), body);
    QCOMPARE(found ? (*found ? "true"_ba : "false"_ba) : QByteArray(), wanted);
    if (!found) // which may be read by whoever reads a cause
        QVERIFY2(found.error().detail.endsWith(u"the test fails on what it holds, and has not looked at what comes after"_s),
                 qPrintable(found.error().detail));
}

void TestExpressionDefects::remaindersOfLargeNumbers()
{
    m_context.set(u"n"_s, 1'700'000'000);
    QCOMPARE(render("${{ (.n * 1000 - 1609459200000) % 86400000 }}"), u"80000000"_s);
    QCOMPARE(render("${{ (1609459200001 - 1) % 86400000 }}"), u"0"_s);
    QCOMPARE(render("${{ 5 as $n | ($n * 6700417 + 1013904223) % 4294967296 }}"), u"1047406308"_s);
    const auto folded = m_engine->renderText(u"${{ 1e19 % (0 - 1) }}"_s, m_context);
    QVERIFY(!folded && folded.error().detail.contains(u"too large for a remainder"_s));
}

void TestExpressionDefects::bytesAreNoText()
{
    const auto damaged = m_engine->renderText(u"${{ \"JVBERi0xLjQKJeLjz9MK\" | @base64d }}"_s, m_context);
    QVERIFY(!damaged);
    QVERIFY2(damaged.error().detail.contains(u"no text but bytes"_s), qPrintable(describe(damaged.error())));
    QVERIFY(!m_engine->renderText(u"${{ @base64d \"x\\(\"4uPP0w==\")\" }}"_s, m_context));
    QCOMPARE(render("${{ \"w7w=\" | @base64d }}"), QString(QChar(0xfc)));
    QCOMPARE(render("${{ \"77+9\" | @base64d }}"), QString(QChar(0xfffd))); // which is a character as well
    QCOMPARE(render("${{ @base64 \"a\\(\"x\")\" }}"), u"aeA=="_s);
}

void TestExpressionDefects::numbersWithoutEndAreNoJson()
{
    for (const char *json : {"1e999", "{\"a\":[-1e309]}", "1E+400"}) {
        const auto checked = ExpressionContext::checkBody(json);
        QVERIFY2(!checked && checked.error().detail.contains(u"too large"_s), json);
    }
    QVERIFY(!ExpressionContext::checkBody(QByteArray(400, '9')));
    for (const char *json : {"1e308", "1e-999", "[-1.5e+300, 123456789012345678901234567890]"})
        QVERIFY2(ExpressionContext::checkBody(json), json);
}

/// libjq frees by recursion.
void TestExpressionDefects::deepValuesAreLetGo()
{
    ExpressionEngine engine(ExpressionLimits{.time = 20s});
    QCOMPARE(*engine.renderText(u"${{ reduce range(400000) as $i (1; [.]) | length }}"_s, m_context), u"1"_s);
    QVERIFY(*engine.testBody(u"reduce .body[] as $row (null; {row: $row, next: .}) | .next != null"_s,
                             '[' + QByteArray("1,").repeated(400'000) + "1]"));
    for (const char *program :
         {"reduce range(400000) as $i (1; [.])", "last(limit(400000; recurse({a: .})))", "null | setpath([range(400000) | 0]; 1)",
          "def f: if . > 400000 then . else [. + 1 | f] end; 0 | f", "fromstream([[range(400000) | 0], 1], [[0]])"})
        QVERIFY2(!engine.evaluate(u"${{ %1 }}"_s.arg(QString::fromUtf8(program)), m_context), program);
    QVERIFY(!engine.test(u"reduce range(60) as $i (1; [., .])"_s, StepResult()));
    QCOMPARE(*engine.renderText(u"${{ [foreach (1, 2) as $i (0; . + $i)] | tojson }}"_s, m_context), u"[1,3]"_s);
}

QTEST_GUILESS_MAIN(TestExpressionDefects)
#include "tst_expression_defects.moc"
