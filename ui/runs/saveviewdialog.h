#pragma once

#include <QDialog>

class QCheckBox;
class QLineEdit;

namespace cairn {

/// Asks for the name under which a filter is kept, and whether the columns are kept with it.
class SaveViewDialog : public QDialog
{
    Q_OBJECT
public:
    /// Of `taken` names it says that the view there is replaced.
    SaveViewDialog(const QString &filter, const QStringList &taken, QWidget *parent = nullptr);

    QString name() const;
    bool withColumns() const;

private:
    QLineEdit *m_name;
    QCheckBox *m_columns;
};

} // namespace cairn
