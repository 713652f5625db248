#pragma once

#include "control/incidentdesk.h"
#include "ui/parts/rowsfeed.h"

#include <QWidget>

class QSettings;
class QStackedWidget;
class QToolButton;

namespace cairn {

class EmptyState;
class InboxHead;
class IncidentList;
class IncidentsModel;

/// The inbox: what failed and is not over, by urgency and the newest failure first; live, without anything jumping while it is
/// read. Read only while it is seen.
class Inbox : public QWidget
{
    Q_OBJECT
public:
    explicit Inbox(Desk &desk, QWidget *parent = nullptr);

    /// Chooses it as soon as it is loaded; nothing is chosen if it is not among those that are shown.
    void choose(qint64 incident);
    /// Lists what a filter line says, of what is unresolved.
    void list(const QString &filter);
    void setCounts(const QMap<IncidentState, qint64> &counts);
    void setActions(const QList<QAction *> &actions);
    void focusList();
    void focusFilter();
    bool listHasFocus() const;

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    void chosen(qint64 incident);
    void opened();
    void failed(const cairn::Error &error);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void connectParts();
    void ask();
    void settle();
    void sayEmpty();
    void showNewer();

    IncidentDesk m_desk;
    IncidentsModel *m_model;
    RowsFeed<IncidentSummary> *m_feed;
    InboxHead *m_head;
    QToolButton *m_newer; ///< there are some above what is seen
    IncidentList *m_list;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    qint64 m_wanted = 0;        ///< to be chosen once it is loaded
    bool m_focusWanted = false; ///< by the list, as soon as there is one
    bool m_pinned = false;      ///< somebody wants that one and no other
};

} // namespace cairn
