#pragma once

#include "control/runbookdesk.h"
#include "ui/parts/reasondialog.h"

class QCheckBox;

namespace cairn {

/// Says what an action of a runbook will do, and asks for the reason that is kept with it. Whoever decides about several alike
/// says that each was looked at.
class DeedDialog : public ReasonDialog
{
    Q_OBJECT
public:
    DeedDialog(const RunbookAction &action, const IncidentDetail &incident, QWidget *parent = nullptr);

    /// What whoever is asked has before them, and decides by.
    void setSeen(const FollowedRunbook &seen) { m_seen = seen; }
    const FollowedRunbook &seen() const { return m_seen; }

protected:
    bool isComplete() const override;

private:
    FollowedRunbook m_seen;
    QCheckBox *m_each;
};

} // namespace cairn
