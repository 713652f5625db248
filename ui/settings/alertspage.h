#pragma once

#include "control/alertdesk.h"
#include "control/folderwatch.h"
#include "ui/parts/refresher.h"

#include <QWidget>

class QBoxLayout;
class QPushButton;
class QStandardItemModel;

namespace cairn {

class TonedLabel;
class ValueTable;

/// The page of whom incidents are told: the routes of cairn.yaml, who uses them and what became of what was sent last; a test
/// can be sent by one, and is followed until it got through or was refused.
class AlertsPage : public QWidget
{
    Q_OBJECT
public:
    AlertsPage(Desk &desk, const QString &workspaceRoot, QWidget *parent = nullptr);

Q_SIGNALS:
    void guideWanted(const QString &page);
    /// To be read and written, relative to the workspace.
    void fileWanted(const QString &file);
    void failed(const cairn::Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildTable();
    void watchFile();
    QBoxLayout *buildButtons();
    void ask();
    void present();
    void presentRow(int row, const AlertRouteUse &use);
    void presentCurrent();
    const AlertRouteUse *current() const;
    void askForTest();
    void followTest();
    void presentTest(const AlertDelivery &test);

    const Desk &m_sitting; ///< whose role says what is offered
    AlertDesk m_desk;
    const QString m_root;
    Refresher m_refresher;
    FolderWatch m_watch;
    AlertRoutes m_routes;
    std::optional<qint64> m_test; ///< that was sent, until it is known what became of it
    QStandardItemModel *m_model;
    ValueTable *m_table;
    TonedLabel *m_chosen; ///< what is known of the route that is chosen, whatever the table has room for
    TonedLabel *m_outcome;
    TonedLabel *m_leftOut;
    QPushButton *m_send;
};

} // namespace cairn
