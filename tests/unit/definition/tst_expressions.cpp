#include "definition/expression.h"
#include "definition/stepresult.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Expressions: what they can say, and what they cannot reach or use up.
class TestExpressions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void renders_data();
    void renders();
    void evaluateKeepsTheType();
    void onlyWhatCairnMadeStandsForBytes_data();
    void onlyWhatCairnMadeStandsForBytes();
    void anItemOfWhatCannotBeReadIsNoText();
    void jsonTreesAreRendered();
    void tests_data();
    void tests();
    void failuresNameTheExpression_data();
    void failuresNameTheExpression();
    void nothingBeyondTheContextIsReadable_data();
    void nothingBeyondTheContextIsReadable();
    void endlessProgramsAreStopped_data();
    void endlessProgramsAreStopped();

private:
    ExpressionContext m_context;
    ExpressionEngine m_engine;
};

void TestExpressions::init()
{
    m_context = ExpressionContext();
    m_context.set(u"input"_s, QJsonObject{{u"name"_s, u"a ü.pdf"_s}, {u"size"_s, 5}});
    m_context.setStep(u"scan"_s, {200, {}, {}, "{\"ok\":true,\"list\":[1,2]}"});
}

void TestExpressions::renders_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rendered");
    const auto row = [](const char *text, const char *rendered) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(rendered);
    };
    row("plain", "plain");
    row("", "");
    row("/x/${{ .input.name | @uri }}/y", "/x/a%20%C3%BC.pdf/y");
    row("${{ .input.size }}-${{ .steps.scan.status }}", "5-200");
    row("${{ .steps.scan.body.ok }}", "true");
    row("${{ {a: \"}}\"} | .a }}", "}}");
    row("${{ .missing // \"default\" }}", "default");
}

void TestExpressions::renders()
{
    QFETCH(QString, text);
    QFETCH(QString, rendered);
    for (int pass = 0; pass < 3; ++pass) { // the second time from the cache
        const auto result = m_engine.renderText(text, m_context);
        QVERIFY2(result, result ? "" : qPrintable(describe(result.error())));
        QCOMPARE(*result, rendered);
    }
}

void TestExpressions::evaluateKeepsTheType()
{
    QCOMPARE(*m_engine.evaluate(u"${{ .steps.scan.body.list }}"_s, m_context), QJsonValue(QJsonArray{1, 2}));
    QCOMPARE(*m_engine.evaluate(u"${{ .input }}"_s, m_context).map([](const QJsonValue &value) {
        return value.toObject().value(u"size"_s);
    }),
             QJsonValue(5));
    QCOMPARE(*m_engine.evaluate(u"n=${{ .input.size }}"_s, m_context), QJsonValue(u"n=5"_s));
}

void TestExpressions::onlyWhatCairnMadeStandsForBytes_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<bool>("isPayload");
    const auto row = [](const char *program, bool isPayload) {
        QTest::newRow(program) << QString::fromUtf8(program) << isPayload;
    };
    row(".input", true);
    row(".steps.echo", true);
    row("[.steps.echo, .input][1]", true);
    row(".steps[\"pages\"]", true);
    row(".steps.pages.body.items[1]", true);
    row("first(.steps.pages.body.items[] | select(.index == 1))", true);
    row(".item", true);
    row(".item.page", false);
    row(".input.sha256", false);
    row("{sha256: .input.sha256, size: .input.size}", false);
    row(".input | .name = \"b.txt\"", false);
    row(".steps.echo.body", false); // the same as .input in each of its fields
    row(".steps.echo.body | {name, media_type, size, sha256}", false);
    row(".steps.echo.body.none", false);
    row(".steps.list.body.items[1]", false);
    row("\"${{ .input.sha256 }}\"", false);
}

/// And of what a service answers nothing does, whatever it says that it is.
void TestExpressions::onlyWhatCairnMadeStandsForBytes()
{
    QFETCH(QString, program);
    const QString digest(64, u'a');
    const QJsonObject input{{u"name"_s, u"a.txt"_s}, {u"media_type"_s, u"text/plain"_s}, {u"sha256"_s, digest}, {u"size"_s, 3}};
    const QByteArray items =
        R"({"items":[null,{"index":1,"status":200,"headers":{"x":"1"},"sha256":"b","size":2,"body":{"n":1}}]})";
    const HeaderList json{{"content-type", "application/json"}};
    m_context.set(u"input"_s, input);
    m_context.setStep(u"echo"_s, {200, json, {Digest::of("x"), 1}, QJsonDocument(input).toJson()});
    m_context.setStep(u"list"_s, {200, json, {Digest::of("y"), 1}, items});
    m_context.setStep(u"pages"_s, {0, json, {Digest::of("z"), 1}, items, true});
    m_context.set(u"item"_s, QJsonDocument::fromJson(items)[u"items"_s][1]);
    const auto content = m_engine.content(u"${{ %1 }}"_s.arg(program), m_context);
    QVERIFY2(content, content ? "" : qPrintable(describe(content.error())));
    QTEST(content->isPayload, "isPayload");
    QVERIFY(!content->isPayload || !content->value.toObject().contains(u"body"_s));
    if (program != ".item"_L1)
        return;
    QCOMPARE(m_engine.renderJson(u"${{ .item.body.n }}"_s, m_context).value(), QByteArray("1"));
    m_context.set(u"item"_s, QJsonObject{{u"page"_s, content->value}}); // whole only with its body
    QVERIFY(!m_engine.content(u"${{ .item.page }}"_s, m_context)->isPayload);
    m_context.set(u"item"_s, QJsonObject{{u"page"_s, QJsonDocument::fromJson(items)[u"items"_s][1]}});
    QVERIFY(m_engine.content(u"${{ .item.page }}"_s, m_context)->isPayload);
}

/// Else its description went out in its place.
void TestExpressions::anItemOfWhatCannotBeReadIsNoText()
{
    m_context.set(u"item"_s, QJsonObject{{u"sha256"_s, u"b"_s}, {u"size"_s, 2}});
    QVERIFY(!m_engine.content(u"${{ .item }}"_s, m_context)->isPayload);
    m_context.setStepUnreadable(u"pages"_s, {ErrorKind::Io, u"the disk"_s, {}, {}});
    const auto content = m_engine.content(u"${{ .item }}"_s, m_context);
    QVERIFY(!content);
    QCOMPARE(content.error().kind, ErrorKind::Io);
    QVERIFY(m_engine.content(u"${{ .item.size }}"_s, m_context));
}

void TestExpressions::jsonTreesAreRendered()
{
    const QJsonObject tree{{u"a"_s, QJsonArray{1, u"${{ .input.size }}"_s, u"x${{ .input.size }}"_s}}, {u"b"_s, QJsonValue()}};
    QCOMPARE(*m_engine.renderJson(tree, m_context), QByteArray("{\"a\":[1,5,\"x5\"],\"b\":null}"));
}

void TestExpressions::tests_data()
{
    QTest::addColumn<QString>("jq");
    QTest::addColumn<bool>("holds");
    QTest::newRow("true") << u".body.clean == true"_s << true;
    QTest::newRow("false") << u".body.clean == false"_s << false;
    QTest::newRow("null") << u".body.nothing"_s << false;
    QTest::newRow("a value") << u".status"_s << true;
    QTest::newRow("no output") << u"empty"_s << false;
}

void TestExpressions::tests()
{
    QFETCH(QString, jq);
    QFETCH(bool, holds);
    const auto result = m_engine.test(jq, {200, {}, {}, "{\"clean\":true}"});
    QVERIFY2(result, result ? "" : qPrintable(describe(result.error())));
    QCOMPARE(*result, holds);
}

void TestExpressions::failuresNameTheExpression_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"${{ .nothing }}", "${{ .input }}", "${{ empty }}", "${{ 1, 2 }}", "${{ error(\"x\") }}",
                             "${{ .input.name.x }}", "${{ | }}", "${{ }}", "${{ .a"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestExpressions::failuresNameTheExpression()
{
    QFETCH(QString, text);
    const auto result = m_engine.renderText(text, m_context);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Definition);
    QVERIFY(!result.error().detail.isEmpty());
    QCOMPARE(*m_engine.renderText(u"${{ .input.size }}"_s, m_context), u"5"_s); // it goes on working
}

void TestExpressions::nothingBeyondTheContextIsReadable_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"${{ env.CAIRN_PLANTED }}", "${{ $ENV.CAIRN_PLANTED }}", "${{ env | tojson }}", "${{ [inputs] | tojson }}",
          "${{ input }}", "${{ import \"a\" as a; 1 }}", "${{ include \"a\"; 1 }}", "${{ halt }}", "${{ \"x\" | halt_error }}",
          "${{ input_filename }}", "${{ get_search_list | tojson }}"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestExpressions::nothingBeyondTheContextIsReadable()
{
    QFETCH(QString, text);
    qputenv("CAIRN_PLANTED", "planted-secret");
    const auto result = m_engine.renderText(text, m_context);
    QVERIFY2(!result, result ? qPrintable(*result) : "");
    QVERIFY(!describe(result.error()).contains(u"planted-secret"_s));
}

void TestExpressions::endlessProgramsAreStopped_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"${{ def f: f; f }}", "${{ [limit(1; repeat(empty))] | length }}", "${{ last(range(1e12)) }}",
                             "${{ [range(1e9)] | length }}", "${{ \"x\" * 1000000000 }}"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestExpressions::endlessProgramsAreStopped()
{
    QFETCH(QString, text);
    QElapsedTimer timer;
    timer.start();
    const auto result = m_engine.renderText(text, m_context);
    QVERIFY(!result);
    QVERIFY(timer.elapsed() < 30'000); // bounded at all; the limit itself is a second
    QCOMPARE(*m_engine.renderText(u"${{ .input.size }}"_s, m_context), u"5"_s);
}

QTEST_GUILESS_MAIN(TestExpressions)
#include "tst_expressions.moc"
