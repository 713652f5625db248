#include "ui/editor/problemsmodel.h"
#include "ui/overview/troublelist.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/plaintip.h"
#include "ui/pipelines/pipelinesmodel.h"
#include "ui/run/runeventsmodel.h"
#include "ui/run/stepsmodel.h"
#include "ui/runs/runsmodel.h"

#include <QAbstractButton>
#include <QTest>
#include <QTextDocument>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView Dressed{"<img src=x>a & <b>b</b>"};

/// What a tooltip shows of it: one is taken for markup where it looks so.
QString shown(const QString &tip)
{
    if (!Qt::mightBeRichText(tip))
        return tip;
    QTextDocument document;
    document.setHtml(tip);
    return document.toPlainText();
}

QString shown(const QAbstractItemModel &model, int column)
{
    return shown(model.index(0, column).data(Qt::ToolTipRole).toString());
}

} // namespace

/// Tooltips say letter by letter what others wrote: names of files, answers of services, reasons.
class TestPlainTips : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyTextIsShownAsItIs_data();
    void anyTextIsShownAsItIs();
    void ofRuns();
    void ofPipelines();
    void ofSteps();
    void ofEvents();
    void ofProblems();
    void ofTroubles();
    void ofNames();
};

void TestPlainTips::anyTextIsShownAsItIs_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << QString();
    QTest::newRow("plain") << u"letter & more.pdf"_s;
    QTest::newRow("tags") << QString(Dressed);
    QTest::newRow("lines") << u"<b>x</b>\nRun 38GY3EA8ACPR5"_s;
    QTest::newRow("escaped by somebody") << u"&lt;b&gt;"_s;
    QTest::newRow("a document") << u"<?xml version=\"1.0\"?><a/>"_s;
}

void TestPlainTips::anyTextIsShownAsItIs()
{
    QFETCH(const QString, text);
    QCOMPARE(shown(plainTip(text)), text);
}

void TestPlainTips::ofRuns()
{
    RunRecord run;
    run.id = RunId(7);
    run.inputName = Dressed;
    run.cause = Dressed;
    RunsModel model;
    model.merge({}, {run}, true);
    QCOMPARE(shown(model, RunsModel::InputColumn), u"%1\nRun %2"_s.arg(Dressed, run.id.toString()));
    QCOMPARE(shown(model, RunsModel::CauseColumn), QString(Dressed));
}

void TestPlainTips::ofPipelines()
{
    PipelineUse use;
    use.versions = {VersionUse()};
    use.lastRun = RunRecord();
    use.lastRun->inputName = Dressed;
    PipelinesModel model;
    model.setUses({use});
    QVERIFY(shown(model, 0).contains(Dressed));
}

void TestPlainTips::ofSteps()
{
    StepProgress step;
    step.cause = Dressed;
    StepsModel model;
    model.setSteps({step});
    QCOMPARE(shown(model, StepsModel::CauseColumn), QString(Dressed));
}

void TestPlainTips::ofEvents()
{
    RunEvent event;
    event.why = Dressed;
    RunEventsModel model;
    model.setEvents({event});
    QCOMPARE(shown(model, RunEventsModel::WhyColumn), QString(Dressed));
}

void TestPlainTips::ofProblems()
{
    Problem problem;
    problem.file = u"pipelines/p.yaml"_s;
    problem.what = Dressed;
    ProblemsModel model;
    model.setProblems({problem});
    QVERIFY(shown(model, ProblemsModel::WhatColumn).contains(Dressed));
}

void TestPlainTips::ofTroubles()
{
    Trouble trouble;
    trouble.count = 1;
    trouble.cause = Dressed;
    TroubleList list;
    list.setTroubles({trouble});
    QCOMPARE(shown(list.findChild<QAbstractButton *>(u"trouble0"_s)->toolTip()), QString(Dressed));
}

void TestPlainTips::ofNames()
{
    ElidedLabel label;
    label.setText(Dressed);
    QCOMPARE(shown(label.toolTip()), QString(Dressed));
    QCOMPARE(label.text(), QString(Dressed));
}

QTEST_MAIN(TestPlainTips)
#include "tst_gui_plaintips.moc"
