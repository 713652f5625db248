#pragma once

#include "control/desk.h"
#include "ui/parts/refresher.h"

namespace cairn {

class RunsModel;

/// Keeps a RunsModel filled from the desk: pages as they are scrolled to, and upon each change of the store only the newest
/// page and what is in view, so that the work does not grow with the number of runs.
class RunsFeed : public QObject
{
    Q_OBJECT
public:
    static constexpr int PageSize = 200;
    static constexpr int MostRowsWhileHeld = 5'000; ///< newer runs are held back beyond that, while somebody reads

    RunsFeed(Desk &desk, RunsModel &model, QObject *parent = nullptr);

    void setFilter(const RunFilter &filter);
    /// The same filter, whose relative times have moved on: what is shown stays where it is.
    void renewFilter(const RunFilter &filter);
    const RunFilter &filter() const { return m_filter; }
    /// What is in view. `reading`: somebody has selected or scrolled, so nothing may jump.
    void setView(int firstRow, int lastRow, bool reading);
    /// Begins anew at the newest.
    void reload();

Q_SIGNALS:
    void loaded();
    void counted(qint64 matching);
    /// Looking on for older runs that match: how far it came. Nothing: it came to an end.
    void searched(const std::optional<cairn::Timestamp> &to);
    /// There are newer runs than are shown, held back for the reader's sake.
    void heldBack(bool held);
    void failed(const cairn::Error &error);

private:
    void refresh();
    void refreshView(RunId seen);
    void refreshRows(RunId before, RunId last, int rows);
    void append(const RunPage &page);
    void searchOn(const RunPage &page);
    void reachedBy(const RunPage &page);
    static bool isWhole(const RunPage &page);
    void fetchMore();
    void fetchOn();
    void count();
    void loadHead(const RunPage &page);
    void mergeHead(const RunPage &page);
    void setHeldBack(bool held);
    void learnServices(const QList<RunRecord> &page);

    Desk &m_desk;
    RunsModel &m_model;
    Refresher m_refresher;
    Refresher m_counter;
    RunFilter m_filter;
    QFuture<Result<qint64>> m_count;
    RunId m_reached;   ///< below it nothing is known yet, unless the model is whole
    int m_missing = 0; ///< rows that are still looked for
    int m_firstRow = 0;
    int m_lastRow = 0;
    int m_ticket = 0;       ///< of the present filter: answers to an older one are dropped
    QSet<qint64> m_learned; ///< pipeline versions whose services the model knows, or soon will
    bool m_reading = false;
    bool m_fetching = false;
    bool m_loaded = false;
    bool m_heldBack = false;
};

} // namespace cairn
