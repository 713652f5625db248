#include "runner/alertwatch.h"

#include "base/logging.h"

#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int NotesAtOnce = 50;
constexpr int IncidentsAtOnce = 200;
constexpr int MessagesAtOnce = 500;
constexpr Milliseconds LookAgain{1'000}; ///< at what could not be told when its time had come

std::optional<AlertOccasion> occasionOf(const QString &kind)
{
    static const QHash<QString, AlertOccasion> occasions{{u"opened"_s, AlertOccasion::Open},
                                                         {u"reopened"_s, AlertOccasion::Reopened},
                                                         {word(IncidentAct::Acknowledge), AlertOccasion::Acknowledged},
                                                         {word(IncidentAct::Escalate), AlertOccasion::Escalated},
                                                         {u"verifying"_s, AlertOccasion::Verifying},
                                                         {u"resolved"_s, AlertOccasion::Resolved}};
    const auto found = occasions.constFind(kind);
    return found == occasions.cend() ? std::nullopt : std::optional(*found);
}

} // namespace

AlertWatch::AlertWatch(const AlertSettings &settings, QString workspace, StoreReader &reader, const Clock &clock,
                       StoreBridge &bridge, qint64 fence)
    : m_settings(settings), m_workspace(std::move(workspace)), m_reader(reader), m_clock(clock), m_bridge(bridge), m_fence(fence),
      m_counts(std::any_of(settings.rules.begin(), settings.rules.end(), [](const AlertRule &rule) { return rule.count > 1; }))
{
}

QList<AlertState> AlertWatch::activeBy(const QString &route) const
{
    QList<AlertState> active;
    for (const AlertState &state : m_states) {
        const AlertRule *rule = m_settings.rule(state.rule);
        if (state.active && rule && rule->to.contains(route))
            active.append(state);
    }
    return active;
}

QCoro::Task<Result<void>> AlertWatch::look()
{
    auto begun = co_await begin();
    if (!begun)
        co_return begun;
    for (bool more = true; more && !m_stopping;) {
        const auto looked = co_await lookAtNotes();
        if (!looked)
            co_return tl::unexpected(looked.error());
        more = *looked;
    }
    if (m_counts && !m_stopping) {
        auto grown = co_await lookAtGrowth();
        if (!grown)
            co_return grown;
    }
    if (!m_stopping && (!m_reviewed || (m_nextLook && *m_nextLook <= m_clock.now()))) {
        auto looked = co_await lookAtTime();
        if (!looked)
            co_return looked;
        m_reviewed = true;
    }
    planNextLook();
    co_return Result<void>();
}

/// Finds out where it stood.
QCoro::Task<Result<void>> AlertWatch::begin()
{
    if (m_place)
        co_return Result<void>();
    const auto states = m_reader.alertStates(m_clock.now() - FlappingWindow);
    if (!states)
        co_return tl::unexpected(states.error());
    m_states.clear();
    for (const AlertState &state : *states)
        m_states.insert({state.rule, state.incident}, state);
    if (const auto kept = keepFormerRules(); !kept)
        co_return kept;
    const auto known = m_reader.alertPlace();
    const auto last = m_reader.lastIncidentNote();
    if (!known || !last)
        co_return tl::unexpected(known ? last.error() : known.error());
    m_grownTo = m_clock.now();
    if (*known) {
        m_place = **known;
        m_grownTo = Timestamp(); // what failed while no runner was there
        co_return Result<void>();
    }
    Pending first;
    first.transaction.add(PutAlertPlace{*last});
    auto done = co_await commit(std::move(first));
    if (done)
        m_place = *last;
    co_return done;
}

/// What a rule has begun that was renamed or taken away since is not over with it: whom it told of it hears of its end. Such a
/// rule begins nothing.
Result<void> AlertWatch::keepFormerRules()
{
    QHash<QString, AlertRule> former;
    for (const AlertState &state : std::as_const(m_states)) {
        if (state.active && !m_settings.rule(state.rule)) {
            former[state.rule].name = state.rule;
            former[state.rule].on.clear();
        }
    }
    for (const AlertRoute &route : former.isEmpty() ? QList<AlertRoute>() : m_settings.routes) {
        qint64 place = 0;
        for (bool more = true; more;) {
            const auto sent = m_reader.alertsAfter(route.name, place, MessagesAtOnce);
            if (!sent)
                return tl::unexpected(sent.error());
            for (const AlertDelivery &one : *sent) {
                if (const auto rule = former.find(one.rule); rule != former.end() && !rule->to.contains(route.name))
                    rule->to.append(route.name);
                place = one.id;
            }
            more = sent->size() == MessagesAtOnce;
        }
    }
    m_settings.rules.append(former.values());
    return {};
}

/// False: there are no more.
QCoro::Task<Result<bool>> AlertWatch::lookAtNotes()
{
    const auto notes = m_reader.incidentNotesAfter(*m_place, NotesAtOnce);
    if (!notes)
        co_return tl::unexpected(notes.error());
    if (notes->isEmpty())
        co_return false;
    Pending pending;
    for (const IncidentNote &note : *notes) {
        if (auto decided = decide(note, pending); !decided)
            co_return tl::unexpected(decided.error());
    }
    // also what told nobody anything is not looked at once more, when it would mean something else
    pending.transaction.add(PutAlertPlace{notes->last().id});
    const auto done = co_await commit(std::move(pending));
    if (!done)
        co_return tl::unexpected(done.error());
    m_place = notes->last().id;
    co_return notes->size() == NotesAtOnce;
}

Result<void> AlertWatch::decide(const IncidentNote &note, Pending &pending)
{
    const auto occasion = occasionOf(note.kind);
    if (!occasion)
        return {};
    const auto seen = see(note.incident);
    if (!seen)
        return passOver(seen.error());
    for (const AlertRule &rule : m_settings.rules) {
        const AlertState before = stateOf(rule, note.incident, pending);
        if (!before.active && !concerns(rule, seen->incident, seen->pipelines))
            continue;
        const auto stands = standing(rule, seen->incident);
        if (!stands)
            return tl::unexpected(stands.error());
        const AlertVerdict verdict = onOccasion(rule, before, *occasion, *stands, m_clock.now());
        if (auto taken = take(rule, seen->incident, before, verdict, pending); !taken)
            return taken;
    }
    return {};
}

/// Failures that change no incident's state: of the incidents that failed since the last look, the newest first.
QCoro::Task<Result<void>> AlertWatch::lookAtGrowth()
{
    IncidentFilter filter;
    filter.states = {IncidentState::Open, IncidentState::Escalated};
    const Timestamp since = m_grownTo;
    std::optional<Incident> before;
    for (bool more = true; more && !m_stopping;) {
        const auto page = m_reader.incidents(filter, before, IncidentsAtOnce);
        if (!page)
            co_return tl::unexpected(page.error());
        Pending pending;
        more = page->size() == IncidentsAtOnce;
        for (const Incident &incident : *page) {
            if (incident.lastAt < since) {
                more = false;
                break;
            }
            if (auto decided = decideGrowth(incident, pending); !decided)
                co_return decided;
        }
        if (!before && !page->isEmpty())
            m_grownTo = page->first().lastAt;
        if (!page->isEmpty())
            before = page->last();
        if (pending.states.isEmpty())
            continue;
        auto done = co_await commit(std::move(pending));
        if (!done) {
            m_grownTo = since;
            co_return done;
        }
    }
    co_return Result<void>();
}

Result<void> AlertWatch::decideGrowth(const Incident &incident, Pending &pending)
{
    for (const AlertRule &rule : m_settings.rules) {
        const AlertState before = stateOf(rule, incident.id, pending);
        if (rule.count < 2 || before.active)
            continue;
        const auto seen = see(incident.id);
        if (!seen)
            return passOver(seen.error());
        if (!concerns(rule, seen->incident, seen->pipelines))
            continue;
        const auto stands = standing(rule, seen->incident);
        if (!stands)
            return tl::unexpected(stands.error());
        if (auto taken = take(rule, incident, before, onGrowth(rule, before, *stands, m_clock.now()), pending); !taken)
            return taken;
    }
    return {};
}

QCoro::Task<Result<void>> AlertWatch::lookAtTime()
{
    Pending pending;
    const Timestamp now = m_clock.now();
    const QList<AlertState> known = m_states.values();
    for (const AlertState &state : known) {
        const AlertRule *rule = m_settings.rule(state.rule);
        const auto due = rule ? cairn::nextLook(*rule, state) : std::nullopt;
        if (!rule || !state.active || (m_reviewed && (!due || *due > now)))
            continue;
        const auto incident = m_reader.incident(state.incident);
        if (!incident) {
            if (auto passed = passOver(incident.error()); !passed)
                co_return passed;
            continue;
        }
        const AlertStanding stands{incident->state(), incident->reopened > 0, 0};
        if (auto taken = take(*rule, *incident, state, onTime(*rule, state, stands, now), pending); !taken)
            co_return taken;
    }
    if (pending.states.isEmpty())
        co_return Result<void>();
    auto done = co_await commit(std::move(pending));
    co_return done;
}

/// The others are told, whatever has become of one row.
Result<void> AlertWatch::passOver(const Error &why)
{
    if (why.kind != ErrorKind::Damaged)
        return tl::unexpected(why);
    if (m_passedOver.isDue(describe(why), m_clock.now()))
        qCWarning(lcRunner).noquote() << "nobody is told of an incident that cannot be read:" << describe(why);
    return {};
}

Result<AlertWatch::Seen> AlertWatch::see(qint64 id)
{
    const auto incident = m_reader.incident(id);
    if (!incident)
        return tl::unexpected(incident.error());
    const auto pipelines = m_reader.incidentPipelines(id);
    if (!pipelines)
        return tl::unexpected(pipelines.error());
    return Seen{*incident, pipelines->keys()};
}

Result<AlertStanding> AlertWatch::standing(const AlertRule &rule, const Incident &incident)
{
    AlertStanding stands{incident.state(), incident.reopened > 0, incident.counts.failing};
    if (rule.within.count() == 0 || rule.count < 2)
        stands.failures = std::max<qint64>(stands.failures, rule.count == 1 ? 1 : 0); // it may have passed meanwhile
    else if (const auto recent = m_reader.failuresSince(incident.id, m_clock.now() - rule.within, rule.count); recent)
        stands.failures = *recent;
    else
        return tl::unexpected(recent.error());
    return stands;
}

AlertState AlertWatch::stateOf(const AlertRule &rule, qint64 incident, const Pending &pending) const
{
    const Key key{rule.name, incident};
    AlertState fresh;
    fresh.rule = rule.name;
    fresh.incident = incident;
    return pending.states.value(key, m_states.value(key, fresh));
}

/// Adds to what is to be committed what the verdict changes and tells.
Result<void> AlertWatch::take(const AlertRule &rule, const Incident &incident, const AlertState &before,
                              const AlertVerdict &verdict, Pending &pending)
{
    if (verdict.state == before && !verdict.news)
        return {};
    pending.states.insert({rule.name, incident.id}, verdict.state);
    pending.transaction.add(PutAlertState{verdict.state});
    if (!verdict.news)
        return {};
    const Timestamp now = m_clock.now();
    const auto facts = readAlertFacts(m_reader, incident, verdict.state, *verdict.news, now, m_workspace);
    if (!facts)
        return tl::unexpected(facts.error());
    for (const QString &name : rule.to) {
        const AlertRoute *route = m_settings.route(name);
        if (!route || (route->kind == AlertRoute::Alertmanager && *verdict.news == AlertNews::Repeated))
            continue; // Alertmanager repeats by itself
        AlertDelivery delivery;
        delivery.rule = rule.name;
        delivery.incident = incident.id;
        delivery.route = name;
        delivery.news = *verdict.news;
        delivery.at = now;
        delivery.facts = QJsonDocument(toJson(*facts)).toJson(QJsonDocument::Compact);
        if (route->kind == AlertRoute::Desktop) { // consoles look for it themselves
            delivery.fate = AlertFate::Sent;
            delivery.settledAt = now;
        }
        pending.transaction.add(AddAlertDelivery{delivery});
    }
    return {};
}

QCoro::Task<Result<void>> AlertWatch::commit(Pending pending)
{
    pending.transaction.fence = m_fence;
    StoreBridge::Commit committing(m_bridge, std::move(pending.transaction));
    const auto done = co_await committing.done();
    if (!done)
        co_return tl::unexpected(done.error());
    const Timestamp calm = m_clock.now() - FlappingWindow;
    for (auto state = pending.states.cbegin(); state != pending.states.cend(); ++state)
        m_states.insert(state.key(), *state);
    m_states.removeIf(
        [calm](QHash<Key, AlertState>::iterator entry) { return !entry->active && entry->endedAt.value_or(Timestamp()) < calm; });
    co_return Result<void>();
}

void AlertWatch::planNextLook()
{
    m_nextLook.reset();
    for (const AlertState &state : std::as_const(m_states)) {
        const AlertRule *rule = m_settings.rule(state.rule);
        const auto due = rule ? cairn::nextLook(*rule, state) : std::nullopt;
        if (due && (!m_nextLook || *due < *m_nextLook))
            m_nextLook = due;
    }
    if (m_nextLook)
        m_nextLook = std::max(*m_nextLook, m_clock.now() + LookAgain);
}

} // namespace cairn
