#include "ui/graph/stepgraph.h"
#include "ui/graph/stepnode.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

/// scan, then extract, then three side by side of which photos is fanned out, then assess.
Pipeline claims()
{
    Pipeline pipeline;
    pipeline.name = u"claims"_s;
    const QList<std::pair<QString, QStringList>> steps{{u"scan"_s, {}},
                                                       {u"extract"_s, {u"scan"_s}},
                                                       {u"photos"_s, {u"extract"_s}},
                                                       {u"policy"_s, {u"extract"_s}},
                                                       {u"geo"_s, {u"extract"_s}},
                                                       {u"assess"_s, {u"photos"_s, u"policy"_s, u"geo"_s}}};
    for (const auto &[name, needs] : steps) {
        Step step;
        step.id = StepId(name);
        step.service = name + u"-service"_s;
        for (const QString &need : needs)
            step.needs.append(StepId(need));
        if (name == "photos"_L1)
            step.forEach = u"${{ .steps.extract.body.photos }}"_s;
        pipeline.steps.append(step);
    }
    return pipeline;
}

Checkpoint checkpoint(const QString &step, StepState state, int item = NoItem)
{
    Checkpoint checkpoint;
    checkpoint.step = StepId(step);
    checkpoint.state = state;
    checkpoint.item = item;
    return checkpoint;
}

RunProgress progress(const QList<Checkpoint> &checkpoints, const QList<Attempt> &attempts = {})
{
    return RunProgress(claims(), {checkpoints, attempts});
}

/// A graph in a window that is active.
class Shown
{
public:
    explicit Shown(const Pipeline &pipeline = claims(), Qt::Orientation flow = Qt::Horizontal) : graph(flow)
    {
        graph.resize(1400, 500);
        graph.setPipeline(pipeline);
        graph.show();
        graph.activateWindow();
        if (!QTest::qWaitForWindowActive(&graph))
            qFatal("the window does not become active");
    }
    StepNode *node(const char *step) const
    {
        auto *found = graph.findChild<StepNode *>(u"node_"_s + QString::fromLatin1(step));
        if (!found)
            qFatal("no node %s", step);
        return found;
    }
    void key(int key) const { QTest::keyClick(QApplication::focusWidget(), Qt::Key(key)); }

    StepGraph graph;
};

} // namespace

/// The picture of a pipeline, with and without a run.
class TestStepGraph : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void itFlowsFromLeftToRight();
    void itMayFlowDownwards();
    void statesChangeWithoutMovement();
    void aPipelineAloneHasNoStates();
    void itIsHeard();
    void arrowsGoToNeighbours();
    void aClickChooses();
    void enterAndDoubleClickOpen();
    void theTabKeyMeetsOneNode();
    void keysZoom();
    void theWheelZoomsAroundThePointer();
    void itStaysFitted();
    void theCurrentStepSurvivesAnEdit();
};

void TestStepGraph::itFlowsFromLeftToRight()
{
    const Shown test;
    QVERIFY(test.node("scan")->geometry().right() < test.node("extract")->geometry().left());
    QVERIFY(test.node("extract")->geometry().right() < test.node("photos")->geometry().left());
    QCOMPARE(test.node("photos")->x(), test.node("geo")->x());
    QVERIFY(test.node("photos")->geometry().bottom() < test.node("policy")->y());
    QVERIFY(test.node("policy")->geometry().bottom() < test.node("geo")->y());
    QCOMPARE(test.node("scan")->y(), test.node("policy")->y()); // in the middle
}

void TestStepGraph::itMayFlowDownwards()
{
    const Shown test(claims(), Qt::Vertical);
    QVERIFY(test.node("scan")->geometry().bottom() < test.node("extract")->y());
    QCOMPARE(test.node("photos")->y(), test.node("geo")->y());
    QVERIFY(test.node("photos")->geometry().right() < test.node("policy")->x());
    test.node("scan")->setFocus();
    test.key(Qt::Key_Down);
    QCOMPARE(test.graph.current(), StepId(u"extract"_s));
}

void TestStepGraph::statesChangeWithoutMovement()
{
    Shown test;
    test.graph.setProgress(progress({checkpoint(u"scan"_s, StepState::Succeeded)}), {StepKey(StepId(u"extract"_s))});
    QCOMPARE(test.node("scan")->face()->look, Look::Succeeded);
    QCOMPARE(test.node("extract")->face()->look, Look::Ready);
    QCOMPARE(test.node("assess")->face()->look, Look::Pending);
    const StepNode *extract = test.node("extract");
    QList<QRect> places;
    for (const StepNode *node : test.graph.findChildren<StepNode *>())
        places.append(node->geometry());

    Checkpoint fannedOut = checkpoint(u"photos"_s, StepState::InFlight);
    fannedOut.items = 20;
    QList<Checkpoint> later{checkpoint(u"scan"_s, StepState::Succeeded), checkpoint(u"extract"_s, StepState::Succeeded),
                            fannedOut};
    for (int item = 0; item < 18; ++item)
        later.append(checkpoint(u"photos"_s, item == 7 ? StepState::Blocked : StepState::Succeeded, item));
    test.graph.setProgress(progress(later));
    QCOMPARE(test.node("extract"), extract); // the same widget
    QCOMPARE(test.node("photos")->face()->items, 20);
    QCOMPARE(test.node("photos")->face()->passed, 17);
    QCOMPARE(test.node("photos")->face()->failed, 1);
    QList<QRect> after;
    for (const StepNode *node : test.graph.findChildren<StepNode *>())
        after.append(node->geometry());
    QCOMPARE(after, places);
}

void TestStepGraph::aPipelineAloneHasNoStates()
{
    Shown test;
    QVERIFY(!test.node("scan")->face());
    const int height = test.node("scan")->height();
    test.graph.setProgress(progress({}));
    QVERIFY(test.node("scan")->face());
    QVERIFY(test.node("scan")->height() > height); // the state needs a line
    test.graph.setProgress({});
    QVERIFY(!test.node("scan")->face());
    QCOMPARE(test.node("scan")->height(), height);
    test.graph.setPipeline({});
    QVERIFY(test.graph.findChildren<StepNode *>().isEmpty());
    QVERIFY(test.graph.current().isEmpty());
}

void TestStepGraph::itIsHeard()
{
    Shown test;
    QCOMPARE(test.node("scan")->accessibleName(), u"Step scan, scan-service"_s);
    Attempt attempt;
    attempt.step = StepId(u"scan"_s);
    attempt.number = 3;
    test.graph.setProgress(progress({checkpoint(u"scan"_s, StepState::WaitingRetry)}, {attempt}));
    const QString heard = test.node("scan")->accessibleName();
    QVERIFY2(heard.startsWith(u"Step scan, scan-service, Waiting to retry, 3 attempt"_s), qPrintable(heard));
}

void TestStepGraph::arrowsGoToNeighbours()
{
    Shown test;
    QSignalSpy changed(&test.graph, &StepGraph::currentChanged);
    test.graph.setFocus();
    QVERIFY(test.node("scan")->hasFocus());
    test.key(Qt::Key_Right);
    QVERIFY(test.node("extract")->hasFocus());
    test.key(Qt::Key_Right);
    QCOMPARE(test.graph.current(), StepId(u"policy"_s));
    test.key(Qt::Key_Down);
    QCOMPARE(test.graph.current(), StepId(u"geo"_s));
    test.key(Qt::Key_Down); // nobody there
    QCOMPARE(test.graph.current(), StepId(u"geo"_s));
    test.key(Qt::Key_Right);
    QCOMPARE(test.graph.current(), StepId(u"assess"_s));
    test.key(Qt::Key_Left);
    QCOMPARE(test.graph.current(), StepId(u"policy"_s));
    QCOMPARE(changed.size(), 5);
}

void TestStepGraph::aClickChooses()
{
    Shown test;
    QSignalSpy changed(&test.graph, &StepGraph::currentChanged);
    QTest::mouseClick(test.node("geo"), Qt::LeftButton);
    QCOMPARE(test.graph.current(), StepId(u"geo"_s));
    QVERIFY(test.node("geo")->hasFocus());
    QCOMPARE(changed.size(), 1);
    test.graph.setCurrent(StepId(u"scan"_s)); // nobody's doing
    QCOMPARE(changed.size(), 1);
    QCOMPARE(test.graph.current(), StepId(u"scan"_s));
}

void TestStepGraph::enterAndDoubleClickOpen()
{
    Shown test;
    QSignalSpy opened(&test.graph, &StepGraph::opened);
    test.graph.setFocus();
    test.key(Qt::Key_Right);
    test.key(Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].value<StepId>(), StepId(u"extract"_s));
    QTest::mouseDClick(test.node("assess"), Qt::LeftButton);
    QCOMPARE(opened.size(), 2);
    QCOMPARE(opened[1][0].value<StepId>(), StepId(u"assess"_s));
}

void TestStepGraph::theTabKeyMeetsOneNode()
{
    Shown test;
    int met = 0;
    for (const StepNode *node : test.graph.findChildren<StepNode *>())
        met += (node->focusPolicy() & Qt::TabFocus) != 0;
    QCOMPARE(met, 1);
}

void TestStepGraph::keysZoom()
{
    Shown test;
    test.graph.setFocus();
    const int width = test.node("scan")->width();
    test.key(Qt::Key_Plus);
    QVERIFY(test.node("scan")->width() > width);
    test.key(Qt::Key_Minus);
    test.key(Qt::Key_Minus);
    QVERIFY(test.node("scan")->width() < width);
    test.key(Qt::Key_0);
    QCOMPARE(test.node("scan")->width(), width);
    for (int i = 0; i < 40; ++i)
        test.key(Qt::Key_Minus);
    QVERIFY(test.graph.zoom() >= 0.25);
    for (int i = 0; i < 80; ++i)
        test.key(Qt::Key_Plus);
    QVERIFY(test.graph.zoom() <= 2.5);
    QTest::mouseClick(test.graph.findChild<QWidget *>(u"zoomFit"_s), Qt::LeftButton);
    QCOMPARE(test.node("scan")->width(), width);
}

void TestStepGraph::theWheelZoomsAroundThePointer()
{
    Shown test;
    test.graph.resize(500, 300);
    test.graph.fit();
    const StepNode *node = test.node("policy");
    test.graph.ensureWidgetVisible(test.node("policy"));
    const QPoint before = node->mapTo(test.graph.viewport(), node->rect().center());
    const double zoom = test.graph.zoom();
    QWheelEvent wheel(QPointF(before), test.graph.viewport()->mapToGlobal(QPointF(before)), {}, {0, 240}, Qt::NoButton,
                      Qt::ControlModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(test.graph.viewport(), &wheel);
    QVERIFY(test.graph.zoom() > 1.3 * zoom);
    const QPoint after = node->mapTo(test.graph.viewport(), node->rect().center());
    QVERIFY2((after - before).manhattanLength() < 8,
             qPrintable(u"%1 %2"_s.arg(after.x() - before.x()).arg(after.y() - before.y())));
}

void TestStepGraph::itStaysFitted()
{
    Shown test;
    QCOMPARE(test.graph.zoom(), 1.0); // no larger than it was drawn
    test.graph.resize(420, 200);
    QTRY_VERIFY(test.graph.zoom() < 1.0);
    QVERIFY(test.graph.zoom() >= StepGraph::LeastReadable);
    test.graph.zoomBy(1.2);
    const double zoom = test.graph.zoom();
    test.graph.resize(1400, 500); // somebody wants it as it is
    QCoreApplication::processEvents();
    QCOMPARE(test.graph.zoom(), zoom);
}

void TestStepGraph::theCurrentStepSurvivesAnEdit()
{
    Shown test;
    QTest::mouseClick(test.node("geo"), Qt::LeftButton);
    Pipeline edited = claims();
    edited.steps.removeAt(3); // policy
    test.graph.setPipeline(edited);
    QCOMPARE(test.graph.current(), StepId(u"geo"_s));
    QCOMPARE(test.graph.findChildren<StepNode *>().size(), 5);
    edited.steps.removeAt(3); // geo itself
    test.graph.setPipeline(edited);
    QCOMPARE(test.graph.current(), StepId(u"scan"_s));
}

QTEST_MAIN(TestStepGraph)
#include "tst_gui_stepgraph.moc"
