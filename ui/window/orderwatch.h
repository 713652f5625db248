#pragma once

#include "control/bulkdesk.h"
#include "ui/parts/refresher.h"

namespace cairn {

/// Notices when an order about many targets stops by itself: it waits for a person, whose window on it may be closed by then.
class OrderWatch : public QObject
{
    Q_OBJECT
public:
    explicit OrderWatch(Desk &desk, QObject *parent = nullptr);

Q_SIGNALS:
    /// Not of those that had stopped before.
    void stopped(qint64 bulk, cairn::CommandKind kind, const QString &why);

private:
    void read();
    void take(const QList<Bulk> &orders);

    BulkDesk m_bulks;
    Refresher m_refresher;
    std::optional<QSet<qint64>> m_stopped; ///< as last read
};

} // namespace cairn
