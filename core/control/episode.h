#pragma once

#include "control/incidentbundle.h"

namespace cairn {

/// An incident that is over may come back: what was there before is another story. When this one began, and when the one before
/// was over.
struct Episode
{
    Timestamp begin;
    std::optional<Timestamp> endBefore;
};

Episode episodeOf(const IncidentDetail &about);

/// Without what had happened when the story before was over.
IncidentBundle keepAfter(IncidentBundle bundle, Timestamp end);

} // namespace cairn
