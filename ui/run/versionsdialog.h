#pragma once

#include "control/editdesk.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace cairn {

class LinedText;
class TonedLabel;

/// What the newest version of a pipeline would send and decide otherwise for a run, played over its recorded answers; from here
/// the run goes on with that version, or is run again on it.
class VersionsDialog : public QDialog
{
    Q_OBJECT
public:
    VersionsDialog(Desk &desk, const QString &root, const RunRecord &run, const StepId &from, QWidget *parent = nullptr);

Q_SIGNALS:
    void resumeWanted(const QString &reason);
    void rerunWanted(const QString &reason);

private:
    QWidget *buildMiddle();
    void present(const VersionComparison &comparison);
    void presentStep(int row);
    void updateButtons();

    const Desk &m_desk;
    VersionComparison m_comparison;
    StepId m_from;
    TonedLabel *m_summary;
    QListWidget *m_steps;
    QLabel *m_decision;
    LinedText *m_request;
    TonedLabel *m_why;
    QLineEdit *m_reason;
    QPushButton *m_resume;
    QPushButton *m_rerun;
};

} // namespace cairn
