#include "control/faultboard.h"
#include "definition/workspace.h"
#include "ui/training/faultswitches.h"
#include "ui/training/trainingsession.h"

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace cairn;
using namespace Qt::StringLiterals;

/// The exercises as they are shipped: all sound, and true of the example that the demo is made of.
class TestShippedExercises : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyFileIsSound();
    void theyAreNumbered();
    void theyFitTheExample();
    void everyFaultHasItsWords();

private:
    static QString source() { return qEnvironmentVariable("CAIRN_SOURCE"); }
    QList<Exercise> m_exercises;
};

void TestShippedExercises::initTestCase()
{
    m_exercises = shippedExercises();
}

void TestShippedExercises::everyFileIsSound()
{
    const QDir folder(source() + u"/resources/training"_s);
    const QStringList names = folder.entryList({u"*.yaml"_s});
    QCOMPARE(names.size(), 5);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto exercise = parseExercise(file.readAll(), name);
        QVERIFY2(exercise, exercise ? "" : qPrintable(exercise.error().first().toString()));
        QCOMPARE(exercise->name + u".yaml"_s, name);
    }
    QCOMPARE(m_exercises.size(), 5);
}

void TestShippedExercises::theyAreNumbered()
{
    for (int i = 0; i < m_exercises.size(); ++i) {
        const Exercise &one = m_exercises.at(i);
        QCOMPARE(one.number, i + 1);
        QVERIFY(!one.checks.isEmpty() && !one.mistakes.isEmpty());
        QVERIFY(one.hints.size() >= 2);
        QVERIFY2(one.story.count(u'.') <= 4, qPrintable(one.name)); // a story, not a chapter
    }
}

void TestShippedExercises::theyFitTheExample()
{
    const QString root = source() + u"/resources/examples/intake"_s;
    const Workspace workspace = loadWorkspace(root);
    QVERIFY(workspace.problems.isEmpty());
    for (const Exercise &one : m_exercises) {
        const auto &pipelines = workspace.pipelines;
        const auto pipeline = std::find_if(pipelines.begin(), pipelines.end(),
                                           [&](const PipelineVersion &version) { return version.pipeline.name == one.pipeline; });
        QVERIFY2(pipeline != pipelines.end(), qPrintable(one.name));
        const Step *step = pipeline->pipeline.step(one.step);
        QVERIFY2(step, qPrintable(one.name));
        QVERIFY(one.faults.contains(step->service));
        for (const QString &service : one.faults.keys()) {
            const auto &services = workspace.services;
            QVERIFY(std::any_of(services.begin(), services.end(),
                                [&](const ServiceRevision &known) { return known.service.name == service; }));
        }
        QVERIFY2(QFile::exists(u"%1/runbooks/%2.md"_s.arg(root, one.runbook)), qPrintable(one.runbook));
    }
}

void TestShippedExercises::everyFaultHasItsWords()
{
    for (const FaultSwitch &fault : faultSwitches()) {
        QVERIFY2(faultTitle(fault.word) != fault.word, qPrintable(fault.word));
        QVERIFY(!faultEffect(fault.word).isEmpty());
    }
}

QTEST_MAIN(TestShippedExercises)
#include "tst_ui_exercises.moc"
