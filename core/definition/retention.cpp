#include "definition/retention.h"

#include "definition/mapreader.h"
#include "definition/quantity.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Who means months writes m.
void warnOfLittle(const MapReader &map, const QString &key, Milliseconds kept, FileReport &report)
{
    if (kept.count() > 0 && kept < std::chrono::days(1))
        report.warn(map.keyPlace(key), u"what is over is erased within the day: %1: %2"_s.arg(key, toText(kept)),
                    u"m are minutes; write days, as in 180d"_s);
}

} // namespace

Retention readRetention(const YamlNode &node, FileReport &report)
{
    static const KeyRules keys{u"retention"_s, {u"payloads"_s, u"runs"_s}, {}};
    Retention retention;
    const MapReader map(report, node, keys);
    map.duration(u"payloads"_s, retention.payloads);
    map.duration(u"runs"_s, retention.runs);
    warnOfLittle(map, u"payloads"_s, retention.payloads, report);
    warnOfLittle(map, u"runs"_s, retention.runs, report);
    return retention;
}

} // namespace cairn
