#pragma once

#include "store/payloadfolder.h"
#include "store/sqlcatalog.h"
#include "store/storekeys.h"
#include "store/sweeping.h"
#include "store/upkeep.h"

namespace cairn {

/// Over connections that are opened for each call.
class SqliteUpkeep final : public StoreUpkeep
{
public:
    struct Parts
    {
        StoreLocation location;
        std::shared_ptr<const SqlCatalog> catalog;
        std::shared_ptr<StoreKeys> keys;
    };
    SqliteUpkeep(Store &store, PayloadFolder &files, Parts parts)
        : m_store(store), m_files(files), m_parts(std::move(parts)), m_sweeping(m_parts.location, m_parts.keys) {}

    Result<Encryption> encryption() override;
    Result<int> changeKey(const QString &actor, const QString &reason, Timestamp now) override;
    Result<void> rewrap(Vault &to, const QString &actor, const QString &reason, Timestamp now) override;
    Result<qint64> askErasure(const QList<RunId> &runs, const QString &actor, const QString &reason, Timestamp now) override;
    Result<std::optional<Erasure>> erasureOf(RunId run) override;
    Result<qint64> pendingErasures() override;
    Result<QList<std::pair<RunId, Timestamp>>> expired(const QString &pipeline, Timestamp from, Timestamp until,
                                                       int limit) override;
    Result<qint64> removeRuns(const QString &pipeline, Timestamp endedBefore, const QString &reason, qint64 fence,
                              Timestamp now) override;
    Result<bool> work(qint64 fence, Timestamp now, const std::atomic<bool> &stop) override;
    Result<void> backUp(const QString &path, Timestamp now, const BackupProgress &progress) override;

private:
    Result<std::unique_ptr<SqliteConnection>> connect() const;
    Result<bool> removeFiles(SqliteConnection &connection, qint64 fence);
    Result<bool> reseal(SqliteConnection &connection, qint64 fence, Timestamp now, const std::atomic<bool> &stop);
    Result<bool> resealFile(const StagedPayload &payload, qint64 fence, const std::atomic<bool> &stop);
    Result<bool> erase(SqliteConnection &connection, qint64 fence, Timestamp now, const std::atomic<bool> &stop);
    Result<Committed> commit(Write write, qint64 fence);
    void emptyLog();

    Store &m_store;
    PayloadFolder &m_files;
    Parts m_parts;
    Sweeping m_sweeping;
};

/// Of the candidates those are left that no other run uses than those that are to be erased; gives how far that was looked for.
/// Errors: Cancelled.
Result<PayloadUses> findOtherUses(SqliteConnection &connection, QHash<Digest, RunId> &candidates, QHash<RunId, Erasure> &erasures,
                                  const std::atomic<bool> &stop);

} // namespace cairn
