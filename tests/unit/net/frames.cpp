#include "frames.h"

#include <QtEndian>

namespace frames {

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray frame(FrameType type, FrameFlag flags, quint32 stream, const QByteArray &payload)
{
    return bigEndian(quint32(payload.size())).mid(1) + char(type) + char(flags) + bigEndian(stream) + payload;
}

QByteArray answerHead(quint32 stream, const QByteArray &status)
{
    return frame(Headers, EndHeaders, stream, status);
}

RawServer::RawHandler speakingFrames(std::function<void(RawConnection &, quint32 stream)> onRequest)
{
    return [onRequest](RawConnection &connection) {
        if (connection.requests++ == 0) { // once a connection: its preface, which comes in one piece
            connection.buffer.remove(0, 24);
            connection.send(frame(Settings, NoFlag, 0));
        }
        for (QByteArray &in = connection.buffer; in.size() >= 9;) {
            const qsizetype size = qsizetype(qFromBigEndian<quint32>(in.constData()) >> 8);
            if (in.size() < 9 + size)
                return;
            const char type = in.at(3);
            const char flags = in.at(4);
            const quint32 stream = qFromBigEndian<quint32>(in.constData() + 5);
            in.remove(0, 9 + size);
            if ((type == Data || type == Headers) && (flags & EndStream))
                onRequest(connection, stream);
        }
    };
}

} // namespace frames
