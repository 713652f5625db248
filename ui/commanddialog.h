#pragma once

#include "model/records.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace cairn {

/// Says what a command will do to which runs, and asks for the reason that is kept with it.
class CommandDialog : public QDialog
{
    Q_OBJECT
public:
    CommandDialog(CommandKind kind, const QList<RunRecord> &runs, QWidget *parent = nullptr);

    QString reason() const;

private:
    QLineEdit *m_reason;
    QPushButton *m_go;
};

} // namespace cairn
