#pragma once

#include "base/timestamp.h"
#include "net/httpclient.h"

namespace cairn {

// HTTP Message Signatures (RFC 9421) with the algorithm hmac-sha256, and Content-Digest (RFC 9530): what of them requests are
// signed with.

/// What a signature covers, under which name and when.
struct SignatureTerms
{
    QByteArray label = "cairn";
    QList<QByteArray> components; ///< "@method", "content-digest": derived ones of RFC 9421 section 2.2, and fields in lower case
    Timestamp created{};          ///< whole seconds of it count
    QByteArray keyId;
};

/// Content-Digest's value for a body of that SHA-256.
QByteArray contentDigest(const Digest &sha256);

/// RFC 9421 section 2.3: the parameters of a signature, as Signature-Input has them behind its label.
QByteArray signatureParameters(const SignatureTerms &terms);
/// RFC 9421 section 2.5. Errors: Usage, if a component is not in the request or none that is known.
Result<QByteArray> signatureBase(const HttpRequest &request, const SignatureTerms &terms);
/// The Signature-Input and Signature fields. Errors: those of signatureBase.
Result<HeaderList> signatureFields(const HttpRequest &request, const SignatureTerms &terms, QByteArrayView secret);

/// Signs a request as `credential: { kind: hmac }` says: @method, @authority, @path, @query, and, where they are there,
/// content-digest, content-type and idempotency-key. `body`: the digest of its body; invalid if it has none. Errors: those of
/// signatureBase.
Result<void> signRequest(HttpRequest &request, const Digest &body, const QByteArray &keyId, Timestamp now, QByteArrayView secret);

} // namespace cairn
