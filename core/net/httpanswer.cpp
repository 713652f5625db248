#include "net/httpexchange.h"

#include "net/verdict.h"

#include <limits>

// How an exchange takes in its answer, and what it makes of its end.

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
/// Bodies up to this length are read once, at the end: each earlier read wakes the manager's thread.
constexpr qint64 ReadAtOnce = 32 * 1024;
/// What an exchange takes before others have their turn.
constexpr qint64 ReadInATurn = 1024 * 1024;

qint64 sizeOf(const HeaderList &headers)
{
    qint64 bytes = 0;
    for (const auto &[name, value] : headers)
        bytes += name.size() + value.size();
    return bytes;
}

/// As which the end of a connection shows, if there was one.
bool isLoss(TransportFault fault)
{
    return fault == TransportFault::ConnectionClosed || fault == TransportFault::TruncatedBody;
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
    // Over HTTP/2 Qt takes in whatever comes, and a limit only hides how much. What it does show is no flood.
    if (m_head.http2)
        m_reply->setReadBufferSize(std::numeric_limits<qint64>::max());
    if (!m_head.defect.isEmpty()) {
        stop(TransportFault::InvalidResponse, m_head.defect);
        return false;
    }
    if (const QByteArray coding = unaskedCoding(*m_reply, m_head); m_request.readsBody && !coding.isEmpty()) {
        stop(TransportFault::InvalidResponse,
             u"its Content-Encoding is '%1', which was not asked for; a step that writes Accept-Encoding under its request's "
             "headers takes the body as it comes"_s.arg(QString::fromLatin1(coding)));
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
    takeNote();
    if (m_head.end != BodyEnd::Length || m_head.length > ReadAtOnce || m_noted > ReadAtOnce)
        drain();
}

/// Tells the host what has come out of Qt, which over HTTP/2 may be far more than has been passed on.
bool HttpExchange::takeNote()
{
    const qint64 held = m_result.bodySize + m_reply->bytesAvailable();
    const qint64 news = held - std::exchange(m_noted, held);
    m_host->handedOn(*this, news);
    return news > 0;
}

/// Of what comes without pause Qt says nothing while more is on its way to us, which may be always if others keep this thread
/// busy.
void HttpExchange::catchUp()
{
    if (m_stage != Stage::Running || !takeNote())
        return;
    m_moved = std::chrono::steady_clock::now();
    goOnLater();
}

void HttpExchange::goOnLater()
{
    if (!std::exchange(m_goesOn, true))
        QMetaObject::invokeMethod(this, &HttpExchange::goOn, Qt::QueuedConnection);
}

void HttpExchange::goOn()
{
    m_goesOn = false;
    bytesCame();
}

/// Passes on what Qt holds, and of much the rest in a turn of its own.
void HttpExchange::drain()
{
    if (m_noted > m_request.maxResponse)
        return stop(TransportFault::BodyTooLarge, u"more than the %1 bytes accepted"_s.arg(m_request.maxResponse));
    for (qint64 left = ReadInATurn; m_reply->bytesAvailable() > 0;) {
        if (left <= 0)
            return goOnLater();
        QByteArray &buffer = m_host->readBuffer();
        const qint64 got = m_reply->read(buffer.data(), buffer.size());
        if (got <= 0)
            break;
        if (!pass(QByteArrayView(buffer.constData(), got)))
            return;
        left -= got;
    }
    if (m_reply->isFinished())
        judge(m_reply->error());
}

bool HttpExchange::pass(QByteArrayView bytes)
{
    m_result.bodySize += bytes.size();
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
    takeNote();
    drain();
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
    else if (isLoss(verdict.fault) && m_host->wasCut(*this))
        verdict = {TransportFault::InvalidResponse, u"cut off: headers or framing came without end, and no answer"_s};
    m_result.fault = verdict.fault;
    m_result.detail = verdict.detail;
    end(!unsent);
}

} // namespace cairn
