#include "base/hasher.h"
#include "definition/expression.h"
#include "definition/stepresult.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>
#include <QThread>

#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>

using LeaksOfLibjq = __lsan::ScopedDisabler;
#else
struct LeaksOfLibjq
{
    LeaksOfLibjq() {}
};
#endif

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What expressions see and give: nothing is lost on the way, and nothing leaks from one to another.
class TestExpressionValues : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void bodiesThatAreNoJsonAreTold_data();
    void bodiesThatAreNoJsonAreTold();
    void lostDigitsAreNeverSent();
    void wholeStepsComeWithoutBody();
    void stepsStandInOrderWheneverTheyCame();
    void contextsAreValues();
    void literalTextsAreLeftAlone();
    void expectSeesTheBody();
    void whatCannotBeReadIsNotNull_data();
    void whatCannotBeReadIsNotNull();
    void documentsAreTransformed();
    void fieldsAreLookedUpAsJqDoes_data();
    void fieldsAreLookedUpAsJqDoes();
    void benchmarkLiteral();
    void benchmarkExpression();

private:
    QString render(const char *text) { return m_engine->renderText(QString::fromUtf8(text), m_context).value_or(u"?"_s); }

    ExpressionContext m_context;
    std::unique_ptr<ExpressionEngine> m_engine = std::make_unique<ExpressionEngine>();
};

void TestExpressionValues::init()
{
    m_context = ExpressionContext();
    m_context.set(u"input"_s, QJsonObject{{u"name"_s, u"a.pdf"_s}, {u"size"_s, 5}});
    m_context.setStep(u"scan"_s, {200, {}, {}, "{\"n\":1e9,\"far\":1e300,\"empty\":\"\",\"list\":[1,2],\"f\":0.1,\"o\":{}}"});
}

void TestExpressionValues::bodiesThatAreNoJsonAreTold_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("text") << QByteArray("<html>");
    QTest::newRow("cut off") << QByteArray("{\"a\":[1,2");
    QTest::newRow("two values") << QByteArray("{} {}");
    QTest::newRow("nan") << QByteArray("[nan]");
    QTest::newRow("NUL") << QByteArray("{}\0", 3);
    QTest::newRow("blanks") << QByteArray("  \n");
    QTest::newRow("deep") << QByteArray(QByteArray(10'000, '[') + QByteArray(10'000, ']'));
    QTest::newRow("large") << QByteArray("\"" + QByteArray(9 << 20, 'x') + "\"");
    QTest::newRow("many small arrays") << QByteArray("[" + QByteArray("[],").repeated(400'000) + "1]");
    QTest::newRow("single quotes") << QByteArray("{'a':1}");
}

void TestExpressionValues::bodiesThatAreNoJsonAreTold()
{
    QFETCH(QByteArray, body);
    m_context.setStep(u"page"_s, {200, {}, {}, body});
    const auto added = ExpressionContext::checkBody(body);
    QVERIFY(!added);
    QCOMPARE(added.error().kind, ErrorKind::Usage);
    QVERIFY2(added.error().detail.size() < 300, qPrintable(added.error().detail));
    QCOMPARE(render("${{ .steps.page.status }} ${{ .steps.page | has(\"body\") }}"), u"200 false"_s);
}

void TestExpressionValues::lostDigitsAreNeverSent()
{
    // 2^53 + 1 is the first whole number that a double, and so libjq, cannot hold
    m_context.setStep(u"big"_s, {0, {}, {}, "{\"id\":9007199254740993,\"ok\":1,\"text\":\"9007199254740993\"}"});
    const auto lost = m_engine->renderText(u"${{ .steps.big.body.id }}"_s, m_context);
    QVERIFY(!lost);
    QVERIFY2(lost.error().detail.contains(u"may have lost digits"_s), qPrintable(lost.error().detail));
    QCOMPARE(render("${{ .steps.big.body.ok }}-${{ .steps.big.body.text }}"), u"1-9007199254740993"_s);
    m_context.setStep(u"big"_s, {0, {}, {}, "{\"id\":1234567890123456789}"});
    QVERIFY(!m_engine->renderText(u"${{ .steps.big.body.id }}"_s, m_context));
    QVERIFY(!m_engine->renderJson(u"${{ .steps.big.body }}"_s, m_context));

    for (const char *text : {"${{ .steps.big.body.id | tostring }}", "doc-${{ \"\\(.steps.big.body.id)\" }}",
                             "${{ [.steps.big.body] | tojson }}", "${{ [\"x\", .steps.big.body.id] | join(\"-\") }}",
                             "${{ {(.steps.big.body.id | tostring): 1} }}", "${{ @json \"id=\\(.steps.big.body.id).\" }}"}) {
        const auto spelled = m_engine->evaluate(QString::fromUtf8(text), m_context);
        QVERIFY2(!spelled && spelled.error().detail.contains(u"1234567890123456800"_s), text);
    }
    QVERIFY(!m_engine->transform(u".id | tostring"_s, "{\"id\":12345678901234567891}"));
    QVERIFY(!m_engine->transform(u"\"\\(.id)\""_s, "{\"id\":1234567890123456789012345678901234567890}"));
    QCOMPARE(*m_engine->transform(u"\"\\(.of) \\(.name)\""_s,
                                  "{\"id\":12345678901234567891,\"of\":17,\"name\":\"12345678901234567891\"}"),
             QByteArray("\"17 12345678901234567891\""));

    ExpressionContext exact;
    exact.setStep(u"a"_s, {0, {}, {}, "{\"power\":9007199254740992,\"measure\":6.02e23,\"f\":0.1}"});
    QCOMPARE(*m_engine->renderText(u"${{ .steps.a.body.power }}"_s, exact), u"9007199254740992"_s);
    QCOMPARE(*m_engine->renderText(u"${{ .steps.a.body.measure }} ${{ .steps.a.body.f }}"_s, exact), u"6.02e+23 0.1"_s);
    exact.set(u"input"_s, QJsonObject{{u"size"_s, Q_INT64_C(9007199254740993)}});
    QVERIFY(!m_engine->evaluate(u"${{ .input.size + 2 }}"_s, exact));
    QVERIFY(!m_engine->renderText(u"${{ .input.size | tostring }}"_s, exact));
}

void TestExpressionValues::wholeStepsComeWithoutBody()
{
    const StepResult answer{200, {{"content-type", "text/plain"}, {"x-name", "J\xf6rg"}}, {Digest::of("ab"), 2}};
    m_context.setStep(u"scan"_s, {answer.status, answer.headers, answer.payload, "{\"o\":{}}"});
    const QJsonObject reference = toJson(answer);
    QCOMPARE(reference.value(u"media_type"_s).toString(), u"text/plain"_s);
    QCOMPARE(reference.value(u"headers"_s).toObject().value(u"x-name"_s).toString(), u"Jörg"_s);
    QCOMPARE(*m_engine->evaluate(u"${{ .steps.scan }}"_s, m_context), QJsonValue(reference));
    QCOMPARE(*m_engine->evaluate(u"${{ .steps[\"scan\"] }}"_s, m_context), QJsonValue(reference));
    QVERIFY(m_engine->evaluate(u"${{ .steps }}"_s, m_context)->toObject()[u"scan"_s].toObject().contains(u"body"_s));
    // even where the body holds numbers that could not be sent
    m_context.setStep(u"big"_s, {answer.status, answer.headers, answer.payload, "{\"id\":1234567890123456789}"});
    QCOMPARE(*m_engine->evaluate(u"${{ .steps.big }}"_s, m_context), QJsonValue(reference));
    // a body that looks like one is no step
    m_context.setStep(u"like"_s, {0, {}, {}, "{\"sha256\":\"cd\",\"body\":1}"});
    QVERIFY(m_engine->evaluate(u"${{ .steps.like.body }}"_s, m_context)->toObject().contains(u"body"_s));
}

void TestExpressionValues::stepsStandInOrderWheneverTheyCame()
{
    ExpressionContext context;
    const QJsonArray one{u"z"_s};
    const QJsonArray both{u"a"_s, u"z"_s};
    context.setStep(u"z"_s, {200, {}, {}});
    QCOMPARE(*m_engine->evaluate(u"${{ .steps | keys_unsorted }}"_s, context), QJsonValue(one));
    const ExpressionContext before = context;
    context.setStep(u"a"_s, {200, {}, {}});
    QCOMPARE(*m_engine->evaluate(u"${{ .steps | keys_unsorted }}"_s, context), QJsonValue(both));
    QCOMPARE(*m_engine->evaluate(u"${{ .steps | keys_unsorted }}"_s, before), QJsonValue(one));
}

void TestExpressionValues::contextsAreValues()
{
    const ExpressionContext before = m_context;
    m_context.set(u"input"_s, QJsonObject{{u"name"_s, u"b.pdf"_s}});
    m_context.setStep(u"scan"_s, {500, {}, {}});
    const QString text = u"${{ .input.name }} ${{ .steps.scan.status }}"_s;
    QCOMPARE(*m_engine->renderText(text, before), u"a.pdf 200"_s);
    QCOMPARE(*m_engine->renderText(text, m_context), u"b.pdf 500"_s);
    QCOMPARE(*m_engine->evaluate(u"${{ . }}"_s, ExpressionContext()), QJsonValue(QJsonObject{{u"steps"_s, QJsonObject()}}));
}

void TestExpressionValues::literalTextsAreLeftAlone()
{
    for (const char *text : {"", "plain", "$ { {", "}} {{ $", "${ {x}", "{{ x }}"})
        QCOMPARE(render(text), QString::fromUtf8(text));
    QCOMPARE(*m_engine->renderJson(QJsonValue(u"a\"\n"_s), m_context), QByteArray("\"a\\\"\\n\""));
    QCOMPARE(*m_engine->renderJson(QJsonValue(), m_context), QByteArray("null"));
    QCOMPARE(*m_engine->renderJson(QJsonObject{{u"b"_s, 1.5}, {u"a"_s, Q_INT64_C(9007199254740993)}}, m_context),
             QByteArray("{\"a\":9007199254740993,\"b\":1.5}"));
    QCOMPARE(*m_engine->renderJson(u"${{ .steps.scan.body.f }}"_s, m_context), QByteArray("0.1"));
}

void TestExpressionValues::expectSeesTheBody()
{
    const auto answer = [](const QByteArray &body) { return StepResult{200, {}, {}, body}; };
    QVERIFY(*m_engine->test(u".body == null and .status == 200"_s, answer("no json")));
    QVERIFY(*m_engine->test(u".body == null"_s, answer({})));
    QVERIFY(*m_engine->test(u".body.list[] | select(. == 2)"_s, answer("{\"list\":[1,2]}")));
    QVERIFY(!*m_engine->test(u".body.list[] == 2"_s, answer("{\"list\":[1,2]}"))); // the first output counts
    QVERIFY(!m_engine->test(u".status.x"_s, answer({})));
    const QByteArray large = "\"" + QByteArray(9 << 20, 'x') + "\"";
    QVERIFY(!m_engine->test(u".body == null"_s, answer(large))); // not seen is not absent
    QVERIFY(*m_engine->test(u".status == 200"_s, answer(large)));
    StepResult promised{200, {{"content-type", "application/json"}}, {}, QByteArray(300, '[') + QByteArray(300, ']')};
    QVERIFY(!m_engine->test(u".body.infected != true"_s, promised));
    QVERIFY(*m_engine->test(u".status == 200"_s, promised));
    promised.body.clear(); // too large to be at hand
    promised.payload.size = 9 << 20;
    QVERIFY(!m_engine->test(u".body.infected != true"_s, promised));
    QVERIFY(*m_engine->test(u".size > 1"_s, promised));
}

void TestExpressionValues::whatCannotBeReadIsNotNull_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<bool>("looks");
    QTest::addColumn<bool>("passes"); // once it can be read
    for (const char *text : {".steps.lost.body",
                             ".steps.lost.body.a // 1",
                             "(.steps.lost.body.a)? // 0",
                             ".steps",
                             ".steps[\"lost\"].status",
                             ".steps.\"lost\"",
                             "\"\\(.input.name | ascii_upcase) \\(.steps.lost.body)\"",
                             ".",
                             "tojson",
                             "[.[]]",
                             "keys",
                             ".steps | keys",
                             ".\"steps\".lost",
                             ".[\"steps\"].lost",
                             ".steps[.input.name]",
                             "{steps}",
                             "{\"steps\"}",
                             ".input.name = 1",
                             ".input.size |= . + 1",
                             ".input.size += 1",
                             "reduce .steps.scan.body.list[] as $x (.steps.lost.body; .)",
                             "reduce .steps.scan.body.list[] as $x (.; 1)",
                             "def f: .steps.lost; f",
                             ". as $all | $all",
                             ".input as $i | .steps.lost",
                             "if .input.size > 1 then .steps.lost else 1 end",
                             "first(.steps.lost.body)",
                             "getpath([\"steps\"])",
                             "@json \"\\(.steps.lost)\"",
                             "@json",
                             "{a: .input.name, b: .steps.lost}",
                             ".response.id",
                             ".response // 1"})
        QTest::newRow(text) << QString::fromUtf8(text) << true << true;
    for (const char *text : {"..", "try error(\"x\") catch 1, .steps.lost.body"}) // of more than one value
        QTest::newRow(text) << QString::fromUtf8(text) << true << false;
    for (const char *text :
         {".steps.scan.body", ".input", ".input.name", "first(.steps.scan.body.list[])", ".steps.scan.body | tojson", "true",
          "reduce .steps.scan.body.list[] as $x (0; . + $x)", ".input.name == \"a\" and .input.size >= 5",
          "@uri \"\\(.input.name)\"", "{name: .input.name, list: [.steps.scan.body.list[] | . + 1]}", ".input.name as $n | $n"})
        QTest::newRow(text) << QString::fromUtf8(text) << false << true;
}

/// Of a field, any program that is no path is taken to look at it.
void TestExpressionValues::whatCannotBeReadIsNotNull()
{
    QFETCH(const QString, program);
    QFETCH(const bool, looks);
    QFETCH(const bool, passes);
    const Error why{ErrorKind::Damaged, u"it is gone"_s, {}, u"Put it back"_s};
    m_context.setStepUnreadable(u"lost"_s, why);
    if (program.startsWith(".response"_L1))
        m_context.setUnreadable(u"response"_s, why);
    const auto value = m_engine->evaluate(u"${{ %1 }}"_s.arg(program), m_context);
    if (!looks) {
        QVERIFY2(value, value ? "" : qPrintable(describe(value.error())));
        return;
    }
    QVERIFY(!value);
    QCOMPARE(value.error().kind, ErrorKind::Damaged);
    QCOMPARE(value.error().remedy, why.remedy);
    QVERIFY2(value.error().detail.contains(u"it is gone"_s), qPrintable(value.error().detail));
    m_context.setStep(u"lost"_s, {200, {}, {}, "{\"a\":\"A\"}"});
    m_context.set(u"response"_s, QJsonObject());
    const auto now = m_engine->evaluate(u"${{ %1 }}"_s.arg(program), m_context);
    QCOMPARE(now.has_value(), passes);
    QVERIFY(now || now.error().kind == ErrorKind::Definition);
}

void TestExpressionValues::documentsAreTransformed()
{
    const auto become = [this](const QString &jq, const QByteArray &json) {
        return m_engine->transform(jq, json).value_or(QByteArray("refused"));
    };
    QCOMPARE(become(u".a = 2"_s, "{ \"b\": [1], \"a\": 1 }"), QByteArray("{\"a\":2,\"b\":[1]}"));
    QCOMPARE(become(u". + 1"_s, "1"), QByteArray("2")); // a lone number is a document
    QCOMPARE(become(u"null"_s, "[]"), QByteArray("null"));
    QCOMPARE(become(u".[]"_s, "[1, 2]"), QByteArray("refused"));
    QCOMPARE(become(u"empty"_s, "[]"), QByteArray("refused"));
    QCOMPARE(become(u".n = 9007199254740993"_s, "{}"), QByteArray("refused"));        // nor would the program's own
    QCOMPARE(become(u".a = 1"_s, "{\"n\":9007199254740993}"), QByteArray("refused")); // it would lose digits
    QCOMPARE(become(u"del(.n)"_s, "{\"n\":9007199254740993,\"a\":1}"), QByteArray("{\"a\":1}"));
    const auto noJson = m_engine->transform(u"."_s, "{\"a\":");
    QVERIFY(!noJson);
    QCOMPARE(noJson.error().kind, ErrorKind::Usage);
}

void TestExpressionValues::fieldsAreLookedUpAsJqDoes_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path : {".input",
                             ".input.name",
                             ".input . name",
                             ".input.size",
                             ".input.none",
                             ".none",
                             ".none.at.all",
                             ".steps",
                             ".steps.scan",
                             ".steps.scan.body",
                             ".steps.scan.body.list",
                             ".steps.scan.body.o",
                             ".steps.scan.body.o.x",
                             ".steps.scan.body.n",
                             ".steps.scan.body.far",
                             ".steps.scan.body.empty",
                             ".input.name.x",
                             ".steps.scan.body.list.x",
                             ".steps.scan.status.x",
                             ".and",
                             ".input.size.a.b",
                             "._x1"})
        QTest::newRow(path) << QString::fromLatin1(path);
}

/// A program that is nothing but a path is not run; with a step behind it that changes nothing, it is.
void TestExpressionValues::fieldsAreLookedUpAsJqDoes()
{
    QFETCH(const QString, path);
    const auto lookedUp = m_engine->evaluate(u"${{ %1 }}"_s.arg(path), m_context);
    const auto run = m_engine->evaluate(u"${{ %1 | . }}"_s.arg(path), m_context);
    QCOMPARE(lookedUp.has_value(), run.has_value());
    if (run)
        QCOMPARE(*lookedUp, *run);
    else
        QCOMPARE(lookedUp.error().detail.section(u"}}:"_s, 1), run.error().detail.section(u"}}:"_s, 1));
}

void TestExpressionValues::benchmarkLiteral()
{
    const QString text = u"/v1/documents/scan?mode=fast"_s;
    QCOMPARE(m_engine->renderText(text, m_context).value_or(QString()), text);
    QBENCHMARK
    {
        std::ignore = m_engine->renderText(text, m_context);
    }
}

void TestExpressionValues::benchmarkExpression()
{
    const QString text = u"/v1/${{ .input.name }}/x"_s;
    QBENCHMARK
    {
        std::ignore = m_engine->renderText(text, m_context);
    }
}

QTEST_GUILESS_MAIN(TestExpressionValues)
#include "tst_expression_values.moc"
