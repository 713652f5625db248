#pragma once

#include <QString>

#include <chrono>

namespace cairn::bench {

/// The baseline for retries: `requests` POSTs of `bytes` bytes with plain QNetworkAccessManagers, at most `inFlight` at once,
/// each repeated `wait` after a failure until it succeeds. What waits takes no place. Nothing is kept.
void retryLoop(const QString &url, int requests, int bytes, int inFlight, std::chrono::milliseconds wait);

} // namespace cairn::bench
