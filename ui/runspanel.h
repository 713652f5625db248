#pragma once

#include "control/desk.h"

#include <QWidget>

class QMenu;
class QSettings;
class QStackedLayout;
class QToolButton;

namespace cairn {

class EmptyState;
class FilterError;
class FilterLine;
class RunsFeed;
class RunsModel;
class RunsView;
class TonedLabel;

/// The list of runs: the filter line, what came of it, and the table, or what to do when there is nothing in it.
class RunsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit RunsPanel(Desk &desk, QWidget *parent = nullptr);

    /// What the table's context menu offers; the actions' own shortcuts work in the table.
    void setActions(const QList<QAction *> &actions);
    QList<RunRecord> selectedRuns() const;
    /// Selects and shows a run if it is loaded.
    void select(RunId id);
    void setFilterText(const QString &text);
    void focusFilter();
    void focusList();
    bool listHasFocus() const;

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    void selectionChanged();
    void openRequested();
    void submitRequested();
    void failed(const cairn::Error &error);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildNote();
    void connectFeed();
    void connectView();
    void showNote();
    void showEmptiness();
    void passView();

    RunsModel *m_model;
    RunsFeed *m_feed;
    FilterLine *m_filter;
    TonedLabel *m_note;
    FilterError *m_wrong;
    QToolButton *m_newer;
    RunsView *m_view;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
    QMenu *m_menu;
    qint64 m_matching = -1;
    RunId m_wanted; ///< to be selected once it is loaded
    bool m_loaded = false; ///< under the present filter
    bool m_heldBack = false;
};

} // namespace cairn
