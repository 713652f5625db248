#include "changedvariable.h"
#include "processortimer.h"

#include "definition/expression.h"
#include "definition/stepresult.h"
#include "definition/watchdog.h"

#include <QDir>
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

/// What expressions may take, may lose, and may not reach; and that libjq's own defects stay outside.
class TestExpressionBounds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void errorsAreSaidInFull_data();
    void errorsAreSaidInFull();
    void nothingIsReachedOrPrinted_data();
    void nothingIsReachedOrPrinted();
    void nothingGrowsWithoutMeasure_data();
    void nothingGrowsWithoutMeasure();
    void endlessProgramsEndSoon_data();
    void endlessProgramsEndSoon();
    void waitingForTheProcessorIsNotWork();
    void outputsAreBounded_data();
    void outputsAreBounded();
    void homeFileChangesNothing();
    void cacheIsBounded();
    void enginesWorkSideBySide();

private:
    QString render(const char *text) { return m_engine->renderText(QString::fromUtf8(text), m_context).value_or(u"?"_s); }

    ExpressionContext m_context;
    std::unique_ptr<ExpressionEngine> m_engine = std::make_unique<ExpressionEngine>();
};

namespace {

/// What the process writes to standard error while it lives.
class StderrCapture
{
public:
    StderrCapture() : m_saved(dup(STDERR_FILENO))
    {
        if (m_file.open())
            dup2(m_file.handle(), STDERR_FILENO);
    }
    ~StderrCapture() { restore(); }
    QByteArray restore()
    {
        if (m_saved >= 0) {
            dup2(m_saved, STDERR_FILENO);
            close(std::exchange(m_saved, -1));
        }
        m_file.seek(0);
        return m_file.readAll();
    }

private:
    QTemporaryFile m_file;
    int m_saved;
};

} // namespace

void TestExpressionBounds::init()
{
    m_context = ExpressionContext();
    m_context.set(u"input"_s, QJsonObject{{u"name"_s, u"a.pdf"_s}, {u"size"_s, 5}});
    m_context.setStep(u"scan"_s, {200, {}, {}, "{\"n\":1e9,\"far\":1e300,\"empty\":\"\",\"list\":[1,2],\"f\":0.1,\"o\":{}}"});
}

void TestExpressionBounds::errorsAreSaidInFull_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *text, const char *error) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(error);
    };
    row("${{ .input.nme }}", "${{ .input.nme }}: it gives null, and a text is wanted. Check the spelling, whether the body was "
                             "JSON, or give a default: .x // \"none\"");
    row("${{ .input }}", "${{ .input }}: it gives an object, and a text is wanted. Pick one of its fields, or write it as JSON "
                         "text with | tojson");
    row("${{ .steps.scan.body.list }}", "${{ .steps.scan.body.list }}: it gives an array, and a text is wanted. Pick one of its "
                                        "fields, or write it as JSON text with | tojson");
    row("${{ empty }}", "${{ empty }}: it gives no value. Give a default: (…) // \"none\"");
    row("${{ 1, 2 }}", "${{ 1, 2 }}: it gives more than one value. Take one of them with first(…), or all in an array: [ … ]");
    row("${{ error(\"mine\") }}", "${{ error(\"mine\") }}: mine");
    row("${{ error({a: 1}) }}", "${{ error({a: 1}) }}: error: {\"a\":1}");
    row("${{ .input.name.x }}", "${{ .input.name.x }}: Cannot index string with string \"x\"");
    row("a ${{ .input", "'${{' is never closed, in 'a ${{ .input'. Write }} after the expression");
    row("${{ .input # note }}",
        "'${{' is never closed, in '${{ .input # note }}'. A # comment goes on to the end of the line: leave it out");
    row("${{ nofun }}", "${{ nofun }}: nofun/0 is not defined. Expressions are jq 1.6; texts in them need quotes");
}

void TestExpressionBounds::errorsAreSaidInFull()
{
    QFETCH(QString, text);
    QFETCH(QString, error);
    const auto rendered = m_engine->renderText(text, m_context);
    QVERIFY(!rendered);
    QCOMPARE(rendered.error().kind, ErrorKind::Definition);
    QCOMPARE(describe(rendered.error()), error);
}

void TestExpressionBounds::nothingIsReachedOrPrinted_data()
{
    QTest::addColumn<QString>("program");
    for (const char *program : {"env",
                                "env.PLANTED",
                                "$ENV",
                                "$ENV.PLANTED",
                                "$ ENV",
                                "\"\\($ENV.PLANTED)\"",
                                "{$ENV}",
                                "{a: env}",
                                "{(env.PLANTED): 1}",
                                "def f: env; f",
                                "def env: 1; env",
                                "[env][0]",
                                "@base64 \"\\(env)\"",
                                "$__prog_args",
                                "input",
                                "inputs",
                                "[inputs]",
                                "input_filename",
                                "input_line_number",
                                "debug",
                                "stderr",
                                "halt",
                                "halt_error",
                                "1 | halt_error(3)",
                                "get_search_list",
                                "get_jq_origin",
                                "get_prog_origin",
                                "\"a\" | modulemeta",
                                "import \"a\" as a; 1",
                                "import \"/etc/passwd\" as $p; $p",
                                "include \"a\"; 1",
                                "module {}; 1",
                                "now",
                                "0 | localtime",
                                "0 | strflocaltime(\"%Z\")",
                                "1) | ($ENV",
                                "1; $ENV",
                                "#\n$ENV",
                                "try env catch 1",
                                ". as {a: $x} | $ENV",
                                "reduce 1 as $x (env; .)",
                                "if env then 1 else 2 end",
                                "env?",
                                "env // 1",
                                "limit(1; env)",
                                "path(env)",
                                "a::env"})
        QTest::newRow(program) << QString::fromUtf8(program);
}

void TestExpressionBounds::nothingIsReachedOrPrinted()
{
    QFETCH(QString, program);
    qputenv("PLANTED", "planted-secret");
    StderrCapture capture;
    const auto rendered = m_engine->renderText(u"${{ %1\n}}"_s.arg(program), m_context);
    const auto value = m_engine->evaluate(u"${{ [%1\n] }}"_s.arg(program), m_context);
    const auto tested = m_engine->test(program, StepResult());
    QCOMPARE(capture.restore(), QByteArray());
    QVERIFY2(!rendered && !value && !tested, qPrintable(rendered.value_or(QString())));
    for (const Error &error : {rendered.error(), value.error(), tested.error()})
        QVERIFY(!describe(error).contains(u"planted-secret"_s));
}

void TestExpressionBounds::nothingGrowsWithoutMeasure_data()
{
    QTest::addColumn<QString>("program");
    for (const char *program :
         {"reduce range(31) as $i (.input.name; . + .) | length", "reduce range(31) as $i (.input.name; \"\\(.)\\(.)\") | length",
          "reduce range(31) as $i ({t: .input.name}; .t += .t) | .t | length",
          "(\"x\" * 4000000) as $t | [range(100) | $t] | add | length",
          "(\"x\" * 4000000) as $t | [range(100) | $t] | join(\"\") | length",
          "(\"x\" * 4000000) as $t | [range(100)] | join($t) | length"})
        QTest::newRow(program) << QString::fromUtf8(program);
}

void TestExpressionBounds::nothingGrowsWithoutMeasure()
{
    QFETCH(QString, program);
    const auto value = m_engine->evaluate(u"${{ %1 }}"_s.arg(program), m_context);
    QVERIFY(!value);
    QVERIFY2(value.error().detail.contains(u"what is put together would be too large"_s), qPrintable(describe(value.error())));
    QCOMPARE(
        render("${{ [(1,2) + (3,4), \"a\" + \"b\", null + 1, ([1] + [2]), ({a: 1} | .a += 1), ([[1],[2]] | add), ([] | add), "
               "({a: 1, b: 2} | add), ([\"a\",1,null,true] | join(\",\")), ([] | join(\",\"))] | tojson }}"),
        u"[4,5,5,6,\"ab\",1,[1,2],{\"a\":2},[1,2],null,3,\"a,1,,true\",\"\"]"_s);
}

void TestExpressionBounds::endlessProgramsEndSoon_data()
{
    QTest::addColumn<QString>("program");
    for (const char *program : {"def f: f; f", "last(repeat(1))", "until(false; .)", "until(false; [.])", "until(false; {a: .})",
                                "\"a\" | gsub(\"\"; \"x\")", "[range(1e12)]", "[.[]?, 1] | combinations(1e9)", "def f: 1 + f; f"})
        QTest::newRow(program) << QString::fromUtf8(program);
}

void TestExpressionBounds::endlessProgramsEndSoon()
{
    QFETCH(QString, program);
    ExpressionEngine engine(ExpressionLimits{.time = 200ms});
    for (int i = 0; i < 2; ++i) {
        const ProcessorTimer timer;
        const auto result = engine.evaluate(u"${{ %1 }}"_s.arg(program), m_context);
        QVERIFY(!result);
        QVERIFY2(result.error().detail.contains(u"stopped after 200ms"_s), qPrintable(describe(result.error())));
        QVERIFY(timer.elapsed() >= 200);
        QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(*engine.renderText(u"${{ .input.name }}"_s, m_context), u"a.pdf"_s);
    }
}

/// On a busy machine a program may have to wait for longer than its limit; only what it computes counts.
void TestExpressionBounds::waitingForTheProcessorIsNotWork()
{
    Watchdog watchdog(50ms);
    std::atomic<bool> stopped = false;
    const auto stop = [&stopped] { stopped = true; };
    watchdog.arm(stop);
    QThread::msleep(400); // as good as not being given the processor
    QVERIFY(!watchdog.disarm());
    QVERIFY(!stopped);

    watchdog.arm(stop);
    const ProcessorTimer timer;
    while (!stopped && timer.elapsed() < 60'000) {
    }
    QVERIFY(watchdog.disarm());
    QVERIFY(stopped);
}

void TestExpressionBounds::outputsAreBounded_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("long text") << u"${{ \"0123456789abcdef\" * 100000 }}"_s;
    QTest::newRow("many pieces") << u"${{ \"x\" * 400000 }}${{ \"x\" * 400000 }}${{ \"x\" * 400000 }}"_s;
    QTest::newRow("one part many times over") << u"${{ reduce range(60) as $i (\"x\"; [., .]) | . }}"_s;
    QTest::newRow("deep") << u"${{ reduce range(5000) as $i (1; [.]) }}"_s;
    QTest::newRow("wide") << u"${{ [range(5000000)] }}"_s;
    QTest::newRow("long program") << u"${{ \"%1\" }}"_s.arg(QString(100'000, u'x'));
}

void TestExpressionBounds::outputsAreBounded()
{
    QFETCH(QString, text);
    ExpressionEngine engine(ExpressionLimits{.time = 20s});
    QVERIFY(!engine.renderText(text, m_context));
    const ProcessorTimer timer;
    const auto json = engine.renderJson(QJsonArray{text, text, text, text, text, text}, m_context);
    QVERIFY2(!json || json->size() <= (8 << 20), "larger than promised");
    QVERIFY(!json || text.contains(u'*')); // the texts alone are within the bounds of JSON
    QVERIFY(timer.elapsed() < 20'000);
}

void TestExpressionBounds::homeFileChangesNothing()
{
    QTemporaryDir home;
    QFile file(home.filePath(u".jq"_s));
    const auto with = [&](const QByteArray &content) {
        file.open(QIODevice::WriteOnly | QIODevice::Truncate);
        file.write(content);
        file.close();
    };
    const ChangedVariable place("HOME", home.path().toLocal8Bit());
    with("def map(f): \"hijacked\"; def mine: 42; def helper: 1;");
    const auto result = [](const char *program) {
        ExpressionEngine fresh;
        const auto rendered = fresh.renderText(u"${{ %1 }}"_s.arg(QString::fromUtf8(program)), ExpressionContext());
        return rendered ? *rendered : rendered.error().detail;
    };
    QVERIFY2(result("[1] | map(.) | .[0]").contains(u"'map' is changed by the file ~/.jq"_s),
             qPrintable(result("[1] | map(.) | .[0]")));
    QVERIFY(result("mine").contains(u"~/.jq"_s));
    QCOMPARE(result("1 + 1"), u"2"_s);
    with("def _plus(a; b): 0;");
    QVERIFY(result("1 + 1").contains(u"~/.jq"_s));
    with("import \"x\" as x; def unused: 1;");
    QVERIFY(result("1 + 1").contains(u"~/.jq"_s));
    with("def broken: ");
    {
        const LeaksOfLibjq expected; // it forgets 392 bytes of a ~/.jq that it cannot read
        QVERIFY(result("1 + 1").contains(u"~/.jq"_s));
    }
    file.remove();
    QVERIFY(QDir(home.path()).mkpath(u".jq"_s)); // a folder of modules is read on import only
    QCOMPARE(result("1 + 1"), u"2"_s);
}

void TestExpressionBounds::cacheIsBounded()
{
    ExpressionEngine small(ExpressionLimits{.programs = 4});
    for (int pass = 0; pass < 2; ++pass) {
        for (int i = 0; i < 12; ++i)
            QCOMPARE(*small.renderText(u"${{ .input.size + %1 }}"_s.arg(i), m_context), QString::number(5 + i));
    }
}

void TestExpressionBounds::enginesWorkSideBySide()
{
    std::vector<std::unique_ptr<QThread>> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(QThread::create([&good, i] {
            ExpressionEngine engine(ExpressionLimits{.time = 100ms});
            ExpressionContext context;
            context.set(u"input"_s, i);
            for (int k = 0; k < 200; ++k)
                good += engine.renderText(u"${{ .input * 10 + %1 }}"_s.arg(k % 3), context) == QString::number(i * 10 + k % 3);
            good += !engine.renderText(u"${{ last(repeat(1)) }}"_s, context);
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        thread->wait();
    QCOMPARE(good.load(), 4 * 201);
}

QTEST_GUILESS_MAIN(TestExpressionBounds)
#include "tst_expression_bounds.moc"
