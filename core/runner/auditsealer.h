#pragma once

#include "base/timedrest.h"
#include "security/signingkey.h"
#include "store/store.h"

namespace cairn {

/// Seals the audit with the workspace's key, every ten minutes and at the end. Without a key the audit is kept all the same, and
/// `cairn audit verify` says that nothing is sealed. Lives on the runner's thread.
class AuditSealer
{
public:
    /// Opens the key, or makes one; notes in the audit if it is not the one it was. `store` and `reader` outlive it.
    AuditSealer(Store &store, StoreReader &reader, const QString &workspaceRoot, Timestamp now);

    void tick(Timestamp now);
    void seal(Timestamp now);

private:
    Store &m_store;
    StoreReader &m_reader;
    std::optional<SigningKey> m_key;
    TimedRest m_rest;
};

} // namespace cairn
