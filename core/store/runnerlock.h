#pragma once

#include "base/error.h"
#include "store/filedescriptor.h"

#include <QString>

#include <mutex>
#include <optional>

namespace cairn {

/// The lock that lets one process at a time carry runs: flock(2) on a file, which the kernel releases with the process, however
/// it ends. Thread-safe. The file's text names the holder.
class RunnerLock
{
public:
    explicit RunnerLock(QString path) : m_path(std::move(path)) {}

    /// Errors: Busy (with the holder's name) while anybody has it, this process included.
    Result<void> take(const QString &name);
    void release();
    std::optional<QString> holder() const;

    /// "HOST pid N" of this process.
    static QString ownName();

private:
    mutable std::mutex m_mutex;
    QString m_path;
    QString m_name;
    FileDescriptor m_file; ///< open while held
};

} // namespace cairn
