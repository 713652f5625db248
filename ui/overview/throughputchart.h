#pragma once

#include "insight/figures.h"

#include <QWidget>

class QBarSet;
class QCategoryAxis;
class QChart;
class QChartView;
class QValueAxis;

namespace cairn {

/// The ends of runs over a period, by what they came to, as stacked bars: a run that blocks once more has come to another. A
/// click on a piece of a bar lists its runs, and so does Enter: Left and Right go from bar to bar, Up and Down from piece to
/// piece.
class ThroughputChart : public QWidget
{
    Q_OBJECT
public:
    explicit ThroughputChart(QWidget *parent = nullptr);
    void setThroughput(const Bars &bars, const QList<Outcomes> &throughput);

Q_SIGNALS:
    /// Runs that came to `state` between two moments.
    void outcomeWanted(cairn::RunState state, cairn::Timestamp from, cairn::Timestamp until);

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void build();
    void dress();
    void fill();
    void labelMoments();
    void ask(int bar, RunState state);
    QString barText(int bar, RunState state) const;
    bool hasPiece(int bar, int piece) const;
    int nearestBar(int from, int step) const;
    int nearestPiece(int bar, int from, int step) const;
    void moveTo(int bar, int piece);
    void markCurrent();

    Bars m_bars;
    QList<Outcomes> m_throughput;
    int m_bar = -1; ///< that the keys are at; -1: none has been yet
    int m_piece = 0;
    QList<QBarSet *> m_pieces;
    QChart *m_chart;
    QChartView *m_view;
    QCategoryAxis *m_moments;
    QValueAxis *m_counts;
};

} // namespace cairn
