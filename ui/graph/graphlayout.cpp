#include "ui/graph/graphlayout.h"

#include "ui/graph/layeredgraph.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cairn {

namespace {

using Needs = QList<QList<int>>;

/// Depth-first search that leaves out each need that would lead back to where it came from.
class NeedsFinder
{
public:
    explicit NeedsFinder(const QList<GraphNode> &nodes) : m_nodes(nodes), m_marks(nodes.size()), m_needs(nodes.size())
    {
        for (int i = int(nodes.size()) - 1; i >= 0; --i)
            m_index.insert(nodes[i].id, i);
        for (int i = 0; i < nodes.size(); ++i)
            visit(i);
    }

    Needs needs() const { return m_needs; }

private:
    enum class Mark { New, OnPath, Done };

    void visit(int node)
    {
        if (m_marks[node] != Mark::New)
            return;
        m_marks[node] = Mark::OnPath;
        for (const QString &name : m_nodes[node].needs) {
            const int need = m_index.value(name, -1);
            if (need < 0 || m_marks[need] == Mark::OnPath || m_needs[node].contains(need))
                continue;
            visit(need);
            m_needs[node].append(need);
        }
        m_marks[node] = Mark::Done;
    }

    const QList<GraphNode> &m_nodes;
    QHash<QString, int> m_index;
    QList<Mark> m_marks;
    Needs m_needs;
};

/// The longest way from a node without needs.
QList<int> layersOf(const Needs &needs)
{
    QList<int> layers(needs.size(), -1);
    const auto visit = [&](int node, const auto &self) -> int {
        if (layers[node] < 0) {
            int layer = 0;
            for (int need : needs[node])
                layer = std::max(layer, self(need, self) + 1);
            layers[node] = layer;
        }
        return layers[node];
    };
    for (int node = 0; node < needs.size(); ++node)
        visit(node, visit);
    return layers;
}

/// Nodes that hang together, part by part in the order of each part's first node.
QList<QList<int>> partsOf(const Needs &needs)
{
    QList<int> head(needs.size());
    std::iota(head.begin(), head.end(), 0);
    const auto find = [&head](int node) {
        while (head[node] != node)
            node = head[node] = head[head[node]];
        return node;
    };
    for (int node = 0; node < needs.size(); ++node) {
        for (int need : needs[node]) {
            const int a = find(node), b = find(need);
            head[std::max(a, b)] = std::min(a, b);
        }
    }
    QList<QList<int>> parts;
    QHash<int, qsizetype> places;
    for (int node = 0; node < needs.size(); ++node) {
        const int root = find(node);
        if (!places.contains(root)) {
            places.insert(root, parts.size());
            parts.append(QList<int>());
        }
        parts[places.value(root)].append(node);
    }
    return parts;
}

/// Lays one part out and puts it to the right of those before it.
void placePart(const QList<int> &part, const Needs &needs, const QList<int> &layers, GraphLayout &layout)
{
    LayeredGraph graph;
    QHash<int, int> vertices;
    for (int node : part)
        vertices.insert(node, graph.addNode(layers[node]));
    QList<GraphEdge> edges;
    QList<QList<int>> ways;
    for (int node : part) {
        for (int need : needs[node]) {
            edges.append({need, node, {}});
            ways.append(graph.addEdge(vertices.value(need), vertices.value(node)));
        }
    }
    graph.arrange();
    const double left = layout.breadth;
    for (int node : part) {
        layout.cells[node] = QRectF(left + graph.across(vertices.value(node)), layers[node], 1, 1);
        layout.layers = std::max(layout.layers, layers[node] + 1);
    }
    for (qsizetype i = 0; i < edges.size(); ++i) {
        for (int vertex : ways[i])
            edges[i].points.append(QPointF(left + graph.across(vertex) + 0.5, graph.layer(vertex) + 0.5));
    }
    layout.edges += edges;
    layout.breadth = left + graph.breadth();
}

/// The nearest to `from` across the layers, of those in `nodes`; the first of equals.
int nearest(const GraphLayout &layout, int from, const QList<int> &nodes)
{
    const auto distance = [&](int node) { return std::abs(layout.cells[node].x() - layout.cells[from].x()); };
    const auto found =
        std::min_element(nodes.begin(), nodes.end(), [&](int a, int b) { return distance(a) < distance(b) - 1e-6; });
    return found == nodes.end() ? from : *found;
}

} // namespace

GraphLayout layoutGraph(const QList<GraphNode> &nodes)
{
    GraphLayout layout;
    layout.cells.resize(nodes.size());
    const Needs needs = NeedsFinder(nodes).needs();
    const QList<int> layers = layersOf(needs);
    for (const QList<int> &part : partsOf(needs))
        placePart(part, needs, layers, layout);
    return layout;
}

int graphNeighbour(const GraphLayout &layout, int node, GraphStep step)
{
    QList<int> candidates;
    if (step == GraphStep::Forward || step == GraphStep::Back) {
        for (const GraphEdge &edge : layout.edges) {
            if (step == GraphStep::Forward && edge.from == node)
                candidates.append(edge.to);
            else if (step == GraphStep::Back && edge.to == node)
                candidates.append(edge.from);
        }
    } else {
        const QRectF &cell = layout.cells[node];
        for (int other = 0; other < layout.cells.size(); ++other) {
            const double away = layout.cells[other].x() - cell.x();
            if (layout.cells[other].y() == cell.y() && (step == GraphStep::After ? away > 0 : away < 0))
                candidates.append(other);
        }
    }
    return nearest(layout, node, candidates);
}

} // namespace cairn
