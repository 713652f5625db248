#pragma once

#include <QString>

namespace cairn::bench {

/// The baseline: `requests` POSTs of `bytes` bytes with plain QNetworkAccessManagers, `inFlight` at once, nothing kept. As many
/// managers as are needed for that over HTTP/1.1 (six connections each); one over HTTP/2. Returns the number that failed.
int bareLoop(const QString &url, int requests, int bytes, int inFlight, bool http2);

} // namespace cairn::bench
