#pragma once

#include <QListView>

class QSortFilterProxyModel;

namespace cairn {

class ServicesModel;

/// The services to choose from, narrowed to those whose names hold a text.
class ServiceList : public QListView
{
    Q_OBJECT
public:
    explicit ServiceList(ServicesModel &model, QWidget *parent = nullptr);

    void setNameFilter(const QString &text);
    QString currentService() const;
    /// False if it is not shown.
    bool choose(const QString &name);

Q_SIGNALS:
    void serviceChosen(const QString &name);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    QSortFilterProxyModel *m_filtered;
};

} // namespace cairn
