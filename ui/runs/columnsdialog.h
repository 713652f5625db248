#pragma once

#include <QDialog>

namespace cairn {

class OrderedList;

/// Which columns the list of runs shows, and in what order, all at once and by keyboard.
class ColumnsDialog : public QDialog
{
    Q_OBJECT
public:
    /// Words of all columns in their present order, of those that are shown, and of those that cannot be hidden.
    ColumnsDialog(const QStringList &all, const QStringList &wanted, const QStringList &needed, QWidget *parent = nullptr);

    QStringList wanted() const;

private:
    OrderedList *m_list;
};

} // namespace cairn
