#pragma once
// Filters of runs, as tests of lists make them.

#include "storetesting.h"

namespace storetesting {

using namespace cairn;

inline RunFilter with(const std::function<void(RunFilter &)> &set)
{
    RunFilter filter;
    set(filter);
    return filter;
}

inline RunFilter span(qint64 from, qint64 to)
{
    return with([&](RunFilter &filter) {
        filter.since = at(from);
        filter.until = at(to);
    });
}

/// Where a run stands.
struct Place
{
    QString service;
    QString step;
    std::optional<Category> category;
};

inline bool isAt(const Place &place, const RunFilter &filter)
{
    return (filter.service.isEmpty() || place.service == filter.service) &&
           (filter.step.isEmpty() || place.step == filter.step) && (!filter.category || place.category == filter.category);
}

/// The plain model of what a filter finds.
inline bool matches(const RunRecord &run, const QList<Place> &places, const RunFilter &filter)
{
    return (filter.states.isEmpty() || filter.states.contains(run.state)) &&
           (filter.pipeline.isEmpty() || run.pipeline == filter.pipeline) &&
           (filter.version == 0 || run.version == filter.version) &&
           std::any_of(places.begin(), places.end(), [&](const Place &place) { return isAt(place, filter); }) &&
           (!filter.since || run.submittedAt >= *filter.since) && (!filter.until || run.submittedAt < *filter.until) &&
           (filter.text.isEmpty() || run.inputName.contains(filter.text, Qt::CaseInsensitive) ||
            run.id.toString() == filter.text.toUpper());
}

} // namespace storetesting
