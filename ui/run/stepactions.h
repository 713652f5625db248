#pragma once

#include "control/editdesk.h"

#include <QAction>

namespace cairn {

/// The one set of actions on a step of a run, or an item of it, shared by toolbar, context menus and palette: what goes on with
/// something changed, and what is decided about that step alone.
class StepActions : public QObject
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder; empty: there is none.
    StepActions(Desk &desk, const QString &root, QWidget *window);

    /// What cannot be asked for the step is disabled. nullopt: for none.
    void setStep(const std::optional<RunDetail> &detail, const StepKey &key);
    /// In the order in which they are offered; with separators.
    QList<QAction *> all() const { return m_all; }
    /// Edit and resume, of whatever step.
    void editStep(const RunRecord &run, const StepKey &key);
    /// Asks for a rerun from the start, if that is offered.
    void startOver() { m_fromStart->trigger(); }

Q_SIGNALS:
    /// A run was started that is to be seen.
    void runWanted(cairn::RunId id);
    void told(const QString &text);
    void failed(const cairn::Error &error);

private:
    QAction *add(const QString &text, const QString &name, const QString &icon, void (StepActions::*act)());
    void addSeparator();
    void edit() { editStep(m_detail->run, m_key); }
    void retry();
    void skip();
    void compare();
    void rerunFromHere();
    void rerunFromStart();
    void copyLink();
    void decideHappened();
    void decideNotHappened();
    void ask(CommandKind kind);
    void askRerun(const StepId &from);
    void rerun(RunId run, const StepId &from, bool latest, const QString &reason);
    void resumeLatest(RunId run, const QString &reason);
    void watch(const Result<qint64> &command);

    Desk &m_desk;
    const QString m_root;
    QWidget *m_window;
    QString m_actor;
    std::optional<RunDetail> m_detail;
    StepKey m_key;
    bool m_asks = false; ///< a retry asks what became of it, and sends nothing
    QList<QAction *> m_all;
    QAction *m_edit;
    QAction *m_retry;
    QAction *m_skip;
    QAction *m_happened;
    QAction *m_notHappened;
    QAction *m_compare;
    QAction *m_fromHere;
    QAction *m_fromStart;
    QAction *m_link;
};

} // namespace cairn
