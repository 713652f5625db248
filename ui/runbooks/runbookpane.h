#pragma once

#include "control/runbookdesk.h"
#include "ui/parts/refresher.h"
#include "ui/payload/payloadorigin.h"

#include <QWidget>

class QComboBox;
class QStackedWidget;

namespace cairn {

class DeedDialog;
class EmptyState;
class RunbookOpener;
class RunbookPage;
class TonedLabel;

/// The runbook that fits an incident, to be followed beside it: steps to tick, actions to carry out, what came of them. The first
/// of either begins the session, in which all is recorded.
class RunbookPane : public QWidget
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder.
    RunbookPane(Desk &desk, const QString &root, QWidget *parent = nullptr);

    /// What is being read stays while it is the same incident.
    void showIncident(const Incident &incident);
    void clear();

Q_SIGNALS:
    /// As it stands by now.
    void shown();
    /// To be written into the filter of the list of runs.
    void runsWanted(const QString &filter);
    /// To be edited.
    void serviceWanted(const QString &name);
    void runWanted(cairn::RunId id);
    void payloadWanted(const cairn::PayloadRef &payload, const QString &title, const std::optional<cairn::RunDetail> &run,
                       const cairn::PayloadOrigin &origin);
    /// A link of the page was followed.
    void linkWanted(const QUrl &url);
    void told(const QString &text);
    void failed(const cairn::Error &error);

private:
    QWidget *buildHead();
    void connectParts();
    void read();
    void take(const FollowedRunbook &followed);
    void presentHead();
    void presentChoice();
    void choose(int index);
    void tick(int step, bool ticked);
    void act(int action);
    void askToDecide(int action);
    void ask(int action, const IncidentDetail &meant);
    bool isShown(const FollowedRunbook &seen) const;
    void confirm(int action, DeedDialog *asked);
    void carryOut(int action, qint64 seenDeed, DeedDialog *asked);
    void inSession(DeedDialog *asked, std::function<void(qint64)> then);
    template <typename T> void finish(const Result<T> &done, DeedDialog *asked);

    Desk &m_desk;
    RunbookDesk m_runbooks;
    Refresher m_refresher;
    RunbookOpener *m_opener;
    TonedLabel *m_call;
    QComboBox *m_choice;
    TonedLabel *m_state;
    RunbookPage *m_page;
    EmptyState *m_empty;
    QStackedWidget *m_whole;
    qint64 m_incident = 0; ///< 0: none
    QString m_chosen;      ///< by hand; empty: what is followed, or fits best
    std::optional<FollowedRunbook> m_followed;
    int m_question = 0; ///< the last one asked: older answers do not count
};

} // namespace cairn
