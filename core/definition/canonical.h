#pragma once

#include "base/ids.h"
#include "model/pipeline.h"
#include "model/service.h"

#include <QJsonObject>

namespace cairn {

// The form of definitions in the store. It says everything a definition means and nothing of how it was written down; QJsonObject
// sorts its keys, so that equal definitions have equal bytes and digests. Policies are written out in full: a later version's
// other defaults must not change a recorded revision. Fields that came after the first stores were written are left out while
// they have the default they came with, so that old digests stay; that default is part of the form: whoever wants another one
// later must go on reading absence as the old one. Errors of the readers: Damaged, or NewerStore for fields that this version
// does not know.

QJsonObject toJson(const Pipeline &pipeline);
Result<Pipeline> pipelineFromJson(const QJsonObject &json);
QJsonObject toJson(const Service &service);
Result<Service> serviceFromJson(const QJsonObject &json);

/// SHA-256 of the compact canonical JSON.
Digest digestOf(const Pipeline &pipeline);
Digest digestOf(const Service &service);

} // namespace cairn
