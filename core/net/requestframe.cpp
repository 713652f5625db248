#include "net/requestframe.h"

#include <QList>

#include <algorithm>

namespace cairn {

namespace {

constexpr qsizetype LongestChunkLine = 256;
constexpr qint64 FramingSlack = 4096; ///< framing that a small body in chunks may have

constexpr int BadRequest = 400;
constexpr int MethodNotAllowed = 405;
constexpr int ContentTooLarge = 413;
constexpr int ExpectationFailed = 417;
constexpr int HeaderTooLarge = 431;
constexpr int NotImplemented = 501;
constexpr int VersionNotSupported = 505;

bool isVisible(char c)
{
    return c > ' ' && c <= '~';
}

/// A field's name. RFC 9110 allows less; what matters is that nothing can be read as white space.
bool isName(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isVisible);
}

bool isLine(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return (uchar(c) < ' ' && c != '\t') || c == '\x7f'; });
}

} // namespace

RequestFrame::State RequestFrame::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && m_state == State::Incomplete) {
        qsizetype used = 0;
        switch (m_part) {
        case Part::Head: used = feedHead(bytes); break;
        case Part::Body:
        case Part::ChunkData: used = feedBody(bytes); break;
        case Part::ChunkSize:
        case Part::ChunkEnd:
        case Part::Trailer: used = feedLine(bytes); break;
        }
        bytes = bytes.sliced(used);
    }
    return m_state;
}

qsizetype RequestFrame::feedHead(QByteArrayView bytes)
{
    const qsizetype before = m_line.size();
    m_line.append(bytes.first(std::min<qsizetype>(bytes.size(), m_limits.maxHeader - before)));
    const qsizetype end = m_line.indexOf("\r\n\r\n", std::max<qsizetype>(0, before - 3));
    if (end < 0) {
        if (m_line.size() >= m_limits.maxHeader)
            refuse(HeaderTooLarge);
        return m_line.size() - before;
    }
    m_line.truncate(end);
    readHead();
    m_line.clear();
    return end + 4 - before;
}

void RequestFrame::readHead()
{
    QList<QByteArray> lines;
    for (qsizetype from = 0, end = 0; from <= m_line.size(); from = end + 2) {
        end = m_line.indexOf("\r\n", from);
        if (end < 0)
            end = m_line.size();
        lines.append(m_line.mid(from, end - from));
    }
    // A lone CR or LF in a line would be the end of it to some and not to others.
    if (!std::all_of(lines.begin(), lines.end(), isLine))
        return refuse(BadRequest);
    readRequestLine(lines.takeFirst());
    for (qsizetype i = 0; i < lines.size() && m_state == State::Incomplete; ++i)
        readField(lines[i]);
    if (m_state != State::Incomplete)
        return;
    if ((m_isHttp11 && m_hosts != 1) || (m_isChunked && (m_length >= 0 || !m_isHttp11)))
        return refuse(BadRequest);
    m_part = m_isChunked ? Part::ChunkSize : Part::Body;
    m_left = std::max<qint64>(0, m_length);
    if (!m_isChunked && m_left == 0)
        m_state = State::Whole;
}

void RequestFrame::readRequestLine(const QByteArray &line)
{
    const QList<QByteArray> words = line.split(' ');
    if (words.size() != 3 || !isName(words[0]) || !words[2].startsWith("HTTP/"))
        return refuse(BadRequest);
    m_isHttp11 = words[2] == "HTTP/1.1";
    if (!m_isHttp11 && words[2] != "HTTP/1.0")
        return refuse(VersionNotSupported);
    if (words[0] != "POST")
        return refuse(MethodNotAllowed);
    // Only the origin form: QUrl takes what follows two slashes for a host.
    if (!isName(words[1]) || !words[1].startsWith('/') || words[1].startsWith("//") || words[1].contains('#'))
        refuse(BadRequest);
}

void RequestFrame::readField(const QByteArray &line)
{
    const qsizetype colon = line.indexOf(':');
    const QByteArray name = line.left(colon).toLower();
    const QByteArray value = line.mid(colon + 1).trimmed();
    if (colon < 0 || !isName(name)) {
        refuse(BadRequest);
    } else if (name == "host") {
        ++m_hosts;
    } else if (name == "content-length") {
        readLength(value);
    } else if (name == "transfer-encoding") {
        if (m_isChunked)
            refuse(BadRequest);
        else if (value.toLower() != "chunked")
            refuse(NotImplemented);
        m_isChunked = true;
    } else if (name == "expect") {
        m_expectsContinue = value.toLower() == "100-continue";
        if (!m_expectsContinue)
            refuse(ExpectationFailed);
    } else if (name == "upgrade" && value.toLower() == "websocket") {
        refuse(NotImplemented); // QtHttpServer would take the connection away
    }
}

void RequestFrame::readLength(const QByteArray &value)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (m_length >= 0 || value.isEmpty() || !std::all_of(value.begin(), value.end(), isDigit))
        return refuse(BadRequest);
    bool fits = false;
    m_length = value.toLongLong(&fits);
    if (!fits || m_length > m_limits.maxBody)
        refuse(ContentTooLarge);
}

qsizetype RequestFrame::feedBody(QByteArrayView bytes)
{
    const qsizetype used = std::min<qsizetype>(bytes.size(), m_left);
    m_expectsContinue = false;
    m_left -= used;
    if (m_left > 0)
        return used;
    if (m_part == Part::Body)
        m_state = State::Whole;
    else
        m_part = Part::ChunkEnd;
    return used;
}

qsizetype RequestFrame::feedLine(QByteArrayView bytes)
{
    const qsizetype lineFeed = bytes.indexOf('\n');
    const qsizetype used = lineFeed < 0 ? bytes.size() : lineFeed + 1;
    m_expectsContinue = false;
    m_framing += used;
    if (m_framing > m_limits.maxBody + FramingSlack || m_line.size() + used > LongestChunkLine) {
        refuse(m_part == Part::ChunkEnd ? BadRequest : ContentTooLarge);
        return used;
    }
    m_line.append(bytes.first(used));
    if (lineFeed >= 0) {
        if (m_line.endsWith("\r\n") && isLine(m_line.chopped(2))) {
            m_line.chop(2);
            lineEnded();
        } else {
            refuse(BadRequest);
        }
        m_line.clear();
    }
    return used;
}

void RequestFrame::lineEnded()
{
    if (m_part == Part::ChunkSize)
        return chunkBegins();
    if (m_part == Part::Trailer) {
        if (m_line.isEmpty())
            m_state = State::Whole;
        return;
    }
    if (!m_line.isEmpty())
        return refuse(BadRequest);
    m_part = Part::ChunkSize;
}

void RequestFrame::chunkBegins()
{
    const QByteArray size = m_line.split(';').first(); // what follows are extensions, which nobody uses
    const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
    if (size.isEmpty() || size.size() > 8 || !std::all_of(size.begin(), size.end(), isHex))
        return refuse(BadRequest);
    m_left = size.toLongLong(nullptr, 16);
    m_body += m_left;
    if (m_body > m_limits.maxBody)
        return refuse(ContentTooLarge);
    m_part = m_left > 0 ? Part::ChunkData : Part::Trailer;
}

void RequestFrame::refuse(int status)
{
    m_state = State::Refused;
    m_status = status;
}

} // namespace cairn
