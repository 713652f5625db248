#pragma once

#include "control/access.h"
#include "store/upkeep.h"

#include <functional>

namespace cairn {

/// A store's upkeep as programs of people have it: keys, erasure and copies are an admin's. Refusals are told to `refused`.
/// Thread-safe like the upkeep it stands before, which outlives it.
class PermittedUpkeep final : public StoreUpkeep
{
public:
    PermittedUpkeep(StoreUpkeep &upkeep, const Access &access, std::function<void(const Error &)> refused);

    Result<Encryption> encryption() override;
    Result<int> changeKey(const QString &actor, const QString &reason, Timestamp now) override;
    Result<void> rewrap(Vault &to, const QString &actor, const QString &reason, Timestamp now) override;
    Result<qint64> askErasure(const QList<RunId> &runs, const QString &actor, const QString &reason, Timestamp now) override;
    Result<std::optional<Erasure>> erasureOf(RunId run) override;
    Result<qint64> pendingErasures() override;
    Result<qint64> pendingErasuresOf(const QList<RunId> &runs) override;
    Result<QList<std::pair<RunId, Timestamp>>> expired(const QString &pipeline, Timestamp from, Timestamp until,
                                                       int limit) override;
    Result<RemovedRuns> removeRuns(const QString &pipeline, Timestamp from, Timestamp until, const QString &reason, qint64 fence,
                                   Timestamp now) override;
    Result<QStringList> backUp(const QString &path, const QString &actor, const QString &reason, Timestamp now,
                               const BackupProgress &progress) override;
    Result<std::pair<qint64, qint64>> room() override;
    Result<std::pair<qint64, qint64>> compact(const QString &actor, const QString &reason, qint64 fence, Timestamp now,
                                              const std::function<void(qint64, qint64)> &progress) override;
    Result<bool> work(std::optional<qint64> fence, Timestamp now, const std::atomic<bool> &stop) override;

private:
    Result<void> require(Role least, const QString &what) const;

    StoreUpkeep &m_upkeep;
    const Access &m_access;
    const std::function<void(const Error &)> m_refused;
};

} // namespace cairn
