#pragma once

#include "net/proof.h"
#include "net/tokens.h"

#include <QFutureWatcher>

namespace cairn {

class AuthorizedExchange;

/// The transport over the network that shows a service who calls, as its definition says, and takes no other for it. Secrets are
/// fetched when they are first needed, on another thread, and put onto a request at the last moment: what the caller holds and
/// records of it has never had them. They are kept in memory for a minute, tokens until shortly before they expire. Without what
/// it needs, nothing is sent (CredentialUnusable, CredentialUnavailable). After a 401 the token, or a secret that may have been
/// changed meanwhile, is fetched anew for the next exchange, or the secret before a rotation is used; Exchange::renewable says
/// so. Other addresses than the service's own get no credential.
class AuthorizedTransport final : public HttpTransport
{
public:
    /// `clock` outlives it.
    AuthorizedTransport(const Service &service, Credentials credentials, QString workspaceRoot, const Clock &clock);
    ~AuthorizedTransport() override;

    std::unique_ptr<PendingExchange> start(HttpRequest request, ResponseSink &sink) override;
    void setService(const Service &service) override;

private:
    friend class AuthorizedExchange;
    using Read = Result<std::shared_ptr<const Proof>>;

    bool isReady() const;
    void prepare();
    void readAgain();
    void proofRead();
    void tokenFetched(TokenResult result);
    void serve();
    void refuseAll(TransportFault fault, const QString &detail);
    void letGo(AuthorizedExchange &exchange) { m_waiting.removeOne(&exchange); }
    bool noteRefused(quint64 turn);

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

/// Makes such transports; `clock` outlives them.
HttpTransportFactory overTheNetwork(const Credentials &credentials, const QString &workspaceRoot, const Clock &clock);

} // namespace cairn
