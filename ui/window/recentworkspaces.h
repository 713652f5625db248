#pragma once

#include "base/timestamp.h"

#include <QList>
#include <QString>

namespace cairn {

/// A workspace that was opened on this machine.
struct RecentWorkspace
{
    QString path; ///< absolute
    Timestamp openedAt;
    bool missing = false; ///< there is no cairn.yaml any more, or it cannot be reached

    bool operator==(const RecentWorkspace &) const = default;
};

/// With `path` as the latest; a dozen are kept.
QList<RecentWorkspace> withOpened(QList<RecentWorkspace> known, const QString &path, Timestamp now);
QList<RecentWorkspace> without(QList<RecentWorkspace> known, const QString &path);

/// As the settings have them, the latest first; what is not whole is left out.
QList<RecentWorkspace> loadRecentWorkspaces();
void saveRecentWorkspaces(const QList<RecentWorkspace> &known);

} // namespace cairn
