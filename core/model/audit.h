#pragma once

#include "base/ids.h"
#include "base/timestamp.h"

#include <QByteArray>
#include <QString>

namespace cairn {

/// Who did what, when and why: one link of the audit's chain. Never changed once written.
struct AuditEntry
{
    qint64 seq = 0; ///< from 1, without gaps; given by the store
    Timestamp at{};
    QString actor;       ///< who asked, or "runner"
    QString action;      ///< dotted word: "command.retry", "command.retry.done", "service.revised"
    QString subject;     ///< RUN, RUN/STEP, RUN/STEP/ITEM, a service, pipeline@version
    QString reason;      ///< as given
    QByteArray before{}; ///< canonical JSON of what was, empty if nothing was
    QByteArray after{};  ///< canonical JSON of what is
    Digest previous{};   ///< hash of the entry before; of nothing for the first
    Digest hash{};       ///< of `previous` and all of the above: see auditHash()
};

/// The chain's hash at one moment, signed with Ed25519: see sealMessage() in room `security`.
struct AuditSeal
{
    qint64 seq = 0; ///< of the entry that is the last it covers
    Digest hash{};
    Timestamp at{};
    QByteArray key{};       ///< the public one, 32 bytes
    QByteArray signature{}; ///< 64 bytes
};

} // namespace cairn
