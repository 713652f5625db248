#pragma once

#include "control/runbookdesk.h"

#include <QDialog>

class QDialogButtonBox;
class QLineEdit;

namespace cairn {

/// Says what an action of a runbook will do, and asks for the reason that is kept with it.
class DeedDialog : public QDialog
{
    Q_OBJECT
public:
    DeedDialog(const RunbookAction &action, const IncidentDetail &incident, QWidget *parent = nullptr);

    QString reason() const;

private:
    QDialogButtonBox *buildButtons(const RunbookAction &action);

    QLineEdit *m_reason;
};

} // namespace cairn
