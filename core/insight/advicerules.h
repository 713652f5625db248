#pragma once

#include "insight/recommendation.h"

namespace cairn::advicerules {

// The rules, one for each kind of advice. Pure; each says nothing where there is too little to go by, or where the policy is as
// it would propose already.

QList<Recommendation> retriesNeverHelp(const Telemetry &telemetry, const Service &live);
std::optional<Recommendation> budgetEmpty(const Telemetry &telemetry, const Service &live);
std::optional<Recommendation> retryAfterCut(const Telemetry &telemetry, const Service &live);
std::optional<Recommendation> noJitter(const Telemetry &telemetry, const Service &live);
std::optional<Recommendation> timeoutTooShort(const Telemetry &telemetry, const Service &live);
std::optional<Recommendation> idleTooShort(const Telemetry &telemetry, const Service &live);
std::optional<Recommendation> timeoutTooLong(const Telemetry &telemetry, const Service &live);
std::optional<Recommendation> breakerFlaps(const Telemetry &telemetry, const Service &live);
std::optional<Recommendation> concurrencyTooHigh(const Telemetry &telemetry, const Service &live);
std::optional<Recommendation> rateTooHigh(const Telemetry &telemetry, const Service &live);
std::optional<Recommendation> rateTooLow(const Telemetry &telemetry, const Service &live);
QList<Recommendation> pollTooTight(const Telemetry &telemetry);

/// By how far more was seen than the least that a rule asks for, and on how many days.
Confidence confidenceFrom(qint64 cases, qint64 least, int days);
/// The next duration above that people would write: 1.5 s, 20 s, 3 m.
Milliseconds roundedUp(double ms);

} // namespace cairn::advicerules
