#pragma once

#include <QByteArray>

#include <initializer_list>

namespace cairn {

/// HMAC-SHA256 (RFC 2104) of the parts one behind the other; 32 bytes.
QByteArray hmacSha256(std::initializer_list<QByteArrayView> parts, QByteArrayView key);

} // namespace cairn
