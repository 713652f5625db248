#include "definition/canonical.h"
#include "definition/definitionfile.h"
#include "definition/parser.h"
#include "definition/workspace.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Every mistake is named with its place and a remedy; what is right survives the way to its canonical form and back.
class TestDefinitionErrors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pipelines_data();
    void pipelines();
    void services_data();
    void services();
    void allMistakesOfAFileAreTold();
    void openQuotesAreFound_data();
    void openQuotesAreFound();
    void slipsInMethodsAreRefused();
    void hostileYamlIsRefused_data();
    void hostileYamlIsRefused();
    void roundTrips();
    void digestIgnoresLayout();
    void workspaceChecksAcrossFiles();
    void shippedExamplesAreSound_data();
    void shippedExamplesAreSound();
};

namespace {
const QByteArray OneStep = "  a: { service: s, request: { method: GET, path: / } }\n";

QByteArray pipelineWith(const QByteArray &steps)
{
    return "pipeline: p\nversion: 1\nsteps:\n" + steps;
}

void write(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}
} // namespace

void TestDefinitionErrors::pipelines_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &yaml, int line, const char *says) {
        QTest::newRow(name) << yaml << line << QString::fromUtf8(says);
    };
    row("unknown key", pipelineWith(OneStep) + "stepz: 1\n", 5, "stepz");
    row("misspelt key in a step", pipelineWith("  a:\n    servise: s\n"), 5, "service");
    row("key of a later version", pipelineWith(OneStep) + "flags: {}\n", 5, "does not");
    row("condition that is no expression", pipelineWith("  a:\n    service: s\n    when: yes please\n    request: { path: / }\n"),
        6, "one expression");
    row("condition on a step that is not needed",
        pipelineWith(OneStep + "  b:\n    service: s\n    when: \"${{ .steps.a.body.x }}\"\n    request: { path: / }\n"), 7,
        "does not need it");
    row("version is no number", "pipeline: p\nversion: one\nsteps:\n" + OneStep, 2, "version");
    row("no steps", "pipeline: p\nversion: 1\n", 1, "steps");
    row("dangling need", pipelineWith("  a: { needs: [b], service: s, request: { path: / } }\n"), 4, "'b'");
    row("cycle",
        pipelineWith(
            "  a: { needs: [b], service: s, request: { path: / } }\n  b: { needs: [a], service: s, request: { path: / } }\n"),
        4, "→");
    row("duplicate step", pipelineWith(OneStep + OneStep), 5, "a");
    row("bad duration", "pipeline: p\nversion: 1\ndeadline: soon\nsteps:\n" + OneStep, 3, "soon");
    row("bad size", "pipeline: p\nversion: 1\ninput: { max_size: huge }\nsteps:\n" + OneStep, 3, "huge");
    row("jq that does not compile", pipelineWith("  a: { service: s, request: { path: \"/${{ .input. | }}\" } }\n"), 4, "");
    row("open expression", pipelineWith("  a: { service: s, request: { path: \"/${{ .input\" } }\n"), 4, "${{");
    row("reference to no step", pipelineWith("  a: { service: s, request: { path: \"/${{ .steps.zz.body }}\" } }\n"), 4, "zz");
    row("reference without need", pipelineWith(OneStep + "  b: { service: s, request: { path: \"/${{ .steps.a.body }}\" } }\n"),
        5, "needs");
    row("two kinds of body", pipelineWith("  a: { service: s, request: { path: /, body: { raw: x, json: {} } } }\n"), 4,
        "exactly one");
    row("service and delivery",
        pipelineWith("  a: { service: s, request: { path: / }, deliver: { to: o, name: n, content: c } }\n"), 4, "deliver");
    row("delivery leaves the workspace", pipelineWith("  a: { deliver: { to: ../o, name: n, content: c } }\n"), 4, "leaves");
    row("delivery name with a folder", pipelineWith("  a: { deliver: { to: o, name: x/y, content: c } }\n"), 4, "/");
    row("method in small letters", pipelineWith("  a: { service: s, request: { method: get, path: / } }\n"), 4, "get");
    row("status out of range", pipelineWith("  a: { service: s, request: { path: / }, response: { status: 99 } }\n"), 4, "99");
    const auto awaiting = [](const QByteArray &await) {
        return pipelineWith("  a:\n    service: s\n    request: { path: / }\n    await: " + await + "\n");
    };
    row("await without poll", awaiting("{ timeout: 5m }"), 7, "poll");
    row("poll without until", awaiting("{ poll: { path: /x } }"), 7, "until");
    row("poll without path", awaiting("{ poll: { until: .body.ok } }"), 7, "path");
    row("poll with a body", awaiting("{ poll: { path: /x, until: .body.ok, body: { raw: x } } }"), 7, "body");
    row("poll test that sees another step", awaiting("{ poll: { path: /x, until: .steps.b.body } }"), 7, "own answer");
    row("poll test that does not compile", awaiting("{ poll: { path: /x, until: '.body |' } }"), 7, "");
    row("poll for no time", awaiting("{ poll: { path: /x, until: .body.ok, every: 0s } }"), 7, "duration");
    row("answer outside of await", pipelineWith("  a: { service: s, request: { path: \"/${{ .response.body.id }}\" } }\n"), 4,
        "response");
    const auto expecting = [](const QByteArray &test) {
        return pipelineWith("  a: { service: s, request: { path: / }, response: { expect: \"" + test + "\" } }\n");
    };
    row("and of C", expecting(".body.a && .body.b"), 4, "Write and for &&");
    row("or of C", expecting(".body.a == 1 || .body.b"), 4, "Write or for ||");
    row("equality of JavaScript", expecting(".body.a === 1"), 4, "Compare with ==");
    row("single quotes", expecting(".body.a == 'x'"), 4, "double quotes");
    row("not of C", expecting("!(.body.a)"), 4, "(…) | not for !(…)");
    row("not as a function", expecting("not(.body.a)"), 4, "(…) | not for not(…)");
    row("true of Python", expecting(".body.a == True"), 4, "Write true");
    row("a name with a dash", expecting(".headers.operation-location == null"), 4, "[\"operation-location\"]");
    row("a pattern without quotes", "pipeline: p\ninput: { watch: in, match: *.pdf }\nsteps:\n" + OneStep, 2,
        "begins with * needs \"quotes\"");
    row("await of a delivery", pipelineWith("  a: { deliver: { to: o, name: n, content: c }, await: { poll: {} } }\n"), 4,
        "await");
    row("bad step name", pipelineWith("  A b: { service: s, request: { path: / } }\n"), 4, "A b");
}

void TestDefinitionErrors::pipelines()
{
    QFETCH(QByteArray, yaml);
    QFETCH(int, line);
    QFETCH(QString, says);
    const auto parsed = parsePipeline(yaml, u"p.yaml"_s);
    QVERIFY(!parsed);
    // one mistake may be told at more than one place; one of them must be this
    const auto told = std::find_if(parsed.error().begin(), parsed.error().end(), [&](const Problem &problem) {
        return problem.line == line && problem.toString().contains(says);
    });
    QVERIFY2(told != parsed.error().end(), qPrintable(parsed.error().first().toString()));
    QVERIFY(told->column > 0);
    QVERIFY2(!told->remedy.isEmpty(), qPrintable(told->toString()));
}

void TestDefinitionErrors::services_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<int>("line");
    QTest::newRow("no base_url") << QByteArray("service: s\n") << 1;
    QTest::newRow("relative base_url") << QByteArray("service: s\nbase_url: /x\n") << 2;
    QTest::newRow("plain http to another host") << QByteArray("service: s\nbase_url: http://example.net\n") << 2;
    QTest::newRow("password in the URL") << QByteArray("service: s\nbase_url: https://u:p@example.net\n") << 2;
    QTest::newRow("unknown http") << QByteArray("service: s\nbase_url: https://e.net\nhttp: 3\n") << 3;
    QTest::newRow("no attempts") << QByteArray("service: s\nbase_url: https://e.net\npolicy: { retry: { attempts: 0 } }\n") << 3;
    QTest::newRow("max below initial")
        << QByteArray("service: s\nbase_url: https://e.net\npolicy: { retry: { backoff: { initial: 5s, max: 1s } } }\n") << 3;
    QTest::newRow("negative timeout") << QByteArray("service: s\nbase_url: https://e.net\npolicy: { timeout: { idle: -1s } }\n")
                                      << 3;
    QTest::newRow("concurrency of nothing") << QByteArray(
                                                   "service: s\nbase_url: https://e.net\npolicy: { concurrency: { max: 0 } }\n")
                                            << 3;
    QTest::newRow("breaker that says nothing")
        << QByteArray("service: s\nbase_url: https://e.net\npolicy: { breaker: {} }\n") << 3;
}

void TestDefinitionErrors::services()
{
    QFETCH(QByteArray, yaml);
    QFETCH(int, line);
    const auto parsed = parseService(yaml, u"s.yaml"_s);
    QVERIFY(!parsed);
    QVERIFY2(parsed.error().first().line == line, qPrintable(parsed.error().first().toString()));
    QVERIFY(!parsed.error().first().remedy.isEmpty());
}

void TestDefinitionErrors::allMistakesOfAFileAreTold()
{
    const auto parsed = parsePipeline(
        "pipeline: p\nversion: 0\nbogus: 1\nsteps:\n  a: { needs: [zz], service: s, request: { method: get, path: / } }\n",
        u"p.yaml"_s);
    QVERIFY(!parsed);
    QCOMPARE(int(parsed.error().size()), 4);
}

/// Not where the parser notices: there, some other text's quote has ended it.
void TestDefinitionErrors::openQuotesAreFound_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    const QByteArray closed = "  b:\n    service: \"s\"\n    request: { path: \"/b\" }\n";
    QTest::newRow("closed by another") << pipelineWith("  a:\n    service: s\n    request: { path: \"/a }\n" + closed) << 6 << 22;
    QTest::newRow("never closed") << pipelineWith("  a:\n    service: 's\n    request: { path: /a }\n") << 5 << 14;
    QTest::newRow("behind a comment")
        << pipelineWith("  # it's \"so\n  a:\n    service: s\n    when: \"${{ .x }}\n    request: { path: \"/a\" }\n") << 7 << 11;
    QTest::newRow("behind texts of many lines")
        << pipelineWith("  a:\n    service: s\n    when: |\n      'tis \"\n\n      so\n    request: { path: \"/a }\n" + closed)
        << 10 << 22;
    QTest::newRow("behind whole ones over lines")
        << pipelineWith("  a:\n    service: s\n    when: \"${{ .a\n      == 'x\\\"y' }}\"\n    request: { path: \"/a }\n" +
                        closed)
        << 8 << 22;
}

void TestDefinitionErrors::openQuotesAreFound()
{
    QFETCH(const QByteArray, yaml);
    const auto parsed = parsePipeline(yaml, u"p.yaml"_s);
    QVERIFY(!parsed);
    const Problem &first = parsed.error().first();
    QVERIFY2(first.what.contains(u"quote"_s), qPrintable(first.toString()));
    QTEST(first.line, "line");
    QTEST(first.column, "column");
}

void TestDefinitionErrors::slipsInMethodsAreRefused()
{
    const auto problems = [](const QByteArray &method) {
        return readPipelineFile(pipelineWith("  a: { service: s, request: { method: " + method + ", path: / } }\n"), u"p.yaml"_s)
            .problems;
    };
    const QList<Problem> slip = problems("PSOT");
    QCOMPARE(slip.size(), 1);
    QVERIFY(!slip.first().warning);
    QCOMPARE(slip.first().remedy, u"Did you mean POST?"_s);
    for (const char *method :
         {"POST", "PROPFIND", "BMOVE", "BREW", "X-PSOT"}) // what is no slip may be a method of the service's own
        QVERIFY2(problems(method).isEmpty(), method);
    for (const char *method : {"GTE", "DELTE", "PATCHH"})
        QVERIFY2(problems(method).size() == 1 && !problems(method).first().warning, method);
    for (const char *method : {"PULL", "READ", "BLOCK"}) // which looks like one, and is another word
        QVERIFY2(problems(method).size() == 1 && problems(method).first().warning, method);
    QTemporaryDir folder;
    write(folder.filePath(u"cairn.yaml"_s), "workspace: w\n");
    write(folder.filePath(u"services/s.yaml"_s), "service: s\nbase_url: https://e.net\n");
    write(folder.filePath(u"pipelines/p.yaml"_s), pipelineWith("  a: { service: s, request: { method: PSOT, path: / } }\n"));
    const Workspace workspace = loadWorkspace(folder.path());
    QVERIFY(!workspace.isSound());
    QVERIFY(workspace.pipelines.isEmpty());
}

void TestDefinitionErrors::hostileYamlIsRefused_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QByteArray bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c < 'j'; ++c)
        bomb +=
            QByteArray(1, c) + ": &" + c + " [" + QByteArray("*") + char(c - 1) + ",*" + char(c - 1) + ",*" + char(c - 1) + "]\n";
    QTest::newRow("alias bomb") << bomb;
    QTest::newRow("deep nesting") << QByteArray(5'000, '[') + QByteArray(5'000, ']');
    QTest::newRow("deep blocks") << [] {
        QByteArray yaml;
        for (int i = 0; i < 2'000; ++i)
            yaml += QByteArray(i, ' ') + "a:\n";
        return yaml;
    }();
    QTest::newRow("too large") << QByteArray("pipeline: ") + QByteArray(2 << 20, 'x');
    QTest::newRow("not UTF-8") << QByteArray("pipeline: \xff\xfe\n");
    QTest::newRow("NUL") << QByteArray("pipeline: a\0b\n", 14);
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("only a scalar") << QByteArray("hello\n");
    QTest::newRow("two documents") << QByteArray("pipeline: p\n---\npipeline: q\n");
    QTest::newRow("unfinished quote") << QByteArray("pipeline: \"p\n");
    QTest::newRow("tab") << QByteArray("pipeline: p\nsteps:\n\ta: b\n");
}

void TestDefinitionErrors::hostileYamlIsRefused()
{
    QFETCH(QByteArray, yaml);
    const auto pipeline = parsePipeline(yaml, u"p.yaml"_s);
    QVERIFY(!pipeline);
    QVERIFY(!pipeline.error().first().what.isEmpty());
    QVERIFY(!parseService(yaml, u"s.yaml"_s));
}

void TestDefinitionErrors::roundTrips()
{
    const QByteArray yaml = R"(
pipeline: everything
version: 7
input: { watch: inbox, match: "*.pdf", max_size: 200MB }
deadline: 2h
steps:
  scan:
    service: antivirus
    request: { method: POST, path: /v1/scan, query: { mode: fast, n: "${{ .run.version }}" }, headers: { X-Kind: a }, body: { file: "${{ .input }}", content_type: application/pdf } }
    response: { status: [200, 201], expect: ".body.clean == true", sha256: "${{ .input.sha256 }}" }
  form:
    needs: scan
    service: store
    request: { method: POST, path: /, body: { multipart: { document: "${{ .input }}", note: hello, extra: { value: "${{ .steps.scan.body | tojson }}", filename: x.json, content_type: application/json } } } }
  json:
    needs: [scan]
    service: store
    request: { method: PUT, path: /, body: { json: { a: [1, 2.5, true, null, "x", "${{ .input.name }}"], b: { c: "1" } } } }
  out:
    needs: [form, json]
    deliver: { to: outbox, name: "${{ .input.name }}", content: "${{ .steps.json }}" }
)";
    const auto parsed = parsePipeline(yaml, u"p.yaml"_s);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().first().toString()));
    const Pipeline &pipeline = parsed->pipeline;
    const auto back = pipelineFromJson(toJson(pipeline));
    QVERIFY2(back, back ? "" : qPrintable(describe(back.error())));
    QCOMPARE(back->name, pipeline.name);
    QCOMPARE(back->deadline, Milliseconds(7'200'000));
    QVERIFY(back->input == pipeline.input);
    QVERIFY(back->steps == pipeline.steps);
    QCOMPARE(digestOf(*back), parsed->digest);
}

void TestDefinitionErrors::digestIgnoresLayout()
{
    const auto one = parsePipeline(pipelineWith(OneStep), u"p.yaml"_s);
    const auto two = parsePipeline("# a comment\nversion: 1\npipeline: \"p\"\nsteps:\n  a:\n    request:\n      path: /\n      "
                                   "method: GET\n    service: s\n",
                                   u"q.yaml"_s);
    const auto other = parsePipeline(pipelineWith("  a: { service: s, request: { method: HEAD, path: / } }\n"), u"p.yaml"_s);
    QVERIFY(one && two && other);
    QCOMPARE(one->digest, two->digest);
    QVERIFY(one->digest != other->digest);
}

void TestDefinitionErrors::workspaceChecksAcrossFiles()
{
    QTemporaryDir folder;
    write(folder.filePath(u"cairn.yaml"_s), "workspace: w\n");
    write(folder.filePath(u"services/one.yaml"_s), "service: ocr\nbase_url: https://e.net\n");
    write(folder.filePath(u"services/two.yaml"_s), "service: ocr\nbase_url: https://f.net\n");
    write(folder.filePath(u"pipelines/p.yaml"_s),
          "pipeline: p\nversion: 1\nsteps:\n  a: { service: orc, request: { path: / } }\n");
    const Workspace workspace = loadWorkspace(folder.path());
    QVERIFY(!workspace.isSound());
    QCOMPARE(int(workspace.problems.size()), 2);
    QVERIFY(workspace.problems[0].toString().startsWith(u"services/two.yaml:1:"_s));
    QVERIFY2(workspace.problems[1].toString().contains(u"'ocr'"_s), qPrintable(workspace.problems[1].toString()));
    QCOMPARE(*findWorkspace(folder.filePath(u"services"_s)), folder.path());
    QVERIFY(!findWorkspace(u"/"_s));
}

void TestDefinitionErrors::shippedExamplesAreSound_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("intake") << u"intake"_s;
    QTest::newRow("webdav") << u"webdav"_s;
}

void TestDefinitionErrors::shippedExamplesAreSound()
{
    QFETCH(QString, name);
    const Workspace workspace = loadWorkspace(qEnvironmentVariable("CAIRN_SOURCE") + u"/resources/examples/"_s + name);
    QVERIFY2(workspace.problems.isEmpty(), workspace.problems.isEmpty() ? "" : qPrintable(workspace.problems.first().toString()));
    QVERIFY(!workspace.pipelines.isEmpty());
}

QTEST_GUILESS_MAIN(TestDefinitionErrors)
#include "tst_definition_errors.moc"
