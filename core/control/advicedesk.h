#pragma once

#include "control/desk.h"
#include "control/serviceadvice.h"

namespace cairn {

/// A Desk's side for advice about policies.
class AdviceDesk
{
public:
    explicit AdviceDesk(Desk &desk) : m_desk(desk) {}

    /// See readAdvice; of the time until now. Once it is to stop it gives up with the error Cancelled.
    QFuture<Result<ServiceAdvice>> advice(const QString &service, Milliseconds period,
                                          const LongWorkPtr &work = std::make_shared<LongWork>());
    /// See dismissal().
    QFuture<Result<Committed>> dismiss(const QString &service, const Recommendation &advice, const QString &actor,
                                       const QString &reason);

private:
    Desk &m_desk;
};

} // namespace cairn
