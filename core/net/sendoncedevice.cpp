#include "net/sendoncedevice.h"

#include <cstring>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

qint64 sizeOf(const OutgoingBody::Segment &segment)
{
    return segment.open ? segment.size : segment.bytes.size();
}

Error unreadable(const QString &detail)
{
    return Error{ErrorKind::Io, detail, {}, u"Check whether the payload was changed or removed while it was being sent"_s};
}

} // namespace

SendOnceDevice::SendOnceDevice(OutgoingBody body) : m_body(std::move(body)), m_size(m_body.size())
{
    // Unbuffered: QIODevice's own buffer would read ahead of what is sent, and copy once more.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

void SendOnceDevice::abandon()
{
    m_observer = nullptr;
    m_body = {};
    m_index = 0;
    m_source.reset();
    if (!m_error && m_delivered < m_size)
        m_error = unreadable(u"the upload was given up"_s);
}

bool SendOnceDevice::prepare()
{
    if (!finishSegments())
        return false;
    const bool opensDevice = m_index < m_body.segments.size() && m_body.segments[m_index].open;
    return !opensDevice || openSegment();
}

qint64 SendOnceDevice::bytesAvailable() const
{
    return m_error ? 0 : m_size - m_delivered;
}

bool SendOnceDevice::reset()
{
    m_rewindAsked = true;
    return false;
}

qint64 SendOnceDevice::readData(char *data, qint64 maxSize)
{
    if (m_observer)
        m_observer->uploadMoved();
    qint64 filled = 0;
    while (!m_error && filled < maxSize && m_index < m_body.segments.size()) {
        filled += readSegment(data + filled, maxSize - filled);
        finishSegments();
    }
    // Bytes gathered before the fault was found are withheld with it: what was sent so far is short of Content-Length.
    if (m_error || filled == 0)
        return -1;
    m_delivered += filled;
    return filled;
}

qint64 SendOnceDevice::readSegment(char *data, qint64 maxSize)
{
    const OutgoingBody::Segment &segment = m_body.segments[m_index];
    const qint64 wanted = qMin(maxSize, sizeOf(segment) - m_segmentRead);
    if (wanted <= 0)
        return 0;
    qint64 got = wanted;
    if (!segment.open) {
        std::memcpy(data, segment.bytes.constData() + m_segmentRead, size_t(wanted));
    } else {
        if (!openSegment())
            return 0;
        got = m_source->read(data, wanted);
        if (got < 0) {
            fail(Error{ErrorKind::Io, m_source->errorString(), {}, u"`cairn doctor` examines the store"_s});
            return 0;
        }
        if (got == 0) {
            fail(unreadable(u"the request's payload ended after %1 of %2 bytes"_s.arg(m_segmentRead).arg(segment.size)));
            return 0;
        }
    }
    m_segmentRead += got;
    return got;
}

bool SendOnceDevice::openSegment()
{
    if (m_source)
        return true;
    const auto opener = m_body.segments[m_index].open; // a copy: opening may give the whole upload up
    Result<std::unique_ptr<QIODevice>> opened = opener();
    if (m_error)
        return false;
    if (!opened) {
        fail(opened.error());
        return false;
    }
    if (!*opened || !(*opened)->isReadable()) {
        fail(unreadable(u"the request's payload cannot be read"_s));
        return false;
    }
    m_source = std::move(*opened);
    return true;
}

/// Moves past every segment that has been read to its announced end, and makes sure that it ends there.
bool SendOnceDevice::finishSegments()
{
    while (!m_error && m_index < m_body.segments.size()) {
        OutgoingBody::Segment &segment = m_body.segments[m_index];
        if (m_segmentRead < sizeOf(segment))
            return true;
        if (segment.open && !endsHere())
            return false;
        m_source.reset();
        m_body.segments[m_index] = {};
        m_segmentRead = 0;
        ++m_index;
    }
    return !m_error;
}

bool SendOnceDevice::endsHere()
{
    if (!openSegment())
        return false;
    char probe = 0;
    if (m_source->read(&probe, 1) <= 0)
        return true;
    fail(unreadable(u"the request's payload is longer than the %1 bytes announced"_s.arg(m_segmentRead)));
    return false;
}

void SendOnceDevice::fail(const Error &error)
{
    m_error = error;
    m_source.reset();
}

} // namespace cairn
