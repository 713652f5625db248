#pragma once

#include "base/error.h"

#include <QTemporaryDir>

#include <memory>
#include <mutex>

namespace cairn {

/// Places for files that other programs open: a folder nobody else may look into, gone with this object, which lives as long as
/// the program. Thread-safe.
class TemporaryCopies
{
public:
    /// A path for a file of that name, in a folder of its own; makes folders, so not for the UI thread.
    Result<QString> placeFor(const QString &name);

private:
    std::mutex m_mutex;
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_count = 0;
};

/// `name` without what a file's name must not hold, ending in `suffix`.
QString safeFileName(const QString &name, const QString &suffix);

} // namespace cairn
