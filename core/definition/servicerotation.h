#pragma once

#include "definition/jsonreader.h"
#include "definition/mapreader.h"
#include "model/credential.h"

namespace cairn {

// How a service is asked for a new secret: `rotate` of its credential.

void readRotation(const YamlNode &node, FileReport &report, RotationRule &rule);

/// The rule as the store has it.
QJsonObject rotationJson(const RotationRule &rule);
void readRotationFields(JsonReader &json, RotationRule &rule);

} // namespace cairn
