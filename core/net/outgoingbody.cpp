#include "net/httpclient.h"

namespace cairn {

qint64 OutgoingBody::size() const
{
    qint64 sum = 0;
    for (const Segment &segment : segments)
        sum += segment.open ? segment.size : segment.bytes.size();
    return sum;
}

OutgoingBody OutgoingBody::ofBytes(QByteArray bytes)
{
    OutgoingBody body;
    body.present = true;
    const qint64 size = bytes.size();
    body.segments.push_back({std::move(bytes), {}, size});
    return body;
}

OutgoingBody OutgoingBody::ofDevice(std::function<Result<std::unique_ptr<QIODevice>>()> open, qint64 size)
{
    OutgoingBody body;
    body.present = true;
    body.segments.push_back({{}, std::move(open), size});
    return body;
}

} // namespace cairn
