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
/// What was remembered, whatever has become of the files: looks at none of them. Errors: those of the store.
Result<RefusedFiles> rememberedRefused(StoreReader &reader);
/// Of that, files that are still there, which takes as long as their folders do. `root`: of the workspace.
Result<RefusedFiles> readRefusedFiles(StoreReader &reader, const QString &root);

} // namespace cairn
