#pragma once

#include "definition/servicechanges.h"
#include "store/store.h"

namespace cairn {

/// What a revision was made from.
enum class RevisedFrom {
    TheLive, ///< somebody changed values of the one that was live, or made an earlier one live again
    AFile,   ///< the workspace's file was applied
};

/// Makes `wanted` the live revision, and audits who did it, why, and each value that it changes. `seen`: the live one that the
/// change was made from, nullopt if there was none: committing it ends with Conflict when another is live by then (see
/// PutServiceRevision).
Transaction revisionTransaction(const ServiceRevision &wanted, const std::optional<ServiceRevision> &seen, Timestamp now,
                                const QString &actor, const QString &reason, RevisedFrom from = RevisedFrom::TheLive);

/// The last of these revisions (newest first, of one service) that a file made; nothing: there is none. Of what versions recorded
/// that did not say so, each counts as one. Errors: those of the store.
Result<std::optional<ServiceRevision>> lastOfFile(StoreReader &reader, const QList<ServiceRevision> &history);

/// `live` with values written into its text: path and value, an empty value takes one out. Errors: Usage (there is no such
/// value), Definition (what they make of it cannot be; at its line).
Result<ServiceRevision> withValues(const ServiceRevision &live, const QList<std::pair<QString, QString>> &values);
/// `live` with another text. Errors: Definition.
Result<ServiceRevision> withSource(const ServiceRevision &live, const QByteArray &yaml, const QString &file);

} // namespace cairn
