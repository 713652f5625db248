#pragma once

#include "control/desk.h"

#include <QDialog>
#include <QFutureWatcher>

class QProgressBar;
class QPushButton;

namespace cairn {

class FindingsModel;
class TonedLabel;
class ValueTable;

/// Examines the store while one goes on working: progress, a way to stop it, and what was found with what to do about it.
class ExaminationDialog : public QDialog
{
    Q_OBJECT
public:
    ExaminationDialog(Desk &desk, const QString &storeFolder, QWidget *parent = nullptr);
    ~ExaminationDialog() override;

private:
    void showProgress();
    void finish();

    QFutureWatcher<Result<QList<Finding>>> m_work;
    FindingsModel *m_model;
    TonedLabel *m_status;
    QProgressBar *m_bar;
    ValueTable *m_table;
    QPushButton *m_copy;
    QPushButton *m_stop; ///< "Stop", then "Close"
};

} // namespace cairn
