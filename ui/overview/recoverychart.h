#pragma once

#include "insight/figures.h"

#include <QWidget>

class QCategoryAxis;
class QChart;
class QChartView;
class QScatterSeries;

namespace cairn {

/// How long steps took to recover, median and 90th percentile by week, on a scale of decades. Left and Right go from week to
/// week; Enter and a click lead to where it is told apart.
class RecoveryChart : public QWidget
{
    Q_OBJECT
public:
    explicit RecoveryChart(QWidget *parent = nullptr);
    void setWeeks(const QList<RecoveryWeek> &weeks);

Q_SIGNALS:
    void trendWanted();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void dress();
    void fill();
    void addLine(const QString &name, const QColor &colour, std::optional<Milliseconds> RecoveryWeek::*value);
    void moveTo(int from, int step);
    void ringCurrent();
    QString weekText(const RecoveryWeek &week) const;

    QList<RecoveryWeek> m_weeks;
    int m_week = -1; ///< that the keys are at; -1: none has been yet
    QChart *m_chart;
    QChartView *m_view;
    QScatterSeries *m_ring = nullptr;
    QCategoryAxis *m_moments;
    QCategoryAxis *m_durations;
};

} // namespace cairn
