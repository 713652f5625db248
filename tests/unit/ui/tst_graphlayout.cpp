#include "ui/graph/graphlayout.h"

#include <QRandomGenerator>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

/// Nodes as "a", "b<a", "d<b,c".
QList<GraphNode> graph(const QString &text)
{
    QList<GraphNode> nodes;
    for (const QString &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        nodes.append({word.section(QLatin1Char('<'), 0, 0),
                      word.section(QLatin1Char('<'), 1).split(QLatin1Char(','), Qt::SkipEmptyParts)});
    return nodes;
}

QString name(int i)
{
    return u"s%1"_s.arg(i);
}

QList<GraphNode> chain(int count)
{
    QList<GraphNode> nodes;
    for (int i = 0; i < count; ++i)
        nodes.append({name(i), i > 0 ? QStringList{name(i - 1)} : QStringList()});
    return nodes;
}

/// One before many before one.
QList<GraphNode> wide(int count)
{
    QList<GraphNode> nodes{{u"first"_s, {}}};
    QStringList all;
    for (int i = 0; i < count; ++i) {
        nodes.append({name(i), {u"first"_s}});
        all.append(name(i));
    }
    nodes.append({u"last"_s, all});
    return nodes;
}

/// Each needs up to three of those before it.
QList<GraphNode> tangled(int count, quint32 seed)
{
    QRandomGenerator random(seed);
    QList<GraphNode> nodes;
    for (int i = 0; i < count; ++i) {
        QStringList needs;
        for (int n = 0; i > 0 && n < 3; ++n)
            needs.append(name(random.bounded(i)));
        nodes.append({name(i), needs});
    }
    return nodes;
}

/// All needs all that were before it.
QList<GraphNode> complete(int count)
{
    QList<GraphNode> nodes;
    QStringList before;
    for (int i = 0; i < count; ++i) {
        nodes.append({name(i), before});
        before.append(name(i));
    }
    return nodes;
}

/// Lines that cross between two layers; those of one node, or into one, do not.
int crossings(const GraphLayout &layout)
{
    int count = 0;
    for (qsizetype a = 0; a < layout.edges.size(); ++a) {
        for (qsizetype b = a + 1; b < layout.edges.size(); ++b) {
            for (const QPointF &p : layout.edges[a].points) {
                for (const QPointF &q : layout.edges[b].points) {
                    if (p.y() != q.y())
                        continue;
                    const qsizetype i = layout.edges[a].points.indexOf(p) + 1, j = layout.edges[b].points.indexOf(q) + 1;
                    if (i < layout.edges[a].points.size() && j < layout.edges[b].points.size())
                        count += (p.x() - q.x()) * (layout.edges[a].points[i].x() - layout.edges[b].points[j].x()) < -1e-9;
                }
            }
        }
    }
    return count;
}

} // namespace

/// Where the steps of a pipeline stand in its picture.
class TestGraphLayout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theRulesHold_data();
    void theRulesHold();
    void aChainIsStraight();
    void aDiamondIsSymmetric();
    void crossingsAreUntangled();
    void longLinesPassNodesBy();
    void longLinesPullNobodyAside();
    void unrelatedAdditionsMoveNothing();
    void itIsTheSameEachTime();
    void nonsenseIsPassedOver();
    void arrowsFindNeighbours();
};

void TestGraphLayout::theRulesHold_data()
{
    QTest::addColumn<QList<GraphNode>>("nodes");
    QTest::addColumn<int>("layers");
    QTest::newRow("empty") << graph({}) << 0;
    QTest::newRow("one") << graph(u"a"_s) << 1;
    QTest::newRow("chain") << chain(40) << 40;
    QTest::newRow("wide") << wide(60) << 3;
    QTest::newRow("diamond") << graph(u"a b<a c<a d<b,c"_s) << 3;
    QTest::newRow("two parts") << graph(u"a b<a x y<x z<y"_s) << 3;
    QTest::newRow("skipping") << graph(u"a b<a c<b d<a,c e<a,d"_s) << 5;
    QTest::newRow("complete") << complete(40) << 40;
    QTest::newRow("200 steps") << tangled(200, 7) << -1;
    QTest::newRow("200 at once") << wide(198) << 3;
    QTest::newRow("200 in a row") << chain(200) << 200;
}

void TestGraphLayout::theRulesHold()
{
    QFETCH(QList<GraphNode>, nodes);
    QFETCH(int, layers);
    const GraphLayout layout = layoutGraph(nodes);
    QCOMPARE(layout.cells.size(), nodes.size());
    if (layers >= 0)
        QCOMPARE(layout.layers, layers);
    const QRectF all(-1e-6, 0, layout.breadth + 2e-6, layout.layers);
    for (qsizetype i = 0; i < layout.cells.size(); ++i) {
        QVERIFY(all.contains(layout.cells[i]));
        for (qsizetype j = i + 1; j < layout.cells.size(); ++j)
            QVERIFY2(!layout.cells[i].adjusted(1e-6, 0, -1e-6, 0).intersects(layout.cells[j]), qPrintable(nodes[i].id));
    }
    qsizetype needs = 0;
    for (const GraphNode &node : nodes)
        needs += QSet<QString>(node.needs.begin(), node.needs.end()).size();
    QCOMPARE(layout.edges.size(), needs);
    for (const GraphEdge &edge : layout.edges) {
        QVERIFY(nodes[edge.to].needs.contains(nodes[edge.from].id));
        QCOMPARE(edge.points.first(), layout.cells[edge.from].center());
        QCOMPARE(edge.points.last(), layout.cells[edge.to].center());
        for (qsizetype i = 1; i < edge.points.size(); ++i)
            QCOMPARE(edge.points[i].y(), edge.points[i - 1].y() + 1); // down, layer by layer
    }
}

void TestGraphLayout::aChainIsStraight()
{
    const GraphLayout layout = layoutGraph(chain(12));
    for (const QRectF &cell : layout.cells)
        QCOMPARE(cell.x(), 0.0);
    QCOMPARE(layout.breadth, 1.0);
}

void TestGraphLayout::aDiamondIsSymmetric()
{
    const GraphLayout layout = layoutGraph(graph(u"a b<a c<a d<a e<b,c,d"_s));
    QCOMPARE(layout.breadth, 3.0);
    QVERIFY(qAbs(layout.cells[0].x() - 1) < 1e-6);
    QVERIFY(qAbs(layout.cells[4].x() - 1) < 1e-6);
    QVERIFY(layout.cells[1].x() < layout.cells[2].x()); // in the order they were written
    QVERIFY(layout.cells[2].x() < layout.cells[3].x());
}

void TestGraphLayout::crossingsAreUntangled()
{
    QCOMPARE(crossings(layoutGraph(graph(u"a b c x<c y<b z<a"_s))), 0);
    QCOMPARE(crossings(layoutGraph(graph(u"r a<r b<r c<r x<c y<b z<a e<x,y,z"_s))), 0);
    QCOMPARE(crossings(layoutGraph(graph(u"a b x<a,b y<a,b"_s))), 1); // and one that nobody can avoid
}

void TestGraphLayout::longLinesPassNodesBy()
{
    const GraphLayout layout = layoutGraph(graph(u"a b<a c<b d<a,c"_s));
    QCOMPARE(layout.edges.size(), 4);
    for (const GraphEdge &edge : layout.edges) {
        for (qsizetype i = 1; i + 1 < edge.points.size(); ++i) {
            for (const QRectF &cell : layout.cells)
                QVERIFY(!cell.contains(edge.points[i]));
        }
    }
}

/// A line that skips layers bends, not the row of nodes beside it.
void TestGraphLayout::longLinesPullNobodyAside()
{
    const GraphLayout layout = layoutGraph(graph(u"a b<a c<b d<a,c e<d"_s));
    for (const QRectF &cell : layout.cells)
        QVERIFY(qAbs(cell.x() - layout.cells[0].x()) < 1e-3);
}

void TestGraphLayout::unrelatedAdditionsMoveNothing()
{
    const QList<GraphNode> before = tangled(30, 3);
    const GraphLayout then = layoutGraph(before);
    const GraphLayout now = layoutGraph(before + graph(u"other more<other"_s));
    QCOMPARE(now.cells.mid(0, then.cells.size()), then.cells);
    for (qsizetype i = 0; i < then.edges.size(); ++i)
        QCOMPARE(now.edges[i].points, then.edges[i].points);
    QVERIFY(now.cells.last().left() >= then.breadth - 1e-6);
}

void TestGraphLayout::itIsTheSameEachTime()
{
    const GraphLayout one = layoutGraph(tangled(80, 11)), two = layoutGraph(tangled(80, 11));
    QCOMPARE(one.cells, two.cells);
    for (qsizetype i = 0; i < one.edges.size(); ++i)
        QCOMPARE(one.edges[i].points, two.edges[i].points);
}

/// An editor shows what is being written, right or not.
void TestGraphLayout::nonsenseIsPassedOver()
{
    const GraphLayout layout = layoutGraph(graph(u"a<nobody,a b<a,a,c c<b"_s));
    QCOMPARE(layout.cells.size(), 3);
    QCOMPARE(layout.edges.size(), 2); // one of the two that close the circle is left out
    for (const GraphEdge &edge : layout.edges)
        QVERIFY(layout.cells[edge.from].y() < layout.cells[edge.to].y());
}

void TestGraphLayout::arrowsFindNeighbours()
{
    const GraphLayout layout = layoutGraph(graph(u"a b<a c<a d<a e<b,c,d"_s));
    QCOMPARE(graphNeighbour(layout, 0, GraphStep::Forward), 2); // straight on
    QCOMPARE(graphNeighbour(layout, 2, GraphStep::Before), 1);
    QCOMPARE(graphNeighbour(layout, 2, GraphStep::After), 3);
    QCOMPARE(graphNeighbour(layout, 3, GraphStep::After), 3); // nobody there
    QCOMPARE(graphNeighbour(layout, 3, GraphStep::Forward), 4);
    QCOMPARE(graphNeighbour(layout, 4, GraphStep::Back), 2);
    QCOMPARE(graphNeighbour(layout, 0, GraphStep::Back), 0);
}

QTEST_GUILESS_MAIN(TestGraphLayout)
#include "tst_graphlayout.moc"
