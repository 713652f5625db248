#pragma once

#include "model/records.h"
#include "ui/parts/reasondialog.h"

class QComboBox;
class QSpinBox;

namespace cairn {

/// Asks for how long, and why, a breaker is ordered something.
class BreakerOrderDialog : public ReasonDialog
{
    Q_OBJECT
public:
    /// `held`: runs that wait for the service.
    BreakerOrderDialog(CommandKind kind, const QString &service, qint64 held, QWidget *parent);

    /// 0: such an order does not expire.
    Milliseconds lasts() const;

private:
    QWidget *buildDuration();
    void fitCount();
    Milliseconds unit() const;

    CommandKind m_kind;
    QSpinBox *m_count = nullptr;
    QComboBox *m_unit = nullptr;
};

} // namespace cairn
