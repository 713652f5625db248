#pragma once

#include "control/servicedesk.h"
#include "ui/services/servicepage.h"

class QComboBox;
class QPushButton;

namespace cairn {

class DifferencesView;
class RevisionsModel;
class ServiceFileBox;
class ServiceReviser;
class ValueTable;

/// What a service's rules were: its revisions with who made them and why, what is different between any two, the way back, and
/// whether the workspace's file is what is live.
class ServiceHistoryPage : public ServicePage
{
    Q_OBJECT
public:
    /// `root` is the workspace's folder.
    ServiceHistoryPage(Desk &desk, const QString &root, QWidget *parent = nullptr);

    void setService(const QString &name) override;
    void refresh() override;

private:
    QWidget *buildBar();
    void connectParts();
    void take(const QList<ServiceRevision> &revisions);
    void fillChoices();
    void chooseAgain(qint64 revision, qint64 before, qint64 after);
    void takeOnDisk(const ServiceOnDisk &file);
    void chooseRow(int row);
    void compare();
    void compareFile();
    void takeFile(const ServiceOnDisk &file);
    void rollBack();
    const ServiceRevision *find(qint64 id) const;

    Desk &m_desk;
    QString m_service;
    ServiceReviser *m_reviser;
    ServiceFileBox *m_file;
    ServiceOnDisk m_onDisk; ///< as it was read last
    RevisionsModel *m_model;
    ValueTable *m_table;
    QComboBox *m_before;
    QComboBox *m_after;
    QPushButton *m_rollBack;
    DifferencesView *m_differences;
};

} // namespace cairn
