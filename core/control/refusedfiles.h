#pragma once

#include "store/store.h"

namespace cairn {

/// All files of watched folders that are not taken.
struct RefusedFiles
{
    QList<RefusedFile> files; ///< the longest refused first, at most MostRefusedTold
    qint64 count = 0;
};

inline constexpr qsizetype MostRefusedTold = 100;

/// As the last runner said that watched their folders, as far as they are still there, which takes as long to find out as their
/// folders do. `root`: of the workspace. Errors: those of the store.
Result<RefusedFiles> readRefusedFiles(StoreReader &reader, const QString &root);

} // namespace cairn
