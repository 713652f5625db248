#include "definition/servicefields.h"
#include "definition/yamledit.h"
#include "definition/yamltree.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(QByteArray)

/// One value of a file is changed, and nothing else of it.
class TestYamlEdit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writes_data();
    void writes();
    void removes_data();
    void removes();
    void refuses_data();
    void refuses();
    void everyFieldCanBeWrittenAndRemoved_data();
    void everyFieldCanBeWrittenAndRemoved();
    void bracketsReadBack();
};

namespace {

const QByteArray File = R"(# Ours since May.
service: ocr   # the good one
base_url: https://ocr.example.net
policy:
  # as agreed with the team
  retry: { attempts: 6, backoff: { initial: 500ms, max: "60s" } } # often
  timeout:
    connect: 5s # quick
    attempt: 60s

  categories:
  - { status: 409, as: data }
  - status: 410
    as: data
# the end
)";

} // namespace

void TestYamlEdit::writes_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("was");
    QTest::addColumn<QByteArray>("becomes"); // in place of `was`
    const auto row = [](const char *name, const QString &path, const QString &value, const QByteArray &was,
                        const QByteArray &becomes) { QTest::newRow(name) << File << path << value << was << becomes; };
    row("in brackets", u"policy.retry.attempts"_s, u"4"_s, "attempts: 6", "attempts: 4");
    row("quoted", u"policy.retry.backoff.max"_s, u"2m"_s, "\"60s\"", "2m");
    row("in a line with a comment", u"policy.timeout.connect"_s, u"300ms"_s, "5s # quick", "300ms # quick");
    row("with a colon", u"base_url"_s, u"http://127.0.0.1:8080/v1"_s, "https://ocr.example.net", "http://127.0.0.1:8080/v1");
    row("new in brackets", u"policy.retry.backoff.jitter"_s, u"none"_s, "max: \"60s\" }", "max: \"60s\", jitter: none }");
    row("new among lines", u"policy.timeout.step"_s, u"10m"_s, "attempt: 60s\n", "attempt: 60s\n    step: 10m\n");
    row("a new map after a list of its depth", u"policy.budget.cost"_s, u"7"_s, "    as: data\n",
        "    as: data\n  budget: { cost: 7 }\n");
    row("two new maps in brackets", u"policy.retry.per_category.timeout"_s, u"2"_s, "max: \"60s\" } }",
        "max: \"60s\" }, per_category: { timeout: 2 } }");
    row("a new map at the top, before the last comment", u"contract.owner"_s, u"docs"_s, "    as: data\n",
        "    as: data\ncontract: { owner: docs }\n");
    row("a text that needs quotes", u"contract.owner"_s, u"docs: \"us\" # all"_s, "    as: data\n",
        "    as: data\ncontract: { owner: \"docs: \\\"us\\\" # all\" }\n");
    QTest::newRow("a part in lines of its own")
        << QByteArray("service: a\n") << u"policy.retry.attempts"_s << u"3"_s << QByteArray("service: a\n")
        << QByteArray("service: a\npolicy:\n  retry: { attempts: 3 }\n");
    QTest::newRow("no line break at the end")
        << QByteArray("service: a") << u"http"_s << u"1.1"_s << QByteArray("service: a") << QByteArray("service: a\nhttp: 1.1");
    QTest::newRow("line breaks of Windows") << QByteArray("service: a\r\nhttp: 2\r\n") << u"idempotent"_s << u"false"_s
                                            << QByteArray("http: 2\r\n") << QByteArray("http: 2\r\nidempotent: false\r\n");
    QTest::newRow("empty brackets") << QByteArray("a: {}\n") << u"a.b"_s << u"1"_s << QByteArray("{}") << QByteArray("{ b: 1 }");
    QTest::newRow("a byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                     "a: 1\n")
                                       << u"a"_s << u"2"_s << QByteArray("1") << QByteArray("2");
    QTest::newRow("brackets over lines") << QByteArray("p: {\n  a: 1, # one\n  b: 2 # two }\n}\n") << u"p.c"_s << u"3"_s
                                         << QByteArray("b: 2") << QByteArray("b: 2, c: 3");
}

void TestYamlEdit::writes()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, path);
    QFETCH(QString, value);
    QFETCH(QByteArray, was);
    QFETCH(QByteArray, becomes);
    QCOMPARE(yaml.count(was), 1);
    const auto edited = withYamlValue(yaml, path, value);
    QVERIFY2(edited, edited ? "" : qPrintable(describe(edited.error())));
    QCOMPARE(*edited, QByteArray(yaml).replace(was, becomes));
}

void TestYamlEdit::removes_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("left");
    QTest::newRow("first in brackets") << QByteArray("a: { b: 1, c: 2 }\n") << u"a.b"_s << QByteArray("a: { c: 2 }\n");
    QTest::newRow("last in brackets") << QByteArray("a: { b: \"x, y\", c: [2] }\n") << u"a.c"_s
                                      << QByteArray("a: { b: \"x, y\" }\n");
    QTest::newRow("the only one takes its map along")
        << QByteArray("x: 1\na: { b: { c: 2 } } # gone\ny: 2\n") << u"a.b.c"_s << QByteArray("x: 1\ny: 2\n");
    QTest::newRow("a line") << QByteArray("a:\n  b: 1\n  c: 2 # two\nd: 3\n") << u"a.c"_s << QByteArray("a:\n  b: 1\nd: 3\n");
    QTest::newRow("with what it holds") << QByteArray("a:\n  b:\n  - 1\n  - 2\n  c: 2\n") << u"a.b"_s
                                        << QByteArray("a:\n  c: 2\n");
    QTest::newRow("comments after it stay") << QByteArray("a: 1\nb: 2\n# of c\nc: 3\n") << u"b"_s
                                            << QByteArray("a: 1\n# of c\nc: 3\n");
    const QByteArray remarked("a: { b: 1,   # one\n     c: 2 } # all\n");
    QTest::newRow("comments beside others stay") << remarked << u"a.c"_s << QByteArray("a: { b: 1   # one\n } # all\n");
    QTest::newRow("its own goes") << QByteArray("a: {\n  b: 1, # one\n  c: 2 # two\n}\n") << u"a.c"_s
                                  << QByteArray("a: {\n  b: 1 # one\n}\n");
    QTest::newRow("those of the next stay") << QByteArray("a: {\n  b: 1, # one\n  # about c\n  c: 2\n}\n") << u"a.b"_s
                                            << QByteArray("a: {\n  # about c\n  c: 2\n}\n");
    QTest::newRow("not there") << QByteArray("a: 1\n") << u"a.b"_s << QByteArray("a: 1\n");
}

void TestYamlEdit::removes()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, path);
    QFETCH(QByteArray, left);
    const auto edited = withoutYamlValue(yaml, path);
    QVERIFY2(edited, edited ? "" : qPrintable(describe(edited.error())));
    QCOMPARE(*edited, left);
}

void TestYamlEdit::refuses_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("path");
    QTest::newRow("no YAML") << QByteArray("a: [\n") << u"a"_s;
    QTest::newRow("a value where a map should be") << QByteArray("a: 1\n") << u"a.b"_s;
    QTest::newRow("a map where a value should be") << QByteArray("a: { b: 1 }\n") << u"a"_s;
    QTest::newRow("a text over several lines") << QByteArray("a: |\n  one\n  two\n") << u"a"_s;
    QTest::newRow("a folded text") << QByteArray("a: one\n  two\n") << u"a"_s;
    QTest::newRow("nothing where a map should be") << QByteArray("a:\nb: 1\n") << u"a.b"_s;
}

void TestYamlEdit::refuses()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, path);
    const auto edited = withYamlValue(yaml, path, u"7"_s);
    QVERIFY2(!edited, edited ? edited->constData() : "");
    QVERIFY(edited.error().kind == ErrorKind::Definition);
    QVERIFY(!edited.error().where.isEmpty());
    QVERIFY(!edited.error().remedy.isEmpty());
}

void TestYamlEdit::everyFieldCanBeWrittenAndRemoved_data()
{
    QTest::addColumn<QString>("path");
    for (const ServiceField &field : serviceFields())
        QTest::newRow(qPrintable(field.path)) << field.path;
}

void TestYamlEdit::everyFieldCanBeWrittenAndRemoved()
{
    QFETCH(QString, path);
    const QByteArray bare = "service: ocr\nidempotent: true\n";
    if (path == "idempotent"_L1)
        return;
    const auto written = withYamlValue(bare, path, u"7"_s);
    QVERIFY2(written, written ? "" : qPrintable(describe(written.error())));
    QVERIFY(*written != bare);
    QCOMPARE(*withYamlValue(*written, path, u"7"_s), *written);
    QCOMPARE(*withoutYamlValue(*written, path), bare);
}

void TestYamlEdit::bracketsReadBack()
{
    const auto document = readYaml(File, {});
    const QByteArray once = yamlInBrackets(document->root);
    QVERIFY(!once.contains('\n'));
    QCOMPARE(yamlInBrackets(readYaml(once, {})->root), once);
    const YamlNode &policy = readYaml(once, {})->root.entry(u"policy"_s)->value;
    QCOMPARE(policy.entry(u"categories"_s)->value.items.size(), size_t(2));
    QCOMPARE(policy.entry(u"retry"_s)->value.entry(u"attempts"_s)->value.text, u"6"_s);
}

QTEST_APPLESS_MAIN(TestYamlEdit)
#include "tst_yamledit.moc"
