#include "net/authorizedtransport.h"

#include "net/authorizedexchange.h"
#include "net/networkthread.h"

#include <QPromise>

namespace cairn {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds KeptFor = 60s; ///< what vaults gave is good for so long
constexpr std::chrono::seconds JustRead = 1s; ///< what was read this moment reads the same again

bool sameProof(const Service &one, const Service &other)
{
    return one.credential == other.credential && one.tls == other.tls;
}

} // namespace

QByteArrayView Showing::secret() const
{
    if (token)
        return token->value.view();
    if (!proof)
        return {};
    return usesPrevious ? proof->previous.view() : proof->secret.view();
}

AuthorizedTransport::AuthorizedTransport(const Service &service, Credentials credentials, QString workspaceRoot,
                                         const Clock &clock)
    : m_service(service), m_credentials(std::move(credentials)), m_root(std::move(workspaceRoot)), m_clock(clock),
      m_client(service), m_tokens(clock)
{
    QObject::connect(&m_reading, &QFutureWatcher<Read>::finished, &m_reading, [this] { proofRead(); });
}

AuthorizedTransport::~AuthorizedTransport()
{
    m_reading.disconnect();
    for (AuthorizedExchange *exchange : std::exchange(m_waiting, {}))
        exchange->orphan();
}

void AuthorizedTransport::setService(const Service &service)
{
    const bool isSame = sameProof(service, m_service) && sameOrigin(service.baseUrl, m_service.baseUrl);
    m_service = service;
    m_client.setService(service);
    if (isSame)
        return;
    m_proof.reset();
    m_token.reset();
    m_tokens.cancel();
    m_usesPrevious = false;
    ++m_turn;
    if (!needsProof(m_service))
        m_client.setTls({});
    if (!m_waiting.isEmpty())
        prepare();
}

std::unique_ptr<PendingExchange> AuthorizedTransport::start(HttpRequest request, ResponseSink &sink)
{
    if (!needsProof(m_service) || !sameOrigin(request.url, m_service.baseUrl))
        return m_client.start(std::move(request), sink);
    auto exchange = std::make_unique<AuthorizedExchange>(*this, std::move(request), sink);
    if (isReady()) {
        exchange->proceed();
    } else {
        m_waiting.append(exchange.get());
        prepare();
    }
    return exchange;
}

Showing AuthorizedTransport::showing() const
{
    const CredentialRule &rule = m_service.credential;
    return {rule,
            m_service.baseUrl,
            m_proof,
            rule.kind == CredentialKind::OAuth2 ? m_token : nullptr,
            m_usesPrevious && !m_proof->previous.isEmpty(),
            m_turn};
}

std::unique_ptr<PendingExchange> AuthorizedTransport::send(HttpRequest request, ResponseSink &sink)
{
    return m_client.start(std::move(request), sink);
}

bool AuthorizedTransport::isReady() const
{
    if (!m_proof || m_isStale || m_clock.steady() - m_readAt > KeptFor)
        return false;
    return m_service.credential.kind != CredentialKind::OAuth2 || (m_token && m_clock.steady() < m_token->renewAt);
}

/// Gets what is missing, one after the other; then serves those who wait.
void AuthorizedTransport::prepare()
{
    if (m_reading.isRunning() || m_tokens.isBusy())
        return;
    if (!m_proof || m_isStale || m_clock.steady() - m_readAt > KeptFor)
        return readAgain();
    if (isReady())
        return serve();
    m_tokens.fetch(m_service.credential, m_proof, [this](TokenResult result) { tokenFetched(std::move(result)); });
}

void AuthorizedTransport::readAgain()
{
    m_readFor = m_service;
    const auto promise = std::make_shared<QPromise<Read>>();
    promise->start();
    m_reading.setFuture(promise->future());
    m_credentials.later([promise, service = m_service, root = m_root, now = m_clock.now()](const Credentials &credentials) {
        promise->addResult(readProof(service, credentials, root, now));
        promise->finish();
    });
}

void AuthorizedTransport::proofRead()
{
    const Read read = m_reading.result();
    if (!sameProof(m_readFor, m_service))
        return prepare(); // changed meanwhile
    // A vault that cannot be asked at the moment (the keychain locked with the screen) does not make what it gave before
    // unusable.
    const bool keepsOld =
        !read && m_proof && !m_isStale && (read.error().kind == ErrorKind::Busy || read.error().kind == ErrorKind::Io);
    if (!read && !keepsOld) {
        m_proof.reset();
        m_token.reset();
        // One that is busy may answer another time; what it does not have, or must not give, is for a person to mend.
        return refuseAll(read.error().kind == ErrorKind::Busy ? TransportFault::CredentialUnavailable
                                                              : TransportFault::CredentialUnusable,
                         describe(read.error()));
    }
    if (!keepsOld) {
        const bool isNew = !m_proof || !m_proof->secret.equals((*read)->secret);
        m_proof = *read;
        if (isNew) { // also a token that the former secret got
            m_token.reset();
            m_usesPrevious = false;
            ++m_turn;
        }
        m_client.setTls(m_proof->tls);
    }
    m_isStale = false;
    m_readAt = m_clock.steady();
    prepare();
}

void AuthorizedTransport::tokenFetched(TokenResult result)
{
    if (!result)
        return refuseAll(result.error().fault, result.error().detail);
    m_token = std::move(*result);
    ++m_turn;
    serve();
}

void AuthorizedTransport::serve()
{
    for (AuthorizedExchange *exchange : std::exchange(m_waiting, {}))
        exchange->proceed();
}

void AuthorizedTransport::refuseAll(TransportFault fault, const QString &detail)
{
    for (AuthorizedExchange *exchange : std::exchange(m_waiting, {}))
        exchange->refuse(fault, detail);
}

bool AuthorizedTransport::noteRefused(quint64 turn)
{
    if (turn != m_turn)
        return true; // which has happened already
    if (!m_proof)
        return true;
    const CredentialKind kind = m_service.credential.kind;
    if (kind == CredentialKind::OAuth2) {
        m_token.reset();
        ++m_turn;
        return true;
    }
    if (kind == CredentialKind::Mtls || kind == CredentialKind::None)
        return false;
    if (!m_proof->previous.isEmpty()) {
        m_usesPrevious = !m_usesPrevious;
        ++m_turn;
        return true;
    }
    // Somebody may have changed it in the vault meanwhile.
    m_isStale = m_clock.steady() - m_readAt > JustRead;
    return m_isStale;
}

HttpTransportFactory overTheNetwork(const Credentials &credentials, const QString &workspaceRoot, const Clock &clock)
{
    return [credentials, workspaceRoot, &clock,
            thread = NetworkThread::shared()](const Service &service) -> std::unique_ptr<HttpTransport> {
        return std::make_unique<AuthorizedTransport>(service, credentials, workspaceRoot, clock);
    };
}

} // namespace cairn
