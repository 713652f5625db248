#pragma once

#include "control/ownclasses.h"

namespace cairn {

/// An attempt for people who have not asked for more: in its header fields what is a secret by its name or form is RedactedText,
/// and what `cover` finds there or in the address is covered. (The store has them as they were sent, for who sends them again.)
Attempt covered(Attempt attempt, const Cover &cover);
/// The cover for that, with the workspace's own classes as far as they are found without a document; `root`: see readOwnClasses.
/// Errors: those of readOwnClasses and coveringOf.
Result<Cover> coverBeside(StoreReader &reader, const QString &root);

} // namespace cairn
