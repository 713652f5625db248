#pragma once

#include "model/pipeline.h"

namespace cairn {

class FileReport;
struct YamlNode;

/// Reads `retention: { payloads: 30d, runs: 400d }` of a pipeline or of cairn.yaml.
Retention readRetention(const YamlNode &node, FileReport &report);

} // namespace cairn
