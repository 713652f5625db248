// What workspaces and pipelines say of how the store is kept.
#include "definition/canonical.h"
#include "definition/parser.h"
#include "definition/workspace.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Head = "pipeline: intake\nversion: 1\n";
const QByteArray Steps = "steps:\n  scan: { service: av, request: { path: /v1 } }\n";

Workspace workspaceOf(const QByteArray &settings)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"cairn.yaml"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write("workspace: w\n" + settings) < 0)
        qFatal("cannot write");
    file.close();
    return loadWorkspace(folder.path());
}

} // namespace

class TestRetention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadAndRecorded()
    {
        const auto said = parsePipeline(Head + "retention: { payloads: 30d, runs: 400d }\n" + Steps, u"p.yaml"_s);
        QVERIFY(said);
        QCOMPARE(said->pipeline.retention.payloads, Milliseconds(30 * 24h));
        QCOMPARE(said->pipeline.retention.runs, Milliseconds(400 * 24h));
        const auto back = pipelineFromJson(toJson(said->pipeline));
        QVERIFY(back);
        QCOMPARE(back->retention, said->pipeline.retention);
        const auto silent = parsePipeline(Head + Steps, u"p.yaml"_s);
        QVERIFY(silent);
        QCOMPARE(silent->pipeline.retention.payloads, Milliseconds(0));
        QVERIFY(!toJson(silent->pipeline).contains("keep_payloads_ms"_L1)); // older digests stay what they were
        QVERIFY(!toJson(silent->pipeline).contains("keep_runs_ms"_L1));
        QVERIFY(said->digest != silent->digest);
    }

    void mistakesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("retention");
        QTest::newRow("no unit") << "{ payloads: 30 }"_ba;
        QTest::newRow("no map") << "30d"_ba;
        QTest::newRow("unknown") << "{ payload: 30d }"_ba;
        QTest::newRow("no time") << "{ runs: true }"_ba;
    }

    void mistakesAreNamed()
    {
        QFETCH(const QByteArray, retention);
        const auto read = parsePipeline(Head + "retention: " + retention + "\n" + Steps, u"p.yaml"_s);
        QVERIFY(!read);
        QCOMPARE(read.error().first().line, 3);
        QVERIFY(!workspaceOf("retention: " + retention + "\n").isSound());
    }

    void workspaceSaysForAll()
    {
        const Workspace said = workspaceOf("retention: { payloads: 90d, runs: 2000d }\nencryption: off\n");
        QVERIFY(said.isSound());
        QCOMPARE(said.settings.retention.runs, Milliseconds(2000 * 24h));
        QCOMPARE(said.settings.retention.payloads, Milliseconds(90 * 24h));
        QVERIFY(!said.settings.encryption);
        QVERIFY(workspaceOf({}).settings.encryption);
        QVERIFY(workspaceOf("encryption: on\n").settings.encryption);
        QVERIFY(said.problems.isEmpty());
        const Workspace little = workspaceOf("retention: { payloads: 6m, runs: 2d }\n"); // months were meant
        QVERIFY(little.isSound());
        QCOMPARE(little.problems.size(), 1);
        const Workspace wrong = workspaceOf("encryption: of\n");
        QVERIFY(!wrong.isSound());
        QVERIFY(wrong.settings.encryption); // what is not understood does not leave anything open
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
