#pragma once

#include "control/runbookdesk.h"

#include <QWidget>

class QCheckBox;
class QPushButton;
class QVBoxLayout;

namespace cairn {

class RunbookText;
class TonedLabel;

/// A step of a runbook: a box to tick, what is to be done, and who did it.
class StepRow : public QWidget
{
    Q_OBJECT
public:
    explicit StepRow(const RunbookPart &part, QWidget *parent = nullptr);

    void setTick(const std::optional<RunbookTick> &tick);
    /// `why` it cannot be ticked; empty: it can.
    void setReadOnly(const QString &why);

Q_SIGNALS:
    void ticked(bool ticked);
    void linkWanted(const QUrl &url);

private:
    QCheckBox *m_box;
    RunbookText *m_text;
    TonedLabel *m_who;
};

/// An action of a runbook: its button, how it fared before, and what came of it now.
class ActionRow : public QWidget
{
    Q_OBJECT
public:
    explicit ActionRow(const RunbookPart &part, QWidget *parent = nullptr);

    void setHelped(const std::optional<Helped> &helped);
    /// Of this action, oldest first.
    void setDeeds(const QList<DeedOutcome> &deeds);
    /// `why` it cannot be carried out; empty: it can.
    void setReadOnly(const QString &why);

Q_SIGNALS:
    void wanted();

private:
    QPushButton *m_button;
    TonedLabel *m_helped;
    QVBoxLayout *m_results;
    QList<TonedLabel *> m_lines;
};

} // namespace cairn
