#pragma once

#include "control/review.h"

#include <QDialog>

class QLineEdit;

namespace cairn {

/// Says what applying the workspace's files will change, and asks for the reason that is kept with it.
class ApplyDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ApplyDialog(const QList<Drift> &drift, QWidget *parent = nullptr);

    QString reason() const;

private:
    QLineEdit *m_reason;
};

} // namespace cairn
