#include "definition/workspace.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What everybody writes once: `cairn check` says what was meant, before a file has gone anywhere.
class TestExpressionSlips : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void tests_data();
    void tests();
    void templates_data();
    void templates();
    void rulesOfServices_data();
    void rulesOfServices();
    void classes_data();
    void classes();
    void scanningCompilesNothing();

private:
    void write(const QString &name, const QByteArray &content) const;
    /// All that is said of a workspace whose second step is `step` and whose service has `service` in it.
    QString told(const QByteArray &step, const QByteArray &service = {}, const QByteArray &settings = {}) const;
    static void compare(const QString &said, const QString &expected);

    QTemporaryDir m_folder;
};

void TestExpressionSlips::initTestCase()
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"services"_s));
    QVERIFY(QDir(m_folder.path()).mkpath(u"pipelines"_s));
}

void TestExpressionSlips::write(const QString &name, const QByteArray &content) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("a file cannot be written");
}

QString TestExpressionSlips::told(const QByteArray &step, const QByteArray &service, const QByteArray &settings) const
{
    write(u"cairn.yaml"_s, "workspace: w\n" + settings);
    write(u"services/s.yaml"_s, "service: s\nbase_url: http://127.0.0.1:1\nidempotent: true\n" + service);
    write(u"pipelines/p.yaml"_s,
          "pipeline: p\nversion: 1\nsteps:\n  a: { service: s, request: { path: /a } }\n  b:\n    needs: a\n"
          "    service: s\n" +
              step);
    QStringList all;
    for (const Problem &problem : loadWorkspace(m_folder.path()).problems)
        all.append((problem.warning ? u"warning "_s : u"error "_s) + problem.toString());
    return all.join(u'\n');
}

/// An empty expectation: nothing is said.
void TestExpressionSlips::compare(const QString &said, const QString &expected)
{
    QVERIFY2(expected.isEmpty() ? said.isEmpty() : said.startsWith(expected), qPrintable(said));
    QVERIFY2(!said.contains(u'\n'), qPrintable(said));
}

void TestExpressionSlips::tests_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &step, const QString &said) { QTest::newRow(name) << step << said; };
    const auto expect = [](const QByteArray &test) {
        return "    request: { path: /, method: PUT }\n    response: { expect: '" + test + "' }\n";
    };
    const auto poll = [](const QByteArray &tests) {
        return "    request: { path: /, method: PUT }\n    await: { timeout: 1h, poll: { path: /j, every: 1s, " + tests +
               " } }\n";
    };
    const QString changes =
        u"this changes what it looks at instead of asking about it, and so would always hold. Compare with =="_s;
    row("one =", expect(".body.state = \"done\""), u"error pipelines/p.yaml:9:38: "_s + changes);
    row("until", poll("until: '.body.a == 1 | .b |= 2'"), u"error pipelines/p.yaml:9:83: "_s + changes);
    row("fail_when", poll("until: .body.ok, fail_when: '.body.a += 1'"), u"error pipelines/p.yaml:9:94: "_s + changes);
    row("when", "    when: '${{ .steps.a.body.x = 1 }}'\n    request: { path: / }\n",
        u"error pipelines/p.yaml:8:32: "_s + changes);
    row("happened",
        "    request: { path: /, method: PUT }\n    reconcile: { path: /q, happened: '.body.found = true', not_happened: "
        ".body.no }\n",
        u"error pipelines/p.yaml:9:51: "_s + changes);
    row("changed on the way", expect(".body | .s |= ascii_downcase | .s == \"done\""), {});
    row("changed within", expect("[.body | .s = 1] | length >= 1 and .[0].s != \"x\""), {});
    row("compared", expect(".body.a == 1 or .body.b <= 2"), {});
    row("order of a number and a text", expect(".status < \"300\""),
        u"error pipelines/p.yaml:9:26: .status is a number, and is compared with a text here"_s);
    row("header in capitals, in brackets", expect(".headers[\"X-Id\"] != null"),
        u"error pipelines/p.yaml:9:35: the names of headers are in small letters here. Write .headers[\"x-id\"]"_s);
    row("header in brackets", expect(".headers[\"x-id\"] != null and .headers.\"etag\" != null"), {});
}

void TestExpressionSlips::tests()
{
    QFETCH(QByteArray, step);
    QFETCH(QString, expected);
    compare(told(step), expected);
}

void TestExpressionSlips::templates_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &request, const QString &said) {
        QTest::newRow(name) << request << said;
    };
    const QString asItStands = u"this text is sent as it stands: there is no expression in it"_s;
    row("no $", "path: /, method: PUT, body: { raw: '{{ .input.name }}' }", u"warning pipelines/p.yaml:8:51: "_s + asItStands);
    row("a brace", "path: '/${ .input.name }'", u"warning pipelines/p.yaml:8:22: "_s + asItStands);
    row("a blank", "path: '/$ {{ .input.name }}'", u"warning pipelines/p.yaml:8:22: "_s + asItStands);
    row("nothing around it", "path: /, headers: { X-A: .steps.a.body.id }", u"warning pipelines/p.yaml:8:41: "_s + asItStands);
    row("a shell's", "path: /, method: PUT, body: { json: { a: [$input.name] } }",
        u"warning pipelines/p.yaml:8:58: "_s + asItStands);
    row("in a part", "path: /, method: POST, body: { multipart: { a: '{{ .input }}' } }",
        u"warning pipelines/p.yaml:8:63: "_s + asItStands);
    row("an expression", "path: '/${{ .input.name | @uri }}/{{x}}'", {});
    row("another language's", "path: /, method: PUT, body: { raw: 'Dear {{name}}, $5 {or more}, .input' }", {});
    row("field of the file", "path: '/${{ .input.nme }}'",
        u"error pipelines/p.yaml:8:35: .input has no .nme. Did you mean 'name'?"_s);
    row("field of the run", "path: '/${{ .run.nr }}'", u"error pipelines/p.yaml:8:33: .run has no .nr. It has"_s);
    row("a step's field in brackets", "path: '/${{ .steps.a[\"id\"] }}'",
        u"error pipelines/p.yaml:8:37: the result of a step has no .id"_s);
}

void TestExpressionSlips::templates()
{
    QFETCH(QByteArray, request);
    QFETCH(QString, expected);
    compare(told("    request: { " + request + " }\n"), expected);
}

void TestExpressionSlips::rulesOfServices_data()
{
    QTest::addColumn<QByteArray>("test");
    QTest::addColumn<QString>("expected");
    QTest::newRow("beside the body") << ".code == \"quota\""_ba << u"error services/s.yaml:4:32: there is no .code here"_s;
    QTest::newRow("number and text") << ".status == \"503\""_ba << u"error services/s.yaml:4:32: .status is a number"_s;
    QTest::newRow("one =") << ".body.code = \"quota\""_ba << u"error services/s.yaml:4:32: this changes what it looks at"_s;
    QTest::newRow("does not compile") << ".body |"_ba << u"error services/s.yaml:4:"_s;
    QTest::newRow("sound") << ".body.code == \"quota\""_ba << QString();
}

/// They are tests of answers as a pipeline's are.
void TestExpressionSlips::rulesOfServices()
{
    QFETCH(QByteArray, test);
    QFETCH(QString, expected);
    compare(told("    request: { path: / }\n", "policy: { categories: [{ test: '" + test + "', as: data }] }\n"), expected);
}

void TestExpressionSlips::classes_data()
{
    QTest::addColumn<QByteArray>("how");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a backspace") << "regex: \"\\bKD-[0-9]{8}\""_ba
                                 << u"error cairn.yaml:2:33: there is a control character in it"_s;
    QTest::newRow("between slashes") << "regex: '/KD-[0-9]{8}/'"_ba << u"warning cairn.yaml:2:33: the slashes belong to it"_s;
    QTest::newRow("beside the body") << "jq: '.patient.id != null'"_ba << u"error cairn.yaml:2:30: there is no .patient here"_s;
    QTest::newRow("one =") << "jq: '.body.id = 1'"_ba << u"error cairn.yaml:2:30: this changes what it looks at"_s;
    QTest::newRow("a word's border") << "regex: '\\bKD-[0-9]{8}'"_ba << QString();
    QTest::newRow("within the body") << "jq: '.body.patient?.id? != null'"_ba << QString();
}

/// A class that nothing belongs to keeps nothing back.
void TestExpressionSlips::classes()
{
    QFETCH(QByteArray, how);
    QFETCH(QString, expected);
    compare(told("    request: { path: / }\n", {}, "data: { classes: { kd: { " + how + " } } }\n"), expected);
}

/// And finds the same otherwise.
void TestExpressionSlips::scanningCompilesNothing()
{
    compare(told("    request: { path: '/${{ .input.size + 1 }}' }\n"), {});
    QCOMPARE(scanWorkspace(m_folder.path()).pipelines.first().digest, loadWorkspace(m_folder.path()).pipelines.first().digest);
    QVERIFY(told("    request: { path: '/${{ .input.size + }}' }\n").contains(u"bad expression"_s));
    QVERIFY(loadWorkspace(m_folder.path()).pipelines.isEmpty());
    QCOMPARE(scanWorkspace(m_folder.path()).pipelines.size(), 1);
}

QTEST_GUILESS_MAIN(TestExpressionSlips)
#include "tst_expression_slips.moc"
