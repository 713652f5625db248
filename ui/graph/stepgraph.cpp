#include "ui/graph/stepgraph.h"

#include "ui/graph/stepnode.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/focusmark.h"
#include "ui/parts/handfocus.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolButton>

#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr double GapAlong = 34; ///< between layers, where lines bend
constexpr double GapAcross = 14;
constexpr double Margin = 12;
constexpr double LeastZoom = 0.25;
constexpr double MostZoom = 2.5;
constexpr double ZoomStep = 1.2;
constexpr double ArrowLength = 6;

StepFace faceOf(const StepProgress &step, const QList<StepProgress> &items, bool ready)
{
    StepFace face;
    face.look = ready && step.state == StepState::Pending ? Look::Ready : lookOf(step.state);
    face.tries = step.tries;
    face.items = step.items.value_or(0);
    for (const StepProgress &item : items) {
        face.passed += isPassed(item.state);
        face.failed += item.isSettled() && !isPassed(item.state);
    }
    return face;
}

} // namespace

/// The ground that nodes stand on; paints the lines between them.
class StepGraph::Canvas : public QWidget
{
public:
    explicit Canvas(StepGraph &graph) : m_graph(graph) {}

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(m_graph.m_zoom, m_graph.m_zoom);
        for (const bool near : {false, true}) { // those of the current step above the others
            for (const GraphEdge &edge : m_graph.m_layout.edges) {
                const bool touches = edge.from == m_graph.m_current || edge.to == m_graph.m_current;
                if (touches == near)
                    paintEdge(painter, edge, near);
            }
        }
    }

private:
    void paintEdge(QPainter &painter, const GraphEdge &edge, bool near)
    {
        const QColor base = palette().color(QPalette::Base);
        const auto face = m_graph.m_nodes[edge.from]->face();
        const bool done = face && (face->look == Look::Succeeded || face->look == Look::Skipped || face->look == Look::Degraded);
        QColor ink = blend(palette().color(QPalette::Text), base, done ? 0.6 : 0.32);
        if (near)
            ink = blend(palette().color(QPalette::Active, QPalette::Highlight), palette().color(QPalette::Text), 0.8);
        const QPainterPath path = lineOf(edge);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(ink, near ? 1.8 : 1.3));
        painter.drawPath(path);
        const bool sideways = m_graph.m_flow == Qt::Horizontal;
        const QPointF tip = path.currentPosition() + (sideways ? QPointF(ArrowLength, 0) : QPointF(0, ArrowLength));
        const QPointF back = path.currentPosition(), aside = sideways ? QPointF(0, 3.4) : QPointF(3.4, 0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawPolygon(QPolygonF({tip, back + aside, back - aside}));
    }

    /// Bends in the gaps between layers and runs straight past the nodes of a layer.
    QPainterPath lineOf(const GraphEdge &edge) const
    {
        const double length = m_graph.m_flow == Qt::Horizontal ? m_graph.m_nodeSize.width() : m_graph.m_nodeSize.height();
        const auto at = [&](const QPointF &point, bool end, double back = 0) {
            const double layer = std::floor(point.y());
            return m_graph.onCanvas(Margin + layer * (length + GapAlong) + (end ? length : 0) - back, point.x());
        };
        QPainterPath path(at(edge.points.first(), true));
        for (qsizetype i = 1; i < edge.points.size(); ++i) {
            const bool last = i + 1 == edge.points.size();
            const QPointF from = path.currentPosition(), to = at(edge.points[i], false, last ? ArrowLength : 0);
            if (m_graph.m_flow == Qt::Horizontal)
                path.cubicTo({(from.x() + to.x()) / 2, from.y()}, {(from.x() + to.x()) / 2, to.y()}, to);
            else
                path.cubicTo({from.x(), (from.y() + to.y()) / 2}, {to.x(), (from.y() + to.y()) / 2}, to);
            if (!last)
                path.lineTo(at(edge.points[i], true));
        }
        return path;
    }

    StepGraph &m_graph;
};

StepGraph::StepGraph(Qt::Orientation flow, QWidget *parent)
    : QScrollArea(parent), m_flow(flow), m_canvas(new Canvas(*this)), m_tools(new QWidget(this))
{
    setObjectName(u"stepGraph"_s);
    setAccessibleName(tr("Steps as a graph"));
    setFrameShape(QFrame::NoFrame);
    setBackgroundRole(QPalette::Base);
    setFocusPolicy(Qt::NoFocus);
    handFocus(this, [this]() -> QWidget * { return m_current >= 0 ? m_nodes[m_current] : nullptr; });
    setAlignment(Qt::AlignCenter);
    setWidget(m_canvas);
    buildTools();
}

void StepGraph::buildTools()
{
    m_tools->setObjectName(u"graphTools"_s);
    auto *row = new QHBoxLayout(m_tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    const auto add = [&](const QString &name, const QString &icon, const QString &text, const QString &key, auto press) {
        auto *button = new QToolButton;
        button->setObjectName(name);
        button->setIcon(tintedIcon(icon));
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::NoFocus); // the keys do the same
        button->setAccessibleName(text);
        button->setToolTip(u"%1 (%2)"_s.arg(text, key));
        connect(button, &QToolButton::clicked, this, press);
        row->addWidget(button);
    };
    add(u"zoomOut"_s, u"zoom_out"_s, tr("Smaller"), u"-"_s, [this] { zoomBy(1 / ZoomStep); });
    add(u"zoomFit"_s, u"zoom_fit"_s, tr("Fit all of it in"), u"0"_s, [this] { fit(); });
    add(u"zoomIn"_s, u"zoom_in"_s, tr("Larger"), u"+"_s, [this] { zoomBy(ZoomStep); });
}

void StepGraph::setPipeline(const Pipeline &pipeline)
{
    QList<GraphNode> graph;
    for (const Step &step : pipeline.steps) {
        GraphNode node{step.id.name(), {}};
        for (const StepId &need : step.needs)
            node.needs.append(need.name());
        graph.append(node);
    }
    if (graph == m_graph && pipeline.steps == m_steps)
        return;
    const StepId current = this->current();
    const bool focused = hasFocus() || (m_current >= 0 && m_nodes[m_current]->hasFocus());
    if (graph != m_graph)
        m_layout = layoutGraph(graph);
    m_graph = graph;
    rebuild(pipeline);
    setCurrent(current);
    if (focused && m_current >= 0)
        m_nodes[m_current]->setFocus(Qt::OtherFocusReason);
}

void StepGraph::rebuild(const Pipeline &pipeline)
{
    m_steps = pipeline.steps;
    m_current = -1;
    m_hasProgress = false;
    for (StepNode *node : std::exchange(m_nodes, {})) { // one of them may be what asked for this
        node->setParent(nullptr);
        node->deleteLater();
    }
    for (const Step &step : pipeline.steps) {
        const int index = int(m_nodes.size());
        auto *node = new StepNode(step, m_canvas);
        connect(node, &QAbstractButton::pressed, this, [this, index] { choose(index); });
        connect(node, &StepNode::opened, this, [this, index] { Q_EMIT opened(m_nodes[index]->step()); });
        node->show();
        tabAfter(m_nodes.isEmpty() ? static_cast<QWidget *>(m_canvas) : m_nodes.last(), node);
        m_nodes.append(node);
    }
    measure();
    makeCurrent(m_nodes.isEmpty() ? -1 : 0);
}

/// All nodes are of one size, which no state changes.
void StepGraph::measure()
{
    m_nodeSize = QSize(0, 0);
    for (const StepNode *node : std::as_const(m_nodes))
        m_nodeSize = m_nodeSize.expandedTo(node->naturalSize(m_hasProgress));
    if (m_fits)
        fit();
    else
        place();
}

void StepGraph::setProgress(const RunProgress &progress, const QList<StepKey> &ready)
{
    bool any = false;
    for (StepNode *node : std::as_const(m_nodes)) {
        const StepProgress *step = progress.step(node->step());
        node->setFace(step ? std::optional(faceOf(*step, progress.items(node->step()), ready.contains(step->key())))
                           : std::nullopt);
        any = any || step;
    }
    if (std::exchange(m_hasProgress, any) != any)
        measure();
    m_canvas->update();
}

StepId StepGraph::current() const
{
    return m_current >= 0 ? m_nodes[m_current]->step() : StepId();
}

void StepGraph::setCurrent(const StepId &step)
{
    for (int i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i]->step() == step)
            makeCurrent(i);
    }
}

void StepGraph::makeCurrent(int node)
{
    if (m_current >= 0)
        m_nodes[m_current]->setCurrent(false);
    const bool focused = m_current >= 0 && m_nodes[m_current]->hasFocus();
    m_current = node;
    if (node < 0)
        return;
    m_nodes[node]->setCurrent(true);
    if (focused)
        m_nodes[node]->setFocus(Qt::OtherFocusReason);
    ensureWidgetVisible(m_nodes[node], int(GapAlong), int(GapAcross));
    m_canvas->update();
}

/// By a person.
void StepGraph::choose(int node)
{
    const bool another = node != m_current;
    makeCurrent(node);
    if (another)
        Q_EMIT currentChanged(m_nodes[node]->step());
}

QSize StepGraph::naturalSize() const
{
    const bool sideways = m_flow == Qt::Horizontal;
    const double along = m_layout.layers * ((sideways ? m_nodeSize.width() : m_nodeSize.height()) + GapAlong) - GapAlong;
    const double across = m_layout.breadth * ((sideways ? m_nodeSize.height() : m_nodeSize.width()) + GapAcross) - GapAcross;
    const QSizeF size(std::max(0.0, along) + 2 * Margin, std::max(0.0, across) + 2 * Margin);
    return (sideways ? size : size.transposed()).toSize();
}

/// `across` in cells.
QPointF StepGraph::onCanvas(double along, double across) const
{
    const bool sideways = m_flow == Qt::Horizontal;
    const double pitch = (sideways ? m_nodeSize.height() : m_nodeSize.width()) + GapAcross;
    const double aside = Margin + across * pitch - GapAcross / 2;
    return sideways ? QPointF(along, aside) : QPointF(aside, along);
}

QRectF StepGraph::cellArea(const QRectF &cell) const
{
    const double length = m_flow == Qt::Horizontal ? m_nodeSize.width() : m_nodeSize.height();
    QRectF area{QPointF(), QSizeF(m_nodeSize)};
    area.moveCenter(onCanvas(Margin + cell.top() * (length + GapAlong) + length / 2, cell.center().x()));
    return area;
}

void StepGraph::place()
{
    m_canvas->resize((QSizeF(naturalSize()) * m_zoom).toSize());
    for (int i = 0; i < m_nodes.size(); ++i) {
        const QRectF area = cellArea(m_layout.cells[i]);
        m_nodes[i]->setGeometry(QRectF(area.topLeft() * m_zoom, area.size() * m_zoom).toRect());
        m_nodes[i]->setZoom(m_zoom);
    }
    m_canvas->update();
}

void StepGraph::fit()
{
    m_fits = true;
    const QSizeF room = maximumViewportSize(), needed = naturalSize();
    const double zoom = std::min(room.width() / needed.width(), room.height() / needed.height());
    m_zoom = std::clamp(zoom, LeastReadable, 1.0);
    place();
    if (m_current >= 0)
        ensureWidgetVisible(m_nodes[m_current], int(GapAlong), int(GapAcross));
}

void StepGraph::zoomBy(double factor)
{
    setZoom(m_zoom * factor, viewport()->rect().center());
}

/// What lies under `fixed` stays there.
void StepGraph::setZoom(double zoom, const QPoint &fixed)
{
    m_fits = false;
    const QPointF point = QPointF(m_canvas->mapFrom(viewport(), fixed)) / m_zoom;
    m_zoom = std::clamp(zoom, LeastZoom, MostZoom);
    place();
    const QPointF moved = point * m_zoom - QPointF(fixed);
    horizontalScrollBar()->setValue(qRound(moved.x()));
    verticalScrollBar()->setValue(qRound(moved.y()));
}

bool StepGraph::stepBy(int key)
{
    const bool sideways = m_flow == Qt::Horizontal;
    const QHash<int, GraphStep> steps{{sideways ? Qt::Key_Right : Qt::Key_Down, GraphStep::Forward},
                                      {sideways ? Qt::Key_Left : Qt::Key_Up, GraphStep::Back},
                                      {sideways ? Qt::Key_Up : Qt::Key_Left, GraphStep::Before},
                                      {sideways ? Qt::Key_Down : Qt::Key_Right, GraphStep::After}};
    if (m_current < 0 || !steps.contains(key))
        return false;
    choose(graphNeighbour(m_layout, m_current, steps.value(key)));
    return true;
}

void StepGraph::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomBy(ZoomStep); return;
    case Qt::Key_Minus: zoomBy(1 / ZoomStep); return;
    case Qt::Key_0: fit(); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current >= 0)
            Q_EMIT opened(current());
        return;
    default: break;
    }
    if (!stepBy(event->key()))
        event->ignore();
}

void StepGraph::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QScrollArea::wheelEvent(event);
        return;
    }
    setZoom(m_zoom * std::pow(ZoomStep, event->angleDelta().y() / 120.0), event->position().toPoint());
    event->accept();
}

void StepGraph::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (m_tools->parentWidget() == this) {
        m_tools->resize(m_tools->sizeHint());
        m_tools->move(width() - m_tools->width() - 4, 2);
        m_tools->raise();
    }
    if (m_fits)
        fit();
}

void StepGraph::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        measure();
}

} // namespace cairn
