#pragma once

#include "control/ownclasses.h"

namespace cairn {

/// An attempt for people who have not asked for more: in its header fields what is a secret by its name or form is RedactedText,
/// and what `cover` finds there or in the address is covered. (The store has them as they were sent, for who sends them again.)
Attempt covered(Attempt attempt, const Cover &cover);
/// The same of all of them, with the workspace's own classes that are found without a document; `root`: see readOwnClasses.
/// Errors: those of readOwnClasses and coveringOf.
Result<QList<Attempt>> covered(QList<Attempt> attempts, StoreReader &reader, const QString &root);

} // namespace cairn
