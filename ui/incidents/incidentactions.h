#pragma once

#include "control/bulkdesk.h"
#include "control/incidentdesk.h"

#include <QAction>

namespace cairn {

class IncidentDialog;

/// The one set of actions on an incident, shared by its page, menus and the palette: asks, then hands it to the desk.
class IncidentActions : public QObject
{
    Q_OBJECT
public:
    /// `workspace`: its folder, which links name.
    IncidentActions(Desk &desk, const QString &workspace, QWidget *window);

    /// What the actions are about, as it was shown; what cannot be done about it is disabled.
    void setIncident(const std::optional<IncidentDetail> &incident);

    QAction *act(IncidentAct act) const { return m_acts.value(act); }
    /// Retry or Skip all failing steps.
    QAction *command(CommandKind kind) const { return m_commands.value(kind); }
    QAction *showRuns() const { return m_showRuns; }
    QAction *copyLink() const { return m_copyLink; }
    /// One edit for what all failing steps send.
    QAction *patch() const { return m_patch; }
    QAction *draft() const { return m_draft; }
    /// All, with separators.
    QList<QAction *> all() const;

Q_SIGNALS:
    /// To be written into the filter of the list of runs.
    void runsWanted(const QString &filter);
    void fileWanted(qint64 incident);
    void draftWanted(qint64 incident);
    /// Something was done, or somebody else was first: what is shown is to be read again.
    void outdated();
    /// An order about many was recorded, of which so many targets were counted: what comes of it is to be shown.
    void orderGiven(qint64 bulk, qint64 expected);
    /// It could not be done, because somebody else was first.
    void overtaken(const QString &text);
    void failed(const cairn::Error &error);

private:
    QAction *addAction(const QString &text, const QString &name, const QString &icon, const QKeySequence &key = {});
    void ask(IncidentAct act);
    void order(CommandKind kind);
    void confirm(CommandKind kind, const Incident &incident, const BulkPreview &preview);
    void askPatch();
    void handle(IncidentAct act, const IncidentDetail &incident, IncidentDialog *asked);
    void tellWhoCameFirst(IncidentAct act, qint64 incident, const Error &error, IncidentDialog *asked);

    Desk &m_desk;
    IncidentDesk m_incidents;
    BulkDesk m_bulk;
    const QString m_workspace;
    QWidget *m_window;
    QString m_actor;
    std::optional<IncidentDetail> m_incident;
    QMap<IncidentAct, QAction *> m_acts;
    QMap<CommandKind, QAction *> m_commands;
    QAction *m_patch;
    QAction *m_saveFile;
    QAction *m_draft;
    QAction *m_showRuns;
    QAction *m_copyLink;
    bool m_isCounting = false; ///< for the question that an order begins with
};

} // namespace cairn
