#include "control/followedrunbook.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int SessionsLookedAt = 20;
constexpr int PastLookedAt = 2'000;

/// What has become of an order's targets, and never that it is "done" before that is known.
QString orderText(const Bulk &order)
{
    const BulkCounts &counts = order.counts;
    QString text = u"order %1: %2 asked for, %3 passed"_s.arg(order.id).arg(counts.asked).arg(counts.passed);
    const std::pair<qint64, QString> others[]{{counts.failed, u"failed again"_s},
                                              {counts.refused, u"refused"_s},
                                              {counts.left, u"left alone"_s},
                                              {counts.outstanding(), u"on their way"_s}};
    for (const auto &[count, what] : others) {
        if (count > 0)
            text += u", %1 %2"_s.arg(count).arg(what);
    }
    if (order.state == BulkState::Stopped)
        text += u"; stopped: %1"_s.arg(order.why);
    return order.state == BulkState::Cancelled ? text + u"; ended by a person"_s : text;
}

struct CommandTally
{
    int done = 0;
    int refused = 0;
    QString result; ///< of the last one that was carried out, or else refused
};

Result<CommandTally> tallyOf(StoreReader &reader, const QList<qint64> &ids)
{
    CommandTally tally;
    QString refusal;
    for (const qint64 id : ids) {
        const auto command = reader.command(id);
        if (!command && command.error().kind == ErrorKind::NotFound) { // its run is: only what was done is ever removed
            ++tally.done;
            tally.result = u"done; its run is no longer kept"_s;
            continue;
        }
        if (!command)
            return tl::unexpected(command.error());
        if (!command->done)
            continue;
        tally.done += command->accepted;
        tally.refused += !command->accepted;
        (command->accepted ? tally.result : refusal) = command->result;
    }
    if (tally.result.isEmpty())
        tally.result = refusal;
    return tally;
}

Result<void> tellOrders(StoreReader &reader, DeedOutcome &outcome)
{
    QStringList texts;
    for (const qint64 id : std::as_const(outcome.deed.orders)) {
        const auto order = reader.bulk(id);
        if (!order)
            return tl::unexpected(order.error());
        texts.append(orderText(*order));
        if (order->state == BulkState::Running)
            outcome.state = DeedOutcome::UnderWay;
    }
    outcome.text = texts.join(u"; "_s);
    return {};
}

Result<DeedOutcome> outcomeOf(StoreReader &reader, const RunbookDeed &deed)
{
    DeedOutcome outcome{deed, DeedOutcome::Done, deed.result};
    if (!deed.orders.isEmpty()) {
        if (auto told = tellOrders(reader, outcome); !told)
            return tl::unexpected(told.error());
    }
    if (deed.commands.isEmpty())
        return outcome;
    const auto tally = tallyOf(reader, deed.commands);
    if (!tally)
        return tl::unexpected(tally.error());
    const int all = int(deed.commands.size());
    if (tally->done + tally->refused < all)
        outcome.state = DeedOutcome::Waiting;
    else if (tally->done == 0)
        outcome.state = DeedOutcome::Refused;
    outcome.text = all == 1 ? tally->result : u"%1 of %2 carried out, %3 refused"_s.arg(tally->done).arg(all).arg(tally->refused);
    return outcome;
}

Result<void> readProgress(StoreReader &reader, FollowedRunbook &followed)
{
    const auto ticks = reader.runbookTicks(followed.session->id);
    if (!ticks)
        return tl::unexpected(ticks.error());
    for (const RunbookTick &tick : *ticks) {
        if (tick.ticked)
            followed.ticks.insert(tick.step, tick);
    }
    const auto deeds = reader.runbookDeeds(followed.session->id);
    if (!deeds)
        return tl::unexpected(deeds.error());
    for (const RunbookDeed &deed : *deeds) {
        auto outcome = outcomeOf(reader, deed);
        if (!outcome)
            return tl::unexpected(outcome.error());
        followed.deeds.append(std::move(*outcome));
    }
    return {};
}

Result<void> takeSession(StoreReader &reader, const RunbookShelf &shelf, const RunbookSession &session, FollowedRunbook &followed)
{
    const auto text = reader.runbookText(session.digest);
    if (!text)
        return tl::unexpected(text.error());
    auto recorded = recordedRunbook(session.runbook, *text);
    if (!recorded)
        return tl::unexpected(recorded.error());
    followed.session = session;
    followed.runbook = std::move(*recorded);
    if (const auto now = shelf.find(session.runbook)) {
        followed.outdated = now->digest != session.digest;
        followed.runbook.file = now->file;
    }
    return readProgress(reader, followed);
}

Result<FollowedRunbook> begin(StoreReader &reader, qint64 incident)
{
    FollowedRunbook followed;
    auto detail = readIncidentDetail(reader, incident);
    if (!detail)
        return tl::unexpected(detail.error());
    followed.incident = std::move(*detail);
    const Fingerprint &print = followed.incident.incident.fingerprint;
    const auto past = reader.pastRunbookDeeds(print.category, PastLookedAt);
    if (!past)
        return tl::unexpected(past.error());
    followed.helped = helpedBefore(*past, print);
    return followed;
}

void nameOthers(const RunbookShelf &shelf, FollowedRunbook &followed)
{
    const auto fitting = shelf.matching(symptomsOf(followed.incident));
    for (const Runbook &runbook : fitting) {
        if (runbook.name != followed.runbook.name)
            followed.others.append(runbook.name);
    }
}

/// The session that goes on, of the runbook `name` or of any.
Result<std::optional<RunbookSession>> openSession(StoreReader &reader, qint64 incident, const QString &name)
{
    const auto sessions = reader.runbookSessions(incident, SessionsLookedAt);
    if (!sessions)
        return tl::unexpected(sessions.error());
    for (const RunbookSession &session : *sessions) {
        if (!session.endedAt && (name.isEmpty() || session.runbook == name))
            return session;
    }
    return std::nullopt;
}

} // namespace

Symptoms symptomsOf(const IncidentDetail &detail)
{
    return {detail.incident.fingerprint, detail.pipelines.keys(), detail.undecided.count > 0};
}

const DeedOutcome *FollowedRunbook::lastOf(int action) const
{
    const auto found =
        std::find_if(deeds.rbegin(), deeds.rend(), [&](const DeedOutcome &one) { return one.deed.action == action; });
    return found == deeds.rend() ? nullptr : &*found;
}

Result<FollowedRunbook> readFollowedRunbook(StoreReader &reader, const RunbookShelf &shelf, qint64 incident, const QString &name)
{
    auto followed = begin(reader, incident);
    if (!followed)
        return followed;
    const auto session = openSession(reader, incident, name);
    if (!session)
        return tl::unexpected(session.error());
    if (*session) {
        if (auto taken = takeSession(reader, shelf, **session, *followed); !taken)
            return tl::unexpected(taken.error());
    } else if (!name.isEmpty()) {
        auto found = shelf.find(name);
        if (!found)
            return tl::unexpected(found.error());
        followed->runbook = std::move(*found);
    } else {
        const QList<Runbook> fitting = shelf.matching(symptomsOf(followed->incident));
        if (fitting.isEmpty())
            return failure(ErrorKind::NotFound, u"No runbook fits incident %1"_s.arg(incident), {},
                           u"Write one into runbooks/, or name one"_s);
        followed->runbook = fitting.first();
    }
    nameOthers(shelf, *followed);
    return followed;
}

Result<FollowedRunbook> readSession(StoreReader &reader, const RunbookShelf &shelf, qint64 id)
{
    const auto session = reader.runbookSession(id);
    if (!session)
        return tl::unexpected(session.error());
    auto followed = begin(reader, session->incident);
    if (!followed)
        return followed;
    if (auto taken = takeSession(reader, shelf, *session, *followed); !taken)
        return tl::unexpected(taken.error());
    nameOthers(shelf, *followed);
    return followed;
}

} // namespace cairn
