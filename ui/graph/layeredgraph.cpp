#include "ui/graph/layeredgraph.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace cairn {

namespace {

constexpr double WaypointSize = 0.35;
constexpr int OrderSweeps = 12;
constexpr int PlaceSweeps = 24;
constexpr int LastSweeps = 16;          ///< of those, the ones that look both ways
constexpr double WaypointWeight = 1e-3; ///< they give way: nodes stay in line, long lines bend around them

/// Counts pairs in the wrong order: a binary indexed tree (Fenwick, 1994) over what has been seen.
class InversionCounter
{
public:
    explicit InversionCounter(qsizetype size) : m_tree(size + 1, 0) {}

    void add(qsizetype place)
    {
        ++m_seen;
        for (++place; place < m_tree.size(); place += place & -place)
            ++m_tree[place];
    }
    qint64 seenBeyond(qsizetype place) const
    {
        qint64 upTo = 0;
        for (++place; place > 0; place -= place & -place)
            upTo += m_tree[place];
        return m_seen - upTo;
    }

private:
    QList<qint64> m_tree;
    qint64 m_seen = 0;
};

/// Neighbours in one layer that have been pushed together and share one best place.
struct Block
{
    double wish = 0; ///< of its first vertex, were it alone
    double weight = 0;
    int count = 0;
};

/// The values nearest to `wishes` by weighted squares that never fall: pool adjacent violators.
QList<double> rising(const QList<double> &wishes, const QList<double> &weights)
{
    QList<Block> blocks;
    for (qsizetype i = 0; i < wishes.size(); ++i) {
        blocks.append({wishes[i], weights[i], 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].wish > blocks.last().wish) {
            const Block last = blocks.takeLast();
            Block &merged = blocks.last();
            merged.wish = (merged.wish * merged.weight + last.wish * last.weight) / (merged.weight + last.weight);
            merged.weight += last.weight;
            merged.count += last.count;
        }
    }
    QList<double> values;
    for (const Block &block : std::as_const(blocks))
        values.resize(values.size() + block.count, block.wish);
    return values;
}

} // namespace

int LayeredGraph::addNode(int layer)
{
    return addVertex(layer, 1);
}

int LayeredGraph::addVertex(int layer, double size)
{
    const int index = int(m_vertices.size());
    Vertex vertex;
    vertex.layer = layer;
    vertex.size = size;
    m_vertices.append(vertex);
    if (m_layers.size() <= layer)
        m_layers.resize(layer + 1);
    m_layers[layer].append(index);
    return index;
}

QList<int> LayeredGraph::addEdge(int from, int to)
{
    QList<int> way{from};
    for (int layer = m_vertices[from].layer + 1; layer < m_vertices[to].layer; ++layer) {
        const std::pair<int, int> place(from, layer);
        auto found = m_waypoints.find(place);
        if (found == m_waypoints.end()) {
            const int waypoint = addVertex(layer, WaypointSize);
            join(way.last(), waypoint);
            found = m_waypoints.insert(place, waypoint);
        }
        way.append(*found);
    }
    join(way.last(), to);
    way.append(to);
    return way;
}

void LayeredGraph::join(int upper, int lower)
{
    m_vertices[upper].below.append(lower);
    m_vertices[lower].above.append(upper);
}

void LayeredGraph::arrange()
{
    orderLayers();
    placeLayers();
}

void LayeredGraph::setRanks()
{
    for (const QList<int> &layer : std::as_const(m_layers)) {
        for (qsizetype place = 0; place < layer.size(); ++place)
            m_vertices[layer[place]].rank = double(place);
    }
}

/// Down and up again and again; the best order that was met is kept, of equals the first.
void LayeredGraph::orderLayers()
{
    setRanks();
    Layers best = m_layers;
    qint64 fewest = crossings();
    for (int sweep = 0; sweep < OrderSweeps && fewest > 0; ++sweep) {
        const bool down = sweep % 2 == 0;
        for (qsizetype i = 0; i < m_layers.size(); ++i)
            sortLayer(m_layers[down ? i : m_layers.size() - 1 - i], down);
        const qint64 count = crossings();
        if (count < fewest) {
            fewest = count;
            best = m_layers;
        }
    }
    m_layers = best;
    setRanks();
}

void LayeredGraph::sortLayer(QList<int> &layer, bool byAbove)
{
    QHash<int, double> centres;
    for (int vertex : std::as_const(layer)) {
        const Vertex &self = m_vertices[vertex];
        const QList<int> &others = byAbove ? self.above : self.below;
        const double sum = std::accumulate(others.begin(), others.end(), 0.0,
                                           [this](double total, int other) { return total + m_vertices[other].rank; });
        centres.insert(vertex, others.isEmpty() ? self.rank : sum / double(others.size()));
    }
    std::stable_sort(layer.begin(), layer.end(), [&](int a, int b) { return centres.value(a) < centres.value(b); });
    for (qsizetype place = 0; place < layer.size(); ++place)
        m_vertices[layer[place]].rank = double(place);
}

qint64 LayeredGraph::crossings() const
{
    qint64 count = 0;
    for (qsizetype i = 0; i + 1 < m_layers.size(); ++i) {
        InversionCounter counter(m_layers[i + 1].size());
        for (int vertex : m_layers[i]) {
            const QList<int> &below = m_vertices[vertex].below;
            for (int other : below)
                count += counter.seenBeyond(qsizetype(m_vertices[other].rank));
            for (int other : below)
                counter.add(qsizetype(m_vertices[other].rank));
        }
    }
    return count;
}

/// First side by side; then each layer is drawn towards its neighbours, by turns, and at last towards both.
void LayeredGraph::placeLayers()
{
    for (const QList<int> &layer : std::as_const(m_layers)) {
        double at = 0;
        for (int vertex : layer) {
            m_vertices[vertex].middle = at + m_vertices[vertex].size / 2;
            at += m_vertices[vertex].size;
        }
    }
    for (int sweep = 0; sweep < PlaceSweeps; ++sweep) {
        const bool down = sweep % 2 == 0;
        const bool both = sweep >= PlaceSweeps - LastSweeps;
        for (qsizetype i = 0; i < m_layers.size(); ++i)
            placeLayer(m_layers[down ? i : m_layers.size() - 1 - i], down || both, !down || both);
    }
    double left = std::numeric_limits<double>::max(), right = std::numeric_limits<double>::lowest();
    for (const Vertex &vertex : std::as_const(m_vertices)) {
        left = std::min(left, vertex.middle - vertex.size / 2);
        right = std::max(right, vertex.middle + vertex.size / 2);
    }
    for (Vertex &vertex : m_vertices)
        vertex.middle -= left;
    m_breadth = right - left;
}

/// Nodes follow nodes: a long line that passes by does not pull them aside.
std::optional<double> LayeredGraph::middleOf(const QList<int> &others, bool preferNodes) const
{
    double sum = 0, sumOfNodes = 0;
    int nodes = 0;
    for (int other : others) {
        sum += m_vertices[other].middle;
        if (m_vertices[other].isNode()) {
            sumOfNodes += m_vertices[other].middle;
            ++nodes;
        }
    }
    if (preferNodes && nodes > 0)
        return sumOfNodes / nodes;
    return others.isEmpty() ? std::nullopt : std::optional(sum / double(others.size()));
}

double LayeredGraph::wish(const Vertex &vertex, bool above, bool below) const
{
    double sum = 0;
    int sides = 0;
    for (const QList<int> *others : {above ? &vertex.above : nullptr, below ? &vertex.below : nullptr}) {
        if (const auto middle = others ? middleOf(*others, vertex.isNode()) : std::nullopt) {
            sum += *middle;
            ++sides;
        }
    }
    return sides == 0 ? vertex.middle : sum / sides;
}

void LayeredGraph::placeLayer(const QList<int> &layer, bool above, bool below)
{
    QList<double> wishes, weights, offsets; // less what those before it take up, wishes need only rise
    double offset = 0;
    for (qsizetype i = 0; i < layer.size(); ++i) {
        const Vertex &vertex = m_vertices[layer[i]];
        if (i > 0)
            offset += (m_vertices[layer[i - 1]].size + vertex.size) / 2;
        offsets.append(offset);
        wishes.append(wish(vertex, above, below) - offset);
        weights.append(vertex.isNode() ? 1 : WaypointWeight);
    }
    const QList<double> values = rising(wishes, weights);
    for (qsizetype i = 0; i < layer.size(); ++i)
        m_vertices[layer[i]].middle = values[i] + offsets[i];
}

} // namespace cairn
