#include "definition/servicefields.h"
#include "definition/yamledit.h"
#include "definition/yamltree.h"

#include <QTest>

using namespace cairn;

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
    row("in brackets", QStringLiteral("policy.retry.attempts"), QStringLiteral("4"), "attempts: 6", "attempts: 4");
    row("quoted", QStringLiteral("policy.retry.backoff.max"), QStringLiteral("2m"), "\"60s\"", "2m");
    row("in a line with a comment", QStringLiteral("policy.timeout.connect"), QStringLiteral("300ms"), "5s # quick",
        "300ms # quick");
    row("with a colon", QStringLiteral("base_url"), QStringLiteral("http://127.0.0.1:8080/v1"), "https://ocr.example.net",
        "http://127.0.0.1:8080/v1");
    row("new in brackets", QStringLiteral("policy.retry.backoff.jitter"), QStringLiteral("none"), "max: \"60s\" }",
        "max: \"60s\", jitter: none }");
    row("new among lines", QStringLiteral("policy.timeout.step"), QStringLiteral("10m"), "attempt: 60s\n",
        "attempt: 60s\n    step: 10m\n");
    row("a new map after a list of its depth", QStringLiteral("policy.budget.cost"), QStringLiteral("7"), "    as: data\n",
        "    as: data\n  budget: { cost: 7 }\n");
    row("two new maps in brackets", QStringLiteral("policy.retry.per_category.timeout"), QStringLiteral("2"), "max: \"60s\" } }",
        "max: \"60s\" }, per_category: { timeout: 2 } }");
    row("a new map at the top, before the last comment", QStringLiteral("contract.owner"), QStringLiteral("docs"),
        "    as: data\n", "    as: data\ncontract: { owner: docs }\n");
    row("a text that needs quotes", QStringLiteral("contract.owner"), QStringLiteral("docs: \"us\" # all"), "    as: data\n",
        "    as: data\ncontract: { owner: \"docs: \\\"us\\\" # all\" }\n");
    QTest::newRow("a part in lines of its own")
        << QByteArray("service: a\n") << QStringLiteral("policy.retry.attempts") << QStringLiteral("3")
        << QByteArray("service: a\n") << QByteArray("service: a\npolicy:\n  retry: { attempts: 3 }\n");
    QTest::newRow("no line break at the end") << QByteArray("service: a") << QStringLiteral("http") << QStringLiteral("1.1")
                                              << QByteArray("service: a") << QByteArray("service: a\nhttp: 1.1");
    QTest::newRow("line breaks of Windows") << QByteArray("service: a\r\nhttp: 2\r\n") << QStringLiteral("idempotent")
                                            << QStringLiteral("false") << QByteArray("http: 2\r\n")
                                            << QByteArray("http: 2\r\nidempotent: false\r\n");
    QTest::newRow("empty brackets") << QByteArray("a: {}\n") << QStringLiteral("a.b") << QStringLiteral("1") << QByteArray("{}")
                                    << QByteArray("{ b: 1 }");
    QTest::newRow("a byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                     "a: 1\n")
                                       << QStringLiteral("a") << QStringLiteral("2") << QByteArray("1") << QByteArray("2");
    QTest::newRow("brackets over lines") << QByteArray("p: {\n  a: 1, # one\n  b: 2 # two }\n}\n") << QStringLiteral("p.c")
                                         << QStringLiteral("3") << QByteArray("b: 2") << QByteArray("b: 2, c: 3");
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
    QTest::newRow("first in brackets") << QByteArray("a: { b: 1, c: 2 }\n") << QStringLiteral("a.b")
                                       << QByteArray("a: { c: 2 }\n");
    QTest::newRow("last in brackets") << QByteArray("a: { b: \"x, y\", c: [2] }\n") << QStringLiteral("a.c")
                                      << QByteArray("a: { b: \"x, y\" }\n");
    QTest::newRow("the only one takes its map along")
        << QByteArray("x: 1\na: { b: { c: 2 } } # gone\ny: 2\n") << QStringLiteral("a.b.c") << QByteArray("x: 1\ny: 2\n");
    QTest::newRow("a line") << QByteArray("a:\n  b: 1\n  c: 2 # two\nd: 3\n") << QStringLiteral("a.c")
                            << QByteArray("a:\n  b: 1\nd: 3\n");
    QTest::newRow("with what it holds") << QByteArray("a:\n  b:\n  - 1\n  - 2\n  c: 2\n") << QStringLiteral("a.b")
                                        << QByteArray("a:\n  c: 2\n");
    QTest::newRow("comments after it stay") << QByteArray("a: 1\nb: 2\n# of c\nc: 3\n") << QStringLiteral("b")
                                            << QByteArray("a: 1\n# of c\nc: 3\n");
    const QByteArray remarked("a: { b: 1,   # one\n     c: 2 } # all\n");
    QTest::newRow("comments beside others stay") << remarked << QStringLiteral("a.c")
                                                 << QByteArray("a: { b: 1   # one\n } # all\n");
    QTest::newRow("its own goes") << QByteArray("a: {\n  b: 1, # one\n  c: 2 # two\n}\n") << QStringLiteral("a.c")
                                  << QByteArray("a: {\n  b: 1 # one\n}\n");
    QTest::newRow("those of the next stay") << QByteArray("a: {\n  b: 1, # one\n  # about c\n  c: 2\n}\n")
                                            << QStringLiteral("a.b") << QByteArray("a: {\n  # about c\n  c: 2\n}\n");
    QTest::newRow("not there") << QByteArray("a: 1\n") << QStringLiteral("a.b") << QByteArray("a: 1\n");
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
    QTest::newRow("no YAML") << QByteArray("a: [\n") << QStringLiteral("a");
    QTest::newRow("a value where a map should be") << QByteArray("a: 1\n") << QStringLiteral("a.b");
    QTest::newRow("a map where a value should be") << QByteArray("a: { b: 1 }\n") << QStringLiteral("a");
    QTest::newRow("a text over several lines") << QByteArray("a: |\n  one\n  two\n") << QStringLiteral("a");
    QTest::newRow("a folded text") << QByteArray("a: one\n  two\n") << QStringLiteral("a");
    QTest::newRow("nothing where a map should be") << QByteArray("a:\nb: 1\n") << QStringLiteral("a.b");
}

void TestYamlEdit::refuses()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, path);
    const auto edited = withYamlValue(yaml, path, QStringLiteral("7"));
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
    if (path == QLatin1String("idempotent"))
        return;
    const auto written = withYamlValue(bare, path, QStringLiteral("7"));
    QVERIFY2(written, written ? "" : qPrintable(describe(written.error())));
    QVERIFY(*written != bare);
    QCOMPARE(*withYamlValue(*written, path, QStringLiteral("7")), *written);
    QCOMPARE(*withoutYamlValue(*written, path), bare);
}

void TestYamlEdit::bracketsReadBack()
{
    const auto document = readYaml(File, {});
    const QByteArray once = yamlInBrackets(document->root);
    QVERIFY(!once.contains('\n'));
    QCOMPARE(yamlInBrackets(readYaml(once, {})->root), once);
    const YamlNode &policy = readYaml(once, {})->root.entry(QStringLiteral("policy"))->value;
    QCOMPARE(policy.entry(QStringLiteral("categories"))->value.items.size(), size_t(2));
    QCOMPARE(policy.entry(QStringLiteral("retry"))->value.entry(QStringLiteral("attempts"))->value.text, QStringLiteral("6"));
}

QTEST_APPLESS_MAIN(TestYamlEdit)
#include "tst_yamledit.moc"
