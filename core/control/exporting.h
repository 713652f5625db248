#pragma once

#include "store/store.h"

#include <optional>

namespace cairn {

/// A file of the workspace as it would be if it said what is live.
struct LiveFile
{
    QString what;                     ///< "service api, revision 4"
    QString file;                     ///< relative to the workspace
    std::optional<QByteArray> before; ///< what it says now; nothing: it is not there
    QByteArray text;                  ///< as it was written when it was applied, comments included
};

/// Of the live services and pipelines those whose files say something else: other spacing or comments are nothing else. What the
/// files say and nobody has applied is among them. For worker threads. Errors: Conflict, if the file that one would be written to
/// is another's; those of the store.
Result<QList<LiveFile>> filesToExport(StoreReader &reader, const QString &root);

/// What files say otherwise than it is live, and pipelines that go on being started and that no file says: "service api",
/// "pipeline orders". Only files that are not as they were recorded are looked into. For worker threads.
Result<QStringList> differing(StoreReader &reader, const QString &root);

/// The file that defines a pipeline, relative to the workspace. For worker threads. Errors: NotFound.
Result<QString> fileOfPipeline(const QString &root, const QString &name);

/// Names of pipelines that are retired, and that files say all the same. For worker threads.
Result<QStringList> retiredInFiles(StoreReader &reader, const QString &root);

/// Puts `text` in the place of the file. Errors: Conflict (it is no more as it was `before`), Io, DiskFull.
Result<void> writeLiveFile(const QString &root, const LiveFile &file);

} // namespace cairn
