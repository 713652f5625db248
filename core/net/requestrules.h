#pragma once

#include "net/httpclient.h"
#include "net/tlssettings.h"

#include <QNetworkRequest>

#include <optional>

namespace cairn {

/// What a request accepts that says nothing else itself: bodies as they are (RFC 9110 section 12.5.3).
inline constexpr char AcceptedCoding[] = "identity";

/// Why a request may not go out at all: its URL, method or headers. nullopt: it may.
std::optional<QString> refusal(const HttpRequest &request, bool allowInsecure);

/// What all requests to a service have in common, prepared once: the attributes that switch off what Qt does unasked
/// (redirects, cookies, credentials, caches, h2c upgrades, buffering) and the headers it would otherwise invent.
class RequestTemplate
{
public:
    explicit RequestTemplate(HttpVersion http = HttpVersion::Auto, const TlsSettings &tls = {});

    const QList<QByteArray> &pins() const { return m_pins; }

    /// The request as Qt takes it. Content-Length comes from `bodySize` (nullopt: none), whatever the caller's headers say.
    QNetworkRequest fill(const HttpRequest &request, std::optional<qint64> bodySize) const;

private:
    QNetworkRequest m_clear;
    QNetworkRequest m_tls;
    QList<QByteArray> m_pins;
};

} // namespace cairn
