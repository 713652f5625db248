#include "control/alertdesk.h"

#include "control/audit.h"

#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

Result<qint64> requestTestAlert(Store &store, const AlertRoute &route, const QString &workspace, const QString &actor,
                                Timestamp at)
{
    AlertDelivery delivery;
    delivery.route = route.name;
    delivery.news = AlertNews::Test;
    delivery.at = at;
    delivery.facts = QJsonDocument(toJson(testFacts(workspace, actor, at))).toJson(QJsonDocument::Compact);
    if (route.kind == AlertRoute::Desktop) {
        delivery.fate = AlertFate::Sent;
        delivery.settledAt = at;
    }
    const auto committed = store.commitAndWait(
        Transaction(AddAlertDelivery{delivery}, audited(at, actor, u"alerts.test"_s, u"route/"_s + route.name, {})));
    if (!committed)
        return tl::unexpected(committed.error());
    return committed->alertId;
}

QFuture<Result<qint64>> AlertDesk::newest()
{
    return m_desk.ask<qint64>([](StoreReader &reader) { return reader.lastAlertDelivery(); });
}

QFuture<Result<DesktopAlertPage>> AlertDesk::after(qint64 delivery, int limit)
{
    return m_desk.ask<DesktopAlertPage>([=](StoreReader &reader) -> Result<DesktopAlertPage> {
        const auto found = reader.alertsAfter(DesktopRoute, delivery, limit);
        if (!found)
            return tl::unexpected(found.error());
        DesktopAlertPage page{{}, found->isEmpty() ? delivery : found->last().id, found->size() < limit};
        for (const AlertDelivery &one : *found) {
            if (const auto facts = alertFactsFromJson(one.facts))
                page.alerts.append({one.id, *facts});
        }
        return page;
    });
}

QFuture<Result<Committed>> AlertDesk::noteShown(const AlertFacts &facts, const QString &actor)
{
    const IncidentNote note{0,
                            facts.incident,
                            m_desk.clock().now(),
                            u"console"_s,
                            u"alerted"_s,
                            u"%1: told %2 on the desktop"_s.arg(facts.rule, actor)};
    return m_desk.commit(Transaction(AddIncidentNote{note}));
}

} // namespace cairn
