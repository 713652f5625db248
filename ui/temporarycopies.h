#pragma once

#include "base/error.h"

#include <QTemporaryDir>

#include <memory>

namespace cairn {

/// Places for files that other programs open: a folder nobody else may look into, gone with this object, which lives as long as
/// the program. Belongs to the UI thread: what it does on disk is to make one folder.
class TemporaryCopies
{
public:
    /// A path for a file of that name, in a folder of its own, which it makes. Errors: Io.
    Result<QString> placeFor(const QString &name);

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_count = 0;
};

/// `name` without what a file's name must not hold, ending in `suffix`.
QString safeFileName(const QString &name, const QString &suffix);

} // namespace cairn
