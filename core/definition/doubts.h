#pragma once

#include "definition/definitionfile.h"
#include "definition/settings.h"

#include <QSet>

namespace cairn {

/// A service's file as far as others must know of it.
struct KnownService
{
    QString file;
    SourcePosition namePlace;
    QString host;                ///< of its address; empty: that is not known
    bool saysIdempotent = false; ///< the file tells whether it is
};

/// What a pipeline's steps ask of services, and may not be meant: warnings, in the files that are best changed. `warned`:
/// services that one was given for already.
QList<Problem> doubtsOf(const PipelineFile &read, const QString &file, const QHash<QString, KnownService> &services,
                        const std::optional<ListenerSettings> &listener, QSet<QString> &warned);

} // namespace cairn
