#pragma once

#include "ui/run/explanation.h"

#include <QFrame>

class QLabel;
class QLayout;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace cairn {

class TonedLabel;

/// The box that says why a run stands still and what can be done about it, with buttons for that.
class WhyBox : public QFrame
{
    Q_OBJECT
public:
    explicit WhyBox(QWidget *parent = nullptr);

    /// Hidden if there is nothing to explain.
    void setExplanation(const Explanation &explanation);

Q_SIGNALS:
    void commandWanted(cairn::CommandKind kind);
    void incidentWanted(qint64 incident);
    void breakerWanted(const QString &service);
    void rerunWanted();
    void editWanted(const cairn::StepKey &step);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void setOthers(const QList<Explanation::Other> &others);
    void addOther();
    void setCommands(const QList<CommandKind> &kinds);

    Look m_look = Look::Pending;
    QLabel *m_title;
    QLabel *m_allowance;
    QLabel *m_cause;
    TonedLabel *m_reason;
    QLabel *m_advice;
    QToolButton *m_incident; ///< leads to it
    qint64 m_incidentNumber = 0;
    QToolButton *m_breaker; ///< leads to its desk
    QString m_gate;
    QVBoxLayout *m_others;
    QList<QToolButton *> m_otherButtons; ///< to those of other steps
    QList<qint64> m_otherNumbers;
    QPushButton *m_edit;
    StepKey m_edited; ///< the step that the box is about, whatever else is chosen
    QLayout *m_buttons;
    QPushButton *m_rerun;
    QList<CommandKind> m_commands;
};

} // namespace cairn
