#pragma once

#include "store/filedescriptor.h"
#include "store/payload.h"
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
        : m_descriptor(std::move(other.m_descriptor)), m_path(std::exchange(other.m_path, {})) {}
    TemporaryFile &operator=(TemporaryFile &&) = delete;

    Result<void> write(QByteArrayView bytes);
    /// Makes the content durable and gives the file its final name.
    Result<void> moveTo(const QString &path);
    void remove();

private:
    FileDescriptor m_descriptor;
    QByteArray m_path; ///< empty: it has its final name, or is gone
};

/// The payloads that are files: FOLDER/ab/cdef… by digest, FOLDER/tmp/ while they are written. Thread-safe; outlives its sinks.
class PayloadFolder final : public PayloadStore
{
public:
    explicit PayloadFolder(QString path);
    /// Waits for files that are being made durable.
    ~PayloadFolder() override;

    std::unique_ptr<PayloadSink> newPayload() override;
    Result<StagedPayload> ingestFile(const QString &path) override;
    Result<StagedPayload> stage(const QByteArray &bytes) override;
    Result<std::unique_ptr<QIODevice>> open(const StagedPayload &payload) override;

    Result<TemporaryFile> newTemporary();
    /// Returns once the bytes are durable under the digest's name.
    Result<void> settle(TemporaryFile file, const PayloadRef &ref);
    /// Has it done on one of a few threads of its own.
    void doLater(std::function<void()> work);
    /// Removes temporary files of processes that are gone.
    void removeLeftOvers();

private:
    Result<void> prepareFolders();
    Result<void> makeSubfolder(const QString &subfolder, int index);

    QString m_path;
    std::time_t m_openedAt;
    std::mutex m_folders; ///< held while folders are made and synced
    std::atomic<bool> m_prepared = false;
    std::bitset<256> m_durable; ///< subfolders whose entry in the folder is known to be durable
    std::mutex m_queue;
    std::deque<std::function<void()>> m_waiting; ///< handed over here, not by the pool: sanitizers see this mutex
    QThreadPool m_workers;
};

/// Opens the file of a payload for looking at it, unverified and as long as it happens to be. Errors: Damaged if it is lost, Io.
Result<std::unique_ptr<QFile>> openUnverified(const QString &folder, const PayloadRef &ref);

/// Opens the file of a payload. Errors: Damaged if it is lost or truncated, Io.
Result<std::unique_ptr<QIODevice>> openVerified(const QString &folder, const PayloadRef &ref);

} // namespace cairn
