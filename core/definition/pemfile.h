#pragma once

#include "base/error.h"
#include "base/timestamp.h"

namespace cairn {

// Certificates and keys that definitions name as files, looked at before anything depends on them. All wait for the disk.

/// What a file of certificates holds.
struct CertificateFacts
{
    int count = 0;
    Timestamp validFrom{};  ///< of all of them
    Timestamp validUntil{}; ///< of the one that ends first
};

/// Errors: NotFound (there is none, or it cannot be read), Usage (it is no certificate in PEM form).
Result<CertificateFacts> readCertificateFile(const QString &path);

/// Whether a file holds a private key without a password that belongs to the first certificate of the other one. Errors as above.
Result<void> checkKeyFile(const QString &path, const QString &certificate);

} // namespace cairn
