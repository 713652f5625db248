#pragma once

#include "control/desk.h"

#include <QAction>

namespace cairn {

/// The one set of actions on runs, shared by menu, toolbar and context menus: asks, then hands commands to the desk.
class RunActions : public QObject
{
    Q_OBJECT
public:
    RunActions(Desk &desk, QWidget *window);

    /// The runs that the actions are about; what cannot be asked for them is disabled.
    void setRuns(const QList<RunRecord> &runs);

    QAction *open() const { return m_open; }
    QAction *copyId() const { return m_copyId; }
    QAction *command(CommandKind kind) const { return m_commands.value(kind); }
    /// Asks for confirmation and reason, then requests it for those of `runs` that it can be asked for.
    void ask(CommandKind kind, const QList<RunRecord> &runs);
    /// Open, the commands, copy; with separators.
    QList<QAction *> all() const;

Q_SIGNALS:
    void openRequested();
    /// Something to tell: it went well, or it went wrong.
    void told(const QString &text);
    void failed(const cairn::Error &error);

private:
    QAction *addAction(const QString &text, const QString &name, const QString &icon, const QList<QKeySequence> &keys);
    void send(CommandKind kind, const QList<RunRecord> &runs, const QString &reason);

    Desk &m_desk;
    QWidget *m_window;
    QString m_actor;
    QList<RunRecord> m_runs;
    QAction *m_open;
    QAction *m_copyId;
    QMap<CommandKind, QAction *> m_commands;
};

} // namespace cairn
