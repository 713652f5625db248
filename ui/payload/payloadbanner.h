#pragma once

#include "ui/look/statelook.h"
#include "ui/payload/payloadcheck.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace cairn {

/// Says plainly how far a payload can be trusted.
class PayloadBanner : public QFrame
{
    Q_OBJECT
public:
    explicit PayloadBanner(PayloadCheck &check, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void present();
    void say(Look look, const QString &icon, const QString &text, const QString &button);

    PayloadCheck &m_check;
    Look m_look = Look::Running;
    QString m_icon;
    QLabel *m_text;
    QProgressBar *m_progress;
    QPushButton *m_button;
};

} // namespace cairn
