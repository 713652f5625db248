#include "net/faults.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// The connection was lost; what that cost depends on how far the exchange had come.
TransportFault lost(Progress progress)
{
    return progress == Progress::HeadersSeen ? TransportFault::TruncatedBody : TransportFault::ConnectionClosed;
}

} // namespace

TransportFault faultOf(QNetworkReply::NetworkError error, Progress progress, int status)
{
    const bool headersSeen = progress == Progress::HeadersSeen;
    switch (error) {
    case QNetworkReply::NoError: return TransportFault::None;

    case QNetworkReply::ConnectionRefusedError:
        // Refused after it was sent: the connection was lost first, and the refusal was Qt's attempt at another one.
        return progress == Progress::NothingSent ? TransportFault::ConnectionRefused : lost(progress);
    case QNetworkReply::HostNotFoundError:
        return progress == Progress::NothingSent ? TransportFault::HostNotFound : lost(progress);
    case QNetworkReply::TimeoutError: // the system's own; ours never come through Qt
        return progress == Progress::NothingSent ? TransportFault::ConnectTimeout : lost(progress);
    case QNetworkReply::SslHandshakeFailedError: return headersSeen ? TransportFault::TruncatedBody : TransportFault::TlsFailed;
    case QNetworkReply::OperationCanceledError: return TransportFault::Cancelled;

    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::BackgroundRequestNotAllowedError:
    case QNetworkReply::UnknownNetworkError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::UnknownProxyError:
    case QNetworkReply::ProtocolFailure:      // mostly HTTP/2 streams that the service reset
    case QNetworkReply::ContentReSendError:   // Qt wanted to send it again, which we prevent
    case QNetworkReply::ProtocolUnknownError: // over HTTP/2, where GOAWAY came first; other schemes never get as far as Qt
        return lost(progress);
    case QNetworkReply::TooManyRedirectsError:
    case QNetworkReply::InsecureRedirectError: return TransportFault::Redirected;

    // These say in Qt's words what the status says, or with which code an HTTP/2 stream was reset.
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::ContentAccessDenied:
    case QNetworkReply::ContentOperationNotPermittedError:
    case QNetworkReply::ContentNotFoundError:
    case QNetworkReply::AuthenticationRequiredError:
    case QNetworkReply::ContentConflictError:
    case QNetworkReply::ContentGoneError:
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::InternalServerError:
    case QNetworkReply::OperationNotImplementedError:
    case QNetworkReply::ServiceUnavailableError:
    case QNetworkReply::UnknownServerError: return headersSeen && status >= 400 ? TransportFault::None : lost(progress);
    }
    return headersSeen ? TransportFault::TruncatedBody : TransportFault::InvalidResponse;
}

bool saysNotTakenUp(QNetworkReply::NetworkError error, const QString &text)
{
    // Qt's own words (6.4), which it does not translate. Should they change, the outcome is unknown, as for any lost connection.
    return (error == QNetworkReply::ContentReSendError &&
            text == "Server stopped accepting new streams before this stream was established"_L1) ||
           (error == QNetworkReply::ProtocolFailure && text == "Server refused a stream"_L1);
}

bool endsBeforeSending(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::ConnectionRefusedError || error == QNetworkReply::HostNotFoundError ||
           error == QNetworkReply::SslHandshakeFailedError || error == QNetworkReply::ProtocolUnknownError;
}

} // namespace cairn
