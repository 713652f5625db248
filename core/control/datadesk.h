#pragma once

#include "control/desk.h"
#include "model/dataprotection.h"

namespace cairn {

/// How much of a kind of sensitive data there is in a payload.
struct DataSighting
{
    DataKind kind = DataKind::Card;
    qint64 count = 0;
};

/// A Desk's side for sensitive data: what there is of it in a payload, and who has looked at it.
class DataDesk
{
public:
    static constexpr qint64 MostLookedThrough = 2LL << 30; ///< bytes: some seconds

    explicit DataDesk(Desk &desk) : m_desk(desk) {}

    /// Looks through all of it in the background, whatever has become of its bytes; the most frequent first. Once `stop` is set
    /// it gives up with the error Cancelled. Errors: Usage (it is too large), those of StoreReader::peekPayload.
    QFuture<Result<QList<DataSighting>>> lookThrough(const PayloadRef &payload, const StopFlag &stop);
    /// Audits that somebody sees it unmasked from now on. `what`: the payload as its window is titled.
    QFuture<Result<Committed>> noteReveal(const PayloadRef &payload, const QString &what, const QString &reason);

private:
    Desk &m_desk;
};

} // namespace cairn
