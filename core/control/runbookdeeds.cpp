#include "control/runbookdeeds.h"

#include "control/bulktargets.h"

#include <limits>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int ReadAtOnce = 1'000;

class Preparation
{
public:
    Preparation(StoreReader &reader, const FollowedRunbook &followed, const RunbookAction &action, const DeedWish &wish,
                Timestamp now)
        : m_reader(reader), m_followed(followed), m_action(action), m_wish(wish), m_now(now)
    {
        m_deed = {{0, wish.session, wish.action, action.key(), action.label, wish.actor, wish.reason, now}, wish.seen};
    }

    Result<Transaction> run()
    {
        if (auto added = add(); !added)
            return tl::unexpected(added.error());
        m_transaction.add(std::move(m_deed)); // last: it takes the ids of what was added before it
        return std::move(m_transaction);
    }

private:
    Result<void> add()
    {
        switch (m_action.verb) {
        case RunbookVerb::Probe:
        case RunbookVerb::Breaker: return aboutService();
        case RunbookVerb::Retry: return m_action.atMost > 0 ? retrySome() : order(CommandKind::Retry);
        case RunbookVerb::Canary:
        case RunbookVerb::Resume:
        case RunbookVerb::Skip:
        case RunbookVerb::Decide: return order(kindOfOrder());
        case RunbookVerb::Pause: return orderPipelines(CommandKind::Pause);
        case RunbookVerb::Unpause: return orderPipelines(CommandKind::Unpause);
        case RunbookVerb::Escalate: return escalate();
        case RunbookVerb::Open: break; // see prepareDeed
        }
        return {};
    }

    CommandKind kindOfOrder() const
    {
        switch (m_action.verb) {
        case RunbookVerb::Resume: return CommandKind::Resume;
        case RunbookVerb::Skip: return CommandKind::Skip;
        case RunbookVerb::Decide: return m_action.happened ? CommandKind::MarkHappened : CommandKind::MarkNotHappened;
        default: return CommandKind::Retry;
        }
    }

    const Incident &incident() const { return m_followed.incident.incident; }

    Command command(CommandKind kind) const
    {
        Command command;
        command.kind = kind;
        command.actor = m_wish.actor;
        command.reason = m_wish.reason;
        command.createdAt = m_now;
        return command;
    }

    Result<void> aboutService()
    {
        const QString service = m_action.service.isEmpty() ? incident().fingerprint.service : m_action.service;
        if (service.isEmpty())
            return failure(ErrorKind::Usage, u"The step of incident %1 calls no service"_s.arg(incident().id), {},
                           u"Name one in the action: service: NAME"_s);
        if (const auto known = m_reader.service(service); !known)
            return tl::unexpected(known.error());
        const bool probe = m_action.verb == RunbookVerb::Probe;
        Command asked = command(probe                                 ? CommandKind::ProbeService
                                : m_action.wish == BreakerWish::Open  ? CommandKind::OpenBreaker
                                : m_action.wish == BreakerWish::Close ? CommandKind::CloseBreaker
                                                                      : CommandKind::FreeBreaker);
        asked.service = service;
        if (probe)
            asked.arguments = {{u"path"_s, m_action.path}, {u"method"_s, QString::fromLatin1(m_action.method)}};
        else if (m_action.wish != BreakerWish::Auto)
            asked.arguments = {{u"for_ms"_s, qint64(m_action.duration.count())}};
        m_transaction.add(AddCommand{asked});
        return {};
    }

    Result<void> somethingFails() const
    {
        if (incident().counts.failing > 0)
            return {};
        return failure(ErrorKind::NotFound,
                       u"Nothing of incident %1 needs a person: it is %2"_s.arg(incident().id).arg(word(incident().state())), {},
                       u"Wait for what is on its way"_s);
    }

    /// Those whom the order means as things stand, at most so many.
    Result<QList<BulkTarget>> targetsOf(const BulkOrder &order, int most) const
    {
        auto bulk = bulkOf(order, m_now);
        if (!bulk)
            return tl::unexpected(bulk.error());
        bulk->newestRun = RunId(std::numeric_limits<qint64>::max() - 1); // as yet it ends nowhere
        QList<BulkTarget> targets;
        for (bool isLast = false; !isLast && targets.size() < most;) {
            const auto page = nextTargets(m_reader, *bulk, ReadAtOnce, m_now);
            if (!page)
                return tl::unexpected(page.error());
            targets += page->targets;
            bulk->place = page->end;
            isLast = page->last;
        }
        return targets.mid(0, most);
    }

    /// What is given to nobody would be told as done.
    tl::unexpected<Error> meansNobody(CommandKind kind) const
    {
        const QString which = u"of the %1 failing steps of incident %2"_s.arg(incident().counts.failing).arg(incident().id);
        if (kind == CommandKind::MarkHappened || kind == CommandKind::MarkNotHappened)
            return failure(ErrorKind::NotFound, u"None %1 has an unknown outcome: there is nothing to decide"_s.arg(which), {},
                           u"Retry them, or go on without the step"_s);
        return failure(ErrorKind::NotFound, u"The outcome of each %1 is unknown"_s.arg(which), {},
                       u"Decide first whether they happened"_s);
    }

    Result<void> retrySome()
    {
        if (auto failing = somethingFails(); !failing)
            return failing;
        BulkOrder order = bulk(CommandKind::Retry);
        order.incident = incident().id;
        const auto targets = targetsOf(order, m_action.atMost);
        if (!targets)
            return tl::unexpected(targets.error());
        for (const BulkTarget &target : *targets) {
            Command asked = target.command;
            asked.createdAt = m_now;
            m_transaction.add(AddCommand{asked});
        }
        return targets->isEmpty() ? meansNobody(order.kind) : Result<void>();
    }

    BulkOrder bulk(CommandKind kind) const
    {
        BulkOrder order;
        order.kind = kind;
        order.actor = m_wish.actor;
        order.reason = m_wish.reason;
        return order;
    }

    Result<void> give(const BulkOrder &order)
    {
        const auto bulk = bulkOf(order, m_now);
        if (!bulk)
            return tl::unexpected(bulk.error());
        m_transaction.add(AddBulk{*bulk});
        return {};
    }

    Result<void> order(CommandKind kind)
    {
        if (auto failing = somethingFails(); !failing)
            return failing;
        BulkOrder order = bulk(kind);
        order.incident = incident().id;
        order.canary = m_action.verb == RunbookVerb::Canary;
        order.stopAt = m_action.stopAt;
        if (kind == CommandKind::Resume)
            order.arguments = {{u"latest"_s, true}};
        const auto targets = targetsOf(order, 1);
        if (!targets)
            return tl::unexpected(targets.error());
        return targets->isEmpty() ? meansNobody(kind) : give(order);
    }

    /// About all of their runs, and not those alone that failed.
    Result<void> orderPipelines(CommandKind kind)
    {
        const QStringList pipelines =
            m_action.pipeline.isEmpty() ? m_followed.incident.pipelines.keys() : QStringList{m_action.pipeline};
        bool isForSomebody = false;
        for (const QString &pipeline : pipelines) {
            BulkOrder order = bulk(kind);
            order.filter = u"pipeline:%1"_s.arg(pipeline); // those of its runs for which it can be asked
            const auto targets = targetsOf(order, 1);
            if (!targets)
                return tl::unexpected(targets.error());
            if (targets->isEmpty())
                continue;
            isForSomebody = true;
            if (auto given = give(order); !given)
                return given;
        }
        if (isForSomebody)
            return {};
        if (kind == CommandKind::Unpause)
            return failure(ErrorKind::NotFound, u"No run of %1 is paused"_s.arg(pipelines.join(u", "_s)), {},
                           u"Go on with the next step"_s);
        return failure(ErrorKind::NotFound, u"No run of %1 can be paused"_s.arg(pipelines.join(u", "_s)), {},
                       u"Those that have ended, are paused, or whose outcome is unknown cannot be"_s);
    }

    Result<void> escalate()
    {
        const QString named = m_followed.incident.responsibility.escalateTo;
        const QString to = !m_action.to.isEmpty() ? m_action.to
                           : !named.isEmpty()     ? named
                                                  : m_followed.incident.responsibility.owner;
        m_transaction.add(HandleIncident{incident().id, IncidentAct::Escalate, to, m_wish.actor, m_wish.reason, m_now});
        m_deed.deed.result = u"escalated to %1"_s.arg(to);
        return {};
    }

    StoreReader &m_reader;
    const FollowedRunbook &m_followed;
    const RunbookAction &m_action;
    const DeedWish &m_wish;
    const Timestamp m_now;
    Transaction m_transaction;
    AddRunbookDeed m_deed;
};

} // namespace

bool needsReason(RunbookVerb verb)
{
    return !onlyLooks(verb) && verb != RunbookVerb::Retry && verb != RunbookVerb::Canary;
}

Result<Transaction> prepareDeed(StoreReader &reader, const FollowedRunbook &followed, const DeedWish &wish, Timestamp now)
{
    const RunbookPart *part = followed.runbook.part(RunbookPart::Kind::Action, wish.action);
    if (!part)
        return failure(ErrorKind::NotFound, u"Runbook %1 has no action %2"_s.arg(followed.runbook.name).arg(wish.action), {},
                       u"It has %1"_s.arg(followed.runbook.count(RunbookPart::Kind::Action)));
    if (wish.reason.trimmed().isEmpty() && needsReason(part->action.verb))
        return failure(ErrorKind::Usage, u"'%1' needs a reason"_s.arg(part->action.label), {}, u"Say why, for the record"_s);
    if (part->action.onlyOpens())
        return failure(ErrorKind::Usage, u"'%1' only opens something"_s.arg(part->action.label), {},
                       part->action.edit
                           ? u"Press its button in the console, or go on with `cairn resume RUN/STEP --input FILE`"_s
                           : u"Press its button in the console"_s);
    return Preparation(reader, followed, part->action, wish, now).run();
}

} // namespace cairn
