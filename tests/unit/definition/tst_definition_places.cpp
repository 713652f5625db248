#include "definition/parser.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// The exact place and words of each kind of mistake: file:line:column: what. remedy
class TestDefinitionPlaces : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pipelines_data();
    void pipelines();
    void services_data();
    void services();
    void goodPipelines_data();
    void goodPipelines();
    void placesSurviveAnyWriting_data();
    void placesSurviveAnyWriting();
    void laterKeysAreNamedAsSuch_data();
    void laterKeysAreNamedAsSuch();
};

namespace {

QStringList linesOf(const QList<Problem> &problems)
{
    QStringList lines;
    for (const Problem &problem : problems)
        lines.append(problem.toString());
    return lines;
}

/// A pipeline whose only step has `body` as its lines, from line 4 on, indented by four.
QByteArray step(const QByteArray &body)
{
    return "pipeline: p\nsteps:\n  a:\n" + body;
}

const QByteArray Call = "    service: s\n    request: { path: / }\n";

} // namespace

void TestDefinitionPlaces::pipelines_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QStringList>("problems");
    const auto row = [](const char *name, const QByteArray &yaml, std::initializer_list<const char *> problems) {
        QStringList lines;
        for (const char *problem : problems)
            lines.append(u"p.yaml:"_s + QString::fromUtf8(problem));
        QTest::newRow(name) << yaml << lines;
    };
    const QByteArray two = "pipeline: p\nsteps:\n  a: { service: s, request: { path: / } }\n";

    row("not a map", "- a\n",
        {"1:1: a pipeline must be a map of keys and values, and this is a list. Keys here: pipeline, version, input, deadline, "
         "retention, steps, data"});
    row("empty file", "", {"1:1: the file is empty. Write a definition, or remove the file"});
    row("only a comment", "# nothing\n", {"1:1: the file is empty. Write a definition, or remove the file"});
    row("second document", two + "---\nb: 1\n", {"5:1: a second document begins here. Give each definition a file of its own"});
    row("duplicate key", two + "pipeline: q\n", {"4:1: duplicate key 'pipeline'. It is already in line 1: keep one of them"});
    row("duplicate key deep inside", step("    service: s\n    request: { path: /, query: { x: 1, y: 2, x: 3 } }\n"),
        {"5:46: duplicate key 'x'. It is already in line 5: keep one of them"});
    row("anchor and alias", "pipeline: &n p\nversion: *n\nsteps: { a: { service: s, request: { path: / } } }\n",
        {"1:11: anchors (&name) are not supported. Leave it out",
         "2:1: 'version' has no value. Give it one, or leave the key out",
         "2:10: aliases (*name) are not supported. Write the value out here"});
    row("tag", "pipeline: !!str p\nsteps: { a: { service: s, request: { path: / } } }\n",
        {"1:11: tags (!name) are not supported. Leave it out"});
    row("merge key", two + "<<: { version: 2 }\n", {"4:1: merge keys (<<) are not supported. Write the keys out here"});
    row("NUL", QByteArray("pipeline: p\nx: \0\n", 17),
        {"2:4: the file has a control character (0x00). Save it as plain UTF-8 text; inside \"quotes\" write it as an escape, "
         "such as \\x07"});
    row("not UTF-8", "pipeline: p\n# \xc3\xa4\xe9\n", {"2:4: the file is not UTF-8. Save it with the encoding UTF-8"});
    row("tab", "pipeline: p\nsteps:\n\ta:\n\t  b: 1\n",
        {"3:3: this is not YAML: illegal map value. Indent with spaces: YAML does not allow tabs there"});
    row("expression without quotes", "pipeline: p\nsteps: { a: { deliver: { to: o, name: ${{ .input.name }}, content: x } } }\n",
        {"2:40: this is not YAML: end of map flow not found. Put a text that holds an expression in \"quotes\""});
    row("name missing", "steps: { a: { service: s, request: { path: / } } }\n",
        {"1:1: 'pipeline' is missing. Write pipeline: NAME"});
    row("name is no name", "pipeline: a/b\nsteps: { a: { service: s, request: { path: / } } }\n",
        {"1:11: 'a/b' is not a name for a pipeline. Use letters, digits, '.', '_' and '-', at most 64, starting with a letter or "
         "digit"});
    row("version in quotes", two + "version: \"2\"\n",
        {"4:10: 'version' must be a whole number, and it is the text \"2\". Write a number from 1 up"});
    row("version zero", two + "version: 0\n", {"4:10: 'version' cannot be 0. Write a number from 1 up"});
    row("deadline", two + "deadline: 5 minutes\n",
        {"4:11: 'deadline': '5 minutes' is not a duration. Write a number and a unit, from 1ms to 3660d: 300ms, 1.5s, 5m, 2h, "
         "1d"});
    row("max_size", two + "input: { max_size: 0 }\n",
        {"4:20: 'max_size': '0' is not a size. Write whole bytes, at least 1, or a number and a unit: 1048576, 10MB (1000s), "
         "10MiB (1024s)"});
    row("match with a folder", two + "input: { match: \"in/*\" }\n",
        {"4:17: 'match' must be a pattern for file names, and it is 'in/*'. Write it like *.pdf; the folder is 'watch'"});
    row("watch outside", two + "input: { watch: /var/in }\n",
        {"4:17: 'watch' is '/var/in', which leaves the workspace. Name a folder relative to the workspace, without '..'"});
    row("watch in disguise", two + "input: { watch: a/../../in }\n",
        {"4:17: 'watch' is 'a/../../in', which leaves the workspace. Name a folder relative to the workspace, without '..'"});
    row("watch of our own", two + "input: { watch: ./.cairn/x }\n",
        {"4:17: 'watch' is './.cairn/x', where Cairn keeps its own files. Name a folder for this purpose, such as inbox or "
         "outbox"});
    row("no steps", "pipeline: p\n", {"1:1: 'steps' is missing. Write steps: with at least one step in it"});
    row("empty steps", "pipeline: p\nsteps: {}\n",
        {"2:8: 'steps' must be a map of at least one step. Write steps: { NAME: { service: …, request: … } }"});
    row("steps without value", "pipeline: p\nsteps:\n", {"2:1: 'steps' has no value. Give it one, or leave the key out"});
    row("step name", "pipeline: p\nsteps: { Scan: { service: s, request: { path: / } } }\n",
        {"2:10: 'Scan' is not a name for a step. Use a-z, 0-9, '_' and '-', at most 64, starting with a letter"});
    row("empty step", "pipeline: p\nsteps:\n  a:\n", {"3:3: step 'a' is empty. Give it a service and a request, or a delivery"});
    row("unknown key", two + "dedline: 2h\n", {"4:1: unknown key 'dedline' in a pipeline. Did you mean 'deadline'?"});
    row("unknown key like none", two + "colour: red\n",
        {"4:1: unknown key 'colour' in a pipeline. Keys here: pipeline, version, input, deadline, retention, steps, data"});
    row("no request", step("    service: s\n"), {"3:3: step 'a' has no 'request'. Write request: { method: GET, path: /PATH }"});
    row("no service", step("    request: { path: / }\n"),
        {"3:3: step 'a' has no 'service'. Write service: NAME, of a file in services/"});
    row("nothing to do", step("    needs: []\n"), {"3:3: step 'a' does nothing. Give it a service and a request, or a delivery"});
    row("service and deliver", step("    service: s\n    deliver: { to: o, name: n, content: c }\n"),
        {"4:5: step 'a' has both 'deliver' and 'service'. Make it two steps: one that calls the service, one that delivers"});
    row("dangling need", step(Call + "    needs: [scna]\n") + "  scan:\n" + Call,
        {"6:13: step 'a' needs 'scna', and there is no such step. Did you mean 'scan'?"});
    row("need twice", step(Call) + "  b:\n" + Call + "    needs: [a, a]\n", {"9:16: 'a' is needed twice. Name it once"});
    row("needs itself", step(Call + "    needs: a\n"),
        {"6:12: these steps need each other in a circle: a → a. Remove one of these needs"});
    row("circle of three", step(Call + "    needs: c\n") + "  b:\n" + Call + "    needs: a\n  c:\n" + Call + "    needs: b\n",
        {"6:12: these steps need each other in a circle: a → c → b → a. Remove one of these needs"});
    row("path missing", step("    service: s\n    request: { method: GET }\n"),
        {"5:14: 'path' is missing. Write path: /PATH, relative to the service's base_url"});
    row("path with a fragment", step("    service: s\n    request: { path: \"/a#b\" }\n"),
        {"5:22: path has a fragment (#), which is never sent. Leave it out, or write %23 if it is part of a name"});
    row("path with a line break", step("    service: s\n    request: { path: \"/a\\nb\" }\n"),
        {"5:22: path has a line break or another control character. Write it in one line"});
    row("method", step("    service: s\n    request: { path: /, method: \"GET IT\" }\n"),
        {"5:33: 'GET IT' is not an HTTP method. Write one word, such as GET, POST, PUT or MKCOL"});
    row("method in small letters", step("    service: s\n    request: { path: /, method: post }\n"),
        {"5:33: method 'post' is not in capitals. Write POST"});
    row("header name", step("    service: s\n    request: { path: /, headers: { \"X Y\": a } }\n"),
        {"5:36: 'X Y' is not a header name. Use letters, digits and '-'"});
    row("header value", step("    service: s\n    request: { path: /, headers: { X: \"a\\r\\nEvil: b\" } }\n"),
        {"5:39: the value of header X has a line break or another control character. Write it in one line"});
    row("header of the transport", step("    service: s\n    request: { path: /, headers: { Host: a } }\n"),
        {"5:36: header Host cannot be set here. The connection decides it: leave it out"});
    row("header of ours", step("    service: s\n    request: { path: /, headers: { idempotency-key: a } }\n"),
        {"5:36: header idempotency-key cannot be set here. Cairn sets it for every attempt: leave it out"});
    row("header twice", step("    service: s\n    request: { path: /, headers: { X-A: 1, x-a: 2 } }\n"),
        {"5:44: duplicate header x-a. Case makes no difference in header names: keep one"});
    row("query is a list", step("    service: s\n    request: { path: /, query: [a] }\n"),
        {"5:32: 'query' must be a map of names and texts. Write query: { NAME: TEXT }"});
    row("query value", step("    service: s\n    request: { path: /, query: { a: } }\n"),
        {"5:34: 'a' must be a text. Write a text; \"\" for an empty one"});
    row("no body", step("    service: s\n    request: { path: /, body: { content_type: text/plain } }\n"),
        {"5:31: body says nothing to send. Write exactly one of file, raw, json and multipart"});
    row("two bodies", step("    service: s\n    request: { path: /, body: { raw: a, json: {} } }\n"),
        {"5:41: body has both 'raw' and 'json'. Write exactly one of file, raw, json and multipart"});
    row("file is a path", step("    service: s\n    request: { path: /, body: { file: a.pdf } }\n"),
        {"5:39: 'file' is not an expression, and it names a payload, not a path. Write \"${{ .input }}\" or \"${{ .steps.NAME "
         "}}\""});
    row("file with text around", step("    service: s\n    request: { path: /, body: { file: \"x${{ .input }}\" } }\n"),
        {"5:39: 'file' has text around its expression. Write just one expression: \"${{ .input }}\""});
    row("content type", step("    service: s\n    request: { path: /, body: { raw: a, content_type: pdf } }\n"),
        {"5:55: 'pdf' is not a content type. Write it like application/pdf"});
    row("no parts", step("    service: s\n    request: { path: /, body: { multipart: {} } }\n"),
        {"5:44: 'multipart' must be a map of at least one field. Write multipart: { NAME: \"${{ .input }}\" }"});
    row("part with value and file",
        step("    service: s\n    request: { path: /, body: { multipart: { d: { value: a, file: \"${{ .input }}\" } } } }\n"),
        {"5:46: field 'd' must have either 'value' or 'file'. Write exactly one of them"});
    row("JSON number with zeros", step("    service: s\n    request: { path: /, body: { json: { zip: 00501 } } }\n"),
        {"5:46: '00501' would not stay as it is written when it becomes a JSON number. Put it in \"quotes\" if it is a text, or "
         "write it without leading zeros and within 64 bits"});
    row("JSON number too long", step("    service: s\n    request: { path: /, body: { json: 92233720368547758070 } }\n"),
        {"5:39: '92233720368547758070' would not stay as it is written when it becomes a JSON number. Put it in \"quotes\" if it "
         "is a text, or write it without leading zeros and within 64 bits"});
    row("status", step(Call + "    response: { status: [200, 1000] }\n"),
        {"6:31: '1000' is not a status code. Write a number from 200 to 599, or a list of them"});
    row("no status", step(Call + "    response: { status: [] }\n"),
        {"6:25: 'status' is an empty list, so that no answer would do. List the codes to accept, or leave it out for any 2xx"});
    row("digest", step(Call + "    response: { sha256: abc }\n"),
        {"6:25: 'abc' is not a SHA-256 digest. Write 64 hexadecimal digits, or an expression that gives them"});
    row("expect looks at nothing", step(Call + "    response: { expect: \".clean == true\" }\n"),
        {"6:26: there is no .clean here. The answer's JSON is .body: did you mean .body.clean?"});
    row("expect looks at steps", step(Call + "    response: { expect: \".steps.a.status == 200\" }\n"),
        {"6:33: expect sees only the step's own answer, not .steps.a. Its fields are .status, .headers, .body, .sha256 and "
         ".size"});
    row("number compared with a text", step(Call + "    response: { expect: '.status == \"done\"' }\n"),
        {"6:26: .status is a number, and is compared with a text here. The answer's JSON is .body: did you mean .body.status?"});
    row("header in capitals", step(Call + "    response: { expect: '.headers.ETag != null' }\n"),
        {"6:35: the names of headers are in small letters here. Write .headers.etag"});
    row("poll looks beside the answer",
        step(Call + "    await: { poll: { path: \"/j/${{ .response.id }}/${{ .response.headers.Location }}\", every: 1s, "
                    "until: '.body.done and .size != \"0\"' } }\n"),
        {"6:122: .size is a number, and is compared with a text here. The answer's JSON is .body: did you mean .body.size?",
         "6:46: the answer has no .id. The answer's JSON is .body: did you mean .response.body.id?",
         "6:74: the names of headers are in small letters here. Write .response.headers.location"});
    row("result compared with a text",
        step(Call) +
            "  b:\n    needs: a\n    service: s\n    when: '${{ .steps.a.status == \"200\" }}'\n    request: { path: / }\n",
        {"9:25: .status is a number, and is compared with a text here. The answer's JSON is .body: did you mean "
         ".steps.a.body.status?"});
    row("expect with text around", step(Call + "    response: { expect: \"x ${{ .status }}\" }\n"),
        {"6:25: 'expect' has text around its ${{ }}. Write one jq test, such as '.body.ok == true'"});
    row("expect does not compile", step(Call + "    response: { expect: \".status ==\" }\n"),
        {"6:34: bad expression: syntax error, unexpected end of the expression. Expressions are jq 1.6; texts in them need "
         "quotes"});
    row("deliver without anything", step("    deliver: {}\n"),
        {"4:14: 'content' is missing. Write content: \"${{ .steps.NAME }}\"",
         "4:14: 'name' is missing. Write name: \"${{ .input.name }}\"",
         "4:14: 'to' is missing. Write to: FOLDER, inside the workspace"});
    row("deliver outside", step("    deliver: { to: ../out, name: n, content: c }\n"),
        {"4:20: 'to' is '../out', which leaves the workspace. Name a folder relative to the workspace, without '..'"});
    row("deliver by expression", step("    deliver: { to: \"${{ .input.name }}\", name: n, content: c }\n"),
        {"4:20: 'to' cannot hold an expression. Name one folder"});
    row("deliver name", step("    deliver: { to: o, name: \"a/${{ .input.name }}\", content: c }\n"),
        {"4:29: 'a/${{ .input.name }}' is not a file name. Name a file, without a folder: the folder is 'to'"});
    row("deliver into what is watched",
        "pipeline: p\ninput: { watch: in }\nsteps:\n  a:\n    deliver: { to: in/, name: n, content: c }\n",
        {"5:5: it delivers into 'in', whose files all start this pipeline again. Deliver into another folder, or narrow "
         "input.match"});
    row("open expression", step("    service: s\n    request: { path: \"/x/${{ .input\" }\n"),
        {"5:26: '${{' is never closed. Write }} after the expression"});
    row("open bracket", step("    service: s\n    request: { path: \"/x/${{ (.input }}\" }\n"),
        {"5:38: in an expression, '}' does not close '('. Check its brackets and quotes up to the closing }}"});
    row("empty expression", step("    service: s\n    request: { path: \"/x/${{ }}\" }\n"),
        {"5:26: an expression is empty. Write what to put there: ${{ .input.name }}"});
    row("unknown function", step("    service: s\n    request: { path: \"/${{ .input.name | urlencode }}\" }\n"),
        {"5:42: bad expression: urlencode/0 is not defined. Expressions are jq 1.6; texts in them need quotes"});
    row("environment", step("    service: s\n    request: { path: '/${{ \"a\\(env.HOME)\" }}' }\n"),
        {"5:32: 'env' may not be used: it would read the environment of this machine. Leave it out"});
    row("unknown field", step("    service: s\n    request: { path: \"/${{ .inptu.name }}\" }\n"),
        {"5:28: there is no .inptu here. Did you mean 'input'?"});
    row("step as field",
        step("    service: s\n    request: { path: / }\n") +
            "  b:\n    needs: a\n    service: s\n    request: { path: \"/${{ .a.status }}\" }\n",
        {"9:28: there is no .a here. Did you mean .steps.a?"});
    row("unknown step",
        step(Call) + "  b:\n    needs: a\n    service: s\n    request: { path: \"/${{ .steps.scan.status }}\" }\n",
        {"9:35: there is no step 'scan'. Steps of this pipeline: a, b"});
    row("step not needed", step(Call) + "  b:\n    service: s\n    request: { path: \"/${{ .steps[\\\"a\\\"].status }}\" }\n",
        {"8:35: step 'b' uses the result of 'a' but does not need it. Add a to its needs"});
    row("own result", step("    service: s\n    request: { path: \"/${{ .steps.a.status }}\" }\n"),
        {"5:35: step 'a' cannot use its own result before it has one. Use the result of a step that it needs"});
    row("step with a dash",
        "pipeline: p\nsteps:\n  my-a:\n" + Call +
            "  b:\n    needs: my-a\n    service: s\n    request: { path: \"/${{ .steps.my-a.status }}\" }\n",
        {"9:35: for jq, .steps.my-a is a subtraction. Write .steps[\"my-a\"]"});
    row("umlauts before the place", step("    service: s\n    request: { path: \"/äöü/${{ .nput.name }}\" }\n"),
        {"5:32: there is no .nput here. Did you mean 'input'?"});
}

void TestDefinitionPlaces::pipelines()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QStringList, problems);
    const auto parsed = parsePipeline(yaml, u"p.yaml"_s);
    QVERIFY(!parsed);
    QStringList found = linesOf(parsed.error());
    found.sort();
    problems.sort();
    QCOMPARE(found.join(u'\n'), problems.join(u'\n'));
}

void TestDefinitionPlaces::services_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const QByteArray &lines, const char *problem) {
        QTest::newRow(name) << QByteArray("service: s\n" + lines) << u"s.yaml:"_s + QString::fromUtf8(problem);
    };
    const auto policy = [&row](const char *name, const QByteArray &lines, const char *problem) {
        row(name, "base_url: https://e.net\npolicy:\n  " + lines, problem);
    };
    row("no URL", "http: auto\n", "1:1: 'base_url' is missing. Write base_url: https://HOST");
    row("ftp", "base_url: ftp://e.net\n",
        "2:11: base_url 'ftp://e.net': it is not an absolute http or https URL. Write it like https://api.example.net/v1");
    row("no host", "base_url: https:///x\n",
        "2:11: base_url 'https:///x': it is not an absolute http or https URL. Write it like https://api.example.net/v1");
    row("spaces", "base_url: https://e .net\n",
        "2:11: base_url 'https://e .net': it is not an absolute http or https URL. Write it like https://api.example.net/v1");
    row("password is not repeated", "base_url: https://u:hunter2@e.net\n",
        "2:11: base_url 'https://u@e.net': it holds a user name or password. Secrets never belong in a definition: leave it out");
    row("query", "base_url: https://e.net/?a=b\n",
        "2:11: base_url 'https://e.net/?a=b': it has a query or a fragment. Write a step's query in its request");
    row("insecure", "base_url: http://e.net\n",
        "2:11: base_url 'http://e.net': it sends everything unencrypted to another machine. Use https, or write allow_insecure: "
        "true if that network is trusted");
    row("below localhost", "base_url: http://e.localhost\n",
        "2:11: base_url 'http://e.localhost': it sends everything unencrypted to another machine. Use https, or write "
        "allow_insecure: true if that network is trusted");
    row("nearly loopback", "base_url: http://127.0.0.1.e.net\n",
        "2:11: base_url 'http://127.0.0.1.e.net': it sends everything unencrypted to another machine. Use https, or write "
        "allow_insecure: true if that network is trusted");
    row("http version", "base_url: https://e.net\nhttp: 3\n", "3:7: 'http' cannot be '3'. Write one of: 1.1, 2, auto");
    row("boolean", "base_url: https://e.net\nidempotent: yes\n",
        "3:13: 'idempotent' must be true or false, and it is 'yes'. Write true or false");
    row("quoted boolean", "base_url: https://e.net\nidempotent: \"true\"\n",
        "3:13: 'idempotent' must be true or false, and it is the text \"true\". Write true or false");
    row("size", "base_url: https://e.net\nmax_response: 10Mb\n",
        "3:15: 'max_response': '10Mb' is not a size. Write whole bytes, at least 1, or a number and a unit: 1048576, 10MB "
        "(1000s), 10MiB (1024s)");
    row("unknown key", "base_url: https://e.net\nbase_ulr: x\n",
        "3:1: unknown key 'base_ulr' in a service. Did you mean 'base_url'?");
    row("policy is a text", "base_url: https://e.net\npolicy: fast\n",
        "3:9: policy must be a map of keys and values, and this is 'fast'. Keys here: timeout, retry, concurrency, budget, "
        "breaker, rate, categories");
    policy("zero timeout", "timeout: { connect: 0s }\n",
           "4:23: 'connect': '0s' is not a duration. Write a number and a unit, from 1ms to 3660d: 300ms, 1.5s, 5m, 2h, 1d");
    policy("attempts", "retry: { attempts: 101 }\n", "4:22: 'attempts' cannot be 101. Write a number from 1 to 100");
    policy("attempts as a fraction", "retry: { attempts: 1.5 }\n",
           "4:22: 'attempts' must be a whole number, and it is '1.5'. Write a number from 1 to 100");
    policy("factor", "retry: { backoff: { factor: 0.5 } }\n", "4:31: 'factor' cannot be 0.5. Write a number from 1 to 10");
    policy("factor nan", "retry: { backoff: { factor: nan } }\n", "4:31: 'factor' cannot be nan. Write a number from 1 to 10");
    policy("jitter", "retry: { backoff: { jitter: some } }\n",
           "4:31: 'jitter' cannot be 'some'. Write one of: none, full, equal, decorrelated");
    policy("max below default initial", "retry: { backoff: { max: 100ms } }\n",
           "4:23: backoff max (100ms) is less than initial (500ms). Make max at least as long as initial");
    policy("concurrency", "concurrency: { max: 1025 }\n", "4:23: 'max' cannot be 1025. Write a number from 1 to 1024");
}

void TestDefinitionPlaces::services()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, problem);
    const auto parsed = parseService(yaml, u"s.yaml"_s);
    QVERIFY(!parsed);
    QCOMPARE(linesOf(parsed.error()).join(u'\n'), problem);
}

void TestDefinitionPlaces::goodPipelines_data()
{
    QTest::addColumn<QByteArray>("yaml");
    const auto row = [](const char *name, const QByteArray &yaml) { QTest::newRow(name) << yaml; };
    const auto path = [&row](const char *name, const QByteArray &expression) {
        row(name, step(Call) + "  b:\n    needs: a\n    service: s\n    request:\n      path: |-\n        /${{ " + expression +
                      " }}\n");
    };
    row("byte order mark and CRLF", "\xEF\xBB\xBF"
                                    "pipeline: p\r\nsteps: { a: { service: s, request: { path: / } } }\r\n");
    row("needs as one name", step(Call) + "  b:\n    needs: a\n" + Call);
    row("WebDAV method", step("    service: s\n    request: { method: MKCOL, path: / }\n"));
    row("wrapped expect", step(Call + "    response: { expect: \"${{ .body.ok }}\" }\n"));
    row("needs reached through others", step(Call) + "  b: { needs: a, service: s, request: { path: / } }\n  c: { needs: b, "
                                                     "service: s, request: { path: \"/${{ .steps.a.status }}\" } }\n");
    row("folder inside", step("    deliver: { to: ./out//a, name: \"${{ .input.name }}\", content: \"${{ .input }}\" }\n"));
    path("name bound first", ".steps.a.body as $b | .steps.a.status + $b.x");
    path("fields of other values", ".steps.a.body | map(.anything) | .[0].steps.zz");
    path("fields while folding", "reduce .steps.a.body[] as $x ({}; .count += $x.n) | .count");
    path("arguments of functions", "any(.steps.a.body[]; .ok)");
    path("keys of objects", "{input: 1, env: 2, steps: 3, now: 4} | .env");
    path("branches", "if .run.id == \"x\" then .steps.a.status else .input.size end");
    path("words in texts", "\"env now $ENV \\(.run.id) }} #\"");
    path("two closing braces", "{a: {b: 1}} | tojson");
    path("own functions", "def f(x): x * 2; f(.steps.a.status)");
    path("not a reference", "{steps: {zz: 1}} | .steps.zz");
}

void TestDefinitionPlaces::goodPipelines()
{
    QFETCH(QByteArray, yaml);
    const auto parsed = parsePipeline(yaml, u"p.yaml"_s);
    QVERIFY2(parsed, parsed ? "" : qPrintable(linesOf(parsed.error()).join(u'\n')));
    QCOMPARE(parsed->source, yaml);
}

void TestDefinitionPlaces::placesSurviveAnyWriting_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("place");
    QTest::newRow("plain") << QByteArray("/é/${{ .nput }}") << u"6:20"_s;
    QTest::newRow("single quotes") << QByteArray("'/it''s/${{ .nput }}'") << u"6:25"_s;
    QTest::newRow("double quotes") << QByteArray("\"/\\\"/${{ .nput }}\"") << u"6:22"_s;
    QTest::newRow("literal block") << QByteArray("|-\n        /x/${{ .run.id }}${{\n          .nput }}") << u"8:11"_s;
    QTest::newRow("folded block") << QByteArray(">-\n        /x${{ .run.id\n        | .x + .steps.nothing }}${{ .nput }}")
                                  << u"8:37"_s;
    QTest::newRow("cannot be told") << QByteArray("\"/\\x41/${{ .nput }}\"") << u"6:13"_s;
}

void TestDefinitionPlaces::placesSurviveAnyWriting()
{
    QFETCH(QByteArray, path);
    QFETCH(QString, place);
    const auto parsed = parsePipeline(step("    service: s\n    request:\n      path: " + path + "\n"), u"p"_s);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().size(), 1);
    QCOMPARE(parsed.error().first().toString().section(u':', 1, 2), place);
}

void TestDefinitionPlaces::laterKeysAreNamedAsSuch_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("key");
    for (const char *key : {"flags", "deprecated"})
        QTest::newRow(key) << QByteArray(QByteArray(key) + ": { x: 1 }\n" + step(Call)) << QString::fromLatin1(key);
    QTest::newRow("contract.owner") << step(Call + "    contract: { owner: me }\n") << u"owner"_s;
}

void TestDefinitionPlaces::laterKeysAreNamedAsSuch()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, key);
    const auto pipeline = parsePipeline(yaml, u"f"_s);
    QVERIFY(!pipeline);
    const QList<Problem> problems = pipeline.error();
    QCOMPARE(problems.size(), 1);
    QVERIFY2(problems.first().what.startsWith(u"unknown key '%1'"_s.arg(key)), qPrintable(problems.first().toString()));
    QCOMPARE(problems.first().remedy, u"This version of Cairn does not do that yet: leave it out"_s);
}

QTEST_GUILESS_MAIN(TestDefinitionPlaces)
#include "tst_definition_places.moc"
