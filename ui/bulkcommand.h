#pragma once

#include "control/desk.h"
#include "ui/matchselection.h"

#include <QPointer>

namespace cairn {

class ProgressDialog;

/// Asks for one command for all runs that match a filter, loaded or not: counts them by state, lets the operator confirm, records
/// the commands page by page, and says in the end how many were asked for and why others were not. Deletes itself when it is
/// done. What becomes of the runs is the runner's affair, and nothing here speaks of it.
class BulkCommand : public QObject
{
    Q_OBJECT
public:
    BulkCommand(Desk &desk, CommandKind kind, MatchingRuns runs, const QString &actor, QWidget *window);

    void start();

Q_SIGNALS:
    void failed(const cairn::Error &error);

private:
    void confirm(const RunCensus &census);
    void begin(const QString &reason);
    void readPage();
    void record(const QList<RunRecord> &page);
    void finish();
    void refuse(const Error &error);
    QString leftOutText() const;

    Desk &m_desk;
    CommandKind m_kind;
    MatchingRuns m_runs;
    QWidget *m_window;
    QPointer<ProgressDialog> m_progress;
    Command m_command;  ///< what all of them have in common
    RunFilter m_suited; ///< those of `m_runs` that it can be asked for
    QMap<RunState, qint64> m_byState;
    RunId m_before; ///< runs from here on are still to be asked for
    qint64 m_expected = 0;
    qint64 m_asked = 0;
    bool m_stopped = false;
    std::optional<Error> m_error;
};

} // namespace cairn
