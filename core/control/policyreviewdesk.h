#pragma once

#include "control/desk.h"
#include "insight/policyreview.h"

#include <QJsonObject>

namespace cairn {

/// To be committed: somebody has reviewed a service's policy for a month; audited with what there was to see. Errors: Usage, if
/// the month is not over.
Result<Transaction> signOff(const ServiceReview &review, const QString &actor, const QString &note, Timestamp at);

QJsonObject toJson(const ServiceReview &review, Timestamp now);

/// A Desk's side for the monthly review of policies.
class PolicyReviewDesk
{
public:
    explicit PolicyReviewDesk(Desk &desk) : m_desk(desk) {}

    /// See readServiceReview. Once it is to stop it gives up with the error Cancelled.
    QFuture<Result<ServiceReview>> review(const QString &service, Month month,
                                          const LongWorkPtr &work = std::make_shared<LongWork>());
    /// See signOff().
    QFuture<Result<Committed>> sign(const ServiceReview &review, const QString &actor, const QString &note);
    Timestamp now() const { return m_desk.clock().now(); }

private:
    Desk &m_desk;
};

} // namespace cairn
