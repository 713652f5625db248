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
    QFile file(qEnvironmentVariable("CAIRN_SOURCE") + u"/resources/examples/intake/pipelines/intake.yaml"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    QRandomGenerator random(1);
    static constexpr char Pieces[] = "{}[]:,#&*!|>'\"%@`-? \n\t\\$.()\xff\x80\x00x0";
    for (int i = 0; i < 600; ++i) {
        QByteArray bad = good;
        for (int n = 1 + random.bounded(4); n > 0; --n) {
            const qsizetype at = random.bounded(int(bad.size()));
            switch (random.bounded(4)) {
            case 0: bad.remove(at, 1 + random.bounded(20)); break;
            case 1: bad.insert(at, Pieces[random.bounded(int(sizeof Pieces) - 1)]); break;
            case 2: bad[at] = Pieces[random.bounded(int(sizeof Pieces) - 1)]; break;
            default: bad.insert(at, bad.mid(random.bounded(int(bad.size())), random.bounded(60))); break;
            }
        }
        for (const auto &problems :
             {parsePipeline(bad, u"p"_s).map([](auto &&) {}), parseService(bad, u"p"_s).map([](auto &&) {})}) {
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
    row(
        "many keys without values in a line", "{" + [] {
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
    const auto pipeline = parsePipeline(yaml, u"p"_s);
    const auto service = parseService(yaml, u"s"_s);
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
    const auto parsed = parsePipeline(yaml, u"p"_s);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().first().toString()));
    QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed()))); // one by one they take 5 s
    const auto broken = parsePipeline(yaml + "  bad: { needs: s0, service: s, request: { path: \"/${{ nofun }}\" } }\n  worse: { "
                                             "service: s, request: { path: \"/${{ .input | }}\" } }\n",
                                      u"p"_s);
    QVERIFY(!broken);
    QCOMPARE(broken.error().size(), 2);
    QVERIFY(broken.error()[0].what.contains(u"nofun/0 is not defined"_s));
}

void TestDefinitionHostile::workspaceTellsAll()
{
    const QTemporaryDir folder;
    write(folder.filePath(u"cairn.yaml"_s), "workspace: demo\ndescription: a test\nowner: me\n");
    write(folder.filePath(u"services/good.yaml"_s), "service: ocr\nbase_url: https://e.net\n");
    write(folder.filePath(u"services/bad.yaml"_s), "service: geo\nbase_url: nowhere\n");
    write(folder.filePath(u"pipelines/a.yaml"_s),
          "pipeline: a\nsteps:\n  x: { service: orc, request: { path: / } }\n  y: { service: geo, request: { path: / } }\n  z: { "
          "service: ocr, request: { method: get, path: / } }\n");
    write(folder.filePath(u"pipelines/b.yaml"_s), "pipeline: b\nsteps: { x: { service: ocr, request: { path: / } } }\n");
    write(folder.filePath(u"pipelines/c.yaml"_s),
          "# same name\npipeline: b\nsteps: { x: { service: ocr, request: { path: / } } }\n");
    write(folder.filePath(u"pipelines/notes.txt"_s), "not a definition");
    write(folder.filePath(u"pipelines/.#b.yaml"_s), "an editor's lock");
    const Workspace workspace = loadWorkspace(folder.path());
    QStringList found;
    for (const Problem &problem : workspace.problems)
        found.append(problem.toString());
    const QStringList wanted{
        u"cairn.yaml:3:1: unknown key 'owner' in cairn.yaml. Keys here: workspace, description, listener, events, "
        "schemas, alerts, policy, roles, vault, retention, encryption, data"_s,
        u"services/bad.yaml:2:11: base_url 'nowhere': it is not an absolute http or https URL. Write it like "
        "https://api.example.net/v1"_s,
        u"pipelines/a.yaml:3:17: there is no service 'orc'. Did you mean 'ocr'?"_s,
        u"pipelines/a.yaml:5:41: method 'get' is not in capitals. Write GET"_s,
        u"pipelines/c.yaml:2:11: pipeline 'b' is defined twice. It is already in pipelines/b.yaml: rename one of them"_s};
    QCOMPARE(found.join(u'\n'), wanted.join(u'\n'));
    QCOMPARE(workspace.name, u"demo"_s);
    QVERIFY(!workspace.isSound());
    QCOMPARE(workspace.services.size(), 1);
    QCOMPARE(workspace.pipelines.size(), 1);
    QCOMPARE(workspace.pipelines.first().pipeline.name, u"b"_s);
    QCOMPARE(*findWorkspace(folder.filePath(u"services"_s)), QDir(folder.path()).absolutePath());
}

void TestDefinitionHostile::workspaceWithoutFiles()
{
    const QTemporaryDir folder;
    const Workspace none = loadWorkspace(folder.filePath(u"nowhere"_s));
    QCOMPARE(none.problems.size(), 1);
    QVERIFY(none.problems.first().what.contains(u"no workspace"_s));
    const auto notFound = findWorkspace(folder.path());
    QVERIFY(!notFound);
    QCOMPARE(notFound.error().kind, ErrorKind::NotFound);
    QVERIFY(!notFound.error().remedy.isEmpty());
    write(folder.filePath(u"cairn.yaml"_s), "workspace: w\n");
    QVERIFY(loadWorkspace(folder.path()).isSound());
    write(folder.filePath(u"services/large.yaml"_s), QByteArray(3 << 20, '#'));
    QVERIFY(QFile::link(u"/nonexistent"_s, folder.filePath(u"services/gone.yaml"_s)));
    QVERIFY(QDir(folder.path()).mkpath(u"services/folder.yaml"_s));
    write(folder.filePath(u"pipelines"_s), "a file in the place of the folder");
    Workspace odd = loadWorkspace(folder.path());
    QCOMPARE(odd.problems.size(), 3);
    QVERIFY(odd.problems.takeFirst().toString().startsWith(u"services/gone.yaml: it is a link to a file that is not there. "_s));
    QVERIFY(odd.problems.takeLast().toString().startsWith(u"pipelines: the folder cannot be read. "_s));
    QVERIFY(odd.problems.first().toString().startsWith(u"services/large.yaml: the file has more than"_s) ||
            odd.problems.first().what.contains(u"more than"_s));
}

QTEST_GUILESS_MAIN(TestDefinitionHostile)
#include "tst_definition_hostile.moc"
