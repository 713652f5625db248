#pragma once

#include "control/incidentdesk.h"
#include "ui/parts/refresher.h"

#include <QTimer>
#include <QWidget>

class QSettings;
class QSplitter;
class QStackedWidget;

namespace cairn {

class Inbox;
class IncidentActions;
class IncidentPage;

/// The room of failures: the inbox, and beside it the incident that is looked at. Read only while it is seen.
class FailuresPanel : public QWidget
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder; empty: there is none.
    FailuresPanel(Desk &desk, const QString &root, IncidentActions &actions, QWidget *parent = nullptr);

    /// Shows an incident, also one that the inbox does not list.
    void openIncident(qint64 incident);
    /// Lists what a filter line says.
    void list(const QString &filter);
    void setCounts(const QMap<IncidentState, qint64> &counts);
    /// What helps with the incident that is shown stands at the right of it.
    void setSide(QWidget *side);
    void focusList();
    void focusFilter();
    /// From the incident to the inbox; false if there is nothing left to go back from.
    bool goBack();

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    /// It is another one than before, or it has changed.
    void incidentShown(const cairn::Incident &incident);
    /// It could not be read: none is shown.
    void noneShown();
    void runWanted(cairn::RunId run);
    void told(const QString &text);
    void failed(const cairn::Error &error);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void connectParts();
    void follow(qint64 incident);
    void read();
    void showNone();
    void take(const IncidentDetail &detail);

    IncidentDesk m_desk;
    IncidentActions &m_actions;
    Refresher m_refresher;
    QTimer m_follow; ///< the page follows the inbox when it has come to rest
    Inbox *m_inbox;
    IncidentPage *m_page;
    QWidget *m_nothing; ///< the inbox says why
    QWidget *m_pageArea;
    QStackedWidget *m_stack;
    QSplitter *m_splitter;
    qint64 m_wanted = 0;                   ///< number of the incident to be shown
    std::optional<IncidentDetail> m_shown; ///< as last read
};

} // namespace cairn
