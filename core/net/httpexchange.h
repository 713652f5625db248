#pragma once

#include "net/exchangelink.h"
#include "net/lanes.h"
#include "net/requestrules.h"
#include "net/responsehead.h"
#include "net/sendoncedevice.h"

#include <chrono>

namespace cairn {

class HttpExchange;

/// What carries exchanges: owns the lanes, keeps the deadlines.
class ExchangeHost
{
public:
    virtual ~ExchangeHost() = default;
    /// Where response bytes pass through on their way to a sink; in use only while one exchange reads.
    virtual QByteArray &readBuffer() = 0;
    /// Its request is about to be sent.
    virtual void hasBegun(const HttpExchange &exchange) = 0;
    /// Qt has handed on bytes of the exchange's answer, head or body.
    virtual void handedOn(const HttpExchange &exchange, qint64 bytes) = 0;
    /// A connection that may have been the exchange's was cut just now, for what came on it.
    virtual bool wasCut(const HttpExchange &exchange) const = 0;
    /// The exchange holds its lane no longer. Called once, before its waiting end is told.
    virtual void over(HttpExchange &exchange) = 0;
};

/// The speaking end of an exchange: one QNetworkReply. Begins when it is given a lane; ends, and goes, by Qt's verdict, by a
/// deadline (of which the host reminds it), by its own doubts about the answer, by cancel(), or when it is destroyed. Of the
/// NetworkThread.
class HttpExchange final : public QObject, private UploadObserver
{
public:
    using Moment = std::chrono::steady_clock::time_point;

    /// `started`: when it was asked for.
    HttpExchange(HttpRequest request, std::shared_ptr<ExchangeLink> link, ExchangeHost &host, Moment started);
    ~HttpExchange() override;

    void begin(Lane &lane, const RequestTemplate &common, bool priorKnowledge);
    /// The host goes away, and the reply with it.
    void orphan();
    /// The limit that has been overstepped; None as long as there is none.
    TransportFault overdue(Moment now) const;
    void expire(Moment now);
    /// Of what comes without pause Qt may not tell: to be called now and then.
    void catchUp();

    void cancel();

    const HttpRequest &request() const { return m_request; }
    const Exchange &result() const { return m_result; }
    Lane *lane() const { return m_lane; }
    Moment begun() const { return m_begun; }
    /// Of the service.
    quint16 port() const { return quint16(m_request.url.port(m_secure ? 443 : 80)); }
    bool sawHttp2() const { return m_head.http2; }
    /// The service has shown a public key that is pinned.
    bool sawPinnedKey() const { return m_pinned; }
    /// For the host: where it keeps this exchange.
    size_t place = 0;
    bool onForeignLanes = false;

private:
    enum class Stage { Waiting, Running, Settling, Over };

    void send(const RequestTemplate &common);
    void listen();
    void uploadMoved() override;
    void connectStarted();
    void handshakeDone();
    bool checkPin();
    void connectionUp();
    void headCame();
    void bytesCame();
    void errorCame(QNetworkReply::NetworkError error);
    void replyFinished();

    bool readHead();
    bool takeNote();
    void drain();
    void goOnLater();
    void goOn();
    bool pass(QByteArrayView bytes);
    void judge(QNetworkReply::NetworkError error);
    bool connectTells() const;
    Moment::duration patience() const;
    bool certainlyUnsent(QNetworkReply::NetworkError error) const;

    void stop(TransportFault fault, const QString &detail);
    void raiseFence();
    void fenceReached();
    void end(bool maybeSent);
    void letGoOfReply();

    HttpRequest m_request;
    std::shared_ptr<ExchangeLink> m_link;
    ExchangeHost *m_host;
    const bool m_secure;
    Lane *m_lane = nullptr;
    QNetworkReply *m_reply = nullptr;
    SendOnceDevice *m_device = nullptr; ///< belongs to the reply
    QNetworkReply *m_fence = nullptr;

    Stage m_stage = Stage::Waiting;
    Exchange m_result;
    ResponseHead m_head;
    QList<QByteArray> m_pins;
    bool m_pinned = false;
    qint64 m_uploadSize = 0;
    bool m_priorKnowledge = false; ///< HTTP/2 in the clear
    bool m_toHead = false;
    bool m_connecting = false; ///< a connection of its own is being made
    bool m_sent = false;       ///< a byte may have left
    bool m_goesOn = false;     ///< goOn() is on its way
    qint64 m_noted = 0;        ///< of the body, that Qt has handed on
    Moment m_started;
    Moment m_begun;
    Moment m_up;    ///< when the connection could carry it; unset if that could not be told
    Moment m_moved; ///< last sign of life
    /// How much of the upload was handed over at some time.
    struct Mark
    {
        Moment at;
        qint64 bytes = 0;
    };
    Mark m_mark;                  ///< in the second half of the time that it has taken so far
    Mark m_markBefore;            ///< in the half before that one
    bool m_resetSilently = false; ///< the service reset the HTTP/2 stream, and called it no error
};

} // namespace cairn
