#include "control/exercisechecks.h"

#include "policy/holdreason.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int NotesRead = 1'000;
const QString Runner = u"runner"_s;

/// `reached` of `wanted` have come, the last of them at `last`.
CheckFinding counted(int reached, qsizetype wanted, std::optional<Timestamp> last)
{
    const bool done = wanted > 0 && reached >= wanted;
    return {done ? CheckFinding::Done : CheckFinding::Open, done ? last : std::nullopt, reached, int(wanted)};
}

std::optional<Timestamp> later(std::optional<Timestamp> a, std::optional<Timestamp> b)
{
    return !a ? b : !b ? a : std::max(a, b);
}

/// A person has let this step go again as it was, by whatever instrument.
bool isLetGo(const Checkpoint &checkpoint)
{
    const bool goesOn = checkpoint.state == StepState::Ready || checkpoint.state == StepState::WaitingCallback;
    return goesOn && checkpoint.actor != Runner && !checkpoint.edited.isValid();
}

class Judge
{
public:
    Judge(const Exercise &exercise, const ExerciseEvidence &evidence) : m_exercise(exercise), m_evidence(evidence) {}

    CheckFinding check(CheckKind kind) const
    {
        switch (kind) {
        case CheckKind::Passed: return passed();
        case CheckKind::Held: return held();
        case CheckKind::LeftAlone: return leftAlone();
        case CheckKind::Acknowledged: return noted(word(IncidentAct::Acknowledge));
        case CheckKind::Escalated: return noted(word(IncidentAct::Escalate));
        case CheckKind::Resolved: return noted(u"resolved"_s);
        case CheckKind::Edited: return edited();
        case CheckKind::Decided: return decided();
        case CheckKind::SentOnce: return sentOnce();
        case CheckKind::Canary: return canary();
        }
        Q_UNREACHABLE();
        return {};
    }

    int mistakes(MistakeKind kind) const
    {
        switch (kind) {
        case MistakeKind::RetriedBeforeRepair:
            return count([this](const Checkpoint &one) {
                return isLetGo(one) && (!m_evidence.repairedAt || one.at < *m_evidence.repairedAt);
            });
        case MistakeKind::Retried: return count(isLetGo);
        case MistakeKind::GaveUp:
            return count([](const Checkpoint &one) {
                return one.actor != Runner && (one.state == StepState::Skipped || one.state == StepState::Cancelled);
            });
        case MistakeKind::SentTwice:
            return int(std::count_if(m_evidence.runs.begin(), m_evidence.runs.end(),
                                     [this](const RunRecord &run) { return noticesOf(run) > 1; }));
        }
        Q_UNREACHABLE();
        return 0;
    }

private:
    int noticesOf(const RunRecord &run) const { return m_evidence.notices.value(run.id.toString()); }

    template <typename Test> int count(Test test) const
    {
        int found = 0;
        for (const RunHistory &history : m_evidence.histories)
            found += int(std::count_if(history.checkpoints.begin(), history.checkpoints.end(), test));
        return found;
    }

    CheckFinding passed() const
    {
        int reached = 0;
        bool isLost = false;
        std::optional<Timestamp> last;
        for (const RunRecord &run : m_evidence.runs) {
            isLost = isLost || (run.finishedAt && run.state != RunState::Succeeded);
            if (run.state != RunState::Succeeded)
                continue;
            ++reached;
            last = later(last, run.finishedAt);
        }
        CheckFinding finding = counted(reached, m_evidence.runs.size(), last);
        if (isLost)
            finding.state = CheckFinding::Missed;
        return finding;
    }

    CheckFinding held() const
    {
        std::optional<Timestamp> first;
        for (const RunHistory &history : m_evidence.histories) {
            for (const Checkpoint &one : history.checkpoints) {
                const bool isBreaker = one.state == StepState::Held && tellsOfBreaker(one.reason);
                if (isBreaker && (!first || one.at < *first))
                    first = one.at;
            }
        }
        return counted(first ? 1 : 0, 1, first);
    }

    CheckFinding leftAlone() const
    {
        CheckFinding finding = passed();
        if (count(isLetGo) > 0)
            finding.state = CheckFinding::Missed;
        return finding;
    }

    CheckFinding noted(const QString &kind) const
    {
        const auto &notes = m_evidence.notes;
        const auto found = std::find_if(notes.begin(), notes.end(), [&](const IncidentNote &note) { return note.kind == kind; });
        return found == notes.end() ? counted(0, 1, {}) : counted(1, 1, found->at);
    }

    CheckFinding edited() const
    {
        int reached = 0;
        std::optional<Timestamp> last;
        for (const RunRecord &run : m_evidence.runs) {
            const auto &checkpoints = m_evidence.histories.value(run.id).checkpoints;
            const auto edit = std::find_if(checkpoints.begin(), checkpoints.end(),
                                           [](const Checkpoint &one) { return one.edited.isValid() && one.actor != Runner; });
            if (edit == checkpoints.end() || run.state != RunState::Succeeded)
                continue;
            ++reached;
            last = later(last, run.finishedAt);
        }
        return counted(reached, m_evidence.runs.size(), last);
    }

    /// Of the runs whose outcome became unknown, which must be all of them, those that are not any more.
    CheckFinding decided() const
    {
        int reached = 0;
        std::optional<Timestamp> last;
        for (const RunHistory &history : m_evidence.histories) {
            bool unknown = false;
            bool settled = false;
            for (const Checkpoint &one : history.checkpoints) {
                if (one.step != m_exercise.step)
                    continue;
                if (unknown && one.actor != Runner)
                    last = later(last, one.at);
                settled = (settled || unknown) && one.state != StepState::OutcomeUnknown;
                unknown = one.state == StepState::OutcomeUnknown;
            }
            reached += settled ? 1 : 0;
        }
        return counted(reached, m_evidence.runs.size(), last);
    }

    CheckFinding sentOnce() const
    {
        int reached = 0;
        std::optional<Timestamp> last;
        bool tooOften = false;
        bool allDone = true;
        for (const RunRecord &run : m_evidence.runs) {
            reached += noticesOf(run) == 1 ? 1 : 0;
            tooOften = tooOften || noticesOf(run) > 1;
            allDone = allDone && run.finishedAt;
            last = later(last, run.finishedAt);
        }
        CheckFinding finding = counted(reached, m_evidence.runs.size(), last);
        if (tooOften || (allDone && finding.state == CheckFinding::Open))
            finding.state = CheckFinding::Missed;
        else if (!allDone)
            finding.state = CheckFinding::Open; // one of them may be sent again yet
        return finding;
    }

    /// One step's first try after the repair.
    struct Trial
    {
        Timestamp at;
        Timestamp end;
        bool good;
    };

    CheckFinding canary() const
    {
        if (!m_evidence.repairedAt)
            return counted(0, 1, {});
        QList<Trial> trials;
        for (const RunHistory &history : m_evidence.histories) {
            for (const Attempt &attempt : history.attempts) {
                if (attempt.step != m_exercise.step || attempt.startedAt < *m_evidence.repairedAt)
                    continue;
                trials.append({attempt.startedAt, attempt.startedAt + attempt.timing.total, attempt.decision == Action::Succeed});
                break;
            }
        }
        std::sort(trials.begin(), trials.end(), [](const Trial &a, const Trial &b) { return a.at < b.at; });
        if (trials.isEmpty())
            return counted(0, 1, {});
        const Trial &first = trials.first();
        CheckFinding finding = counted(first.good ? 1 : 0, 1, first.end);
        if (trials.size() > 1 && (!first.good || trials.at(1).at < first.end))
            finding = {CheckFinding::Missed, {}, 0, 1};
        return finding;
    }

    const Exercise &m_exercise;
    const ExerciseEvidence &m_evidence;
};

} // namespace

bool ExerciseFindings::isOver() const
{
    return std::none_of(checks.begin(), checks.end(), [](const CheckFinding &one) { return one.state == CheckFinding::Open; });
}

bool ExerciseFindings::isReached() const
{
    return std::all_of(checks.begin(), checks.end(), [](const CheckFinding &one) { return one.state == CheckFinding::Done; });
}

Result<ExerciseEvidence> readEvidence(StoreReader &reader, const QList<RunId> &runs, Timestamp since)
{
    ExerciseEvidence evidence;
    QMap<qint64, bool> seen;
    for (const RunId id : runs) {
        auto run = reader.run(id);
        auto history = run ? reader.history(id) : Result<RunHistory>(tl::unexpected(run.error()));
        const auto incidents = history ? reader.incidentsOf(id) : Result<QList<Incident>>(tl::unexpected(history.error()));
        if (!incidents)
            return tl::unexpected(incidents.error());
        evidence.runs.append(std::move(*run));
        evidence.histories.insert(id, *history);
        for (const Incident &incident : *incidents)
            seen.insert(incident.id, true);
    }
    for (const qint64 incident : seen.keys()) {
        const auto notes = reader.incidentNotes(incident, NotesRead);
        if (!notes)
            return tl::unexpected(notes.error());
        std::copy_if(notes->begin(), notes->end(), std::back_inserter(evidence.notes),
                     [since](const IncidentNote &note) { return note.at >= since; });
    }
    return evidence;
}

ExerciseFindings judge(const Exercise &exercise, const ExerciseEvidence &evidence)
{
    const Judge judged(exercise, evidence);
    ExerciseFindings findings;
    for (const ExerciseCheck &check : exercise.checks)
        findings.checks.append(judged.check(check.kind));
    for (const ExerciseMistake &mistake : exercise.mistakes)
        findings.mistakes.append(judged.mistakes(mistake.kind));
    return findings;
}

} // namespace cairn
