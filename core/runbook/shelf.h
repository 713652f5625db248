#pragma once

#include "definition/problem.h"
#include "runbook/matching.h"

namespace cairn {

/// All runbooks at hand: those of a workspace and, where it has none of the same name, those shipped with Cairn, one for each
/// category. A value; reading it is for worker threads.
class RunbookShelf
{
public:
    /// Reads `root`/runbooks. Files with problems are left out, and named in problems().
    static RunbookShelf read(const QString &root);

    /// The workspace's own first, each by name.
    const QList<Runbook> &all() const { return m_all; }
    const QList<Problem> &problems() const { return m_problems; }
    /// Errors: NotFound.
    Result<Runbook> find(const QString &name) const;
    QList<Runbook> matching(const Symptoms &symptoms) const { return matchingRunbooks(m_all, symptoms); }

private:
    QList<Runbook> m_all;
    QList<Problem> m_problems;
};

/// Read once from the library's resources; by name.
const QList<Runbook> &shippedRunbooks();

/// A runbook as it was recorded with a session. Errors: Damaged.
Result<Runbook> recordedRunbook(const QString &name, const QByteArray &text);

} // namespace cairn
