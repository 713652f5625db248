#pragma once

#include "model/service.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;

namespace cairn {

class SchedulePicture;

/// What a policy does when a service fails: one picks how it fails, and sees and reads what follows.
class ScheduleView : public QWidget
{
    Q_OBJECT
public:
    explicit ScheduleView(QWidget *parent = nullptr);

    void setService(const Service &service);

private:
    QWidget *buildCase();
    void present();

    Service m_service;
    QComboBox *m_failing;
    QSpinBox *m_steps;
    QLabel *m_text;
    SchedulePicture *m_picture;
};

} // namespace cairn
