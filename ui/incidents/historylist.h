#pragma once

#include <QListView>

namespace cairn {

/// A HistoryModel along a line of time, with a dot for each event.
class HistoryList : public QListView
{
    Q_OBJECT
public:
    explicit HistoryList(QWidget *parent = nullptr);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void focusInEvent(QFocusEvent *event) override;
};

} // namespace cairn
