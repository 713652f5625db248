#pragma once

#include "control/bulkdesk.h"
#include "ui/runs/matchselection.h"

namespace cairn {

/// Asks for one command for all runs that match a filter, loaded or not: counts them by state, lets the operator confirm, records
/// one order, and shows what the runner makes of it. Deletes itself when that is closed.
class BulkCommand : public QObject
{
    Q_OBJECT
public:
    BulkCommand(Desk &desk, CommandKind kind, const MatchingRuns &runs, const QString &actor, QWidget *window);

    void start();

Q_SIGNALS:
    void failed(const cairn::Error &error);
    /// Somebody wants the list of runs that this filter line means.
    void listWanted(const QString &filter);

private:
    void confirm(const BulkPreview &preview);
    void ask(const BulkPreview &preview, qint64 grown);
    void countAgain(qint64 confirmed);
    void give(qint64 expected);
    void refuse(const Error &error);
    QString whatText(const BulkPreview &preview, qint64 grown) const;
    QString leftOutText(const BulkPreview &preview) const;

    Desk &m_desk;
    BulkDesk m_bulks;
    BulkOrder m_order;
    bool m_askedAnew = false;
    QWidget *m_window;
};

} // namespace cairn
