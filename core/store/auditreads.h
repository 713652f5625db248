#pragma once

#include "base/error.h"
#include "model/audit.h"

#include <QList>

namespace cairn {

/// Which entries of the audit are asked for. All conditions hold together; empty ones do not restrict.
struct AuditFilter
{
    QString actor;                  ///< "ann@host", or "ann" on whatever host
    QString action;                 ///< "command.retry", which has "command.retry.done" below it
    QString subject;                ///< RUN, which has RUN/STEP below it; an index finds them
    std::optional<Timestamp> since; ///< at or after
    std::optional<Timestamp> until; ///< before
    QString text;                   ///< part of any of these, of the reason, or of what was or is
    bool operator==(const AuditFilter &) const = default;
};

enum class AuditOrder { NewestFirst, OldestFirst };

/// Some of the entries that match, as far as the search for them went.
struct AuditPage
{
    QList<AuditEntry> entries;
    qint64 reached = 0; ///< the entry that was looked at last: from it a search goes on
    bool whole = false; ///< there is nothing beyond it
};

/// The audit and its chain. Of a StoreReader, whose errors and thread are theirs.
class AuditReads
{
public:
    virtual Result<QList<AuditEntry>> auditEntries(qint64 afterSeq, int limit) = 0;
    virtual Result<std::optional<AuditEntry>> lastAuditEntry() = 0;
    virtual Result<QList<AuditSeal>> auditSeals(qint64 afterSeq, int limit) = 0;
    /// Matching entries beyond `from` (0: from the end that the order begins at), at most `limit`, after looking at about `rows`.
    virtual Result<AuditPage> searchAudit(const AuditFilter &filter, qint64 from, AuditOrder order, int limit, int rows) = 0;

protected:
    ~AuditReads() = default;
};

} // namespace cairn
