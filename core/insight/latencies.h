#pragma once

#include "base/timestamp.h"

#include <QMap>

#include <optional>

namespace cairn {

/// How long things took, counted by classes of a tenth of a decade (R10 of ISO 3, as the store counts them: 0 … 6, 8, 10, 12, 16,
/// 20 … ms). A quantile is read between its class's bounds in proportion, so it is off by less than one class: 12 % at most
/// halfway.
class Latencies
{
public:
    void add(Milliseconds classFrom, qint64 count);
    void add(const Latencies &others);
    qint64 count() const { return m_total; }
    /// The time within which `share` (0 … 1) of them were done; nullopt if there are none.
    std::optional<Milliseconds> quantile(double share) const;

    /// How many took longer than `limit`; those of its class in proportion.
    double over(Milliseconds limit) const;

    /// Lower bound of the class after the one that begins at `classFrom`.
    static Milliseconds classEnd(Milliseconds classFrom);
    bool operator==(const Latencies &) const = default;

private:
    QMap<qint64, qint64> m_counts; ///< by lower bound in ms
    qint64 m_total = 0;
};

} // namespace cairn
