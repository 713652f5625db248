#pragma once

#include "model/exchange.h"

#include <array>
#include <utility>

namespace cairn {

/// Transport faults as they are stored. TransportFault::None is a null.
inline constexpr std::array<std::pair<TransportFault, QLatin1String>, 17> FaultWords{{
    {TransportFault::BadUrl, QLatin1String("bad_url")},
    {TransportFault::HostNotFound, QLatin1String("host_not_found")},
    {TransportFault::ConnectionRefused, QLatin1String("connection_refused")},
    {TransportFault::ConnectTimeout, QLatin1String("connect_timeout")},
    {TransportFault::TlsFailed, QLatin1String("tls_failed")},
    {TransportFault::ConnectionClosed, QLatin1String("connection_closed")},
    {TransportFault::IdleTimeout, QLatin1String("idle_timeout")},
    {TransportFault::AttemptTimeout, QLatin1String("attempt_timeout")},
    {TransportFault::TruncatedBody, QLatin1String("truncated_body")},
    {TransportFault::BodyTooLarge, QLatin1String("body_too_large")},
    {TransportFault::RequestUnreadable, QLatin1String("request_unreadable")},
    {TransportFault::SinkFailed, QLatin1String("sink_failed")},
    {TransportFault::InvalidResponse, QLatin1String("invalid_response")},
    {TransportFault::Redirected, QLatin1String("redirected")},
    {TransportFault::CredentialUnusable, QLatin1String("credential_unusable")},
    {TransportFault::CredentialUnavailable, QLatin1String("credential_unavailable")},
    {TransportFault::Cancelled, QLatin1String("cancelled")},
}};

inline QString storedFault(TransportFault fault)
{
    for (const auto &[candidate, text] : FaultWords) {
        if (candidate == fault)
            return text;
    }
    return {};
}

inline std::optional<TransportFault> faultFromStored(QStringView word)
{
    for (const auto &[fault, text] : FaultWords) {
        if (word == text)
            return fault;
    }
    return std::nullopt;
}

} // namespace cairn
