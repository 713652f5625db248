#pragma once

#include "control/desk.h"
#include "control/openedincident.h"

#include <QWidget>

class QTabWidget;

namespace cairn {

class ElidedLabel;
class IncidentMomentsModel;
class Notice;
class PayloadOpener;
class RunDetailPanel;
class RunsModel;
class RunsView;
class TemporaryCopies;
class TonedLabel;
class ValueTable;

/// An incident file, as somebody sent it: what happened, in which runs, with which payloads, and a draft of a post-mortem.
/// Nothing can be asked for. Gone once closed.
class IncidentFileWindow : public QWidget
{
    Q_OBJECT
public:
    /// `console` is the window it belongs to; `copies` lives as long as the program.
    IncidentFileWindow(std::shared_ptr<OpenedIncident> opened, TemporaryCopies &copies, QWidget *console = nullptr);
    ~IncidentFileWindow() override;

    /// The key that this workspace seals with, to be told from those of others.
    void setOwnKey(const QByteArray &key);

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildHeading();
    QWidget *buildTimeline();
    QWidget *buildRuns();
    void connectParts();
    void showFacts();
    void showCurrentRun();
    void showMoment();

    std::shared_ptr<OpenedIncident> m_opened;
    SystemClock m_clock;
    Desk m_desk;
    QByteArray m_ownKey;
    PayloadOpener *m_payloads;
    ElidedLabel *m_title;
    TonedLabel *m_facts;
    TonedLabel *m_origin;
    QTabWidget *m_tabs;
    IncidentMomentsModel *m_moments;
    ValueTable *m_timeline;
    RunsModel *m_model;
    RunsView *m_runs;
    RunDetailPanel *m_detail;
    QWidget *m_runsPage = nullptr;
    Notice *m_notice;
};

} // namespace cairn
