#pragma once

#include "control/desk.h"
#include "ui/runs/matchselection.h"

#include <QAction>

namespace cairn {

struct CommandSubject;

/// The one set of actions on runs, shared by menu, toolbar and context menus: asks, then hands commands to the desk.
class RunActions : public QObject
{
    Q_OBJECT
public:
    /// `workspace`: its folder, which links name.
    RunActions(Desk &desk, const QString &workspace, QWidget *window);

    /// The runs that the actions are about; what cannot be asked for them is disabled. With `all`, commands are asked for all
    /// that match, of which `runs` are those that are loaded.
    void setRuns(const QList<RunRecord> &runs, const std::optional<MatchingRuns> &all = {});

    QAction *open() const { return m_open; }
    /// A menu of the ways to copy.
    QAction *copy() const { return m_copy; }
    QAction *copyId() const { return m_copyId; }
    QAction *copyLink() const { return m_copyLink; }
    QAction *copyJson() const { return m_copyJson; }
    QAction *command(CommandKind kind) const { return m_commands.value(kind); }
    /// Asks for confirmation and reason, then requests it for those of `runs` that it can be asked for.
    void ask(CommandKind kind, const QList<RunRecord> &runs);
    /// Open, the commands, copy; with separators.
    QList<QAction *> all() const;

Q_SIGNALS:
    void openRequested();
    /// Somebody wants the list of runs that this filter line means.
    void listWanted(const QString &filter);
    /// Something to tell: it went well, or it went wrong.
    void told(const QString &text);
    void failed(const cairn::Error &error);

private:
    QAction *addAction(const QString &text, const QString &name, const QString &icon, const QList<QKeySequence> &keys);
    void addCopyActions();
    void copyAsJson();
    void askForAll(CommandKind kind, const MatchingRuns &runs);
    void lookWhichAreMeant(CommandKind kind, const QList<RunRecord> &runs, const QList<RunRecord> &candidates);
    void askAbout(CommandKind kind, const QList<RunRecord> &runs, const QList<RunRecord> &candidates);
    void confirm(CommandKind kind, const QList<RunRecord> &runs, const CommandSubject &subject);
    void askAboutSteps(CommandKind kind, const RunRecord &run, const QString &leftOut);
    void send(CommandKind kind, const QList<RunRecord> &runs, const QString &reason);
    void decide(CommandKind kind, const RunRecord &run, const QList<StepKey> &steps, const QString &reason);
    void watch(const QList<qint64> &commands, const QHash<RunId, QString> &names);

    QString linkTo(RunId run) const;

    Desk &m_desk;
    const QString m_workspace;
    QWidget *m_window;
    QString m_actor;
    QList<RunRecord> m_runs;
    std::optional<MatchingRuns> m_all;
    bool m_isReading = false; ///< which runs or steps it is, to ask about them
    QAction *m_open;
    QAction *m_copy;
    QAction *m_copyId;
    QAction *m_copyLink;
    QAction *m_copyJson;
    QMap<CommandKind, QAction *> m_commands;
};

} // namespace cairn
