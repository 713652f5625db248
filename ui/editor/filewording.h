#pragma once

#include <QCoreApplication>

namespace cairn {

/// What is said of a workspace's file where it is written.
class FileWording
{
    Q_DECLARE_TR_FUNCTIONS(FileWording)
public:
    /// Of its text as it was judged.
    static QString judged(qsizetype errors, qsizetype warnings);
    /// That it is saved, and when what it says is in force. `errors`: nothing if its text is not judged yet.
    static QString saved(const QString &file, std::optional<qsizetype> errors);
};

} // namespace cairn
