#include "control/bundledesk.h"

namespace cairn {

QFuture<Result<IncidentBundle>> BundleDesk::save(const BundleOrder &order, const LongWorkPtr &work)
{
    return m_desk.longWork<IncidentBundle>([=, desk = &m_desk, author = m_author] {
        return saveIncident(desk->store(), order, author, desk->clock().now(), *work);
    });
}

QFuture<Result<IncidentBundle>> BundleDesk::tell(qint64 incident)
{
    return m_desk.askAtLeisure<IncidentBundle>([=, desk = &m_desk, author = m_author](StoreReader &reader) {
        return tellIncident(reader, incident, BundledPayloads::None, author, desk->clock().now());
    });
}

} // namespace cairn
