#pragma once

#include <QHash>
#include <QList>

#include <optional>
#include <utility>

namespace cairn {

/// A graph whose nodes have their layers: finds their order within each layer, with few crossings, and places that leave edges
/// as straight as can be. Lines over several layers go through waypoints, which lines from the same node share.
class LayeredGraph
{
public:
    int addNode(int layer);
    /// From a node to one in a lower layer: the vertices it runs through, both ends included.
    QList<int> addEdge(int from, int to);
    void arrange();

    int layer(int vertex) const { return m_vertices[vertex].layer; }
    /// Where its cell begins, from 0.
    double across(int vertex) const { return m_vertices[vertex].middle - 0.5; }
    double breadth() const { return m_breadth; }

private:
    struct Vertex
    {
        int layer = 0;
        double size = 1; ///< a waypoint needs less room
        double middle = 0;
        double rank = 0;
        QList<int> above;
        QList<int> below;
        bool isNode() const { return size >= 1; }
    };
    using Layers = QList<QList<int>>;

    int addVertex(int layer, double size);
    void join(int upper, int lower);
    void orderLayers();
    void sortLayer(QList<int> &layer, bool byAbove);
    void setRanks();
    qint64 crossings() const;
    void placeLayers();
    void placeLayer(const QList<int> &layer, bool above, bool below);
    std::optional<double> middleOf(const QList<int> &others, bool preferNodes) const;
    double wish(const Vertex &vertex, bool above, bool below) const;

    QList<Vertex> m_vertices;
    Layers m_layers;
    QHash<std::pair<int, int>, int> m_waypoints; ///< of a node in a layer
    double m_breadth = 0;
};

} // namespace cairn
