#include "control/auditdesk.h"

#include "control/auditexport.h"

namespace cairn {

QFuture<Result<AuditPage>> AuditDesk::search(const AuditFilter &filter, qint64 from, AuditOrder order, int limit)
{
    return m_desk.ask<AuditPage>(
        [=](StoreReader &reader) { return reader.searchAudit(filter, from, order, limit, SearchedAtOnce); });
}

QFuture<Result<AuditVerdict>> AuditDesk::verify(const LongWorkPtr &work)
{
    return m_desk.longWork<AuditVerdict>([store = &m_desk.store(), work]() -> Result<AuditVerdict> {
        auto reader = store->reader();
        if (!reader)
            return tl::unexpected(reader.error());
        const auto last = (*reader)->lastAuditEntry();
        if (!last)
            return tl::unexpected(last.error());
        work->total = *last ? (*last)->seq : 0;
        return verifyAudit(**reader, {}, [work](qint64 done) {
            work->done = done;
            return !work->stop;
        });
    });
}

QFuture<Result<qint64>> AuditDesk::exportTo(const AuditFilter &filter, const QString &path, const LongWorkPtr &work)
{
    return m_desk.longWork<qint64>([=, store = &m_desk.store()]() -> Result<qint64> {
        auto reader = store->reader();
        if (!reader)
            return tl::unexpected(reader.error());
        return exportAudit(**reader, filter, path, *work);
    });
}

} // namespace cairn
