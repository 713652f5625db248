#include "definition/retention.h"

#include "definition/mapreader.h"

namespace cairn {

using namespace Qt::StringLiterals;

Retention readRetention(const YamlNode &node, FileReport &report)
{
    static const KeyRules keys{u"retention"_s, {u"payloads"_s, u"runs"_s}, {}};
    Retention retention;
    const MapReader map(report, node, keys);
    map.duration(u"payloads"_s, retention.payloads);
    map.duration(u"runs"_s, retention.runs);
    return retention;
}

} // namespace cairn
