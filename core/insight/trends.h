#pragma once
// How services have done over days and weeks: from counts that the store keeps by the day, never from history row by row.

#include "insight/anomaly.h"
#include "store/store.h"

namespace cairn {

/// What a trend shows of each day or week.
enum class TrendFigure {
    RecoveryMedian,    ///< ms from a step's first failure to its success
    RecoveryP90,       ///< the same; nine of ten were faster
    FailureShare,      ///< failed attempts, of all; by cause: those that failed so, of all
    RetriesPerSuccess, ///< retries that were decided, for each attempt that succeeded
    LatencyMedian,     ///< ms that attempts took which succeeded
    LatencyP90,        ///< the same
    OverBudget, ///< attempts that succeeded but took longer than their service's contract promised then, of those that had a
                ///< promise
};
/// What the lines of a trend are told apart by.
enum class TrendGroup { Whole, Service, Step, Pipeline, Cause };
enum class TrendUnit { Duration, Share, Ratio };

/// "recovery_median", "over_budget", "cause".
QString word(TrendFigure figure);
std::optional<TrendFigure> trendFigureFromWord(QStringView word);
QList<TrendFigure> allTrendFigures();
QString word(TrendGroup group);
std::optional<TrendGroup> trendGroupFromWord(QStringView word);
TrendUnit unitOf(TrendFigure figure);
/// Latencies are of what succeeded, and retries are for what did: neither has causes. The same for OverBudget.
bool canGroup(TrendFigure figure, TrendGroup group);

/// What somebody wants to see over weeks or days.
struct TrendQuestion
{
    TrendFigure figure = TrendFigure::RecoveryMedian;
    TrendGroup group = TrendGroup::Service;
    bool byWeek = true; ///< from Monday on (UTC); else by day
    int bars = 12;      ///< days or weeks, the last of which holds now
    QString service;    ///< of it alone; empty: of all
    bool operator==(const TrendQuestion &) const = default;
};

/// One bar: the figure of a week or day.
struct TrendPoint
{
    Timestamp start;
    Timestamp until;
    std::optional<double> value; ///< ms, a share (0 … 1) or a ratio; nullopt: there was nothing of it
    qint64 of = 0;               ///< recoveries, attempts or successes that it tells of
    std::optional<Anomaly> anomaly{};
    bool isLast = false; ///< its day or week is not over
    bool operator==(const TrendPoint &) const = default;
};

/// The bars of one member of the group.
struct TrendLine
{
    QString name; ///< the service, the pipeline, "pipeline/step", or a category's word; empty: of all, or of no service
    QList<TrendPoint> points; ///< one for each bar, oldest first
    qint64 of = 0;            ///< what all of them tell of
    bool operator==(const TrendLine &) const = default;
};

/// The answer to a TrendQuestion.
struct Trends
{
    TrendQuestion question;
    QList<TrendLine> lines; ///< the one that tells of most first
    /// Of retries: nothing is known of what was before; nullopt: of all.
    std::optional<Timestamp> retriesSince;
    /// For each bar what the one service's contract promised at its end, if there is one service and it promises something.
    QList<std::optional<Milliseconds>> budgets;
    bool operator==(const Trends &) const = default;
};

/// Points that tell of fewer are no anomalies, and none is judged by them.
inline constexpr qint64 LeastOf = 10;
/// Days or weeks before a point that it is judged by, at most.
inline constexpr int MostBefore = 28;
inline constexpr int MostBars = 400;

/// Errors: Usage (figure and group that do not go together, too many bars), those of the store.
Result<Trends> readTrends(StoreReader &reader, const TrendQuestion &question, Timestamp now);

/// "4.2s", "3.1%", "0.14". English.
QString trendValueText(TrendFigure figure, double value);
/// "unusually high: 4.2s, when 1.2s was usual over the 11 weeks before"; empty if the point is none. English.
QString anomalyText(const TrendQuestion &question, const TrendPoint &point);

} // namespace cairn
