#pragma once

#include "policy/schedule.h"

#include <QWidget>

namespace cairn {

/// Draws when attempts start and end that all fail: for each a bar where it is expected, over the band in which its jitter may
/// place it, on one axis of time with the limits that end it all.
class SchedulePicture : public QWidget
{
    Q_OBJECT
public:
    explicit SchedulePicture(QWidget *parent = nullptr);

    void setSchedule(const Schedule &schedule, Milliseconds attemptLimit);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Limit
    {
        Milliseconds at;
        QString name;
    };

    QList<Limit> limits() const;
    Milliseconds span() const;
    double xOf(Milliseconds at) const;
    int rowHeight() const;
    QRect chart() const;
    QString tipOf(const ScheduledAttempt &attempt) const;
    void paintAxis(QPainter &painter);
    void paintLimits(QPainter &painter);
    void paintAttempt(QPainter &painter, const ScheduledAttempt &attempt, int row);

    Schedule m_schedule;
    Milliseconds m_attemptLimit{0};
};

} // namespace cairn
