#pragma once

#include "store/filedescriptor.h"
#include "store/payload.h"
#include "store/storekeys.h"
#include "store/storelocation.h"

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QThreadPool>

#include <atomic>
#include <bitset>
#include <ctime>
#include <deque>
#include <functional>
#include <mutex>

namespace cairn {

/// A file that is being written; removed when it goes out of scope unless it was settled. Locked (flock) while open, so that
/// others can tell it from what a dead process left behind.
class TemporaryFile
{
public:
    TemporaryFile(FileDescriptor descriptor, QByteArray path) : m_descriptor(std::move(descriptor)), m_path(std::move(path)) {}
    ~TemporaryFile() { remove(); }
    TemporaryFile(TemporaryFile &&other) noexcept
        : m_descriptor(std::move(other.m_descriptor)), m_path(std::exchange(other.m_path, {}))
    {
    }
    TemporaryFile &operator=(TemporaryFile &&) = delete;

    Result<void> write(QByteArrayView bytes);
    /// Makes the content durable and gives the file its final name.
    Result<void> moveTo(const QString &path);
    void remove();

private:
    FileDescriptor m_descriptor;
    QByteArray m_path; ///< empty: it has its final name, or is gone
};

/// The payloads that are files: FOLDER/ab/cdef… by digest, or by what the store's key makes of it if they are sealed; FOLDER/tmp/
/// while they are written. Thread-safe; outlives its sinks.
class PayloadFolder final : public PayloadStore
{
public:
    PayloadFolder(QString path, std::shared_ptr<const StoreKeys> keys);
    /// Waits for files that are being made durable.
    ~PayloadFolder() override;

    std::unique_ptr<PayloadSink> newPayload() override;
    Result<StagedPayload> ingestFile(const QString &path) override;
    Result<StagedPayload> stage(const QByteArray &bytes) override;
    Result<std::unique_ptr<QIODevice>> open(const StagedPayload &payload) override;

    Result<TemporaryFile> newTemporary();
    /// Returns once the bytes are durable under the digest's name.
    Result<StagedPayload> settle(TemporaryFile file, const PayloadRef &ref, const DataKey *key);
    /// The key that new files are sealed with; null: none.
    std::shared_ptr<const DataKey> key() const { return m_keys->current(); }
    /// Writes the file of a payload once more, sealed with the key of today. Waits; `stop` gives it up. Errors: Cancelled, those
    /// of open() and of reading it.
    Result<StagedPayload> restage(const StagedPayload &payload, const std::atomic<bool> &stop = false);
    /// Has it done on one of a few threads of its own.
    void doLater(std::function<void()> work);
    /// Removes temporary files of processes that are gone.
    void removeLeftOvers();

private:
    Result<void> prepareFolders();
    Result<void> makeSubfolder(const QString &subfolder, int index);

    QString m_path;
    std::shared_ptr<const StoreKeys> m_keys;
    timespec m_openedAt;  ///< by the clock that files are stamped with
    std::mutex m_folders; ///< held while folders are made and synced
    std::atomic<bool> m_prepared = false;
    std::bitset<256> m_durable; ///< subfolders whose entry in the folder is known to be durable
    std::mutex m_queue;
    std::deque<std::function<void()>> m_waiting; ///< handed over here, not by the pool: sanitizers see this mutex
    QThreadPool m_workers;
};

/// By which name the file of a payload goes: 32 bytes.
QByteArray payloadName(const Digest &digest, const DataKey *key);
/// Where that is in the folder.
QString payloadPath(const QString &folder, const QByteArray &name);

/// Opens the file of a payload for looking at it, as long as it happens to be; unverified if it is not sealed. Errors: Damaged if
/// it is lost, Io.
Result<std::unique_ptr<QIODevice>> openUnverified(const QString &folder, const PayloadRef &ref,
                                                  const std::shared_ptr<const DataKey> &key);

/// Opens the file of a payload. Errors: Damaged if it is lost, truncated or that of another payload, Io.
Result<std::unique_ptr<QIODevice>> openVerified(const QString &folder, const PayloadRef &ref,
                                                const std::shared_ptr<const DataKey> &key);

/// Removes the file of that name unless somebody is just recording it, or `isUsed`. False: it is to be tried again later.
Result<bool> removePayloadFile(const QString &folder, const QByteArray &name, const std::function<Result<bool>()> &isUsed);

} // namespace cairn
