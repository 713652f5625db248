#pragma once

#include "ui/parts/refresher.h"
#include "ui/runs/matchselection.h"

#include <QWidget>

class QMenu;
class QSettings;
class QStackedLayout;
class QToolButton;

namespace cairn {

class ColumnsMenu;
class EmptyState;
class FilterError;
class FilterLine;
class RunExporter;
class RunsFeed;
class RunsModel;
class RunsNote;
class RunsView;
class ViewsButton;
class ViewsKeeper;
struct SavedView;

/// The list of runs: the filter line, what came of it, and the table, or what to do when there is nothing in it.
class RunsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit RunsPanel(Desk &desk, QWidget *parent = nullptr);

    /// What the table's context menu offers; the actions' own shortcuts work in the table.
    void setActions(const QList<QAction *> &actions);
    QList<RunRecord> selectedRuns() const;
    /// All that match, if that is what is selected; selectedRuns() are then those of them that are loaded.
    std::optional<MatchingRuns> allMatching() const;
    /// Selects and shows a run if it is loaded.
    void select(RunId id);
    void setFilterText(const QString &text);
    /// What the list shows, as a filter line says it.
    const QString &filterText() const { return m_line; }
    /// A run that is not in the list is not waited for any more.
    void forgetWanted() { m_wanted = {}; }
    /// One action for each saved view; they change with viewsChanged().
    const QList<QAction *> &viewActions() const;
    /// To export what matches, to arrange the columns, to save and to manage views.
    QList<QAction *> listActions() const;
    void focusFilter();
    void focusList();
    bool listHasFocus() const;

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

Q_SIGNALS:
    void selectionChanged();
    /// Selected or not, what is known of runs is another.
    void recordsChanged();
    void openRequested();
    void submitRequested();
    void viewsChanged();
    void failed(const cairn::Error &error);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    void buildMore();
    void connectFeed();
    void connectFilter();
    void connectView();
    void connectViews();
    void connectMatching();
    void applyView(const SavedView &view);
    void askVocabulary();
    void renewFilter();
    void showNote();
    void showEmptiness();
    void passView();

    Desk &m_desk;
    RunsModel *m_model;
    RunsFeed *m_feed;
    ViewsButton *m_views;
    FilterLine *m_filter;
    QToolButton *m_more;
    RunsNote *m_note;
    FilterError *m_wrong;
    RunsView *m_view;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
    QMenu *m_menu;
    ViewsKeeper *m_keeper;
    MatchSelection *m_match = nullptr;
    ColumnsMenu *m_columns = nullptr;
    RunExporter *m_exporter;
    QAction *m_export;
    Refresher m_vocabulary; ///< of the names that the filter line offers
    QString m_line;         ///< of the feed's filter
    Timestamp m_moment;     ///< from which its relative times count
    qint64 m_matching = -1;
    RunId m_wanted;        ///< to be selected once it is loaded
    bool m_loaded = false; ///< under the present filter
    bool m_heldBack = false;
    bool m_isLeaving = false; ///< the filter line, for a list that is not seen yet
};

} // namespace cairn
