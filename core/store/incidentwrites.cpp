#include "base/logging.h"
#include "store/faultword.h"
#include "store/incidentrows.h"
#include "store/writeexecutor.h"

namespace cairn {

using namespace Qt::StringLiterals;

// Incidents follow from checkpoints, in the transaction that writes these: nothing else keeps them right.

namespace {

struct OpenMember
{
    qint64 incident = 0;
    StepKey key;
    MemberFate fate = MemberFate::Failing;
};

OpenMember readOpenMember(Row &row)
{
    OpenMember member;
    member.incident = row.integer();
    member.key.step = StepId(row.text());
    member.key.item = row.number();
    member.fate = row.word(memberFateFromWord);
    return member;
}

/// It has waited for room before, and there is still none: it goes on by itself once somebody has made some.
bool lacksRoom(const Checkpoint &checkpoint)
{
    const bool waits = checkpoint.state == StepState::WaitingRetry || checkpoint.state == StepState::WaitingCallback;
    return waits && checkpoint.decision == Action::Hold && checkpoint.category == Category::Internal;
}

/// What a step's new state means for its failures; nothing while it needs a person.
std::optional<MemberFate> fateOf(const Checkpoint &checkpoint)
{
    if (lacksRoom(checkpoint))
        return std::nullopt;
    switch (checkpoint.state) {
    case StepState::Blocked: return std::nullopt;
    case StepState::OutcomeUnknown: // its service is asked before a person is
        return checkpoint.nextAt ? std::optional(MemberFate::Moving) : std::nullopt;
    case StepState::Succeeded: return MemberFate::Passed;
    case StepState::Skipped:
    case StepState::Degraded: return MemberFate::Left;
    case StepState::Cancelled: return MemberFate::Cancelled;
    default: return MemberFate::Moving;
    }
}

/// How an incident came from one state to another; empty if that is nothing to tell.
QString transition(IncidentState before, IncidentState after)
{
    if (before == after)
        return {};
    if (after == IncidentState::Resolved)
        return u"resolved"_s;
    if (after == IncidentState::Verifying)
        return u"verifying"_s;
    return before == IncidentState::Resolved ? u"reopened"_s : u"failed_again"_s;
}

} // namespace

QString tellCounts(const MemberCounts &counts)
{
    QString told = u"%1 passed"_s.arg(counts.passed);
    if (counts.left > 0)
        told += u", %1 went on without the step"_s.arg(counts.left);
    return counts.cancelled > 0 ? told + u", %1 cancelled"_s.arg(counts.cancelled) : told;
}

Result<void> WriteExecutor::loadTroubledRuns()
{
    if (m_troubledRuns)
        return {};
    const auto runs = allOf(m_connection, "troubled_runs"_L1, NothingBound, [](Row &row) { return row.integer(); });
    if (!runs)
        return tl::unexpected(runs.error());
    m_troubledRuns = QSet<qint64>(runs->cbegin(), runs->cend());
    return {};
}

Result<void> WriteExecutor::noteCheckpoint(const Checkpoint &checkpoint)
{
    if (auto loaded = loadTroubledRuns(); !loaded)
        return loaded;
    const auto fate = fateOf(checkpoint);
    if (!fate) {
        // nobody knows yet, or there is still no room: it is the same failure, whatever became of a question about it
        const bool goesOn = checkpoint.state != StepState::Blocked;
        const auto known = goesOn ? isFailing(checkpoint.run, checkpoint.key()) : Result<bool>(false);
        if (!known || !*known)
            return known ? addFailure(checkpoint) : tl::unexpected(known.error());
        return checkpoint.state == StepState::OutcomeUnknown ? leaveUndecided(checkpoint.run, checkpoint.key()) : Result<void>();
    }
    return moveMembers(checkpoint.run, checkpoint.key(), *fate, checkpoint.at);
}

/// A run that is blocked without a step that is: what was done could not be written down of any, or nothing can be read of it.
Result<void> WriteExecutor::noteBlocked(const RunRecord &blocked, Timestamp at)
{
    if (auto loaded = loadTroubledRuns(); !loaded)
        return loaded;
    const auto fails = isFailing(blocked.id, std::nullopt);
    if (!fails || *fails || blocked.step.isEmpty() || blocked.category != Category::Internal)
        return fails.map([](bool) {});
    Checkpoint unwritten;
    unwritten.run = blocked.id;
    unwritten.step = blocked.step;
    unwritten.state = StepState::Blocked;
    unwritten.category = blocked.category;
    unwritten.cause = blocked.cause;
    unwritten.at = at;
    return addFailure(unwritten);
}

/// Whether the run, or that step of it, needs a person already.
Result<bool> WriteExecutor::isFailing(RunId run, const std::optional<StepKey> &key)
{
    if (!m_troubledRuns->contains(run.value()))
        return false;
    const auto bind = [&](Statement &statement) {
        statement.integer(run.value());
        if (key)
            statement.text(key->step.name()).integer(key->item);
    };
    return orEmpty(
        firstOf(m_connection, key ? "step_is_failing"_L1 : "run_is_failing"_L1, bind, [](Row &row) { return row.flag(); }));
}

/// A finished run leaves no failure open: whatever of it had failed, it went on without, or was given up with it.
Result<void> WriteExecutor::noteFinished(RunId run, RunState state, Timestamp at)
{
    if (auto loaded = loadTroubledRuns(); !loaded)
        return loaded;
    const MemberFate fate = state == RunState::Cancelled ? MemberFate::Cancelled : MemberFate::Left;
    const auto moved = moveMembers(run, std::nullopt, fate, at);
    return moved ? leaveOutcomes(run, at) : moved;
}

Result<std::optional<Incident>> WriteExecutor::incidentBy(QLatin1String name, const std::function<void(Statement &)> &bind)
{
    const auto query = m_connection.prepared(name);
    if (!query)
        return tl::unexpected(query.error());
    Statement statement(**query, m_connection.database());
    bind(statement);
    // One whose handling cannot be understood counts as open again: the checkpoint is worth more than that word.
    return statement.first(readIncident, [](const Error &damage) {
        qCWarning(lcStore).noquote() << "an incident is taken for an open one:" << describe(damage);
        return Result<void>();
    });
}

/// The incident of that fingerprint; a new one has no failures yet and is open.
Result<Incident> WriteExecutor::incidentFor(const Fingerprint &print, const Checkpoint &checkpoint)
{
    const auto byPrint = [&](Statement &statement) {
        statement.text(print.service).text(print.step.name()).text(word(print.category)).text(print.code);
    };
    const auto found = incidentBy("incident_by_fingerprint"_L1, byPrint);
    if (!found)
        return tl::unexpected(found.error());
    if (*found)
        return **found;
    Incident opened;
    auto inserted = run(
        "insert_incident"_L1,
        [&](Statement &statement) {
            byPrint(statement);
            statement.time(checkpoint.at).time(checkpoint.at).integer(checkpoint.run.value()).text(checkpoint.cause);
        },
        [&](Statement &statement) {
            opened.id = statement.insertedId();
            return Result<void>();
        });
    if (inserted)
        inserted = carryOut(AddIncidentNote{{0, opened.id, checkpoint.at, u"runner"_s, u"opened"_s, checkpoint.cause}});
    if (!inserted)
        return tl::unexpected(inserted.error());
    opened.fingerprint = print;
    opened.firstAt = checkpoint.at;
    return opened;
}

/// A fanned-out step that fails because its items do is no failure of its own.
Result<bool> WriteExecutor::failsByItems(const Checkpoint &checkpoint)
{
    if (checkpoint.item != NoItem || !m_troubledRuns->contains(checkpoint.run.value()))
        return false;
    return numberOf(m_connection, "open_items_of_step"_L1,
                    [&](Statement &statement) { statement.integer(checkpoint.run.value()).text(checkpoint.step.name()); })
        .map([](qint64 items) { return items > 0; });
}

/// What a step is asked about without another attempt is what it failed of before: a question is none.
Result<QString> WriteExecutor::codeOf(const Checkpoint &checkpoint)
{
    if (checkpoint.status != 0)
        return QString::number(checkpoint.status);
    const bool isUnknown = checkpoint.state == StepState::OutcomeUnknown;
    const bool isQuestion = isUnknown && m_lastAttempt.idempotencyKey.isEmpty();
    if (m_lastAttempt.run == checkpoint.run && m_lastAttempt.key() == checkpoint.key() && !isQuestion)
        return storedFault(m_lastAttempt.fault);
    if (!isUnknown)
        return QString();
    const auto bindStep = [&](Statement &statement) {
        statement.integer(checkpoint.run.value()).text(checkpoint.step.name()).integer(checkpoint.item);
    };
    const auto bind = [&](Statement &statement) {
        bindStep(statement);
        statement.text(word(checkpoint.category.value_or(Category::Internal)));
        bindStep(statement);
    };
    return orEmpty(firstOf(m_connection, "incident_code_before"_L1, bind, [](Row &row) { return row.text(); }));
}

Result<void> WriteExecutor::addFailure(const Checkpoint &checkpoint)
{
    const auto byItems = failsByItems(checkpoint);
    if (!byItems || *byItems)
        return byItems.map([](bool) {});
    struct Place
    {
        QString service;
        QString pipeline;
    };
    const auto place = orEmpty(firstOf(
        m_connection, "step_place"_L1,
        [&](Statement &statement) { statement.text(checkpoint.step.name()).integer(checkpoint.run.value()); },
        [](Row &row) {
            return Place{row.text(), row.text()};
        }));
    if (!place)
        return tl::unexpected(place.error());
    const auto code = codeOf(checkpoint);
    if (!code)
        return tl::unexpected(code.error());
    const Fingerprint print{place->service, checkpoint.step, checkpoint.category.value_or(Category::Internal), *code};
    auto incident = incidentFor(print, checkpoint);
    if (!incident)
        return tl::unexpected(incident.error());
    m_troubledRuns->insert(checkpoint.run.value());
    if (auto moved = moveMembers(checkpoint.run, checkpoint.key(), MemberFate::Moving, checkpoint.at, incident->id); !moved)
        return moved;
    return addMember(*incident, checkpoint, place->pipeline);
}

Result<void> WriteExecutor::addMember(Incident incident, const Checkpoint &checkpoint, const QString &pipeline)
{
    const auto member = [&](Statement &statement) {
        statement.integer(checkpoint.run.value()).text(checkpoint.step.name()).integer(checkpoint.item).integer(incident.id);
    };
    const auto found = firstOf(m_connection, "incident_fate"_L1, member, [](Row &row) { return memberFateFromWord(row.text()); });
    if (!found)
        return tl::unexpected(found.error());
    const std::optional<MemberFate> fate = found->value_or(std::nullopt); // none that is understood is none
    const IncidentState before = incident.state();
    if (fate)
        incident.counts.of(*fate) -= 1;
    incident.counts.failing += 1;
    incident.lastAt = std::max(incident.lastAt, checkpoint.at);
    incident.newest = checkpoint.run;
    incident.cause = checkpoint.cause;
    if (auto put = putMember(incident.id, checkpoint); !put)
        return put;
    if (!fate) {
        auto counted =
            run("count_incident_pipeline"_L1, [&](Statement &statement) { statement.integer(incident.id).text(pipeline); });
        if (!counted)
            return counted;
    }
    return updateIncident(incident, incident.counts.total() == 1 && !fate ? incident.handling : before, checkpoint.at);
}

/// What waits in vain for room stands as what is blocked.
Result<void> WriteExecutor::putMember(qint64 incident, const Checkpoint &failed)
{
    return run("put_incident_member"_L1, [&](Statement &statement) {
        const bool isUnknown = failed.state == StepState::OutcomeUnknown;
        statement.integer(failed.run.value()).text(failed.step.name()).integer(failed.item).integer(incident);
        statement.time(failed.at).text(word(isUnknown ? StepState::OutcomeUnknown : StepState::Blocked));
    });
}

Result<void> WriteExecutor::moveMember(qint64 incident, RunId run, const StepKey &key, MemberFate fate, Timestamp at)
{
    return this->run("move_incident_member"_L1, [&](Statement &statement) {
        statement.text(word(fate)).time(at).integer(run.value()).text(key.step.name()).integer(key.item).integer(incident);
    });
}

/// It failed before, and now nobody knows whether it happened.
Result<void> WriteExecutor::leaveUndecided(RunId run, const StepKey &key)
{
    return this->run("leave_undecided"_L1,
                     [&](Statement &statement) { statement.integer(run.value()).text(key.step.name()).integer(key.item); });
}

/// Gives the open failures of a run (of one step, if `key` says so; but for those of `except`) another fate. A step that is over
/// is so with all its items.
Result<void> WriteExecutor::moveMembers(RunId run, const std::optional<StepKey> &key, MemberFate fate, Timestamp at,
                                        qint64 except)
{
    if (!m_troubledRuns->contains(run.value()))
        return {};
    const auto bind = [&](Statement &statement) {
        statement.integer(run.value());
        if (key)
            statement.text(key->step.name()).integer(key->item).integer(key->item == NoItem && fate != MemberFate::Moving);
    };
    const auto members = allOf(m_connection, key ? "open_members_of_step"_L1 : "open_members_of_run"_L1, bind, readOpenMember);
    if (!members)
        return tl::unexpected(members.error());
    for (const OpenMember &member : *members) {
        if (member.fate == fate || member.incident == except)
            continue;
        auto incident = incidentBy("incident_by_id"_L1, [&](Statement &statement) { statement.integer(member.incident); });
        if (!incident)
            return tl::unexpected(incident.error());
        const IncidentState before = (*incident)->state();
        (*incident)->counts.of(member.fate) -= 1;
        (*incident)->counts.of(fate) += 1;
        if (auto moved = moveMember(member.incident, run, member.key, fate, at); !moved)
            return moved;
        if (auto updated = updateIncident(**incident, before, at); !updated)
            return updated;
    }
    return {};
}

/// Writes an incident's row, and a note if it is in another state than `before`.
Result<void> WriteExecutor::updateIncident(Incident incident, IncidentState before, Timestamp at)
{
    const QString told = transition(before, incident.state());
    if (told == "reopened"_L1) {
        incident.handling = IncidentState::Open;
        incident.reopened += 1;
        incident.resolvedAt.reset();
    }
    if (told == "resolved"_L1)
        incident.resolvedAt = at;
    auto updated = run("update_incident"_L1, [&](Statement &statement) {
        const MemberCounts &counts = incident.counts;
        statement.text(word(incident.state()))
            .text(word(incident.handling))
            .optionalText(incident.assignee)
            .integer(counts.failing)
            .integer(counts.moving)
            .integer(counts.passed)
            .integer(counts.left)
            .integer(counts.cancelled)
            .time(incident.lastAt)
            .optionalTime(incident.resolvedAt)
            .integer(incident.reopened)
            .integer(incident.newest.value())
            .text(incident.cause)
            .integer(incident.revision)
            .integer(incident.id);
    });
    if (!updated || told.isEmpty())
        return updated;
    const QString detail = told == "resolved"_L1    ? tellCounts(incident.counts)
                           : told == "verifying"_L1 ? u"%1 on their way"_s.arg(incident.counts.moving)
                                                    : incident.cause;
    return carryOut(AddIncidentNote{{0, incident.id, at, u"runner"_s, told, detail}});
}

Result<void> WriteExecutor::carryOut(const AddIncidentNote &write)
{
    const IncidentNote &n = write.note;
    return run("insert_incident_note"_L1,
               [&](Statement &statement) { statement.integer(n.incident).time(n.at).text(n.actor).text(n.kind).text(n.detail); });
}

} // namespace cairn
