#pragma once

#include "control/runbookdesk.h"

#include <QScrollArea>

class QVBoxLayout;

namespace cairn {

class ActionRow;
class StepRow;

/// The pieces of a runbook one below the other, with what has become of them. Scrolls.
class RunbookPage : public QScrollArea
{
    Q_OBJECT
public:
    explicit RunbookPage(QWidget *parent = nullptr);

    /// What can be done on the page.
    enum class Use {
        Reading,   ///< nothing: it stands beside no incident
        Looking,   ///< what only opens something
        Following, ///< all
    };
    /// What is shown stays as it is while it is the same text.
    void setRunbook(const Runbook &runbook, Use use);
    /// How far people have come with the runbook that is shown.
    void setProgress(const FollowedRunbook &followed);
    void clear();

Q_SIGNALS:
    void stepTicked(int step, bool ticked);
    void actionWanted(int action);
    void linkWanted(const QUrl &url);

protected:
    bool event(QEvent *event) override;

private:
    void add(const RunbookPart &part, Use use);

    QWidget *m_whole = nullptr;
    QVBoxLayout *m_column = nullptr;
    QMap<int, StepRow *> m_steps;
    QMap<int, ActionRow *> m_actions;
    Digest m_shown;
};

} // namespace cairn
