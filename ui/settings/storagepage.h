#pragma once

#include "control/upkeepdesk.h"
#include "ui/parts/refresher.h"

#include <QWidget>

class QProgressBar;
class QPushButton;
class QStandardItemModel;

namespace cairn {

class TonedLabel;
class ValueTable;

/// The page of storage: whether the store is encrypted, where its key is and how old, how far a change of keys is; how long
/// payloads and runs are kept. Here the key is changed and a backup made.
class StoragePage : public QWidget
{
    Q_OBJECT
public:
    StoragePage(Desk &desk, const QString &workspaceRoot, QWidget *parent = nullptr);

    /// As if it had been chosen for the backup.
    void backUpTo(const QString &path);

Q_SIGNALS:
    void told(const QString &text);
    void failed(const cairn::Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *buildEncryption();
    QWidget *buildKept();
    void ask();
    void present();
    void presentChange(const Encryption &encryption);
    void presentKept();
    void askForKey();
    void chooseBackup();

    const Desk &m_sitting; ///< whose role says what is offered
    UpkeepDesk m_desk;
    Refresher m_refresher;
    Storage m_storage;
    TonedLabel *m_state;
    TonedLabel *m_key;
    TonedLabel *m_copies;
    TonedLabel *m_change;
    QProgressBar *m_progress;
    QPushButton *m_rotate;
    QPushButton *m_backUp;
    TonedLabel *m_pending;
    QStandardItemModel *m_model;
    ValueTable *m_table;
};

} // namespace cairn
