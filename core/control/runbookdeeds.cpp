#include "control/runbookdeeds.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

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
        case RunbookVerb::Breaker:
            return aboutService();
        case RunbookVerb::Retry:
            return m_action.atMost > 0 ? retrySome() : order(CommandKind::Retry);
        case RunbookVerb::Canary:
        case RunbookVerb::Resume:
        case RunbookVerb::Skip:
        case RunbookVerb::Decide:
            return order(kindOfOrder());
        case RunbookVerb::Pause:
            return pause();
        case RunbookVerb::Escalate:
            return escalate();
        case RunbookVerb::Open:
            break; // see prepareDeed
        }
        return {};
    }

    CommandKind kindOfOrder() const
    {
        switch (m_action.verb) {
        case RunbookVerb::Resume:
            return CommandKind::Resume;
        case RunbookVerb::Skip:
            return CommandKind::Skip;
        case RunbookVerb::Decide:
            return m_action.happened ? CommandKind::MarkHappened : CommandKind::MarkNotHappened;
        default:
            return CommandKind::Retry;
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

    Result<void> retrySome()
    {
        const auto members = m_reader.incidentMembers(incident().id, MemberFate::Failing, std::nullopt, m_action.atMost);
        if (!members)
            return tl::unexpected(members.error());
        if (members->isEmpty())
            return somethingFails();
        for (const IncidentMember &member : *members) {
            Command asked = command(CommandKind::Retry);
            asked.run = member.run;
            asked.step = member.key.step;
            asked.item = member.key.item;
            m_transaction.add(AddCommand{asked});
        }
        return {};
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
        return give(order);
    }

    Result<void> pause()
    {
        const QStringList pipelines =
            m_action.pipeline.isEmpty() ? m_followed.incident.pipelines.keys() : QStringList{m_action.pipeline};
        for (const QString &pipeline : pipelines) {
            BulkOrder order = bulk(CommandKind::Pause);
            order.filter = u"pipeline:%1"_s.arg(pipeline); // those of its runs that can be paused
            if (auto given = give(order); !given)
                return given;
        }
        return {};
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
