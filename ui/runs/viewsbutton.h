#pragma once

#include "ui/runs/savedview.h"

#include <QToolButton>

namespace cairn {

/// The saved views as a menu left of the filter line. Each has an action, which other menus and the palette may offer too.
class ViewsButton : public QToolButton
{
    Q_OBJECT
public:
    explicit ViewsButton(QWidget *parent = nullptr);

    void setViews(const QList<SavedView> &views);
    const QList<SavedView> &views() const { return m_views; }
    /// The view with this filter is marked as the present one.
    void showFilter(const QString &filter);
    /// One for each view, in their order. They live until the views change.
    const QList<QAction *> &viewActions() const { return m_actions; }
    QAction *saveAction() const { return m_save; }
    QAction *manageAction() const { return m_manage; }

Q_SIGNALS:
    void chosen(const cairn::SavedView &view);
    /// There are other actions now.
    void viewsChanged();

private:
    QList<SavedView> m_views;
    QList<QAction *> m_actions;
    QAction *m_save;
    QAction *m_manage;
    QMenu *m_menu;
    QString m_filter;
};

} // namespace cairn
