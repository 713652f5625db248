#pragma once

#include "control/desk.h"

#include <QObject>

namespace cairn {

class RunsModel;
class RunsView;

/// All runs that match a filter, whether they are loaded or not: what a command can be asked for.
struct MatchingRuns
{
    RunFilter filter;
    QString line;     ///< the filter as it was written, its times fixed: see withFixedTimes
    qint64 count = 0; ///< when it was last counted
};

/// Whether the selection of the list means the selected rows, or all runs that match. Once all that is loaded is selected, all
/// that match can be taken; from then on rows that come in are selected too, until somebody selects something else.
class MatchSelection : public QObject
{
    Q_OBJECT
public:
    MatchSelection(RunsView &view, RunsModel &model, QObject *parent = nullptr);

    void setMatching(qint64 count);
    /// All that is loaded is selected, and more would match.
    bool isOffered() const { return m_offered; }
    bool isTaken() const { return m_taken; }

    /// All that match, from now on.
    void take();
    /// Only the selected rows, from now on.
    void letGo();

Q_SIGNALS:
    void changed();

private:
    bool allLoadedSelected() const;
    void selectInserted(int first, int last);
    void scheduleCheck();
    void check();

    RunsView &m_view;
    RunsModel &m_model;
    qint64 m_matching = -1;
    bool m_offered = false;
    bool m_taken = false;
    bool m_scheduled = false;
};

} // namespace cairn
