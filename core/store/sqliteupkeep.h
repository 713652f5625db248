#pragma once

#include "store/payloadfolder.h"
#include "store/sqlcatalog.h"
#include "store/storekeys.h"
#include "store/sweeping.h"
#include "store/upkeep.h"

#include <QElapsedTimer>

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
        : m_store(store), m_files(files), m_parts(std::move(parts)), m_sweeping(m_parts.location, m_parts.keys)
    {
    }

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
    Result<bool> work(std::optional<qint64> fence, Timestamp now, const std::atomic<bool> &stop) override;
    Result<QStringList> backUp(const QString &path, const QString &actor, const QString &reason, Timestamp now,
                               const BackupProgress &progress) override;
    Result<std::pair<qint64, qint64>> room() override;
    Result<std::pair<qint64, qint64>> compact(const QString &actor, const QString &reason, qint64 fence, Timestamp now,
                                              const std::function<void(qint64, qint64)> &progress) override;

private:
    Result<std::unique_ptr<SqliteConnection>> connect() const;
    Result<bool> removeFiles(SqliteConnection &connection, std::optional<qint64> fence);
    Result<bool> reseal(SqliteConnection &connection, std::optional<qint64> fence, Timestamp now, const std::atomic<bool> &stop);
    Result<bool> resealFile(const StagedPayload &payload, std::optional<qint64> fence, const std::atomic<bool> &stop);
    Result<Committed> commit(Write write, std::optional<qint64> fence);

    // upkeeperasing.cpp
    Result<bool> erase(SqliteConnection &connection, std::optional<qint64> fence, Timestamp now, const std::atomic<bool> &stop);
    static Result<void> erase(SqliteConnection &connection, const QList<RunId> &runs, const QHash<Digest, RunId> &payloads,
                              EraseRuns empty, std::function<Result<void>(EraseRuns)> commit);
    Result<bool> emptyLog(SqliteConnection &connection, std::optional<qint64> fence);

    Store &m_store;
    PayloadFolder &m_files;
    Parts m_parts;
    Sweeping m_sweeping;
    // As the sweeping: of whoever has locked upkeep.
    qint64 m_removedTo = 0; ///< the last of the files' removals that was tried
    QElapsedTimer m_sinceCommit;
    qint64 m_restMs = 0; ///< after the last commit
};

} // namespace cairn
