#pragma once

#include "model/pipeline.h"

namespace cairn::simulator {

/// A step of a run, or one item of it; all by index.
struct Place
{
    int run = -1; ///< -1: none, as of the step
    int step = -1;
    int item = NoItem;

    Place whole() const { return {run, step, NoItem}; }
    /// "s3" or "s3/2", as commands name it.
    QString key() const { return StepKey(StepId(QStringLiteral("s%1").arg(step)), item).toString(); }
    bool operator==(const Place &) const = default;
    friend size_t qHash(const Place &place, size_t seed = 0) { return qHashMulti(seed, place.run, place.step, place.item); }
};

inline QString toString(const Place &place)
{
    if (place.run < 0)
        return {};
    return place.step < 0 ? QStringLiteral("run %1").arg(place.run)
                          : QStringLiteral("run %1 %2").arg(QString::number(place.run), place.key());
}

} // namespace cairn::simulator
