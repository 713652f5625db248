#include "control/filter.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Result<void> readState(RunFilter &filter, const FilterWord &given, Timestamp)
{
    return readFilterStates(filter.states, given, allRunStates());
}

Result<void> readVersion(RunFilter &filter, const FilterWord &given, Timestamp)
{
    bool isNumber = false;
    filter.version = given.value.toInt(&isNumber);
    if (!isNumber || filter.version <= 0)
        return badFilterWord(given, u"not a version"_s, u"Write a number from 1 on, as in version:3"_s);
    return {};
}

Result<void> readIncident(RunFilter &filter, const FilterWord &given, Timestamp)
{
    filter.incident = given.value.toLongLong();
    if (filter.incident <= 0)
        return badFilterWord(given, u"not an incident"_s, u"Write its number, as in incident:12 (`cairn incident list`)"_s);
    return {};
}

/// "12", or "12/failed": those of whose command that came.
Result<void> readBulk(RunFilter &filter, const FilterWord &given, Timestamp)
{
    filter.bulk = given.value.section(u'/', 0, 0).toLongLong();
    filter.bulkOutcome = commandOutcomeFromWord(given.value.section(u'/', 1));
    if (filter.bulk <= 0 || (given.value.contains(u'/') && !filter.bulkOutcome))
        return badFilterWord(
            given, u"not an order"_s,
            u"Write its number, as in bulk:12 (`cairn bulk list`), or bulk:12/failed, /passed, /refused, /left"_s);
    return {};
}

/// "ocr", "ocr/failed", "any/timeout".
Result<void> readTried(RunFilter &filter, const FilterWord &given, Timestamp)
{
    const QString what = given.value.section(u'/', 0, 0);
    const QString as = given.value.section(u'/', 1);
    const bool isKnown = as == "failed"_L1 || as == "retried"_L1 || categoryFromWord(as);
    if (what.isEmpty() || (given.value.contains(u'/') && !isKnown))
        return badFilterWord(
            given, u"not an attempt"_s,
            u"Write a service or a step, as in tried:ocr, or tried:any, and what became of it: tried:ocr/failed, "
            "/retried, or a category as in tried:ocr/timeout"_s);
    filter.tried = RunFilter::Tried{what == "any"_L1 ? QString() : what, as};
    return {};
}

/// "reached:blocked", and the time in which that was.
template <auto Field> Result<void> readReached(RunFilter &filter, const FilterWord &given, Timestamp now)
{
    if (!filter.reached)
        filter.reached = RunFilter::Reached{};
    if constexpr (std::is_same_v<decltype(Field), QList<RunState> RunFilter::Reached::*>)
        return readFilterStates((*filter.reached).*Field, given, allRunStates());
    else
        return readFilterTime((*filter.reached).*Field, given, now);
}

constexpr std::array<FilterKey<RunFilter>, 16> RunKeys{{
    {"state"_L1, readState, true},
    {"pipeline"_L1, filterText<&RunFilter::pipeline>},
    {"version"_L1, readVersion},
    {"service"_L1, filterText<&RunFilter::service>},
    {"step"_L1, filterText<&RunFilter::step>},
    {"category"_L1, filterCategory},
    {"since"_L1, filterTime<&RunFilter::since>},
    {"until"_L1, filterTime<&RunFilter::until>},
    {"ended_since"_L1, filterTime<&RunFilter::endedSince>},
    {"ended_until"_L1, filterTime<&RunFilter::endedUntil>},
    {"incident"_L1, readIncident},
    {"bulk"_L1, readBulk},
    {"tried"_L1, readTried},
    {"reached"_L1, readReached<&RunFilter::Reached::states>, true},
    {"reached_since"_L1, readReached<&RunFilter::Reached::since>},
    {"reached_until"_L1, readReached<&RunFilter::Reached::until>},
}};

} // namespace

QStringList filterKeys()
{
    return filterKeysOf(RunKeys);
}

Result<RunFilter> parseFilter(const QStringList &words, Timestamp now)
{
    auto filter = readFilter(words, RunKeys, now);
    if (!filter)
        return filter;
    if (filter->version != 0 && filter->pipeline.isEmpty())
        return failure(ErrorKind::Usage, u"'version:%1': a version of which pipeline?"_s.arg(filter->version), {},
                       u"Write pipeline:NAME version:%1"_s.arg(filter->version));
    if (filter->reached && filter->reached->states.isEmpty())
        return failure(ErrorKind::Usage, u"'reached_since, reached_until': when what was reached?"_s, {},
                       u"Write reached:blocked reached_since:today"_s);
    return filter;
}

} // namespace cairn
