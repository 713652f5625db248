#pragma once

#include "base/timedrest.h"
#include "store/store.h"

#include <QSet>

namespace cairn {

/// Tells, by events and in the log, of secrets that expire soon or have: each once by every runner. Lives on the runner's thread.
class ExpiryWatch
{
public:
    ExpiryWatch(Store &store, StoreReader &reader) : m_store(store), m_reader(reader) {}

    /// Looks every hour.
    void tick(Timestamp now);

private:
    void tell(const CredentialRecord &record, Timestamp now);

    Store &m_store;
    StoreReader &m_reader;
    TimedRest m_rest;
    QSet<QString> m_told; ///< keys, with what was told of them
};

} // namespace cairn
