#pragma once

#include "base/error.h"
#include "model/bulk.h"

namespace cairn {

/// Orders about many targets. Of a StoreReader, whose errors and thread are theirs.
class BulkReads
{
public:
    virtual Result<Bulk> bulk(qint64 id) = 0;
    virtual Result<QList<Bulk>> bulks(qint64 before,
                                      int limit) = 0; ///< newest first, ids below `before` only (0: from the newest)
    virtual Result<QList<Bulk>> runningBulks() = 0;   ///< oldest first
    /// The commands of an order, in the order in which they were made, after the id `after`; of one outcome or of all.
    virtual Result<QList<Command>> commandsOfBulk(qint64 bulk, std::optional<CommandOutcome> outcome, qint64 after,
                                                  int limit) = 0;

protected:
    ~BulkReads() = default;
};

} // namespace cairn
