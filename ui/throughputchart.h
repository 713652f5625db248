#pragma once

#include "insight/figures.h"

#include <QWidget>

class QBarSet;
class QCategoryAxis;
class QChart;
class QValueAxis;

namespace cairn {

/// Runs by what they came to over a period, as stacked bars; a click on a piece of a bar lists its runs, if they came to their
/// end.
class ThroughputChart : public QWidget
{
    Q_OBJECT
public:
    explicit ThroughputChart(QWidget *parent = nullptr);
    void setThroughput(const Bars &bars, const QList<Outcomes> &throughput);

Q_SIGNALS:
    /// Runs that came to `state`, at which they end, between two moments.
    void outcomeWanted(cairn::RunState state, cairn::Timestamp from, cairn::Timestamp until);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void dress();
    void fill();
    void labelMoments();
    QString barText(int bar, RunState state) const;

    Bars m_bars;
    QList<Outcomes> m_throughput;
    QChart *m_chart;
    QCategoryAxis *m_moments;
    QValueAxis *m_counts;
};

} // namespace cairn
