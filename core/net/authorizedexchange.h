#pragma once

#include "net/authorizedtransport.h"
#include "net/secretcover.h"

#include <QPointer>

namespace cairn {

/// An exchange that waits for what its request is shown with, and then is one of the HttpClient's.
class AuthorizedExchange final : public QObject, public PendingExchange
{
public:
    AuthorizedExchange(AuthorizedTransport &transport, HttpRequest request, ResponseSink &sink);
    ~AuthorizedExchange() override;

    /// Sends it, once its body is digested where that is to be signed; not to an address that is no longer the service's.
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

    QPointer<AuthorizedTransport> m_transport;
    HttpRequest m_request;
    SecretCover m_sink;
    std::unique_ptr<PendingExchange> m_inner;
    std::coroutine_handle<> m_waiter;
    Exchange m_result;
    bool m_over = false;
    Showing m_showing;

    class Digesting;
    std::unique_ptr<Digesting> m_digesting;
};

} // namespace cairn
