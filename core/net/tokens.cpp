#include "net/tokens.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <sodium.h>

namespace cairn {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 LargestAnswer = 64 << 10;
constexpr std::chrono::seconds DefaultLife = 300s; ///< where the server does not say: RFC 6749 leaves it open
constexpr std::chrono::seconds LongestLife = 24h;
constexpr std::chrono::seconds Margin = 30s; ///< a token is renewed so long before its end, or after nine tenths of its life

/// application/x-www-form-urlencoded (RFC 6749 appendix B).
QByteArray formEncoded(QByteArrayView text)
{
    return text.toByteArray().toPercentEncoding(" ").replace(' ', '+');
}

/// What the server says it is, in its own word ("invalid_client"), if it is one that may be shown.
QString errorWord(const QJsonObject &answer)
{
    const QString word = answer.value("error"_L1).toString();
    const bool isWord = !word.isEmpty() && word.size() <= 40 &&
                        std::all_of(word.begin(), word.end(), [](QChar c) { return (c >= u'a' && c <= u'z') || c == u'_'; });
    return isWord ? u" ("_s + word + u')' : QString();
}

tl::unexpected<TokenFailure> no(TransportFault fault, const QString &detail)
{
    return tl::unexpected<TokenFailure>(TokenFailure{fault, detail});
}

tl::unexpected<TokenFailure> refused(const Exchange &exchange, const QJsonObject &answer)
{
    const int status = exchange.status;
    const QString detail = u"the authorisation server answered %1%2"_s.arg(status).arg(errorWord(answer));
    if (status >= 500 || status == 408 || status == 429)
        return no(TransportFault::CredentialUnavailable, detail);
    return no(TransportFault::CredentialUnusable, detail + u"; look at client_id, scopes, and the client's secret"_s);
}

} // namespace

class TokenFetcher::Body final : public ResponseSink
{
public:
    ~Body() override { sodium_memzero(bytes.data(), size_t(bytes.size())); }
    Result<void> accept(QByteArrayView part) override
    {
        bytes.append(part);
        return {};
    }
    QByteArray bytes;
};

/// A coroutine that belongs to its fetcher and goes with it, resumed or not.
struct TokenFetcher::Waiter
{
    struct promise_type
    {
        Waiter get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_never initial_suspend() { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<> handle;
};

TokenResult readToken(const Exchange &exchange, const QByteArray &body, std::chrono::nanoseconds now)
{
    if (exchange.fault == TransportFault::TlsFailed || exchange.fault == TransportFault::BadUrl)
        return no(TransportFault::CredentialUnusable, u"the authorisation server cannot be asked: %1"_s.arg(exchange.detail));
    if (exchange.fault != TransportFault::None)
        return no(TransportFault::CredentialUnavailable, u"the authorisation server cannot be asked: %1"_s.arg(exchange.detail));
    const QJsonObject answer = QJsonDocument::fromJson(body).object();
    if (exchange.status != 200)
        return refused(exchange, answer);
    const QByteArray token = answer.value("access_token"_L1).toString().toLatin1();
    const bool isToken = !token.isEmpty() && std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c <= '~'; });
    if (!isToken || answer.value("token_type"_L1).toString().compare("bearer"_L1, Qt::CaseInsensitive) != 0)
        return no(TransportFault::CredentialUnusable, u"the authorisation server gave no bearer token"_s);
    const double said = answer.value("expires_in"_L1).toDouble(double(DefaultLife.count()));
    const auto life = std::chrono::seconds(qint64(std::clamp(said, 1.0, double(LongestLife.count()))));
    const auto use = std::max<std::chrono::nanoseconds>(life - Margin, std::chrono::nanoseconds(life) * 9 / 10);
    auto made = std::make_shared<Token>();
    made->value = SecretBytes::copyOf(token);
    made->renewAt = now + use;
    return made;
}

HttpRequest tokenRequest(const CredentialRule &rule, QByteArrayView secret)
{
    QByteArray form = "grant_type=client_credentials";
    if (!rule.scopes.isEmpty())
        form += "&scope=" + formEncoded(rule.scopes.join(u' ').toUtf8());
    HttpRequest request;
    request.method = "POST";
    request.url = rule.tokenUrl;
    request.headers = {{"content-type", "application/x-www-form-urlencoded"},
                       {"accept", "application/json"},
                       {"authorization", basicAuthorization(formEncoded(rule.clientId.toUtf8()), formEncoded(secret))}};
    request.body = OutgoingBody::ofBytes(form);
    request.timeout = {5s, 10s, 15s};
    request.maxResponse = LargestAnswer;
    return request;
}

TokenFetcher::TokenFetcher(const Clock &clock) : m_clock(clock) {}

TokenFetcher::~TokenFetcher()
{
    cancel();
}

void TokenFetcher::cancel()
{
    m_pending.reset();
    if (m_coroutine)
        std::exchange(m_coroutine, {}).destroy();
    m_done = {};
}

void TokenFetcher::fetch(const CredentialRule &rule, std::shared_ptr<const Proof> proof, std::function<void(TokenResult)> done)
{
    cancel();
    m_rule = rule;
    m_proof = std::move(proof);
    m_done = std::move(done);
    m_usesPrevious = false;
    Service server;
    server.name = u"token:"_s + rule.key;
    server.baseUrl = rule.tokenUrl;
    server.policy.maxConcurrency = 1;
    m_client = std::make_unique<HttpClient>(server);
    TlsSettings tls;
    tls.authorities = m_proof->tls.authorities; // pins are of the service's own key
    tls.certificate = m_proof->tls.certificate;
    tls.key = m_proof->tls.key;
    m_client->setTls(tls);
    ask(m_proof->secret.view());
}

void TokenFetcher::ask(QByteArrayView secret)
{
    m_pending.reset();
    if (m_coroutine)
        std::exchange(m_coroutine, {}).destroy();
    m_body = std::make_unique<Body>();
    m_pending = m_client->start(tokenRequest(m_rule, secret), *m_body);
    m_coroutine = await(*this).handle;
}

TokenFetcher::Waiter TokenFetcher::await(TokenFetcher &fetcher)
{
    const Exchange exchange = co_await *fetcher.m_pending;
    // Later: what is told of it may end this coroutine.
    QMetaObject::invokeMethod(
        &fetcher, [&fetcher, exchange] { fetcher.answered(exchange); }, Qt::QueuedConnection);
}

void TokenFetcher::answered(const Exchange &exchange)
{
    if (!m_pending)
        return; // cancelled meanwhile
    const bool refusedClient = exchange.fault == TransportFault::None && (exchange.status == 401 || exchange.status == 400);
    if (refusedClient && !m_usesPrevious && !m_proof->previous.isEmpty()) {
        m_usesPrevious = true;
        return ask(m_proof->previous.view());
    }
    TokenResult result = readToken(exchange, m_body->bytes, m_clock.steady());
    const auto done = std::exchange(m_done, {});
    cancel();
    if (done)
        done(std::move(result));
}

} // namespace cairn
