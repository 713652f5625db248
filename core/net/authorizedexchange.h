#pragma once

#include "net/authorizedtransport.h"

namespace cairn {

/// An exchange that waits for what its request is shown with, and then is one of the HttpClient's.
class AuthorizedExchange final : public QObject, public PendingExchange
{
public:
    AuthorizedExchange(AuthorizedTransport &transport, HttpRequest request, ResponseSink &sink);
    ~AuthorizedExchange() override;

    /// Sends it, once its body is digested where that is to be signed.
    void proceed();
    void refuse(TransportFault fault, const QString &detail);
    /// Its transport goes away.
    void orphan();

    void cancel() override;
    bool await_ready() const override { return m_over || (m_inner && m_inner->await_ready()); }
    void await_suspend(std::coroutine_handle<> waiter) override;
    Exchange await_resume() override;

private:
    void digestMore();
    void sign(const Digest &body);
    void send();
    void wake();

    AuthorizedTransport *m_transport;
    HttpRequest m_request;
    ResponseSink &m_sink;
    std::unique_ptr<PendingExchange> m_inner;
    std::coroutine_handle<> m_waiter;
    Exchange m_result;
    bool m_over = false;
    CredentialRule m_rule{};
    std::shared_ptr<const Proof> m_proof;
    std::shared_ptr<const Token> m_token;
    bool m_usesPrevious = false;
    quint64 m_turn = 0;

    class Digesting;
    std::unique_ptr<Digesting> m_digesting;

    QByteArrayView secret() const;
};

} // namespace cairn
