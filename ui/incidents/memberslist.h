#pragma once

#include "control/incidentdesk.h"
#include "ui/parts/rowsfeed.h"
#include "ui/parts/tableexport.h"

#include <QWidget>

class QAbstractButton;
class QAction;
class QButtonGroup;

namespace cairn {

class MembersModel;
class ValueTable;

/// The single failures of an incident, all of them or those of one fate. Enter opens the run; one can be retried, skipped and
/// edited for itself, and whether one of unknown outcome happened is said of that one. Read only while it is seen.
class MembersList : public QWidget
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder; empty: there is none.
    MembersList(Desk &desk, const QString &root, QWidget *parent = nullptr);

    /// Of that incident; of another one than before, those are shown that need a person, and all where none does.
    void setIncident(const Incident &incident);
    void focusTable();

Q_SIGNALS:
    void runWanted(cairn::RunId run);
    void told(const QString &text);
    void failed(const cairn::Error &error);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildFates();
    void buildTable();
    void ask();
    std::optional<MemberFate> fate() const;
    void openCurrent();
    void addDecisions();
    void offerDecisions();
    bool canAsk(CommandKind kind) const;
    void decide(CommandKind kind);
    void edit();
    void watch(qint64 command);
    void request(const Command &command);
    TableExport::Pages pages();

    Desk &m_desk;
    const QString m_root;
    IncidentDesk m_incidents;
    MembersModel *m_model;
    RowsFeed<MemberSummary> *m_feed;
    QButtonGroup *m_fates; ///< by MemberFate; -2: all
    ValueTable *m_table;
    QMap<CommandKind, QAction *> m_decisions;
    QAction *m_edit;
    qint64 m_incident = 0;
};

} // namespace cairn
