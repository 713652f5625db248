#pragma once

#include "store/store.h"

#include <QJsonObject>

namespace cairn {

/// All that happened, as CloudEvents 1.0 (cloudevents.io): every change of a step (type dev.cairn.step.STATE), of a run
/// (dev.cairn.run.STATE), and what else the runner noted (dev.cairn.breaker.opened, …). `source` is /cairn/WORKSPACE, `subject`
/// RUN, RUN/STEP or RUN/STEP/ITEM; `id` is the record's own, the same whenever it is read; `cairnplace` the cursor behind it.
struct EventPage
{
    QList<QJsonObject> events; ///< in the order of time
    EventCursor next;          ///< after these
};

/// At most about `limit` events after `cursor`; empty if there are none. Errors: those of the store.
Result<EventPage> readEvents(StoreReader &reader, const EventCursor &cursor, const QString &workspace, int limit);

// A cursor as text, for scripts that go on where they left off: "123.45".
QString toText(const EventCursor &cursor);
Result<EventCursor> cursorFromText(const QString &text);

} // namespace cairn
