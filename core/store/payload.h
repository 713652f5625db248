#pragma once

#include "base/error.h"
#include "model/records.h"

#include <QByteArray>
#include <QIODevice>
#include <QString>

#include <functional>
#include <memory>

namespace cairn {

/// Bytes that are ready to be recorded by a PutPayload: small ones inline, larger ones as a file that is durable already
/// (fsynced, renamed into place, folder fsynced).
struct StagedPayload
{
    PayloadRef ref;
    QByteArray bytes; ///< inline content if size <= InlineLimit
    bool isFile = false;
    int key = 0;                        ///< number of the key that its file is sealed with; 0: none
    std::shared_ptr<const void> hold{}; ///< keeps its file from being removed until its row is there
};

/// Opens one payload for reading once, from its start.
using PayloadSource = std::function<Result<std::unique_ptr<QIODevice>>()>;

/// Payloads up to this size live in the store's table (design.md §3.5).
inline constexpr qint64 InlineLimit = 64 * 1024;

/// Takes the bytes of one new payload, in bounded memory, hashing as it goes. Used by one thread at a time; abandoned (its
/// temporary file removed) when destroyed before finish.
class PayloadSink
{
public:
    virtual ~PayloadSink() = default;
    virtual Result<void> write(QByteArrayView bytes) = 0;
    virtual qint64 size() const = 0;
    /// Makes the payload durable and hands it back. Small payloads call `done` before this returns; a file is synced on
    /// a worker thread, which calls `done`. The sink takes no more bytes afterwards.
    virtual void finish(std::function<void(Result<StagedPayload>)> done) = 0;
};

/// Where payload bytes are kept. Thread-safe.
class PayloadStore
{
public:
    virtual ~PayloadStore() = default;
    virtual std::unique_ptr<PayloadSink> newPayload() = 0;
    /// Takes in a whole file from elsewhere, waiting; the file must not change while it is read. Worker threads only.
    /// Errors: Io, DiskFull, Conflict (it changed meanwhile), Usage (a link, a folder, a pipe).
    virtual Result<StagedPayload> ingestFile(const QString &path) = 0;
    /// A payload from bytes in memory. At most InlineLimit bytes are free of I/O.
    virtual Result<StagedPayload> stage(const QByteArray &bytes) = 0;
    /// Reads back a payload that is ready but perhaps not recorded yet.
    virtual Result<std::unique_ptr<QIODevice>> open(const StagedPayload &payload) = 0;
};

/// Reads `device` to its end, hands over block by block what comes, and compares. What `take` got is worth something only if this
/// succeeds. Errors: those of `take`, at once; Damaged (with the digest found); Io.
Result<void> readPayload(QIODevice &device, const PayloadRef &expected, const std::function<Result<void>(QByteArrayView)> &take);

/// Reads `device` to its end and compares. Errors: Damaged (with the digest found), Io.
Result<void> verifyPayload(QIODevice &device, const PayloadRef &expected);

} // namespace cairn
