#pragma once

#include "terminal.h"

#include "store/store.h"

namespace cairn {

/// What had been ordered before a runner came. Nobody stands there waiting for what becomes of it: what is refused is told at its
/// end.
class WaitingOrders
{
public:
    explicit WaitingOrders(Store &store);

    /// NeedsPerson if something was refused.
    Exit tellRefused(const Terminal &terminal) const;

private:
    const Result<std::unique_ptr<StoreReader>> m_reader;
    QList<qint64> m_commands;
    QList<qint64> m_bulks;
};

} // namespace cairn
