#pragma once

#include "net/proof.h"

#include <QObject>

namespace cairn {

/// A token that a service takes for a while. In memory only.
struct Token
{
    SecretBytes value;
    std::chrono::nanoseconds renewAt{}; ///< of Clock::steady(): from then on another one is fetched before it is used
};

/// Why there is no token.
struct TokenFailure
{
    TransportFault fault = TransportFault::CredentialUnusable; ///< or CredentialUnavailable: another time there may be one
    QString detail;
};
using TokenResult = tl::expected<std::shared_ptr<const Token>, TokenFailure>;

/// Fetches tokens for one service by OAuth 2's client credentials grant (RFC 6749 section 4.4), over connections of its own, one
/// at a time, each within fifteen seconds. Belongs to the thread that made it.
class TokenFetcher : public QObject
{
public:
    explicit TokenFetcher(const Clock &clock);
    ~TokenFetcher() override;

    /// Begins; `done` is called from the event loop, and not if this object goes or cancel() comes before. The client's former
    /// secret, if there is one, is tried where the present one is refused.
    void fetch(const CredentialRule &rule, std::shared_ptr<const Proof> proof, std::function<void(TokenResult)> done);
    void cancel();
    bool isBusy() const { return bool(m_pending); }

private:
    class Body;
    struct Waiter;
    static Waiter await(TokenFetcher &fetcher);
    void ask(QByteArrayView secret);
    void answered(const Exchange &exchange);

    const Clock &m_clock;
    CredentialRule m_rule;
    std::shared_ptr<const Proof> m_proof;
    std::function<void(TokenResult)> m_done;
    std::unique_ptr<HttpClient> m_client;
    std::unique_ptr<Body> m_body;
    std::unique_ptr<PendingExchange> m_pending;
    std::coroutine_handle<> m_coroutine;
    bool m_usesPrevious = false;
};

/// What an authorisation server answered. `now`: of Clock::steady().
TokenResult readToken(const Exchange &exchange, const QByteArray &body, std::chrono::nanoseconds now);

/// Its request (RFC 6749 section 4.4.2), the client shown by Basic authentication (section 2.3.1).
HttpRequest tokenRequest(const CredentialRule &rule, QByteArrayView secret);

} // namespace cairn
