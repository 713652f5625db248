#pragma once

#include "control/desk.h"

namespace cairn {

/// One command for many targets, as somebody asks for it.
struct BulkOrder
{
    CommandKind kind = CommandKind::Retry;
    QString filter;      ///< a filter line ("state:blocked service:ocr"); empty: see `incident`
    qint64 incident = 0; ///< its failing steps; 0: the runs of `filter`
    QJsonObject arguments;
    QString actor;
    QString reason;
    bool canary = false; ///< one first, then five, then the rest in waves, each once the one before has passed
    double stopAt = 0.5; ///< ratio of failures among the settled targets at which a canary order stops by itself
    RunId newest{};      ///< runs above it were not seen, and are not meant; invalid: all there are when it is recorded
    std::optional<Timestamp> counted{}; ///< when what was confirmed was counted: what fails since is not meant; unset: now
};

/// How many targets an order would have, and who is left out.
struct BulkPreview
{
    qint64 eligible = 0;
    QMap<RunState, qint64> eligibleByState; ///< of a filter's runs
    QMap<StepState, qint64> eligibleByStep; ///< of an incident's, or what stands at what it names
    QMap<RunState, qint64> othersByState;   ///< match as well, but are in states in which it cannot be asked for
    QMap<StepState, qint64> othersByStep;   ///< fail, or are named, but stand where it cannot be asked for
    QMap<MemberFate, qint64> othersByFate;  ///< of an incident: do not fail any more
    RunId newest;                           ///< of those that match
    Timestamp moment;                       ///< when they were counted
    qint64 others() const;
};

/// A filter line whose relative times are written out, as they count from `moment`: it means the same runs from then on.
QString withFixedTimes(const QString &line, Timestamp moment);
/// The row of an order that is given now, about what was counted for it. Errors: Usage.
Result<Bulk> bulkOf(const BulkOrder &order, Timestamp now);
/// A dry run: counts, changes nothing. Of a filter's runs that was counted before: those that were there then, as they stand now.
/// Errors: Usage, NotFound, those of the store.
Result<BulkPreview> previewBulk(StoreReader &reader, const BulkOrder &order, Timestamp now);

/// A Desk's side for orders about many targets, carried out by the runner.
class BulkDesk
{
public:
    explicit BulkDesk(Desk &desk) : m_desk(desk) {}

    /// Records the order; brings its id.
    QFuture<Result<qint64>> order(const BulkOrder &order);
    QFuture<Result<BulkPreview>> preview(const BulkOrder &order);
    QFuture<Result<Bulk>> bulk(qint64 id);
    QFuture<Result<QList<Bulk>>> newest(int limit);
    /// See StoreReader::commandsOfBulk.
    QFuture<Result<QList<Command>>> results(qint64 id, std::optional<CommandOutcome> outcome, qint64 after, int limit);
    /// What was not asked for yet is not asked for any more. Errors: Conflict if it has ended.
    QFuture<Result<Committed>> cancel(qint64 id, const QString &actor, const QString &reason);
    /// Lets an order go on that has stopped by itself, from a first wave on. Errors: Conflict if it is not stopped.
    QFuture<Result<Committed>> goOn(qint64 id, const QString &actor, const QString &reason);

private:
    Desk &m_desk;
};

} // namespace cairn
