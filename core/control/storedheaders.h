#pragma once

#include "model/exchange.h"

namespace cairn {

// Header fields as the store keeps them: a compact JSON object, names in order, values that came under one name joined by ", ".

HeaderList merged(HeaderList headers);
/// Of merged fields. Written without QJsonObject, which would take longer to build than the request that they belong to.
QByteArray storedHeaders(const HeaderList &merged);
/// The merged fields that were stored; none if the text is none of storedHeaders().
HeaderList readHeaders(const QByteArray &stored);

} // namespace cairn
