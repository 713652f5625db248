#pragma once

#include "policy/progress.h"
#include "ui/graph/graphlayout.h"

#include <QScrollArea>

namespace cairn {

class StepNode;

/// A pipeline as a picture, steps flowing from left to right or from top to bottom; with a run's progress each step is shown as
/// it stands. Arrow keys go from step to step, Enter opens, + and - zoom, 0 fits it in.
class StepGraph : public QScrollArea
{
    Q_OBJECT
public:
    static constexpr double LeastReadable = 0.62; ///< smaller than that it scrolls instead

    explicit StepGraph(Qt::Orientation flow = Qt::Horizontal, QWidget *parent = nullptr);

    /// Laid out anew only if steps or their needs are others than before; the current step stays if it is still there.
    void setPipeline(const Pipeline &pipeline);
    /// States change, nothing moves. Steps in `ready` are shown so, although no checkpoint says it; those that `progress` does
    /// not know have no state.
    void setProgress(const RunProgress &progress, const QList<StepKey> &ready = {});

    StepId current() const;
    void setCurrent(const StepId &step);
    void zoomBy(double factor);
    double zoom() const { return m_zoom; }
    /// All of it, as far as it can be read; stays fitted when the room changes, until somebody zooms.
    void fit();
    /// Buttons that zoom; over the graph's upper right corner unless somebody puts them elsewhere.
    QWidget *tools() const { return m_tools; }
    /// The room that it takes at a zoom of 1.
    QSize naturalSize() const;

Q_SIGNALS:
    /// By mouse or key.
    void currentChanged(const cairn::StepId &step);
    void opened(const cairn::StepId &step);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    class Canvas;
    friend class Canvas;

    void buildTools();
    void rebuild(const Pipeline &pipeline);
    void measure();
    void place();
    void setZoom(double zoom, const QPoint &fixed);
    void makeCurrent(int node);
    void choose(int node);
    bool stepBy(int key);
    QRectF cellArea(const QRectF &cell) const;
    QPointF onCanvas(double along, double across) const;

    Qt::Orientation m_flow;
    Canvas *m_canvas;
    QWidget *m_tools;
    QList<GraphNode> m_graph;
    QList<Step> m_steps;
    GraphLayout m_layout;
    QList<StepNode *> m_nodes;
    QSize m_nodeSize; ///< at a zoom of 1
    int m_current = -1;
    bool m_hasProgress = false;
    bool m_fits = true;
    double m_zoom = 1;
};

} // namespace cairn
