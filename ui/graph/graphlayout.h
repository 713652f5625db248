#pragma once

#include <QList>
#include <QPointF>
#include <QRectF>
#include <QStringList>

namespace cairn {

/// A node to be laid out: what it is called, and which others come before it. Names of nobody and needs that close a cycle are
/// passed over.
struct GraphNode
{
    QString id;
    QStringList needs;
    bool operator==(const GraphNode &) const = default;
};

/// One line from a node to one that needs it, through the middles of the cells that it crosses.
struct GraphEdge
{
    int from = 0; ///< indices of nodes, as they were given
    int to = 0;
    QList<QPointF> points; ///< one for each layer from `from` to `to`, both included
};

/// Where nodes stand, in cells of 1 × 1: y is the layer, from 0; x lies across it, from 0. Cells do not overlap; each node stands
/// below all that it needs.
struct GraphLayout
{
    QList<QRectF> cells; ///< of the nodes, as they were given
    QList<GraphEdge> edges;
    double breadth = 0; ///< from the first cell's left to the last one's right
    int layers = 0;
};

/// Layered drawing after Sugiyama, Tagawa and Toda (1981): layers by longest path, fewer crossings by barycentres, places by
/// least squares. Deterministic. Parts that hang together stand side by side in the order they were given in, so what is added to
/// one leaves those before it where they are.
GraphLayout layoutGraph(const QList<GraphNode> &nodes);

/// Which neighbour an arrow key goes to.
enum class GraphStep { Forward, Back, Before, After };

/// The node next to `node`: Forward to the nearest that needs it, Back to the nearest that it needs, Before and After within its
/// layer. `node` itself if there is none.
int graphNeighbour(const GraphLayout &layout, int node, GraphStep step);

} // namespace cairn
