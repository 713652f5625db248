#pragma once

#include "rawserver.h"

/// HTTP/2's frames (RFC 9113), put together by hand.
namespace frames {

enum FrameType : char { Data = 0, Headers = 1, Reset = 3, Settings = 4, Ping = 6, GoAway = 7, Continuation = 9 };
enum FrameFlag : char { NoFlag = 0, Ack = 1, EndStream = 1, EndHeaders = 4 };

QByteArray bigEndian(quint32 number);
QByteArray frame(FrameType type, FrameFlag flags, quint32 stream, const QByteArray &payload = {});
QByteArray answerHead(quint32 stream, const QByteArray &status = "\x88"); ///< 200 in HPACK's table

/// Speaks just enough HTTP/2 to do what no proper server does. `onRequest` is called with each whole request's stream.
RawServer::RawHandler speakingFrames(std::function<void(RawConnection &, quint32 stream)> onRequest);

} // namespace frames
