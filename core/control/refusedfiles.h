#pragma once

#include "store/store.h"

namespace cairn {

/// A file of a watched folder that is not taken, as the runner saw it last.
struct RefusedFile
{
    QString pipeline;
    QString path; ///< relative to the workspace, if it lies in it
    QString why;
    Timestamp since;
    bool operator==(const RefusedFile &) const = default;
};

/// All that a runner refuses at the moment.
struct RefusedFiles
{
    QList<RefusedFile> files; ///< the longest refused first, at most MostRefusedTold
    qint64 count = 0;
    bool operator==(const RefusedFiles &) const = default;
};

inline constexpr qsizetype MostRefusedTold = 100;

/// Remembers them, in place of what was remembered.
PutServiceState remembered(const RefusedFiles &refused, Timestamp at);
/// What was remembered of files that are still there. `root`: of the workspace. Errors: those of the store.
Result<RefusedFiles> readRefusedFiles(StoreReader &reader, const QString &root);

} // namespace cairn
