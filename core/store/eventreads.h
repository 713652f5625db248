#pragma once

#include "store/writes.h"

namespace cairn {

/// What happened, in the order of commit, and what came from outside. Of a StoreReader, whose errors and thread are theirs.
class EventReads
{
public:
    virtual Result<QList<Event>> events(qint64 afterId, int limit) = 0; ///< oldest first
    /// Step changes in the order of commit, after `afterSeq`; the headers of answers are left out: they may be large.
    virtual Result<QList<Checkpoint>> checkpoints(qint64 afterSeq, int limit) = 0;
    virtual Result<EventCursor> lastEvent() = 0;                                     ///< the newest of both
    virtual Result<std::optional<EventCursor>> eventCursor(const QString &sink) = 0; ///< nothing if none was put
    /// What became of a service's breaker: newest first, ids below `before` only (0: from the newest), at most `limit`.
    virtual Result<QList<Event>> breakerEvents(const QString &service, qint64 before, int limit) = 0;
    virtual Result<Callback> callback(const QString &id) = 0;
    virtual Result<std::optional<Callback>> callbackOf(RunId run, const StepKey &step, int generation) = 0;
    /// Those of a run that messages came for.
    virtual Result<QList<Callback>> answeredCallbacks(RunId run) = 0;
    /// In the order in which they came.
    virtual Result<QList<Message>> callbackMessages(const QString &id, int limit) = 0;
    virtual Result<std::optional<RunId>> runOfWebhook(const QString &pipeline, const QString &message) = 0;

protected:
    ~EventReads() = default;
};

} // namespace cairn
