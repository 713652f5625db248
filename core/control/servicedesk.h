#pragma once

#include "control/desk.h"
#include "control/revising.h"
#include "definition/problem.h"

namespace cairn {

/// A service as the workspace's files have it.
struct ServiceOnDisk
{
    QString file; ///< relative to the workspace; where it would be written, if there is none
    bool exists = false;
    QByteArray text;
    ServiceRevision revision; ///< digest is valid if it can be taken; see tells()
    QList<Problem> problems;  ///< of that file, and of cairn.yaml
    /// It says something about that service.
    bool tells() const { return !revision.service.name.isEmpty(); }
    bool canBeTaken() const { return exists && revision.digest.isValid(); }
};

/// Finds the file that defines a service, else the one that is named after it, and reads it with what cairn.yaml gives it. For
/// worker threads.
ServiceOnDisk readServiceOnDisk(const QString &root, const QString &service);
/// Writes a service's text in place of `seen`. Errors: Conflict (the file is not as it was seen any more), Io, DiskFull.
Result<void> writeServiceFile(const QString &root, const ServiceOnDisk &seen, const QByteArray &text);

/// A Desk's side for services: their revisions, and the files beside them.
class ServiceDesk
{
public:
    explicit ServiceDesk(Desk &desk) : m_desk(desk) {}

    /// Newest first.
    QFuture<Result<QList<ServiceRevision>>> history(const QString &service);
    /// See revisionTransaction(). Errors: Conflict, telling who came first; those of the store.
    QFuture<Result<Committed>> revise(const ServiceRevision &wanted, const ServiceRevision &seen, const QString &reason);
    QFuture<Result<ServiceOnDisk>> onDisk(const QString &root, const QString &service);
    /// See writeServiceFile. Errors: Forbidden (whoever sits at the desk may not change definitions), too.
    QFuture<Result<void>> writeFile(const QString &root, const ServiceOnDisk &seen, const QByteArray &text);

private:
    Desk &m_desk;
};

} // namespace cairn
