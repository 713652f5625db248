#pragma once

#include "control/audit.h"
#include "control/desk.h"
#include "control/longwork.h"

namespace cairn {

/// A Desk's side for the audit: what is recorded, whether anybody has touched it, and a copy for others.
class AuditDesk
{
public:
    static constexpr int SearchedAtOnce = 20'000; ///< entries

    explicit AuditDesk(Desk &desk) : m_desk(desk) {}

    /// See StoreReader::searchAudit.
    QFuture<Result<AuditPage>> search(const AuditFilter &filter, qint64 from, AuditOrder order, int limit);
    /// Goes through the whole chain; see verifyAudit.
    QFuture<Result<AuditVerdict>> verify(const LongWorkPtr &work);
    /// See exportAudit.
    QFuture<Result<qint64>> exportTo(const AuditFilter &filter, const QString &path, const LongWorkPtr &work);

private:
    Desk &m_desk;
};

} // namespace cairn
