#pragma once

#include "control/bulkdesk.h"
#include "control/followedrunbook.h"

namespace cairn {

/// An action of a session that somebody wants carried out.
struct DeedWish
{
    qint64 session = 0;
    int action = 0;  ///< its number
    qint64 seen = 0; ///< the newest deed of the session that this person has seen
    QString actor;
    QString reason;
};

/// What is to be recorded, as one, so that an action is carried out: what it means for the session's incident as it stands, and
/// that it was asked for. Errors: Usage (it only opens something, lacks its reason, or asks for a service where there is none),
/// NotFound (nothing of the incident fails, or nobody is meant), Conflict (somebody else asked for it).
Result<Transaction> prepareDeed(StoreReader &reader, const FollowedRunbook &followed, const DeedWish &wish, Timestamp now);

/// Why a reason has to be given with such an action, or nothing changes that would need one.
bool needsReason(RunbookVerb verb);

} // namespace cairn
