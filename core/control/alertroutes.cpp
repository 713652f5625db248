#include "control/alertroutes.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Goes back from the newest message until there is one that got through: mostly that is the newest itself.
Result<void> readNewest(StoreReader &reader, AlertRouteUse &use)
{
    constexpr int AtOnce = 500;
    const auto last = reader.lastAlertDelivery();
    if (!last)
        return tl::unexpected(last.error());
    const auto oldest = reader.alertsAfter(use.route.name, 0, 1);
    if (!oldest)
        return tl::unexpected(oldest.error());
    if (oldest->isEmpty())
        return {};
    for (qint64 end = *last; end >= oldest->first().id && !use.sentAt; end -= AtOnce) {
        const auto found = reader.alertsAfter(use.route.name, end - AtOnce, AtOnce);
        if (!found)
            return tl::unexpected(found.error());
        if (!use.newest && !found->isEmpty())
            use.newest = found->last();
        const auto sent =
            std::find_if(found->crbegin(), found->crend(), [](const AlertDelivery &one) { return one.fate == AlertFate::Sent; });
        if (sent != found->crend())
            use.sentAt = sent->settledAt.value_or(sent->at);
    }
    return {};
}

} // namespace

QString AlertRouteUse::obstacle() const
{
    const auto told =
        std::find_if(waiting.cbegin(), waiting.cend(), [](const AlertDelivery &one) { return !one.result.isEmpty(); });
    return told == waiting.cend() ? QString() : told->result;
}

/// Which of an address's path and parameters are secrets nobody can tell: of many services all are.
QString placeOf(const AlertRoute &route)
{
    if (!route.service.isEmpty())
        return u"service %1 %2"_s.arg(route.service, route.path).trimmed();
    const bool hasMore = route.url.path().size() > 1 || route.url.hasQuery();
    return route.url.toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo) +
           (hasMore ? u"/…"_s : QString());
}

Result<QList<AlertRouteUse>> readRouteUses(StoreReader &reader, const AlertSettings &settings)
{
    QList<AlertRouteUse> uses;
    for (const AlertRoute &route : settings.routes) {
        AlertRouteUse use{route, {}};
        for (const AlertRule &rule : settings.rules) {
            if (rule.to.contains(route.name))
                use.rules.append(rule.name);
        }
        auto waiting = reader.waitingAlerts(route.name, WaitingAlertsShown);
        if (!waiting)
            return tl::unexpected(waiting.error());
        use.waiting = std::move(*waiting);
        if (const auto read = readNewest(reader, use); !read)
            return tl::unexpected(read.error());
        uses.append(std::move(use));
    }
    return uses;
}

} // namespace cairn
