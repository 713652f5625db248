#pragma once

#include "ui/payload/payloadmask.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace cairn {

/// "2 payment cards, customer (1)": as it is told under a payload.
QString sightingsText(const QList<DataSighting> &sightings);

/// Says what of a payload is masked, and lets a person see it who says why. Hidden while there is nothing to mask.
class MaskBanner : public QFrame
{
    Q_OBJECT
public:
    /// Its parts are named "…Banner", "…Text", "…Reveal".
    MaskBanner(PayloadMask &mask, const QString &name, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void present();
    void ask();

    PayloadMask &m_mask;
    QLabel *m_text;
    QPushButton *m_reveal;
};

} // namespace cairn
