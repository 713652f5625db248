#pragma once

#include "control/runbookdeeds.h"

namespace cairn {

/// What a room that lists runbooks shows.
struct RunbookList
{
    QList<Runbook> all;      ///< the workspace's own first, each by name
    QList<Problem> problems; ///< of the files in runbooks/, as `cairn check` tells them
    QStringList watched;     ///< absolute paths whose changes may change it
};

/// A Desk's side for runbooks: which there are, which fits, and following one. Files are read on the desk's threads.
class RunbookDesk
{
public:
    /// `root` is the workspace's folder.
    RunbookDesk(Desk &desk, QString root) : m_desk(desk), m_root(std::move(root)) {}

    QFuture<Result<RunbookList>> list();
    /// See readFollowedRunbook.
    QFuture<Result<FollowedRunbook>> followed(qint64 incident, const QString &name);
    /// See readSession.
    QFuture<Result<FollowedRunbook>> session(qint64 id);
    /// Begins to follow a runbook, the one that fits best if `name` is empty; brings the session. One that goes on already is
    /// gone on with. `seen`: the text that this person has before them, if any. Errors: NotFound, Conflict (it has another text).
    QFuture<Result<qint64>> start(qint64 incident, const QString &name, const QString &actor, const Digest &seen = {},
                                  const QString &reason = {});
    /// Errors: NotFound, Conflict.
    QFuture<Result<Committed>> tick(qint64 session, int step, bool ticked, const QString &actor, const QString &reason = {});
    /// Has an action carried out, by the runner where it is more than a record. Errors: those of prepareDeed.
    QFuture<Result<Committed>> carryOut(const DeedWish &wish);

private:
    Desk &m_desk;
    QString m_root;
};

} // namespace cairn
