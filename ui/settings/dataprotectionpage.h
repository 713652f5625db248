#pragma once

#include "control/dataprotection.h"
#include "control/folderwatch.h"
#include "ui/parts/refresher.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QPlainTextEdit;
class QStandardItemModel;

namespace cairn {

class TonedLabel;
class ValueTable;

/// The page of data protection: which classes of data are sensitive here, which pipelines protect them and which services are
/// cleared for them. A text can be tried: what of it would be covered. Rules are changed where they are written.
class DataProtectionPage : public QWidget
{
    Q_OBJECT
public:
    DataProtectionPage(Desk &desk, const QString &workspaceRoot, QWidget *parent = nullptr);

Q_SIGNALS:
    void guideWanted(const QString &page);
    /// To be read and written, relative to the workspace.
    void fileWanted(const QString &file);
    void failed(const cairn::Error &error);

private:
    void buildTable();
    void watchFile();
    QWidget *buildTrial();
    QBoxLayout *buildButtons();
    void ask();
    void present(const DataProtection &rules);
    void tryOut();
    void presentTrial(const DataTrial &trial);

    DataProtectionDesk m_desk;
    const QString m_root;
    Refresher m_refresher;
    FolderWatch m_watch;
    QTimer m_typing; ///< a pause in it
    int m_tried = 0;
    QStandardItemModel *m_model;
    ValueTable *m_table;
    TonedLabel *m_leftOut;
    QPlainTextEdit *m_text;
    QPlainTextEdit *m_shown;
    QPlainTextEdit *m_passedOn;
    TonedLabel *m_found;
};

} // namespace cairn
