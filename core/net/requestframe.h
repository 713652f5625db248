#pragma once

#include <QByteArray>

namespace cairn {

/// How much of a request is taken in.
struct FrameLimits
{
    qint64 maxHeader = 0; ///< request line and fields
    qint64 maxBody = 0;   ///< without the framing of chunks
};

/// Finds where one HTTP/1.1 request ends, byte by byte as it comes, and refuses it as soon as it breaks the limits or leaves
/// room for a second reading (RFC 9112 sections 3, 6 and 7). QtHttpServer 6.4 has no limits and takes lengths of -1, two
/// lengths at once and chunks of any spelling; what reaches it has passed here. Pure.
class RequestFrame
{
public:
    enum class State { Incomplete, Whole, Refused };

    explicit RequestFrame(FrameLimits limits) : m_limits(limits) {}

    /// Takes the next bytes; what comes after a whole request is ignored.
    State feed(QByteArrayView bytes);

    /// The status to answer a refused request with.
    int status() const { return m_status; }
    /// The head is there, the body is not, and the sender waits for 100 Continue before it sends one.
    bool awaitsContinue() const { return m_expectsContinue && m_state == State::Incomplete; }

private:
    enum class Part { Head, Body, ChunkSize, ChunkData, ChunkEnd, Trailer };

    qsizetype feedHead(QByteArrayView bytes);
    qsizetype feedLine(QByteArrayView bytes);
    qsizetype feedBody(QByteArrayView bytes);
    void readHead();
    void readRequestLine(const QByteArray &line);
    void readField(const QByteArray &line);
    void readLength(const QByteArray &value);
    void lineEnded();
    void chunkBegins();
    void refuse(int status);

    FrameLimits m_limits;
    State m_state = State::Incomplete;
    int m_status = 0;
    Part m_part = Part::Head;
    QByteArray m_line;    ///< the head, or a line between chunks, as far as it has come
    qint64 m_left = 0;    ///< of the body, or of this chunk
    qint64 m_body = 0;    ///< of all chunks
    qint64 m_framing = 0; ///< bytes of chunk lines and trailers
    qint64 m_length = -1;
    int m_hosts = 0;
    bool m_isHttp11 = false;
    bool m_isChunked = false;
    bool m_expectsContinue = false;
};

} // namespace cairn
