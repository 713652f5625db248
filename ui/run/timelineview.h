#pragma once

#include "ui/run/timelinegeometry.h"

#include <QAbstractScrollArea>

namespace cairn {

/// A run over time: a row for each step and item, a bar for each attempt with its phases, hatching while it waits. The wheel
/// zooms (over the names it scrolls), dragging moves; arrow keys go from bar to bar, Enter opens the attempt, + and - zoom, 0
/// shows all.
class TimelineView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit TimelineView(QWidget *parent = nullptr);

    /// Of the same run: what is looked at stays where it is.
    void setTimeline(const Timeline &timeline, bool another);
    /// Marks an attempt without telling of it; -1: none.
    void setCurrentAttempt(int attempt);
    void zoomBy(double factor);
    /// As at first.
    void home();
    /// From beginning to end.
    void showAll();

    /// Where a bar is painted, in the viewport.
    QRect spanArea(int row, int span) const;

Q_SIGNALS:
    /// By mouse or key.
    void attemptChosen(int attempt);
    void attemptOpened(int attempt);

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    const TimelineSpan *current() const { return spanAt(m_timeline, m_current); }
    TimelineGeometry geometry() const;
    void choose(const TimelinePlace &place);
    void reveal();
    void zoomAround(double factor, int x);
    void fitTo(Timestamp end);
    void updateBars();

    Timeline m_timeline;
    TimelinePlace m_current;
    double m_scale = 0.1; ///< pixels a millisecond
    bool m_isHome = true; ///< nobody has zoomed or scrolled along it
    std::optional<QPoint> m_dragFrom;
    QPoint m_dragBars; ///< where the scroll bars stood then
};

} // namespace cairn
