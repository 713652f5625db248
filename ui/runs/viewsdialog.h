#pragma once

#include "ui/runs/savedview.h"

#include <QDialog>

class QListWidgetItem;

namespace cairn {

class OrderedList;

/// Renames, removes and puts in order the saved views. Nothing changes until it is accepted.
class ViewsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ViewsDialog(const QList<SavedView> &views, QWidget *parent = nullptr);

    QList<SavedView> views() const;

private:
    void addButtons();
    QWidget *filterText() const;
    void add(const SavedView &view);
    void addMissing();
    SavedView viewOf(const QListWidgetItem *item) const;

    OrderedList *m_list;
};

} // namespace cairn
