#pragma once

#include "base/error.h"
#include "model/attemptfact.h"
#include "model/past.h"

namespace cairn {

/// The past of one service (model/past.h), read in parts of the order of commit, which is about that of time. Of a StoreReader,
/// whose errors and thread are theirs.
class PastReads
{
public:
    virtual Result<std::optional<PastMoment>> attemptFrom(qint64 id) = 0;     ///< the first with that id or a higher one
    virtual Result<std::optional<PastMoment>> checkpointFrom(qint64 seq) = 0; ///< likewise
    virtual Result<QList<PastAttempt>> pastAttempts(const QString &service, qint64 after,
                                                    qint64 upTo) = 0; ///< ids in (after, upTo]
    virtual Result<QList<PastWait>> pastWaits(const QString &service, qint64 after,
                                              qint64 upTo) = 0; ///< of checkpoints in (after, upTo]
    virtual Result<QList<AttemptFact>> attemptFacts(const QString &service, qint64 after,
                                                    qint64 upTo) = 0; ///< ids in (after, upTo]

protected:
    ~PastReads() = default;
};

} // namespace cairn
