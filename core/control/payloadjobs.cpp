#include "control/payloadjobs.h"

#include "base/outputfile.h"

#include <QIODevice>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Threads = 2;
constexpr int WholeProgress = 1000;
} // namespace

Result<PayloadPart> readPayloadPart(StoreReader &reader, const Digest &digest, qint64 offset, qint64 length)
{
    if (offset < 0 || length < 0)
        return failure(ErrorKind::Usage, u"A payload has no bytes before its start"_s, digest.toHex());
    auto device = reader.peekPayload(digest);
    if (!device)
        return tl::unexpected(device.error());
    PayloadPart part{offset, {}, (*device)->size()};
    if (offset >= part.available || length == 0)
        return part;
    if ((*device)->seek(offset))
        part.bytes = (*device)->read(std::min(length, part.available - offset));
    if (part.bytes.isEmpty())
        return failure(ErrorKind::Io, u"The payload cannot be read: %1"_s.arg((*device)->errorString()), digest.toHex(),
                       u"Check the disk and the system's log"_s);
    return part;
}

PayloadJobs::PayloadJobs(Store &store) : m_store(store)
{
    m_threads.setMaxThreadCount(Threads);
}

void PayloadJobs::end()
{
    m_ending = true;
    m_threads.waitForDone();
}

QFuture<Result<void>> PayloadJobs::start(Work work)
{
    auto promise = std::make_shared<Promise>();
    promise->start();
    promise->setProgressRange(0, WholeProgress);
    const QFuture<Result<void>> future = promise->future();
    m_threads.start([promise, work = std::move(work)] {
        promise->addResult(work(*promise));
        promise->finish();
    });
    return future;
}

Result<void> PayloadJobs::read(const PayloadRef &ref, Promise &promise, const Take &take)
{
    const auto reader = m_store.reader();
    if (!reader)
        return tl::unexpected(reader.error());
    const auto device = (*reader)->openPayload(ref.digest);
    if (!device)
        return tl::unexpected(device.error());
    qint64 done = 0;
    return readPayload(**device, ref, [&](QByteArrayView bytes) -> Result<void> {
        if (m_ending || promise.isCanceled())
            return failure(ErrorKind::Cancelled, u"Given up on request"_s);
        done += bytes.size();
        promise.setProgressValue(int(double(done) / double(std::max<qint64>(ref.size, 1)) * WholeProgress));
        return take(bytes);
    });
}

QFuture<Result<void>> PayloadJobs::verify(const PayloadRef &ref)
{
    return start([this, ref](Promise &promise) { return read(ref, promise, [](QByteArrayView) { return Result<void>(); }); });
}

QFuture<Result<void>> PayloadJobs::save(const PayloadRef &ref, const QString &path)
{
    return start([this, ref, path](Promise &promise) -> Result<void> {
        OutputFile file(path); // what was written is thrown away with it unless it is committed
        if (auto opened = file.open(); !opened)
            return opened;
        const auto copied = read(ref, promise, [&](QByteArrayView bytes) { return file.write(bytes); });
        return copied ? file.commit() : copied;
    });
}

} // namespace cairn
