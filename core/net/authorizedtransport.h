#pragma once

#include "net/proof.h"
#include "net/tokens.h"

#include <QFutureWatcher>
#include <QObject>

namespace cairn {

class AuthorizedExchange;

/// What one request is shown with, and who may see it. Stays as it is, whatever changes meanwhile.
struct Showing
{
    CredentialRule rule{};
    QUrl baseUrl{}; ///< of the service that it is for
    std::shared_ptr<const Proof> proof{};
    std::shared_ptr<const Token> token{}; ///< none but for OAuth2
    bool usesPrevious = false;
    quint64 turn = 0; ///< equal as long as requests are shown with the same

    QByteArrayView secret() const;
};

/// The transport over the network that shows a service who calls, as its definition says, and takes no other for it. Secrets are
/// fetched when they are first needed, on another thread, and put onto a request at the last moment: what the caller holds and
/// records of it has never had them. They are kept in memory for a minute, tokens until shortly before they expire. Without what
/// it needs, nothing is sent (CredentialUnusable, CredentialUnavailable). After a 401 the token, or a secret that may have been
/// changed meanwhile, is fetched anew for the next exchange, or the secret before a rotation is used; Exchange::renewable says
/// so. Other addresses than the service's own get no credential, not even one that was its own when the exchange began.
class AuthorizedTransport final : public QObject, public HttpTransport
{
public:
    /// `clock` outlives it.
    AuthorizedTransport(const Service &service, Credentials credentials, QString workspaceRoot, const Clock &clock);
    ~AuthorizedTransport() override;

    std::unique_ptr<PendingExchange> start(HttpRequest request, ResponseSink &sink) override;
    void setService(const Service &service) override;

    // For its exchanges.
    Showing showing() const;
    std::unique_ptr<PendingExchange> send(HttpRequest request, ResponseSink &sink);
    /// This one waits no longer.
    void letGo(AuthorizedExchange &exchange) { m_waiting.removeOne(&exchange); }
    /// A request was refused (401) that was sent in this turn. True if the next one may be shown with something else.
    bool noteRefused(quint64 turn);
    Timestamp now() const { return m_clock.now(); }

private:
    using Read = Result<std::shared_ptr<const Proof>>;

    bool isReady() const;
    void prepare();
    void readAgain();
    void proofRead();
    void tokenFetched(TokenResult result);
    void serve();
    void refuseAll(TransportFault fault, const QString &detail);

    Service m_service;
    const Credentials m_credentials;
    const QString m_root;
    const Clock &m_clock;
    HttpClient m_client;
    TokenFetcher m_tokens;
    QFutureWatcher<Read> m_reading;
    Service m_readFor; ///< what is being read, or was read last, is of this definition
    std::shared_ptr<const Proof> m_proof;
    std::chrono::nanoseconds m_readAt{};
    std::shared_ptr<const Token> m_token;
    bool m_usesPrevious = false;
    bool m_isStale = false; ///< to be read again, though it is there
    quint64 m_turn = 1;     ///< counts what requests are shown with
    QList<AuthorizedExchange *> m_waiting;
};

/// Makes such transports; `clock` outlives them. The NetworkThread stays as long as this does, however short each of them lives.
HttpTransportFactory overTheNetwork(const Credentials &credentials, const QString &workspaceRoot, const Clock &clock);

} // namespace cairn
