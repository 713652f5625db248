#pragma once

#include "base/error.h"
#include "model/runbook.h"

namespace cairn {

/// Runbooks that were followed. Of a StoreReader, whose errors and thread are theirs.
class RunbookReads
{
public:
    virtual Result<QList<RunbookSession>> runbookSessions(qint64 incident, int limit) = 0; ///< newest first
    virtual Result<RunbookSession> runbookSession(qint64 id) = 0;
    virtual Result<QByteArray> runbookText(const Digest &digest) = 0;
    virtual Result<QList<RunbookTick>> runbookTicks(qint64 session) = 0; ///< the last word on each step that had one, by step
    virtual Result<QList<RunbookDeed>> runbookDeeds(qint64 session) = 0; ///< oldest first
    /// What was done about incidents of a category, newest first.
    virtual Result<QList<PastDeed>> pastRunbookDeeds(Category category, int limit) = 0;

protected:
    ~RunbookReads() = default;
};

} // namespace cairn
