#pragma once

#include "security/signingkey.h"
#include "store/store.h"

#include <QJsonObject>

#include <functional>

namespace cairn {

/// What is wrong with the audit, and where.
struct AuditFlaw
{
    enum Kind {
        Changed,   ///< an entry's fields do not have the hash that it was given
        Missing,   ///< entries are not there
        Reordered, ///< an entry does not follow the one before it
        CutOff,    ///< a seal covers entries that are not there
        BadSeal,   ///< a seal's signature is wrong, or of another key, or it covers another chain
    };
    Kind kind = Changed;
    qint64 seq = 0; ///< of the entry or seal
    QString detail; ///< one sentence, English
};
QString word(AuditFlaw::Kind kind);

/// What a look at the whole audit has shown.
struct AuditVerdict
{
    qint64 entries = 0;
    qint64 seals = 0;
    qint64 sealedUpTo = 0;    ///< the last entry that a good seal covers
    Timestamp sealedAt{};     ///< when that seal was made, as it says
    QByteArray key;           ///< that signed the last good seal
    QList<qint64> keyChanges; ///< entries that introduced another key, which then sealed
    QList<AuditFlaw> flaws;   ///< the first hundred
    bool isSound() const { return flaws.isEmpty(); }
};

/// Goes through the whole chain and its seals. `key`: the public key that all seals must be of; empty: that of the first
/// seal, and after an entry "audit.key_changed" the one that it names.
/// `progress` is told how many entries are done; false stops it. Errors: those of the store; Cancelled.
Result<AuditVerdict> verifyAudit(StoreReader &reader, const QByteArray &key, const std::function<bool(qint64)> &progress = {});

/// The public key of the newest seal; empty if there is none. Errors: those of the store.
Result<QByteArray> sealingKey(StoreReader &reader);

/// If seals are of another key than this one, which then is new: says so in the audit, and returns true.
Result<bool> noteKeyChange(Store &store, StoreReader &reader, const SigningKey &key, Timestamp now);

/// Signs the chain as it stands; nothing happens if the last entry is sealed already. Does not wait for the commit.
Result<void> sealAudit(Store &store, StoreReader &reader, const SigningKey &key, Timestamp now);

/// What a seal signs.
QByteArray sealMessage(const AuditSeal &seal);

QJsonObject toJson(const AuditEntry &entry);

/// What somebody did, to be added in the transaction that does it. `onlyIfNew`: see AddAudit.
AddAudit audited(Timestamp at, const QString &actor, const QString &action, const QString &subject, const QString &reason,
                 const QJsonObject &before = {}, const QJsonObject &after = {}, bool onlyIfNew = false);

} // namespace cairn
