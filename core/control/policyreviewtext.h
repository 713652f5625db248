#pragma once

#include "insight/policyreview.h"

namespace cairn {

// Policy reviews in English, for the command line and files.

/// "revision 4", "revision 5 at its end".
QString rulingLine(const ServiceReview &review);
/// "p95 3.1s, promised 4s: met".
QString latencyLine(const ServiceReview &review);
QString recoveryLine(const ServiceReview &review);
QString retryLine(const ServiceReview &review);
/// "signed off by ann@host on …", "due", "overdue since …", "the month is not over".
QString signOffLine(const ServiceReview &review, Timestamp now);

/// A Markdown page about a month of some services. What others wrote (reasons, causes) stays text.
QString reviewPage(const QList<ServiceReview> &reviews, Month month, Timestamp now);

} // namespace cairn
