#pragma once

#include "control/runbookdesk.h"

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QLineEdit;
class QPushButton;

namespace cairn {

/// Says what an action of a runbook will do, and asks for the reason that is kept with it. Whoever decides about several alike
/// says that each was looked at.
class DeedDialog : public QDialog
{
    Q_OBJECT
public:
    DeedDialog(const RunbookAction &action, const IncidentDetail &incident, QWidget *parent = nullptr);

    QString reason() const;

private:
    QDialogButtonBox *buildButtons(const RunbookAction &action);
    void offerToGo();

    const bool m_needsReason;
    QLineEdit *m_reason;
    QCheckBox *m_each;
    QPushButton *m_go = nullptr;
};

} // namespace cairn
