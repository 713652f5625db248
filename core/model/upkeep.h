#pragma once

#include "base/ids.h"
#include "base/timestamp.h"

#include <QList>
#include <QString>

#include <optional>

namespace cairn {

/// That the payloads of a run were erased, or are to be: what is left to say of them.
struct Erasure
{
    RunId run;
    QString actor;
    QString reason;
    Timestamp askedAt{};
    std::optional<Timestamp> doneAt{}; ///< nullopt: not yet
    qint64 payloads = 0;               ///< erased
    qint64 bytes = 0;
    qint64 kept = 0; ///< payloads that other runs have as well
};

/// "Erased on 2026-11-26T10:00:00.000Z by ann@host: asked for by the customer".
QString describe(const Erasure &erasure);

/// A key that a store's bytes are sealed with.
struct StoreKey
{
    int number = 0;
    QString vault; ///< where the key is kept that wraps it
    Timestamp madeAt{};
    std::optional<Timestamp> retiredAt{}; ///< nothing is sealed with it any more, and it is gone
};

/// How far everything has been sealed anew with the newest key.
struct KeyChange
{
    int toKey = 0;
    Timestamp begunAt{};
    qint64 done = 0; ///< rows looked at, of `total`
    qint64 total = 0;
    qint64 skipped = 0; ///< damaged: for them the old key is kept
};

/// Whether and how a store is encrypted.
struct Encryption
{
    QList<StoreKey> keys; ///< none: it is not
    std::optional<KeyChange> change;
    QString vault;           ///< where this program looks for the key; empty: nowhere
    QStringList plainCopies; ///< copies of the database from before it was encrypted, which lie beside it
    QStringList otherCopies; ///< later ones, from before upgrades: they keep what was erased since, and the keys of that time
    bool isOn() const { return !keys.isEmpty(); }
};

/// What came of removing some of a pipeline's runs.
struct RemovedRuns
{
    qint64 runs = 0;                 ///< that are gone
    std::optional<Timestamp> next{}; ///< from here on there may be more, by the time at which they ended; nullopt: there are not
};

} // namespace cairn
