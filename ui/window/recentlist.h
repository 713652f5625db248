#pragma once

#include "ui/window/recentworkspaces.h"

#include <QAbstractListModel>
#include <QListView>

namespace cairn {

/// Recent workspaces as a list: name, path, when last opened; missing ones say so.
class RecentModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { PathRole = Qt::UserRole + 1, OpenedRole, MissingRole };

    using QAbstractListModel::QAbstractListModel;
    void setWorkspaces(const QList<RecentWorkspace> &workspaces);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<RecentWorkspace> m_workspaces;
};

/// The recent workspaces on the welcome page: Enter or a click opens, Delete takes one off the list.
class RecentList : public QListView
{
    Q_OBJECT
public:
    explicit RecentList(QWidget *parent = nullptr);
    void setWorkspaces(const QList<RecentWorkspace> &workspaces);

Q_SIGNALS:
    void openWanted(const QString &path);
    void removeWanted(const QString &path);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void open(const QModelIndex &index);
    void remove();

    RecentModel *m_model;
};

} // namespace cairn
