#include "ui/window/recentworkspaces.h"

#include "ui/look/consolesettings.h"

#include <QDir>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype Most = 12;

} // namespace

QList<RecentWorkspace> withOpened(QList<RecentWorkspace> known, const QString &path, Timestamp now)
{
    known = without(known, path);
    known.prepend({path, now, false});
    return known.mid(0, Most);
}

QList<RecentWorkspace> without(QList<RecentWorkspace> known, const QString &path)
{
    known.removeIf([&](const RecentWorkspace &one) { return one.path == path; });
    return known;
}

QList<RecentWorkspace> loadRecentWorkspaces()
{
    QList<RecentWorkspace> known;
    QSettings settings = consoleSettings();
    const int count = settings.beginReadArray("workspaces"_L1);
    for (int row = 0; row < count && known.size() < Most; ++row) {
        settings.setArrayIndex(row);
        const QString path = settings.value("path"_L1).toString();
        const auto opened = fromRfc3339(settings.value("opened"_L1).toString());
        if (QDir::isAbsolutePath(path) && opened)
            known.append({path, *opened, false});
    }
    return known;
}

void saveRecentWorkspaces(const QList<RecentWorkspace> &known)
{
    QSettings settings = consoleSettings();
    settings.remove("workspaces"_L1);
    settings.beginWriteArray("workspaces"_L1, int(known.size()));
    for (int row = 0; row < known.size(); ++row) {
        settings.setArrayIndex(row);
        settings.setValue("path"_L1, known.at(row).path);
        settings.setValue("opened"_L1, toRfc3339(known.at(row).openedAt));
    }
}

} // namespace cairn
