#pragma once

#include <QWidget>

namespace cairn {

/// The settings of whom incidents are told: where they are written, and where one can read about them.
class AlertsPage : public QWidget
{
    Q_OBJECT
public:
    explicit AlertsPage(const QString &workspaceRoot, QWidget *parent = nullptr);

Q_SIGNALS:
    void guideWanted(const QString &page);
};

} // namespace cairn
