#include "control/events.h"

#include "control/json.h"
#include "control/jsonfields.h"
#include "security/masking.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QJsonObject envelope(const QString &id, const QString &workspace, const QString &type, const QString &subject, Timestamp at,
                     const QJsonObject &data)
{
    QJsonObject event{{u"specversion"_s, u"1.0"_s},
                      {u"id"_s, id},
                      {u"source"_s, u"/cairn/"_s + workspace},
                      {u"type"_s, u"dev.cairn."_s + type},
                      {u"time"_s, toRfc3339(at)},
                      {u"datacontenttype"_s, u"application/json"_s},
                      {u"data"_s, data}};
    if (!subject.isEmpty())
        event.insert(u"subject"_s, subject);
    return event;
}

QJsonObject fromCheckpoint(const Checkpoint &checkpoint, const RevisionNumbers &revisions, const QString &workspace)
{
    QJsonObject data = toJson(checkpoint, revisions);
    data.insert(u"run"_s, checkpoint.run.toString());
    data.insert(u"reason"_s, textOrNull(maskText(checkpoint.reason))); // a delivery's names its file
    const QString subject = checkpoint.run.toString() + u'/' + checkpoint.key().toString();
    return envelope(u"checkpoint-%1"_s.arg(checkpoint.seq), workspace, u"step."_s + word(checkpoint.state), subject,
                    checkpoint.at, data);
}

QJsonObject fromEvent(const Event &event, const QString &workspace)
{
    const QString run = event.run.isValid() ? event.run.toString() : QString();
    QJsonObject data{{u"detail"_s, maskText(event.detail)}};
    if (!run.isEmpty())
        data.insert(u"run"_s, run);
    return envelope(u"event-%1"_s.arg(event.id), workspace, event.kind, run, event.at, data);
}

} // namespace

/// Two streams, each in the order of commit, as one in the order of time. Where a stream's page is full, what comes later in the
/// other waits for the next page.
Result<EventPage> readEvents(StoreReader &reader, const EventCursor &cursor, const QString &workspace, int limit)
{
    const int half = std::max(1, limit / 2);
    const auto checkpoints = reader.checkpoints(cursor.checkpoint, half);
    const auto events = reader.events(cursor.event, half);
    if (!checkpoints || !events)
        return tl::unexpected(checkpoints ? events.error() : checkpoints.error());
    const RevisionNumbers revisions = readRevisionNumbers(reader, {*checkpoints, {}});
    EventPage page{{}, cursor};
    const auto add = [&page](QJsonObject event) {
        event.insert(u"cairnplace"_s, toText(page.next));
        page.events.append(event);
    };
    auto checkpoint = checkpoints->begin();
    auto event = events->begin();
    while (checkpoint != checkpoints->end() || event != events->end()) {
        const bool noCheckpoint = checkpoint == checkpoints->end();
        const bool noEvent = event == events->end();
        if ((noCheckpoint && checkpoints->size() == half) || (noEvent && events->size() == half))
            break;
        if (noCheckpoint || (!noEvent && event->at < checkpoint->at)) {
            page.next.event = event->id;
            add(fromEvent(*event++, workspace));
        } else {
            page.next.checkpoint = checkpoint->seq;
            add(fromCheckpoint(*checkpoint++, revisions, workspace));
        }
    }
    return page;
}

QString toText(const EventCursor &cursor)
{
    return u"%1.%2"_s.arg(cursor.checkpoint).arg(cursor.event);
}

Result<EventCursor> cursorFromText(const QString &text)
{
    bool first = false;
    bool second = false;
    const EventCursor cursor{text.section(u'.', 0, 0).toLongLong(&first), text.section(u'.', 1).toLongLong(&second)};
    if (!first || !second || cursor.checkpoint < 0 || cursor.event < 0)
        return failure(ErrorKind::Usage, u"'%1' is no place among the events"_s.arg(text.left(60)), {},
                       u"Write what `cairn events` told last, such as 120.14"_s);
    return cursor;
}

} // namespace cairn
