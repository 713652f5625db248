#pragma once

#include "model/records.h"

namespace cairn {

/// Where an order about many targets stands.
enum class BulkState {
    Running,   ///< targets are asked for, or some were whose outcome nobody knows yet
    Stopped,   ///< by itself, because too many failed: a person lets it go on or ends it
    Cancelled, ///< by a person: what was asked for already goes on, the rest is not
    Done,      ///< the outcome of every target is known
};
QString word(BulkState state);
std::optional<BulkState> bulkStateFromWord(QStringView word);

/// How many targets there are of an order, by what has become of them.
struct BulkCounts
{
    qint64 asked = 0;   ///< made commands of; the next four are part of it
    qint64 refused = 0; ///< the runner could not do it to them: each command says why
    qint64 passed = 0;
    qint64 failed = 0; ///< their step needs a person again
    qint64 left = 0;   ///< their run went on without the step, or was given up meanwhile
    qint64 settled() const { return refused + passed + failed + left; }
    qint64 outstanding() const { return asked - settled(); }
    bool operator==(const BulkCounts &) const = default;
    friend BulkCounts operator-(const BulkCounts &a, const BulkCounts &b)
    {
        return {a.asked - b.asked, a.refused - b.refused, a.passed - b.passed, a.failed - b.failed, a.left - b.left};
    }
};

/// How far the targets of an order were gone through: runs from the newest down, an incident's failures from the first on.
struct BulkPlace
{
    RunId run;     ///< invalid: at the beginning
    StepKey key{}; ///< of an incident's failure
    bool operator==(const BulkPlace &) const = default;
};

/// An order about many targets: one durable row, of which the runner makes a command for each target.
struct Bulk
{
    qint64 id = 0;
    CommandKind kind = CommandKind::Retry;
    QString filter;      ///< a filter line; its relative times count from createdAt
    qint64 incident = 0; ///< its failing steps are meant; 0: the runs of `filter`
    QJsonObject arguments;
    QString actor;
    QString reason;
    Timestamp createdAt;
    RunId newestRun; ///< no run above it is meant
    bool canary = false;
    double stopAt = 0.5; ///< share of failures within a wave at which a canary order stops by itself
    BulkState state = BulkState::Running;
    QString why; ///< it is stopped
    BulkPlace place;
    bool listed = false; ///< all targets were gone through
    BulkCounts counts;
    int wave = 0;         ///< size of a canary order's present wave; 0: none was begun yet
    BulkCounts waveStart; ///< what the counts were when that began
    std::optional<Timestamp> endedAt;
};

/// Whether it takes time to learn what came of such a command: its step has to pass. Others are done when they are carried out.
bool isFollowedUp(CommandKind kind);

} // namespace cairn
