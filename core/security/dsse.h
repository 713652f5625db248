#pragma once

#include "base/error.h"
#include "security/signingkey.h"

#include <QJsonObject>

namespace cairn {

// Dead Simple Signing Envelope (DSSE 1.0): JSON that carries a payload, its type and signatures of both.

inline const QString InTotoPayloadType = QStringLiteral("application/vnd.in-toto+json");

/// What is signed: DSSE's pre-authentication encoding of type and payload.
QByteArray dsseMessage(const QString &payloadType, const QByteArray &payload);

/// `keyid` is the public key itself in base64, as `cairn audit verify` prints it.
QJsonObject sealEnvelope(const QByteArray &payload, const QString &payloadType, const SigningKey &key);

/// What was in an envelope whose signature is good.
struct OpenedEnvelope
{
    QByteArray payload;
    QString payloadType;
    QByteArray key; ///< that signed it: 32 bytes
};

/// `key`: who must have signed it; empty: the key that it names itself, which says nothing until that key is known.
/// Errors: Damaged (no envelope, or not signed by that key).
Result<OpenedEnvelope> openEnvelope(const QByteArray &json, const QByteArray &key = {});

} // namespace cairn
