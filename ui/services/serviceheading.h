#pragma once

#include "control/servicehealth.h"
#include "ui/services/servicesmodel.h"

#include <QWidget>

class QPushButton;

namespace cairn {

class ElidedLabel;
class TonedLabel;

/// The head of a service's pages: its name, how it does, the revision that rules, and its facts.
class ServiceHeading : public QWidget
{
    Q_OBJECT
public:
    explicit ServiceHeading(QWidget *parent = nullptr);

    /// `fileDiffers`: the workspace's file of it says something else.
    void setHealth(const ServiceHealth &health, Timestamp now, bool fileDiffers = false);
    /// One that is not recorded.
    void setUnknown(const QString &name);

Q_SIGNALS:
    void runsWanted();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void present();

    std::optional<ServiceHealth> m_health;
    Wellbeing m_wellbeing = Wellbeing::Quiet;
    ElidedLabel *m_name;
    ElidedLabel *m_revision;
    TonedLabel *m_state;
    TonedLabel *m_exposed; ///< shown where the service is reached unencrypted
    QWidget *m_pill;
    QPushButton *m_runs;
    Timestamp m_now;
    bool m_fileDiffers = false;
};

} // namespace cairn
