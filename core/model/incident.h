#pragma once

#include "base/ids.h"
#include "base/timestamp.h"
#include "model/pipeline.h"
#include "model/words.h"

#include <QString>

#include <optional>

namespace cairn {

/// Where an incident stands. The first three are what people make of it while steps of it fail.
enum class IncidentState {
    Open,
    Acknowledged, ///< somebody looks after it
    Escalated,    ///< handed to those who come after the owner
    Verifying,    ///< no step fails any more, but some have not passed yet
    Resolved,     ///< every step has passed, or the run went on without it or was given up
};
QString word(IncidentState state);
std::optional<IncidentState> incidentStateFromWord(QStringView word);
QList<IncidentState> allIncidentStates();

/// What has become of one failure.
enum class MemberFate {
    Failing, ///< it needs a person
    Moving,  ///< it is on its way again: nobody knows yet
    Passed,
    Left,      ///< the run went on without the step
    Cancelled, ///< the run was given up
};
QString word(MemberFate fate);
std::optional<MemberFate> memberFateFromWord(QStringView word);
QList<MemberFate> allMemberFates();

/// What failures of one incident have in common.
struct Fingerprint
{
    QString service; ///< empty: the step calls none
    StepId step;
    Category category = Category::Internal;
    QString code; ///< "503", or a transport fault's word, or empty
    bool operator==(const Fingerprint &) const = default;
};

/// How many failures there are, by what has become of them.
struct MemberCounts
{
    qint64 failing = 0;
    qint64 moving = 0;
    qint64 passed = 0;
    qint64 left = 0;
    qint64 cancelled = 0;
    qint64 &of(MemberFate fate)
    {
        return fate == MemberFate::Failing  ? failing
               : fate == MemberFate::Moving ? moving
               : fate == MemberFate::Passed ? passed
               : fate == MemberFate::Left   ? left
                                            : cancelled;
    }
    qint64 total() const { return failing + moving + passed + left + cancelled; }
    bool operator==(const MemberCounts &) const = default;
};

/// What a person looks at first among incidents: the earlier, the sooner.
enum class Urgency {
    AtOnce,  ///< it was escalated, or is not to wait for its owner, and nobody has taken it on
    Unknown, ///< nobody knows of some step of it whether it happened
    Open,
    LookedAfter, ///< somebody has taken it on, or all of it is on its way again
    Over,
};

/// Failures with one fingerprint, handled as one by people.
struct Incident
{
    qint64 id = 0;
    Fingerprint fingerprint;
    IncidentState handling = IncidentState::Open; ///< what people made of it: Open, Acknowledged or Escalated
    QString assignee;                             ///< empty: nobody
    MemberCounts counts;
    Timestamp firstAt{};
    Timestamp lastAt{}; ///< of the newest failure
    std::optional<Timestamp> resolvedAt;
    int reopened = 0;                ///< how often it came back after it was resolved
    RunId newest;                    ///< the run that failed last
    QString cause;                   ///< of that failure
    int revision = 0;                ///< grows with every act of a person, so that two do not act on what the other did not see
    Urgency urgency = Urgency::Open; ///< only where a list by urgency gave it

    IncidentState state() const
    {
        return counts.failing > 0 ? handling : counts.moving > 0 ? IncidentState::Verifying : IncidentState::Resolved;
    }
};

/// One failure: a step of a run, or an item of it.
struct IncidentMember
{
    RunId run;
    StepKey key;
    MemberFate fate = MemberFate::Failing;
    Timestamp at;                          ///< of the last change
    StepState stands = StepState::Blocked; ///< where its step stopped last: there, or with an unknown outcome
};

/// What a person can do about an incident as a whole.
enum class IncidentAct { Acknowledge, Assign, Escalate, Note };
QString word(IncidentAct act);

/// One line of an incident's history.
struct IncidentNote
{
    qint64 id = 0;
    qint64 incident = 0;
    Timestamp at;
    QString actor; ///< "runner", or who did it
    QString kind;  ///< "opened", "reopened", "verifying", "resolved", those of acts ("acknowledge"), or another's dotted word
    QString detail;
};

} // namespace cairn
