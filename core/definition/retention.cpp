#include "definition/retention.h"

#include "definition/mapreader.h"

namespace cairn {

Retention readRetention(const YamlNode &node, FileReport &report)
{
    static const KeyRules keys{QStringLiteral("retention"), {QStringLiteral("payloads")}, {QStringLiteral("runs")}};
    Retention retention;
    MapReader(report, node, keys).duration(QStringLiteral("payloads"), retention.payloads);
    return retention;
}

} // namespace cairn
