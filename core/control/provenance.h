#pragma once

#include "model/dataprotection.h"
#include "store/payload.h"

#include <QFileInfo>

namespace cairn {

/// Where a file lies, whose it is and when it was changed, as far as the system tells. Looks at the disk.
RunOrigin originOf(const QFileInfo &file);

/// What vouches for a file, and was right.
struct Vouched
{
    ProvenanceRule::Sidecar sidecar = ProvenanceRule::Sidecar::None;
    QString keyId;   ///< of a signature
    QString comment; ///< its trusted one
};

/// The file that must lie beside `path`: FILE.sha256, FILE.minisig.
QString sidecarOf(const QString &path, ProvenanceRule::Sidecar kind);
/// Whether a name is that of a sidecar of this kind: such files are no inputs.
bool isSidecarName(const QString &name, ProvenanceRule::Sidecar kind);

/// Whether something vouches for the file as far as a look tells, before any of it is read. Errors: Usage.
Result<void> expectSidecar(const QString &path, const ProvenanceRule &rule);

/// Compares the bytes that were taken (not the file, which may have changed since) with what lies beside it, as `rule` asks.
/// Waits for the disk. Errors, all of which mean that the file is not to be taken: Usage (nothing lies there and something must,
/// it says something else, none of the keys, or nothing that could be checked), Io.
Result<Vouched> vouchFor(const QString &path, const ProvenanceRule &rule, const StagedPayload &taken, PayloadStore &payloads);

} // namespace cairn
