#pragma once

#include "ui/parts/deeplink.h"

#include <QStringList>

namespace cairn {

/// What the console is to open.
struct StartWish
{
    QString folder; ///< empty: not said
    std::optional<DeepLink> link;

    bool operator==(const StartWish &) const = default;
};

/// Reads the words of the command line: a folder and a link, each at most once, in any order. Errors: Usage, translated.
Result<StartWish> readWish(const QStringList &words);

/// The workspace that is meant: the folder that was said, the link's own, for a bare link the one that was used last, else the
/// nearest one upward from `here`. Nothing: ask; also where a bare link has the number of an incident, which others of `recent`
/// (the latest first) may have as well.
std::optional<QString> workspaceFor(const StartWish &wish, const QStringList &recent, const QString &here);

/// Whether it may be opened without a question. Opening applies definitions and runs commands as whoever looks, and a link may
/// come from anybody: one alone leads only to what was opened here before.
bool opensUnasked(const StartWish &wish, const QStringList &recent, const QString &folder);

} // namespace cairn
