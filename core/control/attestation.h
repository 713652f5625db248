#pragma once

#include "control/lineage.h"
#include "security/signingkey.h"

namespace cairn {

/// What `predicate.buildDefinition.buildType` says: the guide's page tells what the fields mean.
inline const QString AttestedBuildType = QStringLiteral("https://cairn.dev/run/v1");

/// A finished run as an in-toto Statement v1 with the SLSA provenance v1 predicate: what it made are the subjects; pipeline
/// version, input, edited payloads and service revisions what they were made of. Errors: Usage (it has not succeeded, or made
/// nothing).
Result<QJsonObject> statementOf(const RunLineage &lineage, const QString &workspace);

/// The same as it is handed on: signed by the workspace's key, in a DSSE envelope. `keyFile` is made if there is none.
/// Errors: those of statementOf() and of the key.
Result<QJsonObject> attest(const RunLineage &lineage, const QString &workspace, const QString &keyFile);

/// The same into a file, which appears when it is whole. Waits for the disk; brings the public key that signed
/// it. Errors: those of readLineage() and attest(), Io.
Result<QByteArray> saveAttestation(Store &store, RunId run, const QString &workspace, const QString &keyFile,
                                   const QString &path);

/// What a signed statement says, once its signature has proved right.
struct Attestation
{
    QByteArray key; ///< that signed it: 32 bytes
    QJsonObject statement;
    QMap<QString, Digest> subjects; ///< by name
};

/// `key`: who must have signed it; empty: whoever it names, to be compared by the caller. Errors: Damaged.
Result<Attestation> readAttestation(const QByteArray &envelope, const QByteArray &key = {});

} // namespace cairn
