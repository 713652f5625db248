#pragma once

#include "control/bulkdesk.h"
#include "ui/parts/reasondialog.h"

class QRadioButton;

namespace cairn {

/// Asks before something is done about all failing steps of an incident: what it will do, to how many, in which way, and why.
class OrderDialog : public ReasonDialog
{
    Q_OBJECT
public:
    /// `kind`: Retry or Skip. `preview`: of that order.
    OrderDialog(CommandKind kind, const Incident &incident, const BulkPreview &preview, QWidget *parent = nullptr);

    /// As it was asked for; whose it is, is not filled in.
    BulkOrder order() const;

private:
    QWidget *buildWays(qint64 count);

    CommandKind m_kind;
    qint64 m_incident;
    Timestamp m_counted;
    QRadioButton *m_canary = nullptr;
};

} // namespace cairn
