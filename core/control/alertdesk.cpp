#include "control/alertdesk.h"

#include "control/audit.h"
#include "definition/workspace.h"

#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Result<AlertRoutes> readRoutes(Store &store, const QString &root)
{
    const Workspace workspace = loadWorkspace(root);
    const auto reader = store.reader();
    auto uses = reader ? readRouteUses(**reader, workspace.settings.alerts.settings) : tl::unexpected(reader.error());
    if (!uses)
        return tl::unexpected(uses.error());
    return AlertRoutes{std::move(*uses), workspace.settingsErrors(), store.leaseHolder().has_value()};
}

} // namespace

Result<qint64> requestTestAlert(Store &store, const AlertRoute &route, const QString &workspace, const QString &actor,
                                const QString &reason, Timestamp at)
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
        Transaction(AddAlertDelivery{delivery}, audited(at, actor, u"alerts.test"_s, u"route/"_s + route.name, reason)));
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

QFuture<Result<AlertRoutes>> AlertDesk::routes(const QString &root)
{
    return m_desk.work<AlertRoutes>([&store = m_desk.store(), root] { return readRoutes(store, root); });
}

QFuture<Result<qint64>> AlertDesk::test(const AlertRoute &route, const QString &root, const QString &actor, const QString &reason)
{
    return m_desk.work<qint64>([&store = m_desk.store(), route, root, actor, reason, now = m_desk.clock().now()] {
        return requestTestAlert(store, route, loadWorkspace(root).name, actor, reason, now);
    });
}

QFuture<Result<AlertDelivery>> AlertDesk::delivery(qint64 id)
{
    return m_desk.ask<AlertDelivery>([id](StoreReader &reader) { return reader.alertDelivery(id); });
}

} // namespace cairn
