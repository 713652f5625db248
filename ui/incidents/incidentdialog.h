#pragma once

#include "control/incidentdesk.h"
#include "ui/parts/reasondialog.h"

namespace cairn {

/// Asks for what an act about an incident takes: to whom it is given, or the note itself, and why.
class IncidentDialog : public ReasonDialog
{
    Q_OBJECT
public:
    /// `act`: Assign, Escalate or Note; nobody is asked anything for Acknowledge.
    IncidentDialog(IncidentAct act, const IncidentDetail &incident, QWidget *parent = nullptr);

    /// To whom, or the note.
    QString detail() const;

private:
    QLineEdit *m_detail;
};

} // namespace cairn
