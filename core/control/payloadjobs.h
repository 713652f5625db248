#pragma once

#include "store/store.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <atomic>

namespace cairn {

/// A part of a payload as its bytes lie there. Not verified: that takes all of them (Desk::verifyPayload).
struct PayloadPart
{
    qint64 offset = 0;
    QByteArray bytes;     ///< fewer than asked for at the end
    qint64 available = 0; ///< bytes that lie there; another number than the payload's size if it is damaged
};

/// Errors: Usage for a place that cannot be, those of StoreReader::peekPayload, Io.
Result<PayloadPart> readPayloadPart(StoreReader &reader, const Digest &digest, qint64 offset, qint64 length);

/// Work on whole payloads, which may take minutes, on threads of its own: each job reports its progress in thousandths and ends
/// early once its future is cancelled. Thread-safe.
class PayloadJobs
{
public:
    explicit PayloadJobs(Store &store);
    ~PayloadJobs() { end(); }

    QFuture<Result<void>> verify(const PayloadRef &ref);
    QFuture<Result<void>> save(const PayloadRef &ref, const QString &path);
    /// Cuts short what is under way, and waits for it.
    void end();

private:
    using Promise = QPromise<Result<void>>;
    using Take = std::function<Result<void>(QByteArrayView)>;
    using Work = std::function<Result<void>(Promise &)>;

    QFuture<Result<void>> start(Work work);
    Result<void> read(const PayloadRef &ref, Promise &promise, const Take &take);

    Store &m_store;
    std::atomic<bool> m_ending = false;
    QThreadPool m_threads;
};

} // namespace cairn
