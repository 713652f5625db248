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
using namespace std::chrono_literals;

/// Broken and hostile files, and whole workspaces.
class TestDefinitionHostile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void brokenYamlNeverBreaksTheReader();
    void hostileYamlIsQuicklyRefused_data();
    void hostileYamlIsQuicklyRefused();
    void manyExpressionsAreCheckedQuickly();
    void workspaceTellsAll();
    void workspaceWithoutFiles();
};

namespace {

void write(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

/// Seeded damage to a good file: whatever comes out, it comes out as a value or as problems with places.
void TestDefinitionHostile::brokenYamlNeverBreaksTheReader()
{
    QFile file(qEnvironmentVariable("CAIRN_SOURCE") + QStringLiteral("/resources/examples/intake/pipelines/intake.yaml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    QRandomGenerator random(1);
    static constexpr char Pieces[] = "{}[]:,#&*!|>'\"%@`-? \n\t\\$.()\xff\x80\x00x0";
    for (int i = 0; i < 600; ++i) {
        QByteArray bad = good;
        for (int n = 1 + random.bounded(4); n > 0; --n) {
            const qsizetype at = random.bounded(int(bad.size()));
            switch (random.bounded(4)) {
            case 0:
                bad.remove(at, 1 + random.bounded(20));
                break;
            case 1:
                bad.insert(at, Pieces[random.bounded(int(sizeof Pieces) - 1)]);
                break;
            case 2:
                bad[at] = Pieces[random.bounded(int(sizeof Pieces) - 1)];
                break;
            default:
                bad.insert(at, bad.mid(random.bounded(int(bad.size())), random.bounded(60)));
                break;
            }
        }
        for (const auto &problems : {parsePipeline(bad, QStringLiteral("p")).map([](auto &&) {}),
                                     parseService(bad, QStringLiteral("p")).map([](auto &&) {})}) {
            if (problems)
                continue;
            QVERIFY(!problems.error().isEmpty());
            for (const Problem &problem : problems.error())
                QVERIFY2(problem.line > 0 && problem.line <= bad.count('\n') + 2 && problem.column > 0 &&
                             !problem.what.isEmpty() && !problem.remedy.isEmpty(),
                         qPrintable(problem.toString()));
        }
    }
}

void TestDefinitionHostile::hostileYamlIsQuicklyRefused_data()
{
    QTest::addColumn<QByteArray>("yaml");
    constexpr qsizetype Much = 1'000'000;
    const auto row = [](const char *name, const QByteArray &yaml) { QTest::newRow(name) << yaml; };
    const auto repeated = [](const QByteArray &piece) { return piece.repeated(Much / piece.size()); };
    row("brackets", repeated("["));
    row("braces", repeated("{"));
    row("lists in lists", repeated("- "));
    row("keys of keys", repeated("? "));
    row("flow list", "[" + repeated("a,") + "]");
    row("flow pairs", "[" + repeated("a: b,") + "]");
    row("flow maps", repeated("{a: "));
    row("quote", "\"" + repeated("x"));
    row("escapes", "a: \"" + repeated("\\n") + "\"");
    row("spaces", "a: |\n" + repeated(" "));
    row("anchors", repeated("&a "));
    row("aliases", "a: &a 1\nb: [" + repeated("*a,") + "]");
    row("tags", repeated("!a "));
    row("directives", repeated("%TAG ! a\n"));
    row("documents", repeated("--- a\n"));
    row("lines", repeated("a\n"));
    row("comments", repeated("#\n"));
    row("same keys", repeated("a: 1\n"));
    row("many unknown keys", [] {
        QByteArray yaml;
        for (int i = 0; i < 45'000; ++i)
            yaml += "key" + QByteArray::number(i) + ": 1\n";
        return yaml;
    }());
    row("many keys without values", [] {
        QByteArray yaml;
        for (int i = 0; i < 45'000; ++i)
            yaml += "? key" + QByteArray::number(i) + "\n";
        return yaml;
    }());
    row("many keys without values in a line", "{" + [] {
        QByteArray yaml;
        for (int i = 0; i < 45'000; ++i)
            yaml += "? key" + QByteArray::number(i) + ",";
        return yaml;
    }() + "}");
    row(
        "many steps", "pipeline: p\nsteps:\n" + [] {
            QByteArray yaml;
            for (int i = 0; i < 400; ++i)
                yaml += "  s" + QByteArray::number(i) + ": { needs: [s" + QByteArray::number((i + 1) % 400) + ", s" +
                        QByteArray::number((i + 7) % 400) + "], service: s }\n";
            return yaml;
        }());
    row("long expression",
        "pipeline: p\nsteps: { a: { service: s, request: { path: \"/${{ " + QByteArray("(").repeated(300'000) + " }}\" } } }\n");
    row("deep expression", "pipeline: p\nsteps: { a: { service: s, request: { path: \"/${{ " + QByteArray("(").repeated(20'000) +
                               "1" + QByteArray(")").repeated(20'000) + " }}\" } } }\n");
    row("many open expressions",
        "pipeline: p\nsteps: { a: { service: s, request: { path: \"" + QByteArray("${{ ").repeated(200'000) + "\" } } }\n");
    row("many empty expressions",
        "pipeline: p\nsteps: { a: { service: s, request: { path: \"" + QByteArray("${{ }}").repeated(100'000) + "\" } } }\n");
}

void TestDefinitionHostile::hostileYamlIsQuicklyRefused()
{
    QFETCH(QByteArray, yaml);
    QElapsedTimer timer;
    timer.start();
    const auto pipeline = parsePipeline(yaml, QStringLiteral("p"));
    const auto service = parseService(yaml, QStringLiteral("s"));
    QVERIFY(!pipeline && !service);
    QVERIFY(pipeline.error().size() < 1'000);
    QVERIFY2(pipeline.error().first().toString().size() < 1'000, qPrintable(pipeline.error().first().toString().left(2000)));
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void TestDefinitionHostile::manyExpressionsAreCheckedQuickly()
{
    QByteArray yaml = "pipeline: p\nsteps:\n  s0: { service: s, request: { path: / } }\n";
    for (int i = 1; i < 200; ++i)
        yaml += "  s" + QByteArray::number(i) + ": { needs: s" + QByteArray::number(i - 1) +
                ", service: s, request: { path: \"/${{ .steps.s0.body.x" + QByteArray::number(i) +
                " }}/${{ .input.name | @uri }}\" } }\n";
    QElapsedTimer timer;
    timer.start();
    const auto parsed = parsePipeline(yaml, QStringLiteral("p"));
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().first().toString()));
    QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed()))); // one by one they take 5 s
    const auto broken = parsePipeline(yaml + "  bad: { needs: s0, service: s, request: { path: \"/${{ nofun }}\" } }\n  worse: { "
                                             "service: s, request: { path: \"/${{ .input | }}\" } }\n",
                                      QStringLiteral("p"));
    QVERIFY(!broken);
    QCOMPARE(broken.error().size(), 2);
    QVERIFY(broken.error()[0].what.contains(QStringLiteral("nofun/0 is not defined")));
}

void TestDefinitionHostile::workspaceTellsAll()
{
    const QTemporaryDir folder;
    write(folder.filePath(QStringLiteral("cairn.yaml")), "workspace: demo\ndescription: a test\nowner: me\n");
    write(folder.filePath(QStringLiteral("services/good.yaml")), "service: ocr\nbase_url: https://e.net\n");
    write(folder.filePath(QStringLiteral("services/bad.yaml")), "service: geo\nbase_url: nowhere\n");
    write(folder.filePath(QStringLiteral("pipelines/a.yaml")),
          "pipeline: a\nsteps:\n  x: { service: orc, request: { path: / } }\n  y: { service: geo, request: { path: / } }\n  z: { "
          "service: ocr, request: { method: get, path: / } }\n");
    write(folder.filePath(QStringLiteral("pipelines/b.yaml")),
          "pipeline: b\nsteps: { x: { service: ocr, request: { path: / } } }\n");
    write(folder.filePath(QStringLiteral("pipelines/c.yaml")),
          "# same name\npipeline: b\nsteps: { x: { service: ocr, request: { path: / } } }\n");
    write(folder.filePath(QStringLiteral("pipelines/notes.txt")), "not a definition");
    write(folder.filePath(QStringLiteral("pipelines/.#b.yaml")), "an editor's lock");
    const Workspace workspace = loadWorkspace(folder.path());
    QStringList found;
    for (const Problem &problem : workspace.problems)
        found.append(problem.toString());
    const QStringList wanted{
        QStringLiteral("cairn.yaml:3:1: unknown key 'owner' in cairn.yaml. Keys here: workspace, description, listener, events, "
                       "schemas, alerts, policy, "
                       "roles, vault, retention, encryption, data"),
        QStringLiteral("services/bad.yaml:2:11: base_url 'nowhere': it is not an absolute http or https URL. Write it like "
                       "https://api.example.net/v1"),
        QStringLiteral("pipelines/a.yaml:3:17: there is no service 'orc'. Did you mean 'ocr'?"),
        QStringLiteral("pipelines/a.yaml:5:41: method 'get' is not in capitals. Write GET"),
        QStringLiteral(
            "pipelines/c.yaml:2:11: pipeline 'b' is defined twice. It is already in pipelines/b.yaml: rename one of them")};
    QCOMPARE(found.join(u'\n'), wanted.join(u'\n'));
    QCOMPARE(workspace.name, QStringLiteral("demo"));
    QVERIFY(!workspace.isSound());
    QCOMPARE(workspace.services.size(), 1);
    QCOMPARE(workspace.pipelines.size(), 1);
    QCOMPARE(workspace.pipelines.first().pipeline.name, QStringLiteral("b"));
    QCOMPARE(*findWorkspace(folder.filePath(QStringLiteral("services"))), QDir(folder.path()).absolutePath());
}

void TestDefinitionHostile::workspaceWithoutFiles()
{
    const QTemporaryDir folder;
    const Workspace none = loadWorkspace(folder.filePath(QStringLiteral("nowhere")));
    QCOMPARE(none.problems.size(), 1);
    QVERIFY(none.problems.first().what.contains(QStringLiteral("no workspace")));
    const auto notFound = findWorkspace(folder.path());
    QVERIFY(!notFound);
    QCOMPARE(notFound.error().kind, ErrorKind::NotFound);
    QVERIFY(!notFound.error().remedy.isEmpty());
    write(folder.filePath(QStringLiteral("cairn.yaml")), "workspace: w\n");
    QVERIFY(loadWorkspace(folder.path()).isSound());
    write(folder.filePath(QStringLiteral("services/large.yaml")), QByteArray(3 << 20, '#'));
    QVERIFY(QFile::link(QStringLiteral("/nonexistent"), folder.filePath(QStringLiteral("services/gone.yaml"))));
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("services/folder.yaml")));
    write(folder.filePath(QStringLiteral("pipelines")), "a file in the place of the folder");
    Workspace odd = loadWorkspace(folder.path());
    QCOMPARE(odd.problems.size(), 3);
    QVERIFY(odd.problems.takeFirst().toString().startsWith(
        QStringLiteral("services/gone.yaml: it is a link to a file that is not there. ")));
    QVERIFY(odd.problems.takeLast().toString().startsWith(QStringLiteral("pipelines: the folder cannot be read. ")));
    QVERIFY(odd.problems.first().toString().startsWith(QStringLiteral("services/large.yaml: the file has more than")) ||
            odd.problems.first().what.contains(QStringLiteral("more than")));
}

QTEST_GUILESS_MAIN(TestDefinitionHostile)
#include "tst_definition_hostile.moc"
