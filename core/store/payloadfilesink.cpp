#include "store/payloadfilesink.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype FlushSize = 256 * 1024;
}

Result<void> PayloadFileSink::write(QByteArrayView bytes)
{
    if (m_ended)
        return tl::unexpected(*m_ended);
    m_hasher.add(bytes);
    m_size += bytes.size();
    auto taken = append(bytes);
    if (!taken)
        m_ended = taken.error();
    return taken;
}

Result<void> PayloadFileSink::append(QByteArrayView bytes)
{
    if (!m_file && m_size > InlineLimit) {
        if (auto started = startFile(); !started)
            return started;
    }
    if (m_file && m_buffer.size() + bytes.size() > FlushSize) {
        if (auto flushed = flush(); !flushed)
            return flushed;
        if (bytes.size() >= FlushSize)
            return put(bytes);
    }
    m_buffer.append(bytes);
    return {};
}

Result<void> PayloadFileSink::startFile()
{
    auto file = m_folder.newTemporary();
    if (!file)
        return tl::unexpected(file.error());
    m_file.emplace(std::move(*file));
    m_key = m_folder.key();
    if (!m_key)
        return {};
    m_sealer.emplace(m_key);
    return m_file->write(m_sealer->head());
}

Result<void> PayloadFileSink::put(QByteArrayView bytes)
{
    if (!m_sealer)
        return m_file->write(bytes);
    m_sealed.resize(0); // keeps its memory, as below
    m_sealer->add(bytes, m_sealed);
    return m_file->write(m_sealed);
}

Result<void> PayloadFileSink::flush()
{
    auto written = put(m_buffer);
    m_buffer.resize(0);
    return written;
}

Result<PayloadRef> PayloadFileSink::close()
{
    if (m_ended)
        return tl::unexpected(*m_ended);
    m_ended = Error{ErrorKind::Internal, u"The payload is finished already"_s, {}, {}};
    const PayloadRef ref{m_hasher.finish(), m_size};
    if (m_file) {
        auto flushed = flush();
        if (flushed && m_sealer) {
            m_sealed.resize(0);
            m_sealer->finish(ref.digest, ref.size, m_sealed);
            flushed = m_file->write(m_sealed);
        }
        if (!flushed)
            return tl::unexpected(flushed.error());
    }
    return ref;
}

StagedPayload PayloadFileSink::inlined(const PayloadRef &ref)
{
    return {ref, std::exchange(m_buffer, {}), false};
}

Result<StagedPayload> PayloadFileSink::finishNow()
{
    const auto ref = close();
    if (!ref)
        return tl::unexpected(ref.error());
    if (!m_file)
        return inlined(*ref);
    return m_folder.settle(std::move(*m_file), *ref, m_key.get());
}

void PayloadFileSink::finish(std::function<void(Result<StagedPayload>)> done)
{
    const auto ref = close();
    if (!ref)
        return done(tl::unexpected(ref.error()));
    if (!m_file)
        return done(inlined(*ref));
    auto file = std::make_shared<TemporaryFile>(std::move(*m_file)); // shared: std::function asks for copies
    m_folder.doLater([&folder = m_folder, file, ref = *ref, key = m_key, done = std::move(done)] {
        done(folder.settle(std::move(*file), ref, key.get()));
    });
}

} // namespace cairn
