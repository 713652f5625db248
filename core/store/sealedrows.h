#pragma once

#include "model/records.h"

namespace cairn {

// What sealed bytes of a row are bound to: which column they are in, and which row by what never changes of it.

QByteArray payloadContext(const PayloadRef &ref);
QByteArray requestHeadersContext(const Attempt &attempt);
QByteArray responseHeadersContext(const Attempt &attempt);
QByteArray outputHeadersContext(const Checkpoint &checkpoint);
QByteArray messageHeadersContext(const QString &callback, const QString &message);

} // namespace cairn
