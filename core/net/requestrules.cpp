#include "net/requestrules.h"

#include "model/loopback.h"

#include <QHttp2Configuration>

#include <algorithm>
#include <cstring>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// RFC 9110 section 5.6.2: what methods and field names consist of.
bool isToken(QByteArrayView text)
{
    const auto isTokenChar = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c));
    };
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

/// Qt puts header values on the wire as they are: a line break in one would start another header, or another request.
bool isFieldValue(const QByteArray &value)
{
    return !value.contains('\r') && !value.contains('\n') && !value.contains('\0');
}

std::optional<QString> urlRefusal(const QUrl &url, bool allowInsecure)
{
    const QString scheme = url.scheme();
    if (!url.isValid() || url.host().isEmpty())
        return u"it is not an absolute URL with a host"_s;
    if (scheme != "https"_L1 && scheme != "http"_L1)
        return u"its scheme is %1; only https and http can be called"_s.arg(scheme);
    if (!url.userInfo().isEmpty())
        return u"it contains credentials; they belong in the service's credential"_s;
    if (scheme == "http"_L1 && !allowInsecure && !isLoopbackName(url.host()))
        return u"plain http to %1 is not allowed for this service"_s.arg(url.host());
    return std::nullopt;
}

bool sameName(const QByteArray &name, const char *lower)
{
    return name.compare(lower, Qt::CaseInsensitive) == 0;
}

void applyCommon(QNetworkRequest &request)
{
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setAttribute(QNetworkRequest::Http2CleartextAllowedAttribute, false);
    // Without the first, Qt asks for gzip and undoes it silently. The other two it would fill from the machine's locale and
    // with "Mozilla/5.0"; it knows no way to leave them out.
    request.setRawHeader("Accept-Encoding", AcceptedCoding);
    request.setRawHeader("Accept-Language", "*");
    request.setRawHeader("User-Agent", "Cairn/" CAIRN_VERSION);
}

} // namespace

std::optional<QString> refusal(const HttpRequest &request, bool allowInsecure)
{
    if (const auto reason = urlRefusal(request.url, allowInsecure))
        return reason;
    if (!isToken(request.method))
        return u"its method is not an HTTP method"_s;
    for (const auto &[name, value] : request.headers) {
        if (!isToken(name))
            return u"the header \"%1\" has a name that HTTP does not allow"_s.arg(QString::fromLatin1(name.toPercentEncoding()));
        if (!isFieldValue(value))
            return u"the header %1 contains a line break"_s.arg(QString::fromLatin1(name));
    }
    return std::nullopt;
}

RequestTemplate::RequestTemplate(HttpVersion http, const TlsSettings &tls) : m_pins(tls.pins)
{
    applyCommon(m_clear);
    m_clear.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    m_clear.setAttribute(QNetworkRequest::Http2DirectAttribute, http == HttpVersion::Http2);
    QHttp2Configuration near; // what is not encrypted has no long way: shorter headers cost more than they save
    near.setHuffmanCompressionEnabled(false);
    m_clear.setHttp2Configuration(near);
    applyCommon(m_tls);
    // Over HTTP/2 Qt tells only one of the requests that wait for a connection whose key it has: too late for the others.
    m_tls.setAttribute(QNetworkRequest::Http2AllowedAttribute, http != HttpVersion::Http11 && m_pins.isEmpty());
    if (tls != TlsSettings())
        m_tls.setSslConfiguration(configurationOf(tls));
}

QNetworkRequest RequestTemplate::fill(const HttpRequest &request, std::optional<qint64> bodySize) const
{
    QNetworkRequest filled = request.url.scheme() == "https"_L1 ? m_tls : m_clear;
    filled.setUrl(request.url);
    QList<QByteArray> given;
    for (const auto &[name, value] : request.headers) {
        if (sameName(name, "content-length") || sameName(name, "transfer-encoding"))
            continue;
        // Qt keeps one value a name: repeated fields are joined, as RFC 9110 section 5.3 allows (6265 5.4 for Cookie).
        const QByteArray lower = name.toLower();
        if (given.contains(lower)) {
            const QByteArrayView separator = lower == "cookie" ? QByteArrayView("; ") : QByteArrayView(", ");
            filled.setRawHeader(name, filled.rawHeader(name) + separator.toByteArray() + value);
        } else {
            filled.setRawHeader(name, value);
            given.append(lower);
        }
    }
    if (bodySize)
        filled.setRawHeader("Content-Length", QByteArray::number(*bodySize));
    return filled;
}

} // namespace cairn
