#pragma once

#include "insight/figures.h"

#include <QWidget>

class QCategoryAxis;
class QChart;

namespace cairn {

/// How long steps took to recover, median and 90th percentile by week, on a scale of decades.
class RecoveryChart : public QWidget
{
    Q_OBJECT
public:
    explicit RecoveryChart(QWidget *parent = nullptr);
    void setWeeks(const QList<RecoveryWeek> &weeks);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void dress();
    void fill();
    void addLine(const QString &name, const QColor &colour, std::optional<Milliseconds> RecoveryWeek::*value);

    QList<RecoveryWeek> m_weeks;
    QChart *m_chart;
    QCategoryAxis *m_moments;
    QCategoryAxis *m_durations;
};

} // namespace cairn
