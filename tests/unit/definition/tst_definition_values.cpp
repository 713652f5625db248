#include "definition/canonical.h"
#include "definition/nearest.h"
#include "definition/parser.h"
#include "definition/quantity.h"
#include "definition/stepgraph.h"
#include "definition/workspace.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Quantities, values of JSON bodies, canonical forms.
class TestDefinitionValues : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void durations_data();
    void durations();
    void sizes_data();
    void sizes();
    void everyQuantityReadsBack();
    void scalarsOfJsonBodies_data();
    void scalarsOfJsonBodies();
    void serviceDefaultsAndEverything();
    void canonicalFormIsStable();
    void damagedCanonicalFormIsRefused_data();
    void damagedCanonicalFormIsRefused();
    void anyPipelineRoundTrips();
    void nearestWord_data();
    void nearestWord();
    void graphs();
};

namespace {

QByteArray withJson(const QByteArray &json)
{
    return "pipeline: p\nsteps: { a: { service: s, request: { path: /, body: { json: " + json + " } } } }\n";
}

} // namespace

void TestDefinitionValues::durations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("milliseconds"); // 0: not a duration
    const auto row = [](const char *text, qint64 ms) { QTest::newRow(text) << QString::fromUtf8(text) << ms; };
    row("1ms", 1);
    row("300ms", 300);
    row("30s", 30'000);
    row("0.5s", 500);
    row("1.001s", 1001);
    row("1.5h", 5'400'000);
    row("2h", 7'200'000);
    row("1d", 86'400'000);
    row("3660d", 3660LL * 86'400'000);
    for (const char *bad : {"",
                            "5",
                            "s",
                            "0s",
                            "-1s",
                            "+1s",
                            "1 s",
                            "1S",
                            "1m30s",
                            "0.0001s",
                            "1.5ms",
                            ".5s",
                            "5.s",
                            "1.2.3s",
                            "1e3s",
                            "3661d",
                            "99999999999999999999d",
                            "１s",
                            "1,5s",
                            "5min"})
        row(bad, 0);
}

void TestDefinitionValues::durations()
{
    QFETCH(QString, text);
    QFETCH(qint64, milliseconds);
    const auto parsed = parseDuration(text);
    QCOMPARE(parsed.value_or(Milliseconds(0)).count(), milliseconds);
    if (!parsed)
        QVERIFY(!parsed.error().remedy.isEmpty());
}

void TestDefinitionValues::sizes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("bytes");
    const auto row = [](const char *text, qint64 bytes) { QTest::newRow(text) << QString::fromUtf8(text) << bytes; };
    row("1", 1);
    row("1048576", 1'048'576);
    row("10B", 10);
    row("10KB", 10'000);
    row("10kB", 10'000);
    row("10MB", 10'000'000);
    row("1.5GB", 1'500'000'000);
    row("2TB", 2'000'000'000'000);
    row("1KiB", 1024);
    row("1.5MiB", 1'572'864);
    row("16GiB", 16LL << 30);
    row("1024TiB", 1LL << 50);
    row("1152921504606846975", (1LL << 60) - 1);
    for (const char *bad : {"", "0", "-1", "1.5", "0.3KiB", "10Mb", "10 MB", "MB", "10MBs", "2000000TiB", "0x10", "1e6"})
        row(bad, 0);
}

void TestDefinitionValues::sizes()
{
    QFETCH(QString, text);
    QFETCH(qint64, bytes);
    QCOMPARE(parseSize(text).value_or(0), bytes);
}

void TestDefinitionValues::everyQuantityReadsBack()
{
    QCOMPARE(formatDuration(90s), u"90s"_s);
    QCOMPARE(formatDuration(2h), u"2h"_s);
    QCOMPARE(formatDuration(0ms), u"0ms"_s);
    QCOMPARE(formatSize(2'000'000'000), u"2GB"_s);
    QCOMPARE(formatSize(16LL << 30), u"16GiB"_s);
    QCOMPARE(formatSize(1'048'577), u"1048577"_s);
    QRandomGenerator random(7);
    for (int i = 0; i < 20'000; ++i) {
        const qint64 value = 1 + random.generate64() % (1ULL << (1 + random.bounded(58)));
        QCOMPARE(*parseSize(formatSize(value)), value);
        const Milliseconds duration(1 + value % (3660LL * 86'400'000));
        QCOMPARE(*parseDuration(formatDuration(duration)), duration);
    }
}

void TestDefinitionValues::scalarsOfJsonBodies_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *yaml, const char *json) { QTest::newRow(yaml) << QByteArray(yaml) << QByteArray(json); };
    row("null", "null");
    row("~", "null");
    row("true", "true");
    row("FALSE", "false");
    row("yes", "\"yes\"");
    row("\"true\"", "\"true\"");
    row("'12'", "\"12\"");
    row("12", "12");
    row("-7", "-7");
    row("+7", "7");
    row("0", "0");
    row("0o17", "15");
    row("0x1F", "31");
    row("1.50", "1.5");
    row(".5", "0.5");
    row("6.02e23", "6.02e+23");
    row("9007199254740993", "9007199254740993");
    row("2026-11-24", "\"2026-11-24\"");
    row("1.2.3", "\"1.2.3\"");
    row("1_000", "\"1_000\"");
    row("text", "\"text\"");
    row("\"${{ .input.size }}\"", "\"${{ .input.size }}\"");
    row("[1, a, [], {}, { x: ~ }]", "[1,\"a\",[],{},{\"x\":null}]");
    row("{ b: 1, a: \"\" }", "{\"a\":\"\",\"b\":1}");
}

void TestDefinitionValues::scalarsOfJsonBodies()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QByteArray, json);
    const auto parsed = parsePipeline(withJson(yaml), u"p"_s);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().first().toString()));
    const RequestBody &body = parsed->pipeline.steps.first().request.body;
    QCOMPARE(body.kind, RequestBody::Kind::Json);
    QCOMPARE(QJsonDocument(QJsonArray{body.json}).toJson(QJsonDocument::Compact), "[" + json + "]");
}

void TestDefinitionValues::serviceDefaultsAndEverything()
{
    const auto least = parseService("service: s\nbase_url: http://127.0.0.1:8080/v1\n", u"s"_s);
    QVERIFY(least);
    QVERIFY(least->service.policy == Policy());
    QCOMPARE(least->service.http, HttpVersion::Auto);
    QVERIFY(least->service.idempotent);
    const auto all = parseService(
        "service: s\nbase_url: http://intranet/\nhttp: 2\nidempotent: false\nallow_insecure: true\nmax_response: 4MiB\n"
        "policy:\n  timeout: { connect: 1s, idle: 2s, attempt: 3s }\n"
        "  retry: { attempts: 3, backoff: { initial: 10ms, factor: 1.5, max: 4s, jitter: none }, retry_after_max: 1h }\n"
        "  concurrency: { max: 7 }\n",
        u"s"_s);
    QVERIFY2(all, all ? "" : qPrintable(all.error().first().toString()));
    const Policy wanted{{1s, 2s, 3s}, {3, 10ms, 1.5, 4s, Jitter::None, 1h}, 7};
    QVERIFY(all->service.policy == wanted);
    QCOMPARE(all->service.http, HttpVersion::Http2);
    QVERIFY(!all->service.idempotent && all->service.allowInsecure);
    QCOMPARE(all->service.maxResponse, 4LL << 20);
    for (const auto &service : {least->service, all->service}) {
        const auto back = serviceFromJson(toJson(service));
        QVERIFY2(back, back ? "" : qPrintable(describe(back.error())));
        QVERIFY(back->name == service.name && back->baseUrl == service.baseUrl && back->http == service.http &&
                back->idempotent == service.idempotent && back->allowInsecure == service.allowInsecure &&
                back->maxResponse == service.maxResponse && back->policy == service.policy);
        QCOMPARE(digestOf(*back), digestOf(service));
    }
    QVERIFY(least->digest != all->digest);
}

/// Recorded digests must stay what they are: a change here orphans what stores hold.
void TestDefinitionValues::canonicalFormIsStable()
{
    const auto service = parseService("service: s\nbase_url: https://e.net\n", u"s"_s);
    QCOMPARE(QJsonDocument(toJson(service->service)).toJson(QJsonDocument::Compact),
             QByteArray("{\"allow_insecure\":false,\"base_url\":\"https://"
                        "e.net\",\"concurrency\":{\"max\":16},\"http\":\"auto\",\"idempotent\":true,"
                        "\"max_response\":17179869184,\"retry\":{\"attempts\":6,\"factor\":2,\"initial_ms\":500,\"jitter\":"
                        "\"full\",\"max_ms\":60000,"
                        "\"retry_after_max_ms\":600000},\"service\":\"s\",\"timeout\":{\"attempt_ms\":60000,\"connect_ms\":5000,"
                        "\"idle_ms\":20000}}"));
    const auto pipeline = parsePipeline("pipeline: p\nsteps: { a: { service: s, request: { path: / } } }\n", u"p"_s);
    QCOMPARE(QJsonDocument(toJson(pipeline->pipeline)).toJson(QJsonDocument::Compact),
             QByteArray("{\"input\":{\"match\":\"*\"},\"pipeline\":\"p\",\"steps\":[{\"request\":{\"method\":\"GET\",\"path\":\"/"
                        "\"},\"service\":\"s\",\"step\":\"a\"}],\"version\":1}"));
    QCOMPARE(pipeline->digest, Digest::of(QJsonDocument(toJson(pipeline->pipeline)).toJson(QJsonDocument::Compact)));
}

void TestDefinitionValues::damagedCanonicalFormIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<ErrorKind>("kind");
    const auto row = [](const char *name, const char *json, ErrorKind kind) { QTest::newRow(name) << QByteArray(json) << kind; };
    row("empty", "{}", ErrorKind::Damaged);
    row("no steps", R"({"pipeline":"p","steps":[]})", ErrorKind::Damaged);
    row("step is a text", R"({"pipeline":"p","steps":["a"]})", ErrorKind::Damaged);
    row("wrong type", R"({"pipeline":1,"steps":[{"step":"a","service":"s"}]})", ErrorKind::Damaged);
    row("fraction", R"({"pipeline":"p","version":1.5,"steps":[{"step":"a","service":"s"}]})", ErrorKind::Damaged);
    row("too large", R"({"pipeline":"p","version":3000000000,"steps":[{"step":"a","service":"s"}]})", ErrorKind::Damaged);
    row("kind of body",
        R"({"pipeline":"p","steps":[{"step":"a","service":"s","request":{"method":"GET","path":"/","body":{"kind":"x"}}}]})",
        ErrorKind::Damaged);
    row("of a later version", R"({"pipeline":"p","steps":[{"step":"a","service":"s","quantum":"x"}]})", ErrorKind::NewerStore);
    row("of a later version, outside", R"({"pipeline":"p","steps":[{"step":"a","service":"s"}],"flags":1})",
        ErrorKind::NewerStore);
}

void TestDefinitionValues::damagedCanonicalFormIsRefused()
{
    QFETCH(QByteArray, json);
    QFETCH(ErrorKind, kind);
    const auto read = pipelineFromJson(QJsonDocument::fromJson(json).object());
    QVERIFY(!read);
    QVERIFY2(read.error().kind == kind, qPrintable(describe(read.error())));
    QVERIFY(!read.error().remedy.isEmpty());
    QVERIFY(!serviceFromJson(QJsonDocument::fromJson(json).object()));
}

void TestDefinitionValues::anyPipelineRoundTrips()
{
    QRandomGenerator random(20261124);
    const auto text = [&random] {
        static const QStringList texts{QString(), u"a"_s, u"${{ .input }}"_s, u"é\n\"\\"_s, u" "_s, QString(QChar(0)), u"😀"_s};
        return texts[random.bounded(int(texts.size()))];
    };
    const auto pairs = [&] {
        QList<std::pair<QString, QString>> list;
        for (int i = random.bounded(3); i > 0; --i)
            list.append({text(), text()});
        return list;
    };
    for (int i = 0; i < 2'000; ++i) {
        Pipeline pipeline{u"p"_s + text(),
                          1 + random.bounded(1000),
                          {text(), text(), random.bounded(2) * 5LL << random.bounded(40), text()},
                          Milliseconds(random.bounded(3)),
                          {Milliseconds(random.bounded(3))},
                          {}};
        for (int s = 1 + random.bounded(4); s > 0; --s) {
            Step step;
            step.id = StepId(u"s%1"_s.arg(s));
            step.when = random.bounded(2) ? text() : QString();
            step.critical = random.bounded(2) == 0;
            for (int n = random.bounded(3); n > 0; --n)
                step.needs.append(StepId(text()));
            if (random.bounded(3) == 0) {
                step.deliver = Delivery{text(), text(), text()};
            } else {
                step.service = u"x"_s + text();
                step.request = {text(), text(), pairs(), pairs(), {}};
                step.response = {{}, text(), text(), text()};
                for (int n = random.bounded(3); n > 0; --n)
                    step.response.status.append(200 + n);
                RequestBody &body = step.request.body;
                body.kind = RequestBody::Kind(random.bounded(5));
                if (body.kind == RequestBody::Kind::Json)
                    body.json = random.bounded(2) ? QJsonValue(QJsonArray{text(), 1.5, QJsonValue(), QJsonObject{{text(), true}}})
                                                  : QJsonValue(QJsonValue::Null);
                if (body.kind != RequestBody::Kind::None) {
                    body.text = text();
                    body.contentType = text();
                    for (int n = random.bounded(3); n > 0; --n)
                        body.parts.append({text(), text(), text(), text()});
                }
                if (random.bounded(3) == 0)
                    step.poll = Polling{
                        {text(), text(), pairs(), pairs(), {}}, Milliseconds(1 + random.bounded(9)), text(), text(), text(),
                        Milliseconds(random.bounded(3))};
                else if (random.bounded(2) == 0)
                    step.callback = CallbackRule{text(), text(), text(), Milliseconds(1 + random.bounded(9))};
                if (random.bounded(3) == 0)
                    step.reconcile = Reconciliation{{text(), text(), pairs(), pairs(), {}}, text(), text()};
                if (random.bounded(3) == 0)
                    step.cancel = Request{text(), text(), pairs(), pairs(), {}};
                step.requestSchema = text();
                step.latencyBudget = Milliseconds(random.bounded(3));
            }
            if (random.bounded(2) == 0) {
                step.forEach = u"x"_s + text();
                step.parallel = 1 + random.bounded(9);
                if (random.bounded(2) == 0)
                    step.partial =
                        random.bounded(2) ? PartialRule{1 + random.bounded(9), 1} : PartialRule{0, 1.0 / (1 + random.bounded(9))};
            }
            pipeline.steps.append(step);
        }
        // through bytes, as through the store
        const auto back = pipelineFromJson(QJsonDocument::fromJson(QJsonDocument(toJson(pipeline)).toJson()).object());
        QVERIFY2(back, back ? "" : qPrintable(describe(back.error())));
        QVERIFY(back->name == pipeline.name && back->version == pipeline.version && back->input == pipeline.input &&
                back->deadline == pipeline.deadline);
        QVERIFY(back->steps == pipeline.steps);
        QCOMPARE(digestOf(*back), digestOf(pipeline));
    }
}

void TestDefinitionValues::nearestWord_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("meant");
    QTest::newRow("swapped") << u"sevrice"_s << u"service"_s;
    QTest::newRow("missing letter") << u"reqest"_s << u"request"_s;
    QTest::newRow("capitals") << u"Deliver"_s << u"deliver"_s;
    QTest::newRow("short") << u"nees"_s << u"needs"_s;
    QTest::newRow("far") << u"colour"_s << QString();
    QTest::newRow("very long") << QString(100'000, u'x') << QString();
}

void TestDefinitionValues::nearestWord()
{
    QFETCH(QString, word);
    QFETCH(QString, meant);
    QCOMPARE(nearest(word, {u"needs"_s, u"service"_s, u"request"_s, u"deliver"_s}), meant);
}

void TestDefinitionValues::graphs()
{
    const auto step = [](const char *name, std::initializer_list<const char *> needs) {
        Step made;
        made.id = StepId(QString::fromLatin1(name));
        for (const char *need : needs)
            made.needs.append(StepId(QString::fromLatin1(need)));
        return made;
    };
    const QList<Step> diamond{step("a", {}), step("b", {"a"}), step("c", {"a"}), step("d", {"b", "c"}), step("e", {"nothing"})};
    QVERIFY(findCycles(diamond).isEmpty());
    QCOMPARE(transitiveNeeds(diamond, diamond[3].id).size(), 3);
    QVERIFY(transitiveNeeds(diamond, diamond[0].id).isEmpty());
    const QList<Step> circles{step("a", {"b"}), step("b", {"a", "c"}), step("c", {"c"}), step("d", {"a"})};
    QCOMPARE(findCycles(circles).size(), 2);
    QCOMPARE(transitiveNeeds(circles, circles[3].id).size(), 3);
    QVERIFY(transitiveNeeds(circles, circles[0].id).contains(circles[0].id));
}

QTEST_GUILESS_MAIN(TestDefinitionValues)
#include "tst_definition_values.moc"
