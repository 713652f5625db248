#include "control/auditfilter.h"

#include "control/filterwords.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<FilterKey<AuditFilter>, 5> AuditKeys{{
    {"actor"_L1, filterText<&AuditFilter::actor>},
    {"action"_L1, filterText<&AuditFilter::action>},
    {"subject"_L1, filterText<&AuditFilter::subject>},
    {"since"_L1, filterTime<&AuditFilter::since>},
    {"until"_L1, filterTime<&AuditFilter::until>},
}};

} // namespace

QStringList auditFilterKeys()
{
    return filterKeysOf(AuditKeys);
}

Result<AuditFilter> parseAuditFilter(const QStringList &words, Timestamp now)
{
    return readFilter(words, AuditKeys, now);
}

} // namespace cairn
