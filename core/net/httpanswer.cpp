#include "net/httpexchange.h"

#include "net/verdict.h"

// How an exchange takes in its answer, and what it makes of its end.

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
/// Bodies up to this length are read once, at the end: each earlier read wakes the manager's thread.
constexpr qint64 ReadAtOnce = 32 * 1024;

qint64 sizeOf(const HeaderList &headers)
{
    qint64 bytes = 0;
    for (const auto &[name, value] : headers)
        bytes += name.size() + value.size();
    return bytes;
}
} // namespace

void HttpExchange::headCame()
{
    if (m_stage != Stage::Running)
        return;
    m_moved = std::chrono::steady_clock::now();
    if (!readHead())
        return;
    // Sent as a custom verb, HEAD makes Qt 6.4 wait for the body that Content-Length announces. Its own HEAD it would repeat.
    if (m_toHead && m_head.status >= 200) {
        m_stage = Stage::Settling;
        m_reply->abort();
        judge(QNetworkReply::NoError);
    }
}

/// False if the exchange is over thereby.
bool HttpExchange::readHead()
{
    m_sent = true;
    if (!checkPin())
        return false;
    m_head = headOf(*m_reply, m_toHead);
    m_result.status = m_head.status;
    m_result.endToldByClose = m_head.end == BodyEnd::Connection;
    m_result.timing.firstByte = std::chrono::round<Milliseconds>(m_moved - m_started);
    std::optional<HeaderList> headers = headersOf(*m_reply);
    if (!headers) {
        stop(TransportFault::InvalidResponse, u"more than %1 KiB of headers"_s.arg(MaxHeaderBytes / 1024));
        return false;
    }
    m_result.headers = std::move(*headers);
    m_host->handedOn(*this, sizeOf(m_result.headers));
    if (!m_head.defect.isEmpty()) {
        stop(TransportFault::InvalidResponse, m_head.defect);
        return false;
    }
    if (m_head.end == BodyEnd::Length && m_head.length > m_request.maxResponse) {
        stop(TransportFault::BodyTooLarge, u"%1 bytes announced, %2 accepted"_s.arg(m_head.length).arg(m_request.maxResponse));
        return false;
    }
    return true;
}

void HttpExchange::bytesCame()
{
    if (m_stage != Stage::Running)
        return;
    m_moved = std::chrono::steady_clock::now();
    if (m_head.end != BodyEnd::Length || m_head.length > ReadAtOnce)
        drain();
}

/// Hands on what Qt holds. False if the exchange is over thereby.
bool HttpExchange::drain()
{
    while (m_reply->bytesAvailable() > 0) {
        QByteArray &buffer = m_host->readBuffer();
        const qint64 got = m_reply->read(buffer.data(), buffer.size());
        if (got <= 0)
            break;
        if (!pass(QByteArrayView(buffer.constData(), got)))
            return false;
    }
    return true;
}

bool HttpExchange::pass(QByteArrayView bytes)
{
    m_result.bodySize += bytes.size();
    m_host->handedOn(*this, bytes.size());
    if (m_result.bodySize > m_request.maxResponse) {
        stop(TransportFault::BodyTooLarge, u"more than the %1 bytes accepted"_s.arg(m_request.maxResponse));
        return false;
    }
    if (const Result<void> accepted = m_link->accept(bytes); !accepted) {
        stop(TransportFault::SinkFailed, describe(accepted.error()));
        return false;
    }
    return true;
}

void HttpExchange::replyFinished()
{
    if (m_stage != Stage::Running) // abort() comes here before it returns
        return;
    if (m_head.status == 0 && m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid() && !readHead())
        return;
    if (drain())
        judge(m_reply->error());
}

/// Ends an exchange that Qt has ended.
void HttpExchange::judge(QNetworkReply::NetworkError error)
{
    QString text = m_reply->errorString();
    if (error == QNetworkReply::NoError && m_resetSilently) {
        error = QNetworkReply::ProtocolFailure;
        text = u"the service reset the stream, and called it no error"_s;
    }
    const bool untouched = m_head.status == 0 && saysNotTakenUp(error, text);
    const bool unsent = untouched || certainlyUnsent(error);
    const bool elsewhere = pointsElsewhere(m_head.status, m_result.headers);
    EndVerdict verdict = verdictOn({error, text, unsent, m_head, elsewhere, m_result.bodySize});
    if (m_device && m_device->error())
        verdict = {TransportFault::RequestUnreadable, describe(*m_device->error())};
    else if (verdict.fault != TransportFault::None && m_host->wasCut(*this))
        verdict = {TransportFault::InvalidResponse, u"cut off: headers or framing came without end, and no answer"_s};
    m_result.fault = verdict.fault;
    m_result.detail = verdict.detail;
    end(!unsent);
}

} // namespace cairn
