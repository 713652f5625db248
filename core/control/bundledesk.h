#pragma once

#include "control/desk.h"
#include "control/incidentbundle.h"

namespace cairn {

/// A Desk's side for telling others of an incident.
class BundleDesk
{
public:
    BundleDesk(Desk &desk, BundleAuthor author) : m_desk(desk), m_author(std::move(author)) {}

    /// See saveIncident.
    QFuture<Result<IncidentBundle>> save(const BundleOrder &order, const LongWorkPtr &work);
    /// What a post-mortem is drafted from, without payloads.
    QFuture<Result<IncidentBundle>> tell(qint64 incident);

private:
    Desk &m_desk;
    BundleAuthor m_author;
};

} // namespace cairn
