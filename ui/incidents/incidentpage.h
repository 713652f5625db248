#pragma once

#include "control/incidentdesk.h"

#include <QWidget>

class QLabel;
class QSettings;
class QSplitter;

namespace cairn {

class ElidedLabel;
class HistoryList;
class HistoryModel;
class IncidentActions;
class MembersList;
class StatePill;
class TonedLabel;

/// One incident: what failed, how it stands, why, whose it is, what can be done, its single failures and its history.
class IncidentPage : public QWidget
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder; empty: there is none.
    IncidentPage(Desk &desk, const QString &root, const IncidentActions &actions, QWidget *parent = nullptr);

    void setIncident(const IncidentDetail &incident);
    void focusMembers();

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    void runWanted(cairn::RunId run);
    void told(const QString &text);
    void failed(const cairn::Error &error);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *buildHead(const IncidentActions &actions);
    QWidget *buildTitle();
    void fillTools(const IncidentActions &actions);
    QWidget *buildHistory();
    void present();

    std::optional<IncidentDetail> m_detail;
    StatePill *m_pill;
    ElidedLabel *m_place;
    TonedLabel *m_number;
    TonedLabel *m_atOnce;
    QLabel *m_trouble;
    QLabel *m_counts;
    QLabel *m_cause;
    TonedLabel *m_owner;
    TonedLabel *m_seen;
    QWidget *m_tools;
    MembersList *m_members;
    HistoryModel *m_history;
    HistoryList *m_historyList;
    QSplitter *m_splitter;
};

} // namespace cairn
