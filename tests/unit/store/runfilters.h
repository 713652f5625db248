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

/// The plain model of what a filter finds.
inline bool matches(const RunRecord &run, const QString &service, const RunFilter &filter)
{
    return (filter.states.isEmpty() || filter.states.contains(run.state)) &&
           (filter.pipeline.isEmpty() || run.pipeline == filter.pipeline) &&
           (filter.version == 0 || run.version == filter.version) && (filter.service.isEmpty() || service == filter.service) &&
           (filter.step.isEmpty() || run.step.name() == filter.step) && (!filter.category || run.category == filter.category) &&
           (!filter.since || run.submittedAt >= *filter.since) && (!filter.until || run.submittedAt < *filter.until) &&
           (filter.text.isEmpty() || run.inputName.contains(filter.text, Qt::CaseInsensitive) ||
            run.id.toString() == filter.text.toUpper());
}

} // namespace storetesting
