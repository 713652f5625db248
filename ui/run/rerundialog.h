#pragma once

#include "control/editdesk.h"
#include "ui/parts/reasondialog.h"

class QRadioButton;

namespace cairn {

/// Asks on which version of its pipeline a run is to be run again, from the start or from a step, and why.
class RerunDialog : public ReasonDialog
{
    Q_OBJECT
public:
    /// `from` empty: from the start.
    RerunDialog(Desk &desk, const RunRecord &run, const StepId &from, QWidget *parent = nullptr);

    bool isOnNewest() const;

private:
    void present(const VersionComparison &comparison);

    QRadioButton *m_pinned;
    QRadioButton *m_newest;
    QLabel *m_note;
};

} // namespace cairn
