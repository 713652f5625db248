#pragma once

#include "definition/jsonreader.h"
#include "definition/mapreader.h"
#include "model/service.h"

namespace cairn {

// How a service is shown who calls, and whom it is believed to be: `credential`, `tls` and `allow_insecure` of its file.

/// Reads `credential` and `tls`. To be called when all else of the service is read: it looks at its address.
void readCredential(const MapReader &map, Service &service);

/// Adds what is not as a service has it that says nothing.
void addCredentialFields(const Service &service, QJsonObject &object);
void readCredentialFields(JsonReader &json, Service &service);

/// What it is sent and answers can be read and changed on the way: plain http beyond this machine, which allow_insecure allows.
bool isExposed(const Service &service);

} // namespace cairn
