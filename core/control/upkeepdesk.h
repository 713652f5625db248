#pragma once

#include "control/desk.h"
#include "control/longwork.h"
#include "model/pipeline.h"
#include "model/upkeep.h"

namespace cairn {

/// How long a pipeline's payloads and runs are kept once these have ended.
struct KeptRuns
{
    QString pipeline;
    Retention ruling; ///< 0: for ever
    Retention own;    ///< what the pipeline says itself; the rest says cairn.yaml
};

/// How a store is kept: what the page of storage shows.
struct Storage
{
    Encryption encryption;
    QList<KeptRuns> kept; ///< by pipeline
    qint64 pending = 0;   ///< runs that are to be erased, and files to be removed
};

/// A Desk's side for what keeps a store in order.
class UpkeepDesk
{
public:
    UpkeepDesk(Desk &desk, QString workspaceRoot) : m_desk(desk), m_root(std::move(workspaceRoot)) {}

    QFuture<Result<Storage>> storage();
    /// Brings the new key's number; the runner encrypts everything with it in the background. See StoreUpkeep::changeKey.
    QFuture<Result<int>> changeKey(const QString &actor, const QString &reason);
    /// See StoreUpkeep::backUp.
    QFuture<Result<QStringList>> backUp(const QString &path, const LongWorkPtr &work);

private:
    Desk &m_desk;
    QString m_root;
};

} // namespace cairn
