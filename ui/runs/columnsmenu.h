#pragma once

#include <QMenu>

namespace cairn {

class RunsView;

/// Which columns the list of runs shows: one entry for each, and the way to put them in order.
class ColumnsMenu : public QMenu
{
    Q_OBJECT
public:
    explicit ColumnsMenu(RunsView &view, QWidget *parent = nullptr);

    /// Asks for all of it at once.
    QAction *arrangeAction() const { return m_arrange; }

private:
    void showChoices();
    void arrange();

    RunsView &m_view;
    QList<QAction *> m_columns;
    QAction *m_arrange;
};

} // namespace cairn
