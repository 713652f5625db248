#include "definition/retention.h"

#include "definition/mapreader.h"

namespace cairn {

Retention readRetention(const YamlNode &node, FileReport &report)
{
    static const KeyRules keys{QStringLiteral("retention"), {QStringLiteral("payloads"), QStringLiteral("runs")}, {}};
    Retention retention;
    const MapReader map(report, node, keys);
    map.duration(QStringLiteral("payloads"), retention.payloads);
    map.duration(QStringLiteral("runs"), retention.runs);
    return retention;
}

} // namespace cairn
