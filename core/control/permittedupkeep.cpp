#include "control/permittedupkeep.h"

namespace cairn {

using namespace Qt::StringLiterals;

PermittedUpkeep::PermittedUpkeep(StoreUpkeep &upkeep, const Access &access, std::function<void(const Error &)> refused)
    : m_upkeep(upkeep), m_access(access), m_refused(std::move(refused))
{
}

Result<void> PermittedUpkeep::require(Role least, const QString &what) const
{
    auto permitted = m_access.require(least, what);
    if (!permitted)
        m_refused(permitted.error());
    return permitted;
}

Result<Encryption> PermittedUpkeep::encryption()
{
    const auto permitted = require(Role::Viewer, u"look at this store"_s);
    return permitted ? m_upkeep.encryption() : tl::unexpected(permitted.error());
}

Result<int> PermittedUpkeep::changeKey(const QString &actor, const QString &reason, Timestamp now)
{
    const auto permitted = require(Role::Admin, u"change the store's key"_s);
    return permitted ? m_upkeep.changeKey(actor, reason, now) : tl::unexpected(permitted.error());
}

Result<void> PermittedUpkeep::rewrap(Vault &to, const QString &actor, const QString &reason, Timestamp now)
{
    const auto permitted = require(Role::Admin, u"move the store's key"_s);
    return permitted ? m_upkeep.rewrap(to, actor, reason, now) : permitted;
}

Result<qint64> PermittedUpkeep::askErasure(const QList<RunId> &runs, const QString &actor, const QString &reason, Timestamp now)
{
    const auto permitted = require(Role::Admin, u"erase payloads"_s);
    return permitted ? m_upkeep.askErasure(runs, actor, reason, now) : tl::unexpected(permitted.error());
}

Result<std::optional<Erasure>> PermittedUpkeep::erasureOf(RunId run)
{
    const auto permitted = require(Role::Viewer, u"look at this store"_s);
    return permitted ? m_upkeep.erasureOf(run) : tl::unexpected(permitted.error());
}

Result<qint64> PermittedUpkeep::pendingErasures()
{
    const auto permitted = require(Role::Viewer, u"look at this store"_s);
    return permitted ? m_upkeep.pendingErasures() : tl::unexpected(permitted.error());
}

Result<qint64> PermittedUpkeep::pendingErasuresOf(const QList<RunId> &runs)
{
    const auto permitted = require(Role::Viewer, u"look at this store"_s);
    return permitted ? m_upkeep.pendingErasuresOf(runs) : tl::unexpected(permitted.error());
}

Result<QList<std::pair<RunId, Timestamp>>> PermittedUpkeep::expired(const QString &pipeline, Timestamp from, Timestamp until,
                                                                    int limit)
{
    const auto permitted = require(Role::Viewer, u"look at this store"_s);
    return permitted ? m_upkeep.expired(pipeline, from, until, limit) : tl::unexpected(permitted.error());
}

Result<RemovedRuns> PermittedUpkeep::removeRuns(const QString &pipeline, Timestamp from, Timestamp until, const QString &reason,
                                                qint64 fence, Timestamp now)
{
    const auto permitted = require(Role::Operator, u"carry runs"_s);
    return permitted ? m_upkeep.removeRuns(pipeline, from, until, reason, fence, now) : tl::unexpected(permitted.error());
}

Result<QStringList> PermittedUpkeep::backUp(const QString &path, const QString &actor, const QString &reason, Timestamp now,
                                            const BackupProgress &progress)
{
    const auto permitted = require(Role::Admin, u"copy the store"_s);
    return permitted ? m_upkeep.backUp(path, actor, reason, now, progress) : tl::unexpected(permitted.error());
}

Result<std::pair<qint64, qint64>> PermittedUpkeep::room()
{
    const auto permitted = require(Role::Viewer, u"look at this store"_s);
    return permitted ? m_upkeep.room() : tl::unexpected(permitted.error());
}

Result<std::pair<qint64, qint64>> PermittedUpkeep::compact(const QString &actor, const QString &reason, qint64 fence,
                                                           Timestamp now, const std::function<void(qint64, qint64)> &progress)
{
    const auto permitted = require(Role::Admin, u"stop everything to make the store smaller"_s);
    return permitted ? m_upkeep.compact(actor, reason, fence, now, progress) : tl::unexpected(permitted.error());
}

Result<bool> PermittedUpkeep::work(std::optional<qint64> fence, Timestamp now, const std::atomic<bool> &stop)
{
    const auto permitted = require(Role::Operator, u"carry runs"_s);
    return permitted ? m_upkeep.work(fence, now, stop) : tl::unexpected(permitted.error());
}

} // namespace cairn
