#pragma once

#include "base/error.h"

#include <QTemporaryDir>

#include <memory>

namespace cairn {

/// Places for files that other programs open: a folder nobody else may look into, gone with this object, which lives as long as
/// the program. It is locked meanwhile: of a program that was killed, the next one finds and removes it. Belongs to the UI
/// thread.
class TemporaryCopies
{
public:
    /// Removes what programs have left that were killed.
    TemporaryCopies();
    ~TemporaryCopies();

    /// A path for a file of that name, in a folder of its own, which it makes. Errors: Io.
    Result<QString> placeFor(const QString &name);

private:
    bool makeFolder();

    std::unique_ptr<QTemporaryDir> m_folder;
    int m_lock = -1; ///< the folder, opened and locked
    int m_count = 0;
};

/// `name` without what a file's name must not hold, ending in `suffix`.
QString safeFileName(const QString &name, const QString &suffix);

} // namespace cairn
