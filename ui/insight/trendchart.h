#pragma once

#include "insight/trends.h"

#include <QWidget>

class QCategoryAxis;
class QChart;
class QChartView;
class QScatterSeries;
class QXYSeries;

namespace cairn {

/// Lines over days or weeks. What is unusual carries a star and the word. Left and Right go from day to day or week to week, Up
/// and Down from line to line, Enter and a click ask for the runs of a point.
class TrendChart : public QWidget
{
    Q_OBJECT
public:
    explicit TrendChart(QWidget *parent = nullptr);

    /// Lines beyond MostLines are not shown.
    void setTrends(const Trends &trends);
    static constexpr int MostLines = 7;
    int shownLines() const { return int(std::min<qsizetype>(m_trends.lines.size(), MostLines)); }
    /// As it is, at twice its size, for a file.
    QImage picture();
    /// Where a point stands, in the widget; nothing where nothing is known.
    std::optional<QPoint> placeOf(int line, int bar) const;
    void setCurrent(int line, int bar);
    int currentLine() const { return m_line; }
    int currentBar() const { return m_bar; }

Q_SIGNALS:
    void currentChanged(int line, int bar);
    void activated(int line, int bar);

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Place
    {
        int line = -1;
        int bar = -1;
    };
    void build();
    void dress();
    void fill();
    void fillMoments();
    void fillValues();
    void addLine(int line);
    void addUnusual();
    void addBudget();
    void attach(QXYSeries *series);
    void ringCurrent();
    double heightOf(double value) const;
    const TrendPoint *point(int line, int bar) const;
    Place nearest(const QPoint &at) const;
    void move(int lines, int bars);

    Trends m_trends;
    int m_line = 0;
    int m_bar = 0;
    QChart *m_chart;
    QChartView *m_view;
    QCategoryAxis *m_moments;
    QCategoryAxis *m_values;
    QScatterSeries *m_ring = nullptr;
};

} // namespace cairn
