#pragma once

#include <QList>

#include <optional>

namespace cairn {

/// How far a value is from what was usual before it.
struct Anomaly
{
    double usual = 0; ///< median of the values before
    double score = 0; ///< modified z-score; below 0: it is lower than usual. Infinite where all values before were one
    int of = 0;       ///< how many values before it was judged by
    bool operator==(const Anomaly &) const = default;
};

/// The value is far from the values before it: its modified z-score, 0.6745 · (x − median) / MAD, is beyond 3.5 (B. Iglewicz,
/// D. C. Hoaglin, "How to Detect and Handle Outliers", ASQC 1993; NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.17).
/// Median and median absolute deviation, because one bad week among those before must not hide the next. Where more than half of
/// them are equal, so that the MAD is 0, the mean absolute deviation takes its place, times 1.2533 instead of 1.4826, as the same
/// book has it. Nothing if fewer than LeastBefore values are known, or if it differs from the median by less than LeastShare of
/// it: what is certain need not matter. Pure.
std::optional<Anomaly> anomalyOf(const QList<double> &before, double value);

inline constexpr int LeastBefore = 5;
inline constexpr double LeastShare = 0.2;
inline constexpr double FarOff = 3.5;

} // namespace cairn
