#include "definition/workspace.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What `cairn check` warns of: it can be meant, and seldom is.
class TestDefinitionDoubts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void warnsOf_data();
    void warnsOf();
    void resultsHaveTheirFields_data();
    void resultsHaveTheirFields();

private:
    static QStringList told(const QByteArray &settings, const QByteArray &service, const QByteArray &request);
};

/// What is said of a workspace with one service and one step, each problem in a line.
QStringList TestDefinitionDoubts::told(const QByteArray &settings, const QByteArray &service, const QByteArray &request)
{
    QTemporaryDir folder;
    const auto write = [&](const QString &path, const QByteArray &content) {
        QDir().mkpath(QFileInfo(folder.filePath(path)).absolutePath());
        QFile file(folder.filePath(path));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0)
            qFatal("a file cannot be written");
    };
    write(u"cairn.yaml"_s, "workspace: w\n" + settings);
    write(u"services/api.yaml"_s, service);
    write(u"pipelines/p.yaml"_s, "pipeline: p\nversion: 1\nsteps:\n  a:\n    service: api\n" + request);
    QStringList told;
    for (const Problem &problem : loadWorkspace(folder.path()).problems)
        told.append((problem.warning ? u"warning "_s : u"error "_s) + problem.toString());
    return told;
}

void TestDefinitionDoubts::warnsOf_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QString>("place"); // empty: nothing is said
    QTest::addColumn<QString>("says");
    const QByteArray api = "service: api\nbase_url: https://api.example.net\n", sure = api + "idempotent: true\n";
    const QByteArray post = "    request: { method: POST, path: /x }\n";
    const auto row = [](const char *name, const QByteArray &settings, const QByteArray &service, const QByteArray &request,
                        const QString &place,
                        const QString &says) { QTest::newRow(name) << settings << service << request << place << says; };
    const auto path = [](const QByteArray &text) { return "    request: { method: GET, path: \"" + text + "\" }\n"; };
    row("POST, and nobody says", "", api, post, u"services/api.yaml:1:10"_s, u"whether repeats are harmless"_s);
    row("PATCH", "", api, "    request: { method: PATCH, path: /x }\n", u"services/api.yaml:1:10"_s, u"sends it PATCH"_s);
    row("it is said", "", sure, post, {}, {});
    row("it is said that it is not", "", api + "idempotent: false\n", post, {}, {});
    row("PUT", "", api, "    request: { method: PUT, path: /x }\n", {}, {});
    row("a name in the path", "", sure, path("/docs/${{ .input.name }}"), u"pipelines/p.yaml:6:35"_s, u"lead elsewhere"_s);
    row("a name that is encoded", "", sure, path("/docs/${{ .input.name | @uri }}"), {}, {});
    row("another value", "", sure, path("/docs/${{ .run.id }}"), {}, {});
    const auto header = [](const QByteArray &text) { return "    request: { path: /x, headers: { " + text + " } }\n"; };
    row("a secret in a header", "", sure, header("X-Api-Key: abc123"), u"pipelines/p.yaml:6:48"_s, u"looks like a secret"_s);
    row("a secret that logs in", "", sure, header("Authorization: Bearer abc123"), u"pipelines/p.yaml:6:52"_s,
        u"looks like a secret"_s);
    row("a header from an answer", "", sure, header("Authorization: \"Bearer ${{ .input.name }}\""), {}, {});
    row("another header", "", sure, header("Accept: text/plain"), {}, {});
    const QByteArray waits =
        "    request: { method: PUT, path: \"/x?to=${{ .callback.url }}\" }\n    await: { callback: {}, timeout: 1h }\n";
    row("called back where it is", "listener: { port: 8791 }\n", sure, waits, u"pipelines/p.yaml:5:14"_s,
        u"call back at 127.0.0.1"_s);
    row("called back by a name", "listener: { port: 8791, address: 127.0.0.1, public_url: 'http://localhost:8791' }\n", sure,
        waits, u"pipelines/p.yaml:5:14"_s, u"another machine"_s);
    row("called back where it says", "listener: { port: 8791, public_url: 'https://cairn.example.net' }\n", sure, waits, {}, {});
    row("called back on one machine", "listener: { port: 8791 }\n",
        "service: api\nbase_url: https://api.localhost:1\nidempotent: true\n", waits, {}, {});
    const auto byJq = [](const QByteArray &how) { return "data: { classes: { c: { jq: '" + how + "' } } }\n"; };
    row("a class that fails on other bodies", byJq(".body.rows[].id | test(\"P\")"), sure, path("/x"), {}, {});
    row("a class that fails where a field is missing", byJq(".body.id | test(\"P\")"), sure, path("/x"), u"cairn.yaml:2:29"_s,
        u"fails on a body of {}"_s);
    row("a class that fails on lists", byJq("any(.body.rows[]?; .id == 1)"), sure, path("/x"), u"cairn.yaml:2:29"_s,
        u"fails on a body of []"_s);
    row("a class by a try at its end", byJq(".body.rows[]?.id | test(\"P\")?"), sure, path("/x"), {}, {});
    row("a class by a try in a list", byJq("[.body.id? | test(\"P\")?] | any"), sure, path("/x"), {}, {});
    row("a class for any body", byJq(".body.id | strings | test(\"P\")"), sure, path("/x"), {}, {});
    const auto delivers = [](const QByteArray &match, const QByteArray &name) {
        return "    request: { path: / }\n  out:\n    deliver: { to: inbox, name: \"" + name +
               "\", content: c }\ninput: { watch: inbox, match: \"" + match + "\" }\n";
    };
    const QString loop = u"may start this pipeline again"_s;
    row("into what is watched", "", sure, delivers("*.pdf", "done-${{ .input.name }}"), u"pipelines/p.yaml:8:5"_s, loop);
    row("into what is watched, by a name", "", sure, delivers("*.pdf", "done.pdf"), u"pipelines/p.yaml:8:5"_s, loop);
    row("another end", "", sure, delivers("*.pdf", "${{ .input.name }}.json"), {}, {});
    row("another beginning", "", sure, delivers("in-*.pdf", "done-${{ .input.name }}"), {}, {});
    row("another name", "", sure, delivers("*.pdf", "done.json"), {}, {});
    row("into another folder", "", sure, delivers("*.pdf", "${{ .input.name }}").replace("watch: inbox", "watch: in"), {}, {});
}

void TestDefinitionDoubts::warnsOf()
{
    QFETCH(QByteArray, settings);
    QFETCH(QByteArray, service);
    QFETCH(QByteArray, request);
    QFETCH(QString, place);
    QFETCH(QString, says);
    const QStringList found = told(settings, service, request);
    QVERIFY2(found.size() == (place.isEmpty() ? 0 : 1), qPrintable(found.join(u'\n')));
    if (!place.isEmpty())
        QVERIFY2(found.first().startsWith(u"warning "_s + place + u':') && found.first().contains(says),
                 qPrintable(found.first()));
}

void TestDefinitionDoubts::resultsHaveTheirFields_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("remedy"); // empty: it is sound
    QTest::newRow("forgotten body") << u".steps.a.clean"_s << u"did you mean .steps.a.body.clean?"_s;
    QTest::newRow("in quotes") << u".steps['a'].clean"_s << u"did you mean .steps.a.body.clean?"_s;
    QTest::newRow("misspelt") << u".steps.a.staus"_s << u"Did you mean 'status'?"_s;
    QTest::newRow("within") << u"[.steps.a.id, 1] | length > 0"_s << u"did you mean .steps.a.body.id?"_s;
    for (const auto &good : {u".steps.a.body.clean"_s, u".steps.a.status"_s, u".steps.a.headers[\"x-y\"]"_s,
                             u".steps['a'].body.clean"_s, u".steps.a.sha256"_s, u".steps.a.size > 1"_s, u".steps.a.media_type"_s,
                             u".steps.a | .body"_s, u"def f: .steps.a.clean; .steps.a.body | f"_s})
        QTest::newRow(qPrintable(good)) << good << QString();
}

void TestDefinitionDoubts::resultsHaveTheirFields()
{
    QFETCH(QString, expression);
    QFETCH(QString, remedy);
    const QByteArray when = '\'' + QString(expression).replace(u'\'', u'"').toUtf8() + '\'';
    const QStringList found = told({}, "service: api\nbase_url: http://127.0.0.1:1\n",
                                   "    request: { path: / }\n  b:\n    needs: [a]\n    service: api\n    when: '${{ " +
                                       when.mid(1, when.size() - 2) + " }}'\n    request: { path: / }\n");
    QVERIFY2(found.size() == (remedy.isEmpty() ? 0 : 1), qPrintable(found.join(u'\n')));
    if (!remedy.isEmpty())
        QVERIFY2(found.first().startsWith(u"error "_s) && found.first().contains(remedy), qPrintable(found.first()));
}

QTEST_GUILESS_MAIN(TestDefinitionDoubts)
#include "tst_definition_doubts.moc"
