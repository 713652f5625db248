#pragma once

#include "definition/jsonreader.h"
#include "model/dataprotection.h"

namespace cairn {

// The canonical form (see canonical.h) of what definitions say about data. What says nothing is left out.

void putDataRule(QJsonObject &pipeline, const DataRule &rule);
void readDataRule(JsonReader &pipeline, DataRule &rule);
void putProvenance(QJsonObject &input, const ProvenanceRule &rule);
void readProvenance(JsonReader &input, ProvenanceRule &rule);
void putClearance(QJsonObject &service, const QStringList &clearedFor);
void readClearance(JsonReader &service, QStringList &clearedFor);

} // namespace cairn
