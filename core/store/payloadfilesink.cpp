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
        auto file = m_folder.newTemporary();
        if (!file)
            return tl::unexpected(file.error());
        m_file.emplace(std::move(*file));
    }
    if (m_file && m_buffer.size() + bytes.size() > FlushSize) {
        if (auto flushed = flush(); !flushed)
            return flushed;
        if (bytes.size() >= FlushSize)
            return m_file->write(bytes);
    }
    m_buffer.append(bytes);
    return {};
}

Result<void> PayloadFileSink::flush()
{
    auto written = m_file->write(m_buffer);
    m_buffer.resize(0); // keeps its memory
    return written;
}

Result<PayloadRef> PayloadFileSink::close()
{
    if (m_ended)
        return tl::unexpected(*m_ended);
    m_ended = Error{ErrorKind::Internal, u"The payload is finished already"_s, {}, {}};
    const PayloadRef ref{m_hasher.finish(), m_size};
    if (m_file) {
        if (auto flushed = flush(); !flushed)
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
    if (auto settled = m_folder.settle(std::move(*m_file), *ref); !settled)
        return tl::unexpected(settled.error());
    return StagedPayload{*ref, {}, true};
}

void PayloadFileSink::finish(std::function<void(Result<StagedPayload>)> done)
{
    const auto ref = close();
    if (!ref)
        return done(tl::unexpected(ref.error()));
    if (!m_file)
        return done(inlined(*ref));
    auto file = std::make_shared<TemporaryFile>(std::move(*m_file)); // shared: std::function asks for copies
    m_folder.doLater([&folder = m_folder, file, ref = *ref, done = std::move(done)] {
        auto settled = folder.settle(std::move(*file), ref);
        done(settled ? Result<StagedPayload>(StagedPayload{ref, {}, true}) : tl::unexpected(settled.error()));
    });
}

} // namespace cairn
