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
