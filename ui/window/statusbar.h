#pragma once

#include "control/desk.h"
#include "ui/parts/refresher.h"

#include <QStatusBar>

class QLabel;
class QToolButton;

namespace cairn {

class IntakeProgress;
class StateChip;
class Submitter;
class TonedLabel;

/// The window's lower edge: how many runs are in which state, who carries them, how fresh all this is.
class StatusBar : public QStatusBar
{
    Q_OBJECT
public:
    explicit StatusBar(Desk &desk, QWidget *parent = nullptr);

    /// What the program knows of its own runner; `bad`: it will not carry runs.
    void showRunnerState(const QString &text, bool bad);

    /// Runs that go on by themselves, as it was read last.
    qint64 moving() const;
    /// From now on, says how far files are that become runs. `submitter` goes with the window.
    void showIntake(Submitter &submitter);
    /// Files that are not taken in yet.
    int takingIn() const;
    /// Those that are not resolved; 0: nothing is said of them.
    void setIncidents(qint64 unresolved);

Q_SIGNALS:
    void stateWanted(cairn::RunState state);
    void incidentsWanted();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void read();
    void present(const Overview &overview);
    void showRunner();
    void showLag();
    void showUpdated();
    void fitChips();

    Desk &m_desk;
    Refresher m_refresher;
    QTimer m_heartbeat; ///< a holder's death commits nothing
    QWidget *m_chipArea;
    QToolButton *m_incidents;
    Submitter *m_submitter = nullptr;
    IntakeProgress *m_intake = nullptr;
    QList<StateChip *> m_chips;
    QLabel *m_runnerIcon;
    TonedLabel *m_runner;
    TonedLabel *m_lag;
    TonedLabel *m_updated;
    QString m_stateText;
    bool m_stateBad = false;
    std::optional<Overview> m_overview;
    std::optional<Timestamp> m_updatedAt;
};

} // namespace cairn
