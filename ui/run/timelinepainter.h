#pragma once

#include "ui/run/timelinegeometry.h"

#include <QPainter>

#include <functional>

namespace cairn {

/// Paints a timeline: axis, names, and bars in the colours of the states.
class TimelinePainter
{
public:
    TimelinePainter(QPainter &painter, const QPalette &palette, const TimelineGeometry &geometry)
        : m_painter(painter), m_palette(palette), m_geometry(geometry)
    {
    }

    /// That the names of all rows need.
    static int labelWidth(const Timeline &timeline, const QFontMetrics &metrics);
    void paint(const Timeline &timeline, const TimelinePlace &current);

private:
    void paintAxis();
    void paintName(const TimelineRow &row, int number);
    void paintRow(const TimelineRow &row, int number, int current);
    void paintNow(Timestamp now);
    void paintFoot(const TimelineSpan *current);
    void paintLegend(const QRectF &area);
    void paintSpan(const TimelineSpan &span, const QRectF &area, double room, bool current);
    void paintLabel(const TimelineSpan &span, const QRectF &bar, double room);
    void paintAttempt(const TimelineSpan &span, const QRectF &bar);
    void paintWait(const QRectF &bar, Look look, bool open);
    void paintMoment(const QRectF &area, Look look);
    void paintPhase(const QRectF &area, const QColor &ink, int phase);
    QColor base() const { return m_palette.color(QPalette::Base); }
    QColor line(double strength) const { return blend(m_palette.color(QPalette::Text), base(), strength); }

    QPainter &m_painter;
    const QPalette &m_palette;
    const TimelineGeometry &m_geometry;
};

} // namespace cairn
