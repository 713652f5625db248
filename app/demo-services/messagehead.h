#pragma once

#include <QByteArray>

namespace cairn::demo {

/// Just enough of an HTTP/1.1 message's head to know where the message ends.
struct MessageHead
{
    QByteArray startLine;
    qint64 contentLength = 0;
    bool isChunked = false;
    bool isMalformed = false; ///< two lengths, a length that is no number, an unknown transfer coding
    bool wantsClose = false;  ///< Connection: close, or HTTP/1.0
    bool expectsContinue = false;
    QByteArray fault;     ///< TransportFault::HeaderName
    QByteArray forwarded; ///< the head with its empty line, without fields meant for the next hop only

    bool isHeadRequest() const { return startLine.startsWith("HEAD "); }

    /// `head` ends before the empty line.
    static MessageHead parse(const QByteArray &head);
};

} // namespace cairn::demo
